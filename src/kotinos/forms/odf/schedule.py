"""DT_SCHEDULE and DT_SCHEDULE_UPDATE: sessions and units of a discipline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor, is_known
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import location_name
from kotinos.forms.odf.values import date_time, english
from kotinos.results.documents import ScheduleBody, UnitLine

COMPETITION_PHASE = 3
"""CC @PhaseType of a competition unit."""
NAME_LENGTH = 40


def fill_schedule(competition: Element, body: ScheduleBody, feed: OdfFeed, *, update: bool) -> None:
    """Append sessions (bulk only), then units, in the order in which they are shown."""
    if not update:
        _sessions(competition, body.units, feed)
    for unit in sorted(body.units, key=_shown_order):
        _unit(competition, unit, feed, update=update)


def _shown_order(unit: UnitLine) -> tuple[bool, str, int, str]:
    """By start, then order, then code; units without a start last."""
    return (not unit.start, unit.start, unit.order, unit.rsc)


def _sessions(competition: Element, units: Iterable[UnitLine], feed: OdfFeed) -> None:
    """Sessions as their units show them: from the first planned start to the last planned end, at the first unit's venue."""
    by_code: dict[str, list[UnitLine]] = {}
    for unit in units:
        if unit.session and unit.start and unit.end and unit.venue:
            by_code.setdefault(unit.session, []).append(unit)
    for code, members in sorted(by_code.items()):
        first = min(members, key=_shown_order)
        golds = sum(1 for unit in members if unit.medal == 1)
        element = add(
            competition,
            "Session",
            SessionCode=code,
            StartDate=min(date_time(u.start, feed.timezone) for u in members),
            EndDate=max(date_time(u.end, feed.timezone) for u in members),
            Venue=first.venue,
            VenueName=first.venue_name or first.venue,
            SessionStatus="CANCELLED" if all(u.status == "CANCELLED" for u in members) else "",
            Medal=golds or "",
        )
        add(
            element,
            "SessionName",
            Language="ENG",
            Value=f"Session {code.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ').lstrip('0') or code}",
        )


def _unit(competition: Element, unit: UnitLine, feed: OdfFeed, *, update: bool) -> None:
    element = add(
        competition,
        "Unit",
        Code=unit.rsc,
        PhaseType=COMPETITION_PHASE,
        UnitNum=unit.number,
        ScheduleStatus=unit.status,
        StartDate=date_time(unit.start, feed.timezone),
        EndDate=date_time(unit.end, feed.timezone),
        ActualStartDate=date_time(unit.actual_start, feed.timezone),
        ActualEndDate=date_time(unit.actual_end, feed.timezone),
        Order=unit.order or "",
        Medal=unit.medal or "",
        Venue=unit.venue,
        Location=(unit.location or unit.venue) if unit.venue else "",
        SessionCode=unit.session,
        ModificationIndicator="U" if update else "",
    )
    add(element, "ItemName", Language="ENG", Value=short(unit.name, unit.rsc))
    if unit.venue:
        add(element, "VenueDescription", VenueName=unit.venue_name or unit.venue, LocationName=location_name(unit))
    _start_list(element, unit)


def short(name: Mapping[str, str], rsc: Rsc) -> str:
    """An item name of at most 40 characters, cut at a word."""
    full = english(name) or rsc
    if len(full) <= NAME_LENGTH:
        return full
    kept = full[: NAME_LENGTH - 1].rsplit(" ", 1)[0]
    return f"{kept}."


def _start_list(element: Element, unit: UnitLine) -> None:
    """Who meets whom, as soon as one side is known. Teams carry their name only, not their athletes."""
    if not any(is_known(side) for side in unit.sides):
        return
    block = add(element, "StartList")
    for order, side in enumerate(unit.sides, 1):
        start = add(block, "Start", StartOrder=order, SortOrder=order)
        entry = competitor(start, side, rsc=unit.rsc)
        composition = entry.find("Composition")
        if side.type == "T" and composition is not None:
            entry.remove(composition)
