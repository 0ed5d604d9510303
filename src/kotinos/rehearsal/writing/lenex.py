"""A LENEX 3 file with the results of one heat, as swimming timing writes it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from lxml import etree
from lxml.builder import E


class Swimmer(msgspec.Struct, frozen=True, kw_only=True):
    """One result: ``time`` as ``1:48.21`` or empty, ``status`` an IRM or empty, ``splits`` by metres."""

    id: str
    lane: str
    family: str
    given: str
    gender: str
    noc: str
    time: str = ""
    status: str = ""
    reaction: str = ""
    splits: Sequence[tuple[int, str]] = ()


def lenex(
    event: str, round_: str, heat: str, swimmers: Sequence[Swimmer], name: str, *, finished: bool = True
) -> bytes:
    """The meet file of one heat."""
    clubs = []
    for at, one in enumerate(swimmers, start=1):
        result = E.RESULT(resultid=str(at), heatid="1", lane=one.lane, swimtime=_swimtime(one.time))
        if one.status:
            result.set("status", one.status)
        if one.reaction:
            result.set("reactiontime", one.reaction)
        if one.splits:
            result.append(E.SPLITS(*(E.SPLIT(distance=str(d), swimtime=_swimtime(t)) for d, t in one.splits)))
        athlete = E.ATHLETE(
            E.RESULTS(result),
            athleteid=one.id,
            lastname=one.family,
            firstname=one.given,
            gender={"W": "F"}.get(one.gender, one.gender),
            nation=one.noc,
        )
        clubs.append(E.CLUB(E.ATHLETES(athlete), name=one.noc, code=one.noc, nation=one.noc))
    status = "OFFICIAL" if finished else "RUNNING"
    root = E.LENEX(
        E.CONSTRUCTOR(E.CONTACT(name="Kotinos rehearsal"), name="Kotinos rehearsal", version="1"),
        E.MEETS(
            E.MEET(
                E.SESSIONS(
                    E.SESSION(
                        E.EVENTS(
                            E.EVENT(
                                E.HEATS(E.HEAT(heatid="1", number=heat, status=status)),
                                eventid="1",
                                number=event,
                                round=round_,
                            )
                        ),
                        number="1",
                    )
                ),
                E.CLUBS(*clubs),
                name=name,
                course="LCM",
            )
        ),
        version="3.0",
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _swimtime(text: str) -> str:
    """``1:48.21`` as LENEX writes it: ``00:01:48.21``; nothing is ``NT``."""
    if not text:
        return "NT"
    parts = text.split(":")
    hours, minutes = (["00", "00", *parts[:-1]])[-2:]
    seconds, _, decimals = parts[-1].partition(".")
    return f"{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}.{decimals.ljust(2, '0')}"
