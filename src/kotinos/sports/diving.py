"""Diving: judges' awards into points, points into places. World Aquatics DV 9 (scoring); equal totals are a tie.

Scores do not carry over: each of preliminaries, semi-final and final begins at zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.diving_cards import card
from kotinos.sports.generic import IRMS, first_given, refuse, rule
from kotinos.sports.ranking import Criterion, Entry, RuleSet

_DROPPED = {5: 1, 7: 2}
"""How many of the highest and of the lowest awards do not count, by the size of the panel."""


def dive_points(awards: Sequence[Any], difficulty: Any) -> Decimal:
    """Points of one individual dive: the three middle awards together, times the degree of difficulty.

    Raises ``ValueError`` for a panel that is neither five nor seven, or an award that is not 0 to 10 in halves.
    """
    read = _awards(awards)
    if len(read) not in _DROPPED:
        raise ValueError(f"{len(read)} awards; an individual dive is judged by 5 or 7")
    dropped = _DROPPED[len(read)]
    return sum(read[dropped:-dropped], Decimal(0)) * marks.parse_points(difficulty)


def _awards(awards: Sequence[Any]) -> list[Decimal]:
    """Awards from the lowest to the highest; raises ``ValueError`` for one that is not 0 to 10 in halves."""
    read = sorted(marks.parse_points(award) for award in awards)
    wrong = [award for award in read if not 0 <= award <= 10 or award * 2 % 1]
    if wrong:
        raise ValueError(f"award {wrong[0]}: 0 to 10 in halves")
    return read


def synchronised_points(
    first: Sequence[Any], second: Sequence[Any], synchronisation: Sequence[Any], difficulty: Any
) -> Decimal:
    """Points of one synchronised dive, from the execution awards of either diver and those for synchronisation.

    Of eleven judges three see each diver and five both: of each panel the highest and the lowest award do not count. Of nine, two see
    each diver: of these four the highest and the lowest do not count. Five awards are left, which are taken times 3/5 and the degree of
    difficulty, so that the dive is worth what an individual one is. Raises ``ValueError`` for another panel or an impossible award.
    """
    size = (len(first), len(second), len(synchronisation))
    if size not in ((2, 2, 5), (3, 3, 5)):
        raise ValueError(f"panels of {size[0]}, {size[1]} and {size[2]}; a synchronised dive has 2, 2, 5 or 3, 3, 5")
    panels = ([*first, *second],) if len(first) == 2 else (first, second)
    counting = [award for panel in (*panels, synchronisation) for award in _awards(panel)[1:-1]]
    return sum(counting, Decimal(0)) * 3 / 5 * marks.parse_points(difficulty)


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

    ``judges`` are those of an individual dive; ``first``, ``second`` and ``synchronisation`` those of a synchronised one. A synchronised
    panel in one list (9 or 11) does not say who judged what, and a starred dive was penalised by the referee, which no award shows:
    there the published points stand. ``NA``: not dived.
    """
    awards, together, stated = dive.get("judges") or (), dive.get("synchronisation"), dive.get("points")
    if stated == "NA":
        return Decimal(0)
    if (not together and len(awards) not in _DROPPED) or str(stated).startswith("*"):
        return marks.parse_points(str(stated).removeprefix("*"))
    if together:
        points = synchronised_points(dive.get("first") or (), dive.get("second") or (), together, dive.get("dd"))
    else:
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
        card=card,
    ),
)

SEMI_FINALISTS, FINALISTS, RESERVES = 18, 12, 2


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Preliminaries, from which eighteen go on, a semi-final, from which twelve do, and the final; synchronised: the final alone.

    Whoever ties for the last place goes on (World Aquatics DV 3).
    """
    return formats.ordered(units, qualify=_qualify)


def _qualify(phase: Rsc) -> Mapping[str, int]:
    places = {"PREL": SEMI_FINALISTS, "SFNL": FINALISTS}.get(phase.phase)
    return {"total": places, "reserves": RESERVES} if places else {}


DISCIPLINES = (Discipline(code="DIV", rule_sets=RULE_SETS, phases=phases, read_mark=decimal),)
