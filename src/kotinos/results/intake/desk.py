"""The desk: takes messages, one after the other for each source, and submits what they say to the engine.

It finds units by their device names, takes back what a whole message no longer says, leaves out the row that names nobody while
the others go on, and reports place by place what became of everything. What was refused is kept and recorded.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Protocol

import msgspec

from kotinos.codes.rsc import LENGTH, Rsc, RscError
from kotinos.results import facts
from kotinos.results.competition import Games
from kotinos.results.engine import Outcome
from kotinos.results.facts import Command, Fact, Observation, Refused
from kotinos.results.intake import forms, irm
from kotinos.results.intake.body import LIMIT
from kotinos.results.intake.message import Message, identity
from kotinos.results.intake.order import Order
from kotinos.results.intake.reading import (
    BadMessage,
    Broken,
    Entered,
    Listed,
    Marks,
    Planned,
    Reading,
    Said,
    Scheduled,
    Sheet,
)
from kotinos.results.intake.refused import Note, Shelf
from kotinos.results.intake.snapshot import Snapshots
from kotinos.results.intake.starters import as_listed, competitor_of, entered

_BIG = 64_000
"""Bytes above which a message is read beside the event loop."""


class Engine(Protocol):
    """What the desk needs of the engine."""

    @property
    def games(self) -> Games:
        """Everything known."""

    async def submit(self, command: Command) -> Outcome:
        """Record a command durably, or raise `Refused`."""


class Taken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One part of a message that went to the engine, and what became of it (`Outcome`)."""

    where: str
    kind: str
    unit: str = ""
    outcome: str
    seq: int = 0


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One part that was refused. ``known``: it reads well but contradicts what is known, so that it may be right later.

    ``final``: no repetition will change that, as this platform does not read such messages.
    """

    where: str
    what: str
    would_be_right: str = ""
    known: bool = False
    final: bool = False


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a message. ``digest`` finds the bytes of a refused one."""

    digest: str
    taken: tuple[Taken, ...] = ()
    refused: tuple[Fault, ...] = ()

    @property
    def outcome(self) -> str:
        """``refused`` if any part was; else ``accepted`` if anything was new, else what all parts were."""
        if self.refused:
            return "refused"
        outcomes = {t.outcome for t in self.taken}
        return next((o for o in ("accepted", "stale", "duplicate", "unchanged") if o in outcomes), "unchanged")


class Desk:
    """One per engine. ``feed`` (``OG2024/P``) is the only feed it takes ODF of: production and test are never mixed; empty takes any."""

    def __init__(self, engine: Engine, shelf: Shelf, feed: str = "") -> None:
        self.engine, self.shelf, self._feed = engine, shelf, feed
        self._order = Order()
        self._snapshots = Snapshots()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, message: Message) -> Report:
        """Take one message. Whatever it holds, this returns a report; only a stopped engine raises."""
        try:
            sheet = await _read(message)
        except BadMessage as bad:
            fault = Fault(where=bad.where, what=bad.what, would_be_right=bad.right)
            return await self._conclude(message, [], [fault])
        if self._feed and sheet.feed and sheet.feed != self._feed:
            fault = Fault(
                where="OdfBody",
                what=f"feed {sheet.feed}",
                would_be_right=f"{self._feed}, which is played here",
                final=True,
            )
            return await self._conclude(message, [], [fault])
        # Messages of one source are taken whole, in turn: the second finds the first recorded.
        async with self._turns[message.source]:
            revision = self._order.place(message, sheet.stamp)
            if revision is None:
                return Report(digest=message.digest, taken=(Taken(where="message", kind="message", outcome="stale"),))
            visit = _Visit(self, msgspec.structs.replace(message, revision=revision))
            for n, reading in enumerate(sheet.readings):
                await visit.submit(n, reading)
            return await self._conclude(message, visit.taken, visit.faults)

    async def record(self, command: Command) -> Outcome:
        """Submit a command that needs no reading; raises `Refused`."""
        return await self.engine.submit(command)

    async def _conclude(self, message: Message, taken: list[Taken], faults: list[Fault]) -> Report:
        if faults:
            await self._keep(message, faults)
        return Report(digest=message.digest, taken=tuple(taken), refused=tuple(faults))

    async def _keep(self, message: Message, faults: list[Fault]) -> None:
        first = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        note = Note(
            digest=message.digest,
            form=message.form,
            name=message.name,
            source=message.source,
            what=first.what + more,
            where=first.where,
            would_be_right=first.would_be_right,
            size=len(message.body),
        )
        await asyncio.to_thread(self.shelf.keep, message.body, note)
        fact = facts.MessageRefused(
            form=message.form,
            name=message.name,
            digest=note.digest,
            error=note.what,
            where=note.where,
            size=note.size,
        )
        # The same bytes refused for the same reason are one refusal, however often a producer repeats them.
        name = identity(message.source, message.name, note.digest, note.what, note.where)
        await self.engine.submit(Command(id=f"refused-{name}", fact=fact, actor=message.actor, source=message.source))


async def _read(message: Message) -> Sheet:
    if len(message.body) > LIMIT:
        raise BadMessage(f"more than {LIMIT} bytes", "message", "smaller messages")
    arguments = (message.form, message.body, message.name, message.encoding)
    if len(message.body) < _BIG:
        return forms.read(*arguments)
    return await asyncio.to_thread(forms.read, *arguments)


class _Visit:
    """One message on its way through the engine."""

    def __init__(self, desk: Desk, message: Message) -> None:
        self.taken: list[Taken] = []
        self.faults: list[Fault] = []
        self._engine, self._message = desk.engine, message
        self._snapshots, self._order = desk._snapshots, desk._order
        self._n = 0
        self._refused_units: set[str] = set()
        self._reopened_units: set[Rsc] = set()
        self._stale_units: set[str] = set()

    async def submit(self, n: int, reading: Reading) -> None:
        """Turn the ``n``-th reading into commands. Their ids depend on the message alone, never on what was known when it came."""
        self._n = n
        match reading:
            case Broken():
                self.faults.append(
                    Fault(where=reading.where, what=reading.what, would_be_right=reading.right, final=reading.final)
                )
            case Marks():
                await self._marks(reading)
            case Listed():
                await self._listed(reading)
            case Entered():
                await self._entered(reading)
            case Planned():
                await self._planned(reading)
            case Scheduled():
                await self._record(_schedule_change(reading, self._message.revision), reading.where)
            case Said():
                await self._said(reading)

    async def _said(self, reading: Said) -> None:
        unit = str(getattr(reading.fact, "unit", ""))
        if unit in self._stale_units:
            kind = str(reading.fact.__struct_config__.tag)
            self.taken.append(Taken(where=reading.where, kind=kind, unit=unit, outcome="stale"))
            return
        if unit and unit in self._refused_units:
            what = f"{unit}: not recorded, because its values above were refused"
            self.faults.append(Fault(where=reading.where, what=what, known=True))
            return
        await self._record(reading.fact, reading.where)

    async def _planned(self, reading: Planned) -> None:
        plans = tuple(_merged(self._engine.games, plan) for plan in reading.plans if self._is_news(plan.rsc))
        if not plans:
            return
        try:
            await self._send(facts.UnitsPlanned(units=plans), reading.where)
        except Refused:
            # One by one, so that the unit at fault is named and the others stand.
            for plan in plans:
                alone = facts.UnitsPlanned(units=(plan,))
                await self._record(alone, f"{reading.where}, unit {plan.rsc}", f"-{plan.rsc}")

    def _is_news(self, entity: str) -> bool:
        return self._order.is_news(self._message.producer, entity, self._message.revision)

    async def _entered(self, reading: Entered) -> None:
        given = (p for p in reading.participants if reading.missing_only or self._is_news(p.id))
        people = entered(self._engine.games, given, reading.missing_only)
        try:
            if people:
                await self._send(facts.ParticipantsEntered(participants=people), reading.where)
        except Refused:
            for person in people:
                alone = facts.ParticipantsEntered(participants=(person,))
                await self._record(alone, f"{reading.where}, {person.id}", f"-{person.id}")

    async def _listed(self, reading: Listed) -> None:
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
        await self._record(fact, reading.where)

    async def _marks(self, reading: Marks) -> None:
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
        left = await self._without_strangers(fact, reading, gone)
        in_doubt = len(self.faults) > before
        if in_doubt:
            self._refused_units.add(unit)
        if reading.whole:
            self._snapshots.said(self._engine.games, source, unit, revision, left, in_doubt=in_doubt)

    async def _without_strangers(
        self, fact: facts.MarksObserved, reading: Marks, gone: tuple[Observation, ...]
    ) -> tuple[Observation, ...]:
        """Record what can be: each competitor whom the engine refuses is reported and left out. Gives what was recorded.

        While a row is in doubt nothing is taken back: the row may be the one that says it.
        """
        left, spots = list(fact.items), list(reading.spots or [""] * len(fact.items))
        while True:
            items = (*left, *gone)
            try:
                await self._send(msgspec.structs.replace(fact, items=items), reading.where)
                return tuple(left)
            except Refused as refused:
                if await self._reopened(fact.unit, reading):
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

    async def _reopened(self, unit: Rsc, reading: Marks) -> bool:
        """Take an official unit back to unofficial, where the message says why its values change."""
        state = self._engine.games.units.get(unit)
        if not reading.reason or state is None or state.status != "OFFICIAL":
            return False
        if unit in self._reopened_units:
            return False
        self._reopened_units.add(unit)
        await self._send(
            facts.StatusSet(unit=unit, status="UNOFFICIAL", reason=reading.reason), reading.where, "-reopened"
        )
        return True

    async def _record(self, fact: Fact, where: str, part: str = "") -> None:
        try:
            await self._send(fact, where, part)
        except Refused as refused:
            self._fault(refused, where)

    async def _send(self, fact: Fact, where: str, part: str = "") -> None:
        message = self._message
        command = Command(
            id=message.command_id(f"{self._n}{part}"),
            fact=fact,
            actor=message.actor,
            source=message.producer,
            cause=message.digest,
        )
        outcome = await self._engine.submit(command)
        kind = str(fact.__struct_config__.tag)
        self.taken.append(
            Taken(
                where=where,
                kind=kind,
                unit=str(getattr(fact, "unit", "")),
                outcome=outcome.outcome,
                seq=outcome.seq,
            )
        )

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
