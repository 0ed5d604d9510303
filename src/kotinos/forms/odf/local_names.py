"""DT_PARTIC_NAME: names in another language and its script, one message a language."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add, text
from kotinos.forms.odf.competitor import person_gender
from kotinos.results.documents import LocalNameLine, LocalNamesBody

_FAMILY_FIRST = frozenset({"CHI", "HUN", "JPN", "KOR", "VIE"})
"""Languages that say the family name first, on television too."""


def fill_names(competition: Element, body: LocalNamesBody, discipline: Rsc) -> None:
    """Append ``Participant`` and ``Team`` elements, each in order of their codes."""
    for line in body.names:
        if line.type == "A":
            _person(competition, line, body.language, discipline)
    for line in body.names:
        if line.type == "T":
            name = text(line.name) or line.noc
            add(
                competition,
                "Team",
                Code=line.id,
                Organisation=line.noc,
                Name=name[:73],
                ShortName=name[:40],
                TVTeamName=name[:21],
            )


def _person(competition: Element, line: LocalNameLine, language: str, discipline: Rsc) -> None:
    known, given = text(line.family_name or line.name), text(line.given_name)
    family, given = (known, given) if known else (given or line.id, "")
    upper = family.upper()
    initial = _initial(given)
    on_tv = (upper, given) if language in _FAMILY_FIRST else (given, upper)
    short = (upper, initial) if language in _FAMILY_FIRST else (initial, upper)
    add(
        competition,
        "Participant",
        Code=line.id,
        Parent=line.id,
        GivenName=given[:25],
        FamilyName=family[:25],
        PrintName=_joined(35, upper, given),
        PrintInitialName=_joined(18, upper, initial.rstrip(".")),
        TVName=_joined(35, *on_tv),
        TVInitialName=_joined(18, *short),
        TVFamilyName=upper[:25],
        Gender=person_gender(line.gender, discipline),
        Organisation=line.noc,
    )


def _initial(given: str) -> str:
    """``Ю.`` of ``Юрий``; a script without capitals has no initials: the whole name."""
    return f"{given[0]}." if given[:1].isupper() else given


def _joined(length: int, *parts: str) -> str:
    return " ".join(part for part in parts if part)[:length].rstrip()
