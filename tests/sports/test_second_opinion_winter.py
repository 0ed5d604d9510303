"""Two rankers of the winter programme that share no code agree on seeded competitions full of equal totals."""

from __future__ import annotations

from itertools import combinations

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports.ranking import Match
from tests.sports import second_opinion_winter as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 120
SHORT, FREE = (Rsc.of("FSK", "W", "SINGLES", phase, "000100") for phase in ("QUAL", "FNL"))
INDIVIDUAL = Rsc.of("BTH", "M", "20KM", "FNL", "000100")


def names(dice):
    return [f"C{n:02d}" for n in range(dice.randint(1, 12))]


def shown(number, digits=2):
    return f"{number // 10**digits}.{number % 10**digits:0{digits}d}"


def runs(dice):
    rule, digits = dice.choice((("alpine_total", 2), ("skn_total", 2), ("bob_total", 2), ("lug_total", 3)))
    cards, raws = {}, {}
    for who in names(dice):
        times = [
            dice.randint(50_000 // 10 ** (3 - digits), 50_000 // 10 ** (3 - digits) + 2)
            for _ in range(dice.randint(1, 2))
        ]
        parts = [
            {"unit": f"FNL-000{at}00--", "of": 9, "mark": shown(time, digits)} for at, time in enumerate(times, start=1)
        ]
        cards[who] = times
        if dice.random() < 0.1:
            cards[who] = None
            parts[-1] = {"unit": parts[-1]["unit"], "of": 9, "irm": dice.choice(("DNF", "DNS", "DSQ"))}
        raws[who] = {"parts": parts}
    return Played(rule, entries_of(raws), second.runs(cards))


def jumps(dice):
    cards, raws = {}, {}
    for who in names(dice):
        points = [dice.randint(1200, 1203) for _ in range(dice.randint(1, 2))]
        cards[who] = points
        parts = [{"unit": f"FNL-000{at}00--", "of": 9, "mark": shown(one, 1)} for at, one in enumerate(points, start=1)]
        raws[who] = {"parts": parts}
    return Played("jump_rounds", entries_of(raws), second.jumps(cards))


def skating(dice):
    cards, raws = {}, {}
    for who in names(dice):
        short, free = dice.randint(7000, 7002), dice.choice((None, 14_000, 14_001, 14_002))
        cards[who] = (short, free)
        parts = [{"unit": "QUAL000100--", "of": 9, "mark": shown(short)}]
        if free:
            parts.append({"unit": "FNL-000100--", "of": 9, "mark": shown(free)})
        raws[who] = {"parts": parts}
    return Played("skating_total", entries_of(raws), second.skating(cards))


def segment(dice):
    free = dice.random() < 0.5
    cards = {who: (dice.randint(7000, 7002), dice.randint(4000, 4001), dice.randint(3000, 3001)) for who in names(dice)}
    raws = {who: {"mark": shown(c[0]), "tes": shown(c[1]), "pcs": shown(c[2])} for who, c in cards.items()}
    return Played(FREE if free else SHORT, entries_of(raws), second.segment(cards, free))


def mass_start(dice):
    skaters = names(dice)
    orders = [dice.sample(range(1, len(skaters) + 1), len(skaters)) for _ in range(4)]
    cards = {who: [order[at] for order in orders] for at, who in enumerate(skaters)}
    raws = {
        who: {**{f"sprint/{n}": str(place) for n, place in enumerate(c, start=1)}, "place": str(c[3]), "laps": "16"}
        for who, c in cards.items()
    }
    line = (60, 40, 20, 10, 6, 3)
    return Played("SSK-mass-start@2021-07-01", entries_of(raws), second.mass_start(cards, line))


def individual(dice):
    cards, raws = {}, {}
    for who in names(dice):
        ski, misses = 30_000 + 600 * dice.randint(0, 2) + dice.randint(0, 1), [dice.randint(0, 1) for _ in range(4)]
        cards[who] = (ski, sum(misses))
        minutes, rest = divmod(ski, 600)
        shooting = {f"shooting/{at}": str(missed) for at, missed in enumerate(misses, start=1)}
        raws[who] = {"ski": f"{minutes}:{rest // 10:02d}.{rest % 10}", **shooting}
    return Played(INDIVIDUAL, entries_of(raws), second.individual(cards))


def curling(dice):
    teams = [f"T{n}" for n in range(dice.randint(2, 6))]
    results = []
    for home, away in combinations(dice.sample(teams, len(teams)), 2):
        if dice.random() < 0.95:
            results.append((home, away, *dice.choice(((5, 4), (4, 5), (8, 2), (2, 8)))))
    stones = {
        team: dice.choice((None, 250, 251, 300)) if dice.random() < 0.3 else dice.randint(200, 203) for team in teams
    }
    raws = {team: {"dsc": str(stones[team])} if stones[team] else {} for team in teams}
    matches = tuple(Match(home=home, away=away, score=(own, other)) for home, away, own, other in results)
    expected = second.round_robin(teams, results, stones) if results else dict.fromkeys(teams)
    return Played("CUR-round-robin@2021-10-01", entries_of(raws), expected, matches=matches)


FAMILIES = [runs, jumps, skating, segment, mass_start, individual, curling]

KEPT: list[tuple] = []
"""Competitions that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_rankers_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
