"""A publisher in a process of its own: while one core decides and records, another derives, encodes and stores.

The engine's process sends the steps through a pipe, once they are durable, and hears through another how far they are stored. Nothing in
the pipes is needed again: whatever ends either process, the next start derives from the journal what the store does not show yet.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import Callable, Mapping, Sequence

import msgspec

from kotinos.journal.event import Journal, Proposal
from kotinos.results.competition import Games, fact_of
from kotinos.results.outlet import Here
from kotinos.results.publisher import Publisher
from kotinos.results.steps import Step, state_after, steps

END_WITHIN = 10.0
"""Seconds that the other process has to store what it was given, once nothing more will come."""

_LENGTH = struct.Struct(">I")


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """Everything up to ``seq`` of the journal is in the store, whose ``epoch`` has come to ``offset``."""

    seq: int
    epoch: str
    offset: int


class Beside:
    """The engine's end. ``command`` starts the other process, which calls `follow`; the last argument that it gets is the journal's head.

    ``tell`` hears of the offset up to which there are documents.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], tell: Callable[[int], None] = lambda _offset: None
    ) -> None:
        self._command, self._environment, self._tell = command, environment, tell
        self._at = Stored(0, "", 0)
        self._given = 0
        self._moved = asyncio.Event()
        self._fault: Exception | None = None

    async def begin(self, head: int, stored: Callable[[int], None], failed: Callable[[Exception], object]) -> int:
        """See `Outlet.begin`. What the store lacks up to ``head`` the other process reads from the journal itself."""
        self._stored, self._failed = stored, failed
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            str(head),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=self._environment,
            start_new_session=True,  # Ctrl-C reaches the engine alone, which then ends this one
        )
        self._given = head
        self._hearing = asyncio.create_task(self._hear())
        return head

    def show(self, _before: Games, _after: Games, step: Step, seq: int) -> None:
        """See `Outlet.show`."""
        assert self._process.stdin is not None
        self._given = seq
        order = msgspec.msgpack.encode((seq, [event for event, _ in step]))
        self._process.stdin.write(_LENGTH.pack(len(order)) + order)

    async def settled(self) -> None:
        """See `Outlet.settled`; raises where that can no longer be."""
        while not self._at.epoch or self._at.seq < self._given:
            if self._fault:
                raise self._fault
            self._moved.clear()
            await self._moved.wait()

    @property
    def place(self) -> tuple[str, int]:
        """See `Outlet.place`."""
        return self._at.epoch, self._at.offset

    async def end(self) -> None:
        """See `Outlet.end`. The other process stores what it has; one that takes too long is ended."""
        assert self._process.stdin is not None
        self._hearing.cancel()
        await asyncio.gather(self._hearing, return_exceptions=True)
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), END_WITHIN)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _hear(self) -> None:
        assert self._process.stdout is not None
        while (said := await _message(self._process.stdout)) is not None:
            self._at = msgspec.msgpack.decode(said, type=Stored)
            self._moved.set()
            self._tell(self._at.offset)
            self._stored(self._at.seq)
        code = await self._process.wait()
        self._fault = RuntimeError(f"the publisher beside ended with code {code}")
        self._moved.set()
        self._failed(self._fault)


async def follow(
    journal: Journal,
    publisher: Publisher,
    orders: asyncio.StreamReader,
    answer: Callable[[bytes], object],
    head: int,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """The other end: publish the journal up to ``head``, then every step that is ordered, until no more will come.

    ``ready`` is called in between. Raises what the store raises.
    """
    here, games = Here(publisher), Games()

    def stored(seq: int) -> None:
        said = msgspec.msgpack.encode(Stored(seq, *here.place))
        answer(_LENGTH.pack(len(said)) + said)

    shown = await here.begin(head, stored, orders.set_exception)
    for step in steps(journal, head):
        before, games, seq = games, state_after(games, step), step[-1][0].seq
        if seq > shown:
            here.show(before, games, step, seq)
    await here.settled()
    ready()
    stored(head)
    while (said := await _message(orders)) is not None:
        seq, events = msgspec.msgpack.decode(said, type=tuple[int, tuple[Proposal, ...]])
        ordered = tuple((event, fact_of(event)) for event in events)
        before, games = games, state_after(games, ordered)
        here.show(before, games, ordered, seq)
        await asyncio.sleep(0)  # what waits in the pipe must not keep the clock from storing what is due
    await here.settled()


async def _message(stream: asyncio.StreamReader) -> bytes | None:
    """The next message; ``None`` where there will be none."""
    with contextlib.suppress(asyncio.IncompleteReadError):
        (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
        return await stream.readexactly(length)
    return None
