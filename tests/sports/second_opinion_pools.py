"""A second way to rank a football group, written straight from the regulations' words and sharing no code with the first.

Used only to compare. It never sorts by a key: it compares two teams at a time and looks at the group of equals anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence

Result = tuple[str, str, int, int]
"""Home, away, goals of home, goals of away."""


def tally(teams: Sequence[str], results: Sequence[Result], win: int) -> dict[str, list[int]]:
    """Points, goals for and goals against of each team in the results between ``teams`` only."""
    sheet = {team: [0, 0, 0] for team in teams}
    for home, away, scored, conceded in results:
        if home in teams and away in teams:
            if scored > conceded:
                sheet[home][0] += win
            elif conceded > scored:
                sheet[away][0] += win
            else:
                sheet[home][0] += 1
                sheet[away][0] += 1
            sheet[home][1] += scored
            sheet[home][2] += conceded
            sheet[away][1] += conceded
            sheet[away][2] += scored
    return sheet


def order(teams: Sequence[str], results: Sequence[Result], win: int, tests: Sequence[str]) -> list[list[str]]:
    """The teams as groups that share a place. ``tests``: points, difference, goals, meetings, meetings_again."""
    groups = [sorted(teams)]
    for test in tests:
        groups = [part for group in groups for part in _apply(group, teams, results, win, test)]
    return groups


def _apply(group: list[str], teams: Sequence[str], results: Sequence[Result], win: int, test: str) -> list[list[str]]:
    if len(group) == 1:
        return [group]
    if test in ("meetings", "meetings_again"):
        sheet = tally(group, results, win)
        numbers = {team: [sheet[team][0], sheet[team][1] - sheet[team][2], sheet[team][1]] for team in group}
    else:
        sheet = tally(teams, results, win)
        numbers = {}
        for team in group:
            points, scored, conceded = sheet[team]
            numbers[team] = [{"points": points, "difference": scored - conceded, "goals": scored}[test]]
    parts: list[list[str]] = []
    left = list(group)
    while left:
        best = left[0]
        for team in left[1:]:
            if numbers[team] > numbers[best]:
                best = team
        part = [team for team in left if numbers[team] == numbers[best]]
        left = [team for team in left if team not in part]
        parts.append(part)
    if test == "meetings_again" and len(parts) > 1:
        parts = [smaller for part in parts for smaller in _apply(part, teams, results, win, test)]
    return parts
