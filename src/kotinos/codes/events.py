"""Events: what a medal is given for. All 329 of a full summer programme, each with its RSC."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import table
from kotinos.codes.rsc import Level, Rsc, RscError
from kotinos.codes.table import Named


class Event(Named, frozen=True, kw_only=True):
    """One event. ``competitor_type``: ``A`` athletes, ``T`` teams (pairs and crews too), then of ``team_size`` athletes."""

    rsc: str
    competitor_type: Literal["A", "T"]
    team_size: int = 0

    @property
    def gender(self) -> str:
        """``M``, ``W``, ``X`` mixed or ``O`` open."""
        return self.rsc[3]


@cache
def _by_rsc() -> dict[str, Event]:
    return {row.rsc: row for row in table.rows("events", Event)}


def all() -> tuple[Event, ...]:
    """All events, by RSC."""
    return table.rows("events", Event)


def get(rsc: str) -> Event:
    """The event of ``rsc``, which may name a phase or a unit of it; raises `RscError` or `table.UnknownCode`."""
    code = Rsc(rsc).at(Level.EVENT)
    found = _by_rsc().get(code)
    if found is None:
        raise table.UnknownCode(f"event {str(code)!r}: not in events.csv")
    return found


def of_discipline(discipline: str) -> tuple[Event, ...]:
    """All events of a discipline; raises `table.UnknownCode` when there is none of that code."""
    found = tuple(event for event in all() if event.rsc[:3] == discipline)
    if not found:
        raise table.UnknownCode(f"discipline {discipline!r}: no event of it in events.csv")
    return found


def name(rsc: str, lang: str) -> str:
    """The event's name in ``lang``; raises as `get` does."""
    return get(rsc).name(lang)


def text(rsc: str) -> dict[str, str]:
    """Both names; the event part of the code where it is unknown, and the code itself where it is no RSC."""
    try:
        return get(rsc).text()
    except table.UnknownCode:
        return table.same(Rsc(rsc).event or rsc)
    except RscError:
        return table.same(rsc)
