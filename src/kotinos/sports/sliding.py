"""Bobsleigh, skeleton and luge: heats down the ice, added up. IBSF Rules (bobsleigh 11, skeleton 11); FIL IRO, artificial track, §6.

Bobsleigh and skeleton are timed to 0.01 s, luge to 0.001 s. Equal totals share the place, and the medal. The last run is for the best
twenty after the one before it, who start in reverse. A luge relay is one unit, whose mark is the time of the team.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import formats, runs
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, has, rule
from kotinos.sports.ranking import Ranking, RuleSet

IRMS = ("DNF", "DNS", "DSQ", "DQB")
LAST_RUN = 20
"""How many places may start in the last run."""


def last_run(after: Ranking) -> tuple[str, ...]:
    """Who starts in the last run and in which order, from the totals before it: the best twenty, the leader last."""
    return runs.reversed_order(after, LAST_RUN, up_to=LAST_RUN)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """One phase; several units of it are heats that count together."""

    def kind(phase: Rsc) -> str:
        return "series" if sum(unit.at(Level.PHASE) == phase for unit in units) > 1 else "final"

    return formats.ordered(units, kind=kind)


def _discipline(code: str, since: date, decimals: int, source: str) -> Discipline:
    total, run = f"{code}-total@{since}", f"{code}-run@{since}"
    rule_sets = (
        RuleSet(
            id=total,
            effective=since,
            names=(f"{code.lower()}_total",),
            covers=lambda rsc: rsc.discipline == code and bool(rsc.phase) and not rsc.unit,
            irms=IRMS,
            source=source,
            rank=partial(runs.rank_total, rule_set=total, irms=IRMS, decimals=decimals),
        ),
        RuleSet(
            id=run,
            effective=since,
            names=(f"{code.lower()}_run",),
            covers=lambda rsc: rsc.discipline == code and bool(rsc.unit),
            irms=IRMS,
            source=source,
            rank=rule(run, (TIME,), has("t4", "mark"), IRMS),
        ),
    )
    return Discipline(
        code=code,
        rule_sets=rule_sets,
        phrases=runs.PHRASES,
        phases=phases,
        mark_type=lambda _: "TIME",
        read_mark=time,
        columns=lambda _: ("splits",),
    )


DISCIPLINES = (
    _discipline("BOB", date(1924, 1, 25), 2, "IBSF International Bobsleigh Rules 11"),
    _discipline("SKN", date(1928, 2, 11), 2, "IBSF International Skeleton Rules 11"),
    _discipline("LUG", date(1976, 2, 4), 3, "FIL International Luge Racing Regulations, artificial track, §6"),
)
