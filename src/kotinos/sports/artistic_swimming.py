"""Artistic swimming: routines, and the sum of technical, free and (teams) acrobatic routine. World Aquatics, artistic swimming rules.

Ties stand. `element_points` and `synchronisation` are the scoring since 2023, `routine_until_2022` the one before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, judged, marks
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.ranking import RuleSet

IRMS = ("DNF", "DNS", "WDR", "DSQ", "DQB")
PANEL = 5

MINOR, OBVIOUS, MAJOR = Decimal("0.1"), Decimal("0.5"), Decimal(3)
"""What one error of synchronisation takes off."""

TECHNICAL_UNTIL_2022 = {"execution": 30, "impression": 30, "elements": 40}
FREE_UNTIL_2022 = {"execution": 30, "artistic_impression": 40, "difficulty": 30}
"""How much of 100 each panel gave."""


def panel(awards: Sequence[Any], step: Decimal) -> Decimal:
    """The awards of a panel of five: the mean of the three in the middle, exact to four decimals as the boards show it.

    Raises ``ValueError`` for another number of awards, or for one that is not 0 to 10 in steps of ``step``.
    """
    read = sorted(marks.parse_points(award) for award in awards)
    if len(read) != PANEL:
        raise ValueError(f"{len(read)} awards; a panel of artistic swimming has {PANEL}")
    wrong = [award for award in read if not 0 <= award <= 10 or award % step]
    if wrong:
        raise ValueError(f"award {wrong[0]}: 0 to 10 in steps of {step}")
    return (sum(read[1:-1], Decimal(0)) / 3).quantize(Decimal("0.0001"))


QUARTER, TENTH = Decimal("0.25"), Decimal("0.1")


def element_points(awards: Sequence[Any], difficulty: Any) -> Decimal:
    """One element since 2023: the panel's execution times the declared degree of difficulty."""
    return (panel(awards, QUARTER) * marks.parse_points(difficulty)).quantize(Decimal("0.0001"))


def synchronisation(minor: int, obvious: int, major: int) -> Decimal:
    """What errors of synchronisation take off the elements since 2023."""
    if min(minor, obvious, major) < 0:
        raise ValueError("a number of errors is 0 or more")
    return minor * MINOR + obvious * OBVIOUS + major * MAJOR


def routine_since_2023(
    elements: Sequence[tuple[Sequence[Any], Any]],
    impression: Sequence[tuple[Sequence[Any], Any]],
    errors: tuple[int, int, int] = (0, 0, 0),
    penalty: Any = 0,
) -> Decimal:
    """A routine: its elements (awards, degree of difficulty) less the errors of synchronisation, and the artistic impression.

    ``impression`` are (awards, factor) of choreography and musicality, performance, transitions.
    """
    executed = sum((element_points(awards, dd) for awards, dd in elements), Decimal(0)) - synchronisation(*errors)
    artistic = sum((element_points(awards, factor) for awards, factor in impression), Decimal(0))
    return max(executed, Decimal(0)) + artistic - marks.parse_points(penalty)


def routine_until_2022(awards: Mapping[str, Sequence[Any]], weights: Mapping[str, int], penalty: Any = 0) -> Decimal:
    """A routine by three panels of five, each of its share of 100 points. Raises ``ValueError`` for other panels."""
    if awards.keys() != weights.keys():
        raise ValueError(f"panels {', '.join(sorted(awards))}; expected {', '.join(sorted(weights))}")
    scored = (panel(awards[name], TENTH) * weight / 10 for name, weight in weights.items())
    return sum(scored, Decimal(0)) - marks.parse_points(penalty)


FINALISTS = 12


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Every phase is the sum of its routines; from preliminaries, where there are any, twelve go on."""
    return formats.ordered(
        units,
        kind=lambda _: "series",
        qualify=lambda phase: {"total": FINALISTS, "reserves": 2} if phase.phase == "PREL" else {},
    )


LETTERS = ("elements", "impression")

_SINCE = date(1984, 8, 6)
_ROUTINE, _TOTAL = f"SWA-routine@{_SINCE}", f"SWA-total@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ROUTINE,
        effective=_SINCE,
        names=("artistic_swimming_routine",),
        covers=lambda rsc: rsc.discipline == "SWA" and bool(rsc.unit),
        irms=IRMS,
        source="World Aquatics, artistic swimming: routines",
        rank=partial(judged.rank_exercise, rule_set=_ROUTINE, letters=LETTERS, ties=(), irms=IRMS),
        card=judged.card(LETTERS),
    ),
    RuleSet(
        id=_TOTAL,
        effective=_SINCE,
        names=("artistic_swimming_total",),
        covers=lambda rsc: rsc.discipline == "SWA" and bool(rsc.phase) and not rsc.unit,
        irms=IRMS,
        source="World Aquatics, artistic swimming: final result",
        rank=partial(judged.rank_total, rule_set=_TOTAL, ties=(), irms=IRMS),
    ),
)

DISCIPLINES = (Discipline(code="SWA", rule_sets=RULE_SETS, phases=phases, read_mark=decimal),)
