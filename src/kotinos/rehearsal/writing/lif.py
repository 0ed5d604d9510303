"""A FinishLynx ``.lif`` file: one line for the heat, one for each competitor in the order of the photo."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Finisher(msgspec.Struct, frozen=True, kw_only=True):
    """One line: ``place`` is a number or an IRM; ``time`` as the operator sees it."""

    place: str
    lane: str = ""
    bib: str = ""
    family: str = ""
    given: str = ""
    club: str = ""
    time: str = ""
    reaction: str = ""


def lif(event: str, round_: str, heat: str, name: str, finishers: Sequence[Finisher], wind: str = "") -> bytes:
    """The file of one heat, UTF-8, each line ended."""
    lines = [f"{event},{round_},{heat},{_field(name)},{wind},{'m/s' if wind else ''},,,,,"]
    for one in finishers:
        fields = (one.place, one.bib, one.lane, _field(one.family), _field(one.given), _field(one.club), one.time)
        lines.append(",".join((*fields, "", "", one.reaction, "")))
    return "".join(f"{line}\r\n" for line in lines).encode()


def _field(text: str) -> str:
    """A comma ends a field; FinishLynx has no way to quote one."""
    return text.replace(",", " ")
