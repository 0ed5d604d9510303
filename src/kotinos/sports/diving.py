"""Diving: judges' awards into points, points into places. World Aquatics DV 9 (scoring); equal totals are a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kotinos.sports import marks
from kotinos.sports.discipline import Discipline
from kotinos.sports.generic import IRMS, first_given, refuse, rule
from kotinos.sports.ranking import Criterion, Entry, RuleSet

_DROPPED = {5: 1, 7: 2}
"""How many of the highest and of the lowest awards do not count, by the size of the panel."""


def dive_points(awards: Sequence[Any], difficulty: Any) -> Decimal:
    """Points of one individual dive: the three middle awards together, times the degree of difficulty.

    Raises ``ValueError`` for a panel that is neither five nor seven, or an award that is not 0 to 10 in halves.
    """
    read = sorted(marks.parse_points(award) for award in awards)
    if len(read) not in _DROPPED:
        raise ValueError(f"{len(read)} awards; an individual dive is judged by 5 or 7")
    wrong = [award for award in read if not 0 <= award <= 10 or award * 2 % 1]
    if wrong:
        raise ValueError(f"award {wrong[0]}: 0 to 10 in halves")
    dropped = _DROPPED[len(read)]
    return sum(read[dropped:-dropped], Decimal(0)) * marks.parse_points(difficulty)


def total_of(entry: Entry) -> Decimal:
    """The total: the sum of the dives where they are known, checked against the mark shown. Raises `CannotRank`."""
    mark, dives = first_given(entry, ("mark", "points")), entry.raw.get("dives")
    try:
        shown = None if mark is None else marks.parse_points(mark)
        if not dives:
            return shown if shown is not None else Decimal(0)
        total = sum((_one(dive) for dive in dives), Decimal(0))
    except ValueError as error:
        raise refuse(entry, error) from None
    total -= marks.parse_points(entry.raw.get("penalty") or 0)
    if shown is not None and shown != total:
        raise refuse(entry, f"total {mark}, but its dives give {marks.show_points(total)}")
    return total


def _one(dive: Mapping[str, Any]) -> Decimal:
    """A dive's points, from its awards where they give them.

    A synchronised panel (9 or 11) does not say who judged what, and a starred dive was penalised by the referee, which no
    award shows: there the published points stand. ``NA``: not dived.
    """
    awards, stated = dive.get("judges") or (), dive.get("points")
    if stated == "NA":
        return Decimal(0)
    if len(awards) not in _DROPPED or str(stated).startswith("*"):
        return marks.parse_points(str(stated).removeprefix("*"))
    points = dive_points(awards, dive.get("dd"))
    if stated is not None and marks.parse_points(stated) != points:
        raise ValueError(
            f"dive {dive.get('code')}: {stated} points stated, its awards give {marks.show_points(points)}"
        )
    return points


def _marked(entry: Entry) -> bool:
    return first_given(entry, ("mark", "points", "dives")) is not None


def _computed(entry: Entry) -> dict[str, str]:
    """The total of the dives, with two decimals as a board shows it, where no board gave a mark."""
    return {"total": f"{total_of(entry):.2f}"} if entry.raw.get("dives") else {}


_SINCE = date(2013, 9, 1)
_ID = f"DIV-points@{_SINCE}"
TOTAL = Criterion("points", lambda entry, _: -total_of(entry), lambda entry, _: marks.show_points(total_of(entry)))

RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("diving_points_desc",),
        covers=lambda rsc: rsc.discipline == "DIV",
        irms=IRMS,
        source="World Aquatics DV 9",
        rank=rule(_ID, (TOTAL,), _marked, values=_computed),
    ),
)

DISCIPLINES = (Discipline(code="DIV", rule_sets=RULE_SETS),)
