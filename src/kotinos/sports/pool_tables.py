"""The table of a pool: what a match is worth, and the matches added up. Cross-tables as DT_POOL_STANDING shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from kotinos.sports.ranking import CannotRank, Match

Points = Callable[[Match], tuple[int, int]]
"""Table points of home and away for a match that has a score."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One team in the table. ``scored``/``conceded`` are goals or points; ``points`` are table points, less any deduction."""

    played: int = 0
    won: int = 0
    tied: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0
    points: int = 0

    @property
    def difference(self) -> int:
        return self.scored - self.conceded


def by_result(win: int, tie: int, loss: int, forfeit: int | None = None) -> Points:
    """Points for a win, a tie and a loss; ``forfeit`` for a team that did not play (``Match.facts["forfeit"]`` is its id)."""

    def points(match: Match) -> tuple[int, int]:
        home, away = _score(match)
        if home == away:
            return tie, tie
        lost = loss if forfeit is None or match.facts.get("forfeit") is None else forfeit
        return (win, lost) if home > away else (lost, win)

    return points


def by_sets(match: Match) -> tuple[int, int]:
    """Volleyball: three points for 3-0 and 3-1, two to one for 3-2 (FIVB Sports Regulations, since 2009)."""
    home, away = _score(match)
    if {home, away} == {3, 2}:
        return (2, 1) if home > away else (1, 2)
    return (3, 0) if home > away else (0, 3)


def _score(match: Match) -> tuple[int, int]:
    if match.score is None:
        raise CannotRank(f"{match.home} against {match.away}: no score yet")
    return match.score


def table(ids: Iterable[str], matches: Iterable[Match], points: Points) -> dict[str, Line]:
    """Add up the matches that have a score and whose two teams are both in ``ids``; the others do not count."""
    lines = {team: Line() for team in ids}
    for match in matches:
        if match.score is None or match.home not in lines or match.away not in lines:
            continue
        home, away = points(match)
        lines[match.home] = _add(lines[match.home], match.score, home)
        lines[match.away] = _add(lines[match.away], (match.score[1], match.score[0]), away)
    return lines


def _add(line: Line, score: tuple[int, int], points: int) -> Line:
    own, other = score
    return Line(
        played=line.played + 1,
        won=line.won + (own > other),
        tied=line.tied + (own == other),
        lost=line.lost + (own < other),
        scored=line.scored + own,
        conceded=line.conceded + other,
        points=line.points + points,
    )


def cross_table(ids: Sequence[str], matches: Iterable[Match]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What every team did against every other, seen from the row: ``{"FRA": {"USA": ("3-0",)}}``."""
    cells: dict[str, dict[str, tuple[str, ...]]] = {team: {other: () for other in ids if other != team} for team in ids}
    for match in matches:
        if match.score is None:
            continue
        home, away = match.score
        cells[match.home][match.away] += (f"{home}-{away}",)
        cells[match.away][match.home] += (f"{away}-{home}",)
    return cells
