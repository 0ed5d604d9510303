"""DT_PARTIC, DT_PARTIC_TEAMS, DT_PARTIC_HORSES, DT_PARTIC_NAME and DT_ENTRIES: who competes.

Only public names are taken: no birth date, no height, no place of residence.
"""

from __future__ import annotations

from collections.abc import Callable

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.documents import Horse
from kotinos.results.facts import Member, Participant
from kotinos.results.horse_facts import HorsesEntered
from kotinos.results.intake.odf.header import Header, rsc_of
from kotinos.results.intake.odf.schedule import PLACEHOLDERS
from kotinos.results.intake.reading import BadMessage, Broken, Entered, Reading, Said
from kotinos.results.intake.xml import Element, where
from kotinos.results.name_facts import LocalName, NamesTold

ATHLETES = ("AA", "AP", "AB")
"""First letters of ``MainFunctionId`` of those who compete: athletes, reserves, competition partners."""


def read(header: Header, competition: Element) -> list[Reading]:
    """Athletes; officials are left out."""
    return _each(competition, "Participant", _athlete)


def read_teams(header: Header, competition: Element) -> list[Reading]:
    """Teams, pairs, relays. Their members have names in DT_PARTIC only."""
    return _each(competition, "Team", _team)


def read_entries(header: Header, competition: Element) -> list[Reading]:
    """Entries of one event (2026): known competitors gain the event."""
    event = header.rsc(Level.EVENT)
    return _each(competition, "Entry", lambda element, spot: competitor(element, event, spot), missing_only=True)


def read_names(header: Header, competition: Element) -> list[Reading]:
    """What persons and teams are called in the language of the message."""
    names = [
        LocalName(id=one.get("Code", ""), family_name=one.get("FamilyName", ""), given_name=one.get("GivenName", ""))
        for one in competition.iterfind("Participant")
    ]
    names += [LocalName(id=one.get("Code", ""), name=one.get("Name", "")) for one in competition.iterfind("Team")]
    fact = NamesTold(language=header.language, names=tuple(names))
    return [Said(where=where(competition), fact=fact)] if names else []


def read_horses(header: Header, competition: Element) -> list[Reading]:
    """Horses, without the people who own and groom them."""
    horses = tuple(
        Horse(
            id=one.get("Code", ""),
            name=one.get("Name", ""),
            noc=one.get("Organisation", ""),
            sex=one.get("Sex", ""),
            born=one.get("YearBirth", ""),
            passport=one.get("Passport", ""),
            colour=one.get("ColourCode", ""),
            breed=one.get("BreedCode", ""),
            sire=one.get("Sire", ""),
            status="CANCEL" if one.get("Status") == "CANCEL" else "ACTIVE",
        )
        for one in competition.iterfind("Horse")
    )
    fact = HorsesEntered(discipline=header.rsc(Level.DISCIPLINE).discipline, horses=horses)
    return [Said(where=where(competition), fact=fact)] if horses else []


def _each(
    competition: Element,
    tag: str,
    read_one: Callable[[Element, str], Participant | None],
    missing_only: bool = False,
) -> list[Reading]:
    people: list[Participant] = []
    broken: list[Reading] = []
    for element in competition.iterfind(tag):
        try:
            person = read_one(element, where(element, Code=element.get("Code", "")))
        except BadMessage as bad:
            broken.append(Broken(where=bad.where, what=bad.what, right=bad.right))
        else:
            people += [person] if person else []
    if not people:
        return broken
    return [Entered(where=where(competition), participants=tuple(people), missing_only=missing_only), *broken]


def _identity(element: Element, spot: str) -> str:
    code = element.get("Code", "")
    if not 0 < len(code) <= 20:
        raise BadMessage(f"Code {code!r}", spot, "1 to 20 characters")
    return code


def _events(element: Element, spot: str) -> tuple[Rsc, ...]:
    return tuple(
        rsc_of(e.get("Event", ""), f"{spot}, RegisteredEvent") for e in element.iterfind("Discipline/RegisteredEvent")
    )


def _bests(element: Element) -> dict[str, str]:
    entries = element.iterfind("Discipline/RegisteredEvent/EventEntry")
    return {
        e.get("Code", ""): e.get("Value", "")
        for e in entries
        if e.get("Code") in ("PB", "SB", "QUAL_BEST") and e.get("Value")
    }


def _bib(element: Element) -> str:
    return next((bib for e in element.iterfind("Discipline/RegisteredEvent") if (bib := e.get("Bib", ""))), "")


def _class(element: Element) -> str:
    return next((c for e in element.iterfind("Discipline/RegisteredEvent") if (c := e.get("Class", ""))), "")


def _athlete(element: Element, spot: str) -> Participant | None:
    events = _events(element, spot)
    if not events and not element.get("MainFunctionId", "").startswith(ATHLETES):
        return None
    family = element.get("FamilyName", "")
    if not family:
        raise BadMessage("no FamilyName", spot, "a family name")
    given = element.get("GivenName", "")
    return Participant(
        id=_identity(element, spot),
        type="A",
        noc=element.get("Organisation", ""),
        name=element.get("TVName") or f"{given} {family}".strip(),
        print_name=element.get("PrintName") or f"{family} {given}".strip(),
        gender=element.get("Gender", ""),
        bib=_bib(element),
        events=events,
        bests=_bests(element),
        sport_class=_class(element),
    )


def _team(element: Element, spot: str) -> Participant | None:
    if element.get("ModificationIndicator") == "D" or element.get("Status") == "CANCEL":
        # A team that stood in a start list stays known; the start list says that it does not come.
        return None
    name = element.get("TVTeamName") or element.get("ShortName") or element.get("Name", "")
    if not name:
        raise BadMessage("no name", spot, "Name")
    return Participant(
        id=_identity(element, spot),
        type="T",
        noc=element.get("Organisation", ""),
        name=name,
        print_name=element.get("Name") or name,
        gender=element.get("Gender", ""),
        bib=element.get("Number", ""),
        events=_events(element, spot),
        members=_members(element),
    )


def competitor(element: Element, event: Rsc, spot: str) -> Participant | None:
    """A competitor as a result or an entry names it; ``None`` for a placeholder."""
    code = element.get("Code", "")
    if code in PLACEHOLDERS:
        return None
    team = element.get("Type", "A") == "T"
    athlete = element.find("Composition/Athlete/Description")
    described = element.find("Description")
    if described is None:
        described = athlete
    given = described.get("GivenName", "") if described is not None else ""
    family = described.get("FamilyName", "") if described is not None else ""
    title = described.get("TeamName", "") if described is not None else ""
    name = title if team and title else f"{given} {family.upper()}".strip()
    return Participant(
        id=_identity(element, spot),
        type="T" if team else "A",
        noc=element.get("Organisation", ""),
        name=name or code,
        print_name=title if team and title else f"{family.upper()} {given}".strip() or code,
        gender=described.get("Gender", "") if described is not None and not team else "",
        bib=element.get("Bib", "") or (_first_bib(element) if not team else ""),
        events=(event,),
        members=_members(element) if team else _guide(athlete),
        sport_class=athlete.get("Class", "") if athlete is not None and not team else "",
    )


def _guide(described: Element | None) -> tuple[Member, ...]:
    """Who guides an athlete, where the athlete's description names somebody."""
    code = described.get("GuideID", "") if described is not None else ""
    if described is None or not code:
        return ()
    family, given = described.get("GuideFamilyName", ""), described.get("GuideGivenName", "")
    return (Member(id=code, family_name=family.upper(), given_name=given, role="guide"),)


def _first_bib(element: Element) -> str:
    athlete = element.find("Composition/Athlete")
    return athlete.get("Bib", "") if athlete is not None else ""


def _members(element: Element) -> tuple[Member, ...]:
    members = []
    for at, athlete in enumerate(element.iterfind("Composition/Athlete"), 1):
        described = athlete.find("Description")
        order = athlete.get("Order", "")
        members.append(
            Member(
                id=athlete.get("Code", ""),
                family_name=described.get("FamilyName", "").upper() if described is not None else "",
                given_name=described.get("GivenName", "") if described is not None else "",
                gender=described.get("Gender", "") if described is not None else "",
                bib=athlete.get("Bib", ""),
                order=int(order) if order.isascii() and order.isdigit() else at,
                sport_class=described.get("Class", "") if described is not None else "",
            )
        )
    return tuple(members)
