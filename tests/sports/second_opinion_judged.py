"""A second ranker of what judges award: runs, tricks, waves, dives, routines. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.sports.second_opinion import first_difference, from_the_best, known_of_all, piles, places_of, ranks

Places = dict[str, int | None]


def best_of(cards: Mapping[str, Any], runs: int, tricks: int, either: int) -> Places:
    """Cards: (scores of runs, scores of tricks). Counted are the best of each kind, or the best ``either`` of all.

    A tie goes to the best single score, then to the next best.
    """

    def total(card):
        if either:
            return sum(from_the_best(card[0] + card[1])[:either])
        return sum(from_the_best(card[0])[:runs]) + sum(from_the_best(card[1])[:tricks])

    def better(a, b):
        if total(a) != total(b):
            return total(a) > total(b)
        return first_difference(*_evenly(from_the_best(a[0] + a[1]), from_the_best(b[0] + b[1]))) or False

    return ranks(cards, better)


def _evenly(one: list[int], two: list[int]) -> tuple[list[int], list[int]]:
    """A run or wave that was not taken is worth as much as one that failed: nothing."""
    longest = max(len(one), len(two))
    return one + [0] * (longest - len(one)), two + [0] * (longest - len(two))


def park_runs(cards: Mapping[str, Any], average: bool) -> Places:
    """Cards: the scores of two runs: their average or the better one, then the better one, then the other."""

    def better(a, b):
        if average and sum(a) != sum(b):
            return sum(a) > sum(b)
        return first_difference(from_the_best(a), from_the_best(b)) or False

    return ranks(cards, better)


def dive(awards: list[Any], difficulty: Any) -> Fraction:
    """An individual dive: strike out the highest and the lowest award until three are left."""
    left = [Fraction(award) for award in awards]
    while len(left) > 3:
        left.remove(max(left))
        left.remove(min(left))
    return sum(left) * Fraction(difficulty)


def synchronised(first: list[Any], second: list[Any], together: list[Any], difficulty: Any) -> Fraction:
    """Of eleven judges strike out the extremes of each panel; of nine, those of both divers together. Then 3/5."""

    def without_extremes(awards):
        left = [Fraction(award) for award in awards]
        left.remove(max(left))
        left.remove(min(left))
        return left

    divers = without_extremes(first + second) if len(first) == 2 else without_extremes(first) + without_extremes(second)
    return (sum(divers) + sum(without_extremes(together))) * Fraction(3, 5) * Fraction(difficulty)


def most(cards: Mapping[str, Any]) -> Places:
    """Cards: totals; ties stand."""
    return ranks(cards, lambda a, b: a > b)


def most_then(cards: Mapping[str, Any], order: tuple[str, ...]) -> Places:
    """Cards: {"total": …, and parts by letter}: ties go by the parts in ``order``, each where all who are tied have it."""
    here = {who: card for who, card in cards.items() if card is not None}
    tests = [known_of_all(here, lambda card, part=part: card.get(part)) for part in ("total", *order)]
    return places_of(piles(list(here), tests), cards)


def all_around(cards: Mapping[str, Any]) -> Places:
    """Cards: scores on each apparatus. A tie goes to the best sum when each leaves out the lowest score, then two, and so on."""

    def better(a, b):
        left_a, left_b = list(a), list(b)
        while left_a and left_b:
            if sum(left_a) != sum(left_b):
                return sum(left_a) > sum(left_b)
            left_a.remove(min(left_a))
            left_b.remove(min(left_b))
        return False

    return ranks(cards, better)


def vaults(cards: Mapping[str, Any]) -> Places:
    """Cards: the scores of two vaults: their sum, then the higher one."""

    def better(a, b):
        return sum(a) > sum(b) if sum(a) != sum(b) else max(a) > max(b)

    return ranks(cards, better)


def boulders(cards: Mapping[str, Any], since_2018: bool) -> Places:
    """Cards: (tops, tries to them, zones, tries to them)."""

    def better(a, b):
        order = (0, 2, 1, 3) if since_2018 else (0, 1, 2, 3)
        for at in order:
            if a[at] != b[at]:
                return a[at] > b[at] if at in (0, 2) else a[at] < b[at]
        return False

    return ranks(cards, better)
