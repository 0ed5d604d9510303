"""What may be planned: participants, events, units, and movements of the schedule. PURE. `officials.decide` is the way in."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import msgspec

from kotinos.codes import statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.codes.table import UnknownCode
from kotinos.results import facts, two_person
from kotinos.results.competition import Games, UnitState
from kotinos.results.facts import Command, Fact, Participant, Refused, Unchanged
from kotinos.results.life import FINISHED
from kotinos.sports import marks, rulebook
from kotinos.sports.ranking import CannotRank

KINDS = ("heats", "series", "pool", "knockout", "final", "component")
"""Kinds of a phase (`facts.PhasePlan`)."""


def planned_unit(games: Games, rsc: Rsc) -> UnitState:
    """The unit's state; refuses one that nobody planned."""
    unit = games.units.get(rsc)
    if unit is None:
        raise Refused(f"unit {rsc} is not in the schedule", "unit")
    return unit


def _instant(text: str, where: str) -> None:
    """Plans and movements carry days or instants in ISO 8601: rules are chosen and schedules sorted by them."""
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"{where}: {text!r} is not a time; ISO 8601 with offset, 2026-07-04T09:30:00+02:00", where
        ) from None


def declare(games: Games, fact: facts.GamesDeclared, _: Command) -> Fact:
    """What the Games are called and when they are."""
    _instant(fact.start, "start")
    _instant(fact.end, "end")
    if games.declared == fact:
        raise Unchanged(stale=False)
    return fact


def enter(games: Games, fact: facts.ParticipantsEntered, _: Command) -> Fact:
    """Participants that are new or changed, with what they are entered in elsewhere."""
    for at, person in enumerate(fact.participants):
        where = f"participants[{at}]"
        if not person.id or len(person.id) > 20:
            raise Refused(f"{where}: id {person.id!r} must have 1 to 20 characters", where)
        if person.type not in ("A", "T"):
            raise Refused(f"{where} ({person.id}): type {person.type!r} must be A (athlete) or T (team)", where)
    people = [_with_other_disciplines(games, p) for p in fact.participants]
    fresh = tuple(p for p in people if games.participants.get(p.id) != p)
    if not fresh:
        raise Unchanged(stale=False)
    return facts.ParticipantsEntered(participants=fresh)


def _with_other_disciplines(games: Games, person: Participant) -> Participant:
    """Entries come discipline by discipline: what a person is entered in elsewhere stays."""
    known = games.participants.get(person.id)
    mine = {e.discipline for e in person.events}
    elsewhere = [e for e in known.events if e.discipline not in mine] if known else []
    return msgspec.structs.replace(person, events=tuple(sorted({*elsewhere, *person.events})))


def plan_event(games: Games, fact: facts.EventPlanned, _: Command) -> Fact:
    """An event's phases, their kinds and rules."""
    if fact.event.level is not Level.EVENT:
        raise Refused(f"event {fact.event} is not an RSC at event level", "event")
    _instant(fact.rule_date, "rule_date")
    for at, phase in enumerate(fact.phases):
        _phase_planned(fact, phase, f"phases[{at}]")
    # The same as the default is a decision all the same: it stays when units are added.
    if fact.event in games.planned and games.events[fact.event] == fact:
        raise Unchanged(stale=False)
    return fact


def _phase_planned(fact: facts.EventPlanned, phase: facts.PhasePlan, where: str) -> None:
    if phase.rsc.level is not Level.PHASE or not fact.event.covers(phase.rsc):
        raise Refused(f"{where}: {phase.rsc} is not a phase of {fact.event}", where)
    if sum(other.rsc == phase.rsc for other in fact.phases) > 1:
        raise Refused(f"{where}: {phase.rsc} is planned twice", where)
    if phase.kind not in KINDS:
        raise Refused(f"{where} ({phase.rsc}): kind {phase.kind!r}; one of {', '.join(KINDS)}", f"{where}.kind")
    try:
        if phase.rule:
            rulebook.choose(phase.rule, None)
    except CannotRank as error:
        raise Refused(f"{where} ({phase.rsc}): {error}", f"{where}.rule") from None
    try:
        if phase.qualify and phase.qualify.standard:
            marks.parse_distance(phase.qualify.standard)
    except marks.MarkError as error:
        raise Refused(f"{where} ({phase.rsc}), standard: {error}", f"{where}.qualify.standard") from None


def plan_units(games: Games, fact: facts.UnitsPlanned, _: Command) -> Fact:
    """Units that are new or planned otherwise than before."""
    devices = dict(games.devices)
    twice = {rsc for rsc, count in Counter(plan.rsc for plan in fact.units).items() if count > 1}
    for at, plan in enumerate(fact.units):
        _unit_planned(plan, f"units[{at}]")
        if plan.rsc in twice:
            raise Refused(f"units[{at}]: {plan.rsc} is planned twice", f"units[{at}]")
        for name in plan.devices:
            other = devices.setdefault(name, plan.rsc)
            if other != plan.rsc:
                raise Refused(f"units[{at}]: device name {name!r} belongs to {other} already", f"units[{at}].devices")
    fresh = tuple(p for p in fact.units if p.rsc not in games.units or games.units[p.rsc].plan != p)
    if not fresh:
        raise Unchanged(stale=False)
    return facts.UnitsPlanned(units=fresh)


def _unit_planned(plan: facts.UnitPlan, where: str) -> None:
    if plan.rsc.level < Level.PHASE:
        raise Refused(f"{where}: {plan.rsc} is not a unit or a phase that is scheduled as one", where)
    _instant(plan.start, f"{where}.start")
    _instant(plan.end, f"{where}.end")
    _schedule_status(plan.status, f"{where}.status")
    for side, origin in enumerate(plan.sides):
        if origin.wlt not in ("", "W", "L") or bool(origin.wlt) == bool(origin.rank):
            there = f"{where}.sides[{side}]"
            raise Refused(
                f"{there}: {origin.unit} gives a winner (W), a loser (L) or a rank, exactly one of them", there
            )


def _schedule_status(status: str, where: str) -> None:
    try:
        statuses.get("schedule", status)
    except UnknownCode as error:
        raise Refused(f"{where}: {error}", where) from None


def require_two(games: Games, fact: facts.TwoPersonSet, _: Command) -> Fact:
    """Where two people must agree on values."""
    if not 3 <= len(fact.scope) <= 34:
        raise Refused(f"scope {fact.scope!r}: a discipline, or the beginning of an RSC", "scope")
    if fact.mode not in two_person.MODES:
        raise Refused(f"mode {fact.mode!r}: one of {', '.join(two_person.MODES)}", "mode")
    if games.two_person.get(fact.scope) == fact.mode:
        raise Unchanged(stale=False)
    return fact


def move(games: Games, fact: facts.ScheduleChanged, command: Command) -> Fact:
    """A step or a move of a unit in the schedule."""
    unit = planned_unit(games, fact.unit)
    _schedule_status(fact.status, "status")
    for name in ("start", "end", "actual"):
        _instant(getattr(fact, name), name)
    if fact.revision and unit.schedule_revisions.get(command.source, -1) >= fact.revision:
        raise Unchanged(stale=True)
    if fact.status == "RESCHEDULED" and not fact.start:
        raise Refused(f"unit {fact.unit}: RESCHEDULED needs the new start", "start")
    moved = fact.status == "RESCHEDULED" and (fact.start, fact.end or unit.end) != (unit.start, unit.end)
    if unit.schedule == fact.status and not moved:
        raise Unchanged(stale=False)
    if unit.status in FINISHED and fact.status not in statuses.schedule_allows(unit.status):
        # A schedule that still says RUNNING comes after its unit's result was called finished: results know better.
        raise Unchanged(stale=True)
    return fact
