"""Two rankers agree on seeded tournaments of the games from first to last: places over several pools, many of them full of ties."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_games as games
from tests.sports import second_opinion_sets as sets
from tests.sports import second_opinion_tournaments as second
from tests.sports.test_second_opinion_sets import drawn_sets
from tests.sports.whole_events import Event, by_seed

FAST = 60
PARIS = date(2024, 8, 1)


def goals(dice, low, high, *, level):
    own, other = dice.randint(low, high), dice.randint(low, high)
    if own == other and not level:
        own += 1
    return own, other, {}


def rallies(dice):
    drawn = drawn_sets(dice, 3, 25, 15)
    if dice.random() < 0.5:
        drawn = [one[::-1] for one in drawn]
    return (*sets.sets_won(drawn), {"sets": drawn})


def side(mark, at, more):
    periods = {"periods": [[f"S{n}", str(one[at])] for n, one in enumerate(more.get("sets", ()), start=1)]}
    return {"mark": str(mark)} | (periods if more.get("sets") else {})


def tournament(dice, event, pools, result, ranked, tests):
    """``pools`` of four: the best of each go to the quarter-finals, drawn by lot; then semi-finals and two matches for medals."""
    units, played, won = {}, [], []
    names = [f"T{n:02d}" for n in range(4 * pools)]
    for at in range(pools):
        teams, results = names[at::pools], []
        for number, pair in enumerate(combinations(teams, 2), start=1):
            home, away = dice.sample(pair, 2)
            own, other, more = result(dice)
            results.append((home, away, own, other, more))
            units[f"GP{'ABC'[at]}", f"{number:04d}00"] = {home: side(own, 0, more), away: side(other, 1, more)}
        played.append((teams, results))
    field = dice.sample(names, 8)

    def match(phase, number, home, away):
        winner, loser = dice.sample((home, away), 2)
        units[phase, f"{number:04d}00"] = {who: {"wlt": "W"} if who == winner else {} for who in (home, away)}
        won.append((f"FNL{number}" if phase == "FNL" else phase, winner, loser))
        return winner, loser

    last = [match("QFNL", n, *field[2 * n - 2 : 2 * n])[0] for n in range(1, 5)]
    semis = [match("SFNL", n, *last[2 * n - 2 : 2 * n]) for n in (1, 2)]
    match("FNL", 2, semis[0][1], semis[1][1])
    match("FNL", 1, semis[0][0], semis[1][0])
    every = [one for _, results in played for one in results]
    return Event(event, units, second.tournament(played, ranked, tests(names, every), won), day=PARIS)


def basketball(dice):
    points = games.simple(2, 0, 1)
    return tournament(
        dice,
        Rsc.of("BKB", "M", "TEAM5"),
        3,
        lambda dice: goals(dice, 60, 62, level=False),
        lambda teams, results: games.meetings_from_the_beginning(teams, results, points),
        lambda teams, results: second.compared(teams, results, points),
    )


def handball(dice):
    points = games.simple(2, 1, 0)
    return tournament(
        dice,
        Rsc.of("HBL", "W", "TEAM7"),
        dice.choice((2, 3)),
        lambda dice: goals(dice, 20, 22, level=True),
        lambda teams, results: games.meetings_then_all(teams, results, points),
        lambda teams, results: second.compared(teams, results, points),
    )


def hockey(dice):
    points = games.simple(3, 1, 0)
    return tournament(
        dice,
        Rsc.of("HOC", "M", "TEAM11"),
        2,
        lambda dice: goals(dice, 0, 2, level=True),
        games.hockey,
        lambda teams, results: second.compared(teams, results, points, wins="after"),
    )


def volleyball(dice):
    def points(own, other, _):
        if {own, other} == {2, 3}:
            return (2, 1) if own == 3 else (1, 2)
        return (3, 0) if own == 3 else (0, 3)

    return tournament(
        dice,
        Rsc.of("VVO", "W", "TEAM6"),
        3,
        rallies,
        lambda teams, results: sets.volleyball(teams, results, wins_first=True),
        lambda teams, results: second.compared(teams, results, points, wins="before", by_sets=True),
    )


BY_SEED = [by_seed(basketball), by_seed(handball), by_seed(hockey), by_seed(volleyball)]


@pytest.mark.parametrize("event", BY_SEED, ids=lambda event: event.__name__)
def test_both_rankers_agree_on_whole_tournaments(event):
    assert [found for seed in range(FAST) if (found := event(seed))] == []
