"""How every second ranker gives places: it counts, for each competitor, how many are better. No keys, no sorting.

Shares no code with the first. A card is whatever a family's ``better`` understands; ``None`` is nobody to be placed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Better = Callable[[Any, Any], bool]


def ranks(cards: Mapping[str, Any], better: Better) -> dict[str, int | None]:
    """The place of each is one more than the number of those who are better."""
    return {
        who: None
        if card is None
        else 1 + sum(1 for other in cards.values() if other is not None and better(other, card))
        for who, card in cards.items()
    }


def first_difference(one: list[Any], two: list[Any], *, high: bool = True) -> bool | None:
    """Whether ``one`` is better where the two lists first differ; ``None`` where they never do."""
    for a, b in zip(one, two, strict=False):
        if a != b:
            return (a > b) is high
    return None


def from_the_best(numbers: list[Any]) -> list[Any]:
    """The numbers from the highest on, by taking the highest away again and again."""
    left, taken = list(numbers), []
    while left:
        taken.append(max(left))
        left.remove(max(left))
    return taken


def piles(group: list[str], tests: list[Callable[[list[str]], Mapping[str, Any] | None]]) -> list[list[str]]:
    """The names laid in piles that share a place, best pile first: each test takes apart every pile that is still together.

    A test gives a number to each of the pile, the highest best, or ``None`` where it says nothing about this pile.
    """
    laid = [group] if group else []
    for test in tests:
        laid = [part for pile in laid for part in _take_apart(pile, test(pile) if len(pile) > 1 else None)]
    return laid


def _take_apart(pile: list[str], numbers: Mapping[str, Any] | None) -> list[list[str]]:
    if numbers is None:
        return [pile]
    parts, left = [], list(pile)
    while left:
        best = max(numbers[who] for who in left)
        parts.append([who for who in left if numbers[who] == best])
        left = [who for who in left if numbers[who] != best]
    return parts


def places_of(laid: list[list[str]], everybody: Mapping[str, Any]) -> dict[str, int | None]:
    """Places by piles: the next pile stands behind as many as lie in those before it; who is in none has no place."""
    places: dict[str, int | None] = dict.fromkeys(everybody)
    ahead = 0
    for pile in laid:
        for who in pile:
            places[who] = ahead + 1
        ahead += len(pile)
    return places


def known_of_all(
    cards: Mapping[str, Any], read: Callable[[Any], Any]
) -> Callable[[list[str]], Mapping[str, Any] | None]:
    """A test that says something only where every card of the pile has a value."""

    def test(pile: list[str]) -> Mapping[str, Any] | None:
        numbers = {who: read(cards[who]) for who in pile}
        return None if None in numbers.values() else numbers

    return test
