"""Badminton: games, groups in which who retires has never played, and a tree of group winners.

BWF Laws of Badminton 7; BWF Statutes, General Competition Regulations, group play. A game is ``period/G1`` …; the score counts games.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports import games, pool_steps, pool_tables, pools, sets
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, Unit

RALLY = sets.SetRule(2, ends=sets.ends_at(21, cap=30), deciding=sets.ends_at(21, cap=30))
"""Three games of 21 points, two ahead, at most 30 (since 2006)."""


def _service(points: int, set_to: int) -> sets.SetRule:
    """Only the serving side scored; at one point less all the game could be set to a few points more."""

    def ends(more: int, less: int) -> bool:
        return (more == points and less < points) or (more == set_to and points - 1 <= less < set_to)

    return sets.SetRule(2, ends=ends, deciding=ends)


SERVICE, SERVICE_WOMEN = _service(15, 17), _service(11, 13)
"""To 2005: games of 15 points, set to 17; women's singles 11, set to 13."""


def by_rally(unit: Unit) -> Unit:
    """The match with its score made of games of 21 points."""
    return sets.counted(unit, RALLY)


def by_service(unit: Unit) -> Unit:
    """The match with its score made of games of 15 points, women's singles of 11."""
    women = unit.rsc is not None and unit.rsc.gender == "W" and _is_singles(unit.rsc)
    return sets.counted(unit, SERVICE_WOMEN if women else SERVICE)


def _is_singles(rsc: Rsc) -> bool:
    return rsc.event.startswith("SINGLES")


POOL = pools.PoolRule(
    points=pool_tables.by_result(1, 0, 0),
    steps=(
        pools.wins_step,
        pool_steps.between_two,
        pools.difference_step,
        pool_steps.between_two,
        pool_steps.period_difference,
        pool_steps.between_two,
        pools.lots_step,
    ),
    void=True,
    irms=games.IRMS,
)
"""Matches won; two that are level by their match; more than two by the difference of games, then of points, and whenever only two
stay level by their match. All results of who retires, withdraws or is disqualified in the group are deleted."""


def winners_meet(groups: Collection[str]) -> tuple[tuple[str, str | None], ...]:
    """Who meets in the round of sixteen of the singles, by the letters of the groups: A and B, C and D … in the order of the tree.

    The winner of a group without a neighbour goes on without a match (``None``).
    """
    letters = "ABCDEFGHIJKLMNOP"
    pairs = [[letter for letter in letters[at : at + 2] if letter in groups] for at in range(0, len(letters), 2)]
    return tuple((pair[0], pair[1] if len(pair) > 1 else None) for pair in pairs if pair)


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who went out in one round share its place, then the groups by place."""
    return games.rank_event(results)


_MATCH = games.match_rule(ties=False)

RULE_SETS = (
    games.pool_set("BDM", date(2012, 1, 1), POOL, "BWF General Competition Regulations, group play"),
    games.match_set("BDM", date(1992, 1, 1), _MATCH, "BWF Laws of Badminton to 2005: service scoring", by_service),
    games.match_set("BDM", date(2006, 5, 6), _MATCH, "BWF Laws of Badminton 7: three games of 21 points", by_rally),
)

DISCIPLINES = (
    Discipline(
        code="BDM",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda event_: 1 if _is_singles(event_) else 2),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
