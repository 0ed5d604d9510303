"""Two rankers of football groups that share no code agree on seeded groups, many of them full of ties."""

from __future__ import annotations

import random
from itertools import combinations

from kotinos.sports import pools
from kotinos.sports.football import THREE_POINTS, TWO_POINTS
from kotinos.sports.ranking import Entry, Match, Unit
from tests.sports import second_opinion_pools as second

_ORDERS = {
    "overall first": (
        (pools.points_step, pools.difference_step, pools.scored_step, pools.head_to_head(restart=False)),
        ("points", "difference", "goals", "meetings"),
    ),
    "meetings first": (
        (pools.points_step, pools.head_to_head(restart=True), pools.difference_step, pools.scored_step),
        ("points", "meetings_again", "difference", "goals"),
    ),
}


def football(seed: int) -> str:
    """What the two say of one group where they differ."""
    dice = random.Random(seed)
    teams = [f"T{number}" for number in range(dice.randint(2, 6))]
    goals = dice.choice((1, 2, 4))
    results = [
        (home, away, dice.randint(0, goals), dice.randint(0, goals))
        for home, away in combinations(dice.sample(teams, len(teams)), 2)
        if dice.random() < 0.95
    ]
    points, win = dice.choice(((TWO_POINTS, 2), (THREE_POINTS, 3)))
    steps, tests = _ORDERS[dice.choice(sorted(_ORDERS))]
    matches = tuple(Match(home=home, away=away, score=(own, other)) for home, away, own, other in results)
    unit = Unit(id=f"seed {seed}", entries=tuple(Entry(n=n, id=team) for n, team in enumerate(teams)), matches=matches)
    ranking = pools.rank_pool(unit, pools.PoolRule(points=points, steps=steps), "test")
    first = {row.id: row.rank for row in ranking.rows}
    expected: dict[str, int | None] = {}
    for group in second.order(teams, results, win, tests):
        ahead = len(expected)
        expected.update(dict.fromkeys(group, ahead + 1 if results else None))
    return "" if first == expected else f"seed {seed}: {first} against {expected}, {results}"


BY_SEED = [football]


def test_two_rankers_agree_on_seeded_groups() -> None:
    assert [found for seed in range(3000) if (found := football(seed))] == []
