"""Water polo: no ties since 2023, a shoot-out is worth two points to one; places five to eight are played.

World Aquatics Competition Regulations, water polo (classification in groups, penalty shoot-out). ``pso`` are the goals of the
shoot-out. The score of such a match is either level, or has them in it, as published results do; tables count the level score.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from kotinos.sports import games, match_facts, pool_steps, pool_tables, pools
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Match, Ranking


def without_shootout(match: Match) -> Match:
    """The match with the score before the shoot-out; raises `CannotRank` where that is not level."""
    shots = match_facts.pair(match, "pso")
    if shots is None or match.score is None or match.score[0] == match.score[1]:
        return match
    level = match.score[0] - shots[0], match.score[1] - shots[1]
    if level[0] != level[1] or level[0] < 0:
        raise CannotRank(
            f"{match.home} against {match.away}: {match.score[0]}-{match.score[1]} with {shots[0]}-{shots[1]} in the shoot-out; "
            "level without it"
        )
    return replace(match, score=level)


_WITHOUT = pool_tables.by_result(3, 1, 0)


def three_two_one(match: Match) -> tuple[int, int]:
    """Three points for a win, two and one after a shoot-out."""
    shots = match_facts.pair(match, "pso")
    if match.score is None or match.score[0] != match.score[1] or shots is None:
        return _WITHOUT(match)
    return (2, 1) if shots[0] > shots[1] else (1, 2)


_OVERALL = (pools.difference_step, pools.scored_step)
_STEPS = (pools.points_step, pool_steps.from_the_beginning, pools.lots_step)

POOL = pools.PoolRule(points=three_two_one, steps=_STEPS, irms=games.IRMS, forfeit=(5, 0), read=without_shootout)
"""Points; among level teams points, goal difference, goals; then goal difference and goals of all matches; whenever some can be
placed, from the beginning for the others. A forfeit is 5-0."""

POOL_WITH_TIES = pools.PoolRule(points=pool_tables.by_result(2, 1, 0), steps=_STEPS, irms=games.IRMS, forfeit=(5, 0))
"""To 2022: two points for a win, a tie one each."""


def event(results: EventResults) -> Ranking | None:
    """First to eighth by the matches for places; the others by place in the group, points, goal difference and goals there."""
    return games.rank_event(results, again=("SFNL", "QFNL", "SF5"), rule=POOL, steps=(pools.points_step, *_OVERALL))


RULE_SETS = (
    games.pool_set(
        "WPO", date(1996, 1, 1), POOL_WITH_TIES, "FINA water polo rules WP 27, to 2022: two points for a win"
    ),
    games.pool_set("WPO", date(2023, 1, 1), POOL, "World Aquatics Competition Regulations, water polo, since 2023"),
    games.match_set(
        "WPO",
        date(1900, 1, 1),
        games.match_rule(ties=True, shootout=True),
        "World Aquatics, water polo, penalty shoot-out",
    ),
)

DISCIPLINES = (
    Discipline(
        code="WPO",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 4),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
