"""Two rankers agree on seeded tables by the regulations of their time: football since 1930, curling until 2021, breaking, forfeits."""

from __future__ import annotations

from itertools import combinations

import pytest

from kotinos.sports.ranking import Match
from tests.sports import second_opinion_games as games
from tests.sports import second_opinion_tables as second
from tests.sports.two_rankers import Played, disagreements, entries_of

FAST = 150


def everybody_meets(dice, teams, low, high, *, level=True):
    """Results of a group; now and then a match is still to come."""
    results = []
    for home, away in combinations(dice.sample(teams, len(teams)), 2):
        own, other = dice.randint(low, high), dice.randint(low, high)
        if own == other and not level:
            own += 1
        if dice.random() < 0.95:
            results.append((home, away, own, other, {}))
    return results


def matches_of(results):
    return tuple(Match(home=home, away=away, score=(own, other)) for home, away, own, other, _ in results)


def some(dice, teams, slot, low, high):
    """A number of every team, or of most of them."""
    return {team: {slot: dice.randint(low, high)} for team in teams if dice.random() < 0.9}


def lots_of(dice, teams):
    return dice.sample(teams, dice.choice((0, len(teams), max(len(teams) - 1, 0))))


FOOTBALL = (1930, 1962, 1970, 1986, 1994, 2018, 2026)


def football_by_year(dice):
    year = dice.choice((*FOOTBALL, 2024))
    rule = "FBL-group@2020-01-01" if year == 2024 else f"FBL-worldcup@{year}-01-01"
    teams = [f"T{n}" for n in range(dice.randint(2, 5))]
    results = everybody_meets(dice, teams, 0, dice.choice((1, 2)))
    fair, world = some(dice, teams, "fair_play", -2, 0), some(dice, teams, "world_ranking", 1, 3)
    cards = {team: {**fair.get(team, {}), **world.get(team, {})} for team in teams}
    lots, play_off, more = lots_of(dice, teams), [], ()
    met = {frozenset(one[:2]) for one in results}
    if year == 1930 and dice.random() < 0.5 and met:
        home, away = dice.choice(sorted(map(sorted, met)))
        play_off = [(home, away, *dice.choice(((1, 0), (0, 1), (1, 1))), {})]
        more = (Match(home=home, away=away, score=play_off[0][2:4], facts={"play_off": True}),)
    expected = second.football(teams, results, cards, year, lots, play_off) if results else dict.fromkeys(teams)
    matches = (*matches_of(results), *more)
    return Played(rule, entries_of(cards), expected, facts={"lots": lots}, matches=matches)


def curling_until_2021(dice):
    teams = [f"T{n}" for n in range(dice.randint(2, 6))]
    results = everybody_meets(dice, teams, 4, 6, level=False)
    cards = {team: {} for team in teams}
    for team, card in some(dice, teams, "dsc", 200, 202).items():
        cards[team] |= card
    wins = {
        team: sum((own > other) == (home == team) for home, away, own, other, _ in results if team in (home, away))
        for team in teams
    }
    level = [pair for pair in combinations(teams, 2) if wins[pair[0]] == wins[pair[1]]]
    if level and dice.random() < 0.5:
        for place, team in enumerate(dice.sample(dice.choice(level), 2), start=1):
            cards[team]["play_off"] = place
    expected = second.curling(teams, results, cards) if results else dict.fromkeys(teams)
    raws = {team: {slot: str(value) for slot, value in card.items()} for team, card in cards.items()}
    return Played("CUR-round-robin@1998-02-09", entries_of(raws), expected, matches=matches_of(results))


def breaking_group(dice):
    dancers = [f"B{n}" for n in range(dice.randint(2, 4))]
    results = [
        (home, away, *dice.choice(((2, 0), (1, 1), (0, 2))), {})
        for home, away in combinations(dice.sample(dancers, len(dancers)), 2)
        if dice.random() < 0.95
    ]
    cards = {who: {} for who in dancers} | some(dice, dancers, "votes", 20, 22)
    lots = lots_of(dice, dancers)
    expected = second.breaking(dancers, results, cards, lots) if results else dict.fromkeys(dancers)
    raws = {who: {slot: str(value) for slot, value in card.items()} for who, card in cards.items()}
    return Played("breaking_group", entries_of(raws), expected, facts={"lots": lots}, matches=matches_of(results))


FORFEITS = (
    ("BKB_pool", (20, 0), (60, 62), second.or_nothing(games.simple(2, 0, 1)), games.meetings_from_the_beginning),
    ("HBL_pool", (10, 0), (20, 22), games.simple(2, 1, 0), games.meetings_then_all),
    ("WPO-pool@1996-01-01", (5, 0), (8, 10), games.simple(2, 1, 0), games.meetings_from_the_beginning),
    ("HOC_pool", (5, 0), (0, 2), None, lambda teams, results, _: games.hockey(teams, results)),
)
"""Rule, score of a forfeit, goals of a match, its points, the tie-breaks."""


def forfeits(dice):
    rule, lost, goals, points, ranked = dice.choice(FORFEITS)
    teams = [f"T{n}" for n in range(dice.randint(2, 5))]
    results = everybody_meets(dice, teams, *goals, level=rule != "BKB_pool")
    matches = []
    for at, (home, away, own, other, _) in enumerate(results):
        if dice.random() < 0.15:
            out = dice.choice((home, away))
            score = lost if out == away else lost[::-1]
            results[at] = (home, away, *score, {"forfeit": "away" if out == away else "home"})
            matches.append(Match(home=home, away=away, facts={"irm": {out: dice.choice(("DNS", "WDR", "DSQ"))}}))
        else:
            matches.append(Match(home=home, away=away, score=(own, other)))
    expected = ranked(teams, results, points) if results else dict.fromkeys(teams)
    return Played(rule, entries_of({team: {} for team in teams}), expected, matches=tuple(matches))


FAMILIES = [football_by_year, curling_until_2021, breaking_group, forfeits]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
