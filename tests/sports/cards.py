"""Short ways to write down a competition in a test, as it would stand on a field card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Ranking, Unit

MEN_100M = Rsc.of("ATH", "M", "100M", "FNL", "000100")
MEN_HIGH_JUMP = Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100")
MEN_LONG_JUMP = Rsc.of("ATH", "M", "LONGJUMP", "FNL", "000100")
MEN_DECATHLON = Rsc.of("ATH", "M", "DECATH")
WOMEN_50M_FREE = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")


def unit(what: Rsc | str, marks: Mapping[str, Any], **more: Any) -> Unit:
    """A unit by RSC or rule name. A mark is a text, a mapping of raw values, or an IRM (capitals only)."""
    named = {"rsc": what} if isinstance(what, Rsc) else {"rule": what}
    entries = tuple(_entry(n, who, value) for n, (who, value) in enumerate(marks.items()))
    return Unit(id="test", entries=entries, **named, **more)


def _entry(n: int, who: str, value: Any) -> Entry:
    group, noc = None, None
    if isinstance(value, Mapping):
        raw = {name: given for name, given in value.items() if name not in ("group", "noc", "irm")}
        group, noc = value.get("group"), value.get("noc")
        return Entry(n=n, id=who, name=who, raw=raw, irm=value.get("irm"), group=group, noc=noc)
    if isinstance(value, str) and value.isalpha() and value.isupper():
        return Entry(n=n, id=who, name=who, irm=value)
    return Entry(n=n, id=who, name=who, raw={} if value is None else {"mark": value})


def placed(what: Rsc | str, marks: Mapping[str, Any], **more: Any) -> list[tuple[int | None, str]]:
    """Ranks and names, first to last."""
    return places(rulebook.rank(unit(what, marks, **more)))


def places(ranking: Ranking) -> list[tuple[int | None, str]]:
    return [(row.rank, row.id) for row in ranking.rows]


def heights(card: str) -> list[dict[str, str]]:
    """``"2.20 O, 2.24 XXO, 2.27 -"``."""
    return [dict(zip(("height", "attempts"), one.split(), strict=True)) for one in card.split(", ")]


def attempts(card: str) -> list[dict[str, Any]]:
    """``"8.12 X 8.30 - r"``."""
    return [{"n": n, "mark": mark} for n, mark in enumerate(card.split(), start=1)]


def by_name(ranking: Ranking) -> dict[str, int | None]:
    return {row.id: row.rank for row in ranking.rows}


def ids(rows: Iterable[Any]) -> list[str]:
    return [row.id for row in rows]
