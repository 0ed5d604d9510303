"""The one loop: commands in, events to the journal, documents out.

A command is decided against everything already accepted, goes to the journal, and is acknowledged when it is on disk. Only then is it
shown: the documents that it changes are derived and published as one step, in the journal's order. So nobody ever sees what could
still be lost, and many commands share one fsync. If the journal fails the engine stops for good: a fresh start reads what is true.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime

import msgspec

from kotinos.codes import canonical
from kotinos.journal.event import Journal, Proposal, Receipt
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.facts import Command, Fact
from kotinos.results.officials import Unchanged, decide, stream_of
from kotinos.results.publisher import Publisher


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a command: ``accepted`` (durable at ``seq``), ``duplicate``, ``stale`` (newer is known) or ``unchanged``."""

    outcome: str
    seq: int = 0


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
        self._shown = self.games
        self._journal, self._publisher, self._clock = journal, publisher, clock
        self._known: dict[str, Future[tuple[Receipt, ...]] | None] = {}
        self._pending: deque[tuple[Proposal, Fact, Future[tuple[Receipt, ...]]]] = deque()
        self._work = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._failure: Exception | None = None
        self._shower: asyncio.Task[None] | None = None
        self._last_at = ""

    async def start(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        """Read the journal, publish what was recorded but not yet shown, and begin."""
        head, _ = self._journal.head()
        shown = self._publisher.resume(head)
        games, seq = Games(), 0
        while seq < head:
            for event in self._journal.read(seq, 2000):
                fact = fact_of(event)
                before, games = games, apply(games, event, fact)
                self._known[event.id] = None
                self._last_at = event.at
                seq = event.seq
                if seq > shown:
                    self._publisher.show(before, games, event, fact, seq)
            progress(seq, head)
            await asyncio.sleep(0)
        self._publisher.flush()
        self.games = self._shown = games
        self._shower = asyncio.create_task(self._show())
        self._shower.add_done_callback(self._shown_no_more)

    def _shown_no_more(self, shower: asyncio.Task[None]) -> None:
        """What cannot be shown must not be accepted in silence: the engine stops, and whoever minds it hears why."""
        if not shower.cancelled() and (error := shower.exception()) is not None:
            self._failure = self._failure or EngineStopped(f"what was recorded cannot be shown: {error!r}")
            self._failure.__cause__ = error
            self._idle.set()

    async def submit(self, command: Command) -> Outcome:
        """Record a command. Returns when it is durable; raises `Refused` with the reason, or `EngineStopped`."""
        if self._failure:
            raise EngineStopped(f"nothing more is accepted: {self._failure}") from self._failure
        if command.id in self._known:
            waiting = self._known[command.id]
            seq = (await asyncio.wrap_future(waiting))[0].seq if waiting else 0
            return Outcome("duplicate", seq)
        try:
            fact = decide(self.games, command)
        except Unchanged as unchanged:
            return Outcome("stale" if unchanged.stale else "unchanged")
        # Instants never run backwards, so that "as it was at" has one answer.
        self._last_at = max(self._clock(), self._last_at)
        proposal = Proposal(
            id=command.id,
            at=self._last_at,
            stream=stream_of(fact),
            kind=fact.__struct_config__.tag,  # type: ignore[arg-type]
            actor=command.actor,
            source=command.source,
            cause=command.cause,
            body=canonical.encode(fact),
        )
        self.games = apply(self.games, proposal, fact)
        written = self._journal.append([proposal])
        self._known[command.id] = written
        self._pending.append((proposal, fact, written))
        self._idle.clear()
        self._work.set()
        try:
            receipt = (await asyncio.shield(asyncio.wrap_future(written)))[0]
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._failure = error
            raise EngineStopped(f"the journal cannot be written: {error}") from error
        self._known[command.id] = None
        return Outcome("duplicate" if receipt.duplicate else "accepted", receipt.seq)

    async def _show(self) -> None:
        """Show what is durable, for ever; whatever ends it is the engine's failure."""
        try:
            while True:
                await self._show_next()
        except Exception as error:
            self._failure = error
            self._idle.set()

    async def _show_next(self) -> None:
        while not self._pending:
            self._publisher.flush()
            self._idle.set()
            self._work.clear()
            await self._work.wait()
        proposal, fact, written = self._pending[0]
        if not written.done():
            self._publisher.flush()
        receipt = (await asyncio.shield(asyncio.wrap_future(written)))[0]
        self._pending.popleft()
        before, self._shown = self._shown, apply(self._shown, proposal, fact)
        self._publisher.show(before, self._shown, proposal, fact, receipt.seq)
        await asyncio.sleep(0)

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
        self._shower.cancel()
        await asyncio.gather(self._shower, return_exceptions=True)
