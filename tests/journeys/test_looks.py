"""Every page, in every theme and language and both directions: readable by all, complete, and quiet."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kotinos.codes.rsc import Level
from kotinos.site.i18n import messages
from tests.journeys import games
from tests.journeys.serving import Site, ready

pytestmark = pytest.mark.browser

PAGES = {
    "schedule": "",
    "live unit": f"unit/{games.HEAT}",
    "attempts": f"unit/{games.LONG_JUMP}",
    "heights under protest": f"unit/{games.HIGH_JUMP}",
    "match": f"unit/{games.MATCH}",
    "splits": f"unit/{games.SWIM}",
    "relay": f"unit/{games.RELAY}",
    "brackets": f"event/{games.JUDO.at(Level.EVENT)}",
    "pool": f"event/{games.MATCH.at(Level.EVENT)}",
    "phase": f"event/{games.HEAT.at(Level.EVENT)}",
    "combined": f"event/{games.DECATHLON}",
    "ranking": f"event/{games.SWIM.at(Level.EVENT)}",
    "medals": "medals?noc=ALB",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"light": "color-contrast", "sun": "color-contrast-enhanced"}


def serious(page: Page, wanted: list[str], kind: str) -> list[object]:
    found = Axe().run(page, options={"runOnly": {"type": kind, "values": wanted}}).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@every_page
def test_no_page_has_a_serious_violation_in_any_theme(quiet_site: Site, page: Page, path: str) -> None:
    ready(page, f"{quiet_site.address}/en/{path}{'&' if '?' in path else '?'}theme=dark")
    assert serious(page, EVERYTHING, "tag") == []
    for theme, rule in COLOURS.items():
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        assert (theme, serious(page, [rule], "rule")) == (theme, [])


@every_page
def test_no_page_scrolls_sideways_narrow_or_wide_in_either_direction(quiet_site: Site, page: Page, path: str) -> None:
    ready(page, f"{quiet_site.address}/fr/{path}")
    for width in (390, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        for direction in ("ltr", "rtl"):
            page.evaluate("(direction) => (document.documentElement.dir = direction)", direction)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (width, direction, max(over, 0)) == (width, direction, 0)


def test_the_address_can_ask_for_right_to_left(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/?dir=rtl")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    brand, keys = (page.locator(one).bounding_box() for one in (".brand", "#show-keys"))
    assert brand["x"] > keys["x"]


def test_signs_stay_before_their_figures_from_right_to_left(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/{PAGES['live unit']}?dir=rtl")
    cell = page.locator("tbody tr", has_text="OKONJO").locator("[data-column=diff]")
    expect(cell).to_contain_text("+0.03")
    plus, digit = cell.evaluate(
        """(cell) => [0, 1].map((at) => {
          const range = document.createRange();
          range.setStart(cell.firstChild, at); range.setEnd(cell.firstChild, at + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert plus < digit


@every_page
def test_the_french_page_has_no_english_left(quiet_site: Site, page: Page, path: str) -> None:
    ready(page, f"{quiet_site.address}/fr/{path}")
    own = {original for original, said in messages("fr").items() if isinstance(said, str) and said != original}
    sentences = {one for one in own if len(one) > 3 and "{" not in one}
    shown = page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll("body *")].flatMap((node) => [
            ...[...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data),
            ...["title", "aria-label"].map((name) => node.getAttribute(name) ?? ""),
          ]);
          return texts.map((text) => text.trim()).filter(Boolean);
        }"""
    )
    french = {said for said in messages("fr").values() if isinstance(said, str)}
    assert {text for text in shown if text in sentences and text not in french} == set()
    assert page.locator("html").get_attribute("lang") == "fr"


def test_a_theme_is_kept_for_the_next_page_and_the_address_can_name_another(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    page.locator("#themes").get_by_text("Sunlight").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sun")
    assert "theme=sun" in page.url
    ready(page, f"{quiet_site.address}/en/medals")
    expect(page.locator("html")).to_have_attribute("data-theme", "sun")
    ready(page, f"{quiet_site.address}/en/medals?theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#themes input:checked")).to_have_value("dark")


def test_without_a_choice_the_page_follows_the_system(quiet_site: Site, page: Page) -> None:
    grounds = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        ready(page, f"{quiet_site.address}/en/")
        grounds.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert grounds == ["rgb(12, 14, 16)", "rgb(244, 245, 243)"]


def test_changing_the_language_keeps_the_state_of_the_page(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    page.get_by_role("link", name="Judo", exact=True).click()
    expect(page.locator(".session h2")).to_have_text(["Judo"])
    page.get_by_role("link", name="FR", exact=True).click()
    expect(page).to_have_url(re.compile(r"/fr/\?.*discipline=JUD"))
    expect(page.locator(".session h2")).to_have_text(["Judo"])
    expect(page.locator("h2", has_text="Ce qui vient ensuite")).to_be_visible()


def test_the_fonts_are_the_projects_own_for_latin_cyrillic_and_arabic(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/")
    loaded = page.evaluate(
        """async () => {
          await Promise.all(["Å", "Ж", "ن"].map((letter) => document.fonts.load("16px Inter, 'Noto Sans Arabic'", letter)));
          return [...document.fonts].filter((one) => one.status === "loaded").map((one) => one.family + one.unicodeRange);
        }"""
    )
    assert any("Noto Sans Arabic" in name for name in loaded)
    assert any("Inter" in name and "U+400-45F" in name for name in loaded)


def test_a_digit_is_as_wide_as_any_other(quiet_site: Site, page: Page) -> None:
    ready(page, f"{quiet_site.address}/en/{PAGES['live unit']}")
    widths = page.evaluate(
        """() => ["1111111111", "0000000000", "8888888888"].map((text) => {
          const cell = document.querySelector("tbody .mark").cloneNode();
          const span = document.createElement("span"); span.textContent = text; cell.append(span);
          document.querySelector("tbody tr").append(cell);
          const { width } = span.getBoundingClientRect(); cell.remove();
          return Math.round(width * 10);
        })"""
    )
    assert len(set(widths)) == 1
