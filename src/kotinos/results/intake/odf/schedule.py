"""DT_SCHEDULE and DT_SCHEDULE_UPDATE: units with their times and status, and who meets whom where that is known."""

from __future__ import annotations

from kotinos.codes.rsc import Level
from kotinos.results.facts import Origin, Start, UnitPlan
from kotinos.results.intake.odf.header import Header, rsc_of
from kotinos.results.intake.reading import BadMessage, Broken, Listed, Planned, Reading, Scheduled
from kotinos.results.intake.xml import Element, where

COMPETITION = "3"
"""``PhaseType`` of competition; the others are training, meetings, ceremonies."""

PLACEHOLDERS = frozenset({"", "TBD", "NOCOMP", "BYE", "NCT", "NOAWARD"})
"""Competitor codes that name nobody."""

STATUSES = (
    "UNSCHEDULED",
    "SCHEDULED",
    "GETTING_READY",
    "RUNNING",
    "SCHEDULED_BREAK",
    "INTERRUPTED",
    "FINISHED",
    "DELAYED",
    "POSTPONED",
    "RESCHEDULED",
    "CANCELLED",
)
"""CC @ScheduleStatus."""

_LANGUAGES = {"ENG": "en", "FRA": "fr"}


def read(header: Header, competition: Element) -> list[Reading]:
    """The units of a schedule message. A unit that cannot be read spoils no other."""
    plans: list[UnitPlan] = []
    after: list[Reading] = []
    for unit in competition.iterfind("Unit"):
        try:
            if unit.get("PhaseType", COMPETITION) != COMPETITION:
                continue
            plan = _plan(unit)
            if plan.rsc.level < Level.PHASE:
                continue
            plans.append(plan)
            after.append(_status(unit, plan))
            after += _start_list(unit, plan)
        except BadMessage as bad:
            after.append(Broken(where=bad.where, what=bad.what, right=bad.right))
    planned: list[Reading] = [Planned(where=where(competition), plans=tuple(plans))] if plans else []
    return planned + after


def _plan(unit: Element) -> UnitPlan:
    spot = where(unit, Code=unit.get("Code", ""))
    venue = unit.find("VenueDescription")
    return UnitPlan(
        rsc=rsc_of(unit.get("Code", ""), spot),
        start=unit.get("StartDate", ""),
        end=unit.get("EndDate", ""),
        venue=unit.get("Venue", ""),
        venue_name=venue.get("VenueName", "") if venue is not None else "",
        location=unit.get("Location", ""),
        session=unit.get("SessionCode", ""),
        name=_names(unit),
        medal=_number(unit, "Medal", spot),
        order=_number(unit, "Order", spot),
        number=unit.get("UnitNum", ""),
        status=_schedule_status(unit, spot),
        sides=_sides(unit, spot),
    )


def _names(unit: Element) -> dict[str, str]:
    names = {n.get("Language", "ENG"): n.get("Value", "") for n in unit.iterfind("ItemName")}
    return {_LANGUAGES[code]: text for code, text in names.items() if code in _LANGUAGES and text}


def _number(unit: Element, name: str, spot: str) -> int:
    text = unit.get(name, "") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise BadMessage(f"{name} {text!r}", spot, "a whole number")
    return int(text)


def _schedule_status(unit: Element, spot: str) -> str:
    status = unit.get("ScheduleStatus", "")
    if status not in STATUSES:
        raise BadMessage(f"ScheduleStatus {status!r}", spot, ", ".join(STATUSES))
    return status


def _sides(unit: Element, spot: str) -> tuple[Origin, ...]:
    sides = [
        Origin(unit=rsc_of(previous.get("Unit", ""), f"{spot}, PreviousUnit"), wlt=previous.get("WLT", ""))
        for previous in unit.iterfind("StartList/Start/PreviousUnit")
        if previous.get("Unit")
    ]
    # Only a pair makes a match; with one side known the plan of the bracket stays as it was.
    return tuple(sides) if len(sides) == 2 else ()


def _status(unit: Element, plan: UnitPlan) -> Reading:
    actual = unit.get("ActualEndDate", "") if plan.status == "FINISHED" else unit.get("ActualStartDate", "")
    return Scheduled(
        where=where(unit, Code=plan.rsc),
        unit=plan.rsc,
        status=plan.status,
        start=plan.start,
        end=plan.end,
        actual=actual,
    )


def _start_list(unit: Element, plan: UnitPlan) -> list[Reading]:
    starts = []
    for start in unit.iterfind("StartList/Start"):
        competitor = start.find("Competitor")
        code = competitor.get("Code", "") if competitor is not None else ""
        if competitor is not None and code not in PLACEHOLDERS:
            spot = where(start, Competitor=code)
            sort = _number(start, "SortOrder", spot)
            starts.append(
                Start(competitor=code, sort=sort, order=start.get("StartOrder", ""), bib=competitor.get("Bib", ""))
            )
    return [Listed(where=where(unit, Code=plan.rsc), unit=plan.rsc, starts=tuple(starts))] if starts else []
