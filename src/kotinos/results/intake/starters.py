"""Competitors as others name them: on start lists, in teams, in passing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import Games
from kotinos.results.facts import Locator, Member, Participant, Refused, Start


def competitor_of(games: Games, unit: Rsc, start: Start, where: str) -> Start:
    """``start`` with its competitor's id: what it names is an id, else the bib of somebody entered in the unit's event."""
    if start.competitor in games.participants:
        return start
    event = unit.at(Level.EVENT)
    entered = [p for p in games.participants.values() if p.bib == start.competitor and event in p.events]
    if len(entered) != 1:
        how_many = f"{len(entered)} competitors have" if entered else "nobody has"
        raise Refused(f"{where}: {how_many} the id or, in {event}, the bib {start.competitor!r}", where)
    return msgspec.structs.replace(start, competitor=entered[0].id, bib=start.bib or start.competitor)


def as_listed(starts: Sequence[Start], who: Locator) -> Locator:
    """``who`` in the terms of a start list.

    A device has one number for a competitor, which some venues fill with the bib and some with the id: a bib that nobody wears is the
    id of whoever has it. Where nobody has a lane or a place in the order, as in a mass start, the lane that a device counts says nothing.
    """
    if (
        who.bib
        and not who.id
        and all(s.bib != who.bib for s in starts)
        and any(s.competitor == who.bib for s in starts)
    ):
        who = msgspec.structs.replace(who, id=who.bib, bib="")
    if who.lane and (who.id or who.bib) and not any(s.order for s in starts):
        who = msgspec.structs.replace(who, lane="")
    return who


def entered(games: Games, people: Iterable[Participant], missing_only: bool) -> tuple[Participant, ...]:
    """What is to be recorded of ``people``: with names for team members, and without taking anything from a fuller entry."""
    fresh = []
    for person in people:
        known = games.participants.get(person.id)
        if known is not None and missing_only:
            more = tuple(e for e in person.events if e not in known.events)
            person = msgspec.structs.replace(known, events=(*known.events, *more))
        fresh.append(msgspec.structs.replace(person, members=tuple(_named(games, m) for m in person.members)))
    return tuple(p for p in fresh if games.participants.get(p.id) != p)


def _named(games: Games, member: Member) -> Member:
    """A team's message lists its members by id only; their names are in their own entries."""
    known = games.participants.get(member.id)
    if member.family_name or known is None:
        return member
    words = (known.print_name or known.name).split()
    family = [w for w in words if w == w.upper()] or words[:1]
    given = [w for w in words if w not in family]
    return msgspec.structs.replace(
        member, family_name=" ".join(family), given_name=" ".join(given), gender=member.gender or known.gender
    )
