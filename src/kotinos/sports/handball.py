"""Handball: two points for a win, and the matches among level teams before anything else.

IHF Regulations for IHF Competitions, group matches and final ranking.
"""

from __future__ import annotations

from datetime import date

from kotinos.sports import games, pool_tables, pools
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking

_OVERALL = (pools.difference_step, pools.scored_step)

POOL = pools.PoolRule(
    points=pool_tables.by_result(2, 1, 0),
    steps=(pools.points_step, pools.head_to_head(restart=False), *_OVERALL, pools.lots_step),
    irms=games.IRMS,
    forfeit=(10, 0),
)
"""Points; among level teams points, goal difference and goals; then difference and goals of all matches; lots. A forfeit is 10-0."""


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who lost a quarter-final, then the others, by place in the group, points,
    goal difference and goals there."""
    return games.rank_event(results, rule=POOL, steps=(pools.points_step, *_OVERALL))


RULE_SETS = (
    games.pool_set("HBL", date(2000, 1, 1), POOL, "IHF Regulations for IHF Competitions, group matches"),
    games.match_set(
        "HBL",
        date(1972, 1, 1),
        games.match_rule(ties=True, shootout=True),
        "IHF Rules of the Game, Rule 2, seven-metre throws",
    ),
)

DISCIPLINES = (
    Discipline(
        code="HBL",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 4),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
