"""Surfing. ISA Rulebook, judging and scoring: the two best waves of a heat count.

Slots: ``wave/1`` … with the average of the panel from 0 to 10. An equal total is decided by the best wave, then the next best.
Heats of three open the event: the winner goes on, the other two meet somebody in round 2. From there on two surf against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import best_of, formats, tournaments
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import won_and_lost
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

IRMS = ("DNS", "DSQ")
COUNTING = 2
WAVE = best_of.Kind("wave", "Wave", "Vague", 10, open=True)

ORDER = ("FNL", "SFNL", "QFNL", "8FNL", "REP", "PREL")
"""Finals, semi-finals, quarter-finals, round 3, round 2 (for those who did not win in round 1), round 1."""


def total(entry: Entry) -> Decimal:
    """The two best waves."""
    return best_of.best(best_of.scores_of(entry, WAVE.slot), COUNTING)


def rank_heat(unit: Unit, rule_set: str) -> Ranking:
    """A heat; in one of two, winner and loser."""
    return won_and_lost(best_of.rank_best(unit, rule_set, (WAVE.slot,), total, IRMS))


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The winner of every heat goes on."""
    return formats.ordered(units, ORDER, qualify=lambda phase: {} if phase.phase == "FNL" else {"place": 1})


def event(results: EventResults) -> Ranking | None:
    """By the round that everybody reached: who lost in the same round shares the place (5, 9, 17)."""
    return tournaments.by_stages(results, lambda phase: tournaments.went_out(phase, ()))


_SINCE = date(2019, 9, 7)
_ID = f"SRF-heat@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("surfing_heat",),
        covers=lambda rsc: rsc.discipline == "SRF" and bool(rsc.phase),
        irms=IRMS,
        source="ISA Rulebook, judging: best two waves, ties",
        rank=partial(rank_heat, rule_set=_ID),
        card=best_of.card(WAVE),
    ),
)

DISCIPLINES = (
    Discipline(code="SRF", rule_sets=RULE_SETS, phrases=best_of.PHRASES, phases=phases, event=event, read_mark=decimal),
)
