"""Two rankers of pools that share no code agree on seeded tables of nine games, most of them with level teams."""

from __future__ import annotations

from itertools import combinations

import pytest

from kotinos.sports.ranking import Match
from tests.sports import second_opinion_games as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 100


def pool(dice, rule, result, ranked):
    """Everybody meets everybody, now and then a match is still to come."""
    teams = [f"T{n}" for n in range(dice.randint(2, 5))]
    results = [
        (home, away, *result(dice))
        for home, away in combinations(dice.sample(teams, len(teams)), 2)
        if dice.random() < 0.95
    ]
    matches = tuple(
        Match(home=home, away=away, score=(own, other), facts=_facts(more)) for home, away, own, other, more in results
    )
    expected = ranked(teams, results) if results else dict.fromkeys(teams)
    return Played(rule, entries_of({team: {} for team in teams}), expected, matches=matches)


def _facts(more):
    """As the slots of a match stand in a pool: by slot, home and away."""
    facts = {slot: value for slot, value in more.items() if slot != "sets"}
    if "sets" in more:
        facts["periods"] = {f"S{n}": one for n, one in enumerate(more["sets"], start=1)}
    return facts


def goals(low, high, *, level=True):
    def result(dice):
        own, other = dice.randint(low, high), dice.randint(low, high)
        return (own, other, {}) if level or own != other else (own + 1, other, {})

    return result


def sets_to(won, points):
    """A match of sets: the score counts sets, the points of each set are known."""

    def result(dice):
        lost = dice.randint(0, won - 1)
        home = dice.random() < 0.5
        sets = [(points, points - dice.randint(2, 4)) for _ in range(won)]
        sets += [(points - dice.randint(2, 4), points) for _ in range(lost)]
        sets = dice.sample(sets[:-1], len(sets) - 1) + sets[-1:] if not lost else dice.sample(sets, len(sets))
        own, other = (won, lost) if home else (lost, won)
        return own, other, {"sets": [one if home else one[::-1] for one in sets]}

    return result


def basketball(dice):
    return pool(
        dice,
        "BKB_pool",
        goals(60, 63, level=False),
        lambda teams, results: second.meetings_from_the_beginning(teams, results, second.simple(2, 0, 1)),
    )


def handball(dice):
    return pool(
        dice,
        "HBL_pool",
        goals(20, 22),
        lambda teams, results: second.meetings_then_all(teams, results, second.simple(2, 1, 0)),
    )


def water_polo(dice):
    def result(dice):
        own, other = dice.randint(8, 10), dice.randint(8, 10)
        return own, other, {"pso": dice.choice(((4, 3), (3, 4)))} if own == other else {}

    return pool(
        dice,
        "WPO-pool@2023-01-01",
        result,
        lambda teams, results: second.meetings_from_the_beginning(teams, results, second.shot_out),
    )


def hockey(dice):
    return pool(dice, "HOC_pool", goals(0, 2), second.hockey)


def sevens(dice):
    def result(dice):
        tries = dice.randint(1, 3), dice.randint(1, 3)
        own, other = (5 * made + 2 * dice.randint(0, 1) for made in tries)
        return own, other, {"tries": tries}

    return pool(dice, "RU7_pool", result, second.sevens)


def volleyball(dice):
    return pool(dice, "VVO-pool@2013-01-01", sets_to(3, 25), second.volleyball)


def badminton(dice):
    return pool(dice, "BDM_pool", sets_to(2, 21), second.badminton)


def three_a_side(dice):
    return pool(dice, "BK3_pool", goals(14, 16, level=False), second.three_a_side)


def ice_hockey(dice):
    def result(dice):
        own, other = dice.randint(0, 3), dice.randint(0, 3)
        return (own + 1, other, {"overtime": True}) if own == other else (own, other, {})

    return pool(
        dice,
        "ice_hockey_group",
        result,
        lambda teams, results: second.meetings_from_the_beginning(teams, results, second.beyond_time),
    )


FAMILIES = [basketball, handball, water_polo, hockey, sevens, volleyball, badminton, three_a_side, ice_hockey]

KEPT = [(basketball, 6), (handball, 232), (water_polo, 86), (hockey, 177)]
"""Pools that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_rankers_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
