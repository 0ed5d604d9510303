"""Codes that are looked up in the code tables. A code they do not know is a warning: tables differ from Games to Games."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from kotinos.codes import nocs, odf_codes, sport_codes, statistics
from kotinos.codes.table import UnknownCode
from kotinos.forms.problem import Problem, line_of

Element = etree._Element
_HOLDERS: dict[str, statistics.Holder] = {"Athlete": "athlete", "Competitor": "team", "Stats": "event"}
_TYPES: dict[str, statistics.Holder] = {"ANALYSIS": "analysis", "PTY": "card"}
"""Statistics that ODF tells apart by their Type, not by where they stand."""
_ORGANISED = ("Competitor", "Opponent", "Team", "MedalLine")


def _warning(element: Element, attribute: str, right: str) -> Problem:
    path = element.getroottree().getpath(element).lstrip("/")
    return Problem(
        where=f"{path}/@{attribute}",
        what=f"{element.get(attribute)!r} is not in the code tables",
        would_be_right=right,
        rule="unknown_code",
        line=line_of(element),
        severity="warning",
    )


def _sport(root: Element) -> Iterator[Problem]:
    """IRM, ResultType and QualificationMark are sport codes: each discipline has its own."""
    try:
        codes = sport_codes.get(root.get("DocumentCode", ""))
    except UnknownCode:
        return
    sets = {"IRM": codes.irms, "ResultType": codes.result_types, "QualificationMark": codes.qualification_marks}
    for element in root.iter("Result", "CompetitorPlace"):
        for name, known in sets.items():
            shown = element.get(name)
            if shown and known and shown not in known.split() and not _of_a_table(root, name):
                yield _warning(element, name, f"one of {known}")


def _of_a_table(root: Element, name: str) -> bool:
    """Points of a ranking over units are POINTS in every discipline, whatever its units are measured in."""
    kinds = ("DT_CUMULATIVE_RESULT", "DT_RANKING", "DT_POOL_STANDING")
    return name == "ResultType" and root.get("DocumentType") in kinds


def _extensions(root: Element) -> Iterator[Problem]:
    """Each discipline has its own extension codes; where the table knows any of a place, others are unknown."""
    if root.get("DocumentType") != "DT_RESULT":
        return
    discipline = root.get("DocumentCode", "")[:3]
    for element in root.iter("ExtendedInfo", "ExtendedResult", "EventUnitEntry", "StatsItem", "ExtendedPeriod"):
        member = next(element.iterancestors("Athlete"), None) is not None
        known = _known(discipline, element.get("Type", ""), member=member)
        if known and element.get("Code") not in known:
            yield _warning(element, "Code", f"one of {' '.join(sorted(known))}")


def _known(discipline: str, type_: str, *, member: bool) -> frozenset[str]:
    """An individual's facts and counts stand on the athlete, so both tables hold there."""
    known = odf_codes.known(discipline, type_)
    return known | odf_codes.known(discipline, f"A.{type_}") if member else known


def _statistics(root: Element) -> Iterator[Problem]:
    """Each discipline keeps statistics of its own for teams, for athletes and for an event; of what it keeps none no code is known."""
    discipline = root.get("DocumentCode", "")[:3]
    block = root.find("Competition/Stats")
    if block is None or not statistics.kept(discipline):
        return
    for item in block.iter("StatsItem"):
        tag = str(next(item.iterancestors(*_HOLDERS)).tag)
        holder = _TYPES.get(item.get("Type", ""), _HOLDERS[tag])
        known = sorted({one.code for one in statistics.of(discipline, holder)})
        if known and item.get("Code") not in known:
            yield _warning(item, "Code", f"one of {' '.join(known)}")


def _organisation(root: Element) -> Iterator[Problem]:
    """Those who compete do so for an organisation of CC @Organisation."""
    for element in root.iter(*_ORGANISED):
        shown = element.get("Organisation")
        if shown and not nocs.exists(shown):
            yield _warning(element, "Organisation", "the code of an NOC such as KEN")


def _organisation_name(root: Element) -> Iterator[Problem]:
    """OrganisationName is the long text of its code."""
    for line in root.iter("MedalLine"):
        code = line.get("Organisation", "")
        description = line.find("Description")
        shown = description.get("OrganisationName") if description is not None else None
        if description is not None and shown and nocs.exists(code) and shown != nocs.get(code).long:
            path = description.getroottree().getpath(description).lstrip("/")
            yield Problem(
                where=f"{path}/@OrganisationName",
                what=f"{shown!r}",
                would_be_right=repr(nocs.get(code).long),
                rule="organisation_name",
                line=line_of(description),
            )


RULES: tuple[Callable[[Element], Iterator[Problem]], ...] = (
    _sport,
    _organisation,
    _extensions,
    _statistics,
    _organisation_name,
)
