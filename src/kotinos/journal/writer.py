"""The one thread that writes: it takes every group that waits, writes them in one transaction, commits once, then answers.

Group commit is what makes durable and fast the same thing: while the disk confirms one transaction, the next gathers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from kotinos.journal.chain import check
from kotinos.journal.event import Event, JournalClosed, JournalUnavailable, Proposal, Receipt
from kotinos.journal.settle import Group, Outcome, Tail, settle

if TYPE_CHECKING:  # at run time only a caller who has a loop needs it; a small process starts twice as fast without
    import asyncio

    Told: TypeAlias = Future[tuple[Receipt, ...]]
    Awaited: TypeAlias = asyncio.Future[tuple[Receipt, ...]]

MOST_EVENTS = 1000
"""How many events one transaction gathers before it is committed (one group is never split)."""
_MOST_STREAMS = 100_000  # positions remembered; beyond that they are counted anew


class Store(Protocol):
    """What the writer needs of a database. Called from the writer's thread only; anything may raise."""

    def recover(self) -> tuple[int, str]:
        """Undo what is unfinished, reconnect if need be, make what is there durable; return the head."""

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        """The ``seq`` of those of ``ids`` that are recorded."""

    def positions(self, streams: Sequence[str]) -> dict[str, int]:
        """How many events each of ``streams`` holds."""

    def commit(self, events: Sequence[Event]) -> None:
        """Write ``events`` in one transaction. Returns once they are durable; raises if they are not, or may not be."""

    def close(self) -> None:
        """Let go of the store."""


class _Waiting(msgspec.Struct, frozen=True):
    group: Group
    told: Told | Awaited
    loop: asyncio.AbstractEventLoop | None


class Writer:
    """Accepts groups from any thread and any loop, and answers when they are durable."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._head: tuple[int, str] | None = store.recover()
        self._positions: dict[str, int] = {}
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._door = threading.Lock()  # nothing may slip in behind the last entry of a closing queue
        self._open = True
        self._thread = threading.Thread(target=self._run, name=f"journal writer {name}", daemon=True)
        self._thread.start()

    def append(self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None) -> Told:
        """See `kotinos.journal.event.Journal`."""
        told: Told = Future()
        told.set_running_or_notify_cancel()  # what is accepted cannot be taken back
        self._submit(_Waiting(_checked(proposals, expect), told, None))
        return told

    async def record(
        self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None
    ) -> tuple[Receipt, ...]:
        """See `kotinos.journal.event.Journal`. One wake-up of the loop per commit answers all of its waiters."""
        import asyncio

        loop = asyncio.get_running_loop()
        awaited: Awaited = loop.create_future()
        self._submit(_Waiting(_checked(proposals, expect), awaited, loop))
        return await awaited

    def close(self) -> None:
        """Write what was accepted, then close the store. Closing twice is closing once."""
        with self._door:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join()

    def _submit(self, waiting: _Waiting) -> None:
        with self._door:
            if not self._open:
                raise JournalClosed("the journal is closed: nothing more is recorded")
            self._queue.put(waiting)

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._gather()
            if batch:
                _answer(batch, self._settle(batch))
        self._store.close()

    def _gather(self) -> tuple[list[_Waiting], bool]:
        batch: list[_Waiting] = []
        size = 0
        entry = self._queue.get()
        while entry is not None:
            batch.append(entry)
            size += len(entry.group.proposals)
            if size >= MOST_EVENTS:
                return batch, True
            try:
                entry = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _settle(self, batch: Sequence[_Waiting]) -> list[Outcome]:
        try:
            return self._record([waiting.group for waiting in batch])
        except Exception as error:  # whatever the store met, every waiter must hear of it and the thread must live
            self._head = None
            self._positions.clear()
            return [_unavailable(error) for _ in batch]  # one each: a traceback grows on every raise

    def _record(self, groups: Sequence[Group]) -> list[Outcome]:
        if self._head is None:
            self._head = self._store.recover()
        known = self._store.places([p.id for group in groups for p in group.proposals])
        settlement = settle(groups, known, Tail(*self._head, self._counted(groups)))
        if settlement.events:
            self._store.commit(settlement.events)
            self._head = (settlement.tail.seq, settlement.tail.hash)
            self._positions.update(settlement.tail.positions)
        return settlement.outcomes

    def _counted(self, groups: Iterable[Group]) -> dict[str, int]:
        """Positions of every stream with an expectation, and of those written to whose position is remembered."""
        expected = {stream for group in groups for stream in group.expect or ()}
        missing = sorted(expected - self._positions.keys())
        if missing:
            if len(self._positions) > _MOST_STREAMS:
                self._positions.clear()
                missing = sorted(expected)
            self._positions.update(self._store.positions(missing))
        touched = expected | {p.stream for group in groups for p in group.proposals}
        return {stream: self._positions[stream] for stream in touched & self._positions.keys()}


class Appending:
    """The writing half of a journal, for those that may have none."""

    name: str
    _writer: Writer | None

    def append(
        self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None
    ) -> Future[tuple[Receipt, ...]]:
        """See `kotinos.journal.event.Journal`."""
        return self._writing().append(proposals, expect)

    async def record(
        self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None
    ) -> tuple[Receipt, ...]:
        """See `kotinos.journal.event.Journal`."""
        return await self._writing().record(proposals, expect)

    def _writing(self) -> Writer:
        if self._writer is None:
            raise JournalClosed(f"journal {self.name} is open for reading only")
        return self._writer


def _checked(proposals: Sequence[Proposal], expect: Mapping[str, int] | None) -> Group:
    check(proposals)
    return Group(tuple(proposals), dict(expect) if expect else None)  # the caller's own may change meanwhile


def _unavailable(error: Exception) -> JournalUnavailable:
    fresh = type(error)(*error.args) if isinstance(error, JournalUnavailable) else JournalUnavailable(str(error))
    fresh.__cause__ = error
    return fresh


def _answer(batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Awaited, Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if waiting.loop is not None:
            loops.setdefault(waiting.loop, []).append((waiting.told, outcome))  # type: ignore[arg-type]
        else:
            _tell(waiting.told, outcome)
    for loop, answers in loops.items():
        try:
            loop.call_soon_threadsafe(_tell_all, answers)
        except RuntimeError:  # the loop has ended, and with it whoever waited
            continue


def _tell_all(answers: Iterable[tuple[Awaited, Outcome]]) -> None:
    for awaited, outcome in answers:
        if not awaited.done():  # its task may have been cancelled
            _tell(awaited, outcome)


def _tell(told: Told | Awaited, outcome: Outcome) -> None:
    if isinstance(outcome, Exception):
        told.set_exception(outcome)
    else:
        told.set_result(outcome)
