"""A second ranker of the pools of the games: each federation's tie-breaks as they are read out. It shares no code with the first.

A result is (home, away, score of home, score of away, more), where ``more`` is what a game counts besides: points of the sets, tries,
a shoot-out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.sports.second_opinion import piles, places_of

Result = tuple[str, str, int, int, Mapping[str, Any]]
Places = dict[str, int | None]
Table = dict[str, dict[str, Any]]
Points = Callable[[int, int, Mapping[str, Any]], tuple[int, int]]


def table(teams: Sequence[str], results: Sequence[Result], points: Points) -> Table:
    """Table points, matches, wins, score for and against, in the matches among ``teams`` alone."""
    lines: Table = {team: {"points": 0, "played": 0, "won": 0, "for": 0, "against": 0} for team in teams}
    for home, away, own, other, more in results:
        if home not in lines or away not in lines:
            continue
        of_home, of_away = points(own, other, more)
        for team, gained, scored, conceded in ((home, of_home, own, other), (away, of_away, other, own)):
            line = lines[team]
            line["points"] += gained
            line["played"] += 1
            line["won"] += scored > conceded
            line["for"] += scored
            line["against"] += conceded
    return lines


def difference(line: Mapping[str, Any]) -> int:
    return line["for"] - line["against"]


def simple(win: int, level: int, lost: int) -> Points:
    def points(own, other, _):
        return (win, lost) if own > other else (lost, win) if other > own else (level, level)

    return points


def among(results: Sequence[Result], points: Points, read: Callable[[Any], Any]) -> Any:
    """A test: a number of the matches among the teams of the pile alone."""

    def test(pile):
        lines = table(pile, results, points)
        return {team: read(lines[team]) for team in pile}

    return test


def of_all(teams: Sequence[str], results: Sequence[Result], points: Points, read: Callable[[Any], Any]) -> Any:
    lines = table(teams, results, points)
    return lambda pile: {team: read(lines[team]) for team in pile}


def from_the_beginning(pile: list[str], tests: Sequence[Any]) -> list[list[str]]:
    """The tests in order; as soon as one takes the pile apart, every smaller pile goes through all of them again."""
    for test in tests:
        parts = piles(pile, [test])
        if len(parts) > 1:
            return [smaller for part in parts for smaller in from_the_beginning(part, tests)]
    return [pile]


def _meetings(results: Sequence[Result], points: Points) -> list[Any]:
    return [
        among(results, points, lambda line: line["points"]),
        among(results, points, difference),
        among(results, points, lambda line: line["for"]),
    ]


def _of_the_meetings(results: Sequence[Result], points: Points) -> Any:
    """Points, difference and goals in the matches among all who are level on table points, never of fewer of them."""
    return among(results, points, lambda line: (line["points"], difference(line), line["for"]))


def meetings_from_the_beginning(teams: list[str], results: Sequence[Result], points: Points) -> Places:
    """FIBA D.1.3 to D.1.5, World Aquatics, IIHF: matches among the tied teams, then all matches; whenever a team can be placed, from the
    beginning for the rest."""
    level = piles(teams, [of_all(teams, results, points, lambda line: line["points"])])
    tests = [
        *_meetings(results, points),
        of_all(teams, results, points, difference),
        of_all(teams, results, points, lambda line: line["for"]),
    ]
    return places_of([part for pile in level for part in from_the_beginning(pile, tests)], dict.fromkeys(teams))


def meetings_then_all(teams: list[str], results: Sequence[Result], points: Points) -> Places:
    """IHF: points, difference and goals among the tied teams, then difference and goals of all matches."""
    tests = [
        of_all(teams, results, points, lambda line: line["points"]),
        _of_the_meetings(results, points),
        of_all(teams, results, points, difference),
        of_all(teams, results, points, lambda line: line["for"]),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def hockey(teams: list[str], results: Sequence[Result]) -> Places:
    """FIH: points, matches won, goal difference, goals, the matches among those who are level."""
    points = simple(3, 1, 0)
    tests = [
        of_all(teams, results, points, read)
        for read in (
            lambda line: line["points"],
            lambda line: line["won"],
            difference,
            lambda line: line["for"],
        )
    ]
    return places_of(piles(teams, [*tests, _of_the_meetings(results, points)]), dict.fromkeys(teams))


def _between_two(results: Sequence[Result], points: Points) -> Any:
    test = among(results, points, lambda line: line["points"])
    return lambda pile: test(pile) if len(pile) == 2 else None


def sevens(teams: list[str], results: Sequence[Result]) -> Places:
    """World Rugby: points, the match between two, difference, difference of tries, points scored, tries."""
    points = simple(3, 2, 1)
    made, allowed = dict.fromkeys(teams, 0), dict.fromkeys(teams, 0)
    for home, away, _, _, more in results:
        own, other = more["tries"]
        made[home], allowed[home] = made[home] + own, allowed[home] + other
        made[away], allowed[away] = made[away] + other, allowed[away] + own
    tests = [
        of_all(teams, results, points, lambda line: line["points"]),
        _between_two(results, points),
        of_all(teams, results, points, difference),
        lambda pile: {team: made[team] - allowed[team] for team in pile},
        of_all(teams, results, points, lambda line: line["for"]),
        lambda pile: {team: made[team] for team in pile},
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def shot_out(own: int, other: int, more: Mapping[str, Any]) -> tuple[int, int]:
    """Water polo since 2023: three points, or two to one after a shoot-out (the score is level then)."""
    if "pso" in more:
        return (2, 1) if more["pso"][0] > more["pso"][1] else (1, 2)
    return (3, 0) if own > other else (0, 3)


def beyond_time(own: int, other: int, more: Mapping[str, Any]) -> tuple[int, int]:
    """Ice hockey: three points, or two to one where sixty minutes were not enough."""
    won, lost = (2, 1) if more.get("overtime") else (3, 0)
    return (won, lost) if own > other else (lost, won)


def quotient(made: int, allowed: int) -> Any:
    """Made by allowed; without anything allowed beyond any number."""
    return (1, Fraction(0)) if not allowed and made else (0, Fraction(made, allowed) if allowed else Fraction(0))


def _points_of_sets(teams: list[str], results: Sequence[Result]) -> tuple[dict[str, int], dict[str, int]]:
    made, allowed = dict.fromkeys(teams, 0), dict.fromkeys(teams, 0)
    for home, away, _, _, more in results:
        for own, other in more["sets"]:
            made[home], allowed[home] = made[home] + own, allowed[home] + other
            made[away], allowed[away] = made[away] + other, allowed[away] + own
    return made, allowed


def volleyball(teams: list[str], results: Sequence[Result]) -> Places:
    """FIVB since 2013: wins, points (3-2 gives two and one), quotient of sets, quotient of points, the match between two."""

    def points(own, other, _):
        if abs(own - other) == 1:
            return (2, 1) if own > other else (1, 2)
        return (3, 0) if own > other else (0, 3)

    made, allowed = _points_of_sets(teams, results)
    tests = [
        of_all(teams, results, points, lambda line: line["won"]),
        of_all(teams, results, points, lambda line: line["points"]),
        of_all(teams, results, points, lambda line: quotient(line["for"], line["against"])),
        lambda pile: {team: quotient(made[team], allowed[team]) for team in pile},
        _between_two(results, points),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def badminton(teams: list[str], results: Sequence[Result]) -> Places:
    """BWF: matches won; two level: their match; more: difference of games, then of points, and back to two whenever two are left."""
    points = simple(1, 0, 0)
    made, allowed = _points_of_sets(teams, results)
    level = piles(teams, [of_all(teams, results, points, lambda line: line["won"])])
    tests = [
        _between_two(results, points),
        of_all(teams, results, points, difference),
        lambda pile: {team: made[team] - allowed[team] for team in pile},
    ]
    return places_of([part for pile in level for part in from_the_beginning(pile, tests)], dict.fromkeys(teams))


def three_a_side(teams: list[str], results: Sequence[Result]) -> Places:
    """FIBA 3x3: wins, wins among the tied teams, points scored a game."""
    points = simple(1, 0, 0)
    tests = [
        of_all(teams, results, points, lambda line: line["won"]),
        among(results, points, lambda line: line["won"]),
        of_all(teams, results, points, lambda line: Fraction(line["for"], line["played"] or 1)),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))
