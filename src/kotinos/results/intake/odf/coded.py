"""Extension codes brought into slots and facts by the table that they are written from (`kotinos.codes.odf_codes`).

What the table does not know of a competitor is kept as ``er/CODE/POS``, ``eue/CODE/POS`` or ``st/CODE/POS``, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kotinos.codes import odf_codes
from kotinos.codes.odf_codes import OdfCode
from kotinos.results.intake.xml import Element

_ATTRIBUTES = ("Value", "Value2", "Attempt")
_PERSON = {"GivenName": "given_name", "FamilyName": "family_name", "Gender": "gender"}


def slots_of(element: Element, discipline: str, where: str, number: str = "") -> dict[str, Any]:
    """What one extension element says, by slot; empty where no code of ``where`` reads it.

    ``number`` is that of the member whose element it is.
    """
    made: dict[str, Any] = {}
    for kind, pos, value in _said(element):
        for code in odf_codes.slots(discipline).get((where, element.get("Code", ""), kind), ()):
            if code.form == "list":
                made[f"{code.stem}/{pos}"] = value
            elif slot := odf_codes.slot_of(code, pos or number if code.pos == "member" else pos):
                made[slot] = _value(code, element, value)
                break
    return made


def _said(element: Element) -> Iterator[tuple[str, str, str]]:
    """Attribute or part, position and value of everything an element says; attempts alone are its value."""
    pos = element.get("Pos", "")
    for name in _ATTRIBUTES:
        if element.get(name):
            yield name, pos, element.get(name, "")
    if element.get("Attempt") and not element.get("Value"):
        yield "Value", pos, ""
    for part in element.iterchildren("Extension", "ExtendedStat"):
        if part.get("Value"):
            yield f"/{part.get('Code', '')}", pos, part.get("Value", "")


def _value(code: OdfCode, element: Element, value: str) -> str:
    """``6/8`` where both are said."""
    tried = element.get("Attempt", "") if code.form in ("made", "percent") else ""
    return f"{value}/{tried}" if tried else value


def joined(values: dict[str, Any], discipline: str) -> dict[str, Any]:
    """``values`` with each list put together again: ``shoot_off/1``, ``shoot_off/2`` become ``shoot_off``."""
    for code in odf_codes.of(discipline):
        if code.form == "list":
            words = {slot: values.pop(slot) for slot in list(values) if slot.rpartition("/")[0] == code.stem}
            if words:
                inorder = sorted(words, key=lambda slot: int(n) if (n := slot.rpartition("/")[2]).isdigit() else 0)
                values[code.stem] = " ".join(words[slot] for slot in inorder)
    return values


def brought_along(row: Element, discipline: str) -> dict[str, Any]:
    """Entry facts and statistics of a competitor, its coaches, and what is said of each member of a team."""
    who = row.find("Competitor")
    if who is None:
        return {}
    alone = who.get("Type", "A") == "A"
    holders = [who, *who.iterfind("Composition/Athlete")] if alone else [who]
    values: dict[str, Any] = {}
    for holder in holders:
        values |= _facts_and_stats(holder, discipline, alone=alone)
        values |= _mount(holder) if alone else {}
    for number, coach in enumerate(who.iterfind("Coaches/Coach"), 1):
        values[f"coach/{number}"] = _person(coach, "Nationality")
    if not alone:
        for number, member in enumerate(who.iterfind("Composition/Athlete"), 1):
            values |= _member(member, discipline, str(number))
    return values


def _facts_and_stats(holder: Element, discipline: str, *, alone: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for path, where in (("EventUnitEntry", "EUE"), ("StatsItems/StatsItem", "ST")):
        for element in holder.iterfind(path):
            values |= _one(element, discipline, (where, f"A.{where}") if alone else (where,))
    return values


def _mount(athlete: Element) -> dict[str, Any]:
    """The horse that an athlete rides here."""
    described = athlete.find("Description")
    horse = described.get("Horse", "") if described is not None else ""
    return {"horse": horse} if horse else {}


def _one(element: Element, discipline: str, where: tuple[str, ...]) -> dict[str, Any]:
    """By the first place that reads it; a code that the discipline computes says nothing new, an unknown one is kept."""
    for place in where:
        if found := slots_of(element, discipline, place):
            return found
    code, pos, value = element.get("Code", ""), element.get("Pos", ""), element.get("Value", "")
    if not value or any(code in odf_codes.known(discipline, place) for place in where):
        return {}
    return {"/".join(part for part in (where[0].lower(), code, pos) if part): value}


def _member(member: Element, discipline: str, number: str) -> dict[str, Any]:
    """``player/<id>/…``; what is counted by members (``leg/2``) stays with the team."""
    id_ = member.get("Code", "")
    values: dict[str, Any] = {f"player/{id_}/{slot}": name for slot, name in _mount(member).items()}
    for element in member.iterfind("ExtendedResults/ExtendedResult"):
        order = member.get("Order", "") or number
        for slot, value in slots_of(element, discipline, "A.ER", order).items():
            values[slot if _counts_members(discipline, slot) else f"player/{id_}/{slot}"] = value
    for path, where in (("EventUnitEntry", "A.EUE"), ("StatsItems/StatsItem", "A.ST")):
        for element in member.iterfind(path):
            values |= {f"player/{id_}/{slot}": v for slot, v in slots_of(element, discipline, where).items()}
    return values


def _counts_members(discipline: str, slot: str) -> bool:
    return any(place.code.pos == "member" for place in odf_codes.places(discipline, ("A.ER",), slot))


def facts_of(competition: Element, discipline: str) -> dict[str, Any]:
    """Facts of the unit besides its ``UI`` codes: statistics, officials, and what is said of each period."""
    values: dict[str, Any] = {}
    for info in competition.iterfind("ExtendedInfos/ExtendedInfo"):
        if info.get("Type") in odf_codes.INFOS:
            values |= slots_of(info, discipline, info.get("Type", ""))
    for number, official in enumerate(competition.iterfind("Officials/Official"), 1):
        values[f"official/{number}"] = _person(official, "Organisation")
    for period in competition.iterfind("Periods/Period"):
        values |= _of_period(period, discipline)
    return values


def _of_period(period: Element, discipline: str) -> dict[str, Any]:
    name = period.get("Code", "")
    values: dict[str, Any] = {f"duration/{name}": period.get("Duration")} if period.get("Duration") else {}
    for fact in period.iterfind("ExtendedPeriods/ExtendedPeriod"):
        for code in odf_codes.slots(discipline).get((fact.get("Type", ""), fact.get("Code", ""), "Value"), ()):
            if slot := odf_codes.slot_of(code, fact.get("Pos", ""), name):
                values[slot] = fact.get("Value", "")
    return values


def _person(who: Element, organisation: str) -> Mapping[str, str]:
    """An official or coach, as the facts of a unit and the slots of a team hold them."""
    description = who.find("Description")
    said = {} if description is None else {name: description.get(key, "") for key, name in _PERSON.items()}
    noc = "" if description is None else description.get(organisation, "")
    made = {"id": who.get("Code", ""), "function": who.get("Function", ""), **said, "noc": noc}
    return {name: value for name, value in made.items() if value}
