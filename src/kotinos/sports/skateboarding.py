"""Skateboarding, street and park. World Skate, Skateboarding rules of the Olympic competition.

Slots: ``run/1`` … and, in street, ``trick/1`` … with the score of the panel (dropped highest and lowest already). A tie is broken by the
highest single score, then the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import best_of, formats
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.ranking import Entry, RuleSet

IRMS = ("DNF", "DNS", "DSQ")
FINALISTS = 8


def street_until_2022(entry: Entry) -> Decimal:
    """Tokyo 2020: the best four of two runs and five tricks, each from 0 to 10."""
    return best_of.best(best_of.scores_of(entry, "run", "trick"), 4)


def street_since_2022(entry: Entry) -> Decimal:
    """Paris 2024: the better of two runs and the best two of five tricks, each from 0 to 100."""
    return best_of.best(best_of.scores_of(entry, "run"), 1) + best_of.best(best_of.scores_of(entry, "trick"), 2)


def park(entry: Entry) -> Decimal:
    """The best of the runs."""
    return best_of.best(best_of.scores_of(entry, "run"), 1)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Preliminaries, from which eight go on, and the final."""
    return formats.ordered(units, qualify=lambda phase: {"total": FINALISTS} if phase.phase == "QUAL" else {})


RUNS, TRICKS = best_of.Kind("run", "Run", "Passage", 2), best_of.Kind("trick", "Trick", "Figure", 5)
PARK_RUNS = best_of.Kind("run", "Run", "Passage", 3)


def _set(kind: str, is_park: bool, since: date, kinds: tuple[best_of.Kind, ...], total: best_of.Total) -> RuleSet:
    rule_set = f"SKB-{kind}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=(f"skateboarding_{kind}",),
        covers=lambda rsc: rsc.discipline == "SKB" and bool(rsc.phase) and rsc.event.startswith("PARK") == is_park,
        irms=IRMS,
        source="World Skate, Skateboarding rules",
        rank=partial(
            best_of.rank_best, rule_set=rule_set, kinds=tuple(one.slot for one in kinds), total=total, irms=IRMS
        ),
        card=best_of.card(*kinds),
    )


RULE_SETS = (
    _set("street", False, date(2019, 1, 1), (RUNS, TRICKS), street_until_2022),
    _set("street", False, date(2022, 6, 26), (RUNS, TRICKS), street_since_2022),
    _set("park", True, date(2019, 1, 1), (PARK_RUNS,), park),
)

DISCIPLINES = (Discipline(code="SKB", rule_sets=RULE_SETS, phrases=best_of.PHRASES, phases=phases, read_mark=decimal),)
