"""Trampoline gymnastics: routines of ten elements. FIG Technical Regulations and Code of Points, trampoline.

Slots: of one routine ``d``, ``e``, ``h``, ``t`` and ``penalty``; in qualification ``routine/1`` and ``routine/2`` with the score of each.
A tie goes to the higher execution score, then horizontal displacement, time of flight, difficulty, where all who are tied have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import best_of, cards, formats, judged, tournaments
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import refuse
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

IRMS = ("DNF", "DNS", "WDR", "DSQ", "DQB")
LETTERS = ("d", "e", "h", "t")
ROUTINES = 2
FINALISTS, RESERVES, PER_NOC = 8, 2, 2
_TIES = (judged.EXECUTION, judged.DISPLACEMENT, judged.FLIGHT, judged.DIFFICULTY)


def qualification_score(entry: Entry, counting: int) -> Decimal | None:
    """The best ``counting`` of the two routines, or the ``mark`` alone where they are not known. Raises `CannotRank`."""
    routines = best_of.scores_of(entry, "routine")
    mark = judged.points_in(entry, entry.raw, "mark")
    if not routines:
        return mark
    if len(routines) > ROUTINES:
        raise refuse(entry, f"{len(routines)} routines; {ROUTINES} are done in qualification")
    total = best_of.best(routines, counting)
    if mark is not None and mark != total:
        raise refuse(entry, f"mark {mark}, but its routines give {judged.board(total)}")
    return total


def rank_qualification(unit: Unit, rule_set: str, counting: int) -> Ranking:
    """Qualification: by the better routine since 2022 (``counting`` 1), by the sum of both before (2)."""
    scores = {entry.id: qualification_score(entry, counting) for entry in unit.entries}
    return judged.rank_scores(unit, rule_set, scores, _TIES, IRMS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Qualification, from which eight go on (at most two of one NOC), and the final, which begins at zero."""
    return formats.ordered(units, qualify=_qualify)


def _qualify(phase: Rsc) -> Mapping[str, Any]:
    return {"total": FINALISTS, "per_noc": PER_NOC, "reserves": RESERVES} if phase.phase == "QUAL" else {}


def event(results: EventResults) -> Ranking | None:
    """The final, then the qualification; a reserve who was listed in the final and did not jump keeps the place of the qualification."""
    return tournaments.by_stages(results, judged.without_reserves)


_SINCE, _BEST = date(2011, 1, 1), date(2022, 1, 1)
_FINAL = f"GTR-routine@{_SINCE}"


_QUALIFICATION_CARD = cards.fixed(
    *cards.numbered("routine", ROUTINES, "Routine", "Exercice"),
    *(replace(judged.PARTS[letter], makes=()) for letter in LETTERS),
    cards.TOTAL,
)
"""The score of each routine; the parts are those of the better one and only break ties."""


def _qualification(since: date, counting: int) -> RuleSet:
    rule_set = f"GTR-qualification@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("trampoline_qualification",),
        covers=lambda rsc: rsc.discipline == "GTR" and rsc.phase == "QUAL",
        irms=IRMS,
        source="FIG Technical Regulations, trampoline: two routines added until 2021, the better one since 2022",
        rank=partial(rank_qualification, rule_set=rule_set, counting=counting),
        card=_QUALIFICATION_CARD,
    )


RULE_SETS = (
    _qualification(_SINCE, 2),
    _qualification(_BEST, 1),
    RuleSet(
        id=_FINAL,
        effective=_SINCE,
        names=("trampoline_routine",),
        covers=lambda rsc: rsc.discipline == "GTR" and rsc.phase != "QUAL",
        irms=IRMS,
        source="FIG Technical Regulations, trampoline: finals begin at zero",
        rank=partial(judged.rank_exercise, rule_set=_FINAL, letters=LETTERS, ties=_TIES, irms=IRMS),
        card=judged.card(LETTERS),
    ),
)

DISCIPLINES = (
    Discipline(
        code="GTR",
        rule_sets=RULE_SETS,
        phrases=judged.PHRASES,
        phases=phases,
        event=event,
        read_mark=decimal,
        columns=lambda _: ("d", "e", "h", "t", "penalty"),
    ),
)
