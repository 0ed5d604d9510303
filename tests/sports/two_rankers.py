"""Holding a second ranker against the rulebook, competition after competition.

A family of seeded competitions is a function from dice to `Played`: what was measured, and the places a second ranker gives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Match, Row, Unit


def place(row: Row) -> int | None:
    """What two rankers agree on unless a family says otherwise."""
    return row.rank


def outcome(row: Row) -> str | None:
    """Who won a duel: ``W``, ``L``, ``T``, or ``None`` while it is open."""
    return row.wlt


class Played(NamedTuple):
    """One competition, and the place of everybody by the second ranker (``None``: no place), or what ``read`` reads."""

    rule: str | Rsc
    entries: Sequence[Entry]
    expected: Mapping[str, Any]
    facts: Mapping[str, Any] = {}
    day: date | None = None
    matches: tuple[Match, ...] = ()
    read: Callable[[Row], Any] = place


Play = Callable[[random.Random], Played]


def entries_of(raws: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    """Entries by name; ``irm``, ``group``, ``order`` and ``noc`` among the raw values are those of the entry."""
    own = ("irm", "group", "order", "noc")
    return [
        Entry(
            n=n,
            id=who,
            raw={name: value for name, value in raw.items() if name not in own},
            **{name: raw[name] for name in own if name in raw},
        )
        for n, (who, raw) in enumerate(raws.items())
    ]


def competition(play: Play, seed: int) -> tuple[Played, Unit]:
    """The competition with a seed, and as the rulebook gets it: in any order."""
    dice = random.Random(f"{play.__name__} {seed}")
    played = play(dice)
    shuffled = dice.sample(played.entries, len(played.entries))
    return played, Unit(
        id=f"seed {seed}",
        rule=None if isinstance(played.rule, Rsc) else played.rule,
        rsc=played.rule if isinstance(played.rule, Rsc) else None,
        entries=tuple(replace(entry, n=n) for n, entry in enumerate(shuffled)),
        facts=played.facts,
        date=played.day,
        matches=played.matches,
    )


def disagreement(play: Play, seed: int) -> str:
    """What the two say of one competition where they differ, else nothing."""
    played, unit = competition(play, seed)
    first = {row.id: played.read(row) for row in rulebook.rank(unit).rows}
    if first == dict(played.expected):
        return ""
    differing = {who: (first.get(who), place) for who, place in played.expected.items() if first.get(who) != place}
    return f"{play.__name__}, seed {seed}: (first, second) {differing}\n{unit}"


def disagreements(play: Play, seeds: Iterable[int]) -> list[str]:
    """Every competition in which the two differ."""
    return [found for seed in seeds if (found := disagreement(play, seed))]
