"""DT_BRACKETS: all trees of an event. Who comes next is said backwards: a place names the unit that fills it."""

from __future__ import annotations

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor, is_known
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import result_types
from kotinos.results.documents import BracketItem, BracketPlace, BracketsBody
from kotinos.sports.columns import mark_type


def fill_brackets(competition: Element, body: BracketsBody, feed: OdfFeed) -> None:
    """Append every bracket, round by round."""
    infos(competition, body.event, body.event_name, feed)
    numbers = {item.unit: item.code for b in body.brackets for r in b.rounds for item in r.items}
    for bracket in body.brackets:
        tree = add(competition, "Bracket", Code=bracket.code)
        for round_ in bracket.rounds:
            items = add(tree, "BracketItems", Code=round_.code)
            for item in sorted(round_.items, key=lambda i: i.order):
                _item(items, item, numbers)


def _item(items: Element, item: BracketItem, numbers: dict[Rsc, str]) -> None:
    element = add(
        items,
        "BracketItem",
        Code=item.code,
        Order=item.order,
        Position=item.position,
        Date=item.date,
        Time=item.time,
        Unit=item.unit,
        Result=item.result,
    )
    for place in sorted(item.places, key=lambda p: p.pos):
        _place(element, place, item.unit, numbers)


def _place(item: Element, place: BracketPlace, unit: Rsc, numbers: dict[Rsc, str]) -> None:
    known = is_known(place.competitor)
    element = add(
        item,
        "CompetitorPlace",
        Pos=place.pos,
        Code="" if known else _stands_for(place),
        WLT=place.wlt,
        Result=place.result,
        ResultType=_result_type(place, unit),
        IRM=place.irm,
        StrikeOut="Y" if place.irm == "DQB" else "",
    )
    if place.previous_unit is not None:
        origin = place.previous_unit
        add(
            element,
            "PreviousUnit",
            Unit=origin,
            Value="" if known else numbers.get(origin, ""),
            WLT="" if known or origin.level is Level.PHASE else place.previous_wlt,
        )
    if known:
        competitor(element, place.competitor, rsc=unit)


def _stands_for(place: BracketPlace) -> str:
    """SC @CompetitorPlace: ``A1`` for the winner of group A, else ``TBD``, ``BYE`` and the like."""
    origin = place.previous_unit
    if origin is not None and place.previous_rank and origin.phase.startswith("GP") and len(origin.phase) == 3:
        return f"{origin.phase[2]}{place.previous_rank}"
    return place.competitor.id


def _result_type(place: BracketPlace, unit: Rsc) -> str:
    types = result_types(unit.discipline)
    if place.irm:
        both = "IRM_POINTS" in types and (place.result or "IRM" not in types)
        return "IRM_POINTS" if both else "IRM"
    own = mark_type(unit)
    return (own if own in types else "POINTS") if place.result else ""
