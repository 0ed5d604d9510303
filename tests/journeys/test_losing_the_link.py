"""The link breaks: the page says so within three seconds, keeps what it showed, and heals by itself."""

from __future__ import annotations

import re
import time
import urllib.request

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.results.publications import open_publications
from tests.journeys import games
from tests.journeys.serving import Site, ready
from tests.journeys.stage import Draft, Stage

pytestmark = pytest.mark.browser

HEAT = f"/en/unit/{games.HEAT}"
STALE = "html[data-stale]"


def mark_of(page: Page, name: str):
    return page.locator("k-results tbody tr").filter(has_text=name).locator(".mark")


def wait_until_stale(page: Page) -> float:
    begun = time.monotonic()
    page.wait_for_selector(STALE, state="attached", timeout=6000)
    return time.monotonic() - begun


@pytest.mark.parametrize("cut", ["pause", "kill"])
def test_a_page_that_hears_nothing_says_so_within_three_seconds(fragile_site: Site, page: Page, cut: str) -> None:
    ready(page, fragile_site.address + HEAT)
    page.wait_for_timeout(1200)
    getattr(fragile_site.edge, cut)()
    assert wait_until_stale(page) < 3
    said = page.locator("#link .word")
    expect(said).to_have_text(re.compile(r"Link lost\. Last news at \d\d:\d\d:\d\d"))
    assert page.locator("#link use").get_attribute("href") == "#shape-lost"
    expect(mark_of(page, "TANAKA")).to_contain_text("10.04")
    if cut == "pause":
        fragile_site.edge.go_on()


def test_a_link_that_comes_back_brings_what_was_missed_and_loses_nothing_of_the_reader(
    fragile_site: Site, page: Page
) -> None:
    page.set_viewport_size({"width": 900, "height": 300})
    ready(page, fragile_site.address + HEAT)
    page.locator("k-results tbody tr").nth(2).focus()
    page.evaluate("window.scrollTo(0, 90)")
    page.evaluate("window.kept = document.activeElement")
    fragile_site.edge.kill()
    wait_until_stale(page)
    fragile_site.stage.step(games.heat(6))
    fragile_site.stage.step(games.heat(7))
    fragile_site.edge.start()
    expect(mark_of(page, "SZABÓ")).to_contain_text("10.2", timeout=15000)
    expect(page.locator(STALE)).to_have_count(0)
    expect(page.locator("#link .word")).to_have_text("Connected")
    assert page.evaluate("document.activeElement === window.kept && scrollY === 90")


def test_an_edge_that_was_only_asleep_goes_on_where_it_was(fragile_site: Site, page: Page) -> None:
    ready(page, fragile_site.address + HEAT)
    fragile_site.edge.pause()
    wait_until_stale(page)
    fragile_site.stage.step(games.heat(6))
    fragile_site.edge.go_on()
    expect(mark_of(page, "PAPADAKIS")).to_contain_text("10.11", timeout=15000)
    expect(page.locator(STALE)).to_have_count(0)


def test_a_store_made_anew_is_loaded_anew(fragile_site: Site, page: Page) -> None:
    ready(page, fragile_site.address + HEAT)
    fragile_site.edge.kill()
    other = fragile_site.folder / "another.sqlite"
    store = open_publications(str(other))
    stage = Stage(store)
    stage.steps(games.whole_day())
    stage.step(games.heat(8, "OFFICIAL"))
    fragile_site.edge.store = other
    fragile_site.edge.start()
    expect(page.locator("k-status.large")).to_have_text("Official", timeout=15000)
    expect(mark_of(page, "SZABÓ")).to_contain_text("10.2")
    store.close()


def test_no_picture_mixes_two_versions_not_even_across_a_cut(fragile_site: Site, page: Page) -> None:
    body = games.heat(5).body

    def step(n: int) -> tuple[Draft, Draft]:
        """The schedule names the next unit after the same number that the heat's winner has as a mark."""
        rows = tuple(games.with_mark(row, str(n), changed=False) for row in body.rows[:1])
        return games.numbered_schedule(n), Draft("DT_RESULT", games.HEAT, "LIVE", games.with_rows(body, rows))

    fragile_site.stage.step(*step(0))
    ready(page, fragile_site.address + HEAT)
    page.evaluate(
        """() => {
          window.pairs = new Set();
          const look = () => {
            const next = document.querySelector(".next a").textContent.replace("Number ", "");
            window.pairs.add(document.querySelector("tbody .mark").textContent.trim() + " " + next);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    for n in range(1, 121):
        fragile_site.stage.step(*step(n))
        if n == 60:
            fragile_site.edge.kill()
            fragile_site.edge.start()
        time.sleep(0.01)
    expect(page.locator("tbody .mark").first).to_have_text("120", timeout=15000)
    page.wait_for_timeout(100)
    pairs = [pair.split() for pair in page.evaluate("[...window.pairs]")]
    assert len(pairs) > 10
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_all_tabs_share_one_stream_and_each_gets_its_own(site: Site, context: BrowserContext) -> None:
    paths = [HEAT, f"/en/unit/{games.LONG_JUMP}", "/en/medals", "/fr/", f"/en/event/{games.JUDO[:22]}------------"]
    tabs = [ready(context.new_page(), site.address + path) for path in paths]
    time.sleep(1.5)
    with urllib.request.urlopen(f"http://127.0.0.1:{site.edge.port}/metrics") as answer:
        assert re.findall(r'readers\{transport="sse",class="every"\} (\d+)', answer.read().decode()) == ["1"]
    site.stage.step(games.heat(6), games.medals(12))
    expect(mark_of(tabs[0], "PAPADAKIS")).to_contain_text("10.11")
    expect(tabs[2].locator("tbody tr").first.locator(".gold")).to_have_text("12")
    tabs[0].close()
    site.stage.step(games.medals(13))
    expect(tabs[2].locator("tbody tr").first.locator(".gold")).to_have_text("13")


def test_without_shared_workers_a_page_keeps_its_own_link(site: Site, page: Page) -> None:
    page.add_init_script("delete window.SharedWorker")
    ready(page, site.address + HEAT)
    site.stage.step(games.heat(6))
    expect(mark_of(page, "PAPADAKIS")).to_contain_text("10.11")


def test_a_page_whose_shared_worker_never_answers_goes_on_alone(site: Site, page: Page) -> None:
    page.add_init_script("window.SharedWorker = class { port = { postMessage() {} } };")
    ready(page, site.address + HEAT)
    site.stage.step(games.heat(6))
    expect(mark_of(page, "PAPADAKIS")).to_contain_text("10.11")
