"""``site``: serves the pages. It keeps nothing; what the Games are called it reads from what is published."""

from __future__ import annotations

import asyncio
import signal

import msgspec
from starlette.applications import Starlette

from kotinos.config import Config
from kotinos.programs.serving import Served
from kotinos.programs.supervisor import orphaned
from kotinos.results.documents import GamesBody
from kotinos.results.publications import Publications, open_publications
from kotinos.results.publisher import body_of
from kotinos.site.app import create
from kotinos.site.settings import Settings

LOOK_EVERY = 1.0
"""Seconds between looks at the Games' own document."""


async def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT."""
    config.folder.mkdir(parents=True, exist_ok=True)
    store = open_publications(config.publications_url)
    app = create(Settings(edge=config.feed_url or f":{config.feed_port}"))
    server = Served(app, config.host, config.site_port)
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    serving = asyncio.create_task(server.serve())
    while not ending.is_set() and not orphaned():
        _look(app, store)
        try:
            await asyncio.wait_for(ending.wait(), LOOK_EVERY)
        except TimeoutError:
            continue
    server.should_exit = True
    await serving
    store.close()


def _look(app: Starlette, store: Publications) -> None:
    """Take the Games' name and time zone from their document, when there is one."""
    for row in store.latest(types=("GAMES",)):
        body = body_of(row)
        if isinstance(body, GamesBody):
            settings: Settings = app.state.settings
            app.state.settings = msgspec.structs.replace(settings, name=body.name, timezone=body.timezone)
