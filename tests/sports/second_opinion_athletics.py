"""A second ranker for times, jumps, throws and series, written plainly and sharing no code with the first.

It compares two competitors at a time and counts who is better: rank = 1 + how many are better. Marks are read by hand.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache


def ranks(cards, better):
    """Rank each card (those without a mark are ``None`` in the list, and have no rank)."""
    return [
        None if card is None else 1 + sum(1 for other in cards if other is not None and better(other, card))
        for card in cards
    ]


# -- times -------------------------------------------------------------------------------------------------------------


@cache
def seconds(text):
    """``1:02.11`` as a fraction of seconds."""
    total = Fraction(0)
    for part in text.split(":"):
        total = total * 60 + Fraction(part)
    return total


def track_better(a, b):
    """Cards: (mark, thousandths or None). Thousandths count only where both of equal marks have them."""
    if seconds(a[0]) != seconds(b[0]):
        return seconds(a[0]) < seconds(b[0])
    return a[1] is not None and b[1] is not None and a[1] < b[1]


# -- vertical jumps ----------------------------------------------------------------------------------------------------


def jump_facts(card):
    """From a card ``[(height in cm, "XXO")…]``: best, failures at the best, failures up to it. Read height by height."""
    cleared = [height for height, tried in card if tried.endswith("O")]
    if not cleared:
        return None
    best = max(cleared)
    there = next(tried.count("X") for height, tried in card if height == best)
    up_to = sum(tried.count("X") for height, tried in card if height <= best)
    return best, there, up_to


def jump_better(a, b):
    """Cards: (facts, jump-off trials). The jump-off is for those at the very top; the caller empties it for others."""
    (best_a, there_a, up_a), off_a = a
    (best_b, there_b, up_b), off_b = b
    if best_a != best_b:
        return best_a > best_b
    if there_a != there_b:
        return there_a < there_b
    if up_a != up_b:
        return up_a < up_b
    for at in range(max(len(off_a), len(off_b))):
        cleared_a = at < len(off_a) and off_a[at] == "O"
        cleared_b = at < len(off_b) and off_b[at] == "O"
        if cleared_a != cleared_b:
            return cleared_a
    return False


def jump_ranks(cards):
    facts = [jump_facts(heights) for heights, _ in cards]
    known = [one for one in facts if one]
    top = sorted(known, key=lambda f: (-f[0], f[1], f[2]))[0] if known else None
    judged = [
        None if fact is None else (fact, off if fact == top else "")
        for fact, (_, off) in zip(facts, cards, strict=True)
    ]
    return ranks(judged, jump_better)


# -- horizontal jumps and throws ---------------------------------------------------------------------------------------


def throw_better(a, b):
    """Cards: marks in cm. Take away the best of both until they differ, or one has none left."""
    left_a, left_b = list(a), list(b)
    while left_a and left_b:
        if max(left_a) != max(left_b):
            return max(left_a) > max(left_b)
        left_a.remove(max(left_a))
        left_b.remove(max(left_b))
    return bool(left_a) and not left_b


# -- combined events ---------------------------------------------------------------------------------------------------


def decathlon_better(a, b, others, old_rule):
    """Cards: points by event. The old rule compares within all who have the same total (``others``)."""
    if sum(a) != sum(b) or not old_rule:
        return sum(a) > sum(b)

    def won(card):
        rivals = [one for one in others if one is not card and sum(one) == sum(card)]
        return sum(1 for at, scored in enumerate(card) if all(scored > rival[at] for rival in rivals))

    if won(a) != won(b):
        return won(a) > won(b)
    for best_a, best_b in zip(sorted(a)[::-1], sorted(b)[::-1], strict=True):
        if best_a != best_b:
            return best_a > best_b
    return False


# -- sailing -----------------------------------------------------------------------------------------------------------


def sailing_better(a, b):
    """Cards: [(points, discarded)…] in the order of the races."""
    kept_a, kept_b = ([points for points, gone in card if not gone] for card in (a, b))
    if sum(kept_a) != sum(kept_b):
        return sum(kept_a) < sum(kept_b)
    for x, y in zip(sorted(kept_a), sorted(kept_b), strict=True):
        if x != y:
            return x < y
    for (x, _), (y, _) in zip(a[::-1], b[::-1], strict=True):
        if x != y:
            return x < y
    return False
