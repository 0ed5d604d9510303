"""Values of a message against what is known of the event, the competitor, the unit and other units. PURE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kotinos.codes import statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.facts import Observation, Participant, PlausibilityTuned
from kotinos.results.life import FINISHED
from kotinos.sports import formats, marks, plausible, plausible_card
from kotinos.sports.columns_of_athletics import has_wind
from kotinos.sports.plausible import KINDS, Norm
from kotinos.sports.plausible_text import Finding

_MARKS = ("mark", "t4", "attempt", "height")
_WIND_JUMPS = frozenset({"LONGJUMP", "TRPLJUMP", "LJ"})
_GENDERS = {"F": "W"}
_WORLD = ("WR", "WB")
_PHYSICAL = ("TIME", "DISTANCE", "WEIGHT")


def reasons_for(games: Games, unit: UnitState, said: Sequence[Observation]) -> list[list[Finding]]:
    """For each value of a message why a person must look at it; empty where nobody must."""
    tuned = tuning(games, unit.plan.rsc)
    off = tuned.off if tuned else ()
    if "*" in off:
        return [[] for _ in said]
    message = _Message(games, unit, said, tuned)
    return [[f for f in message.reasons(at) if f.code not in off] for at in range(len(said))]


def tuning(games: Games, rsc: Rsc) -> PlausibilityTuned | None:
    """How the organiser has set the checks for a unit; the longest scope counts."""
    fitting = [scope for scope in games.tuned if rsc.startswith(scope)]
    return games.tuned[max(fitting, key=len)] if fitting else None


class _Message:
    """One message about one unit. Each check looks at one value, with the others of the message beside it."""

    def __init__(
        self, games: Games, unit: UnitState, said: Sequence[Observation], tuned: PlausibilityTuned | None
    ) -> None:
        self._games, self._unit, self._said = games, unit, said
        self._rsc = unit.plan.rsc
        self._norm = plausible.norm_of(self._rsc)
        self._tuned = bool(tuned and tuned.limits)
        self._limits = tuned.limits if tuned and tuned.limits else self._norm.limits if self._norm else None
        self._values: dict[str, dict[str, Any]] = defaultdict(dict)
        for item in said:
            self._values[item.who.id][item.slot] = item.value
        self._cards = {who: plausible_card.splits(card) for who, card in self._values.items()}
        self._copied = self._copy()
        self._disorder = self._out_of_order()

    def reasons(self, at: int) -> list[Finding]:
        """Why somebody must look at value number ``at``. Taking a value back needs nobody."""
        item = self._said[at]
        if item.value is None:
            return []
        return [found for found in self._checks(item) if found]

    def _checks(self, item: Observation) -> Iterator[Finding | None]:
        yield plausible_card.by_itself(self._rsc, item.slot, item.value)
        yield plausible_card.too_many(self._rsc, item.slot)
        yield self._cards[item.who.id].get("mark" if item.slot == "t4" else item.slot)
        if item.slot.partition("/")[0] not in _MARKS:
            return
        yield from self._mark(item)
        if item.who.id != UNIT:
            yield from self._person(item)
        yield self._disorder.get((item.who.id, item.slot))
        yield from self._place_and_time()
        if item.slot in ("mark", "t4"):
            yield plausible_card.parts(self._rsc, self._values[item.who.id])
            yield self._copied

    def _mark(self, item: Observation) -> Iterator[Finding | None]:
        """The mark against its limits, the record and the competitor's own best."""
        norm, text = self._norm, _text(item.value)
        value = plausible.measured(norm, item.slot, item.value) if norm else None
        if norm is None or value is None or self._limits is None:
            return
        record, limits = norm.record, self._limits
        if plausible.betters(norm, value, record):
            record = self._listed_record(norm)
            limits = limits if self._tuned else plausible.limits_at(norm, record)
        yield plausible.beyond(limits, value, text)
        if plausible.betters(norm, value, record) and self._wind_unknown(item):
            yield Finding("wind_missing", (text, f"{record:f}"))
        person = self._games.participants.get(item.who.id)
        if person and person.bests.get("PB") and self._rsc.event not in formats.COMBINED:
            yield plausible.beyond_own_best(norm, value, person.bests["PB"], text)

    def _listed_record(self, norm: Norm) -> Decimal:
        """The world record of the event as these Games list it, where it is better than the one of the table."""
        event, best = self._rsc.at(Level.EVENT), norm.record
        book = self._games.records.get(self._rsc.discipline)
        for one in (record for listed in (book.lists if book else ()) for record in listed.records):
            if one.event == event and one.type in _WORLD and not one.part and event.event not in formats.COMBINED:
                mark = plausible.number(KINDS[norm.kind].measure, one.mark)
                best = mark if mark is not None and plausible.betters(norm, mark, best) else best
        return best

    def _wind_unknown(self, item: Observation) -> bool:
        """Whether a record could not be one for want of a wind reading (World Athletics CR31.14)."""
        event = self._rsc.phase if self._rsc.event in formats.COMBINED else self._rsc.event
        if event in _WIND_JUMPS:
            return item.slot.startswith("attempt/") and not (isinstance(item.value, Mapping) and item.value.get("wind"))
        if not has_wind(self._rsc):
            return False
        return self._values[UNIT].get("wind") is None and self._unit.value(UNIT, "wind") is None

    def _person(self, item: Observation) -> Iterator[Finding | None]:
        """The competitor: allowed here, and not somewhere else at this moment."""
        if irm := self._did_not_start(item):
            yield Finding("did_not_start", (irm,))
        person = self._games.participants.get(item.who.id)
        if person is None:
            return
        if person.eligible_by_age is False:
            yield Finding("age")
        gender = _GENDERS.get(person.gender, person.gender)
        if person.type == "A" and {gender, self._rsc.gender} == {"M", "W"}:
            yield Finding("gender", (gender, self._rsc.gender))
        entered = sorted({event.discipline for event in person.events})
        if entered and self._rsc.discipline not in entered:
            yield Finding("not_entered", (", ".join(entered),))
        elsewhere = self._elsewhere(person) if self._unit.value(person.id, item.slot) is None else None
        if elsewhere:
            yield Finding("elsewhere", (elsewhere,))

    def _did_not_start(self, item: Observation) -> str | None:
        """``DNS`` of somebody who has a time, a distance or a weight all the same; penalty points are given for it."""
        if self._norm is None or KINDS[self._norm.kind].measure not in _PHYSICAL:
            return None
        irm = self._values[item.who.id].get("irm", self._unit.value(item.who.id, "irm"))
        return irm if irm in ("DNS", "WDR") else None

    def _elsewhere(self, person: Participant) -> Rsc | None:
        """Another unit that runs now at another place, or another race; apparatus and field events may run side by side."""
        for event in person.events:
            for other in self._games.states.get(event.at(Level.EVENT), ()):
                if other.status != "LIVE" or other is self._unit or not self._apart(other):
                    continue
                if any(start.competitor == person.id for start in other.starts):
                    return other.plan.rsc
        return None

    def _apart(self, other: UnitState) -> bool:
        here, there = self._unit.plan.venue, other.plan.venue
        if here and there and here != there:
            return True
        theirs = plausible.norm_of(other.plan.rsc)
        return _is_race(self._norm) and _is_race(theirs) and other.plan.rsc.at(Level.PHASE) == self._rsc.at(Level.PHASE)

    def _place_and_time(self) -> Iterator[Finding | None]:
        """The unit: not before those whose winners meet in it, and not where it does not take place."""
        for side in self._unit.plan.sides:
            origin = self._games.units.get(side.unit)
            if origin is not None and side.wlt and origin.status not in FINISHED:
                yield Finding("too_early", (side.unit,))
        if self._unit.schedule in ("CANCELLED", "POSTPONED"):
            said = statuses.text("schedule", self._unit.schedule)
            yield Finding("cancelled", (said["en"].lower(), said["fr"].lower()))

    def _out_of_order(self) -> dict[tuple[str, str], Finding]:
        """Finishers of a race whose place and time contradict those of another."""
        if not _is_race(self._norm):
            return {}
        placed, who = [], []
        for competitor, card in self._values.items():
            place, slot = card.get("place"), "t4" if card.get("t4") is not None else "mark"
            time = plausible.measured(self._norm, slot, card[slot]) if self._norm and card.get(slot) else None
            if time is not None and str(place).isdigit():
                placed.append((int(str(place)), time, str(card.get("mark") or time)))
                who.append((competitor, slot))
        wrong = plausible_card.order(placed)
        found: dict[tuple[str, str], Finding] = {}
        for at in wrong:
            other = next(n for n in sorted(wrong) if _contradict(placed[at], placed[n]))
            mine, theirs = placed[at], placed[other]
            finding = Finding("order", (str(mine[0]), mine[2], str(theirs[0]), theirs[2]))
            found |= {(who[at][0], slot): finding for slot in ("mark", "t4")}
        return found

    def _copy(self) -> Finding | None:
        """The same measured marks as in another unit of the event: copied by mistake."""
        if self._norm is None or KINDS[self._norm.kind].measure not in _PHYSICAL:
            return None
        mine = {who: card["mark"] for who, card in self._values.items() if marks.given(card.get("mark"))}
        others = {
            other.plan.rsc: [v for s in other.starts if marks.given(v := other.value(s.competitor, "mark"))]
            for other in self._games.states.get(self._rsc.at(Level.EVENT), ())
            if other is not self._unit and len(mine) > 1
        }
        found = plausible_card.copied(mine, others)
        return Finding("copied", (found,)) if found else None


def _contradict(one: tuple[int, Decimal, str], other: tuple[int, Decimal, str]) -> bool:
    return (one[0] < other[0] and one[1] > other[1]) or (one[0] > other[0] and one[1] < other[1])


def _is_race(norm: Norm | None) -> bool:
    return norm is not None and KINDS[norm.kind].measure == "TIME"


def _text(value: Any) -> str:
    return str(value.get("mark", "")) if isinstance(value, Mapping) else str(value)
