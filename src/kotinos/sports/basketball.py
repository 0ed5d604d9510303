"""Basketball of five and of three a side.

FIBA Official Basketball Rules, D (classification of teams), and the competition systems of the Olympic tournaments; FIBA 3x3 Rules
of the Game and its rules for tournaments.
"""

from __future__ import annotations

from datetime import date

from kotinos.sports import duels, games, pool_steps, pool_tables, pools
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.pool_tables import Line
from kotinos.sports.ranking import CannotRank, Ranking, Unit

# -- five a side -------------------------------------------------------------------------------------------------------

TWO_ONE_NOTHING = pool_tables.by_result(2, 1, 1, forfeit=0)
"""Two classification points for a win, one for a loss, none for a forfeit."""

_OVERALL = (pools.difference_step, pools.scored_step)

POOL = pools.PoolRule(
    points=TWO_ONE_NOTHING,
    steps=(pools.points_step, pool_steps.from_the_beginning, pools.lots_step),
    irms=games.IRMS,
    forfeit=(20, 0),
)
"""D.1: the games among those who are level (points, difference, scored), then all games; whenever some can be placed, from the
beginning for the others; lots."""

ACROSS = (pools.points_step, *_OVERALL, pools.world_ranking_step)
"""Between teams of several groups with the same place: classification points, difference, points scored."""


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal games; 5 to 8 and 9 to 12 by place in the group, classification points, difference, scored."""
    return games.rank_event(results, rule=POOL, steps=ACROSS)


# -- three a side ------------------------------------------------------------------------------------------------------

TARGET = 21
_BASKET = 2


def _wins(line: Line) -> int:
    return line.won


POOL_3X3 = pools.PoolRule(
    points=pool_tables.by_result(1, 0, 0),
    steps=(
        pools.wins_step,
        pool_steps.meeting(_wins, "pool_meeting_wins"),
        pool_steps.mean_scored,
        pools.lots_step,
    ),
    irms=games.IRMS,
)
"""Wins, wins in the games among those who are level, points scored a game."""


def checked_3x3(unit: Unit) -> Unit:
    """A game that is over by 21 points or by time; a basket from behind the arc may end it at 22. Raises `CannotRank`."""
    scores = [score for entry in unit.entries if (score := duels.score(entry)) is not None]
    if len(scores) == 2 and (max(scores) >= TARGET + _BASKET or min(scores) >= TARGET):
        raise CannotRank(
            f"{unit.id}: {scores[0]}-{scores[1]}; who has {TARGET} first has won, with {TARGET + 1} at most"
        )
    return unit


def event_3x3(results: EventResults) -> Ranking | None:
    """First to fourth by the medal games, those who lost a play-in fifth and sixth by the pool, then the others of the pool."""
    return games.rank_event(results, rule=POOL_3X3, steps=(pools.wins_step, pool_steps.mean_scored))


RULE_SETS = (
    games.pool_set("BKB", date(2017, 10, 1), POOL, "FIBA Official Basketball Rules, D.1"),
    games.match_set(
        "BKB", date(1936, 1, 1), games.match_rule(ties=False), "FIBA Official Basketball Rules, Art. 7 and 20"
    ),
)

RULE_SETS_3X3 = (
    games.pool_set(
        "BK3", date(2016, 1, 1), POOL_3X3, "FIBA 3x3 Rules of the Game, tournament regulations, ranking of teams"
    ),
    games.match_set(
        "BK3", date(2016, 1, 1), games.match_rule(ties=False), "FIBA 3x3 Rules of the Game, Art. 6", checked_3x3
    ),
)

DISCIPLINES = (
    Discipline(
        code="BKB",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 2),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
    Discipline(
        code="BK3",
        rule_sets=RULE_SETS_3X3,
        phases=games.phases(lambda _: 6),
        event=event_3x3,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
