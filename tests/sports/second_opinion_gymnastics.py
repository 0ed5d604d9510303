"""A second way to rank an apparatus: by counting, for each gymnast, how many are ahead. Shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping

Card = tuple[int, int, int]
"""Difficulty, execution, penalty in thousandths."""


def ranks(cards: Mapping[str, Card], *, ties_broken: bool) -> dict[str, int]:
    """The rank of each gymnast is one more than the number of those who beat her."""
    return {name: 1 + sum(_beats(other, card, ties_broken) for other in cards.values()) for name, card in cards.items()}


def _beats(one: Card, two: Card, ties_broken: bool) -> bool:
    total_one, total_two = one[0] + one[1] - one[2], two[0] + two[1] - two[2]
    if total_one > total_two:
        return True
    if total_one < total_two or not ties_broken:
        return False
    if one[1] != two[1]:
        return one[1] > two[1]
    return one[0] > two[0]
