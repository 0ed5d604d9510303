"""Rugby sevens: three, two, one; quarter-finals by the order over all pools; every place to the twelfth is played.

World Rugby, Sevens tournament rules. Tries are noted in the slot ``tries`` of each side; a match that a team did not play has the score
that the tournament awards, and 0 points for that team (its IRM tells).
"""

from __future__ import annotations

from datetime import date

from kotinos.sports import games, pool_steps, pool_tables, pools
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking

_TRY_DIFFERENCE = pool_steps.difference_of(pool_steps.tries, "pool_try_difference")
_TRIES = pool_steps.total_of(pool_steps.tries, "pool_tries")

_OVERALL = (pools.difference_step, _TRY_DIFFERENCE, pools.scored_step, _TRIES)

POOL = pools.PoolRule(
    points=pool_tables.by_result(3, 2, 1, forfeit=0),
    steps=(pools.points_step, pool_steps.between_two, *_OVERALL, pools.lots_step),
    irms=games.IRMS,
)
"""Points; the match between two; points difference, try difference, points, tries; the toss of a coin."""

ACROSS = (pools.points_step, *_OVERALL)
"""Between teams of several pools with the same place: the order that seeds the quarter-finals and names the best thirds."""


QUARTER_FINALS = (("A1", "T2"), ("B2", "C2"), ("C1", "A2"), ("B1", "T1"))
"""Who meets in the quarter-finals, by pool and place in it; T1 and T2 are the better and the other of the two best thirds (in the order
of the units of Paris 2024)."""


def event(results: EventResults) -> Ranking | None:
    """First to twelfth by the matches for places."""
    return games.rank_event(results, again=("SFNL", "QFNL", "SF5", "SF9"), rule=POOL, steps=ACROSS)


RULE_SETS = (
    games.pool_set("RU7", date(2016, 1, 1), POOL, "World Rugby, Sevens tournament rules, pool tables"),
    games.match_set(
        "RU7", date(2016, 1, 1), games.match_rule(ties=True), "World Rugby, Laws of the Game, sevens variations"
    ),
)

DISCIPLINES = (
    Discipline(
        code="RU7",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 2),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
