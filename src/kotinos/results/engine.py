"""The one loop: commands in, events to the journal, documents out.

A command is decided against everything already accepted, goes to the journal, and is acknowledged when it is on disk. Only then is it
shown: the documents that it changes are derived and published as one step, in the journal's order; what one message says is one step
(`kotinos.results.steps`). So nobody ever sees what could still be lost, and many commands share one fsync. If the journal fails the
engine stops for good: a fresh start reads what is true.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from kotinos.codes import canonical
from kotinos.journal import chain
from kotinos.journal.event import Event, Journal, Proposal, Receipt
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.facts import Command, Fact, MarkHeld, MarksObserved, Refused
from kotinos.results.officials import Unchanged, decide, stream_of
from kotinos.results.outlet import Outlet
from kotinos.results.steps import Step, state_after, steps

_Group = asyncio.Future[tuple[Receipt, ...]]
_Pending = tuple[Games, Games, Step, _Group]
"""What was known before and after a step, the step, and when it is durable."""

MOST_PENDING = 256
"""Steps that may wait to be shown; beyond that a command waits, so that what is published is never far behind what is accepted."""


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a command: ``accepted`` (durable at ``seq``), ``held`` (durable, but ``held`` waits for a person; the rest counts),
    ``duplicate``, ``stale`` (newer is known) or ``unchanged``.
    """

    outcome: str
    seq: int = 0
    held: tuple[MarkHeld, ...] = ()


def outcome_of(fact: Fact, seq: int) -> Outcome:
    """What became of a command that was recorded as ``fact`` at ``seq``."""
    held = fact.held if isinstance(fact, MarksObserved) else (fact,) if isinstance(fact, MarkHeld) else ()
    return Outcome("held" if held else "accepted", seq, held)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the documents follow what was accepted: ``waiting`` steps are still to come after ``offset``, where the feed of ``epoch``
    stands; with none waiting it shows the journal up to ``shown``.
    """

    shown: int
    waiting: int
    epoch: str
    offset: int


class Waiting(NamedTuple):
    """A command that is being written: its place in a group that the journal records whole or not at all."""

    id: str
    group: _Group
    place: int


class EngineStopped(RuntimeError):
    """The journal could not be written; nothing more is accepted until a restart."""


def _proposal(command: Command, fact: Fact, cause: str | None) -> Proposal:
    proposal = Proposal(
        id=command.id,
        at=command.at,
        stream=stream_of(fact),
        kind=fact.__struct_config__.tag,  # type: ignore[arg-type]
        actor=command.actor,
        source=command.source,
        cause=cause,
        body=canonical.encode(fact),
    )
    try:
        chain.check([proposal])
    except ValueError as error:
        raise Refused(str(error), "command") from error
    return proposal


def utc_now() -> str:
    """This instant as `Proposal.at` wants it."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Together:
    """Commands of one step, each decided against all before it: what `Engine.together` gives."""

    def __init__(self, engine: Engine) -> None:
        self.step: list[tuple[Proposal, Fact]] = []
        """What was accepted; and, when `Engine.together` is over, where it waits for the disk."""
        self.waiting: list[Waiting] = []
        self._engine = engine
        self._taken: list[Outcome | Waiting | None] = []

    def take(self, command: Command) -> None:
        """Decide a command; raises `Refused` with the reason."""
        found = self._engine.decide(command, self.step[0][0].id if self.step else None)
        if isinstance(found, Outcome | Waiting):
            self._taken.append(found)
        else:
            self.step.append(found)
            self._taken.append(None)

    async def outcomes(self) -> list[Outcome]:
        """What became of each command that was taken, when all is durable; raises `EngineStopped`."""
        accepted = iter(
            [await self._accepted(fact, waiting) for (_, fact), waiting in zip(self.step, self.waiting, strict=True)]
        )
        return [next(accepted) if found is None else await self._known(found) for found in self._taken]

    async def _accepted(self, fact: Fact, waiting: Waiting) -> Outcome:
        receipt = await self._engine.durable(waiting)
        return Outcome("duplicate", receipt.seq) if receipt.duplicate else outcome_of(fact, receipt.seq)

    async def _known(self, found: Outcome | Waiting) -> Outcome:
        return found if isinstance(found, Outcome) else Outcome("duplicate", (await self._engine.durable(found)).seq)


class Engine:
    """One per journal. Used from one event loop."""

    def __init__(self, journal: Journal, outlet: Outlet, clock: Callable[[], str] = utc_now) -> None:
        self.games = Games()
        """Everything accepted so far: what the next command is decided against."""
        self.shown = self.games
        """Everything that is durable and published: what may be shown to anybody; up to the place `shown_seq` of the journal."""
        self.shown_seq = 0
        self._journal, self._outlet, self._clock = journal, outlet, clock
        self._known: dict[str, int | Waiting] = {}
        self._positions: Counter[str] = Counter()
        self._before: dict[str, int] = {}
        self._pending: deque[_Pending] = deque()
        self._handed: deque[tuple[int, Games]] = deque()
        self._work, self._room, self._idle = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._room.set()
        self._idle.set()
        self._failure: Exception | None = None
        self._shower: asyncio.Task[None] | None = None
        self._last_at = ""

    async def start(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        """Read the journal, publish what was recorded but not yet shown, and begin."""
        head, _ = self._journal.head()
        shown = await self._outlet.begin(head, self._stored, self._stopped)
        for number, step in enumerate(steps(self._journal, head)):
            before, self.games = self.games, state_after(self.games, step)
            for event, _ in step:
                self._known[event.id] = event.seq
                self._follow(event.stream)
            self._last_at, seq = event.at, event.seq
            if seq > shown:
                self._outlet.show(before, self.games, step, seq)
            if number % 1000 == 0:
                progress(seq, head)
                await asyncio.sleep(0)
        progress(head, head)
        await self._outlet.settled()
        self.shown, self.shown_seq = self.games, head
        self._shower = asyncio.create_task(self._show())

    async def ready(self) -> None:
        """Return when there is room for another step; raises `EngineStopped`."""
        await self._room.wait()
        if self._failure:
            raise EngineStopped(f"nothing more is accepted: {self._failure}") from self._failure

    async def submit(self, command: Command) -> Outcome:
        """Record a command. Returns when it is durable; raises `Refused` with the reason, or `EngineStopped`."""
        await self.ready()
        with self.together() as group:
            group.take(command)
        [outcome] = await group.outcomes()
        return outcome

    @contextmanager
    def together(self) -> Iterator[Together]:
        """Commands that become one step: whatever is taken, also where another one is refused. Nothing may be awaited inside."""
        group = Together(self)
        before, expected = self.games, self._before
        try:
            yield group
        finally:
            if group.step:
                self._accept(group, before, expected)

    def decide(self, command: Command, first: str | None) -> Outcome | Waiting | tuple[Proposal, Fact]:
        """Decide a command of the step that begins with the event ``first``; for `Together`. Raises `Refused`.

        An accepted one counts for those that come after it, although the disk has not confirmed it.
        """
        known = self._known.get(command.id)
        if known is not None:
            return Outcome("duplicate", known) if isinstance(known, int) else known
        # Instants never run backwards, so that "as it was at" has one answer.
        command = msgspec.structs.replace(command, at=max(self._clock(), self._last_at))
        try:
            fact = decide(self.games, command)
        except Unchanged as unchanged:
            return Outcome("stale" if unchanged.stale else "unchanged")
        proposal = _proposal(command, fact, first or command.cause)
        # What is shown is what a restart will read, also where a caller's own objects are not quite what JSON gives back.
        fact = fact_of(proposal)
        self.games = apply(self.games, proposal, fact)
        self._last_at = proposal.at
        self._follow(proposal.stream)
        return proposal, fact

    async def durable(self, waiting: Waiting) -> Receipt:
        """Where a command stands, when it is on disk; raises `EngineStopped`."""
        try:
            # A caller who gives up does not take the command back.
            receipt = (await asyncio.shield(waiting.group))[waiting.place]
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise self._stopped(error) from error
        self._known[waiting.id] = receipt.seq
        return receipt

    def _accept(self, group: Together, before: Games, expected: dict[str, int]) -> None:
        proposals = [proposal for proposal, _ in group.step]
        written = asyncio.ensure_future(self._journal.record(proposals, expected))
        group.waiting = [Waiting(proposal.id, written, place) for place, proposal in enumerate(proposals)]
        self._known.update((waiting.id, waiting) for waiting in group.waiting)
        self._pending.append((before, self.games, tuple(group.step), written))
        if self._waiting >= MOST_PENDING:
            self._room.clear()
        self._idle.clear()
        self._work.set()

    def _follow(self, stream: str) -> None:
        """Each command was decided against all before it, so it is recorded only if the one before it is."""
        self._positions[stream] += 1
        self._before = {stream: self._positions[stream]}

    def _stopped(self, error: Exception) -> EngineStopped:
        if self._failure is None:
            self._failure = error
            self._room.set()
            self._idle.set()
        return EngineStopped(f"the journal cannot be written: {self._failure}")

    async def _show(self) -> None:
        """Show what is durable, for ever; whatever ends it is the engine's failure."""
        try:
            while True:
                await self._show_next()
        except Exception as error:
            self._stopped(error)
            await asyncio.gather(*(step[-1] for step in self._pending), return_exceptions=True)

    async def _show_next(self) -> None:
        while not self._pending:
            self._work.clear()
            await self._work.wait()
        before, after, step, written = self._pending[0]
        last = (await asyncio.shield(written))[-1]
        self._pending.popleft()
        self._handed.append((last.seq, after))
        self._outlet.show(before, after, step, last.seq)
        await asyncio.sleep(0)

    def _stored(self, seq: int) -> None:
        """The documents of every step up to ``seq`` can be read."""
        while self._handed and self._handed[0][0] <= seq:
            self.shown_seq, self.shown = self._handed.popleft()
        if self._waiting < MOST_PENDING:
            self._room.set()
        if not self._waiting:
            self._idle.set()

    @property
    def _waiting(self) -> int:
        """Steps that are accepted and not shown yet."""
        return len(self._pending) + len(self._handed)

    async def history(self, stream: str) -> list[Event]:
        """The durable events of a stream, oldest first."""
        found: list[Event] = []
        while page := await asyncio.to_thread(self._journal.read_stream, stream, found[-1].seq if found else 0, 1000):
            found += page
        return found

    async def recorded(self, seq: int) -> Fact:
        """The fact at a place of the journal."""
        [event] = await asyncio.to_thread(self._journal.read, seq - 1, 1)
        return fact_of(event)

    async def settled(self) -> None:
        """Return when everything accepted so far is published."""
        await self._idle.wait()

    @property
    def progress(self) -> Progress:
        """How far everything accepted so far is published."""
        epoch, offset = self._outlet.place
        return Progress(shown=self.shown_seq, waiting=self._waiting, epoch=epoch, offset=offset)

    @property
    def failure(self) -> Exception | None:
        """Why the engine stopped, or ``None`` while it runs."""
        return self._failure

    async def stop(self) -> None:
        """Show what was accepted, then end. The journal stays open for its owner to close."""
        if self._shower is None:
            return
        if not self._failure:
            await self.settled()
        self._shower.cancel()
        await asyncio.gather(self._shower, return_exceptions=True)
        await self._outlet.end()
