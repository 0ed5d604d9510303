"""Who takes part in a unit and what is said of them there: entry facts, statistics, coaches, members of a team, officials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add, fill, prune
from kotinos.forms.odf.competitor import entries, first_athlete, is_known, person_gender
from kotinos.forms.odf.dictionary import table
from kotinos.forms.odf.dictionary.general import Sheet
from kotinos.forms.odf.extension import EntryFact, add_details, add_stats
from kotinos.results.documents import ResultRow

_OFFICIAL, _COACH, _HORSE = "official", "coach", "horse"


def describe(block: Element, sheet: Sheet, row: ResultRow, facts: Iterable[EntryFact], side: int) -> None:
    """Fill ``Competitor`` with what the unit says of it. Facts and counts of an individual stand on the athlete, of a team on the team.

    ``side`` is 1 or 2 in a duel, else 0. Nothing is said of a placeholder.
    """
    if not is_known(row.competitor):
        return
    slots = table.slots_of(row)
    athlete = first_athlete(block) if row.competitor.type == "A" else None
    if athlete is not None:
        _mounted(athlete, slots)
        of_athlete = table.entries(sheet, slots, "A.EUE")
        entries(athlete, [*facts, *table.entries(sheet, slots, side=side), *of_athlete])
        add_stats(athlete, table.stats(sheet, slots))
        return
    _coaches(block, row, sheet.body.unit.rsc)
    entries(block, [*facts, *table.entries(sheet, slots, side=side)])
    _before_composition(block, add_stats(block, table.stats(sheet, slots)))
    _members(block, sheet, row)


def _members(block: Element, sheet: Sheet, row: ResultRow) -> None:
    recorded = table.members(row)
    for number, member in enumerate(block.iterfind("Composition/Athlete"), 1):
        own = recorded.get(member.get("Code", ""), {})
        _mounted(member, own)
        slots = table.of_member(sheet, row, own, number)
        if slots:
            entries(member, table.entries(sheet, slots, "A.EUE"))
            add_details(member, table.details(sheet, slots, "A.ER"))
            add_stats(member, table.stats(sheet, slots, "A.ST"))


def _mounted(athlete: Element, slots: Mapping[str, Any]) -> None:
    """``Description/@Horse``: the name of the horse that is ridden in this unit."""
    description = athlete.find("Description")
    if description is not None and slots.get(_HORSE):
        fill(description, Horse=slots[_HORSE])


def _before_composition(block: Element, stats: Element | None) -> None:
    composition = block.find("Composition")
    if stats is not None and composition is not None:
        composition.addprevious(stats)


def officials(competition: Element, sheet: Sheet) -> None:
    """Append ``Officials``: the facts ``official/1`` … of the unit, each with ``id``, ``function``, names, ``gender`` and ``noc``."""
    block = add(competition, "Officials")
    for order, official in enumerate(_numbered(_OFFICIAL, sheet.body.facts), 1):
        _person(block, "Official", official, order, "Organisation", sheet.body.unit.rsc)
    prune(block)


def _coaches(block: Element, row: ResultRow, rsc: Rsc) -> None:
    """``Coaches``, in their place after the team's name: the slots ``coach/1`` … of the team."""
    coaches = add(block, "Coaches")
    for order, coach in enumerate(_numbered(_COACH, row.details), 1):
        _person(coaches, "Coach", coach, order, "Nationality", rsc)
    block.insert(1, coaches)
    prune(coaches)


def _numbered(kind: str, values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = []
    for name, value in values.items():
        head, _, number = name.partition("/")
        if head == kind and number.isascii() and number.isdigit() and isinstance(value, Mapping) and value.get("id"):
            found.append((int(number), value))
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def _person(parent: Element, tag: str, who: Mapping[str, Any], order: int, organisation: str, rsc: Rsc) -> None:
    element = add(parent, tag, Code=who["id"], Function=who.get("function"), Order=order)
    noc = str(who.get("noc") or "")
    add(
        element,
        "Description",
        GivenName=who.get("given_name"),
        FamilyName=who.get("family_name") or who.get("name") or who["id"],
        Gender=person_gender(str(who.get("gender") or "X"), rsc),
        **{organisation: noc},
    )
