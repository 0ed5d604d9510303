"""A commentator follows a heat: what is published is on the screen, and only what changed moves."""

from __future__ import annotations

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from kotinos.results.documents import Conditions, ResultBody, WeatherBody
from tests.journeys import games
from tests.journeys.serving import Site, ready

pytestmark = pytest.mark.browser

HEAT = f"/en/unit/{games.HEAT}"


def row(page: Page, name: str):
    return page.locator("k-results tbody tr").filter(has_text=name)


def test_a_published_mark_is_painted_in_its_row(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    expect(row(page, "PAPADAKIS").locator(".mark")).to_have_text("")
    site.stage.step(games.heat(6))
    expect(row(page, "PAPADAKIS").locator(".mark")).to_contain_text("10.11", timeout=2000)
    expect(row(page, "PAPADAKIS").locator(".rank")).to_have_text("6")


def test_only_the_row_that_changed_fades_and_within_a_second(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    assert page.evaluate("document.getAnimations().length") == 0
    site.stage.step(games.heat(6))
    expect(row(page, "PAPADAKIS")).to_have_attribute("data-changed", re.compile("odd|even"))
    fading = "document.getAnimations().map((one) => [one.effect.target.innerText.includes('PAPADAKIS'), one.effect.getTiming().duration])"
    [[changed, duration]] = page.evaluate(fading)
    assert changed and duration <= 1000
    page.wait_for_timeout(1100)
    assert page.evaluate("document.getAnimations().length") == 0


def test_nothing_moves_for_those_who_asked_for_no_motion(site: Site, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    ready(page, site.address + HEAT)
    site.stage.step(games.heat(6))
    expect(row(page, "PAPADAKIS")).to_have_attribute("data-changed", re.compile("odd|even"))
    assert page.evaluate("document.getAnimations().length") == 0
    assert row(page, "PAPADAKIS").evaluate("(node) => getComputedStyle(node).boxShadow") != "none"


def test_rows_that_did_not_change_are_the_same_elements_and_are_not_written_to(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    page.evaluate(
        """() => {
          window.touched = new Set();
          const name = (node) => (node.closest ? node : node.parentElement)?.closest("tr")?.querySelector(".name")?.textContent;
          new MutationObserver((all) => all.forEach(({ target }) => window.touched.add(name(target))))
            .observe(document.querySelector("k-results tbody"), { subtree: true, childList: true, characterData: true });
        }"""
    )
    site.stage.step(games.heat(6))
    expect(row(page, "PAPADAKIS").locator(".mark")).to_contain_text("10.11")
    assert page.evaluate("[...window.touched]") == ["Kostas PAPADAKIS"]


def test_focus_and_scroll_survive_a_new_order(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 300})
    ready(page, site.address + HEAT)
    row(page, "LINDQVIST").focus()
    page.evaluate("window.scrollTo(0, 120)")
    before = page.evaluate("document.activeElement.offsetTop")
    body = games.heat(6).body
    moved = tuple(games.with_place(one, 9 - one.sort_order) for one in body.rows)
    site.stage.step(games.Draft("DT_RESULT", games.HEAT, "LIVE", games.with_rows(body, moved)))
    page.wait_for_function("(before) => document.activeElement.offsetTop !== before", arg=before)
    assert "LINDQVIST" in page.evaluate("document.activeElement.innerText")
    assert page.evaluate("scrollY") == 120


def test_the_change_is_announced_once_and_what_the_page_opened_with_is_not(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    said = page.locator("#said")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said).to_have_text("")
    site.stage.step(games.heat(6))
    expect(said).to_have_text("New mark: Kostas PAPADAKIS")


def test_what_is_not_official_looks_unfinished_and_says_so(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    expect(page.locator(".open")).to_have_text("Projected: 3 competitors still to come.")
    expect(page.locator("table.results")).to_have_attribute("data-unfinished", "")
    cell = page.locator("table.results tbody td").first
    assert cell.evaluate("(node) => getComputedStyle(node).borderBottomStyle") == "dashed"
    site.stage.step(games.heat(8, "UNOFFICIAL"))
    expect(page.locator(".open")).to_have_text("Not official: this may still change.")
    site.stage.step(games.heat(8, "OFFICIAL"))
    expect(page.locator("k-status.large")).to_have_text("Official")
    expect(page.locator(".open")).to_be_hidden()
    assert cell.evaluate("(node) => getComputedStyle(node).borderBottomStyle") == "solid"
    assert page.title().startswith("Men's 100m - Heat 3 · Official")


def test_a_start_list_becomes_a_live_table_in_place(site: Site, page: Page) -> None:
    site.stage.step(games.heat_start_list())
    ready(page, site.address + HEAT)
    expect(page.locator("k-status.large")).to_have_text("Start list")
    heads = page.locator("table.results thead th")
    expect(heads).to_have_text(["Order", "Bib", "NOC", "Name", "PB", "SB", "Notes"])
    row(page, "TANAKA").focus()
    site.stage.step(games.heat(2))
    expect(heads).to_have_text(["Rank", "Order", "Bib", "NOC", "Name", "Reaction", "Mark", "Behind", "Notes"])
    assert "TANAKA" in page.evaluate("document.activeElement.innerText")


def test_an_irm_stands_where_the_mark_would_and_has_its_full_name(site: Site, page: Page) -> None:
    site.stage.step(games.heat(8, "UNOFFICIAL"))
    ready(page, site.address + HEAT)
    mark = row(page, "O'LEARY").locator(".mark abbr")
    expect(mark).to_have_text("DQ")
    expect(mark).to_have_attribute("title", "Disqualified")
    expect(row(page, "O'LEARY").locator(".rank")).to_have_text("")


def test_decimal_points_stand_under_each_other(site: Site, page: Page) -> None:
    site.stage.step(games.heat(8, "UNOFFICIAL"))
    ready(page, site.address + HEAT)
    edges = page.evaluate(
        """() => [...document.querySelectorAll("tbody .mark")].filter((cell) => cell.textContent.includes(".")).map((cell) => {
          const range = document.createRange(), at = cell.firstChild.data.indexOf(".");
          range.setStart(cell.firstChild, at); range.setEnd(cell.firstChild, at + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert len(edges) == 7
    assert max(edges) - min(edges) < 0.6


def test_a_protest_is_stamped_with_who_and_why(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/unit/{games.HIGH_JUMP}")
    expect(page.locator(".stamp")).to_contain_text("Under protest")
    expect(page.locator(".stamp")).to_contain_text("FRA: Bar displaced by wind")
    expect(page.locator("k-status.large")).to_have_attribute("data-shape", "protest")


def test_the_rows_can_be_walked_by_keyboard_and_each_says_why_it_stands_there(quiet_site: Site, page: Page) -> None:
    ready(page, quiet_site.address + HEAT)
    page.locator("k-results tbody tr").first.focus()
    why = page.locator(".why")
    expect(why).to_have_text("MARLOWE Theo stands first.")
    page.keyboard.press("ArrowDown")
    expect(why).to_have_text("OKONJO Ade: 9.91 before 9.94")
    page.keyboard.press("End")
    assert "O'LEARY" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert "MARLOWE" in page.evaluate("document.activeElement.innerText")
    assert page.locator("tbody tr[tabindex='0']").count() == 1


def test_the_pointer_explains_too(quiet_site: Site, page: Page) -> None:
    ready(page, quiet_site.address + HEAT)
    row(page, "TANAKA").hover()
    expect(page.locator(".why")).to_have_text("TANAKA Ren: 9.98 before 10.04")


def test_a_question_mark_shows_the_keys_and_hides_them_again(quiet_site: Site, page: Page) -> None:
    ready(page, quiet_site.address + HEAT)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()


def test_a_hundred_rows_follow_quick_changes_and_are_mended_in_place(site: Site, page: Page) -> None:
    body = games.heat(8).body
    many = tuple(games.with_competitor(body.rows[n % 8], n) for n in range(100))

    def version(n: int) -> games.Draft:
        rows = tuple(
            games.with_mark(one, f"{10 + (at + n) % 100}.{n % 10}0", changed=at % 9 == n % 9)
            for at, one in enumerate(many)
        )
        return games.Draft("DT_RESULT", games.HEAT, "LIVE", games.with_rows(body, rows))

    site.stage.step(version(0))
    ready(page, site.address + HEAT)
    page.evaluate("window.kept = [...document.querySelectorAll('tbody tr')]")
    for n in range(1, 61):
        site.stage.step(version(n))
        page.wait_for_timeout(25)
    expect(page.locator("tbody .mark").first).to_have_text("70.00", timeout=30_000)
    assert page.evaluate("window.kept.length >= 100 && window.kept.every((row) => row.isConnected)")


def test_a_record_says_that_it_is_equalled_and_that_nobody_has_ratified_it_yet(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT.replace("/en/", "/fr/"))
    draft = games.heat(6)
    assert isinstance(draft.body, ResultBody)
    first, second, *others = draft.body.rows
    shown = (
        msgspec.structs.replace(first, records=("=WR", "OR/SNATCH"), pending=("=WR",)),
        msgspec.structs.replace(second, records=("PB",)),
        *others,
    )
    held = (
        games.RECORDS[0],
        msgspec.structs.replace(games.RECORDS[0], holder="Ada NOUVELLE", pending=True, equalled=True),
    )
    body = msgspec.structs.replace(draft.body, rows=shown, records=held)
    site.stage.step(draft._replace(body=body))
    badges = row(page, first.competitor.name).locator(".tag.record")
    expect(badges).to_have_text(["=WR?", "OR Arraché"])
    expect(badges.first).to_have_attribute("title", "Record du monde, égalé, pas encore homologué")
    expect(badges.first).to_have_attribute("data-pending", "")
    expect(row(page, second.competitor.name).locator(".tag.record")).not_to_have_attribute("data-pending", "")
    expect(page.locator(".records tr")).to_have_count(2)
    expect(page.locator(".records tr").last).to_contain_text("égalé, pas encore homologué")


def test_the_weather_stands_among_the_facts_of_its_unit_and_goes_when_it_is_taken_back(site: Site, page: Page) -> None:
    ready(page, site.address + HEAT)
    weather = page.locator(".facts .weather")
    expect(weather).to_have_count(0)
    seen = Conditions(sky="RAIN", temperatures={"AIR": "14.0"}, wind_speed="5.5", wind_direction="N", humidity="88")
    body = WeatherBody(about=games.HEAT, place="STA", observed="2030-07-21T08:00:00Z", conditions=(seen,))
    site.stage.step(games.Draft("DT_WEATHER", games.HEAT, "", body, "STA"))
    expect(weather).to_have_text("Rain, 14.0 °C, wind 5.5 m/s, wind from: North, humidity 88 %")
    site.stage.step(games.Draft("DT_WEATHER", games.HEAT, "", None, "STA"))
    expect(weather).to_have_count(0)
