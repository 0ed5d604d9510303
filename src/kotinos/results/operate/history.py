"""What happened in a unit, fact by fact, with each value before and after. PURE: a fold over the unit's own events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from kotinos.journal.event import Event
from kotinos.results import facts
from kotinos.results.competition import UNIT, Slot, Slots, fact_of, unit_values, write
from kotinos.results.facts import Fact, Locator, Observation
from kotinos.results.hold_facts import STATUS
from kotinos.results.operate.text import shown


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One value that a fact changed."""

    competitor: str
    slot: str
    before: Any
    after: Any


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a unit: ``what`` it says beside values (a status, a protest, an order), and which values it changed."""

    seq: int
    id: str
    at: str
    kind: str
    actor: str
    source: str
    reason: str = ""
    what: str = ""
    changes: tuple[Changed, ...] = ()


def lines(events: Iterable[Event]) -> list[Line]:
    """The facts of one unit's stream, oldest first."""
    slots: Slots = {}
    made = []
    for event in events:
        fact = fact_of(event)
        after = _after(slots, fact, event.source)
        made.append(
            Line(
                seq=event.seq,
                id=event.id,
                at=event.at,
                kind=event.kind,
                actor=event.actor,
                source=event.source,
                reason=getattr(fact, "reason", ""),
                what=_what(fact),
                changes=_proposed(slots, fact) if isinstance(fact, facts.MarkProposed) else _changes(slots, after),
            )
        )
        slots = after
    return made


def _after(slots: Slots, fact: Fact, source: str) -> Slots:
    match fact:
        case facts.MarksObserved():
            return write(slots, (*fact.items, *unit_values(fact.facts)), source, fact.revision, held=False)
        case facts.MarkAgreed():
            return write(slots, fact.items, source, fact.revision, held=bool(fact.reason))
        case facts.Corrected():
            return write(slots, (*fact.items, *unit_values(fact.facts)), source, 0, held=True)
        case facts.ProtestDecided():
            return write(slots, fact.effect, source, 0, held=True)
        case facts.Invalidated():
            return {who: {name: Slot(None, s.revisions) for name, s in own.items()} for who, own in slots.items()}
        case facts.HoldConfirmed():
            for held in fact.held:
                if held.slot != STATUS:
                    seen = Observation(who=Locator(id=held.competitor), slot=held.slot, value=held.value)
                    slots = write(slots, (seen,), held.source, held.revision, held=False)
            return slots
    return slots


def _changes(before: Slots, after: Slots) -> tuple[Changed, ...]:
    found = []
    for who, own in after.items():
        known = before.get(who, {})
        if own is known:
            continue
        for name, slot in own.items():
            old = known[name].value if name in known else None
            if old != slot.value:
                found.append(Changed(competitor=who, slot=name, before=old, after=slot.value))
    return tuple(found)


def _proposed(slots: Slots, fact: facts.MarkProposed) -> tuple[Changed, ...]:
    """What would change; it does not count yet."""

    def stands(item: Observation) -> Any:
        slot = slots.get(item.who.id or UNIT, {}).get(item.slot)
        return slot.value if slot else None

    return tuple(Changed(competitor=i.who.id, slot=i.slot, before=stands(i), after=i.value) for i in fact.items)


def _what(fact: Fact) -> str:
    match fact:
        case facts.MarksObserved():
            return "; ".join(f"{one.slot} {shown(one.slot, one.value)}" for one in fact.held)
        case facts.StatusSet() | facts.ScheduleChanged():
            return fact.status
        case facts.ProtestFiled() | facts.ProtestLate() | facts.ProtestReopened():
            return f"{fact.protest} {fact.by}"
        case facts.ProtestDecided():
            return f"{fact.protest} {fact.outcome}"
        case facts.ProtestAdjourned():
            return fact.protest
        case facts.TieBroken():
            return " ".join(fact.order)
        case facts.MarkAgreed():
            return fact.proposed_by
        case facts.HoldConfirmed() | facts.HoldRejected():
            return "; ".join(f"{one.slot} {shown(one.slot, one.value)}" for one in fact.held)
        case facts.StartListSet():
            return str(len(fact.starts))
    return ""
