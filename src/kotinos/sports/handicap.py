"""Who starts how long after the first: a pursuit from the times of a race, a Gundersen race from the points of a jump.

Whoever crosses the line first wins such a race, so that the mark of a competitor is the time since the first one started.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kotinos.sports import marks
from kotinos.sports.ranking import CannotRank, Ranking, Row


def from_times(ranking: Ranking) -> Mapping[str, int]:
    """Seconds after the first, by the time that everybody was behind in the race before; of all who have a place in it.

    The rows have ``t4`` (0.0001 s) in their values. Raises `CannotRank`.
    """
    return _behind({row.id: Fraction(int(_said(row, "t4")), marks.SECOND) for row in _placed(ranking)})


def from_points(ranking: Ranking, seconds_a_point: Fraction) -> Mapping[str, int]:
    """Seconds after the first, by the points that everybody was behind; the rows have ``total`` in their values.

    ``seconds_a_point`` is 4 for one athlete (15 points a minute), 2 for a pair (30), 4/3 for a team of four (45). Raises `CannotRank`.
    """
    points = {row.id: Fraction(marks.parse_points(_said(row, "total"))) for row in _placed(ranking)}
    return _behind({who: -scored * seconds_a_point for who, scored in points.items()})


def _placed(ranking: Ranking) -> list[Row]:
    return [row for row in ranking.rows if row.rank is not None]


def _said(row: Row, name: str) -> str:
    if name not in row.values:
        raise CannotRank(f"entry {row.n} ({row.id}): no {name} in the ranking that the start list is made from")
    return str(row.values[name])


def _behind(seconds: Mapping[str, Fraction]) -> Mapping[str, int]:
    """To the nearest full second, a half one up: the start clock shows no tenths."""
    first = min(seconds.values(), default=Fraction(0))
    return {who: int(value - first + Fraction(1, 2)) for who, value in seconds.items()}
