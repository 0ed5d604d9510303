"""One message on its way through the engine: readings become commands, and what the engine refuses is reported and left out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kotinos.codes.rsc import LENGTH, Rsc, RscError
from kotinos.results import facts
from kotinos.results.competition import Games
from kotinos.results.facts import Command, Fact, Observation, Refused
from kotinos.results.intake import irm
from kotinos.results.intake.message import Message
from kotinos.results.intake.order import Order
from kotinos.results.intake.reading import Broken, Entered, Listed, Marks, Planned, Reading, Said, Scheduled
from kotinos.results.intake.report import Engine, Fault, Taken
from kotinos.results.intake.snapshot import Snapshots
from kotinos.results.intake.starters import as_listed, competitor_of, entered


class Visit:
    """One message, reading by reading. ``taken`` and ``faults`` tell what became of it."""

    def __init__(self, engine: Engine, snapshots: Snapshots, order: Order, message: Message) -> None:
        self.taken: list[Taken] = []
        self.faults: list[Fault] = []
        self._engine, self._message = engine, message
        self._snapshots, self._order = snapshots, order
        self._n = 0
        self._open: list[int] = []
        """Places in ``taken`` of what is not durable yet."""
        self._refused_units: set[str] = set()
        self._reopened_units: set[Rsc] = set()
        self._stale_units: set[str] = set()

    async def submit(self, readings: Iterable[tuple[int, Reading]]) -> None:
        """Turn readings and their numbers into commands of one step; when they are durable, ``taken`` says so.

        Their ids depend on the message alone, never on what was known when it came.
        """
        await self._engine.ready()
        with self._engine.together() as self._step:
            for n, reading in readings:
                self._n = n
                self._read(reading)
        outcomes = await self._step.outcomes()
        for place, outcome in zip(self._open, outcomes, strict=True):
            self.taken[place] = msgspec.structs.replace(
                self.taken[place], outcome=outcome.outcome, seq=outcome.seq, held=outcome.held
            )
        self._open = []

    def _read(self, reading: Reading) -> None:
        match reading:
            case Broken():
                self.faults.append(
                    Fault(where=reading.where, what=reading.what, would_be_right=reading.right, final=reading.final)
                )
            case Marks():
                self._marks(reading)
            case Listed():
                self._listed(reading)
            case Entered():
                self._entered(reading)
            case Planned():
                self._planned(reading)
            case Scheduled():
                self._record(_schedule_change(reading, self._message.revision), reading.where)
            case Said():
                self._said(reading)

    def _said(self, reading: Said) -> None:
        unit = str(getattr(reading.fact, "unit", ""))
        if unit in self._stale_units:
            kind = str(reading.fact.__struct_config__.tag)
            self.taken.append(Taken(where=reading.where, kind=kind, unit=unit, outcome="stale"))
            return
        if unit and unit in self._refused_units:
            what = f"{unit}: not recorded, because its values above were refused"
            self.faults.append(Fault(where=reading.where, what=what, known=True))
            return
        self._record(reading.fact, reading.where)

    def _planned(self, reading: Planned) -> None:
        plans = tuple(_merged(self._engine.games, plan) for plan in reading.plans if self._is_news(plan.rsc))
        if not plans:
            return
        try:
            self._send(facts.UnitsPlanned(units=plans), reading.where)
        except Refused:
            # One by one, so that the unit at fault is named and the others stand.
            for plan in plans:
                alone = facts.UnitsPlanned(units=(plan,))
                self._record(alone, f"{reading.where}, unit {plan.rsc}", f"-{plan.rsc}")

    def _is_news(self, entity: str) -> bool:
        return self._order.is_news(self._message.producer, entity, self._message.revision)

    def _entered(self, reading: Entered) -> None:
        given = (p for p in reading.participants if reading.missing_only or self._is_news(p.id))
        people = entered(self._engine.games, given, reading.missing_only)
        try:
            if people:
                self._send(facts.ParticipantsEntered(participants=people), reading.where)
        except Refused:
            for person in people:
                alone = facts.ParticipantsEntered(participants=(person,))
                self._record(alone, f"{reading.where}, {person.id}", f"-{person.id}")

    def _listed(self, reading: Listed) -> None:
        try:
            unit = _unit_of(self._engine.games, reading.unit)
            state = self._engine.games.units.get(unit)
            listed = {s.competitor for s in state.starts} if state else set()
            if reading.missing_only and listed.issuperset(s.competitor for s in reading.starts):
                return
            starts = tuple(competitor_of(self._engine.games, unit, s, reading.where) for s in reading.starts)
        except Refused as refused:
            self._fault(refused, reading.where)
            return
        fact = facts.StartListSet(unit=unit, starts=starts, revision=self._message.revision)
        self._record(fact, reading.where)

    def _marks(self, reading: Marks) -> None:
        try:
            unit = _unit_of(self._engine.games, reading.unit)
        except Refused as refused:
            self._fault(refused, reading.where)
            return
        reading = msgspec.structs.replace(reading, items=_in_terms_of(self._engine.games, unit, reading.items))
        source, revision = self._message.producer, self._message.revision
        if reading.whole and self._snapshots.revision(self._engine.games, source, unit) > revision:
            self.taken.append(Taken(where=reading.where, kind="marks_observed", unit=unit, outcome="stale"))
            self._stale_units.add(unit)
            return
        gone = self._snapshots.gone(self._engine.games, source, unit, reading.items) if reading.whole else ()
        fact = facts.MarksObserved(
            unit=unit, revision=revision, items=reading.items, facts=reading.facts, complete=reading.complete
        )
        before = len(self.faults)
        left = self._without_strangers(fact, reading, gone)
        in_doubt = len(self.faults) > before
        if in_doubt:
            self._refused_units.add(unit)
        if reading.whole:
            self._snapshots.said(self._engine.games, source, unit, revision, left, in_doubt=in_doubt)

    def _without_strangers(
        self, fact: facts.MarksObserved, reading: Marks, gone: tuple[Observation, ...]
    ) -> tuple[Observation, ...]:
        """Record what can be: each competitor whom the engine refuses is reported and left out. Gives what was recorded.

        While a row is in doubt nothing is taken back: the row may be the one that says it.
        """
        left, spots = list(fact.items), list(reading.spots or [""] * len(fact.items))
        while True:
            items = (*left, *gone)
            try:
                self._send(msgspec.structs.replace(fact, items=items), reading.where)
                return tuple(left)
            except Refused as refused:
                if self._reopened(fact.unit, reading):
                    continue
                name = refused.where.removeprefix("facts.")
                if name != refused.where and name in fact.facts:
                    self._fault(refused, reading.where)
                    rest = {n: v for n, v in fact.facts.items() if n != name}
                    fact = msgspec.structs.replace(fact, facts=rest)
                    continue
                at = _index(refused.where)
                if at is None or at >= len(items):
                    self._fault(refused, reading.where)
                    return ()
                if at >= len(left):
                    gone = ()
                    continue
                self._fault(refused, spots[at] or reading.where)
                who = left[at].who
                keep = [n for n, item in enumerate(left) if item.who != who]
                left, spots, gone = [left[n] for n in keep], [spots[n] for n in keep], ()
                if not left and not fact.facts:
                    return ()

    def _reopened(self, unit: Rsc, reading: Marks) -> bool:
        """Take an official unit back to unofficial, where the message says why its values change."""
        state = self._engine.games.units.get(unit)
        if not reading.reason or state is None or state.status != "OFFICIAL":
            return False
        if unit in self._reopened_units:
            return False
        self._reopened_units.add(unit)
        self._send(facts.StatusSet(unit=unit, status="UNOFFICIAL", reason=reading.reason), reading.where, "-reopened")
        return True

    def _record(self, fact: Fact, where: str, part: str = "") -> None:
        try:
            self._send(fact, where, part)
        except Refused as refused:
            self._fault(refused, where)

    def _send(self, fact: Fact, where: str, part: str = "") -> None:
        message = self._message
        command = Command(
            id=message.command_id(f"{self._n}{part}"),
            fact=fact,
            actor=message.actor,
            source=message.producer,
            cause=message.digest,
        )
        self._step.take(command)
        self._open.append(len(self.taken))
        kind = str(fact.__struct_config__.tag)
        self.taken.append(Taken(where=where, kind=kind, unit=str(getattr(fact, "unit", "")), outcome=""))

    def _fault(self, refused: Refused, where: str) -> None:
        self.faults.append(Fault(where=where, what=str(refused), known=True))


def _unit_of(games: Games, name: str) -> Rsc:
    if ":" not in name and len(name) == LENGTH:
        try:
            return Rsc(name)
        except RscError as error:
            raise Refused(str(error), "unit") from error
    unit = games.devices.get(name)
    if unit is None:
        raise Refused(f"no unit has the device name {name!r}: name it in the unit's plan", "unit")
    return unit


def _in_terms_of(games: Games, unit: Rsc, items: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """``items`` as the unit's start list names competitors and its discipline names IRMs."""
    state = games.units.get(unit)
    starts = state.starts if state else ()
    named = {who: as_listed(starts, who) for who in {item.who for item in items}}
    return tuple(
        Observation(
            who=named[item.who],
            slot=item.slot,
            value=irm.for_discipline(unit.discipline, item.value)
            if item.slot == "irm" and isinstance(item.value, str)
            else item.value,
        )
        for item in items
    )


def _merged(games: Games, plan: facts.UnitPlan) -> facts.UnitPlan:
    """``plan`` with what only this platform knows of the unit."""
    known = games.units.get(plan.rsc)
    if known is None:
        return plan
    own = known.plan
    return msgspec.structs.replace(
        plan,
        devices=own.devices,
        facts={**own.facts, **plan.facts},
        sides=plan.sides or own.sides,
        bracket=plan.bracket or own.bracket,
        name={**own.name, **plan.name},
    )


def _schedule_change(reading: Scheduled, revision: int) -> facts.ScheduleChanged:
    return facts.ScheduleChanged(
        unit=reading.unit,
        status=reading.status,
        start=reading.start,
        end=reading.end,
        actual=reading.actual,
        revision=revision,
    )


def _index(where: str) -> int | None:
    """The ``3`` of ``items[3]``."""
    number = where.removeprefix("items[").removesuffix("]")
    return int(number) if number.isdigit() and where == f"items[{number}]" else None
