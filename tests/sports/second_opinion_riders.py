"""A second ranker of riders and their teams: dressage, eventing teams, jumping teams. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import known_of_all, piles, places_of

Places = dict[str, int | None]


def dressage(cards: Mapping[str, Any]) -> Places:
    """Cards: (per cent, artistic marks, collective marks, lowest of the team). Each of the last three parts only where all tied have it."""
    here = {who: card for who, card in cards.items() if card is not None}
    tests = [known_of_all(here, lambda card, at=at: card[at]) for at in range(4)]
    return places_of(piles(list(here), tests), cards)


FAILED = {"DRSS": 1000, "XC": 2000, "JUMP": 1000}
"""Tenths of a penalty for a rider who does not complete a test of eventing, since three ride and all three count."""


def team_in(test: str, riders: Sequence[int | str], four: bool) -> int:
    """Penalties of a team in one test, in tenths. ``four``: the best three of those who completed it. A word is a rider who did not."""
    if not four:
        return sum(FAILED[test] if isinstance(one, str) else one for one in riders)
    completed = [one for one in riders if not isinstance(one, str)]
    while len(completed) > 3:
        completed.remove(max(completed))
    return sum(completed)


def eventing(cards: Mapping[str, Any]) -> Places:
    """Cards: ({test: penalties in tenths}, substitutions). More tests ridden first; then fewer penalties, 20 for each rider who came in;
    then fewer in the cross-country, then fewer in the jumping."""
    here = {who: card for who, card in cards.items() if card is not None and card[0]}
    tests = [
        lambda pile: {who: len(here[who][0]) for who in pile},
        lambda pile: {who: -sum(here[who][0].values()) - 200 * here[who][1] for who in pile},
        lambda pile: {who: -here[who][0].get("XC", 0) for who in pile},
        lambda pile: {who: -here[who][0].get("JUMP", 0) for who in pile},
    ]
    return places_of(piles(list(here), tests), cards)


def jumping(cards: Mapping[str, Any]) -> Places:
    """Cards: (penalties, time or None, jump-off): the jump-off is ``EL``, (penalties, time or None), or ``None`` for who did not ride it.

    Of equal penalties those of the jump-off come first, in it by penalties and time, who was eliminated there last of them. Others by
    the time of the round. A time parts nobody as long as that of one of the tied is not known.
    """
    here = {who: card for who, card in cards.items() if card is not None}

    def rode(pile):
        return {who: 0 if here[who][2] is None else 1 if here[who][2] == "EL" else 2 for who in pile}

    def faults(pile):
        return {who: -here[who][2][0] for who in pile} if set(rode(pile).values()) == {2} else None

    def clock(pile):
        stood = set(rode(pile).values())
        if stood == {1}:
            return None
        times = {who: here[who][2][1] if stood == {2} else here[who][1] for who in pile}
        return None if None in times.values() else {who: -time for who, time in times.items()}

    tests = [lambda pile: {who: -here[who][0] for who in pile}, rode, faults, clock]
    return places_of(piles(list(here), tests), cards)
