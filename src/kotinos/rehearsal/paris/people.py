"""Everybody of the recorded Games as DT_PARTIC and DT_PARTIC_TEAMS, discipline by discipline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from lxml.builder import E

from kotinos.codes.rsc import Level, Rsc
from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.paris.source import Mark, Recording
from kotinos.rehearsal.writing import odf


class Name(msgspec.Struct, frozen=True):
    """A name as the record prints it (``KIM Je Deok``), taken apart: the family name stands first, in capitals."""

    family: str
    given: str

    @property
    def tv(self) -> str:
        """``Je Deok KIM``."""
        return f"{self.given} {self.family}".strip()


def name_of(printed: str) -> Name:
    """Take a printed name apart; one that has no capitals is all family name."""
    words = printed.split()
    capital = 0
    while capital < len(words) and words[capital].upper() == words[capital]:
        capital += 1
    capital = capital or len(words)
    return Name(" ".join(words[:capital]), " ".join(words[capital:]))


class _Entered(msgspec.Struct):
    mark: Mark
    gender: str
    events: set[Rsc]


def cues(recording: Recording, venue: odf.Venue, at: datetime) -> Iterator[Cue]:
    """One message of persons and one of teams for each discipline."""
    entered: dict[str, dict[str, _Entered]] = {}
    for rsc, marks in recording.marks.items():
        for mark in marks:
            found = entered.setdefault(rsc.discipline, {})
            one = found.setdefault(mark.competitor, _Entered(mark, rsc.gender, set()))
            one.events.add(rsc.at(Level.EVENT))
    for discipline, people in sorted(entered.items()):
        persons = [_person(code, one) for code, one in sorted(people.items()) if not one.mark.team]
        teams = [_team(code, one, recording) for code, one in sorted(people.items()) if one.mark.team]
        members = _members(recording, people)
        code = Rsc.of(discipline)
        for kind, content in (("DT_PARTIC", persons + members), ("DT_PARTIC_TEAMS", teams)):
            if content:
                send = odf.message(venue, kind, code, 1, at, content)
                yield Cue(at=0, lane=discipline, what=f"{kind} {discipline}", send=send)


def _gender(gender: str) -> str:
    return gender if gender in ("M", "W", "X") else "X"


def _person(code: str, one: _Entered) -> odf.Element:
    name = name_of(one.mark.name)
    return _participant(code, name, one.mark.noc, one.gender, one.events, one.mark.bib)


def _participant(code: str, name: Name, noc: str, gender: str, events: set[Rsc], bib: str = "") -> odf.Element:
    registered = [E.RegisteredEvent(Event=e, **({"Bib": bib} if bib else {})) for e in sorted(events)]
    discipline = min(events).discipline
    made: odf.Element = E.Participant(
        E.Discipline(*registered, Code=Rsc.of(discipline)),
        Code=code,
        Parent=code,
        Status="ACTIVE",
        GivenName=name.given,
        FamilyName=name.family,
        PrintName=f"{name.family} {name.given}".strip(),
        PrintInitialName=f"{name.family} {name.given[:1]}".strip(),
        TVName=name.tv,
        TVInitialName=f"{name.given[:1]}. {name.family}" if name.given else name.family,
        Gender={"W": "F"}.get(_gender(gender), _gender(gender)),
        Organisation=noc,
        MainFunctionId="AA01",
    )
    return made


def _members(recording: Recording, people: dict[str, _Entered]) -> list[odf.Element]:
    """Persons known only as members of a team; they are entered with the team's events."""
    found: dict[str, tuple[str, _Entered, set[Rsc]]] = {}
    for code, one in sorted(people.items()):
        for athlete, printed in recording.members.get(code, ()) if one.mark.team else ():
            if athlete not in people:
                found.setdefault(athlete, (printed, one, set()))[2].update(one.events)
    return [
        _participant(a, name_of(p), one.mark.noc, one.gender, events) for a, (p, one, events) in sorted(found.items())
    ]


def _team(code: str, one: _Entered, recording: Recording) -> odf.Element:
    athletes = [
        E.Athlete(Code=athlete, Order=str(n)) for n, (athlete, _) in enumerate(recording.members.get(code, ()), start=1)
    ]
    registered = [E.RegisteredEvent(Event=e) for e in sorted(one.events)]
    team: odf.Element = E.Team(
        Code=code,
        Organisation=one.mark.noc,
        Name=one.mark.name,
        ShortName=one.mark.name[:40],
        TVTeamName=one.mark.name[:21],
        Gender=_gender(one.gender),
        TeamType="ORG",
    )
    if athletes:
        team.append(E.Composition(*athletes))
    team.append(E.Discipline(*registered, Code=Rsc.of(min(one.events).discipline)))
    return team
