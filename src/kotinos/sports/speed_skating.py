"""Speed skating: pairs against the clock, mass start, team pursuit. ISU Special Regulations Speed Skating 265 to 277.

Times are shown to 0.01 s; equal ones are told apart by ``t4``, the thousandths of the photo finish (Sochi 2014, 1500 m), else they share
the place. Mass start: sprint points (slots ``sprint/1`` …: the place in each; 3, 2, 1 points, at the line 60, 40, 20, 10, 6, 3), then the
order at the line (``place``); those without points by laps skated (``laps``), then ``place``. Team pursuit: qualification by time, then
semi-finals and finals A to D of two teams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, formats, marks
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import rank_times, refuse, show_time_of, times_of
from kotinos.sports.pools import whole
from kotinos.sports.ranking import Criterion, Entry, Ranking, RuleSet, Unit
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("DNF", "LOT", "WOT", "WO", "WDR", "DNS", "DQ", "DQB")
SPRINT = (3, 2, 1)
LAST_SPRINT_2018 = (60, 40, 20)
LAST_SPRINT_2022 = (60, 40, 20, 10, 6, 3)


def rank_time(unit: Unit, rule_set: str) -> Ranking:
    """Against the clock, to the thousandth where it was read."""
    times = times_of(unit)
    clock = Criterion("time", lambda entry, _: times[entry.id], show_time_of)
    return rank_times(unit, times, (clock, FINISH, RECORDED), rule_set, IRMS)


def sprint_points(entry: Entry, last: Sequence[int]) -> int:
    """What a skater of a mass start has: the slots ``sprint/1`` … and ``place`` for the sprint at the line. Raises `CannotRank`."""
    total = 0
    for slot, value in entry.raw.items():
        kind, _, number = slot.partition("/")
        if kind == "sprint" and marks.given(value):
            text = str(value)
            if not number.isdigit() or not text.isascii() or not text.isdigit() or text == "0":
                raise refuse(entry, f"{slot} {value!r}; the place in that sprint, 1 for the first (sprint/1)")
            total += SPRINT[int(text) - 1] if int(text) <= len(SPRINT) else 0
    place = arrivals.place_of(entry)
    return total + (last[place - 1] if place and place <= len(last) else 0)


def rank_mass_start(unit: Unit, rule_set: str, last: Sequence[int]) -> Ranking:
    """The most sprint points, then the laps skated, then the order at the line. Raises `CannotRank`."""

    def values(entry: Entry) -> Mapping[str, Any]:
        return {"points": sprint_points(entry, last)}

    criteria = (
        Criterion("points", lambda e, _: -sprint_points(e, last), lambda e, _: str(sprint_points(e, last))),
        Criterion("mass_start_laps", lambda e, _: -whole(e, "laps"), lambda e, _: str(whole(e, "laps") or "")),
        arrivals.PLACE,
    )
    return arrivals.rank_arrivals(unit, rule_set, criteria, arrivals.has_place, irms=IRMS, kept=("DNF",), values=values)


def is_mass_start(rsc: Rsc) -> bool:
    """Whether an event is a mass start."""
    return rsc.event.startswith("MS")


ORDER = ("FNL", "SFNL", "QFNL", "HEAT", "QUAL")


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """A distance is one final; a mass start has two semi-finals, of which eight each go on; a pursuit two semi-finals after eight times."""

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        if phase.phase == "SFNL":
            return {"place": 8} if is_mass_start(event) else {"place": 1}
        return {"total": 8} if phase.phase in ("QUAL", "QFNL") else {}

    return formats.ordered(units, ORDER, qualify=qualify)


_SINCE = date(1924, 1, 26)
_TIME = f"SSK-time@{_SINCE}"


def _mass_start(since: date, last: Sequence[int]) -> RuleSet:
    name = f"SSK-mass-start@{since}"
    return RuleSet(
        id=name,
        effective=since,
        names=("mass_start",),
        covers=lambda rsc: rsc.discipline == "SSK" and rsc.level >= Level.PHASE and is_mass_start(rsc),
        irms=IRMS,
        source="ISU Special Regulations Speed Skating 253, 265",
        rank=partial(rank_mass_start, rule_set=name, last=last),
    )


RULE_SETS = (
    _mass_start(date(2018, 2, 24), LAST_SPRINT_2018),
    _mass_start(date(2021, 7, 1), LAST_SPRINT_2022),
    RuleSet(
        id=_TIME,
        effective=_SINCE,
        names=("speed_skating_time",),
        covers=lambda rsc: rsc.discipline == "SSK" and rsc.level >= Level.PHASE,
        irms=IRMS,
        source="ISU Special Regulations Speed Skating 265",
        rank=partial(rank_time, rule_set=_TIME),
    ),
)

PHRASES = {
    **arrivals.PHRASES,
    "mass_start_laps": {
        "en": "more laps skated ({0} against {1})",
        "fr": "plus de tours patinés ({0} contre {1})",
        "en_name": "laps",
        "fr_name": "tours",
    },
}

DISCIPLINES = (
    Discipline(
        code="SSK",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda rsc: "POINTS" if is_mass_start(rsc) else "TIME",
        read_mark=time,
        columns=lambda _: ("splits",),
    ),
)
