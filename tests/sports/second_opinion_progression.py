"""A second judge of who goes through, heat after heat with a pencil. It shares no code with the first.

Cards: (heat, hundredths, lot or None); ``None`` is nobody who can go through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Marks = dict[str, str | None]


def _ahead(who: str, cards: Mapping[str, Any], field: list[str]) -> int:
    """How many of ``field`` are faster, or as fast with a better lot."""
    count = 0
    for other in field:
        if cards[other][1] < cards[who][1] or (
            cards[other][1] == cards[who][1] and _better_lot(cards[other][2], cards[who][2])
        ):
            count += 1
    return count


def _better_lot(one: int | None, two: int | None) -> bool:
    return one is not None and (two is None or one < two)


def by_place_and_time(cards: Mapping[str, Any], place: int, time: int) -> Marks:
    """World Athletics TR20, TR21: the first of each heat, then the fastest of the others; whoever ties for the last seat comes too."""
    marks: Marks = dict.fromkeys(cards)
    there = [who for who, card in cards.items() if card is not None]
    for who in there:
        heat = [other for other in there if cards[other][0] == cards[who][0]]
        if _ahead(who, cards, heat) < place:
            marks[who] = "Q"
    others = [who for who in there if marks[who] is None]
    for who in others:
        if _ahead(who, cards, others) < time:
            marks[who] = "q"
    return marks


def by_total(cards: Mapping[str, Any], seats: int, reserves: int) -> Marks:
    """World Aquatics SW 3.2: the fastest over all heats, then the reserves. A tie over the last seat waits for a swim-off.

    Nobody is a reserve whose order another tie leaves open.
    """
    marks: Marks = dict.fromkeys(cards)
    there = [who for who, card in cards.items() if card is not None]
    for who in there:
        ahead = _ahead(who, cards, there)
        level = sum(_ahead(other, cards, there) == ahead for other in there)
        if ahead + level <= seats:
            marks[who] = "Q"
        elif ahead >= seats and level == 1 and ahead < seats + reserves:
            marks[who] = f"R{ahead - seats + 1}"
    return marks
