"""The schedule, an event and the medals: what is happening now, what changed, what comes next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kotinos.codes.rsc import Level
from tests.journeys import games
from tests.journeys.serving import Site, ready

pytestmark = pytest.mark.browser


def part(page: Page, title: str):
    return page.locator("section.part").filter(has=page.get_by_role("heading", name=title, exact=True))


def test_the_day_says_what_runs_now_and_what_comes_next(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    expect(part(page, "Now").locator(".card a")).to_contain_text(["Long Jump", "Heat 3", "Heat 4", "Match 3"])
    expect(part(page, "What comes next").locator(".card a").first).to_have_text("Men's 100m - Heat 5")


def test_times_are_those_of_the_games_not_of_the_reader(quiet_site: Site, browser) -> None:
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = ready(context.new_page(), f"{quiet_site.address}/en/?discipline=ATH")
    expect(page.locator("table.units tr", has_text="Heat 3").locator(".time")).to_have_text("19:18")
    context.close()


def test_medal_units_are_marked_by_shape_and_word(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/?discipline=SWM")
    final = page.locator("table.units tr", has_text="Freestyle - Final")
    expect(final.locator(".badge")).to_have_text("Gold medal")
    expect(final.locator(".badge use")).to_have_attribute("href", "#shape-medal")
    expect(page.locator("table.units tr", has_text="Semifinal 1").locator(".badge")).to_have_text("")


def test_the_address_holds_the_discipline(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    page.get_by_role("link", name="Football", exact=True).click()
    assert page.url.endswith("?discipline=FBL")
    expect(page.locator(".session h2")).to_have_text(["Football"])
    ready(page, page.url)
    expect(page.locator(".session h2")).to_have_text(["Football"])


def test_a_unit_that_changes_moves_to_what_changed_and_is_announced(site: Site, page: Page) -> None:
    ready(page, f"{site.address}/en/?discipline=ATH")
    site.stage.step(games.athletics("FINISHED", "UNOFFICIAL"))
    expect(part(page, "What changed").locator(".card").first).to_contain_text("Men's 100m - Heat 3")
    expect(part(page, "Now").locator(".card a")).not_to_contain_text(["Heat 3"])
    expect(page.locator("#said")).to_have_text("Men's 100m - Heat 3: Unofficial")


def test_a_units_own_line_stands_against_the_older_schedule_and_falls_to_a_newer_one(site: Site, page: Page) -> None:
    heat = page.locator("table.units tr", has_text="Heat 3")
    site.stage.step(games.heat_line("FINISHED", "OFFICIAL"))
    ready(page, f"{site.address}/en/?discipline=ATH")
    expect(heat).to_contain_text("Official")
    site.stage.step(games.heat_line("FINISHED", "PROTESTED"))
    expect(heat).to_contain_text("Protested")
    site.stage.step(games.athletics("POSTPONED", ""))
    expect(heat).to_contain_text("Postponed")
    ready(page, f"{site.address}/en/event/{games.HEAT.at(Level.EVENT)}")
    site.stage.step(games.heat_line("FINISHED", "UNOFFICIAL"))
    expect(page.locator("#units, .sections").get_by_role("link", name="Heat 3").first).to_be_visible()
    expect(page.locator(".sections")).to_contain_text("Unofficial")


def test_a_unit_leads_to_its_page_and_its_event(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    part(page, "Now").get_by_role("link", name="Men's 100m - Heat 3").click()
    expect(page.locator("h1")).to_have_text("Men's 100m - Heat 3")
    page.get_by_role("link", name="Men's 100m", exact=True).click()
    expect(page.locator("h1")).to_have_text("Men's 100m")
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()


def test_a_phase_ranks_its_heats_together_and_says_that_it_is_a_projection(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/event/{games.HEAT.at(Level.EVENT)}")
    heats = part(page, "Round 1")
    expect(heats.locator(".about")).to_contain_text("Projected: 2 of 5 units finished")
    expect(heats.locator("tbody [data-column=unit]").nth(1)).to_have_text("2")
    expect(heats.locator("tbody .rank").nth(10)).to_have_text("11")


def test_a_bracket_is_walked_with_the_arrows(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/event/{games.JUDO.at(Level.EVENT)}")
    tree = page.locator("k-bracket").first
    tree.locator("a.match").first.focus()
    focused = "document.activeElement.getAttribute('href').slice(-34)"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("JUDW57KG--------------QFNL000200")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused).startswith("JUDW57KG--------------SFNL000100")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("JUDW57KG--------------SFNL000200")
    assert tree.locator("a.match[tabindex='0']").count() == 1


def test_a_place_still_open_says_where_its_competitor_comes_from(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/event/{games.JUDO.at(Level.EVENT)}")
    final = page.locator("k-bracket").first.locator(".round").last
    expect(final.locator(".place")).to_have_text([re.compile("Thea MARLOWE"), "Winner to come"])
    expect(final.locator("li")).to_have_attribute("data-unfinished", "")


def test_a_cross_table_shows_each_match_from_its_rows_side(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/event/{games.MATCH.at(Level.EVENT)}")
    cells = page.locator("k-pool tbody tr").nth(0).locator(".cross")
    expect(cells).to_have_text(["", "1-0", "20:00", "1-1"])
    expect(page.locator("k-pool .about")).to_have_text("Projected: 4 of 6 matches played")


def test_a_combined_event_shows_what_each_part_gave(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/event/{games.DECATHLON}")
    expect(page.locator("thead th")).to_have_text(
        ["Rank", "NOC", "Name", "100M", "LJ", "SP", "HJ", "Mark", "Behind", "Notes"]
    )
    expect(page.locator("tbody tr").first.locator("td, th")).to_have_text(
        ["1", "ALB", "Theo MARLOWE", "930", "919", "908", "897", "3612", "", ""]
    )


def test_the_medal_table_is_ordered_by_gold_or_by_total(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/medals")
    expect(page.locator("tbody .noc").first).to_have_text("ALB")
    expect(page.locator("tbody .rank").nth(1)).to_have_text("=2")
    page.get_by_role("link", name="By total").click()
    expect(page.locator("tbody .noc").first).to_have_text("BRA")
    assert page.url.endswith("?by=total")


def test_an_organisation_opens_to_what_it_won(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/medals")
    button = page.get_by_role("button", name="Albania")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".detail .counts tbody th")).to_have_text(["Men", "Women"])
    expect(page.locator(".detail .won")).to_contain_text("Thea MARLOWE")
    assert page.url.endswith("?noc=ALB")
