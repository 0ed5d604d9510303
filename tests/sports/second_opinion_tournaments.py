"""A second ranker of whole tournaments of the games, from the pools to the last place. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.sports.second_opinion import piles
from tests.sports.second_opinion_games import Points, Result, difference, of_all, quotient
from tests.sports.second_opinion_sets import points_of_sets

Places = dict[str, int | None]
Pool = tuple[list[str], list[Result]]
Won = tuple[str, str, str]
"""Round (``QFNL``, ``SFNL``, ``FNL1`` for gold, ``FNL2`` for bronze), winner, loser."""


def compared(
    teams: list[str], results: Sequence[Result], points: Points, *, wins: str = "", by_sets: bool = False
) -> list[Any]:
    """What is compared between teams of several pools: table points and, where the game asks for them, wins before or after these
    (``wins``); then differences and goals, or the quotients of sets and of points."""
    by_points = of_all(teams, results, points, lambda line: line["points"])
    by_wins = of_all(teams, results, points, lambda line: line["won"])
    first = {"": [by_points], "before": [by_wins, by_points], "after": [by_points, by_wins]}[wins]
    if not by_sets:
        return [
            *first,
            of_all(teams, results, points, difference),
            of_all(teams, results, points, lambda line: line["for"]),
        ]
    rallies = points_of_sets(teams, results)
    return [
        *first,
        of_all(teams, results, points, lambda line: quotient(line["for"], line["against"])),
        lambda pile: None if any(rallies[t] is None for t in pile) else {t: quotient(*rallies[t]) for t in pile},
    ]


def tournament(
    pools: Sequence[Pool],
    ranked: Callable[[list[str], list[Result]], Places],
    tests: Sequence[Any],
    won: Sequence[Won],
) -> Places:
    """First to fourth by the matches for medals; then those who lost a quarter-final, then all who stayed in the pools: each by the
    place in the own pool, then by ``tests``."""
    in_pool: Places = {}
    for teams, results in pools:
        in_pool |= ranked(teams, results)
    places: Places = {}
    for name, winner, loser in won:
        if name.startswith("FNL"):
            places[winner], places[loser] = (1, 2) if name == "FNL1" else (3, 4)
    beaten = [loser for name, _, loser in won if name == "QFNL"]
    left = [team for team in in_pool if team not in places and team not in beaten]
    ahead = len(places)
    for group in (beaten, left):
        for pile in piles(group, [lambda pile: {team: -(in_pool[team] or 0) for team in pile}, *tests]):
            for team in pile:
                places[team] = ahead + 1
            ahead += len(pile)
    return places
