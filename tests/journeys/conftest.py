"""A real store, the real edge, the real pages, and Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.serving import EdgeProcess, EdgeThread, Site

CHROMIUM = os.environ.get("KOTINOS_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A Games of its own for one test, which may publish to it."""
    with Site(tmp_path, EdgeThread) as own:
        yield own


@pytest.fixture
def fragile_site(tmp_path: Path) -> Iterator[Site]:
    """A Games whose edge is a process that the test may stop, kill and start again."""
    with Site(tmp_path, EdgeProcess) as own:
        yield own


@pytest.fixture(scope="session")
def quiet_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same day for tests that only look; nothing more is published to it."""
    with Site(tmp_path_factory.mktemp("games"), EdgeThread) as shared:
        yield shared


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: while it lives, its event loop runs on this thread and no asynchronous test of another module can.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window of 1280 × 800 that fails the test when a page complains (an error, a refused address)."""
    own = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    own.on("weberror", lambda error: complaints.append(str(error.error)))
    own.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" and "ERR_" not in said.text else None,
    )
    yield own
    own.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
