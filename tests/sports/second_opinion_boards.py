"""A second ranker of what stands on a board: arrows, shots, jumps, parks, routes, classes, medals, and the rules of no sport in particular.

It shares no code with the first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.sports.second_opinion import from_the_best, known_of_all, piles, places_of

Places = dict[str, int | None]


def by(cards: Mapping[str, Any], *reads: Callable[[Any], Any]) -> Places:
    """More of each number in turn, each where everybody who is tied has it (``None``: not known)."""
    here = {who: card for who, card in cards.items() if card is not None}
    return places_of(piles(list(here), [known_of_all(here, read) for read in reads]), cards)


def archery(cards: Mapping[str, Any]) -> Places:
    """Cards: (points, tens, Xs, arrows of the shoot-off or None, tenths of a millimetre or None): the closest one only after equal arrows
    of all who shot off."""
    here = {who: card for who, card in cards.items() if card is not None}

    def closest(pile):
        if any(here[who][3] is None or here[who][4] is None for who in pile):
            return None
        return {who: -here[who][4] for who in pile}

    arrows = known_of_all(here, lambda card: None if card[3] is None else sum(10 if a == "X" else a for a in card[3]))
    tests = [known_of_all(here, lambda card, at=at: card[at]) for at in range(3)]
    return places_of(piles(list(here), [*tests, arrows, closest]), cards)


def jump(metres: int, k: int, awards: Sequence[int], wind: int, gate: int) -> int:
    """Tenths of a point of a jump: 60 at the K point, the metre value of a hill of that size, three awards of five, wind and gate.

    ``metres`` and ``awards`` in halves, ``wind`` and ``gate`` in tenths. Less than nothing is nothing.
    """
    tenths_a_metre = next(value for most, value in ((79, 22), (99, 20), (169, 18), (400, 12)) if k <= most)
    start = 1200 if k >= 170 else 600
    style = sum(awards) - max(awards) - min(awards)
    total = start + Fraction((metres - 2 * k) * tenths_a_metre, 2) + 5 * style + wind + gate
    assert total.denominator == 1
    return max(int(total), 0)


def park(cards: Mapping[str, Any]) -> Places:
    """Cards: (the total, all single scores): the total, then the best single score, the next best, and so on; a run that was not taken
    is worth nothing."""
    here = {who: card for who, card in cards.items() if card is not None}

    def singles(pile):
        longest = max(len(here[who][1]) for who in pile)
        return {who: from_the_best(here[who][1]) + [0] * (longest - len(here[who][1])) for who in pile}

    return places_of(piles(list(here), [known_of_all(here, lambda card: card[0]), singles]), cards)


def two_tricks(tricks: Sequence[tuple[int, str]]) -> int:
    """Big air: the two best of the best score of each kind of trick; a trick of no kind is one of its own."""
    best: list[int] = []
    for kind in {kind for _, kind in tricks if kind}:
        best.append(max(score for score, own in tricks if own == kind))
    best += [score for score, kind in tricks if not kind]
    return sum(from_the_best(best)[:2])


def skating_team(cards: Mapping[str, Sequence[tuple[int, int]]]) -> Places:
    """Cards: (place, score) of every segment: eleven less the place, added up; then the two best segments; then the scores of these."""

    def best_two(segments):
        worth = from_the_best([(max(11 - place, 0), score) for place, score in segments])[:2]
        return sum(points for points, _ in worth), sum(score for _, score in worth)

    return by(
        cards,
        lambda segments: sum(max(11 - place, 0) for place, _ in segments),
        lambda segments: best_two(segments)[0],
        lambda segments: best_two(segments)[1],
    )


def route(text: str) -> tuple[int, int]:
    """How far a lead climber came: ``TOP`` above all, a plus above the hold, a minus below it."""
    if text == "TOP":
        return 10_000, 0
    hold, sign = (text[:-1], text[-1]) if text[-1] in "+-" else (text, "")
    return int(hold), {"+": 1, "": 0, "-": -1}[sign]


def climbed(cards: Mapping[str, Any], worth: Callable[[Any], Any], one_group: bool) -> Places:
    """Cards: {round: result}. Who climbed in a later round is ahead, there by the result; a tie goes back to the round before.

    Between semi-finalists the qualification decides nothing, unless all climbed it in one group.
    """
    here = {who: card for who, card in cards.items() if card is not None}

    def in_round(name):
        def test(pile):
            if name == "Qualification" and not one_group and any("Semi-Final" in here[who] for who in pile):
                return None
            return {who: (1, worth(here[who][name])) if name in here[who] else (0, worth(None)) for who in pile}

        return test

    return places_of(piles(list(here), [in_round(name) for name in ("Final", "Semi-Final", "Qualification")]), cards)


def points_of_class(performance: Fraction, a: Fraction, b: Fraction, c: Fraction) -> int:
    """Whole points by the class table, cut: a · e^(−e^(b − c · x))."""
    exact = float(a) * math.exp(-math.exp(float(b) - float(c) * float(performance)))
    assert abs(exact - round(exact)) > 1e-6, "too near to a whole number to be told with binary fractions"
    return math.floor(exact)


def attempts(cards: Mapping[str, Sequence[int]]) -> Places:
    """Cards: points of all attempts; the best, then the next best, and so on; an attempt that is missing is worth nothing."""
    return park({who: card and (max(card), card) for who, card in cards.items()})


def factored(hundredths: int, percent: Fraction, unit: int) -> int:
    """A time with the percentage of its class, cut to ``unit`` hundredths."""
    return math.floor(hundredths * percent / 100 / unit) * unit
