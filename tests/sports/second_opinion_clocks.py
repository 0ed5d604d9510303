"""A second ranker of what a clock or a line decides: runs, laps, pursuits, sprints of two, climbing. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of

Places = dict[str, int | None]


def skied(cards: Mapping[str, Any]) -> Places:
    """Cards: ("home", time, place or None), or ("LAP", None, place or None): the time, then the line; who was lapped is behind, by the
    place that the judges gave. Who was not told apart is behind who was."""
    here = {who: card for who, card in cards.items() if card is not None}
    tests = [
        lambda pile: {who: here[who][0] == "home" for who in pile},
        lambda pile: {who: -(here[who][1] or 0) for who in pile},
        lambda pile: {who: -1_000 if here[who][2] is None else -here[who][2] for who in pile},
    ]
    return places_of(piles(list(here), tests), cards)


def pursuit(home: Any, away: Any) -> tuple[str | None, str | None]:
    """A heat of two against the clock. A card is a time, ``OVL`` for who was caught, another IRM that loses the heat, ``out`` for who is
    not in it at all, or ``None`` while nothing is known."""

    def worth(card):
        return (
            {"caught it": 0, "OVL": 2, "DNF": 3, "REL": 4}.get(card, 5 if card == "out" else 1)
            if card is not None
            else None
        )

    cards = [home, away]
    for at in (0, 1):
        if cards[at] is None and cards[1 - at] == "OVL":
            cards[at] = "caught it"
    one, two = map(worth, cards)
    if one is None or two is None or one == two == 5:
        return None, None
    if one != two:
        return ("W", "L") if one < two else ("L", "W")
    if one != 1 or cards[0] == cards[1]:
        return "T", "T"
    return ("W", "L") if cards[0] < cards[1] else ("L", "W")


def rides(home: Sequence[int], away: Sequence[int]) -> tuple[str | None, str | None]:
    """A sprint over the best of three: places in each ride; two wins decide, before that nobody has won."""
    won = sum(place == 1 for place in home), sum(place == 1 for place in away)
    if max(won) < 2:
        return None, None
    return ("W", "L") if won[0] > won[1] else ("L", "W")


def climbed(cards: Mapping[str, Sequence[int] | None], through: set[str]) -> Places:
    """Seeding and elimination of speed climbing: who goes on, then the best time, then the next; who has only one is behind."""
    here = {who: sorted(times) for who, times in cards.items() if times}

    def at(n):
        return lambda pile: {who: -here[who][n] if len(here[who]) > n else -(10**9) for who in pile}

    tests = [lambda pile: {who: who in through for who in pile}, at(0), at(1)]
    return places_of(piles(list(here), tests), cards)


def lucky(
    heats: Sequence[Sequence[tuple[str, bool, Any]]], times: Mapping[str, Sequence[int] | None], seats: int
) -> set[str]:
    """Who goes on from elimination heats of (who, won, may be a lucky loser): the winners, then the losers with the best times."""
    going = {who for heat in heats for who, won, _ in heat if won}
    left = [who for heat in heats for who, won, may in heat if may and not won and times[who]]
    while left and len(going) < seats:
        best = left[0]
        for who in left[1:]:
            if (sorted(times[who] or ()), who) < (sorted(times[best] or ()), best):
                best = who
        going.add(best)
        left.remove(best)
    return going


def skated(cards: Mapping[str, Any], line: Sequence[int]) -> Places:
    """Mass start on ice. Cards: ("home", places in the sprints, laps, place at the line) or ("DNF", place or None).

    3, 2, 1 points in each sprint and ``line`` at the end; then more laps; then the line. Who did not finish is behind.
    """
    here = {who: card for who, card in cards.items() if card is not None}

    def points(card):
        if card[0] == "DNF":
            return -1
        way = sum({1: 3, 2: 2, 3: 1}.get(place, 0) for place in card[1])
        return way + (line[card[3] - 1] if card[3] <= len(line) else 0)

    tests = [
        lambda pile: {who: points(here[who]) for who in pile},
        lambda pile: {who: here[who][2] if here[who][0] == "home" else 0 for who in pile},
        lambda pile: {who: -(here[who][-1] if here[who][-1] is not None else 1_000) for who in pile},
    ]
    return places_of(piles(list(here), tests), cards)


def boats(cards: Mapping[str, Any]) -> Places:
    """One race of a regatta. Cards: points of those who finished. Fewer are better; equal ones share the place."""
    here = {who: card for who, card in cards.items() if card is not None}
    return places_of(piles(list(here), [known_of_all(here, lambda card: -card)]), cards)
