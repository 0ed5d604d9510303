"""A second ranker of tables by the regulations of their time: football since 1930, curling until 2021, breaking, forfeits.

It shares no code with the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of
from tests.sports.second_opinion_games import Points, Result, among, difference, of_all, quotient, simple

Places = dict[str, int | None]
Cards = Mapping[str, Mapping[str, Any]]
"""What is known of a team beside its matches."""


def drawn(lots: Sequence[str]) -> Callable[[list[str]], Any]:
    """Lots: who was drawn earlier is ahead; they say nothing where one of the level teams was not in the draw."""
    return lambda pile: {team: -lots.index(team) for team in pile} if all(team in lots for team in pile) else None


def meetings(results: Sequence[Result], points: Points) -> Any:
    """Points, difference and goals in the matches among all who are level."""
    return among(results, points, lambda line: (line["points"], difference(line), line["for"]))


def again(pile: list[str], test: Any) -> list[list[str]]:
    """The matches among the level teams, and when they have told some apart, those among who is still level, and so on."""
    parts = piles(pile, [test])
    return parts if len(parts) == 1 else [smaller for part in parts for smaller in again(part, test)]


def football(
    teams: list[str],
    results: Sequence[Result],
    cards: Cards,
    year: int,
    lots: Sequence[str],
    played_off: Sequence[Result],
) -> Places:
    """World Cup groups: what came after the points in each year."""
    points = simple(2, 1, 0) if year < 1994 else simple(3, 1, 0)
    by_points = of_all(teams, results, points, lambda line: line["points"])
    by_difference = of_all(teams, results, points, difference)
    by_goals = of_all(teams, results, points, lambda line: line["for"])
    by_average = of_all(teams, results, points, lambda line: quotient(line["for"], line["against"]))
    fair_play = known_of_all(cards, lambda card: card.get("fair_play"))
    world = known_of_all(cards, lambda card: -card["world_ranking"] if "world_ranking" in card else None)
    goals, met = (by_difference, by_goals), meetings(results, points)
    if year < 1962:
        play_off = among(played_off, points, lambda line: line["points"])
        return places_of(
            piles(teams, [by_points, play_off, drawn(lots), by_average, by_difference]), dict.fromkeys(teams)
        )
    if year < 1970:
        return places_of(piles(teams, [by_points, by_average, drawn(lots)]), dict.fromkeys(teams))
    if year < 1986:
        return places_of(piles(teams, [by_points, *goals, drawn(lots)]), dict.fromkeys(teams))
    if year < 2018:
        return places_of(piles(teams, [by_points, *goals, met, drawn(lots)]), dict.fromkeys(teams))
    if year < 2026:
        return places_of(piles(teams, [by_points, *goals, met, fair_play, drawn(lots)]), dict.fromkeys(teams))
    level = [part for pile in piles(teams, [by_points]) for part in again(pile, met)]
    return places_of([part for pile in level for part in piles(pile, [*goals, fair_play, world])], dict.fromkeys(teams))


def curling(teams: list[str], results: Sequence[Result], cards: Cards) -> Places:
    """Until 2021: wins; then the game that two of the level teams played off; then wins among the level; then the draw shot challenge.

    The two of the play-off stand together, where the better of them would by the wins among all who are level, behind who is as good
    and did not have to play, the winner first.
    """
    points = simple(1, 0, 0)
    won = among(results, points, lambda line: line["won"])

    def play_off(pile):
        two = [team for team in pile if "play_off" in cards[team]]
        if len(two) < 2:
            return None
        wins = won(pile)
        best = max(wins[team] for team in two)
        return {team: (best, -cards[team]["play_off"]) if team in two else (wins[team], 0) for team in pile}

    stones = known_of_all(cards, lambda card: -card["dsc"] if "dsc" in card else None)
    tests = [of_all(teams, results, points, lambda line: line["won"]), play_off, won, stones]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def breaking(teams: list[str], results: Sequence[Result], cards: Cards, lots: Sequence[str]) -> Places:
    """Rounds won over all battles, then votes over all, then the battles among the level, then lots."""

    def rounds(own, other, _):
        return own, other

    tests = [
        of_all(teams, results, rounds, lambda line: line["for"]),
        known_of_all(cards, lambda card: card.get("votes")),
        among(results, rounds, lambda line: (line["for"], difference(line))),
        drawn(lots),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def or_nothing(points: Points) -> Points:
    """The points of a match, of which who did not come to it has none."""

    def of(own, other, more):
        home, away = points(own, other, more)
        return {"home": (0, away), "away": (home, 0)}.get(more.get("forfeit"), (home, away))

    return of
