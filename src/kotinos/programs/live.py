"""``live``: takes what devices and officials send, records it, ranks it, publishes it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from kotinos.codes import canonical
from kotinos.config import Config
from kotinos.journal.opening import open_bus, open_journal
from kotinos.programs.serving import Served
from kotinos.programs.supervisor import orphaned
from kotinos.results.engine import Engine
from kotinos.results.intake.api import intake_app
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.keys import DEVICE, OFFICIALS, Key, Keys, digest_of, new_key
from kotinos.results.intake.refused import Shelf
from kotinos.results.intake.watch import Folder, Watch
from kotinos.results.publications import Publication, open_publications
from kotinos.results.publisher import Publisher

TOPIC = "publications"
"""What the bus calls the store of publications."""

log = structlog.get_logger("live")


async def live(config: Config, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit code: 0, or 1 when the journal could no longer be written."""
    config.folder.mkdir(parents=True, exist_ok=True)
    journal = open_journal(config.journal_url)
    store = open_publications(config.publications_url)
    bus = await open_bus(config.bus_url, journal)
    announced: set[asyncio.Task[None]] = set()

    def tell(rows: Sequence[Publication]) -> None:
        # The edges look by themselves; a lost announcement costs them a moment, never a document.
        task = asyncio.ensure_future(bus.announce(TOPIC, rows[-1].offset))
        announced.add(task)
        task.add_done_callback(announced.discard)

    engine = Engine(journal, Publisher(store, tell))
    await engine.start(progress)
    desk = Desk(engine, Shelf(config.folder / "refused"))
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    server = Served(intake_app(desk, load_keys(config)), config.host, config.api_port)
    watch = Watch(desk, Folder(path=config.watch_folder, source="watch"))
    tasks = [asyncio.create_task(job) for job in (server.serve(), watch.run(), _mind(engine, ending))]
    await ending.wait()
    server.should_exit = True
    watch.stop()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(tasks[0]), 10)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, *announced, return_exceptions=True)
    await engine.stop()
    await bus.close()
    store.close()
    journal.close()
    return 1 if engine.failure else 0


async def _mind(engine: Engine, ending: asyncio.Event) -> None:
    """End when the journal fails, so that a fresh start reads what is true, and when the supervisor is gone."""
    while not ending.is_set():
        if engine.failure:
            log.error("the journal cannot be written", error=str(engine.failure))
            ending.set()
        if orphaned():
            ending.set()
        await asyncio.sleep(0.5)


def load_keys(config: Config) -> Keys:
    """The keys that may send. Without a file of keys there is one for this machine, made at the first start (`local_key`)."""
    if config.keys:
        return Keys(canonical.decode(Path(config.keys).read_bytes(), list[Key]))
    key = local_key(config)
    scopes = frozenset({DEVICE, OFFICIALS})
    return Keys([Key(name="local", digest=digest_of(key), scopes=scopes, rate=100_000, burst=100_000)])


def local_key(config: Config) -> str:
    """The key of this machine's own commands, readable by its owner alone; made when it is first asked for."""
    path = config.folder / "local.key"
    with contextlib.suppress(FileNotFoundError):
        return str(json.loads(path.read_text())["key"])
    config.folder.mkdir(parents=True, exist_ok=True)
    key, _ = new_key()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"key": key}, file)
    return key
