"""Who stands in a row: references that need no other document to be shown."""

from __future__ import annotations

from kotinos.codes import events
from kotinos.codes.rsc import Rsc
from kotinos.codes.table import UnknownCode
from kotinos.results.competition import Games
from kotinos.results.documents import CompetitorRef, MemberRef
from kotinos.results.facts import Member, Participant

BYE = CompetitorRef(id="BYE")


def to_be_determined(rsc: Rsc) -> CompetitorRef:
    """Somebody who is not known yet: an athlete, or in a team event a team."""
    try:
        return CompetitorRef(id="TBD", type=events.get(rsc).competitor_type)
    except UnknownCode:
        return CompetitorRef(id="TBD")


def reference(games: Games, competitor: str, bib: str = "") -> CompetitorRef:
    """The public face of a competitor; an id that is not entered (``TBD``, ``BYE``) stands for itself."""
    person = games.participants.get(competitor)
    return of_participant(person, bib) if person else CompetitorRef(id=competitor)


def of_participant(person: Participant, bib: str = "") -> CompetitorRef:
    """The same for a participant; a team carries its members, an athlete those who guide it."""
    return CompetitorRef(
        id=person.id,
        type=person.type,
        noc=person.noc,
        name=person.name,
        print_name=person.print_name,
        given_name=person.given_name,
        family_name=person.family_name,
        gender=person.gender,
        bib=bib or person.bib,
        members=tuple(_member(m) for m in person.members) if person.type == "T" else (),
        sport_class=person.sport_class,
        guides=tuple(_member(m) for m in person.members) if person.type == "A" else (),
    )


def _member(member: Member) -> MemberRef:
    return MemberRef(
        id=member.id,
        name=f"{member.given_name} {member.family_name}".strip(),
        print_name=f"{member.family_name} {member.given_name}".strip(),
        given_name=member.given_name,
        family_name=member.family_name,
        gender=member.gender,
        bib=member.bib,
        order=member.order,
        role=member.role,
        sport_class=member.sport_class,
    )
