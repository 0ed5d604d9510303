"""A historian looks at an event whose medals were handed on years later: today's, and the ones of the day itself."""

from __future__ import annotations

import msgspec
import pytest
from playwright.sync_api import Page, expect

from kotinos.codes.rsc import Level
from kotinos.results.documents import MedallistsBody
from tests.journeys import games
from tests.journeys.serving import Site, ready

pytestmark = pytest.mark.browser

EVENT = f"/en/event/{games.SWIM.at(Level.EVENT)}"


def handed_on() -> list[games.Draft]:
    """The medallists without the winner of the day."""
    medallists, ranking = games.decided()
    body = medallists.body
    assert isinstance(body, MedallistsBody)
    left = [
        msgspec.structs.replace(m, medal=to) for m, to in zip(body.medals[1:], ("ME_GOLD", "ME_SILVER"), strict=True)
    ]
    return [medallists._replace(body=msgspec.structs.replace(body, medals=tuple(left))), ranking]


def test_an_event_that_was_decided_anew_lists_its_dated_versions_and_each_link_shows_that_one(
    site: Site, page: Page
) -> None:
    first = games.decided()[0].body.medals[0].competitor.name  # type: ignore[union-attr]
    ready(page, site.address + EVENT)
    expect(page.locator(".won")).to_contain_text(first)
    expect(page.locator(".dated")).to_be_hidden()
    site.stage.step(*handed_on(), at="2099-12-21T12:00:00.000000Z")
    expect(page.locator(".won")).not_to_contain_text(first)
    links = page.locator(".dated a")
    expect(links).to_have_count(2)
    expect(links.last).to_have_text("since 2099-12-21")
    links.first.click()
    expect(page.locator(".won")).to_contain_text(first)
    expect(page.locator(".dated a").first).to_have_attribute("aria-current", "true")
    page.locator(".dated a").last.click()
    expect(page.locator(".won")).not_to_contain_text(first)


def test_the_past_is_not_followed(site: Site, page: Page) -> None:
    first = games.decided()[0].body.medals[0].competitor.name  # type: ignore[union-attr]
    instant = site.store.versions(f"DT_MEDALLISTS/{games.SWIM.at(Level.EVENT)}")[-1].at
    page.goto(f"{site.address}{EVENT}?at={instant}")
    expect(page.locator(".won")).to_contain_text(first)
    site.stage.step(*handed_on(), at="2099-12-21T12:00:00.000000Z")
    page.wait_for_timeout(600)
    expect(page.locator(".won")).to_contain_text(first)
