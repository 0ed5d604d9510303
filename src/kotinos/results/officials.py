"""What may be recorded. PURE: a command meets what is known and becomes a fact, changes nothing, or is refused with the reason.

Every refusal names what was wrong, where, and what would be right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from kotinos.results import (
    facts,
    horses,
    local_names,
    organisers,
    plausibility,
    protests,
    record_decisions,
    releases,
    two_person,
    typed,
    verdicts,
    weather,
)
from kotinos.results.competition import UNIT, Games, UnitState, unit_values
from kotinos.results.facts import Command, Fact, Locator, Observation, Refused, Unchanged
from kotinos.results.hold_facts import STATUS
from kotinos.results.life import TRANSITIONS
from kotinos.results.organisers import planned_unit
from kotinos.results.values import check_value

__all__ = ["Unchanged", "decide", "locate", "stream_of"]


def decide(games: Games, command: Command) -> Fact:
    """The fact to record for ``command``, its competitors named by id; raises `Refused` or `Unchanged`."""
    fact = command.fact
    if isinstance(fact, facts.MarksTyped):
        return _typed(games, fact, command)
    if isinstance(fact, facts.DecisionTyped):
        return _ruled(games, fact, command)
    check = _CHECKS.get(type(fact))
    return check(games, fact, command) if check else fact


def stream_of(fact: Fact) -> str:
    """The stream a fact belongs to: its unit, its event, or the Games."""
    match fact:
        case (
            facts.GamesDeclared()
            | facts.ParticipantsEntered()
            | facts.UnitsPlanned()
            | facts.TwoPersonSet()
            | facts.PlausibilityTuned()
            | facts.NamesTold()
            | facts.HorsesEntered()
        ):
            return "games"
        case facts.WeatherObserved():
            return str(fact.about)
        case facts.EventPlanned() | facts.Disqualified() | facts.Reinstated():
            return str(fact.event)
        case facts.EmbargoPlanned() | facts.EmbargoSet() | facts.EmbargoLifted():
            return str(fact.scope)
        case facts.MessageRefused():
            return "refused"
        case facts.RecordsListed():
            return "records"
        case _:
            return str(fact.unit)


def _start_list(games: Games, fact: facts.StartListSet, command: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    if fact.revision and unit.start_revisions.get(command.source, -1) >= fact.revision:
        raise Unchanged(stale=True)
    if unit.stands:
        raise Refused(f"unit {fact.unit} is official: its start list stands", "unit")
    seen: dict[str, int] = {}
    for at, start in enumerate(fact.starts):
        where = f"starts[{at}]"
        if start.competitor not in games.participants:
            raise Refused(f"{where}: competitor {start.competitor!r} is not entered in the Games", where)
        if start.competitor in seen:
            raise Refused(
                f"{where}: competitor {start.competitor!r} stands at starts[{seen[start.competitor]}] already", where
            )
        seen[start.competitor] = at
    if len({s.sort for s in fact.starts}) != len(fact.starts):
        raise Refused(f"unit {fact.unit}: two starts with the same sort order", "starts")
    if unit.starts == tuple(sorted(fact.starts, key=lambda s: s.sort)):
        raise Unchanged(stale=False)
    return fact


def locate(unit: UnitState, who: Locator, where: str) -> str:
    """The id of the competitor that a device means, by id, bib and lane, whichever it gives.

    Raises `Refused` when one of them is not on the start list, or when they mean different people: a mark must never go to the wrong one.
    """
    rsc = unit.plan.rsc
    given = [
        (n, v, f)
        for n, v, f in (("athlete", who.id, "competitor"), ("bib", who.bib, "bib"), ("lane", who.lane, "order"))
        if v
    ]
    if not given:
        raise Refused(f"{where} in {rsc} names nobody: an id, a bib or a lane is needed", where)
    found = {f"{name} {value}": [s for s in unit.starts if getattr(s, field) == value] for name, value, field in given}
    for said, starts in found.items():
        if len(starts) > 1:
            raise Refused(f"{said} in {rsc}: {len(starts)} competitors have it", where)
    missing = [said for said, starts in found.items() if not starts]
    if missing:
        orders = ", ".join(s.order for s in unit.starts if s.order)
        lanes = f", lanes {orders}" if who.lane and orders else ""
        raise Refused(
            f"{', '.join(missing)} in {rsc}: not on the start list ({len(unit.starts)} competitors{lanes})", where
        )
    competitors = {said: starts[0].competitor for said, starts in found.items()}
    if len(set(competitors.values())) > 1:
        raise Refused(f"{rsc}: " + ", but ".join(f"{said} is {c}" for said, c in competitors.items()), where)
    return next(iter(competitors.values()))


def _located(unit: UnitState, items: tuple[Observation, ...], field: str) -> tuple[Observation, ...]:
    located = []
    for at, item in enumerate(items):
        where = f"{field}[{at}]"
        competitor = locate(unit, item.who, where)
        try:
            value = check_value(unit.plan.rsc, item.slot, item.value)
        except ValueError as error:
            raise Refused(f"{competitor} in {unit.plan.rsc}, {item.slot}: {error}", where) from error
        located.append(Observation(who=Locator(id=competitor), slot=item.slot, value=value))
    _once_each(unit, located, field)
    return tuple(located)


def _once_each(unit: UnitState, items: list[Observation], field: str) -> None:
    """One message says one thing of a value: two marks in one lane mean that one of them is somebody else's."""
    said: dict[tuple[str, str], Any] = {}
    for at, item in enumerate(items):
        first = said.setdefault((item.who.id, item.slot), item.value)
        if first != item.value:
            where = f"{field}[{at}]"
            raise Refused(f"{item.who.id} in {unit.plan.rsc}, {item.slot}: {first!r} and {item.value!r} at once", where)


def _unit_facts(unit: UnitState, values: dict[str, Any]) -> dict[str, Any]:
    checked = {}
    for name, value in values.items():
        try:
            checked[name] = check_value(unit.plan.rsc, name, value)
        except ValueError as error:
            raise Refused(f"{unit.plan.rsc}, {name}: {error}", f"facts.{name}") from error
    return checked


def _typed(games: Games, wish: facts.MarksTyped, command: Command) -> Fact:
    """What is typed is asked about at once where it is not plausible: the person who can answer is there."""
    meant = typed.meaning(games, wish, command)
    if not (wish.confirm or wish.agree):
        plausibility.typed(games, games.units[wish.unit], typed.values_of(meant))
    return _observed(games, meant, command) if isinstance(meant, facts.MarksObserved) else meant


def _marks(games: Games, fact: facts.MarksObserved, command: Command) -> Fact:
    return plausibility.sift(games, planned_unit(games, fact.unit), _observed(games, fact, command), command)


def _observed(games: Games, fact: facts.MarksObserved, command: Command) -> facts.MarksObserved:
    unit = planned_unit(games, fact.unit)
    if not unit.starts:
        raise Refused(f"unit {fact.unit} has no start list yet", "unit")
    items = _located(unit, fact.items, "items")
    own = unit_values(_unit_facts(unit, fact.facts))
    newer = [i for i in (*items, *own) if _is_newer(unit, i, command.source, fact.revision)]
    # Being final has its own revision: it holds although later values overtook it, and not again once taken back.
    final = fact.complete and unit.final_revisions.get(command.source, -1) < fact.revision
    if not (newer or final):
        raise Unchanged(stale=True)
    differs = any(unit.value(i.who.id, i.slot) != i.value for i in newer if not _is_held(unit, i))
    if unit.stands and differs:
        raise Refused(f"unit {fact.unit} is official: a change needs a correction with its reason", "unit")
    return facts.MarksObserved(
        unit=fact.unit,
        revision=fact.revision,
        items=tuple(i for i in newer if i.who.id != UNIT),
        facts={i.slot: i.value for i in newer if i.who.id == UNIT},
        complete=final,
    )


def _is_newer(unit: UnitState, item: Observation, source: str, revision: int) -> bool:
    slot = unit.slots.get(item.who.id, {}).get(item.slot)
    return slot is None or slot.revisions.get(source, -1) < revision


def _is_held(unit: UnitState, item: Observation) -> bool:
    slot = unit.slots.get(item.who.id, {}).get(item.slot)
    return slot is not None and slot.held


def _status(games: Games, fact: facts.StatusSet, command: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    if fact.status == unit.status:
        raise Unchanged(stale=False)
    if unit.open_protests and (unit.status == "PROTESTED" or fact.status == "OFFICIAL"):
        raise Refused(f"unit {fact.unit} is under protest ({', '.join(unit.open_protests)}): decide it first", "status")
    needs_reason = TRANSITIONS.get((unit.status, fact.status))
    if needs_reason is None:
        ways = ", ".join(b for a, b in TRANSITIONS if a == unit.status) or "a start list first"
        raise Refused(
            f"unit {fact.unit}: {unit.status or 'no status'} cannot become {fact.status}; possible: {ways}", "status"
        )
    if needs_reason and not fact.reason:
        raise Refused(f"unit {fact.unit}: from {unit.status} back to {fact.status} needs a reason", "reason")
    return plausibility.stepped(games, unit, fact, command)


def _correction(games: Games, fact: facts.Corrected, _: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    if two_person.mode(games, unit):
        raise Refused(f"unit {fact.unit}: two people must agree on every value here; type it at a desk", "unit")
    if not fact.reason:
        raise Refused(f"correction in {fact.unit} without a reason", "reason")
    if not (fact.items or fact.facts):
        raise Refused(f"correction in {fact.unit} changes nothing: name at least one value", "items")
    items = _located(unit, fact.items, "items")
    checked = msgspec.structs.replace(fact, items=items, facts=_unit_facts(unit, fact.facts))
    return plausibility.corrected(games, unit, checked)


def _confirmation(games: Games, fact: facts.HoldConfirmed, command: Command) -> Fact:
    confirmed = plausibility.answered(games, fact, command)
    for held in confirmed.held:
        if held.slot == STATUS:
            step = facts.StatusSet(unit=fact.unit, status=held.value, reason=fact.reason, confirm=True)
            # The unit may have moved on since, and it is a person who asks now.
            _status(games, step, msgspec.structs.replace(command, cause=None))
    return confirmed


def _tie(games: Games, fact: facts.TieBroken, _: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    if not fact.reason:
        raise Refused(f"tie-break in {fact.unit} without a reason", "reason")
    if len(set(fact.order)) != len(fact.order) or len(fact.order) < 2:
        raise Refused(f"tie-break in {fact.unit}: two or more different competitors are needed", "order")
    for at, competitor in enumerate(fact.order):
        locate(unit, Locator(id=competitor), f"order[{at}]")
    return fact


def _decision(games: Games, fact: facts.ProtestDecided, _: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    protests.check_decision(unit, fact)
    if fact.effect and two_person.mode(games, unit):
        raise Refused(
            f"unit {fact.unit}: two people must agree on every value here; decide without values, then both type them",
            "effect",
        )
    if fact.effect and not fact.reason:
        raise Refused(f"protest {fact.protest!r}: values change only with a reason", "reason")
    return msgspec.structs.replace(fact, effect=_located(unit, fact.effect, "effect"))


def _ruled(games: Games, wish: facts.DecisionTyped, command: Command) -> Fact:
    """A decision with the values that were typed for it, asked about like any typed value."""
    unit = planned_unit(games, wish.decision.unit)
    effect = typed.effect(games, unit, wish.items)
    decided = _decision(games, msgspec.structs.replace(wish.decision, effect=effect), command)
    if not wish.confirm:
        plausibility.typed(games, unit, effect)
    return decided


def _invalidation(games: Games, fact: facts.Invalidated, _: Command) -> Fact:
    unit = planned_unit(games, fact.unit)
    if not fact.reason:
        raise Refused(f"invalidation of {fact.unit} without a reason", "reason")
    if unit.status in ("", "START_LIST") and not any(
        s.value is not None for own in unit.slots.values() for s in own.values()
    ):
        raise Unchanged(stale=False)
    return fact


_CHECKS: dict[type, Callable[[Games, Any, Command], Fact]] = {
    facts.GamesDeclared: organisers.declare,
    facts.ParticipantsEntered: organisers.enter,
    facts.NamesTold: local_names.told,
    facts.HorsesEntered: horses.entered,
    facts.WeatherObserved: weather.observed,
    facts.EventPlanned: organisers.plan_event,
    facts.UnitsPlanned: organisers.plan_units,
    facts.ScheduleChanged: organisers.move,
    facts.StartListSet: _start_list,
    facts.MarksObserved: _marks,
    facts.StatusSet: _status,
    facts.Corrected: _correction,
    facts.TieBroken: _tie,
    facts.ProtestFiled: protests.file,
    facts.ProtestLate: protests.late_by_hand,
    facts.ProtestAdjourned: protests.adjourn,
    facts.ProtestReopened: protests.reopen,
    facts.ProtestDecided: _decision,
    facts.Invalidated: _invalidation,
    facts.Disqualified: verdicts.disqualify,
    facts.Reinstated: verdicts.reinstate,
    facts.EmbargoPlanned: releases.plan,
    facts.EmbargoSet: releases.hold,
    facts.EmbargoLifted: releases.release,
    facts.TwoPersonSet: organisers.require_two,
    facts.MarkProposed: two_person.only_at_a_desk,
    facts.MarkAgreed: two_person.only_at_a_desk,
    facts.MarkHeld: plausibility.recorded_only,
    facts.HoldConfirmed: _confirmation,
    facts.HoldRejected: plausibility.answered,
    facts.PlausibilityTuned: plausibility.tuned,
    facts.RecordsListed: record_decisions.list_records,
    facts.RecordRatified: record_decisions.ratify,
    facts.RecordRejected: record_decisions.reject,
}
