"""What one race gives a boat. Racing Rules of Sailing (RRS) A4, A5, A2.1 and 44.3(c).

A score stands in ``mark`` as it was published. Where only the order of finishing is known (slot ``place``) or a code (an IRM), it
follows from the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from kotinos.sports import marks
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Entry, Unit
from kotinos.sports.series import Part, parts_of

RACE_IRMS = ("RET", "DNF", "OCS", "UFD", "BFD", "DSQ", "DNE", "DNS", "DNC")
RACE_IRMS_2021 = ("TLE", "NSC", "RET", "DNF", "OCS", "UFD", "BFD", "DSQ", "DGM", "DNE", "DNS", "DNC")
"""Since 2021 a boat that did not sail the course has a code of its own (A10)."""

SCORED = ("DPI", "SCP", "ZFP", "STP", "XPA", "RDG")
"""Codes of boats that finished: their points are what the code made of them, and they have a place (A10)."""

PENALISED = ("SCP", "ZFP")
"""A scoring penalty of 20 % of the score for not finishing (44.3(c), 30.2)."""

NOT_EXCLUDED = ("DNE", "DGM")
"""Disqualifications that count whatever they are (A2.1, 90.3(b))."""

AWAY = "DNC"
"""Did not come to the starting area."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One race of one boat: its unit, points, code, and whether it is excluded from the series score."""

    unit: str
    points: Decimal
    code: str = ""
    excluded: bool = False

    def race(self) -> Mapping[str, Any]:
        """As a series reads it (`kotinos.sports.sailing.series_score`)."""
        return {"points": marks.show_points(self.points), "code": self.code, "discarded": self.excluded}


def starters(unit: Unit) -> dict[str, int]:
    """How many boats the score of who did not finish is counted from, by race.

    All who are entered (A5.2); where the notice of race invokes A5.3 (fact ``a5_3``; A9 before 2021), those who came to the
    starting area.
    """
    counts: dict[str, int] = {}
    away: dict[str, int] = {}
    for entry in unit.entries:
        for part in parts_of(entry):
            counts[part.unit] = part.of
            away[part.unit] = away.get(part.unit, 0) + (part.irm == AWAY)
    return {race: count - away[race] for race, count in counts.items()} if unit.facts.get("a5_3") else counts


def score_of(entry: Entry, part: Part, boats: int, weight: int = 1) -> Score | None:
    """The score of a race that ``boats`` boats count in; ``None`` while it has none.

    ``weight`` 2 doubles it (a medal race); a published ``mark`` is what it is already. Raises `CannotRank`.
    """
    code = part.irm or str(part.raw.get("code") or "")
    mark, place = part.raw.get("mark", part.mark), part.raw.get("place")
    if marks.given(mark) and str(mark) != code:
        try:
            return Score(unit=part.unit, points=marks.parse_points(mark), code=code)
        except marks.MarkError as error:
            raise refuse(entry, f"{part.unit}: {error}") from None
    last = (part.of if code == AWAY else boats) + 1
    if code and code not in SCORED:
        return Score(unit=part.unit, points=Decimal(weight * last), code=code)
    if not marks.given(place):
        return None
    if not str(place).isdigit():
        raise refuse(entry, f"{part.unit}: place {place!r}; the order of finishing, 1 for the first")
    points = penalised(int(str(place)), last) if code in PENALISED else int(str(place))
    return Score(unit=part.unit, points=Decimal(weight * points), code=code)


def penalised(place: int, last: int) -> int:
    """A place made worse by 20 % of the score for not finishing, rounded, and never worse than that (44.3(c))."""
    fifth = int((Decimal(last) / 5).to_integral_value(ROUND_HALF_UP))
    return min(place + fifth, last)


def exclude(scores: Sequence[Score], number: int) -> tuple[Score, ...]:
    """The scores with the ``number`` worst excluded: of equal ones the earliest, and never a disqualification that must count (A2.1)."""
    may = [at for at, score in enumerate(scores) if score.code not in NOT_EXCLUDED]
    out = set(sorted(may, key=lambda at: (-scores[at].points, at))[:number])
    return tuple(
        msgspec.structs.replace(score, excluded=True) if at in out else score for at, score in enumerate(scores)
    )
