"""Values that wait for one person, in the state of their unit. PURE.

A held value is durable but neither shown nor ranked. Of one source and one slot only the newest waits. The person's answer goes to the
value: the same value said again by the same source is not asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.facts import Fact
from kotinos.results.hold_facts import STATUS, HoldConfirmed, HoldRejected, MarkHeld
from kotinos.results.life import AFTER

RESULT = ("mark", "t4")
"""Slots that say one competitor's result in several ways, the shown one first: one answer is for all of them."""
_UNIT = ""
CONFIRMED, REJECTED, WITHDRAWN = "confirmed", "rejected", "withdrawn"
"""Answers: a person's yes and no, and a decision that made the question idle (a correction, an invalidation)."""


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """A held value in the state of its unit: when it was held, and the answer once there is one."""

    held: MarkHeld
    at: str
    answer: str = ""
    by: str = ""
    reason: str = ""
    answered: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return not self.answer


Place = tuple[str, str, str]
"""Competitor, slot, source."""
Holds = Mapping[Place, Hold]


def name_of(unit: Rsc, place: Place, value: Any) -> str:
    """The name of a hold: it depends on what is said of whom by which source, never on when."""
    return blake2b(canonical.encode([str(unit), *place, value]), digest_size=8).hexdigest()


def place_of(held: MarkHeld) -> Place:
    """Where a held value belongs."""
    return (held.competitor, held.slot, held.source)


def waiting(holds: Holds) -> list[Hold]:
    """What waits for an answer, oldest first."""
    return sorted((h for h in holds.values() if h.open), key=lambda h: (h.at, place_of(h.held)))


def named(holds: Holds, hold: str) -> Hold | None:
    """The hold of this name, answered or not."""
    return next((h for h in holds.values() if h.held.hold == hold), None)


def together(holds: Holds, hold: Hold) -> list[Hold]:
    """``hold`` and the other open ones that say the same result in the same message, the shown one first."""
    if hold.held.slot not in RESULT:
        return [hold]
    mine = (hold.held.competitor, hold.held.source, hold.held.revision)
    same = [h for h in waiting(holds) if (h.held.competitor, h.held.source, h.held.revision) == mine]
    return sorted((h for h in same if h.held.slot in RESULT), key=lambda h: RESULT.index(h.held.slot))


def questions(holds: Holds) -> list[Hold]:
    """What a person is asked, oldest first: one hold of those that are answered `together`."""
    return [hold for hold in waiting(holds) if together(holds, hold)[0] is hold]


def _put(holds: Holds, held: Iterable[MarkHeld], at: str) -> Holds:
    """Holds with new ones; each replaces what waited or was answered at its place. A newer copy keeps the instant of the first."""
    made = dict(holds)
    for one in held:
        known = made.get(place_of(one))
        first = known.at if known and known.open and known.held.hold == one.hold else at
        made[place_of(one)] = Hold(held=one, at=first)
    return made


def _overtaken(holds: Holds, places: Iterable[tuple[str, str]], source: str, revision: int) -> Holds:
    """Holds without those for which ``source`` has said something newer at one of ``places`` (competitor, slot)."""
    gone = {(who, slot, source) for who, slot in places}
    return {p: h for p, h in holds.items() if not (p in gone and h.open and h.held.revision < revision)}


def _answer(holds: Holds, places: Iterable[Place], given: str, by: str, reason: str, at: str) -> Holds:
    """Holds with ``given`` as the answer of those at ``places``. A withdrawal takes earlier answers back: they are asked for anew."""
    made = dict(holds)
    for place in places:
        known = made.get(place)
        if known and (known.open or given == WITHDRAWN):
            made[place] = msgspec.structs.replace(known, answer=given, by=by, reason=reason, answered=at)
    return made


def after(unit_holds: Holds, fact: Fact, source: str, actor: str, at: str) -> Holds:
    """The holds of a unit once ``fact`` has happened: what was held with it, less what it has overtaken or answered."""
    match fact:
        case facts.MarksObserved():
            said = [*((i.who.id, i.slot) for i in fact.items), *((_UNIT, name) for name in fact.facts)]
            return _put(_overtaken(unit_holds, said, source, fact.revision), fact.held, at)
        case MarkHeld():
            return _put(unit_holds, (fact,), at)
        case HoldConfirmed() | HoldRejected():
            given = CONFIRMED if isinstance(fact, HoldConfirmed) else REJECTED
            return _answer(unit_holds, map(place_of, fact.held), given, fact.by, fact.reason, at)
        case facts.Corrected() | facts.ProtestDecided() | facts.MarkAgreed():
            items = fact.effect if isinstance(fact, facts.ProtestDecided) else fact.items
            own = fact.facts if isinstance(fact, facts.Corrected) else {}
            decided = {*((i.who.id, i.slot) for i in items), *((_UNIT, name) for name in own)}
            places = [place for place in unit_holds if place[:2] in decided]
            return _answer(unit_holds, places, WITHDRAWN, actor, fact.reason, at)
        case facts.Invalidated():
            return _answer(unit_holds, unit_holds, WITHDRAWN, actor, fact.reason, at)
        case _:
            return unit_holds


def passed(unit_holds: Holds, status: str) -> Holds:
    """Holds without open ones of a step that the unit has taken since, or that lies behind it."""
    done = [s for s in AFTER if AFTER[s] <= AFTER[status]]
    return {p: h for p, h in unit_holds.items() if not (h.open and h.held.slot == STATUS and h.held.value in done)}
