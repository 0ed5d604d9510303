"""Which values wait for a person before they are shown. PURE: part of `officials.decide`.

What a device says is held where it is not plausible; the rest of the message goes on at once. What an official says is refused until it
comes with ``confirm``. Every hold says why.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.results import facts, holds
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.facts import Command, Doubted, Fact, MarkHeld, Observation, Refused, Unchanged
from kotinos.results.hold_facts import STATUS, HoldConfirmed, HoldRejected, PlausibilityTuned, Reason
from kotinos.results.holds import CONFIRMED, REJECTED
from kotinos.results.life import AFTER
from kotinos.results.observing import reasons_for
from kotinos.results.organisers import planned_unit
from kotinos.sports import plausible


def sift(games: Games, unit: UnitState, fact: facts.MarksObserved, command: Command) -> facts.MarksObserved:
    """``fact``, all of it newer than what stands, with its implausible values moved to ``held``. Raises `Unchanged` if nothing is left."""
    own = [Observation(who=facts.Locator(id=UNIT), slot=name, value=value) for name, value in fact.facts.items()]
    said = (*fact.items, *own)
    accepted: list[Observation] = []
    held: list[MarkHeld] = []
    for item, reasons in zip(said, reasons_for(games, unit, said), strict=True):
        if not reasons or _stands(unit, item):
            accepted.append(item)
            continue
        place = (item.who.id, item.slot, command.source)
        known = unit.holds.get(place)
        if known and known.answer == CONFIRMED and known.held.value == item.value:
            accepted.append(item)
        elif not _known(known, item.value, fact.revision):
            held.append(_held(unit, place, item.value, fact.revision, reasons))
    if not (accepted or held or fact.complete):
        raise Unchanged(stale=True)
    return msgspec.structs.replace(
        fact,
        items=tuple(i for i in accepted if i.who.id != UNIT),
        facts={i.slot: i.value for i in accepted if i.who.id == UNIT},
        held=tuple(held),
    )


def _stands(unit: UnitState, item: Observation) -> bool:
    """Whether it changes nothing that is shown: the same stands already, or an official's value does."""
    slot = unit.slots.get(item.who.id, {}).get(item.slot)
    return slot is not None and (slot.held or slot.value == item.value)


def _known(known: holds.Hold | None, value: object, revision: int) -> bool:
    """Whether a hold is no news: something newer waits or was answered, or this very value was rejected."""
    if known is None:
        return False
    return known.held.revision >= revision or (known.answer == REJECTED and known.held.value == value)


def _held(
    unit: UnitState, place: holds.Place, value: object, revision: int, reasons: Sequence[plausible.Finding]
) -> MarkHeld:
    competitor, slot, source = place
    return MarkHeld(
        unit=unit.plan.rsc,
        hold=holds.name_of(unit.plan.rsc, place, value),
        competitor=competitor,
        slot=slot,
        value=value,
        source=source,
        revision=revision,
        reasons=tuple(Reason(code=r.code, text=plausible.text(r)) for r in reasons),
    )


def corrected(games: Games, unit: UnitState, fact: facts.Corrected) -> facts.Corrected:
    """``fact``, if its values are plausible or it says ``confirm``; else `Refused`, with the reasons."""
    if fact.confirm:
        return fact
    own = [Observation(who=facts.Locator(id=UNIT), slot=name, value=value) for name, value in fact.facts.items()]
    said = (*fact.items, *own)
    for at, (item, reasons) in enumerate(zip(said, reasons_for(games, unit, said), strict=True)):
        if reasons and not _stands(unit, item):
            why = "; ".join(plausible.text(r)["en"] for r in reasons)
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
            why = {lang: "; ".join(plausible.text(r)[lang] for r in reasons) for lang in ("en", "fr")}
            raise Doubted(f"{item.who.id or unit.plan.rsc}, {item.slot}: {why['en']}", f"items[{at}]", why)


def stepped(games: Games, unit: UnitState, fact: facts.StatusSet, command: Command) -> Fact:
    """``fact``, or what is recorded in its place where the unit cannot be over like this: `MarkHeld` for the slot `holds.STATUS`."""
    waits = [h for h in holds.waiting(unit.holds) if h.held.slot != STATUS]
    if fact.status == "OFFICIAL" and waits:
        who = ", ".join(dict.fromkeys(h.held.competitor or h.held.slot for h in waits))
        raise Refused(f"unit {fact.unit} awaits confirmation ({who}): confirm or reject it first", "status")
    if fact.confirm or AFTER[fact.status] <= AFTER[unit.status]:
        return fact
    reasons = plausible_end(games, unit, fact.status)
    place = (UNIT, STATUS, command.source)
    known = unit.holds.get(place)
    if not reasons or waits or (known and known.answer == CONFIRMED and known.held.value == fact.status):
        return fact
    if known and known.open and known.held.value == fact.status:
        raise Unchanged(stale=False)
    return _held(unit, place, fact.status, 0, reasons)


def plausible_end(games: Games, unit: UnitState, status: str) -> list[plausible.Finding]:
    """Why the unit cannot be over as it stands; empty while it is not."""
    return []


def answered(games: Games, fact: HoldConfirmed | HoldRejected, command: Command) -> Fact:
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
    return msgspec.structs.replace(fact, by=by, held=known.held)


def tuned(games: Games, fact: PlausibilityTuned, _: Command) -> Fact:
    """How an organiser sets the checks."""
    if not fact.reason:
        raise Refused("checks of plausibility are not changed without a reason", "reason")
    unknown = [code for code in fact.off if code != "*" and code not in plausible.CODES]
    if unknown:
        raise Refused(f"no check is called {', '.join(unknown)}: one of {', '.join(plausible.CODES)}, or *", "off")
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
