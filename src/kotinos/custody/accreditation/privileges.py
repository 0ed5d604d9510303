"""What an accreditation opens, from its facts and the reference data of its day. PURE.

Effective access = what the category gives ∪ what the function gives ∪ the venue team's place ∪ overrides given − overrides taken away,
inside the category's window of days. Back-of-house is never implied by front-of-house: a zone that no row names is refused.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import msgspec

from kotinos.custody.accreditation.reference import AXES, Grant, Reference
from kotinos.custody.accreditation.season import Season


class Override(msgspec.Struct, frozen=True, order=True):
    """One value of one axis, given or taken away by a decision about one person."""

    axis: str
    value: str
    given: bool


class Facts(msgspec.Struct, frozen=True):
    """What an application says that its privileges depend on."""

    category: str
    function: str
    sport: str = ""
    team: str = ""
    overrides: tuple[Override, ...] = ()


class Privileges(msgspec.Struct, frozen=True):
    """What a card gives, each axis in the order of the reference data; nothing outside ``valid_from`` … ``valid_to`` (both included)."""

    venues: tuple[str, ...]
    zones: tuple[str, ...]
    transport: tuple[str, ...]
    dining: tuple[str, ...]
    seating: tuple[str, ...]
    valid_from: date
    valid_to: date
    ticket: tuple[str, ...] = ()

    def opens(self, venue: str, zone: str, day: date) -> bool:
        """Whether this zone of this venue is open to the bearer on ``day``."""
        return venue in self.venues and zone in self.zones and self.valid_from <= day <= self.valid_to


class Source(msgspec.Struct, frozen=True):
    """Where a value comes from: ``category``, ``function``, ``team`` or ``override``; ``through`` is the word that meant it (``OWN``)."""

    kind: str
    through: str = ""


def _group(reference: Reference, word: str, facts: Facts) -> tuple[str, ...]:
    """The venues that one word of a grant stands for."""
    venues = reference.venues.values()
    if word == "ALL":
        return tuple(reference.venues)
    if word == "COMPETITION":
        return tuple(venue.code for venue in venues if venue.kind == "competition")
    if word in ("OWN", "TRAINING"):
        kinds = ("competition", "training") if word == "OWN" else ("training",)
        # Who names no sport (a chef de mission) trains with every team; who names one, only with it.
        anywhere = word == "TRAINING" and not facts.sport
        return tuple(v.code for v in venues if v.kind in kinds and (anywhere or facts.sport in v.sports.split()))
    if word == "TEAM":
        return (reference.teams[facts.team].venue,) if facts.team in reference.teams else ()
    return (word,)


def _given(reference: Reference, grant: Grant, axis: str, facts: Facts) -> dict[str, Source]:
    kind = "category" if grant.function == "*" else "function"
    words: list[str] = getattr(grant, axis).split()
    if axis != "venues":
        return {word: Source(kind) for word in words}
    given: dict[str, Source] = {}
    for word in words:
        for venue in _group(reference, word, facts):
            given.setdefault(venue, Source(kind, "" if venue == word else word))
    return given


def order(reference: Reference, axis: str) -> tuple[str, ...]:
    """Every value of an axis, in the order of the reference data."""
    if axis == "venues":
        return tuple(reference.venues)
    return tuple(code for of, code in reference.codes if of == axis)


@lru_cache(maxsize=65536)
def sources(reference: Reference, facts: Facts) -> dict[str, dict[str, Source]]:
    """For every axis, the values that are given and where each comes from (before anything is taken away)."""
    grants = [
        g for g in reference.grants.values() if g.category == facts.category and g.function in ("*", facts.function)
    ]
    team = reference.teams.get(facts.team)
    found: dict[str, dict[str, Source]] = {}
    for axis in AXES:
        given: dict[str, Source] = {}
        for grant in sorted(grants, key=lambda g: g.function != "*"):
            for value, source in _given(reference, grant, axis, facts).items():
                given.setdefault(value, source)
        if team and axis in ("venues", "zones"):
            for value in (team.venue,) if axis == "venues" else team.zones.split():
                given.setdefault(value, Source("team"))
        for override in facts.overrides:
            if override.axis == axis and override.given:
                given.setdefault(override.value, Source("override"))
        found[axis] = given
    return found


def taken(facts: Facts, axis: str, value: str) -> bool:
    """Whether a decision about this person takes the value away; taking away is stronger than giving."""
    return Override(axis, value, False) in facts.overrides


@lru_cache(maxsize=65536)
def opened(reference: Reference, facts: Facts) -> dict[str, tuple[str, ...]]:
    """For every axis, what an accreditation with these facts opens by this reference, in the order of the reference data."""
    found = sources(reference, facts)
    return {
        axis: tuple(v for v in order(reference, axis) if v in found[axis] and not taken(facts, axis, v))
        for axis in AXES
    }


def effective(reference: Reference, season: Season, facts: Facts) -> Privileges:
    """The same with its days in this ``season``; raises `KeyError` for a category that the reference does not know."""
    window = season.of(reference, facts.category)
    return Privileges(valid_from=window.valid_from, valid_to=window.valid_to, **opened(reference, facts))
