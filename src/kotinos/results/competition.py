"""The state of a Games as its events tell it. PURE: `apply` takes a state and an event and gives the next state.

Values seen or decided stand in *slots*: one per competitor and thing (``mark``, ``attempt/3``, ``irm``); the unit's own values (wind,
period) stand in the slots of the competitor ``""``. A slot remembers the greatest revision of each source, so that messages that
are repeated or arrive out of order change nothing; an official's value is *held* and no device replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc, known
from kotinos.journal.event import Event, Proposal
from kotinos.results import embargo, facts, holds, horses, local_names, tribunals
from kotinos.results.embargo import Embargo
from kotinos.results.facts import (
    EmbargoPlanned,
    EventPlanned,
    Fact,
    GamesDeclared,
    Observation,
    Participant,
    PlausibilityTuned,
    Start,
    UnitPlan,
)
from kotinos.results.hold_facts import STATUS
from kotinos.results.horses import Horses
from kotinos.results.life import AFTER, CONTESTABLE, schedule_status_for
from kotinos.results.local_names import LocalNames
from kotinos.results.plan import default_plan
from kotinos.results.protest_steps import Protest, ProtestFact, stepped
from kotinos.results.records import RecordBook, decided, listed
from kotinos.results.shown import Shown
from kotinos.results.weather import Weather

UNIT = ""
"""The competitor whose slots are the unit's own."""
WHOLE = "00"
"""How the code of a unit ends that is made of subunits; they count from ``01``."""


class Slot(msgspec.Struct, frozen=True):
    """A value, the greatest revision that each source gave, and whether an official holds it.

    ``at``: when a device made it what it is; ``first``: when there first was a value. Both are instants of the competition: an official
    puts right what was measured, not when.
    """

    value: Any
    revisions: Mapping[str, int] = {}
    held: bool = False
    at: str = ""
    first: str = ""


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A value that one person typed and that waits for a second one."""

    competitor: str
    slot: str
    value: Any
    by: str
    at: str
    reason: str = ""


Slots = Mapping[str, Mapping[str, Slot]]
Recorded = Proposal | Event
"""What `apply` needs is the same before and after the journal has given a fact its place."""


class Last(msgspec.Struct, frozen=True):
    """The last thing that happened to a unit: the kind of fact, when, by whom, why, and the competitors that its ``step`` touched."""

    kind: str
    at: str
    actor: str
    reason: str = ""
    competitors: tuple[str, ...] = ()
    step: str = ""


class UnitState(msgspec.Struct, frozen=True, kw_only=True):
    """One unit: its plan, who starts, what was seen, where it stands in its life."""

    plan: UnitPlan
    schedule: str
    start: str
    end: str
    actual_start: str = ""
    actual_end: str = ""
    status: str = ""
    before_protest: str = ""
    starts: tuple[Start, ...] = ()
    start_revisions: Mapping[str, int] = {}
    schedule_revisions: Mapping[str, int] = {}
    final_revisions: Mapping[str, int] = {}
    """The message with which each source called its results final."""
    slots: Slots = {}
    ties: tuple[tuple[str, ...], ...] = ()
    protests: tuple[Protest, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    """What waits for a second person, the latest last."""
    holds: holds.Holds = {}
    """Values that wait for a person, and what was answered."""
    notes: tuple[str, ...] = ()
    was_official: bool = False
    shown: Shown = Shown()
    official_at: str = ""
    """When it was last made official; the instant stays when it is taken back."""
    last: Last | None = None

    @property
    def stands(self) -> bool:
        """Whether its results are official, or were until a protest that is not decided yet: only decisions change them."""
        return "OFFICIAL" in (self.status, self.before_protest)

    @property
    def open_protests(self) -> tuple[str, ...]:
        """The protests that wait for a decision."""
        return tuple(p.id for p in self.protests if p.status != "CLS")

    @property
    def shares(self) -> tuple[tuple[str, ...], ...]:
        """The groups of competitors whom decisions gave one place."""
        return shares_of(self.protests)

    def value(self, competitor: str, slot: str) -> Any:
        """What stands in a slot, or ``None``."""
        found = self.slots.get(competitor, {}).get(slot)
        return found.value if found else None


class Games(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known. ``devices`` finds a unit by the name a timing device gives it, ``of_event`` the units of an event.

    ``states`` are those units themselves in the same order: another tuple whenever one of them has changed. ``faces`` are, by
    event, the participants put right last among those who start in it. Both say cheaply whether an event is what it was.

    ``events`` holds the plan of every event that has a unit: the organiser's own (named in ``planned``), else the default one.
    """

    declared: GamesDeclared = GamesDeclared(code="TEST", name={"en": "Games", "fr": "Jeux"})
    participants: Mapping[str, Participant] = {}
    events: Mapping[Rsc, EventPlanned] = {}
    units: Mapping[Rsc, UnitState] = {}
    devices: Mapping[str, Rsc] = {}
    of_event: Mapping[Rsc, tuple[Rsc, ...]] = {}
    states: Mapping[Rsc, tuple[UnitState, ...]] = {}
    faces: Mapping[Rsc, tuple[Participant, ...]] = {}
    planned: frozenset[Rsc] = frozenset()
    two_person: Mapping[str, str] = {}
    """Where two people must agree on typed values: how, by the beginning of an RSC."""
    tuned: Mapping[str, PlausibilityTuned] = {}
    records: Mapping[str, RecordBook] = {}
    """The lists of records of each discipline that has some, and what was decided about records set here."""
    embargoes: Mapping[Rsc, Embargo] = {}
    """What the public may not see yet, by scope. `embargo.public` is this state without it."""
    embargo_plans: Mapping[Rsc, EmbargoPlanned] = {}
    verdicts: tribunals.Verdicts = {}
    """What tribunals decided about whole events, in order."""
    local_names: LocalNames = {}
    """What people and teams are called in other languages."""
    horses: Horses = {}
    """The horses entered in each discipline that has some."""
    weather: Weather = {}
    """What was observed last, by what it is about and its place."""
    step: str = ""
    """The event with which the last step began (`kotinos.results.steps`)."""

    def of_phase(self, phase: Rsc) -> list[UnitState]:
        """The units of a phase in schedule order, of a match of teams only the whole; the phase itself where it is competed as one unit."""
        prefix = phase.at(Level.PHASE).prefix
        inside = [u for u in self.states.get(phase.at(Level.EVENT), ()) if u.plan.rsc.startswith(prefix)]
        parts = parts_among(u.plan.rsc for u in inside)
        return [u for u in inside if u.plan.rsc.level is Level.UNIT and u.plan.rsc not in parts] or inside

    def parts_of(self, rsc: Rsc) -> tuple[UnitState, ...]:
        """The contests that a match of teams is made of (its subunits), in their order; none of any other unit."""
        if rsc[32:] != WHOLE:
            return ()
        inside = (u for u in self.states.get(rsc.at(Level.EVENT), ()) if rsc.covers(u.plan.rsc) and u.plan.rsc != rsc)
        return tuple(sorted(inside, key=lambda unit: unit.plan.rsc))

    def whole_of(self, rsc: Rsc) -> Rsc | None:
        """The match of teams that a contest is part of, if it is planned; ``None`` for any other unit."""
        if rsc.level is not Level.UNIT or rsc[32:] in (WHOLE, "--"):
            return None
        whole = known(f"{rsc[:32]}{WHOLE}")
        return whole if whole in self.units else None

    def phase_plan(self, phase: Rsc) -> facts.PhasePlan | None:
        """How a phase was planned, if it was."""
        event = self.events.get(phase.at(Level.EVENT))
        return next((p for p in event.phases if p.rsc == phase), None) if event else None


def parts_among(units: Iterable[Rsc]) -> frozenset[Rsc]:
    """Those of ``units`` that are contests of a match of teams among them: what they give counts in its score alone."""
    every = tuple(units)
    wholes = {rsc[:32] for rsc in every if rsc[32:] == WHOLE}
    return frozenset(rsc for rsc in every if rsc[:32] in wholes and rsc[32:] != WHOLE) if wholes else frozenset()


def fact_of(event: Recorded) -> Fact:
    """The typed fact that an event records."""
    return canonical.decode(event.body, Fact)  # type: ignore[arg-type]


def apply(games: Games, event: Recorded, fact: Fact | None = None) -> Games:
    """The state after ``event``. ``fact`` spares decoding its body again."""
    step = event.cause if event.cause is not None and event.cause == games.step else event.id
    return _applied(msgspec.structs.replace(games, step=step), event, fact if fact is not None else fact_of(event))


def _applied(games: Games, event: Recorded, fact: Fact) -> Games:
    match fact:
        case facts.GamesDeclared():
            return msgspec.structs.replace(games, declared=fact)
        case facts.ParticipantsEntered():
            return _enter_participants(games, fact)
        case facts.NamesTold():
            return msgspec.structs.replace(games, local_names=local_names.known(games.local_names, fact))
        case facts.HorsesEntered():
            return msgspec.structs.replace(games, horses=horses.known(games.horses, fact))
        case facts.WeatherObserved():
            return msgspec.structs.replace(games, weather={**games.weather, (fact.about, fact.place): fact})
        case facts.EventPlanned():
            return msgspec.structs.replace(
                games, events={**games.events, fact.event: fact}, planned=games.planned | {fact.event}
            )
        case facts.UnitsPlanned():
            return _plan_units(games, fact.units)
        case facts.TwoPersonSet():
            return msgspec.structs.replace(games, two_person={**games.two_person, fact.scope: fact.mode})
        case facts.MessageRefused():
            return games
        case facts.PlausibilityTuned():
            return msgspec.structs.replace(games, tuned={**games.tuned, fact.scope: fact})
        case facts.Disqualified() | facts.Reinstated():
            return msgspec.structs.replace(games, verdicts=tribunals.recorded(games.verdicts, fact, event.at))
        case facts.EmbargoPlanned() | facts.EmbargoSet() | facts.EmbargoLifted():
            return embargo.applied(games, fact, event.at)
        case facts.RecordsListed():
            return msgspec.structs.replace(games, records=listed(games.records, fact))
        case facts.RecordRatified() | facts.RecordRejected():
            return msgspec.structs.replace(games, records=decided(games.records, fact))
        case _:
            before = games.units[fact.unit]
            after = _APPLY[type(fact)](before, fact, event)
            waiting = holds.after(before.holds, fact, event.source, event.actor, event.at)
            after = msgspec.structs.replace(
                after,
                holds=holds.passed(waiting, after.status) if waiting else waiting,
                shown=embargo.seen(games, before, after, fact, event.at),
            )
            # What waits for a second person is nobody else's news yet.
            if not isinstance(fact, facts.MarkProposed):
                touched = _touched(fact)
                if before.last is not None and before.last.step == games.step:
                    touched = tuple(dict.fromkeys((*before.last.competitors, *touched)))
                last = Last(_kind(fact, event), event.at, event.actor, _reason(fact), touched, games.step)
                after = msgspec.structs.replace(after, last=last)
            event_units = games.states[fact.unit.at(Level.EVENT)]
            states = tuple(after if unit is before else unit for unit in event_units)
            made = msgspec.structs.replace(
                games,
                units={**games.units, fact.unit: after},
                states={**games.states, fact.unit.at(Level.EVENT): states},
            )
            return embargo.automatic(games, made, fact, event.at)


def _enter_participants(games: Games, fact: facts.ParticipantsEntered) -> Games:
    participants = {**games.participants, **{p.id: p for p in fact.participants}}
    known = {p.id for p in fact.participants} & games.participants.keys()
    faces = dict(games.faces)
    for unit in games.units.values() if known else ():
        if any(s.competitor in known for s in unit.starts):
            faces[unit.plan.rsc.at(Level.EVENT)] = fact.participants
    return msgspec.structs.replace(games, participants=participants, faces=faces)


def _plan_units(games: Games, plans: tuple[UnitPlan, ...]) -> Games:
    units, devices = dict(games.units), dict(games.devices)
    of_event, states = dict(games.of_event), dict(games.states)
    for plan in plans:
        known = units.get(plan.rsc)
        if known is None:
            units[plan.rsc] = UnitState(plan=plan, schedule=plan.status, start=plan.start, end=plan.end)
            event = plan.rsc.at(Level.EVENT)
            of_event[event] = (*of_event.get(event, ()), plan.rsc)
        else:
            units[plan.rsc] = msgspec.structs.replace(known, plan=plan, start=plan.start, end=plan.end)
        for name in known.plan.devices if known else ():
            devices.pop(name, None)
        devices.update(dict.fromkeys(plan.devices, plan.rsc))
    for event in {p.rsc.at(Level.EVENT) for p in plans}:
        of_event[event] = tuple(sorted(of_event[event], key=lambda u: (units[u].plan.start, units[u].plan.order, u)))
        states[event] = tuple(units[u] for u in of_event[event])
    events = dict(games.events)
    for event in {p.rsc.at(Level.EVENT) for p in plans} - games.planned:
        events[event] = default_plan(event, of_event[event])
    return msgspec.structs.replace(games, units=units, devices=devices, of_event=of_event, states=states, events=events)


def _kind(fact: Fact, event: Recorded) -> str:
    """A message of which everything waits for a person shows no new mark."""
    nothing = isinstance(fact, facts.MarksObserved) and fact.held and not (fact.items or fact.facts or fact.complete)
    return "mark_held" if nothing else event.kind


def _reason(fact: Fact) -> str:
    """Why, for everybody to read: what is said of a value that never counts is nobody's business."""
    return "" if isinstance(fact, facts.HoldRejected) else getattr(fact, "reason", "")


def _touched(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, facts.HoldConfirmed):
        return tuple(dict.fromkeys(held.competitor for held in fact.held if held.competitor))
    items: tuple[Observation, ...] = getattr(fact, "items", ()) or getattr(fact, "effect", ())
    return tuple(dict.fromkeys(item.who.id for item in items if item.who.id))


def write(slots: Slots, items: Iterable[Observation], source: str, revision: int, held: bool, at: str = "") -> Slots:
    """Put values into slots. Only what is newer for its source is written, and never over a held value unless ``held``."""
    after = dict(slots)
    for item in items:
        mine = dict(after.get(item.who.id, {}))
        known = mine.get(item.slot)
        if not held and known and known.revisions.get(source, -1) >= revision:
            continue
        if held:
            mine[item.slot] = _put_right(known, item.value, at)
        else:
            mine[item.slot] = _seen(known, item.value, {**(known.revisions if known else {}), source: revision}, at)
        after[item.who.id] = mine
    return after


def _put_right(known: Slot | None, value: Any, at: str) -> Slot:
    if known is None or not known.first:
        return Slot(value, known.revisions if known else {}, True, at, "" if value is None else at)
    return Slot(value, known.revisions, True, known.at, known.first)


def _seen(known: Slot | None, value: Any, revisions: Mapping[str, int], at: str) -> Slot:
    first = "" if value is None else at
    if known is None:
        return Slot(value, revisions, False, at, first)
    if known.held:
        return Slot(known.value, revisions, True, known.at, known.first)
    return Slot(value, revisions, False, known.at if known.value == value else at, known.first or first)


def unit_values(values: Mapping[str, Any]) -> tuple[Observation, ...]:
    """Values of the unit itself, as observations."""
    return tuple(Observation(who=facts.Locator(id=UNIT), slot=name, value=value) for name, value in values.items())


def _schedule_changed(unit: UnitState, fact: facts.ScheduleChanged, event: Recorded) -> UnitState:
    moved = fact.status == "RESCHEDULED"
    return msgspec.structs.replace(
        unit,
        schedule=fact.status,
        start=fact.start or unit.start if moved else unit.start,
        end=fact.end or unit.end if moved else unit.end,
        actual_start=fact.actual or event.at
        if fact.status == "RUNNING" and not unit.actual_start
        else unit.actual_start,
        actual_end=fact.actual or event.at if fact.status == "FINISHED" else unit.actual_end,
        schedule_revisions={**unit.schedule_revisions, event.source: fact.revision},
    )


def _start_list_set(unit: UnitState, fact: facts.StartListSet, event: Recorded) -> UnitState:
    return msgspec.structs.replace(
        unit,
        starts=tuple(sorted(fact.starts, key=lambda s: s.sort)),
        start_revisions={**unit.start_revisions, event.source: fact.revision},
        status=unit.status or "START_LIST",
    )


def _marks_observed(unit: UnitState, fact: facts.MarksObserved, event: Recorded) -> UnitState:
    items = (*fact.items, *unit_values(fact.facts))
    slots = write(unit.slots, items, event.source, fact.revision, held=False, at=event.at)
    unit = msgspec.structs.replace(unit, slots=slots)
    begun = any(item.slot != "irm" for item in fact.items) or bool(fact.facts)
    if fact.complete:
        finals = {**unit.final_revisions, event.source: fact.revision}
        unit = msgspec.structs.replace(unit, final_revisions=finals)
        if AFTER[unit.status] < AFTER["UNOFFICIAL"]:
            return _enter(unit, "UNOFFICIAL", event)
    if begun and unit.status in ("", "START_LIST"):
        return _enter(unit, "LIVE", event)
    return unit


def _hold_confirmed(unit: UnitState, fact: facts.HoldConfirmed, event: Recorded) -> UnitState:
    for held in fact.held:
        unit = _counts(unit, held, event)
    return unit


def _counts(unit: UnitState, held: facts.MarkHeld, event: Recorded) -> UnitState:
    """What was held counts from now on, as if its source had just said it."""
    if held.slot == STATUS:
        finals = {**unit.final_revisions, held.source: held.revision} if held.revision else unit.final_revisions
        return _enter(msgspec.structs.replace(unit, final_revisions=finals), str(held.value), event)
    seen = Observation(who=facts.Locator(id=held.competitor), slot=held.slot, value=held.value)
    waited = holds.named(unit.holds, held.hold)
    at = waited.at if waited else event.at
    unit = msgspec.structs.replace(unit, slots=write(unit.slots, [seen], held.source, held.revision, False, at))
    return _enter(unit, "LIVE", event) if unit.status in ("", "START_LIST") and held.slot != "irm" else unit


def _unchanged(unit: UnitState, _: Fact, __: Recorded) -> UnitState:
    return unit  # only what waits has changed, which `apply` sees to


def _status_set(unit: UnitState, fact: facts.StatusSet, event: Recorded) -> UnitState:
    reopened = unit.was_official and fact.reason and AFTER[fact.status] < AFTER["OFFICIAL"]
    noted = _noted(unit, fact.reason, event) if reopened else unit
    return _enter(noted, fact.status, event)


def _corrected(unit: UnitState, fact: facts.Corrected, event: Recorded) -> UnitState:
    items = (*fact.items, *unit_values(fact.facts))
    slots = write(unit.slots, items, event.source, 0, held=True, at=event.at)
    return _noted(msgspec.structs.replace(unit, slots=slots), fact.reason, event)


def _proposed(unit: UnitState, fact: facts.MarkProposed, event: Recorded) -> UnitState:
    fresh = [
        Proposed(competitor=i.who.id, slot=i.slot, value=i.value, by=event.actor, at=event.at, reason=fact.reason)
        for i in fact.items
    ]
    replaced = {(p.competitor, p.slot, p.by) for p in fresh}
    kept = [p for p in unit.proposals if (p.competitor, p.slot, p.by) not in replaced]
    return msgspec.structs.replace(unit, proposals=(*kept, *fresh))


def _agreed(unit: UnitState, fact: facts.MarkAgreed, event: Recorded) -> UnitState:
    cells = {(i.who.id, i.slot) for i in fact.items}
    kept = tuple(p for p in unit.proposals if (p.competitor, p.slot) not in cells)
    unit = msgspec.structs.replace(unit, proposals=kept)
    items = tuple(i for i in fact.items if i.who.id != UNIT)
    own = {i.slot: i.value for i in fact.items if i.who.id == UNIT}
    if fact.reason:
        return _corrected(unit, facts.Corrected(unit=fact.unit, items=items, facts=own, reason=fact.reason), event)
    seen = facts.MarksObserved(unit=fact.unit, revision=fact.revision, items=items, facts=own)
    return _marks_observed(unit, seen, event)


def _tie_broken(unit: UnitState, fact: facts.TieBroken, event: Recorded) -> UnitState:
    kept = [order for order in unit.ties if not set(order) & set(fact.order)]
    return msgspec.structs.replace(_noted(unit, fact.reason, event), ties=(*kept, fact.order))


def _protest_stepped(unit: UnitState, fact: ProtestFact, event: Recorded) -> UnitState:
    return _contested(msgspec.structs.replace(unit, protests=stepped(unit.protests, fact, event.at)))


def _contested(unit: UnitState) -> UnitState:
    """A finished unit with an open protest is ``PROTESTED``; one that still runs becomes it when it finishes."""
    if unit.status in CONTESTABLE and unit.open_protests:
        return msgspec.structs.replace(unit, before_protest=unit.status, status="PROTESTED")
    return unit


def _protest_decided(unit: UnitState, fact: facts.ProtestDecided, event: Recorded) -> UnitState:
    protests = stepped(unit.protests, fact, event.at)
    slots = write(unit.slots, fact.effect, event.source, 0, held=True, at=event.at)
    replaced = unit.shares != shares_of(protests)
    unit = msgspec.structs.replace(unit, protests=protests, slots=slots)
    if fact.effect or fact.rerun or replaced:
        unit = _noted(unit, fact.reason, event)
    if unit.status == "PROTESTED" and not unit.open_protests:
        status = "PROVISIONAL" if fact.rerun else unit.before_protest
        return msgspec.structs.replace(unit, status=status, before_protest="")
    return unit


def shares_of(protests: Iterable[Protest]) -> tuple[tuple[str, ...], ...]:
    """The groups of competitors whom decisions gave one place."""
    return tuple(p.shared for p in protests if p.shared)


def _invalidated(unit: UnitState, fact: facts.Invalidated, event: Recorded) -> UnitState:
    """Back to the start list. The revisions stay, so that a late copy of a cancelled message cannot bring its values back."""
    emptied = {
        competitor: {name: Slot(None, slot.revisions) for name, slot in slots.items()}
        for competitor, slots in unit.slots.items()
    }
    return msgspec.structs.replace(
        _noted(unit, fact.reason, event),
        slots=emptied,
        ties=(),
        proposals=(),
        status="START_LIST" if unit.starts else "",
        before_protest="",
        shown=Shown(),
        schedule="SCHEDULED",
        actual_start="",
        actual_end="",
    )


def _noted(unit: UnitState, reason: str, event: Recorded) -> UnitState:
    """A note, where something already official changes (ODF Foundation Principles 6.12). Notes are cumulative."""
    if not (unit.was_official and reason):
        return unit
    return msgspec.structs.replace(unit, notes=(*unit.notes, f"{event.at[:16].replace('T', ' ')} UTC: {reason}"))


def _enter(unit: UnitState, status: str, event: Recorded) -> UnitState:
    schedule = schedule_status_for(status, unit.schedule)
    ended = event.at if unit.schedule != "FINISHED" else unit.actual_end
    entered = msgspec.structs.replace(
        unit,
        status=status,
        schedule=schedule,
        was_official=unit.was_official or status == "OFFICIAL",
        official_at=event.at if status == "OFFICIAL" else unit.official_at,
        actual_start=unit.actual_start or (event.at if schedule in ("RUNNING", "FINISHED") else ""),
        actual_end=ended if schedule == "FINISHED" else "",
    )
    return _contested(entered)


_APPLY: dict[type, Any] = {
    facts.ScheduleChanged: _schedule_changed,
    facts.StartListSet: _start_list_set,
    facts.MarksObserved: _marks_observed,
    facts.StatusSet: _status_set,
    facts.Corrected: _corrected,
    facts.TieBroken: _tie_broken,
    facts.ProtestFiled: _protest_stepped,
    facts.ProtestLate: _protest_stepped,
    facts.ProtestAdjourned: _protest_stepped,
    facts.ProtestReopened: _protest_stepped,
    facts.ProtestDecided: _protest_decided,
    facts.Invalidated: _invalidated,
    facts.MarkProposed: _proposed,
    facts.MarkAgreed: _agreed,
    facts.MarkHeld: _unchanged,
    facts.HoldConfirmed: _hold_confirmed,
    facts.HoldRejected: _unchanged,
}
