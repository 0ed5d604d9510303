"""The past beyond the ring, read from the store in bounded chunks, off the event loop, shared by readers who need the same."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import msgspec

from kotinos.feed.ring import Step, steps
from kotinos.results.publications import Publications

CHUNK = 500
"""Documents read at once; a longer step is read whole."""
KEPT = 8


class Chunk(msgspec.Struct, frozen=True):
    """Whole steps after an offset, in order, up to offset ``end``."""

    steps: tuple[Step, ...]
    end: int


class Pruned(LookupError):
    """The store does not have what follows an offset."""


class History:
    """Reads of a store: at most ``parallel`` at a time, the last few kept."""

    def __init__(self, store: Publications, parallel: int) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(parallel, "feed-history")
        self._kept: OrderedDict[int, asyncio.Future[Chunk]] = OrderedDict()
        self.reads = 0

    async def after(self, offset: int) -> Chunk:
        """What follows ``offset``; raises `Pruned` when the store no longer has it."""
        found = self._kept.get(offset)
        if found is None:
            self.reads += 1
            found = asyncio.wrap_future(self._threads.submit(read_chunk, self._store, offset))
            self._kept[offset] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            found.add_done_callback(lambda done: self._judge(offset, done))
        else:
            self._kept.move_to_end(offset)
        return await asyncio.shield(found)

    def _judge(self, offset: int, done: asyncio.Future[Chunk]) -> None:
        # A failure is not kept, nor a chunk that ended at the head of its time: the next reader asks again.
        if done.cancelled() or done.exception() is not None or sum(len(s.frames) for s in done.result().steps) < CHUNK:
            self._kept.pop(offset, None)

    def close(self) -> None:
        """Finish no read that has not begun."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def read_chunk(store: Publications, offset: int) -> Chunk:
    """Read at least one whole step after ``offset``, or nothing when there is none."""
    # The row at the offset itself tells whether its step goes on after it.
    lead = 1 if offset > 0 else 0
    rows = store.read(offset - lead, CHUNK + lead)
    if lead and (not rows or rows[0].offset != offset):
        raise Pruned(f"offset {offset} is not in the store")
    begun = bool(lead) and not rows[0].last
    rows = rows[lead:]
    if rows and rows[0].offset != offset + 1:
        raise Pruned(f"offset {offset + 1} is not in the store")
    while rows and not any(row.last for row in rows):
        more = store.read(rows[-1].offset, CHUNK)
        if not more:
            break
        rows += more
    found = tuple(steps(store.epoch, rows, begun=begun))
    return Chunk(found, found[-1].end if found else offset)
