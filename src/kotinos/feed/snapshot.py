"""Snapshots: the newest version of everything wanted, at one offset, as one JSON document."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from kotinos.codes import canonical
from kotinos.feed.channels import Channels
from kotinos.feed.http import Rejected
from kotinos.results.publications import Publication, Publications
from kotinos.results.publications.dated import dated


class Snapshots:
    """Makes snapshots off the event loop. Clients that ask for the same one at the same time get the same bytes."""

    def __init__(self, store: Publications, waiting: int) -> None:
        self._store, self._most = store, waiting
        self._threads = ThreadPoolExecutor(2, "feed-snapshot")
        self._last: dict[Channels, tuple[int, asyncio.Future[bytes]]] = {}
        self._asking = 0

    async def body(self, channels: Channels, upto: int) -> bytes:
        """The JSON of `make`; raises `Rejected` when too many wait already."""
        made = self._last.get(channels)
        if made is None or made[0] != upto or (made[1].done() and (made[1].cancelled() or made[1].exception())):
            if self._asking >= self._most:
                raise Rejected(503, "too many snapshots are being made; ask again in a second")
            future = asyncio.wrap_future(self._threads.submit(make, self._store, channels, upto))
            if len(self._last) >= 32:
                self._last.pop(next(iter(self._last)))
            made = self._last[channels] = (upto, future)
            self._asking += 1
            future.add_done_callback(self._done)
        return await asyncio.shield(made[1])

    def _done(self, future: asyncio.Future[bytes]) -> None:
        self._asking -= 1
        if not future.cancelled():
            future.exception()  # looked at, so that nobody warns when every client has left

    async def offset_at(self, instant: str) -> int:
        """`Publications.offset_at`, off the event loop."""
        return await asyncio.wrap_future(self._threads.submit(self._store.offset_at, instant))

    async def versions(self, key: str, upto: int) -> bytes:
        """``{"key", "versions": […]}``: with which versions the days ended on which a document changed."""
        found = await asyncio.wrap_future(self._threads.submit(self._store.versions, key))
        shown = dated(one for one in found if one.offset <= upto)
        return canonical.encode({"key": key, "versions": shown})

    def close(self) -> None:
        """Finish no snapshot that has not begun."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def make(store: Publications, channels: Channels, upto: int) -> bytes:
    """``{"epoch", "offset", "documents": […]}``: frames as they were published, in order of offset."""
    rows = {row.offset: row for row in _wanted(store, channels, upto)}
    frames = b",".join(rows[offset].frame for offset in sorted(rows))
    return b'{"epoch":"%s","offset":%d,"documents":[%s]}' % (store.epoch.encode(), upto, frames)


def _wanted(store: Publications, channels: Channels, upto: int) -> Iterator[Publication]:
    for prefix, types in channels.prefixes():
        yield from store.latest(prefix, types, upto)
