"""A second ranker of routines and exercises that are added up: rhythmic, artistic swimming, trampoline, teams of gymnasts.

It shares no code with the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of

Places = dict[str, int | None]


def exercise(parts: Mapping[str, int | None], letters: str, penalty: int, shown: int | None) -> int | None:
    """The score of one exercise: its parts less the penalty, not below nothing; what the board shows where a part is not known."""
    total = 0
    for letter in letters:
        part = parts[letter]
        if part is None:
            return shown
        total += part
    return 0 if penalty > total else total - penalty


def by_parts(cards: Mapping[str, Any], order: str) -> Places:
    """Cards: (score, {letter: part or None}). A tie goes to more of each part in ``order``, where everybody who is tied has it."""
    here = {who: card for who, card in cards.items() if card is not None}
    tests = [known_of_all(here, lambda card: card[0])]
    tests += [known_of_all(here, lambda card, letter=letter: card[1][letter]) for letter in order]
    return places_of(piles(list(here), tests), cards)


def added(exercises: Sequence[tuple[int, Mapping[str, int | None]]], order: str) -> tuple[int, dict[str, int | None]]:
    """Several exercises as one card for `by_parts`: the sum of the scores, and of each part that every exercise has."""
    together: dict[str, int | None] = {}
    for letter in order:
        parts = [part[letter] for _, part in exercises]
        together[letter] = None if None in parts else sum(part for part in parts if part is not None)
    return sum(score for score, _ in exercises), together


def team(scores: Mapping[str, Sequence[int]]) -> int:
    """On every apparatus the three best scores."""
    total = 0
    for apparatus in scores.values():
        left = list(apparatus)
        while len(left) > 3:
            left.remove(min(left))
        total += sum(left)
    return total
