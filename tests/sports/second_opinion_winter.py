"""A second ranker of the winter programme: runs, jumps, segments, sprints, stones. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of, ranks

Places = dict[str, int | None]


def runs(cards: Mapping[str, Any]) -> Places:
    """Cards: the times of the runs so far. Who has come down more often is before who still has to; then the least total."""

    def better(a, b):
        return len(a) > len(b) if len(a) != len(b) else sum(a) < sum(b)

    return ranks(cards, better)


def jumps(cards: Mapping[str, Any]) -> Places:
    """Cards: the points of one or two rounds, added up; ties stand."""
    return ranks(cards, lambda a, b: sum(a) > sum(b))


def skating(cards: Mapping[str, Any]) -> Places:
    """Cards: (short programme, free skating or None). Both before one, then the total, then the free skating (ISU 353.4)."""

    def better(a, b):
        if (a[1] is None) != (b[1] is None):
            return b[1] is None
        mine, theirs = a[0] + (a[1] or 0), b[0] + (b[1] or 0)
        return mine > theirs if mine != theirs else (a[1] or 0) > (b[1] or 0)

    return ranks(cards, better)


def segment(cards: Mapping[str, Any], free: bool) -> Places:
    """Cards: (score, technical score, components): in the short programme the technical score breaks a tie, in the free the other."""

    def better(a, b):
        return a[0] > b[0] if a[0] != b[0] else a[2 if free else 1] > b[2 if free else 1]

    return ranks(cards, better)


def mass_start(cards: Mapping[str, Any], at_the_line: Sequence[int]) -> Places:
    """Cards: places in three sprints on the way, and at the line: 3, 2, 1 points, ``at_the_line`` at the end; then the line."""

    def points(card):
        way = sum({1: 3, 2: 2, 3: 1}.get(place, 0) for place in card[:3])
        return way + (at_the_line[card[3] - 1] if card[3] <= len(at_the_line) else 0)

    def better(a, b):
        return points(a) > points(b) if points(a) != points(b) else a[3] < b[3]

    return ranks(cards, better)


def individual(cards: Mapping[str, Any]) -> Places:
    """Biathlon. Cards: (time on skis in tenths, misses): a minute for every miss."""
    return ranks(cards, lambda a, b: a[0] + 600 * a[1] < b[0] + 600 * b[1])


def round_robin(teams: list[str], results: Sequence[tuple[str, str, int, int]], stones: Mapping[str, Any]) -> Places:
    """Curling since 2021: wins, wins among those who are level, the draw shot challenge where all of them have one."""

    def won(pile, among):
        return {
            team: sum(
                (team == home and own > other) or (team == away and other > own)
                for home, away, own, other in results
                if home in among and away in among
            )
            for team in pile
        }

    tests = [
        lambda pile: won(pile, teams),
        lambda pile: won(pile, pile),
        known_of_all(stones, lambda centimetres: None if centimetres is None else -centimetres),
    ]
    return places_of(piles(teams, tests), dict.fromkeys(teams))
