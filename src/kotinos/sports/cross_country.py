"""Cross-country skiing and ski mountaineering: against the clock, together, pursuits, relays, sprints. FIS ICR 3xx; ISMF Sporting Rules.

Interval starts: the least time, equal times share the place (ICR 352). Where the line decides (mass start, skiathlon, relay, heats) the
photo tells equal times apart: the slot ``place``. Lapped skiers keep a place behind those who finished, in the order in which they were
taken off the course (``place`` too).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, cross_sprint, formats
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, has_time, time_of
from kotinos.sports.marks import given
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

LAPPED = "LAP"
IRMS = (LAPPED, "DNF", "DNS", "DSQ", "DQB")
ORDER = ("FNL", "SFNL", "QFNL", "QUAL")
QUALIFIED = 30
"""How many of the qualification of a sprint meet in heats of six."""


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race or heat; raises `CannotRank`."""
    return arrivals.rank_arrivals(
        unit, rule_set, (TIME, arrivals.KNOWN_PLACE), _finished, irms=IRMS, kept=(LAPPED,), values=_values
    )


def _finished(entry: Entry) -> bool:
    return has_time(entry) and given(entry.raw.get("mark", entry.raw.get("t4")))


def _values(entry: Entry) -> Mapping[str, Any]:
    return {"t4": time_of(entry)}


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """A sprint: thirty of the qualification, five quarter-finals, two semi-finals, one final. Its teams begin in two semi-finals, from
    which four each go on and the two fastest of the others (Beijing 2022). Anything else is one race."""
    heats = {phase: sum(unit.phase == phase for unit in units) for phase in ORDER}
    if heats["QUAL"]:
        cut = cross_sprint.cuts(QUALIFIED, heats["QFNL"])
    else:
        cut = {"SFNL": {"place": 4, "time": 2}}

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        return cross_sprint.qualification_of(phase, cut)

    return formats.ordered(units, ORDER, qualify=qualify)


def rank_event(results: EventResults) -> Ranking | None:
    """A sprint by how far everybody came; any other event is its race."""
    return cross_sprint.by_heat_then_qualification(results)


def _discipline(code: str, since: date, source: str) -> Discipline:
    race = f"{code}-race@{since}"
    rule_set = RuleSet(
        id=race,
        effective=since,
        names=(f"{code.lower()}_race",),
        covers=lambda rsc: rsc.discipline == code and rsc.level >= Level.PHASE,
        irms=IRMS,
        source=source,
        rank=partial(rank_race, rule_set=race),
    )
    return Discipline(
        code=code,
        rule_sets=(rule_set,),
        phrases={**arrivals.PHRASES, **cross_sprint.PHRASES},
        phases=phases,
        event=rank_event,
        mark_type=lambda _: "TIME",
        read_mark=lambda rsc, text: text if text == LAPPED else time(rsc, text),
        columns=lambda _: ("splits",),
    )


DISCIPLINES = (
    _discipline("CCS", date(1924, 1, 30), "FIS ICR 3xx (cross-country): 325, 340, 352"),
    _discipline("SMT", date(2026, 2, 19), "ISMF Sporting Rules and Regulations: sprint, mixed relay"),
)
