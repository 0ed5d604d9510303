"""Matches that are won by sets or games: how a set may end, and the score made of the sets that have ended.

The points of a set stand in ``raw["periods"]`` of both sides (slots ``period/S1`` …). A score that was noted by itself stands; where
the sets are known too they must agree with it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kotinos.sports.games import with_score
from kotinos.sports.ranking import CannotRank, Unit
from kotinos.sports.rounds import points_of

Ends = Callable[[int, int], bool]
"""Whether a set may end with so many points of the winner and of the loser."""


def ends_at(points: int, *, lead: int = 2, cap: int | None = None) -> Ends:
    """A set to ``points`` with ``lead`` points ahead; at ``cap`` one point is enough."""

    def ends(more: int, less: int) -> bool:
        if cap is not None and more >= cap:
            return more == cap and cap - lead <= less < cap
        if more == points:
            return less <= points - lead
        return more > points and more - less == lead

    return ends


class SetRule(msgspec.Struct, frozen=True):
    """How many sets win a match, how each of them ends, and how the deciding one does."""

    to_win: int
    ends: Ends
    deciding: Ends

    @property
    def most(self) -> int:
        """The sets of the longest match."""
        return 2 * self.to_win - 1


def counted(unit: Unit, rule: SetRule) -> Unit:
    """The match with its score made of its sets where they are known.

    A set that has not ended is the last one, and only while the match runs or when one side gave up. Raises `CannotRank` for a set
    that cannot end so, for more sets than the match can have, and for a noted score that the sets contradict.
    """
    if len(unit.entries) != 2:
        return unit
    home, away = unit.entries
    mine, theirs = points_of(home), points_of(away)
    if not mine or mine.keys() != theirs.keys():
        return unit
    scores = _score(unit, rule, [(name, mine[name], theirs[name]) for name in mine])
    noted = tuple(entry.raw.get("score", entry.raw.get("mark")) for entry in unit.entries)
    if any(value in (None, "") for value in noted):
        return with_score(unit, scores)
    if not _open(unit) and tuple(str(value) for value in noted) != tuple(str(score) for score in scores):
        raise CannotRank(f"{unit.id}: score {noted[0]}-{noted[1]}, the sets make {scores[0]}-{scores[1]}; correct one")
    return unit


def _open(unit: Unit) -> bool:
    return bool(unit.facts.get("running")) or any(entry.irm for entry in unit.entries)


def _score(unit: Unit, rule: SetRule, played: list[tuple[str, int, int]]) -> tuple[int, int]:
    won = [0, 0]
    for at, (name, home, away) in enumerate(played):
        if max(won) == rule.to_win:
            raise CannotRank(
                f"{unit.id}: {name} stands after the match was won {won[0]}-{won[1]}; at most {rule.most} sets"
            )
        ends = rule.deciding if won[0] == won[1] == rule.to_win - 1 else rule.ends
        if ends(max(home, away), min(home, away)):
            won[home < away] += 1
        elif at < len(played) - 1 or not _open(unit):
            raise CannotRank(f"{unit.id}: {name} {home}-{away}; a set cannot end so")
    return won[0], won[1]
