"""A second ranker of what is won by sets or by goals: tables of beach volleyball and of volleyball until 2012, and single matches.

It shares no code with the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import piles, places_of
from tests.sports.second_opinion_games import Points, Result, among, difference, of_all, quotient

Places = dict[str, int | None]


def points_of_sets(teams: Sequence[str], results: Sequence[Result]) -> dict[str, list[int] | None]:
    """Points made and allowed in all sets, ``None`` for a team of which they are not known in one match."""
    sheet: dict[str, list[int] | None] = {team: [0, 0] for team in teams}
    for home, away, _, _, more in results:
        for team, own in ((home, 0), (away, 1)):
            line = sheet[team]
            if more.get("sets") is None:
                sheet[team] = None
            elif line is not None:
                sheet[team] = [
                    line[0] + sum(s[own] for s in more["sets"]),
                    line[1] + sum(s[1 - own] for s in more["sets"]),
                ]
    return sheet


def _by_points(sheet: Mapping[str, list[int] | None]) -> Any:
    def test(pile):
        known = {team: sheet[team] for team in pile}
        return None if None in known.values() else {team: quotient(*line) for team, line in known.items()}

    return test


def _by_meetings(results: Sequence[Result], points: Points) -> Any:
    return among(results, points, lambda line: (line["points"], difference(line), line["for"]))


def beach(teams: list[str], results: Sequence[Result]) -> Places:
    """FIVB: two points for a win, one for a defeat, none for who did not play; quotient of sets, of points, the matches among the level.

    A forfeit is lost 0-21, 0-21 (Official Beach Volleyball Rules 6.4).
    """

    def points(own, other, more):
        lost = 0 if more.get("forfeit") else 1
        return (2, lost) if own > other else (lost, 2)

    tests = [
        of_all(teams, results, points, lambda line: line["points"]),
        of_all(teams, results, points, lambda line: quotient(line["for"], line["against"])),
        _by_points(points_of_sets(teams, results)),
        _by_meetings(results, points),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def volleyball(teams: list[str], results: Sequence[Result], wins_first: bool) -> Places:
    """FIVB: until 2012 points before matches won, since 2013 after them; quotients of sets and points, the matches among the level.

    3-0 and 3-1 are three points, 3-2 two to one. A forfeit is lost 0-25 in three sets (Official Volleyball Rules 6.4).
    """

    def points(own, other, _):
        if {own, other} == {2, 3}:
            return (2, 1) if own == 3 else (1, 2)
        return (3, 0) if own == 3 else (0, 3)

    by_points = of_all(teams, results, points, lambda line: line["points"])
    by_wins = of_all(teams, results, points, lambda line: line["won"])
    tests = [
        *((by_wins, by_points) if wins_first else (by_points, by_wins)),
        of_all(teams, results, points, lambda line: quotient(line["for"], line["against"])),
        _by_points(points_of_sets(teams, results)),
        _by_meetings(results, points),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))


def match(home: Any, away: Any, irms: tuple[str | None, str | None], *, ties: bool = False) -> int | str | None:
    """Who wins a match: 1 home, -1 away, 0 level, ``both`` where both are out, ``None`` while it is open.

    ``home`` and ``away`` are everything that was made by one side, in the order in which it decides: sets, or goals and then the
    shoot-out.
    """
    walkover = [irm in ("W/O", "WO") for irm in irms]
    if any(walkover):
        return 1 if walkover[0] else -1
    if irms[0] and irms[1]:
        return "both"
    if irms[0] or irms[1]:
        return -1 if irms[0] else 1
    for own, other in zip(home, away, strict=True):
        if own != other:
            return 1 if own > other else -1
    return 0 if ties else None


def sets_won(sets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Sets of home and away: each to who has more points in it."""
    return sum(own > other for own, other in sets), sum(other > own for own, other in sets)
