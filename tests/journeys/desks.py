"""A venue with desks and their pages on threads of the test's own process; people who sign in and work by keyboard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from playwright.sync_api import Locator, Page
from starlette.applications import Starlette

from kotinos.codes.rsc import Rsc
from kotinos.results.facts import Fact
from kotinos.site import proxy
from kotinos.site.app import create
from kotinos.site.settings import Settings
from tests.results.operate.venue import PASSWORD, Venue, running, who

T = TypeVar("T")


class Platform:
    """The engine behind the desk's door, which may be cut off and come back; and the pages, which stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.start()
        site = create(Settings(desk=self.venue.url, name={"en": "Olive Games"}, timezone="Europe/Athens"))
        config = uvicorn.Config(
            site, host="127.0.0.1", port=0, log_level="warning", lifespan="off", timeout_graceful_shutdown=4
        )
        self._pages = uvicorn.Server(config)
        self._serving = threading.Thread(target=lambda: asyncio.run(self._serve(site)), daemon=True)
        self._serving.start()
        while not self._pages.started:
            threading.Event().wait(0.01)
        self.address = f"http://127.0.0.1:{self._pages.servers[0].sockets[0].getsockname()[1]}"

    async def _serve(self, site: Starlette) -> None:
        await self._pages.serve()
        await proxy.close(site)

    def run(self, wanted: Coroutine[Any, Any, T]) -> T:
        """Do something on the engine's own loop."""
        return asyncio.run_coroutine_threadsafe(wanted, self._loop).result(30)

    def start(self) -> None:
        """Open the door again, on the same port, with what the journal holds."""
        self._held = running(self.folder, port=self.port)
        self.venue: Venue = self.run(self._held.__aenter__())
        self.port = self.venue.port

    def cut(self) -> None:
        """The platform is gone."""
        self.run(self._held.__aexit__(None, None, None))

    def do(self, *said: Fact, actor: str = "photo-finish", source: str = "photo-finish") -> None:
        """Something else that happens at the venue."""
        self.run(self.venue.do(*said, actor=actor, source=source))

    def value(self, unit: Rsc, n: int, slot: str) -> Any:
        """What stands for the n-th starter."""
        return self.venue.value(unit, n, slot)

    def close(self) -> None:
        """End everything."""
        self._pages.should_exit = True
        self._serving.join(10)
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill the sign-in of a page that asks for it."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.locator("dialog.asks form button").click()


def at_desk(page: Page, platform: Platform, unit: Rsc, name: str = "anna", language: str = "en", **more: str) -> Page:
    """Open the desk of a unit and sign in."""
    query = "&".join(f"{key}={value}" for key, value in more.items())
    page.goto(f"{platform.address}/{language}/operate/unit/{unit}?{query}")
    page.wait_for_selector("dialog.asks[open]")
    page.locator("dialog.asks input[name=name]").fill(name)
    page.locator("dialog.asks input[name=password]").fill(PASSWORD)
    page.locator("dialog.asks form button").click()
    page.wait_for_selector("k-grid table td[data-cell]")
    return page


def cell(page: Page, unit: Rsc, n: int, slot: str) -> Locator:
    """The cell of the n-th starter."""
    return page.locator(f'td[data-cell="{who(unit, n)}|{slot}"]')
