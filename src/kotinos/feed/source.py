"""Where an edge gets its documents from: it follows the store, and the bus only shortens its wait."""

from __future__ import annotations

import asyncio

import structlog

from kotinos.feed.edge import Edge
from kotinos.feed.history import Chunk, Pruned, read_chunk
from kotinos.feed.watching import FileWatch
from kotinos.journal.event import Bus
from kotinos.results.publications import Publications, open_publications, sqlite_path

TOPIC = "publications"
"""What the bus calls the store of publications."""

log = structlog.get_logger("feed")


class StoreReplaced(Exception):
    """The store holds another run of offsets than this edge has shown; only a new edge, with its epoch, can go on."""


class Source:
    """Carries what appears in the edge's store to the edge. Whatever the bus loses is found by looking, every ``look_every`` seconds.

    ``patience``: how long a store may be behind what this edge has shown (one that crashed is made again from the journal).
    """

    def __init__(
        self, edge: Edge, bus: Bus, *, threaded: bool = True, look_every: float = 0.5, patience: float = 30.0
    ) -> None:
        self._edge, self._bus = edge, bus
        self._threaded, self._look_every, self._patience = threaded, look_every, patience
        self._behind_since: float | None = None

    async def run(self) -> None:
        """Until cancelled. Raises `StoreReplaced`."""
        while True:
            head = self._edge.ring.head
            chunk = await self._next(head)
            if chunk.steps:
                self._edge.take(chunk.steps)
                await asyncio.sleep(0)
                continue
            waited = asyncio.get_running_loop().time()
            await self._bus.wait(TOPIC, head, self._look_every)
            if asyncio.get_running_loop().time() - waited < 0.001:
                await asyncio.sleep(
                    0.001
                )  # a bus that speaks of what the store does not have yet must not make us spin

    async def _next(self, head: int) -> Chunk:
        try:
            if self._threaded:
                found = await asyncio.to_thread(self._read, head)
            else:
                found = self._read(head)
        except Pruned:
            self._lose_patience()
            return Chunk((), head)
        except Exception as error:  # whatever a database driver raises: weather
            log.warning("the store cannot be read, trying again", error=str(error))
            await asyncio.sleep(self._look_every)
            return Chunk((), head)
        self._behind_since = None
        return found

    def _read(self, head: int) -> Chunk:
        if isinstance(self._bus, FileWatch) and self._bus.moved():
            raise Pruned
        return read_chunk(self._edge.store, head)

    def _lose_patience(self) -> None:
        now = asyncio.get_running_loop().time()
        self._behind_since = self._behind_since or now
        if now - self._behind_since >= self._patience:
            raise StoreReplaced(f"the store no longer has offset {self._edge.ring.head}, which readers were shown")


async def open_source(url: str, bus_url: str) -> tuple[Publications, Bus, bool]:
    """The store at ``url``, the bus that tells of it, and whether its reads are slow enough to need a thread.

    A SQLite file is watched itself, whatever the bus; a store in a database is told of by the bus at ``bus_url`` (PostgreSQL, NATS).
    """
    store = await asyncio.to_thread(open_publications, url)
    if not url.startswith(("postgresql://", "postgres://")):
        return store, FileWatch(sqlite_path(url)), False
    return store, await open_told(bus_url or url), True


async def open_told(url: str) -> Bus:
    """A bus between machines."""
    if url.startswith(("nats://", "tls://")):
        from kotinos.journal.bus.nats import NatsBus

        return await NatsBus.open(url)
    if url.startswith(("postgresql://", "postgres://")):
        from kotinos.journal.bus.postgres_notify import PostgresNotifyBus

        return await PostgresNotifyBus.open(url)
    raise ValueError(f"bus {url!r}: a store in PostgreSQL is told of by postgresql://… or nats://…")
