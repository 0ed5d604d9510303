"""In which marks of a sport records are kept, and under which conditions a mark counts as one. PURE.

`KEPT` is the whole of it: a line says where (discipline, events, phase), what is read there, and what must hold. `value_of` makes marks
comparable: a greater value is a better mark, always.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import athletics, marks
from kotinos.sports.columns import mark_type

Value = int | Decimal
"""How good a mark is: the greater the better, whatever is measured."""

LEGAL_WIND = 200
"""Hundredths of a metre per second: more behind the athlete, and the mark is no record (World Athletics Competition Rules CR31)."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Marks in which records are kept.

    ``events`` are event codes, empty for all that no other line of the discipline names; ``phases`` phase codes, empty for all.
    ``part`` names a record of its own within the event (``SNATCH``); ``types`` those types of record that belong to it, empty for
    all of the discipline. ``reads`` says where the mark stands: ``mark``, ``attempts``, ``heights``, ``lifts``, or ``total`` over
    the units of the event. ``wind`` must be legal: of the ``race``, of the ``attempt``, or as the ``average`` over the units that
    measure it. ``together``: all start at once, so the order of times is the order of arrival.
    """

    discipline: str
    events: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    part: str = ""
    types: tuple[str, ...] = ()
    reads: Literal["mark", "attempts", "heights", "lifts", "total"] = "mark"
    wind: Literal["", "race", "attempt", "average"] = ""
    together: bool = False


_COMBINED = ("DECATH", "HEPTATH", "PENTATH")
_QUALIFICATION = "QUALIFICATION"

KEPT = (
    # World Athletics Competition Rules CR31: wind up to 200 m, in the long and triple jump, and on average in combined events.
    Kept(discipline="ATH", events=_COMBINED, reads="total", wind="average"),
    Kept(discipline="ATH", events=("LONGJUMP", "TRPLJUMP"), reads="attempts", wind="attempt"),
    Kept(discipline="ATH", events=("SHOTPUT", "DISCUS", "HAMMER", "JAVELIN"), reads="attempts"),
    Kept(discipline="ATH", events=("HIGHJUMP", "PLEVAULT"), reads="heights"),
    Kept(discipline="ATH", events=("100M", "200M", "100MHURD", "110MHURD"), wind="race", together=True),
    Kept(discipline="ATH", together=True),
    # World Aquatics Swimming Rules SW12.
    Kept(discipline="SWM", together=True),
    # IWF Technical and Competition Rules: three records in each category, for lifters of that category.
    Kept(discipline="WLF", part="SNATCH", reads="lifts"),
    Kept(discipline="WLF", part="CLEAN_JERK", reads="lifts"),
    Kept(discipline="WLF", part="TOTAL", reads="lifts"),
    # ISSF: qualification and final keep records of their own.
    Kept(discipline="SHO", phases=("QUAL",), part=_QUALIFICATION, types=("QWR", "QOR", "NR", "PB", "SB")),
    Kept(discipline="SHO", phases=("FNL",), part="FINAL", types=("WR", "OR", "NR", "PB", "SB")),
    # World Archery: the ranking round; matches are shot for sets.
    Kept(discipline="ARC", phases=("QUAL",)),
    # UCI: the flying 200 m, the team pursuit, the team sprint; each rides for itself or against one other.
    Kept(discipline="CTR", events=("SPRINT",), phases=("QUAL",)),
    Kept(discipline="CTR", events=("PURTEAM4", "SPRTEAM3")),
    Kept(discipline="CLB", events=("SPEED",)),
    # Best times, not records: water and wind are never the same.
    Kept(discipline="ROW", together=True),
    Kept(discipline="CSP", together=True),
    Kept(discipline="BOB", types=("TR", "NR", "PB", "SB")),
    Kept(discipline="LUG", types=("TR", "NR", "PB", "SB")),
    Kept(discipline="SKN", types=("TR", "NR", "PB", "SB")),
    Kept(discipline="SSK"),
    Kept(discipline="STK", together=True),
)


@lru_cache(maxsize=4096)
def kept_in(rsc: Rsc) -> tuple[Kept, ...]:
    """In which marks of a unit records are kept; of an event (an RSC at its level), in which of its units' marks or total."""
    mine = [k for k in KEPT if k.discipline == rsc.discipline]
    of_event = [k for k in mine if rsc.event in k.events] or [k for k in mine if not k.events]
    if rsc.level is Level.EVENT:
        return tuple(of_event)
    return tuple(k for k in of_event if not k.phases or rsc.phase in k.phases)


def parts(event: Rsc) -> tuple[str, ...]:
    """The records that an event keeps: ``("",)`` for one alone, ``SNATCH CLEAN_JERK TOTAL`` of a weight class; empty for none."""
    return tuple(dict.fromkeys(k.part for k in kept_in(event.at(Level.EVENT))))


def types(event: Rsc, part: str, of_discipline: tuple[str, ...]) -> tuple[str, ...]:
    """The types of record that belong to a part of an event, out of those of its discipline."""
    own = {t for k in kept_in(event.at(Level.EVENT)) if k.part == part for t in k.types or of_discipline}
    return tuple(t for t in of_discipline if t in own)


@lru_cache(maxsize=65536)
def value_of(rsc: Rsc, mark: str) -> Value:
    """How good ``mark`` is in the event of ``rsc``; raises `marks.MarkError` for a text that is no such mark.

    Times count as they are recorded: the next longer hundredth on the track (TR19.24.1), the hundredth reached in the pool (SW11.2).
    """
    event = rsc.at(Level.EVENT)
    match mark_type(event):
        case "TIME":
            return -_recorded(event, marks.parse_time(mark))
        case "DISTANCE":
            return marks.parse_distance(mark)
        case _:
            return marks.parse_points(mark)


def _recorded(event: Rsc, t4: marks.T4) -> marks.T4:
    if event.discipline == "ATH" and athletics.event_kind(event) == "track":
        return marks.round_up(t4, marks.HUNDREDTH)
    return marks.cut(t4, marks.HUNDREDTH) if event.discipline == "SWM" else t4


def is_legal(wind: object) -> bool:
    """Whether a wind reading lets a mark count; without a reading none does."""
    try:
        return wind is not None and marks.parse_wind(wind) <= LEGAL_WIND
    except marks.MarkError:
        return False


def average_is_legal(winds: list[object]) -> bool:
    """The same of a combined event: the mean of the winds of all its events in which wind is measured. One missing, and none counts."""
    try:
        read = [marks.parse_wind(wind) for wind in winds if wind is not None]
    except marks.MarkError:
        return False
    return bool(winds) and len(read) == len(winds) and sum(read) <= LEGAL_WIND * len(read)
