"""The schedule of the recorded Games: by ODF, and by command what only a local plan holds (device names, brackets)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from lxml.builder import E

from kotinos.codes import disciplines
from kotinos.codes.rsc import Level, Rsc
from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.paris.doors import Door, device_name, door
from kotinos.rehearsal.paris.source import Item, Mark, Recording
from kotinos.rehearsal.writing import odf


def items(recording: Recording) -> list[Item]:
    """Every unit once: those of the schedule, and those that only the marks know (heats scheduled as a phase)."""
    known: dict[Rsc, Item] = {}
    for item in recording.items:
        known[item.rsc] = item  # the later line of a unit that was moved is the one that was held
    for rsc, start in recording.times.items():
        if rsc in known:
            continue
        phase = known.get(rsc.at(Level.PHASE)) or known.get(_all_parts(rsc))
        end = (start + timedelta(minutes=10)).isoformat()
        base = phase or Item(
            rsc=rsc, start="", end="", status="FINISHED", medal=0, name="", venue="", venue_name="", location=""
        )
        medal = base.medal if rsc.phase == "FNL" else 0
        known[rsc] = msgspec.structs.replace(base, rsc=rsc, start=start.isoformat(), end=end, medal=medal)
    several = {_all_parts(rsc) for rsc in recording.times} - recording.times.keys()
    return sorted((item for rsc, item in known.items() if rsc not in several), key=lambda i: (i.start, i.rsc))


def _all_parts(rsc: Rsc) -> Rsc:
    """The line of the schedule that may stand for all parts of a unit: ``A0000100`` for the rotations ``A0000101``, ``A0000102`` …

    A unit without parts is its own.
    """
    return rsc if rsc.endswith("--") else Rsc(rsc[:32] + "00")


def cues(recording: Recording, venue: odf.Venue, at: datetime) -> Iterator[Cue]:
    """DT_SCHEDULE for each discipline, then the plans that it cannot hold."""
    by_discipline: dict[str, list[Item]] = defaultdict(list)
    for item in items(recording):
        by_discipline[item.rsc.discipline].append(item)
    for discipline, units in sorted(by_discipline.items()):
        content = [_unit(item, n) for n, item in enumerate(units, start=1)]
        send = odf.message(venue, "DT_SCHEDULE", Rsc.of(discipline), 1, at, content)
        yield Cue(at=0, lane=discipline, what=f"DT_SCHEDULE {discipline}", send=send)
        local = [p for n, item in enumerate(units, start=1) if (p := _plan(recording, item, n))]
        if local:
            fact = {"kind": "units_planned", "units": local}
            send = command(f"paris-plan-{discipline}", fact, by="competition manager")
            yield Cue(at=0, lane=discipline, what=f"local plan {discipline}", send=send)


def _unit(item: Item, order: int) -> odf.Element:
    cancelled = item.status == "CANCELLED"
    unit: odf.Element = E.Unit(
        Code=item.rsc,
        PhaseType="3",
        ScheduleStatus="CANCELLED" if cancelled else "SCHEDULED",
        StartDate=item.start,
        EndDate=item.end,
        Order=str(order),
        Medal=str(item.medal),
    )
    if item.venue:
        unit.set("Venue", item.venue)
        unit.set("Location", item.location or item.venue)
        unit.append(E.VenueDescription(VenueName=item.venue_name, LocationName=item.venue_name))
    return unit


def _plan(recording: Recording, item: Item, order: int) -> dict[str, Any] | None:
    """A unit's plan where it needs a device name or a bracket."""
    marks = recording.marks.get(item.rsc, ())
    timed = bool(marks) and door(item.rsc, marks) in (Door.PHOTO_FINISH, Door.SWIMMING)
    bracket = _is_bracket(item.rsc, marks)
    if not (timed or bracket):
        return None
    plan: dict[str, Any] = {
        "rsc": item.rsc,
        "start": item.start,
        "end": item.end,
        "venue": item.venue,
        "venue_name": item.venue_name,
        "location": item.location or item.venue,
        "medal": item.medal,
        "order": order,
        "status": "CANCELLED" if item.status == "CANCELLED" else "SCHEDULED",
    }
    if timed:
        plan["devices"] = [device_name(item.rsc, marks)]
    if bracket:
        plan["bracket"] = "FNL"
        plan["sides"] = _sides(recording, item)
    return plan


def _is_bracket(rsc: Rsc, marks: Sequence[Mark]) -> bool:
    """Whether a unit is a contest of a tree: two meet, and not in a group."""
    versus = disciplines.get(rsc).form == "versus"
    return versus and not rsc.phase.startswith("GP") and len(marks) in (0, 2) and rsc.phase != "QUAL"


def _sides(recording: Recording, item: Item) -> list[dict[str, Any]]:
    """Where the two sides came from: for each, its last contest before this one; nothing for a first contest or a group.

    No contest of the last phase comes before one of another, whatever instants were recorded (archery has a match for bronze a minute
    before the semi-finals).
    """
    found = []
    for mark in sorted(recording.marks.get(item.rsc, ()), key=lambda m: (m.start, m.competitor)):
        before = [
            (recording.times[rsc], rsc)
            for rsc in recording.competed.get((item.rsc[:22], mark.competitor), ())
            if recording.times[rsc] < recording.times[item.rsc] and (rsc.phase != "FNL" or item.rsc.phase == "FNL")
        ]
        if not before:
            continue
        unit = max(before)[1]
        if _is_bracket(unit, recording.marks[unit]):
            found.append({"unit": unit, "wlt": _came_as(unit, item)})
    return found if len(found) == 2 else []


def _came_as(unit: Rsc, item: Item) -> str:
    """Whether a competitor came from ``unit`` as its loser: into a repechage, to a match for bronze, or to one for a lower place."""
    phase, number = item.rsc.phase, item.rsc[26:30]
    if phase in LOSERS:
        return "L"
    if phase.startswith("REP"):
        return "W" if unit.phase.startswith("REP") else "L"
    if phase == "FNL" and (item.medal == 3 or number in ("0002", "0004", "0006")):
        return "L" if unit.phase in (*LOSERS, "SFNL") else "W"
    return "W"


LOSERS = ("SF5", "SF9")
"""Phases in which those meet who lost before: for fifth place, for ninth."""
