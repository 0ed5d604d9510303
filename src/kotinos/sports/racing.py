"""Races against each other over water and land: rowing, canoe sprint, marathon swimming, triathlon.

The time decides; equal times stand by the order that the finish judges or the photo recorded, else they are a dead heat. World
Rowing Rules 94 (dead heats); ICF Canoe Sprint Rules 10 (finish); World Aquatics OWS 6; World Triathlon Competition Rules 6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import formats, marks, progressions
from kotinos.sports.discipline import Discipline, Phases, as_received, time
from kotinos.sports.generic import rank_times, show_time_of, times_of
from kotinos.sports.progression import places_by_heat
from kotinos.sports.progressions import Cuts
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("LAP", "TO", "BUW", "REL", "EXC", "DNF", "RET", "DNS", "DSQ", "DQB", "WDR")
"""Lapped, outside the limit, boat under weight, relegated, excluded, did not finish, did not start, disqualified."""


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race: by time, then by the recorded order of finish; what is still equal is a dead heat."""
    times = times_of(unit)
    return rank_times(unit, times, (_time(times), FINISH, RECORDED), rule_set, IRMS)


def rank_round(unit: Unit, rule_set: str) -> Ranking:
    """All races of one round together: by the place in one's own race, then by time (those who go no further stand so)."""
    times = times_of(unit)
    ahead = places_by_heat(unit, partial(rank_race, rule_set=rule_set))

    def place(entry: Entry, _: Group) -> int | None:
        return ahead[entry.id]

    own = Criterion("place_in_race", place, lambda entry, group: str(place(entry, group)))
    return rank_times(unit, times, (own, _time(times), RECORDED), rule_set, IRMS)


def _time(times: Mapping[str, marks.T4]) -> Criterion:
    return Criterion("time", lambda entry, _: times[entry.id], show_time_of)


# -- how events run ----------------------------------------------------------------------------------------------------


def _rowing_cuts(phase: Rsc) -> Cuts:
    if "COXED8" in phase.event:
        return progressions.EIGHTS
    if phase.event.endswith("-L"):
        return progressions.LIGHT
    return progressions.PAIRS if phase.event in ("NOCOX2", "SCULL2") else progressions.ROWING


ROWING_ORDER = ("FNL", "SFNL", "QFNL", "REP", "HEAT")
CANOE_ORDER = ("FNL", "SFNL", "QFNL", "HEAT")


def rowing_phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Heats, repechage, quarter-finals, semi-finals, finals A to F; how many go on by the number of heats."""
    return formats.ordered(units, ROWING_ORDER, qualify=progressions.by_heats(units, _rowing_cuts))


def canoe_phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Heats, quarter-finals, semi-finals, finals A and B (and C). Who goes on by place from a heat leaves out the quarter-finals."""
    cut = progressions.by_heats(units, lambda _: progressions.CANOE)
    semi_finals = next((unit.at(Level.PHASE) for unit in units if unit.phase == "SFNL"), None)

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        rule = cut(phase)
        final = Rsc.of(phase.discipline, phase.gender, phase.event, "FNL")
        return {**rule, "to": final if phase.phase == "SFNL" else semi_finals or final} if rule else {}

    return formats.ordered(units, CANOE_ORDER, qualify=qualify)


# -- the rule book -----------------------------------------------------------------------------------------------------


def _race(code: str, since: date, source: str) -> RuleSet:
    name = f"{code}-race@{since}"
    return RuleSet(
        id=name,
        effective=since,
        names=(f"{code.lower()}_race",),
        covers=lambda rsc: rsc.discipline == code,
        irms=IRMS,
        source=source,
        rank=partial(rank_race, rule_set=name),
    )


def _round(code: str, since: date, source: str) -> RuleSet:
    name = f"{code}-round@{since}"
    return RuleSet(
        id=name,
        effective=since,
        names=(f"{code.lower()}_round",),
        covers=lambda rsc: rsc.discipline == code and bool(rsc.phase) and not rsc.unit,
        irms=IRMS,
        source=source,
        rank=partial(rank_round, rule_set=name),
    )


PHRASES = {
    "place_in_race": {
        "en": "better place in the own race ({0} against {1})",
        "fr": "meilleure place dans sa propre course ({0} contre {1})",
        "en_name": "place in the own race",
        "fr_name": "place dans sa course",
        "en_same": "both {0} in the own race",
        "fr_same": "place {0} chacun dans sa course",
    },
}

_ROWING = "World Rowing Rules of Racing 94"
_CANOE = "ICF Canoe Sprint Competition Rules 10"

DISCIPLINES = (
    Discipline(
        code="ROW",
        rule_sets=(_round("ROW", date(1976, 7, 18), _ROWING), _race("ROW", date(1976, 7, 18), _ROWING)),
        phrases=PHRASES,
        phases=rowing_phases,
        mark_type=lambda _: "TIME",
        read_mark=time,
        columns=lambda _: ("splits",),
    ),
    Discipline(
        code="CSP",
        rule_sets=(_round("CSP", date(1976, 7, 28), _CANOE), _race("CSP", date(1976, 7, 28), _CANOE)),
        phrases=PHRASES,
        phases=canoe_phases,
        mark_type=lambda _: "TIME",
        read_mark=time,
    ),
    Discipline(
        code="OWS",
        rule_sets=(_race("OWS", date(2008, 8, 20), "World Aquatics OWS 6"),),
        phrases=PHRASES,
        mark_type=lambda _: "TIME",
        read_mark=time,
        columns=lambda _: ("splits",),
    ),
    Discipline(
        code="TRI",
        rule_sets=(_race("TRI", date(2000, 9, 16), "World Triathlon Competition Rules 6"),),
        phrases=PHRASES,
        mark_type=lambda _: "TIME",
        read_mark=as_received,
        columns=lambda _: ("splits",),
    ),
)
