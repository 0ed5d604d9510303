"""The pages and the feed of one Games on free ports, for one test or for many."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from playwright.sync_api import Page

from kotinos.results.publications import open_publications
from tests.journeys import games
from tests.journeys.program import serve_edge, serve_pages
from tests.journeys.stage import Stage

PROGRAM = Path(__file__).parent / "program.py"


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


class EdgeProcess:
    """The edge over one store, on one port, which may be stopped, continued, killed and started again."""

    def __init__(self, store: Path, number: int) -> None:
        self.store, self.port = store, number
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, str(PROGRAM), "edge", str(self.store), str(self.port)])
        wait_for_listener(self.port)

    def pause(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class EdgeThread:
    """The edge on a thread of the test's own process, for tests that leave it in peace: it starts in milliseconds."""

    def __init__(self, store: Path, number: int) -> None:
        self.store, self.port = store, number
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        wait_for_listener(self.port)

    def kill(self) -> None:
        self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(10)

    def _run(self) -> None:
        self._serving = self._loop.create_task(serve_edge(self.store, self.port))
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serving)
        self._loop.close()


def wait_for_listener(number: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError(f"nobody listens on {number}")


class Site:
    """The pages and the feed of one Games, with the whole invented day published."""

    def __init__(self, folder: Path, edge: type[EdgeProcess] | type[EdgeThread]) -> None:
        self.folder = folder
        self.path = folder / "publications.sqlite"
        self.store = open_publications(str(self.path))
        self.stage = Stage(self.store)
        self.stage.steps(games.whole_day())
        self.edge = edge(self.path, port())
        self.port = port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._server = serve_pages(f":{self.edge.port}", self.port)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Site:
        self.edge.start()
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        self.edge.kill()
        self._server.should_exit = True
        self._thread.join(10)
        self.store.close()


def ready(page: Page, address: str) -> Page:
    """Go to an address and wait until its first documents are painted."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=15000)
    return page
