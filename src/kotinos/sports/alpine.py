"""Alpine skiing: one run against the clock, or two added up; parallel heats. FIS ICR 601.3, 621.11, 900 to 906.5, 1220.

Times are taken to 0.01 s and equal ones share the place, and the medal. Who fails in a run is out, and the list says in which
(``DNF2``). A team match of parallel runs is a duel of points; level on points, ``best_time`` decides: the sum of the best man's and the
best woman's time of each team, in 0.01 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import duels, factors, formats, runs
from kotinos.sports.discipline import Discipline, Phases, decimal, time
from kotinos.sports.generic import TIME, has, rule
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

RUN_IRMS = ("DNF", "DSQ", "DNS", "NPS", "DQB")
IRMS = (*runs.numbered_irms(2), *RUN_IRMS)

REVERSED = 30
"""The best so many of the first run start the second one in reverse (ICR 621.11.3)."""
_KNOCKOUT = ("8FNL", "QFNL", "SFNL", "FNL")


def second_run(first: Ranking, best: int = REVERSED) -> tuple[str, ...]:
    """The start order of the second run; ``best`` is 30, or 15 where the jury so decided before the first run."""
    return runs.reversed_order(first, best)


def is_parallel(rsc: Rsc) -> bool:
    """Whether an event is run two by two: a team event, or a parallel slalom."""
    return "TEAM" in rsc.event or rsc.event.startswith("PSL")


def _faster(entry: Entry) -> int | None:
    best = duels.whole(entry, "best_time")
    return None if best is None else -best


MATCH = duels.DuelRule(steps=(duels.by_score(), duels.Comparison("alpine_best_time", _faster)), irms=RUN_IRMS)


def rank_run(unit: Unit) -> Ranking:
    """One run: the least time, or the least factored time where the event has ``factors`` by class (`kotinos.sports.factors`)."""
    return factors.rank_factored(unit, _RUN, RUN_IRMS) if "factors" in unit.facts else _BY_TIME(unit)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Two runs are a series; team matches a knock-out; a downhill is one unit."""

    def kind(phase: Rsc) -> str:
        if is_parallel(phase) and phase.phase in _KNOCKOUT:
            return "knockout"
        return "series" if sum(unit.at(Level.PHASE) == phase for unit in units) > 1 else "final"

    return formats.ordered(units, kind=kind)


_SINCE = date(1968, 2, 4)
_TOTAL, _RUN, _MATCH = f"ALP-total@{_SINCE}", f"ALP-run@{_SINCE}", "ALP-match@2018-02-24"

_BY_TIME = rule(_RUN, (TIME,), has("t4", "mark"), RUN_IRMS)

RULE_SETS = (
    RuleSet(
        id=_MATCH,
        effective=date(2018, 2, 24),
        names=("alpine_team_match",),
        covers=lambda rsc: rsc.discipline == "ALP" and is_parallel(rsc) and bool(rsc.unit) and rsc.phase in _KNOCKOUT,
        irms=RUN_IRMS,
        source="FIS ICR 1220 (parallel and team events)",
        rank=partial(duels.decide, rule=MATCH, rule_set=_MATCH),
    ),
    RuleSet(
        id=_TOTAL,
        effective=_SINCE,
        names=("alpine_total",),
        covers=lambda rsc: rsc.discipline == "ALP" and bool(rsc.phase) and not rsc.unit,
        irms=IRMS,
        source="FIS ICR 901.3, 906",
        rank=partial(runs.rank_total, rule_set=_TOTAL, irms=IRMS, decimals=2, numbered=True),
    ),
    RuleSet(
        id=_RUN,
        effective=_SINCE,
        names=("alpine_run",),
        covers=lambda rsc: rsc.discipline == "ALP" and bool(rsc.unit),
        irms=RUN_IRMS,
        source="FIS ICR 611.3",
        rank=rank_run,
    ),
)

PHRASES = {
    **runs.PHRASES,
    "alpine_best_time": {
        "en": "{0} won on the times of the best man and woman, level on points {3}",
        "fr": "{0} l’emporte aux temps du meilleur homme et de la meilleure femme, à égalité de points {3}",
    },
}

DISCIPLINES = (
    Discipline(
        code="ALP",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda rsc: "POINTS" if is_parallel(rsc) else "TIME",
        read_mark=lambda rsc, text: decimal(rsc, text) if is_parallel(rsc) else time(rsc, text),
        columns=lambda rsc: () if is_parallel(rsc) else ("splits",),
    ),
)
