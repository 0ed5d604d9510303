"""One edge as a process. Several may share a port and a store, and so the load."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import resource
import signal
from collections.abc import Callable
from pathlib import Path

from kotinos.feed.edge import Edge
from kotinos.feed.limits import Limits
from kotinos.feed.source import Source, open_source
from kotinos.results.publications import sqlite_path


async def run_edge(
    publications_url: str,
    bus_url: str = "",
    host: str = "127.0.0.1",
    port: int = 8026,
    limits: Limits | None = None,
    listening: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serve the feed until SIGTERM or SIGINT. ``listening`` is called with the port. Raises `StoreReplaced`."""
    if not publications_url.startswith("postgres"):
        await asyncio.to_thread(Path(sqlite_path(publications_url)).parent.mkdir, parents=True, exist_ok=True)
    store, bus, threaded = await open_source(publications_url, bus_url)
    edge = Edge(store, limits)
    prepare_process()
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    following = asyncio.create_task(Source(edge, bus, threaded=threaded).run())
    try:
        listening(edge.open(host, port))
        await asyncio.wait({following, asyncio.create_task(ending.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if following.done():
            following.result()
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await following
        await edge.close()
        await bus.close()
        store.close()


def prepare_process() -> None:
    """Set a process up to carry many connections: descriptors as many as allowed, and few pauses for garbage.

    What is alive now (modules, the ring) is not looked at again; readers come and go without cycles, so full collections can be rare.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
