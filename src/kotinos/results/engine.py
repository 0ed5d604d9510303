"""The one loop: commands in, events to the journal, documents out.

A command is decided against everything already accepted, goes to the journal, and is acknowledged when it is on disk. Only then is it
shown: the documents that it changes are derived and published as one step, in the journal's order. So nobody ever sees what could
still be lost, and many commands share one fsync. If the journal fails the engine stops for good: a fresh start reads what is true.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from kotinos.codes import canonical
from kotinos.journal import chain
from kotinos.journal.event import Event, Journal, Proposal, Receipt
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.facts import Command, Fact, MarkHeld, MarksObserved, Refused
from kotinos.results.officials import Unchanged, decide, stream_of
from kotinos.results.publisher import Publisher

_Written = asyncio.Future[tuple[Receipt, ...]]
_Step = tuple[Games, Games, Proposal, Fact, _Written]
"""What was known before and after a command, the command, and when it is durable."""

MOST_PENDING = 256
"""Steps that may wait to be shown; beyond that a command waits, so that what is published is never far behind what is accepted."""


APART = 0.01
"""Seconds between two transactions of publications while more comes; after a pause the first documents go out at once."""


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


class EngineStopped(RuntimeError):
    """The journal could not be written; nothing more is accepted until a restart."""


def utc_now() -> str:
    """This instant as `Proposal.at` wants it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Engine:
    """One per journal. Used from one event loop."""

    def __init__(self, journal: Journal, publisher: Publisher, clock: Callable[[], str] = utc_now) -> None:
        self.games = Games()
        """Everything accepted so far: what the next command is decided against."""
        self.shown = self.games
        """Everything that is durable and published: what may be shown to anybody; up to the place `shown_seq` of the journal."""
        self.shown_seq = 0
        self._journal, self._publisher, self._clock = journal, publisher, clock
        self._known: dict[str, int | _Written] = {}
        self._positions: Counter[str] = Counter()
        self._before: dict[str, int] = {}
        self._pending: deque[_Step] = deque()
        self._work, self._room, self._idle = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._room.set()
        self._idle.set()
        self._failure: Exception | None = None
        self._shower: asyncio.Task[None] | None = None
        self._last_at = ""
        self._flushed = 0.0
        self._flush: asyncio.TimerHandle | None = None

    async def start(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        """Read the journal, publish what was recorded but not yet shown, and begin."""
        head, _ = self._journal.head()
        shown = self._publisher.resume(head)
        seq = 0
        while seq < head:
            for event in self._journal.read(seq, 2000):
                fact = fact_of(event)
                before, self.games = self.games, apply(self.games, event, fact)
                self._known[event.id] = seq = event.seq
                self._last_at = event.at
                self._follow(event.stream)
                if seq > shown:
                    self._publisher.show(before, self.games, event, fact, seq)
            progress(seq, head)
            await asyncio.sleep(0)
        self._publisher.flush()
        self.shown, self.shown_seq = self.games, head
        self._shower = asyncio.create_task(self._show())

    async def submit(self, command: Command) -> Outcome:
        """Record a command. Returns when it is durable; raises `Refused` with the reason, or `EngineStopped`."""
        await self._room.wait()
        if self._failure:
            raise EngineStopped(f"nothing more is accepted: {self._failure}") from self._failure
        known = self._known.get(command.id)
        if known is not None:
            return Outcome("duplicate", known if isinstance(known, int) else (await self._durable(known)).seq)
        # Instants never run backwards, so that "as it was at" has one answer.
        command = msgspec.structs.replace(command, at=max(self._clock(), self._last_at))
        try:
            fact = decide(self.games, command)
        except Unchanged as unchanged:
            return Outcome("stale" if unchanged.stale else "unchanged")
        proposal = self._proposal(command, fact)
        # What is shown is what a restart will read, also where a caller's own objects are not quite what JSON gives back.
        receipt = await self._durable(self._accept(proposal, fact_of(proposal)))
        self._known[command.id] = receipt.seq
        if receipt.duplicate:
            return Outcome("duplicate", receipt.seq)
        return outcome_of(fact, receipt.seq)

    def _proposal(self, command: Command, fact: Fact) -> Proposal:
        proposal = Proposal(
            id=command.id,
            at=command.at,
            stream=stream_of(fact),
            kind=fact.__struct_config__.tag,  # type: ignore[arg-type]
            actor=command.actor,
            source=command.source,
            cause=command.cause,
            body=canonical.encode(fact),
        )
        try:
            chain.check([proposal])
        except ValueError as error:
            raise Refused(str(error), "command") from error
        return proposal

    def _accept(self, proposal: Proposal, fact: Fact) -> _Written:
        """From here on the command counts for those that come after it, although the disk has not confirmed it."""
        self._last_at = proposal.at
        before, self.games = self.games, apply(self.games, proposal, fact)
        written = asyncio.ensure_future(self._journal.record([proposal], self._before))
        self._follow(proposal.stream)
        self._known[proposal.id] = written
        self._pending.append((before, self.games, proposal, fact, written))
        if len(self._pending) >= MOST_PENDING:
            self._room.clear()
        self._idle.clear()
        self._work.set()
        return written

    def _follow(self, stream: str) -> None:
        """Each command was decided against all before it, so it is recorded only if the one before it is."""
        self._positions[stream] += 1
        self._before = {stream: self._positions[stream]}

    async def _durable(self, written: _Written) -> Receipt:
        try:
            # A caller who gives up does not take the command back.
            return (await asyncio.shield(written))[0]
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise self._stopped(error) from error

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
            if self._flush is None:
                self._idle.set()
            self._work.clear()
            await self._work.wait()
        before, after, proposal, fact, written = self._pending[0]
        receipt = (await asyncio.shield(written))[0]
        self._publisher.show(before, after, proposal, fact, receipt.seq)
        self._flush_soon()
        self.shown, self.shown_seq = after, receipt.seq
        self._pending.popleft()
        if len(self._pending) < MOST_PENDING:
            self._room.set()
        await asyncio.sleep(0)

    def _flush_soon(self) -> None:
        """Store what was derived: few transactions for many steps spare the disk, and wake the readers of the store as seldom."""
        if self._flush is not None:
            return
        loop = asyncio.get_running_loop()
        if loop.time() - self._flushed < APART:
            self._flush = loop.call_at(self._flushed + APART, self._flush_now)
        else:
            self._publisher.flush()
            self._flushed = loop.time()

    def _flush_now(self) -> None:
        self._flush = None
        try:
            self._publisher.flush()
        except Exception as error:
            self._stopped(error)
        self._flushed = asyncio.get_running_loop().time()
        if not self._pending:
            self._idle.set()

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
    def failure(self) -> Exception | None:
        """Why the engine stopped, or ``None`` while it runs."""
        return self._failure

    async def stop(self) -> None:
        """Show what was accepted, then end. The journal stays open for its owner to close."""
        if self._shower is None:
            return
        if not self._failure:
            await self.settled()
        if self._flush is not None:
            self._flush.cancel()  # only a failed engine leaves one: what is durable is published after a restart
        self._shower.cancel()
        await asyncio.gather(self._shower, return_exceptions=True)
