"""Mountain bike cross-country and road cycling. UCI Regulations Part 4 (4.2, lapped riders) and Part 2 (2.3 road race, 2.4 time trial).

Slots: ``place``, the order at the line, which tells apart those who share a time (a group has one time); ``laps``, how many
laps a lapped rider was behind when taken out of the race. A lapped rider (``LAP``, as mark or IRM) keeps a place behind all who finished.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import arrivals, formats, marks
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, has_time, refuse, time_of
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit

LAPPED = "LAP"
IRMS_MTB = (LAPPED, "DNF", "DNS", "DSQ")
IRMS_ROAD = ("DNF", "OTL", "DNS", "DSQ")


def laps_behind(entry: Entry) -> int:
    """``laps``: how many laps behind (1, or -1 as boards show it); 0 where it is not known. Raises `CannotRank`."""
    value = entry.raw.get("laps")
    text = str(value).removeprefix("-") if marks.given(value) else "0"
    if not text.isascii() or not text.isdigit():
        raise refuse(entry, f"laps {value!r}; how many laps behind (1)")
    return int(text)


def _lapped(entry: Entry) -> Entry:
    """The one form of a lapped rider: the IRM, whether a device sent it as that or as a mark."""
    return replace(entry, irm=LAPPED) if entry.irm is None and entry.raw.get("mark") == LAPPED else entry


def _time_values(entry: Entry) -> Mapping[str, Any]:
    return {"t4": time_of(entry)}


def rank_mass_start(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """The fastest first; who has the same time by the order at the line, as far as the judges told them apart.

    Lapped riders follow, the one who was fewer laps behind first. Raises `CannotRank`.
    """
    entries = tuple(_lapped(entry) for entry in unit.entries)
    fewer_laps = Criterion("laps_behind", lambda entry, _: laps_behind(entry), _show_laps)
    return arrivals.rank_arrivals(
        replace(unit, entries=entries),
        rule_set,
        (TIME, arrivals.KNOWN_PLACE),
        has_time,
        irms=irms,
        kept=(LAPPED,) if LAPPED in irms else (),
        behind=(fewer_laps,),
        values=_time_values,
    )


def _show_laps(entry: Entry, _: Group) -> str:
    laps = laps_behind(entry)
    return f"-{laps}" if laps else ""


def rank_time_trial(unit: Unit, rule_set: str) -> Ranking:
    """The fastest first, to the hundredth or, where the timekeepers have it in ``t4``, finer; equal times share the place."""
    return arrivals.rank_arrivals(unit, rule_set, (TIME,), has_time, irms=IRMS_ROAD, kept=(), values=_time_values)


def read_mark(rsc: Rsc, text: str) -> str:
    """A time, or ``LAP`` in a cross-country race; raises `marks.MarkError`."""
    return text if rsc.discipline == "MTB" and text == LAPPED else time(rsc, text)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """One race, which is the final."""
    return formats.ordered(units)


_SINCE = date(1896, 1, 1)
_XCO, _ROAD, _TRIAL = f"MTB-cross-country@{_SINCE}", f"CRD-road-race@{_SINCE}", f"CRD-time-trial@{_SINCE}"


def _is_trial(rsc: Rsc) -> bool:
    return rsc.event.startswith("TT")


RULE_SETS = (
    RuleSet(
        id=_XCO,
        effective=_SINCE,
        names=("cross_country",),
        covers=lambda rsc: rsc.discipline == "MTB" and bool(rsc.phase),
        irms=IRMS_MTB,
        source="UCI Regulations 4.2 (lapped riders are placed behind those who finished)",
        rank=partial(rank_mass_start, rule_set=_XCO, irms=IRMS_MTB),
    ),
    RuleSet(
        id=_TRIAL,
        effective=_SINCE,
        names=("road_time_trial",),
        covers=lambda rsc: rsc.discipline == "CRD" and bool(rsc.phase) and _is_trial(rsc),
        irms=IRMS_ROAD,
        source="UCI Regulations 2.4",
        rank=partial(rank_time_trial, rule_set=_TRIAL),
    ),
    RuleSet(
        id=_ROAD,
        effective=_SINCE,
        names=("road_race",),
        covers=lambda rsc: rsc.discipline == "CRD" and bool(rsc.phase) and not _is_trial(rsc),
        irms=IRMS_ROAD,
        source="UCI Regulations 2.3",
        rank=partial(rank_mass_start, rule_set=_ROAD, irms=IRMS_ROAD),
    ),
)

PHRASES = {
    **arrivals.PHRASES,
    "laps_behind": {
        "en": "fewer laps behind ({0} against {1})",
        "fr": "moins de tours de retard ({0} contre {1})",
        "en_name": "laps",
        "fr_name": "tours",
    },
}

DISCIPLINES = tuple(
    Discipline(
        code=code,
        rule_sets=tuple(one for one in RULE_SETS if one.id.startswith(code)),
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda _: "TIME",
        read_mark=read_mark,
    )
    for code in ("CRD", "MTB")
)
