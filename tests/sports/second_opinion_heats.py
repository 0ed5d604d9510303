"""A second ranker of races in heats: cross on snow and short track, a heat and a whole event. It shares no code with the first.

A card of a heat is ("home", place at the line or None, time or None), (IRM, place or None), or ``None`` for who has no place there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of

Places = dict[str, int | None]


def heat(cards: Mapping[str, Any], behind: Sequence[str]) -> Places:
    """Who came home by the order of arrival, who has none behind who has, among them by time where all have one; then who has an IRM
    of ``behind``, in that order, by how far they came."""
    here = {who: card for who, card in cards.items() if card is not None}

    def arrived(pile):
        return {who: 0 if here[who][0] == "home" else -1 - behind.index(here[who][0]) for who in pile}

    def line(pile):
        return {who: -1_000 if here[who][1] is None else -here[who][1] for who in pile}

    clock = known_of_all(here, lambda card: None if card[0] != "home" or card[2] is None else -card[2])
    return places_of(piles(list(here), [arrived, line, clock]), cards)


class Race:
    """One race of an event: who stood where, who stood nowhere, and who was put out of the event, or of the whole Games."""

    def __init__(self, places: Places, out: set[str], struck: set[str]) -> None:
        self.places, self.out, self.struck = places, out, struck


def event(finals: Sequence[Race], rounds: Sequence[Sequence[Race]], first: Places) -> Places:
    """``finals`` the better first, ``rounds`` from the last to the first, ``first`` the places of the qualification or of all heats.

    Everybody in the last race that it was in: final A, final B, then those who went no further, by the place in their heat, then by the
    place in ``first``. Who was put out of the event has no place, and leaves a gap; who was struck from the Games leaves none.
    """
    given: Places = {}
    taken = 0
    for race in finals:
        for who, place in race.places.items():
            given[who] = None if place is None or who in race.struck else taken + place
        taken += sum(who not in race.struck for who in race.places)
    for races in rounds:
        here = {who: race for race in races for who in race.places if who not in given}
        inside = {who: race.places[who] or 1_000 for who, race in here.items() if who not in race.out | race.struck}
        tests = [
            lambda pile, inside=inside: {who: -inside[who] for who in pile},
            lambda pile: {who: -(first.get(who) or 1_000) for who in pile},
        ]
        own = places_of(piles(list(inside), tests), here)
        given |= {who: None if place is None else taken + place for who, place in own.items()}
        taken += sum(who not in race.struck for who, race in here.items())
    rest = {who: place for who, place in first.items() if who not in given}
    for who, place in rest.items():
        ahead = sum(other is not None and place is not None and other < place for other in rest.values())
        given[who] = None if place is None else taken + ahead + 1
    return given
