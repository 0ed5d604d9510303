"""What the games share: rule sets of matches and pools, one order over several pools, and the tournament from first to last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats, match_facts, pool_tables, pools
from kotinos.sports.discipline import Phases
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Match, Ranking, RuleSet, Unit, rank_by

IRMS = ("DNF", "RET", "INJ", "AB", "ABD", "DNS", "WDN", "WDR", "DEF", "DSQ", "DQB")
"""What loses a match for one side, in whatever game."""

ORDER = ("FNL", "SFNL", "SF5", "SF9", "QFNL", "8FNL", "LL", "R32", "R64", "R128")

_NOWHERE = 1_000


# -- rule sets ---------------------------------------------------------------------------------------------------------


def in_pool(unit: Unit) -> bool:
    """Whether a match belongs to a pool, where a level score stands as a tie."""
    return unit.rsc is not None and unit.rsc.phase.startswith("GP")


def match_rule(*, ties: bool, shootout: bool = False) -> duels.DuelRule:
    """A match that the higher score wins, then the shoot-out (slot ``pso``) where the game has one; ``ties``: a pool may have them."""
    steps = (duels.by_score(), duels.by_slot("pso", "duel_shootout"))
    return duels.DuelRule(
        steps=steps if shootout else steps[:1],
        level=in_pool if ties else lambda _: False,
        irms=IRMS,
        walkovers=match_facts.WALKOVERS,
    )


def as_it_is(unit: Unit) -> Unit:
    """A match whose score is what was noted."""
    return unit


def match_set(
    code: str, since: date, rule: duels.DuelRule, source: str, read: Callable[[Unit], Unit] = as_it_is
) -> RuleSet:
    """The rule set of the matches of a discipline; ``read`` makes the score of sets where there are some."""
    name = f"{code}-match@{since.isoformat()}"

    def rank(unit: Unit) -> Ranking:
        return duels.decide(read(unit), rule, name)

    return RuleSet(
        id=name,
        effective=since,
        rank=rank,
        names=(f"{code}_match",),
        covers=lambda rsc: rsc.discipline == code and bool(rsc.unit),
        irms=(*rule.irms, *rule.walkovers),
        source=source,
    )


def pool_set(code: str, since: date, rule: pools.PoolRule, source: str) -> RuleSet:
    """The rule set of the pools of a discipline."""
    name = f"{code}-pool@{since.isoformat()}"
    return RuleSet(
        id=name,
        effective=since,
        rank=partial(pools.rank_pool, rule=rule, rule_set=name),
        names=(f"{code}_pool",),
        covers=lambda rsc: rsc.discipline == code and rsc.phase.startswith("GP") and not rsc.unit,
        irms=rule.irms,
        source=source,
    )


def phases(place: Callable[[Rsc], int]) -> Callable[[Rsc, Sequence[Rsc]], Phases]:
    """How its events run: knock-out, and pools before it from which the first ``place(event)`` go on in each."""

    def of(event: Rsc, units: Sequence[Rsc]) -> Phases:
        through = {"place": place(event)}
        return formats.ordered(units, qualify=lambda phase: through if phase.phase.startswith("GP") else {})

    return of


# -- over several pools ------------------------------------------------------------------------------------------------


def over_pools(
    pool_rankings: Sequence[Ranking], unit: Unit, points: pool_tables.Points, steps: Sequence[pools.Step]
) -> tuple[Criterion, ...]:
    """Criteria that put the teams of several pools in one order: the place in the pool, then ``steps`` over the matches of the pools.

    ``unit`` has those matches. Teams without a place in a pool come last.
    """
    places = {row.id: row.rank for ranking in pool_rankings for row in ranking.rows}
    pool = pools.Pool(unit, unit.matches, points, pool_tables.table([e.id for e in unit.entries], unit.matches, points))

    def place(entry: Entry) -> int:
        return places.get(entry.id) or _NOWHERE

    first = Criterion("games_pool_place", lambda e, _: place(e), lambda e, _: str(places.get(e.id) or ""))
    return (first, *(step(pool) for step in steps))


def rank_over_pools(
    pool_rankings: Sequence[Ranking],
    unit: Unit,
    points: pool_tables.Points,
    steps: Sequence[pools.Step],
    rule_set: str,
) -> Ranking:
    """The teams of several pools in one order: winners first, then the second-placed, and so on (`over_pools`)."""
    return rank_by(unit.entries, over_pools(pool_rankings, unit, points, steps), rule_set)


def best_of_place(ranking: Ranking, pool_rankings: Mapping[str, Ranking], place: int, number: int) -> tuple[str, ...]:
    """The pools (by letter) of the best ``number`` of the teams that have ``place`` in their pool, in the order of ``ranking``.

    Raises `CannotRank` where a tie stands at the cut: lots must be recorded first.
    """
    pool_of = {row.id: letter for letter, pool in pool_rankings.items() for row in pool.rows if row.rank == place}
    rows = [row for row in ranking.rows if row.id in pool_of]
    if len(rows) > number and rows[number - 1].rank == rows[number].rank:
        raise CannotRank(f"{rows[number - 1].id} and {rows[number].id} are level for the last place; record the lots")
    return tuple(pool_of[row.id] for row in rows[:number])


def seeded(ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """First against last, second against last but one, and so on; raises `CannotRank` for an odd number."""
    if len(ids) % 2:
        raise CannotRank(f"{len(ids)} teams cannot meet two by two")
    return tuple(zip(ids[: len(ids) // 2], reversed(ids[len(ids) // 2 :]), strict=True))


CROSSED = (("A1", "B4"), ("A2", "B3"), ("A3", "B2"), ("A4", "B1"))
"""The quarter-finals of two pools of which four teams each go through."""


# -- first to last -----------------------------------------------------------------------------------------------------


def pool_matches(results: EventResults, rule: pools.PoolRule) -> tuple[Match, ...]:
    """The matches of all pools of an event as the pools count them."""
    units = [unit for unit in results.units() if unit.rsc.phase.startswith("GP")]
    return pools.counting(tuple(match for unit in units if (match := unit.match())), rule)


def by_pools(results: EventResults, rule: pools.PoolRule, steps: Sequence[pools.Step]) -> tuple[Criterion, ...]:
    """What tells apart those who came equally far, by their pools."""
    rankings = [phase.ranking for phase in results.phases if phase.kind == "pool" and phase.ranking]
    matches = pool_matches(results, rule)
    unit = Unit(id=results.event, rsc=results.event, entries=results.entries, matches=matches)
    return over_pools(rankings, unit, rule.points, steps)


def rank_event(
    results: EventResults,
    *,
    again: Sequence[str] = ("SFNL",),
    rule: pools.PoolRule | None = None,
    steps: Sequence[pools.Step] = (),
) -> Ranking | None:
    """First to last: matches for places give theirs, others share the place of the round that they lost.

    With ``rule`` and ``steps`` those are told apart by their pools; ``again`` names the rounds whose losers play another match.
    """
    known = exits.Exits(order=ORDER, again=tuple(again))
    return exits.rank(results, known, by_pools(results, rule, steps) if rule else ())


def with_score(unit: Unit, scores: tuple[int, int]) -> Unit:
    """The match with these scores."""
    return replace(
        unit,
        entries=tuple(
            replace(entry, raw={**entry.raw, "score": score}) for entry, score in zip(unit.entries, scores, strict=True)
        ),
    )


PHRASES = {
    "games_pool_place": {
        "en": "better place in the pool ({0} against {1})",
        "fr": "mieux placé dans la poule ({0} contre {1})",
        "en_name": "place in the pool",
        "fr_name": "place dans la poule",
        "en_same": "both placed {0} in their pools",
        "fr_same": "{0}e chacun de sa poule",
    },
}
