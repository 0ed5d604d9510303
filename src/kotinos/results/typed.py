"""What a value typed at a desk means. PURE: an observation, a correction, or half of an agreement; or a conflict, or a refusal.

A typed value stands for all that a device had derived from the one before it: with a new mark the finer time and the place of the photo
finish go, with a new period the score is summed again. Nothing that somebody else changed meanwhile is ever overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kotinos.codes import statuses
from kotinos.codes.rsc import Rsc
from kotinos.results import facts, two_person
from kotinos.results.competition import UNIT, Games, UnitState, unit_values
from kotinos.results.facts import Command, Conflict, Fact, Locator, Observation, Refused, Typed, Unchanged
from kotinos.results.organisers import planned_unit
from kotinos.results.projections.inputs import card_of
from kotinos.results.values import check_value
from kotinos.sports import marks, match_sheets
from kotinos.sports.cards import Blank

COUNTS = frozenset(name for sheet in match_sheets.SHEETS.values() for name in sheet.noted)
"""Slots that count something of one side: cards, shidos, the goals of a shoot-out."""
_DERIVED = {
    "mark": ("t4", "thousandths", "place"),
    "attempt": ("mark",),
    "height": ("mark",),
}
"""What a device computes from, or with, a value: by the kind of slot that is typed. What a card's parts make, the card says."""


def meaning(games: Games, wish: facts.MarksTyped, command: Command) -> Fact:
    """The fact that ``wish`` asks for; raises `Refused`, `Conflict` or `Unchanged`.

    An observation still has to pass what holds for any observation (`officials`).
    """
    unit = planned_unit(games, wish.unit)
    if not wish.items:
        raise Refused(f"unit {wish.unit}: nothing was typed", "items")
    blanks = blanks_of(games, unit)
    items = _read(unit, blanks, wish.items)
    items = tuple(_at_once(item, command.at) for item in items)
    asked = "" if all(_of_the_clock(item) for item in items) else two_person.mode(games, unit)
    changed = _as_seen(unit, wish.items, items)
    if not changed and not (asked and _waits(unit, items)):
        raise Unchanged(stale=False)
    items = (*items, *_derived(unit, blanks, items))
    if not wish.reason and _needs_reason(unit, items):
        raise Refused(f"unit {wish.unit}: what officials decided changes only with a reason", "reason")
    revision = _next_revision(unit, items, command.source)
    if asked:
        return two_person.outcome(unit, asked, items, wish, command.actor, revision)
    people = tuple(i for i in items if i.who.id != UNIT)
    own = {i.slot: i.value for i in items if i.who.id == UNIT}
    if wish.reason:
        return facts.Corrected(unit=wish.unit, items=people, facts=own, reason=wish.reason, confirm=wish.confirm)
    return facts.MarksObserved(unit=wish.unit, revision=revision, items=people, facts=own)


def effect(games: Games, unit: UnitState, said: Sequence[Typed]) -> tuple[Observation, ...]:
    """What a jury's decision changes: the values that were typed for it, and what follows from them; raises `Refused` or `Conflict`."""
    blanks = blanks_of(games, unit)
    items = _read(unit, blanks, said)
    if len({(i.who.id, i.slot) for i in items}) < len(items):
        raise Refused(f"unit {unit.plan.rsc}: one value is named twice", "items")
    if any(item.who.id == UNIT for item in items):
        raise Refused(
            f"unit {unit.plan.rsc}: a decision changes values of competitors; correct those of the unit", "items"
        )
    _as_seen(unit, said, items)
    for at, item in enumerate(items):
        if unit.value(item.who.id, item.slot) == item.value:
            raise Refused(f"{item.who.id} in {unit.plan.rsc}, {item.slot}: this stands already", f"items[{at}]")
    return (*items, *_derived(unit, blanks, items))


def values_of(meant: Fact) -> tuple[Observation, ...]:
    """The values that a typed wish comes to, those of the unit itself among them."""
    match meant:
        case facts.MarksObserved() | facts.Corrected():
            return (*meant.items, *unit_values(meant.facts))
        case facts.MarkProposed() | facts.MarkAgreed():
            return meant.items
    return ()


def _read(unit: UnitState, blanks: Blanks, said: Sequence[Typed]) -> tuple[Observation, ...]:
    return tuple(_checked(unit, blanks, item, f"items[{at}]") for at, item in enumerate(said))


Blanks = Mapping[str, Blank]
"""What the card of a unit asks for, by slot."""


def blanks_of(games: Games, unit: UnitState) -> Blanks:
    """What is written of each competitor, or of the unit; nothing where its rule reads no card."""
    card = card_of(games, unit)
    return {blank.slot: blank for blank in (*card.blanks, *card.own)} if card else {}


def _checked(unit: UnitState, blanks: Blanks, item: Typed, where: str) -> Observation:
    """The value in its one form. A competitor is named by id alone: a late key press can never hit the next one."""
    rsc = unit.plan.rsc
    if item.competitor != UNIT and all(s.competitor != item.competitor for s in unit.starts):
        raise Refused(f"{item.competitor} in {rsc}: not on the start list", where)
    try:
        value = check_value(rsc, item.slot, item.value)
        if value is not None and item.slot in blanks:
            value = blanks[item.slot].check(value)
        if value is not None and item.slot in COUNTS and not str(value).isdecimal():
            raise ValueError(f"{value!r}: a count, 0 or more")
        if value is not None and item.slot.startswith("period/"):
            marks.parse_points(value)
        if value is not None and item.slot == "period":
            value = _period(rsc, value)
    except ValueError as error:
        raise Refused(str(error), where) from error
    return Observation(who=Locator(id=item.competitor), slot=item.slot, value=value)


def _period(rsc: Rsc, value: Any) -> str:
    """A period of the discipline, or one of its breaks."""
    known = (*match_sheets.sheet(rsc).periods, *(one.code for one in statuses.periods(rsc.discipline)))
    code = str(value).strip().upper()
    if code not in known:
        raise ValueError(f"period {code!r}: one of {', '.join(dict.fromkeys(known)) or 'none'}")
    return code


def _as_seen(unit: UnitState, typed: Sequence[Typed], items: Sequence[Observation]) -> bool:
    """Whether anything changes; raises `Conflict` where another value stands than the one that was seen."""
    now = [unit.value(i.who.id, i.slot) for i in items]
    for at, (said, item, stands) in enumerate(zip(typed, items, now, strict=True)):
        if stands not in (said.seen, item.value):
            raise Conflict(f"{item.who.id or unit.plan.rsc}, {item.slot}: changed meanwhile", f"items[{at}]", stands)
    return any(stands != item.value for item, stands in zip(items, now, strict=True))


def _waits(unit: UnitState, items: Sequence[Observation]) -> bool:
    """Whether something is proposed for one of these values: then confirming what stands says something too."""
    return any(two_person.waiting(unit, i.who.id, i.slot) for i in items)


def _of_the_clock(item: Observation) -> bool:
    """Which period is played and what the clock says: one person keeps it, and no result follows from it."""
    return item.who.id == UNIT and item.slot in ("period", "clock")


def _at_once(item: Observation, at: str) -> Observation:
    """A clock that is set says its time at this instant."""
    if item.slot != "clock" or item.value is None:
        return item
    return Observation(who=item.who, slot=item.slot, value={**item.value, "at": at})


def _derived(unit: UnitState, blanks: Blanks, items: Sequence[Observation]) -> list[Observation]:
    """What changes with the typed values: sums made anew, and what a device had derived taken back."""
    said = {(i.who.id, i.slot) for i in items}
    made: dict[tuple[str, str], Any] = {}
    for item in items:
        kind, who = item.slot.partition("/")[0], item.who.id
        makes = blanks[item.slot].makes if item.slot in blanks else _DERIVED.get(kind, ())
        for name in makes if who != UNIT else ():
            if unit.value(who, name) is not None:
                made[who, name] = None
        if kind == "period":
            total = match_sheets.score(unit.plan.rsc, _periods(unit, who, items))
            if total is not None and total != unit.value(who, "mark"):
                made[who, "mark"] = total
    return [
        Observation(who=Locator(id=who), slot=slot, value=value)
        for (who, slot), value in made.items()
        if (who, slot) not in said
    ]


def _periods(unit: UnitState, who: str, items: Sequence[Observation]) -> dict[str, Any]:
    stand = {slot: unit.value(who, slot) for slot in unit.slots.get(who, {})}
    after = stand | {i.slot: i.value for i in items if i.who.id == who}
    return {slot.partition("/")[2]: value for slot, value in after.items() if slot.startswith("period/")}


def _needs_reason(unit: UnitState, items: Sequence[Observation]) -> bool:
    held = (unit.slots.get(i.who.id, {}).get(i.slot) for i in items)
    return unit.stands or any(slot is not None and slot.held for slot in held)


def _next_revision(unit: UnitState, items: Sequence[Observation], source: str) -> int:
    """Later than all that came from this desk about these values: what is typed later stands."""
    slots = (unit.slots.get(i.who.id, {}).get(i.slot) for i in items)
    return max((slot.revisions.get(source, 0) for slot in slots if slot), default=0) + 1
