"""``site``: serves the pages. It keeps nothing; what the Games are called it reads from what is published."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
import structlog
from starlette.applications import Starlette

from kotinos.config import Config
from kotinos.programs.loop import asked_to_end
from kotinos.programs.options import reachable
from kotinos.programs.serving import Served
from kotinos.results.documents import GamesBody
from kotinos.results.publications import Publication, Publications, open_publications
from kotinos.results.publisher import body_of
from kotinos.site import proxy
from kotinos.site.app import create
from kotinos.site.settings import Settings

LOOK_EVERY = 1.0
"""Seconds between looks at the Games' own document."""

log = structlog.get_logger("site")


async def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT."""
    config.folder.mkdir(parents=True, exist_ok=True)
    store = open_publications(config.publications_url)
    desk = f"http://{reachable(config.host)}:{config.api_port}"
    app = create(Settings(edge=config.feed_url or f":{config.feed_port}", desk=desk))
    server = Served(app, config.host, config.site_port)
    serving = asyncio.create_task(server.serve())
    looking = asyncio.create_task(_look_now_and_then(app, store))
    ending = asyncio.create_task(asked_to_end())
    await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    for task in (looking, ending):
        task.cancel()
    await asyncio.gather(looking, ending, return_exceptions=True)
    await proxy.close(app)
    store.close()


async def _look_now_and_then(app: Starlette, store: Publications) -> None:
    while True:
        try:
            _look(app, await asyncio.to_thread(store.latest, types=("GAMES",)))
        except Exception as error:  # whatever a database driver raises: weather, looked at again in a moment
            log.warning("the store cannot be read, trying again", error=str(error))
        await asyncio.sleep(LOOK_EVERY)


def _look(app: Starlette, rows: Sequence[Publication]) -> None:
    """Take the Games' name and time zone from their document, when there is one."""
    for row in rows:
        body = body_of(row)
        if isinstance(body, GamesBody):
            settings: Settings = app.state.settings
            app.state.settings = msgspec.structs.replace(settings, name=body.name, timezone=body.timezone)
