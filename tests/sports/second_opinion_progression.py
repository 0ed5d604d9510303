"""A second judge of who goes through, heat after heat with a pencil. It shares no code with the first.

Cards: (heat, hundredths, lot or None); ``None`` is nobody who can go through.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
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


def in_own_heat(cards: Mapping[str, Any]) -> dict[str, int | None]:
    """The place of everybody in the own heat."""
    there = [who for who, card in cards.items() if card is not None]
    return {
        who: card and 1 + _ahead(who, cards, [other for other in there if cards[other][0] == card[0]])
        for who, card in cards.items()
    }


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


def within_nocs(cards: Mapping[str, Any], seats: int, of_one: int, reserves: int) -> Marks:
    """FIG: the best over all, at most ``of_one`` of a NOC. Cards: (points, NOC). All who share the last seat come.

    Equal ones of a NOC that has room for some of them hold that room and wait for lots: until then none of them has a mark.
    """
    marks: Marks = dict.fromkeys(cards)
    there = [who for who, card in cards.items() if card is not None]

    def room(who: str) -> tuple[int, int]:
        """Seats that the NOC has left for those who are level with ``who``, and how many these are."""
        own = [other for other in there if cards[other][1] == cards[who][1]]
        better = sum(cards[other][0] > cards[who][0] for other in own)
        return max(of_one - better, 0), sum(cards[other][0] == cards[who][0] for other in own)

    def ahead(who: str) -> Fraction:
        """Seats taken by those who are better; several who hold seats together have a share of them each."""
        count = Fraction(0)
        for other in there:
            if cards[other][0] > cards[who][0]:
                left, level = room(other)
                count += min(Fraction(left, level), 1)
        return count

    in_the_final = sum(
        (min(Fraction(*room(who)), Fraction(1)) for who in there if room(who)[0] and ahead(who) < seats), Fraction(0)
    )
    for who in there:
        left, level = room(who)
        if level > left:
            continue
        if ahead(who) < seats:
            marks[who] = "Q"
        elif ahead(who) - in_the_final < reserves:
            marks[who] = f"R{ahead(who) - in_the_final + 1}"
    return marks
