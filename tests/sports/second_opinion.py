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
