"""``live``: takes what devices and officials send, records it, ranks it, publishes it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import structlog
from starlette.applications import Starlette
from starlette.routing import Mount

from kotinos.config import Config
from kotinos.journal.event import Bus, Journal, JournalUnavailable
from kotinos.journal.opening import open_bus, open_journal
from kotinos.programs.keys import keys_of
from kotinos.programs.loop import asked_to_end
from kotinos.programs.publish import beside, keep_what_was_read
from kotinos.programs.serving import Served
from kotinos.results.engine import Engine
from kotinos.results.intake.api import intake_app
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.refused import Shelf
from kotinos.results.intake.watch import Folder, Watch
from kotinos.results.operate import api as operate
from kotinos.results.operate.accounts import Accounts
from kotinos.results.operate.door import Door
from kotinos.results.operate.sessions import Sessions

TOPIC = "publications"
"""What the bus calls the store of publications."""

log = structlog.get_logger("live")


async def live(config: Config, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit code: 0, or 1 when the journal cannot be opened or no longer be written."""
    config.folder.mkdir(parents=True, exist_ok=True)
    try:
        journal = open_journal(config.journal_url)
    except (JournalUnavailable, ValueError) as error:
        log.error("the journal cannot be opened", error=str(error))
        return 1
    try:
        return await _with_bus(config, journal, progress)
    finally:
        await asyncio.to_thread(journal.close)


async def _with_bus(config: Config, journal: Journal, progress: Callable[[int, int], None]) -> int:
    async with contextlib.AsyncExitStack() as held:
        bus = await open_bus(config.bus_url, journal)
        held.push_async_callback(bus.close)
        announcer = Announcer(bus)
        engine = Engine(journal, beside(config, announcer.tell))
        await engine.start(progress)
        keep_what_was_read()
        held.push_async_callback(engine.stop)
        announcing = asyncio.create_task(announcer.run())
        try:
            await _serve(config, engine)
        finally:
            announcing.cancel()
            await asyncio.gather(announcing, return_exceptions=True)
    return 1 if engine.failure else 0


async def _serve(config: Config, engine: Engine) -> None:
    """Take messages until asked to end, or until something here has failed: a fresh start then reads what is true."""
    desk = Desk(engine, Shelf(config.folder / "refused"))
    door = Door(Sessions(config.folder / "sessions.json", Accounts(config.operators_file)))
    app = Starlette(routes=[*operate.routes(engine, door), Mount("/", intake_app(desk, keys_of(config)))])
    server = Served(app, config.host, config.api_port)
    watch = Watch(desk, Folder(path=config.watch_folder, source="watch"))
    serving, watching = asyncio.create_task(server.serve()), asyncio.create_task(watch.run())
    others = [asyncio.create_task(asked_to_end()), asyncio.create_task(_failure(engine))]
    done, _ = await asyncio.wait({serving, watching, *others}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    watch.stop()
    await asyncio.wait({serving, watching}, timeout=10)
    for task in (serving, watching, *others):
        task.cancel()
    await asyncio.gather(serving, watching, *others, return_exceptions=True)
    for task in done:
        task.result()


async def _failure(engine: Engine) -> None:
    """Return when what comes can no longer be recorded or shown."""
    while not engine.failure:  # noqa: ASYNC110 (looked at twice a second: the answers to senders have said it at once)
        await asyncio.sleep(0.5)
    log.error("the engine stopped", error=str(engine.failure))


class Announcer:
    """Tells the bus how far the store reaches; of several steps that come at once only the last. The edges look by themselves too."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._last = 0
        self._more = asyncio.Event()

    def tell(self, offset: int) -> None:
        """There is more, up to ``offset``."""
        self._last = offset
        self._more.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._more.wait()
            self._more.clear()
            try:
                await self._bus.announce(TOPIC, self._last)
            except Exception as error:  # whatever a client library raises: weather, and nothing is lost by it
                log.warning("announcement lost", offset=self._last, error=repr(error))
