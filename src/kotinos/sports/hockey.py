"""Hockey: three points for a win, matches won before goals.

FIH Tournament Regulations, outdoor competitions, Appendix on pool ranking and shoot-outs (slot ``pso``).
"""

from __future__ import annotations

from datetime import date

from kotinos.sports import games, pool_tables, pools
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking

_OVERALL = (pools.wins_step, pools.difference_step, pools.scored_step)

POOL = pools.PoolRule(
    points=pool_tables.by_result(3, 1, 0),
    steps=(pools.points_step, *_OVERALL, pools.head_to_head(restart=False), pools.lots_step),
    irms=games.IRMS,
    forfeit=(5, 0),
)
"""Points, matches won, goal difference, goals for, the matches among level teams; a shoot-out after all that is a recorded place."""


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who lost a quarter-final, then the others, by place in the pool, points, matches won,
    goal difference and goals there."""
    return games.rank_event(results, rule=POOL, steps=(pools.points_step, *_OVERALL))


RULE_SETS = (
    games.pool_set("HOC", date(1998, 1, 1), POOL, "FIH Tournament Regulations, ranking in a pool"),
    games.match_set(
        "HOC",
        date(1908, 1, 1),
        games.match_rule(ties=True, shootout=True),
        "FIH Tournament Regulations, shoot-out competition",
    ),
)

DISCIPLINES = (
    Discipline(
        code="HOC",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 4),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
