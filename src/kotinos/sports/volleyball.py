"""Volleyball, indoors and on the beach: sets, and quotients where differences would do elsewhere.

FIVB Official Volleyball Rules 6 and 26, Official Beach Volleyball Rules 6, FIVB Sports Regulations (ranking in a pool). A set is
``period/S1`` …; the score counts sets. Without the points of the sets a quotient of points decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from kotinos.sports import games, pool_steps, pool_tables, pools, sets
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, Unit

RALLY = sets.SetRule(3, ends=sets.ends_at(25), deciding=sets.ends_at(15))
"""Every rally is a point (since 1999): four sets to 25, the fifth to 15, two points ahead."""

SIDE_OUT = sets.SetRule(3, ends=sets.ends_at(15, cap=17), deciding=sets.ends_at(15))
"""Only the serving side scored: sets to 15, at most 17, the fifth by rallies without a limit."""

BEACH = sets.SetRule(2, ends=sets.ends_at(21), deciding=sets.ends_at(15))
"""Two sets to 21, a third to 15 (since 2002)."""

BEACH_SIDE_OUT = sets.SetRule(1, ends=sets.ends_at(15), deciding=sets.ends_at(15))
"""One set to 15, but for a final of best of three to 12, which keeps the score that was noted."""

_RATIOS = (pools.average_step, pool_steps.period_ratio)
_AMONG = pools.head_to_head(restart=False)

POOL_POINTS_FIRST = pools.PoolRule(
    points=pool_tables.by_sets,
    steps=(pools.points_step, pools.wins_step, *_RATIOS, _AMONG, pools.lots_step),
    irms=games.IRMS,
    forfeit=(3, 0),
    forfeit_set=25,
)
POOL = pools.PoolRule(
    points=pool_tables.by_sets,
    steps=(pools.wins_step, pools.points_step, *_RATIOS, _AMONG, pools.lots_step),
    irms=games.IRMS,
    forfeit=(3, 0),
    forfeit_set=25,
)
"""Matches won, points (3-0 and 3-1 three, 3-2 two to one), quotient of sets, quotient of points, the matches among level teams.

A forfeit is lost 0-25 in each set (Rules 6.4.1), on the beach 0-21."""

ACROSS = (pools.wins_step, pools.points_step, *_RATIOS)
"""Between teams of several pools with the same place: the order that seeds the quarter-finals."""

BEACH_POOL = pools.PoolRule(
    points=pool_tables.by_result(2, 1, 1, forfeit=0),
    steps=(pools.points_step, *_RATIOS, _AMONG, pools.lots_step),
    irms=games.IRMS,
    forfeit=(2, 0),
    forfeit_set=21,
)
"""Two points for a win, one for a loss, none for a forfeit; quotient of sets, quotient of points, the matches among level teams."""

BEACH_ACROSS = (pools.points_step, *_RATIOS)
"""Between third-placed teams: two go on, the others play for the two places that are left (lucky losers)."""


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; 5 to 8 and the others by place in the pool, then as seeded over the pools."""
    return games.rank_event(results, rule=POOL, steps=ACROSS)


def event_beach(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who went out in one round share its place: 5, 9, 17 (lucky losers), 19."""
    return games.rank_event(results)


def _by(rule: sets.SetRule) -> Callable[[Unit], Unit]:
    return partial(sets.counted, rule=rule)


_MATCH = games.match_rule(ties=False)

RULE_SETS = (
    games.pool_set(
        "VVO", date(2009, 1, 1), POOL_POINTS_FIRST, "FIVB Sports Regulations 2009 to 2012: points before matches won"
    ),
    games.pool_set("VVO", date(2013, 1, 1), POOL, "FIVB Sports Regulations since 2013: matches won before points"),
    games.match_set("VVO", date(1964, 1, 1), _MATCH, "FIVB Official Volleyball Rules to 1998: side-out", _by(SIDE_OUT)),
    games.match_set("VVO", date(1999, 1, 1), _MATCH, "FIVB Official Volleyball Rules 6.2 and 6.3", _by(RALLY)),
)

RULE_SETS_BEACH = (
    games.pool_set("VBV", date(2002, 1, 1), BEACH_POOL, "FIVB Beach Volleyball, ranking in a pool"),
    games.match_set(
        "VBV", date(1996, 1, 1), _MATCH, "FIVB Official Beach Volleyball Rules to 2001", _by(BEACH_SIDE_OUT)
    ),
    games.match_set("VBV", date(2002, 1, 1), _MATCH, "FIVB Official Beach Volleyball Rules 6.2 and 6.3", _by(BEACH)),
)

DISCIPLINES = (
    Discipline(
        code="VVO",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 2),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
    Discipline(
        code="VBV",
        rule_sets=RULE_SETS_BEACH,
        phases=games.phases(lambda _: 2),
        event=event_beach,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
