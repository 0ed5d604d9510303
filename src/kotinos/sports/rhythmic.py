"""Rhythmic gymnastics: each exercise, and the all-around as the sum of four (individual) or two (group). FIG Technical Regulations.

Slots of an exercise: ``d``, ``a``, ``e`` and ``penalty``. A tie in the all-around goes to the higher sum of execution, then of
artistry, then of difficulty, where all who are tied have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, judged
from kotinos.sports.cards import CardOf, no_card
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.ranking import Ranking, RuleSet, Unit

IRMS = ("DNF", "DNS", "WDR", "DSQ", "DQB")
LETTERS = ("d", "a", "e")
LETTERS_UNTIL_2021 = ("d", "e")
_TIES = (judged.EXECUTION, judged.ARTISTRY, judged.DIFFICULTY)
_TIES_UNTIL_2021 = (judged.EXECUTION, judged.DIFFICULTY)

GROUPS_IN_FINAL, GYMNASTS_IN_FINAL, RESERVES = 8, 10, 2


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Qualification, from which ten gymnasts (two of one NOC) or eight groups go on, and the final, which begins at zero."""
    return formats.ordered(units, kind=lambda _: "series", qualify=partial(_qualify, event))


def _qualify(event: Rsc, phase: Rsc) -> Mapping[str, Any]:
    if phase.phase != "QUAL":
        return {}
    if event.event.startswith("5"):
        return {"total": GROUPS_IN_FINAL, "reserves": RESERVES}
    return {"total": GYMNASTS_IN_FINAL, "per_noc": 2, "reserves": RESERVES}


def _set(
    family: str,
    since: date,
    covers: Callable[[Rsc], bool],
    rank: Callable[[Unit, str], Ranking],
    card: CardOf = no_card,
) -> RuleSet:
    rule_set = f"{family}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=(family.lower().replace("-", "_"),),
        covers=covers,
        irms=IRMS,
        source="FIG Technical Regulations, rhythmic gymnastics; Code of Points (artistry apart since 2022)",
        rank=partial(_ranked, rank, rule_set),
        card=card,
    )


def _ranked(rank: Callable[[Unit, str], Ranking], rule_set: str, unit: Unit) -> Ranking:
    return rank(unit, rule_set)


def _is_exercise(rsc: Rsc) -> bool:
    return rsc.discipline == "GRY" and bool(rsc.unit)


def _is_total(rsc: Rsc) -> bool:
    return rsc.discipline == "GRY" and bool(rsc.phase) and not rsc.unit


_BEFORE, _SINCE = date(2013, 1, 1), date(2022, 1, 1)

RULE_SETS = (
    *(
        _set(
            "GRY-exercise",
            since,
            _is_exercise,
            partial(judged.rank_exercise, letters=letters, ties=ties, irms=IRMS),
            judged.card(letters),
        )
        for since, letters, ties in ((_BEFORE, LETTERS_UNTIL_2021, _TIES_UNTIL_2021), (_SINCE, LETTERS, _TIES))
    ),
    *(
        _set("GRY-all-around", since, _is_total, partial(judged.rank_total, ties=ties, irms=IRMS))
        for since, ties in ((_BEFORE, _TIES_UNTIL_2021), (_SINCE, _TIES))
    ),
)

DISCIPLINES = (
    Discipline(
        code="GRY",
        rule_sets=RULE_SETS,
        phrases=judged.PHRASES,
        phases=phases,
        read_mark=decimal,
        columns=lambda _: ("d", "a", "e", "penalty"),
    ),
)
