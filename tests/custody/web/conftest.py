"""A real zone over real TLS, and Chromium that believes its authority."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kotinos.rehearsal.platform import free_ports
from tests.custody.web.serving import ZoneSite
from tests.journeys.conftest import CHROMIUM, QUIET


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZoneSite]:
    """A zone for the tests of one module."""
    made = ZoneSite(tmp_path_factory.mktemp("zone"), *free_ports(1))
    yield made
    made.close()


def pinned(site: ZoneSite) -> list[str]:
    """How Chromium is started so that it believes the zone.

    It takes no authority from a file, but a hash of its key: what is signed by any other key stays an error.
    """
    return [*QUIET, f"--ignore-certificate-errors-spki-list={site.pin}"]


@pytest.fixture(scope="module")
def browser(site: ZoneSite) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        camera = ["--use-fake-device-for-media-stream"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*pinned(site), *camera])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window that fails the test when a page complains (an error, something that the policy refused)."""
    own = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    own.on("weberror", lambda error: complaints.append(str(error.error)))
    own.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    yield own
    own.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
