"""DT_PARTIC and DT_PARTIC_TEAMS: everyone entered in a discipline; their ``_UPDATE``: who came, changed or went since."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import person_gender
from kotinos.forms.odf.naming import latin, names
from kotinos.results.documents import CompetitorRef, MemberRef, ParticipantsBody

ATHLETE = "AA01"
"""CC @DisciplineFunction of an athlete."""


def people(body: ParticipantsBody) -> dict[str, tuple[CompetitorRef | MemberRef, str, dict[Rsc, str]]]:
    """Every person by id: who, for whom, and the events entered with the bib there. Members of teams are persons too."""
    found: dict[str, tuple[CompetitorRef | MemberRef, str, dict[Rsc, str]]] = {}
    for entry in body.participants:
        events = body.events.get(entry.id, ())
        for person in (entry,) if entry.type == "A" else entry.members:
            known = found.setdefault(person.id, (person, entry.noc, {}))
            known[2].update(dict.fromkeys(events, person.bib))
    return dict(sorted(found.items()))


def teams(body: ParticipantsBody) -> list[CompetitorRef]:
    """The teams, in order of their codes."""
    return sorted((entry for entry in body.participants if entry.type == "T"), key=lambda team: team.id)


def fill_partic(competition: Element, body: ParticipantsBody, discipline: Rsc) -> None:
    """Append ``Participant`` elements."""
    for id_, (person, noc, events) in people(body).items():
        family = person.family_name or person.name or id_
        forms = names(person.given_name, family)
        gender = person_gender(person.gender, _one_gender(events, discipline))
        element = add(
            competition,
            "Participant",
            Code=id_,
            Parent=id_,
            Status="ACTIVE",
            GivenName=person.given_name[:25],
            FamilyName=family[:25],
            PrintName=forms.print,
            PrintInitialName=forms.print_initial,
            TVName=forms.tv,
            TVInitialName=forms.tv_initial,
            TVFamilyName=forms.tv_family,
            Gender=gender,
            Organisation=noc,
            MainFunctionId=ATHLETE,
            Current="true",
        )
        own = add(element, "Discipline", Code=discipline)
        for event, bib in sorted(events.items()):
            add(own, "RegisteredEvent", Event=event, Bib=bib, Class=person.sport_class)


def fill_teams(competition: Element, body: ParticipantsBody, discipline: Rsc) -> None:
    """Append ``Team`` elements."""
    for team in teams(body):
        events = body.events.get(team.id, ())
        name = team.name or team.noc
        element = add(
            competition,
            "Team",
            Code=team.id,
            Organisation=team.noc,
            Name=name[:73],
            ShortName=name[:40],
            TVTeamName=(latin(name) or team.noc)[:21].rstrip(),
            Gender=_one_gender(events, discipline).gender.replace("-", "O"),
            TeamType="ORG",
            Number=int(team.id[-2:]) if team.id[-2:].isdigit() else 1,
            Current="true",
        )
        if team.members:
            composition = add(element, "Composition")
            for place, member in enumerate(team.members, 1):
                add(composition, "Athlete", Code=member.id, Order=member.order or place)
        own = add(element, "Discipline", Code=discipline)
        for event in sorted(events):
            add(own, "RegisteredEvent", Event=event)


def fill_changes(
    competition: Element,
    body: ParticipantsBody,
    before: ParticipantsBody,
    discipline: Rsc,
    fill: Callable[[Element, ParticipantsBody, Rsc], None],
) -> None:
    """Append the full record of everyone whom ``fill`` tells otherwise than ``before``; nothing where all are told as they were.

    Who is gone is told once more as last known: a person is cancelled, for persons are never deleted, and a team deleted.
    """
    now, stood = _told(fill, body, discipline), _told(fill, before, discipline)
    for code in sorted(now.keys() | stood.keys()):
        gone = code not in now
        element = stood[code] if gone else now[code]
        if not gone and code in stood and etree.tostring(element) == etree.tostring(stood[code]):
            continue
        if gone and element.tag == "Participant":
            element.set("Status", "CANCEL")
        changed = "D" if gone and element.tag == "Team" else "U"
        element.set("ModificationIndicator", changed if code in stood else "N")
        competition.append(element)


def _told(
    fill: Callable[[Element, ParticipantsBody, Rsc], None], body: ParticipantsBody, discipline: Rsc
) -> dict[str, Element]:
    """What is said of each, by code. Compared as sent: what a message does not say is no change of it."""
    everyone = etree.Element("Competition")
    fill(everyone, body, discipline)
    return {element.get("Code", ""): element for element in everyone}


def _one_gender(events: Iterable[Rsc], discipline: Rsc) -> Rsc:
    """An event that says the gender, if all events say the same; else the discipline, which says none."""
    found = list(events)
    return found[0] if found and len({event.gender for event in found}) == 1 else discipline
