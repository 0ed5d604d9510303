"""Which values wait for a person before they are shown. PURE: part of `officials.decide`.

What a device says is held where it is not plausible; the rest of the message goes on at once. What an official says is refused until it
comes with ``confirm``. Every hold says why.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.results import facts, holds
from kotinos.results.competition import UNIT, Games, UnitState, unit_values, write
from kotinos.results.ending import reasons_against
from kotinos.results.facts import Command, Doubted, Fact, MarkHeld, Observation, Refused, Unchanged
from kotinos.results.hold_facts import STATUS, HoldConfirmed, HoldRejected, PlausibilityTuned, Reason
from kotinos.results.holds import CONFIRMED, REJECTED
from kotinos.results.life import AFTER, FINISHED
from kotinos.results.observing import reasons_for
from kotinos.results.organisers import planned_unit
from kotinos.sports.plausible_text import CODES, Finding, text


def sift(games: Games, unit: UnitState, fact: facts.MarksObserved, command: Command) -> facts.MarksObserved:
    """``fact``, all of it newer than what stands, with its implausible values moved to ``held``. Raises `Unchanged` if nothing is left."""
    said = (*fact.items, *unit_values(fact.facts))
    accepted: list[Observation] = []
    held: list[MarkHeld] = []
    for item, reasons in zip(said, reasons_for(games, unit, said), strict=True):
        if not reasons or _stands(unit, item):
            accepted.append(item)
            continue
        one = _held(unit, (item.who.id, item.slot, command.source), item.value, fact.revision, reasons)
        known = unit.holds.get(holds.place_of(one))
        if known and known.answer == CONFIRMED and known.held.hold == one.hold:
            accepted.append(item)
        elif not _known(known, one):
            held.append(one)
    kept = msgspec.structs.replace(
        fact,
        items=tuple(i for i in accepted if i.who.id != UNIT),
        facts={i.slot: i.value for i in accepted if i.who.id == UNIT},
        held=tuple(held),
    )
    kept = _finished(games, unit, kept, command.source) if fact.complete else kept
    if not (accepted or kept.held or kept.complete):
        raise Unchanged(stale=True)
    return kept


def _finished(games: Games, unit: UnitState, fact: facts.MarksObserved, source: str) -> facts.MarksObserved:
    """``fact``, which calls the unit finished; where it cannot be, that waits like a value. Not asked while a mark waits: it may be why."""
    if AFTER[unit.status] >= AFTER["UNOFFICIAL"] or fact.held or _marks_wait(unit):
        return fact
    said = (*fact.items, *unit_values(fact.facts))
    after = msgspec.structs.replace(unit, slots=write(unit.slots, said, source, fact.revision, held=False))
    reasons = reasons_against(games, after, "UNOFFICIAL")
    if not reasons:
        return fact
    held = _held(unit, (UNIT, STATUS, source), "UNOFFICIAL", fact.revision, reasons)
    if _seen(unit, held):
        return fact
    known = unit.holds.get(holds.place_of(held))
    return msgspec.structs.replace(fact, complete=False, held=() if _known(known, held) else (held,))


def _seen(unit: UnitState, held: MarkHeld) -> bool:
    """Whether a person has confirmed a step of the unit although the very same spoke against it."""
    steps = (h for h in unit.holds.values() if h.answer == CONFIRMED and h.held.slot == STATUS)
    return any(step.held.reasons == held.reasons for step in steps)


def _marks_wait(unit: UnitState) -> list[holds.Hold]:
    return [h for h in holds.waiting(unit.holds) if h.held.slot != STATUS]


def _stands(unit: UnitState, item: Observation) -> bool:
    """Whether it changes nothing that is shown: the same stands already, or an official's value does."""
    slot = unit.slots.get(item.who.id, {}).get(item.slot)
    return slot is not None and (slot.held or slot.value == item.value)


def _known(known: holds.Hold | None, held: MarkHeld) -> bool:
    """Whether a hold is no news: something newer waits or was answered, or this very value was rejected."""
    if known is None:
        return False
    return known.held.revision >= held.revision or (known.answer == REJECTED and known.held.hold == held.hold)


def _held(unit: UnitState, place: holds.Place, value: object, revision: int, reasons: Sequence[Finding]) -> MarkHeld:
    competitor, slot, source = place
    return MarkHeld(
        unit=unit.plan.rsc,
        hold=holds.name_of(unit.plan.rsc, place, value),
        competitor=competitor,
        slot=slot,
        value=value,
        source=source,
        revision=revision,
        reasons=tuple(Reason(code=r.code, text=text(r)) for r in reasons),
    )


def corrected(games: Games, unit: UnitState, fact: facts.Corrected) -> facts.Corrected:
    """``fact``, if its values are plausible or it says ``confirm``; else `Refused`, with the reasons."""
    if fact.confirm:
        return fact
    said = (*fact.items, *unit_values(fact.facts))
    for at, (item, reasons) in enumerate(zip(said, reasons_for(games, unit, said), strict=True)):
        if reasons and not _stands(unit, item):
            why = "; ".join(text(r)["en"] for r in reasons)
            where = f"items[{at}]" if at < len(fact.items) else f"facts.{item.slot}"
            raise Refused(
                f"{item.who.id or 'unit'} in {fact.unit}, {item.slot}: {why}. If it is right, send it with confirm",
                where,
            )
    return fact


def typed(games: Games, unit: UnitState, said: Sequence[Observation]) -> None:
    """Raises `Doubted` for the first of typed values that is not plausible."""
    for at, (item, reasons) in enumerate(zip(said, reasons_for(games, unit, said), strict=True)):
        if item.value is not None and reasons and not _stands(unit, item):
            why = {lang: "; ".join(text(r)[lang] for r in reasons) for lang in ("en", "fr")}
            raise Doubted(f"{item.who.id or unit.plan.rsc}, {item.slot}: {why['en']}", f"items[{at}]", why)


def stepped(games: Games, unit: UnitState, fact: facts.StatusSet, command: Command) -> Fact:
    """``fact``, or what is recorded in its place where the unit cannot be over like this: `MarkHeld` for the slot `holds.STATUS`."""
    waits = ", ".join(dict.fromkeys(h.held.competitor or h.held.slot for h in _marks_wait(unit)))
    official = fact.status == "OFFICIAL"
    # A device's step waits with the values, so that its producer has its acknowledgement; an official is told at once.
    if waits and official and not command.cause:
        raise Refused(f"unit {fact.unit} awaits confirmation ({waits}): confirm or reject it first", "status")
    if fact.confirm or fact.status not in FINISHED or AFTER[fact.status] <= AFTER[unit.status]:
        return fact
    if waits and not official:
        return fact
    reasons = [Finding("waiting", (waits,))] if waits else reasons_against(games, unit, fact.status)
    if not reasons:
        return fact
    held = _held(unit, (UNIT, STATUS, command.source), fact.status, 0, reasons)
    if _seen(unit, held):
        return fact
    known = unit.holds.get(holds.place_of(held))
    if known and known.open and known.held.hold == held.hold:
        raise Unchanged(stale=False)
    return held


def answered(games: Games, fact: HoldConfirmed | HoldRejected, command: Command) -> HoldConfirmed | HoldRejected:
    """One person's answer, with what it answers. Raises `Refused` for a hold that is none, is answered or has been overtaken."""
    unit = planned_unit(games, fact.unit)
    known = holds.named(unit.holds, fact.hold)
    if known is None:
        raise Refused(
            f"nothing is held as {fact.hold!r} in {fact.unit}: it may have been overtaken; see /v1/holds", "hold"
        )
    if not known.open:
        raise Refused(f"{fact.hold} in {fact.unit} is {known.answer} already, by {known.by}", "hold")
    by = fact.by or command.actor.partition("/")[2]
    if not by:
        raise Refused(f"a hold in {fact.unit} is answered by one person: say who, in by", "by")
    if not fact.reason:
        raise Refused(f"{fact.hold} in {fact.unit} without a reason", "reason")
    answers = tuple(one.held for one in holds.together(unit.holds, known))
    return msgspec.structs.replace(fact, by=by, held=answers)


def tuned(games: Games, fact: PlausibilityTuned, _: Command) -> Fact:
    """How an organiser sets the checks."""
    if not fact.reason:
        raise Refused("checks of plausibility are not changed without a reason", "reason")
    unknown = [code for code in fact.off if code != "*" and code not in CODES]
    if unknown:
        raise Refused(f"no check is called {', '.join(unknown)}: one of {', '.join(CODES)}, or *", "off")
    for name in ("possible", "usual"):
        low, high = getattr(fact.limits, name) if fact.limits else (0, 0)
        if low > high:
            raise Refused(f"limits {name}: {low} is more than {high}", f"limits.{name}")
    if games.tuned.get(fact.scope) == fact:
        raise Unchanged(stale=False)
    return fact


def recorded_only(_: Games, fact: MarkHeld, __: Command) -> Fact:
    """A hold is what the platform makes of a message; nobody may send one."""
    raise Refused("mark_held is recorded by the platform; send the value itself", "kind")
