"""BMX freestyle park. UCI Regulations Part 6: two runs, their average in the qualification, the better one in the final.

Slots: ``run/1`` and ``run/2``, the average of the judges from 0 to 99.99. A tie is broken by the better single run, then by the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import best_of, formats
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

IRMS = ("DNF", "DNS", "DSQ")
RUNS = 2
RUN = best_of.Kind("run", "Run", "Manche", RUNS)
FINALISTS = 9


def average(entry: Entry) -> Decimal:
    """The average of both runs; one that was not ridden counts nothing."""
    return best_of.best(best_of.scores_of(entry, RUN.slot), RUNS) / RUNS


def better(entry: Entry) -> Decimal:
    """The better of the two runs."""
    return best_of.best(best_of.scores_of(entry, RUN.slot), 1)


def rank_park(unit: Unit, rule_set: str) -> Ranking:
    """The final by the better run, any earlier phase by the average."""
    final = unit.rsc is None or unit.rsc.phase == "FNL"
    return best_of.rank_best(unit, rule_set, (RUN.slot,), better if final else average, IRMS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Qualification, from which nine go on, and the final."""
    return formats.ordered(units, qualify=lambda phase: {"total": FINALISTS} if phase.phase == "QUAL" else {})


_SINCE = date(2017, 6, 9)
_ID = f"BMF-park@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("bmx_freestyle_park",),
        covers=lambda rsc: rsc.discipline == "BMF" and bool(rsc.phase),
        irms=IRMS,
        source="UCI Regulations Part 6, BMX freestyle park",
        rank=partial(rank_park, rule_set=_ID),
        card=best_of.card(RUN),
    ),
)

DISCIPLINES = (Discipline(code="BMF", rule_sets=RULE_SETS, phrases=best_of.PHRASES, phases=phases, read_mark=decimal),)
