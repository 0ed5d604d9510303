"""Competitor blocks: whom a row is about, complete enough to stand alone."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.extension import EntryFact
from kotinos.results.documents import CompetitorRef, MemberRef

PLACEHOLDERS = frozenset({"TBD", "BYE", "NOCOMP", "NCT", "NOAWARD"})
"""CC and SC codes that stand where no competitor is (yet)."""


def is_known(who: CompetitorRef) -> bool:
    """Whether ``who`` is somebody, not ``TBD`` or ``BYE``."""
    return who.id not in PLACEHOLDERS


def competitor(parent: Element, who: CompetitorRef, *, rsc: Rsc, bib: str = "") -> Element:
    """``Competitor``: a person with a composition of one, a team with its name and members. A placeholder carries only its code."""
    if not is_known(who):
        return add(parent, "Competitor", Code=who.id, Type=who.type)
    element = add(parent, "Competitor", Code=who.id, Type=who.type, Organisation=who.noc)
    if who.type == "A":
        athlete(add(element, "Composition"), who, noc=who.noc, rsc=rsc, bib=bib or who.bib)
        return element
    add(element, "Description", TeamName=who.name or who.noc)
    if who.members:
        composition = add(element, "Composition")
        for place, member in enumerate(_in_order(who.members), 1):
            athlete(composition, member, noc=who.noc, rsc=rsc, order=member.order or place, bib=member.bib)
    return element


def athlete(
    composition: Element, who: CompetitorRef | MemberRef, *, noc: str, rsc: Rsc, order: int = 1, bib: str = ""
) -> Element:
    """``Athlete`` with its ``Description``."""
    element = add(composition, "Athlete", Code=who.id, Order=order, Bib=bib)
    add(
        element,
        "Description",
        GivenName=who.given_name,
        FamilyName=who.family_name or who.name or who.id,
        Gender=person_gender(who.gender, rsc),
        Organisation=noc,
        Class=who.sport_class,
        **_guide(who),
    )
    return element


def _guide(who: CompetitorRef | MemberRef) -> dict[str, str]:
    """The first guide: the dictionary has room for one."""
    if not isinstance(who, CompetitorRef) or not who.guides:
        return {}
    guide = _in_order(who.guides)[0]
    return {
        "GuideID": guide.id,
        "GuideFamilyName": guide.family_name or guide.name or guide.id,
        "GuideGivenName": guide.given_name,
    }


def person_gender(gender: str, rsc: Rsc) -> str:
    """CC @PersonGender: ``M``, ``F``, or ``X`` where it is not said. Event letters are ``M`` and ``W``; persons are never ``W``."""
    said = gender or rsc.gender
    return {"M": "M", "W": "F", "F": "F"}.get(said, "X")


def entries(element: Element, facts: Iterable[EntryFact]) -> None:
    """``EventUnitEntry`` in its place: after ``Description`` and ``Coaches``; of two with the same code and position the first."""
    at = sum(1 for child in element if child.tag in ("Description", "Coaches", "EventUnitEntry"))
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.value and (fact.code, fact.pos) not in seen:
            seen.add((fact.code, fact.pos))
            element.insert(
                at, add(element, "EventUnitEntry", Type="EUE", Code=fact.code, Pos=fact.pos, Value=fact.value)
            )
            at += 1


def first_athlete(competitor_element: Element) -> Element | None:
    """The one athlete of an individual competitor."""
    return competitor_element.find("Composition/Athlete")


def _in_order(members: tuple[MemberRef, ...]) -> list[MemberRef]:
    return sorted(members, key=lambda member: (member.order or len(members), member.id))
