"""A venue results manager at work: marks by keyboard at the speed of a competition, and everything that can come between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kotinos.results import facts
from kotinos.results.facts import Start
from tests.journeys.desks import Platform, at_desk, cell, sign_in
from tests.results.operate.venue import (
    ALL_AROUND,
    BEAM,
    BOUT,
    CONTESTS,
    DAY,
    DIVES,
    HEIGHT,
    MATCH,
    RIBBON,
    ROUTE,
    SHOT,
    SPRINT,
    STREET,
    TEAMS,
    UNITS,
    seen,
    size,
    who,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    here = Platform(tmp_path)
    yield here
    here.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desk's browser that fails the test when a script fails. That something was refused is no failure here."""
    own = browser.new_context(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    own.on("weberror", lambda error: complaints.append(str(error.error)))
    yield own
    own.close()
    assert complaints == []


def types(page: Page, *texts: str, go: str = "Enter") -> None:
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press(go)


def all_durable(page: Page) -> None:
    """Nothing is on its way any more."""
    page.wait_for_function("() => !document.querySelector('[data-state=sent], [data-state=queued]')", timeout=30_000)


def state(page: Page, unit: Any, n: int, slot: str, code: str) -> None:
    expect(cell(page, unit, n, slot)).to_have_attribute("data-state", code, timeout=10_000)


def last_line(page: Page) -> Any:
    return page.locator(".journal .fact").first


# -- speed -------------------------------------------------------------------------------------------------------------


def test_a_field_card_typed_at_speed_lands_mark_by_mark_with_the_right_competitor(
    platform: Platform, page: Page
) -> None:
    at_desk(page, platform, SHOT, name="bo")
    cell(page, SHOT, 0, "attempt/1").focus()
    marks = {(n, a): f"{17 + a}.{n * 7 + 10:02d}" for a in range(1, 5) for n in range(size(SHOT))}
    for a in range(1, 5):
        types(page, *(marks[n, a] for n in range(size(SHOT))))
    all_durable(page)
    assert len(marks) == 48
    assert {place: platform.value(SHOT, place[0], f"attempt/{place[1]}") for place in marks} == {
        place: {"mark": mark} for place, mark in marks.items()
    }
    events = [e for e in platform.venue.engine._journal.read(0, 1000) if e.actor == "bo"]
    assert [(e.kind, e.source) for e in events] == [("marks_observed", "desk")] * 48
    best = cell(page, SHOT, size(SHOT) - 1, "attempt/4")
    expect(best).to_contain_text("durable")
    expect(best.locator("xpath=..").locator(".number").last).to_have_text("1")


def test_a_key_pressed_while_the_order_changes_goes_to_the_athlete_it_was_meant_for(
    platform: Platform, page: Page
) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 2, "attempt/1").focus()
    page.keyboard.type("18.4")
    order = [3, 2, 1, 0, *range(4, size(SHOT))]
    starts = tuple(
        Start(competitor=who(SHOT, n), sort=at, order=str(at), bib=str(101 + n)) for at, n in enumerate(order, start=1)
    )
    platform.do(facts.StartListSet(unit=SHOT, starts=starts))
    expect(page.locator("tr[data-row]").first).to_have_attribute("data-row", who(SHOT, 3))
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    all_durable(page)
    landed = {n: platform.value(SHOT, n, "attempt/1") for n in range(size(SHOT))}
    assert {n for n, value in landed.items() if value} == {2}


def test_a_height_is_added_and_filled_by_keyboard(platform: Platform, page: Page) -> None:
    at_desk(page, platform, HEIGHT)
    cell(page, HEIGHT, 0, "height/1.80").focus()
    types(page, "o", "xo", "xxx", "-")
    cell(page, HEIGHT, 0, "height/1.90").focus()
    page.keyboard.press("h")
    page.keyboard.type("1,95")
    page.keyboard.press("Enter")
    expect(cell(page, HEIGHT, 0, "height/1.95")).to_be_focused()
    types(page, "xr")
    all_durable(page)
    assert [platform.value(HEIGHT, n, "height/1.80") for n in range(4)] == ["O", "XO", "XXX", "-"]
    assert platform.value(HEIGHT, 0, "height/1.95") == "XR"


def test_a_panel_is_typed_across_and_its_dive_is_scored(platform: Platform, page: Page) -> None:
    at_desk(page, platform, DIVES)
    cell(page, DIVES, 0, "dd/1").focus()
    types(page, "3.0", "7", "7.5", "7.5", "8", "8", "8.5", "6")
    all_durable(page)
    expect(page.locator(f'tr[data-row="{who(DIVES, 0)}"] .number').first).to_have_text("69.00")
    page.keyboard.press("PageDown")
    expect(page.locator('td[data-slot="dd/2"]').first).to_be_focused()


def test_an_exercise_and_its_apparatus_are_typed_part_by_part(platform: Platform, page: Page) -> None:
    at_desk(page, platform, RIBBON)
    cell(page, RIBBON, 0, "d").focus()
    types(page, "16.3", "8,3", "8.1", "0.05")
    all_durable(page)
    expect(page.locator(f'tr[data-row="{who(RIBBON, 0)}"] .number').first).to_have_text("32.65")
    cell(page, RIBBON, 1, "penalty").focus()
    types(page, "-0.3")
    state(page, RIBBON, 1, "penalty", "refused")
    expect(page.locator(".line [role=alert]")).to_contain_text("a number without a sign")
    page.goto(f"{platform.address}/en/operate/unit/{ALL_AROUND}")
    expect(page.get_by_role("button", name="Floor")).to_have_attribute("aria-pressed", "true")
    cell(page, ALL_AROUND, 0, "d/FX").focus()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("button", name="Pommel horse")).to_have_attribute("aria-pressed", "true")
    expect(cell(page, ALL_AROUND, 0, "d/PH")).to_be_focused()
    types(page, "6.1", "8.5")
    all_durable(page)
    expect(page.locator(f'tr[data-row="{who(ALL_AROUND, 0)}"] .number').first).to_have_text("14.600")


def test_runs_are_typed_down_and_a_bout_judge_by_judge(platform: Platform, page: Page) -> None:
    at_desk(page, platform, STREET)
    cell(page, STREET, 0, "run/1").focus()
    types(page, "81.5", "77")
    all_durable(page)
    assert [platform.value(STREET, n, "run/1") for n in (0, 1)] == ["81.5", "77"]
    page.goto(f"{platform.address}/en/operate/unit/{BOUT}")
    for n, (good, bad) in enumerate((("10 10 9", "9 9 9"), ("9 9 10", "10 10 10"))):
        cell(page, BOUT, n, "judge/J1").focus()
        types(page, good, good, good, bad, bad)
    all_durable(page)
    page.get_by_role("button", name="Unofficial").click()
    expect(page.locator(f'tr[data-row="{who(BOUT, 0)}"] .number').first).to_have_text("3 W")


def test_goals_are_counted_by_key_and_summed(platform: Platform, page: Page) -> None:
    at_desk(page, platform, MATCH)
    cell(page, MATCH, 0, "period/H1").focus()
    for key in ("+", "+", "-", "+"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("+")
    all_durable(page)
    assert [platform.value(MATCH, n, "mark") for n in (0, 1)] == ["2", "1"]
    expect(cell(page, MATCH, 0, "mark")).to_contain_text("2")


def test_a_match_is_played_from_its_first_period_to_its_winner(platform: Platform, page: Page) -> None:
    at_desk(page, platform, MATCH, name="bo")
    strip = page.locator(".going")
    strip.get_by_role("button", name="Start 1st half").click()
    expect(page.locator("k-status.large")).to_contain_text("Live")
    expect(strip.locator(".period")).to_have_text("1st half")
    expect(strip.locator(".clock")).to_have_text(re.compile("0:0[1-9]"), timeout=10_000)
    cell(page, MATCH, 0, "period/H1").focus()
    page.keyboard.press("+")
    all_durable(page)
    page.keyboard.press("Space")
    expect(strip.get_by_role("button", name="Start the clock")).to_be_visible()
    assert platform.venue.engine.games.units[MATCH].value("", "clock")["running"] == "N"
    page.keyboard.press("Space")
    expect(strip.get_by_role("button", name="Stop the clock")).to_be_visible()
    strip.get_by_role("button", name="End of 1st half").click()
    expect(page.locator("k-status.large")).to_contain_text("Intermediate")
    strip.get_by_role("button", name="Start 2nd half").click()
    expect(strip.locator(".clock")).to_have_text(re.compile("45:0"))
    strip.get_by_role("button", name="Finish the match").click()
    dialog = page.locator("dialog.asks")
    expect(dialog).to_contain_text("ABEL Kim has won 1–0.")
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("k-status.large")).to_contain_text("Unofficial")
    expect(page.locator(f'tr[data-row="{who(MATCH, 0)}"] .number').first).to_have_text("1 W")
    expect(strip).to_be_hidden()
    clock = platform.venue.engine.games.units[MATCH].value("", "clock")
    assert (clock["running"], clock["time"][:2]) == ("N", "45")


def test_a_match_is_not_finished_while_something_typed_is_on_its_way(platform: Platform, page: Page) -> None:
    at_desk(page, platform, MATCH)
    cell(page, MATCH, 0, "period/H1").focus()
    page.keyboard.press("+")
    all_durable(page)
    platform.cut()
    page.keyboard.press("+")
    state(page, MATCH, 0, "period/H1", "queued")
    page.get_by_role("button", name="Finish the match").click()
    expect(page.locator(".problem")).to_contain_text("still on its way")
    platform.start()
    all_durable(page)
    page.get_by_role("button", name="Finish the match").click()
    expect(page.locator("dialog.asks")).to_contain_text("Nobody has won yet, 2–?.")


def test_a_bout_that_is_stopped_is_won_by_a_decision_with_its_code(platform: Platform, page: Page) -> None:
    at_desk(page, platform, BOUT)
    strip = page.locator(".going")
    strip.get_by_role("button", name="Start Round 1").click()
    expect(strip.locator(".clock")).to_have_text(re.compile("2:5"), timeout=10_000)
    strip.get_by_role("button", name="Finish the match").click()
    dialog = page.locator("dialog.asks")
    expect(dialog).to_contain_text("Nobody has won yet")
    dialog.get_by_role("button", name="Record").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Winner").select_option(who(BOUT, 1))
    dialog.get_by_label("How").fill("ko")
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("k-status.large")).to_contain_text("Unofficial")
    expect(page.locator(f'tr[data-row="{who(BOUT, 1)}"] .number').first).to_have_text("W")
    unit = platform.venue.engine.games.units[BOUT]
    assert (unit.value("", "res_code"), unit.value(who(BOUT, 0), "wlt")) == ("KO", "L")


def test_a_match_of_teams_is_played_contest_by_contest(platform: Platform, page: Page) -> None:
    at_desk(page, platform, TEAMS)
    lines = page.locator(".contests tbody tr")
    expect(lines).to_have_count(5)
    expect(lines.first).to_contain_text("Not named yet")
    lines.first.get_by_role("link").click()
    page.get_by_role("button", name="Who plays").click()
    dialog = page.locator("dialog.asks")
    dialog.get_by_label("New Zealand").select_option("NZL1")
    expect(dialog.get_by_label("Portugal").locator("option")).to_have_text(
        ["Choose", "DIALLO Kim", "ENGEL Kim", "FARAH Kim", "Diallo / Engel", "Portugal"]
    )
    dialog.get_by_label("Portugal").select_option("PORD")
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("k-grid:not(.own) tr[data-row]")).to_have_count(2)
    for n in (1, 2, 3):
        for who_, points in (("NZL1", "11"), ("PORD", "7")):
            page.locator(f'td[data-cell="{who_}|period/G{n}"]').focus()
            types(page, points)
    all_durable(page)
    page.get_by_role("button", name="Finish the match").click()
    expect(dialog).to_contain_text("ABEL Kim has won 3–0.")
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("k-status.large")).to_contain_text("Unofficial")
    page.locator(".path a").nth(1).click()
    expect(lines.first).to_contain_text("3–0")
    for n, contest in enumerate(CONTESTS[1:3], start=2):
        starts = tuple(Start(competitor=f"{noc}{n}", sort=sort) for sort, noc in enumerate(("NZL", "POR"), start=1))
        won = tuple(
            facts.Observation(who=facts.Locator(id=f"{noc}{n}"), slot="mark", value=mark)
            for noc, mark in (("NZL", "3"), ("POR", "1"))
        )
        platform.do(
            facts.StartListSet(unit=contest, starts=starts),
            facts.MarksObserved(unit=contest, revision=1, items=won, complete=True),
        )
    expect(lines.nth(2)).to_contain_text("3–1")
    page.get_by_role("button", name="Start the match").click()
    expect(page.locator("k-status.large")).to_contain_text("Live")
    page.get_by_role("button", name="Finish the match").click()
    expect(dialog).to_contain_text("New Zealand has won 3–0.")
    expect(dialog).to_contain_text("2 matches are left and will not be played.")
    dialog.get_by_role("button", name="Record").click()
    expect(lines.nth(4)).to_contain_text("Not played")
    expect(page.locator('tr[data-row="NZL"] .number').first).to_have_text("3 W")
    assert [platform.venue.engine.games.units[one].schedule for one in CONTESTS[3:]] == ["CANCELLED"] * 2


def test_times_reactions_an_irm_and_the_wind_are_typed(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SPRINT)
    cell(page, SPRINT, 0, "mark").focus()
    types(page, "10,21", "0.151", go="Tab")
    types(page, "", go="ArrowDown")
    types(page, "dns")
    page.locator('td[data-slot="wind"]').focus()
    types(page, "+0.4")
    all_durable(page)
    assert [platform.value(SPRINT, 0, slot) for slot in ("mark", "reaction")] == ["10.21", "0.151"]
    assert platform.value(SPRINT, 1, "irm") == "DNS"
    assert platform.venue.engine.games.units[SPRINT].value("", "wind") == "+0.4"


# -- what comes between ------------------------------------------------------------------------------------------------


def test_what_is_typed_without_a_link_is_kept_over_a_reload_and_sent_when_it_is_back(
    platform: Platform, page: Page
) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "18.00")
    all_durable(page)
    platform.cut()
    types(page, "18.01", "18.02", "18.03")
    expect(page.locator(".unsent")).to_contain_text("Not durable yet: 3", timeout=10_000)
    expect(page.locator("html")).to_have_attribute("data-stale", "")
    state(page, SHOT, 2, "attempt/1", "queued")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    platform.start()
    page.wait_for_selector("k-grid td[data-cell]", timeout=15_000)
    all_durable(page)
    expect(page.locator(".unsent")).to_be_hidden()
    assert [platform.value(SHOT, n, "attempt/1") for n in range(4)] == [
        {"mark": mark} for mark in ("18.00", "18.01", "18.02", "18.03")
    ]


def test_two_values_typed_over_each_other_without_a_link_end_with_the_later(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT)
    platform.cut()
    for text in ("18.00", "18.50"):
        cell(page, SHOT, 0, "attempt/1").focus()
        types(page, text)
    state(page, SHOT, 0, "attempt/1", "queued")
    platform.start()
    state(page, SHOT, 0, "attempt/1", "durable")
    all_durable(page)
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "18.50"}
    assert page.locator("[data-state=conflict]").count() == 0


@pytest.mark.parametrize(("key", "stands"), [("Enter", "18.44"), ("Escape", "18.10")])
def test_what_a_device_changed_while_somebody_typed_is_a_conflict_that_the_person_decides(
    platform: Platform, page: Page, key: str, stands: str
) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    page.keyboard.type("18.4")
    platform.do(seen(SHOT, 0, "attempt/1", "18.10"), source="laser")
    expect(last_line(page)).to_contain_text("laser")
    types(page, "4")
    state(page, SHOT, 0, "attempt/1", "conflict")
    message = page.locator(".line [role=alert]")
    expect(message).to_contain_text("laser changed this meanwhile. Now: 18.10. You typed: 18.44")
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "18.10"}
    cell(page, SHOT, 0, "attempt/1").focus()
    page.keyboard.press(key)
    expect(message).to_have_count(0)
    expect(cell(page, SHOT, 0, "attempt/1").locator(".shown")).to_have_text(stands)
    all_durable(page)
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": stands}


def test_what_cannot_be_read_keeps_what_was_typed_and_says_what_would_be_right(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "18,x", "17.50")
    state(page, SHOT, 0, "attempt/1", "refused")
    expect(page.locator(".line [role=alert]")).to_contain_text("expected metres")
    expect(cell(page, SHOT, 0, "attempt/1").locator(".shown")).to_have_text("18,x")
    cell(page, SHOT, 0, "attempt/1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("input.edit")).to_have_value("18,x")
    page.keyboard.press("ControlOrMeta+a")
    types(page, "18.20")
    state(page, SHOT, 0, "attempt/1", "durable")
    assert [platform.value(SHOT, n, "attempt/1") for n in (0, 1)] == [{"mark": "18.20"}, {"mark": "17.50"}]


def test_an_implausible_time_is_asked_about_before_it_counts(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SPRINT)
    cell(page, SPRINT, 0, "mark").focus()
    types(page, "5.21")
    state(page, SPRINT, 0, "mark", "doubt")
    assert platform.value(SPRINT, 0, "mark") is None
    cell(page, SPRINT, 0, "mark").focus()
    page.keyboard.press("Enter")
    state(page, SPRINT, 0, "mark", "durable")
    assert platform.value(SPRINT, 0, "mark") == "5.21"


def test_what_a_device_said_and_cannot_be_is_confirmed_by_a_person_with_a_reason(
    platform: Platform, page: Page
) -> None:
    at_desk(page, platform, SPRINT, name="bo")
    platform.do(seen(SPRINT, 0, "mark", "5.21"))
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.keyboard.type("read from the film")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Confirm", exact=True)).to_have_count(0)
    expect(cell(page, SPRINT, 0, "mark").locator(".shown")).to_have_text("5.21")
    expect(last_line(page)).to_contain_text("bo")
    expect(last_line(page)).to_contain_text("read from the film")


# -- putting right -----------------------------------------------------------------------------------------------------


def test_undo_is_a_correction_back_to_the_value_before_and_the_ranking_follows(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "18.00", "19.00")
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "20.00")
    rank = page.locator(f'tr[data-row="{who(SHOT, 0)}"] .number').last
    expect(rank).to_have_text("1")
    page.keyboard.press("ControlOrMeta+z")
    expect(cell(page, SHOT, 0, "attempt/1").locator(".shown")).to_have_text("18.00")
    expect(rank).to_have_text("2")
    expect(last_line(page)).to_contain_text("Correction")
    expect(last_line(page)).to_contain_text("anna")
    expect(last_line(page)).to_contain_text("20.00 → 18.00")
    event = platform.venue.engine._journal.read(0, 1000)[-1]
    assert (event.kind, event.actor, event.source) == ("corrected", "anna", "desk")
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "18.00"}


def test_an_official_result_changes_only_with_a_reason_and_without_one_nothing_is_lost(
    platform: Platform, page: Page
) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "18.00", "19.00")
    all_durable(page)
    page.get_by_role("button", name="Official", exact=True).click()
    expect(page.locator("k-status.large")).to_contain_text("Official")
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "20.00")
    dialog = page.locator("dialog.asks")
    expect(dialog).to_contain_text("18.00 becomes 20.00")
    page.keyboard.press("Escape")
    expect(page.locator("input.edit")).to_have_value("20.00")
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "18.00"}
    page.keyboard.press("Enter")
    page.keyboard.type("measured again with the steel tape")
    page.keyboard.press("Enter")
    expect(last_line(page)).to_contain_text("measured again with the steel tape")
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "20.00"}
    expect(page.locator(f'tr[data-row="{who(SHOT, 0)}"] .number').last).to_have_text("1")
    page.keyboard.press("ControlOrMeta+z")
    expect(dialog).to_contain_text("put back")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("the tape was wrong")
    page.keyboard.press("Enter")
    expect(last_line(page)).to_contain_text("the tape was wrong")
    assert platform.value(SHOT, 0, "attempt/1") == {"mark": "18.00"}


def test_a_protest_is_filed_and_decided_and_a_tie_is_put_in_order(platform: Platform, page: Page) -> None:
    at_desk(page, platform, ROUTE)
    cell(page, ROUTE, 0, "mark").focus()
    types(page, *["250.1"] * 2, *(f"{240 - n}.0" for n in range(6)))
    all_durable(page)
    page.get_by_role("button", name="Put in order").click()
    first, second = (page.locator(f"dialog.asks input[data-id='{who(ROUTE, n)}']") for n in (0, 1))
    first.fill("2")
    second.fill("1")
    page.locator("dialog.asks .first").click()
    ranks = [page.locator(f'tr[data-row="{who(ROUTE, n)}"] .number').last for n in (0, 1)]
    expect(ranks[1]).to_have_text("1")
    expect(ranks[0]).to_have_text("2")
    page.get_by_role("button", name="File a protest").click()
    page.locator("dialog.asks input[name=why]").fill("target 3 was read twice")
    page.locator("dialog.asks .first").click()
    expect(page.locator("aside")).to_contain_text("target 3 was read twice")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.locator("dialog.asks select").select_option("dismissed")
    page.locator("dialog.asks input").fill("seen on film")
    page.locator("dialog.asks .first").click()
    expect(page.locator("aside")).to_contain_text("Dismissed")


def test_a_decision_changes_values_that_are_shown_before_it_is_recorded(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    types(page, "20.10", "20.40")
    all_durable(page)
    page.get_by_role("button", name="File a protest").click()
    dialog = page.locator("dialog.asks")
    dialog.get_by_label("About").select_option(who(SHOT, 1))
    dialog.get_by_label("Reason").fill("foot on the stop board")
    dialog.get_by_role("button", name="Record").click()
    page.get_by_role("button", name="Decide", exact=True).click()
    dialog.get_by_label("Reason").fill("seen on film")
    dialog.get_by_role("button", name="Change a value").click()
    expect(dialog.get_by_label("Name")).to_have_value(who(SHOT, 1))
    expect(dialog).to_contain_text("now 20.40")
    dialog.get_by_label("Becomes").fill("far")
    dialog.get_by_role("button", name="Show what changes").click()
    expect(dialog.get_by_role("alert")).to_contain_text("expected metres")
    dialog.get_by_label("Becomes").fill("x")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", name="Before it is recorded")).to_be_visible()
    expect(dialog.locator(".foreseen tr")).to_have_text(
        ["BERG KimAttempt 120.40→X", "ABEL KimResult2. 20.10→1. 20.10", "BERG KimResult1. 20.40→–"]
    )
    expect(dialog).to_contain_text("Upheld seen on film")
    expect(dialog).to_contain_text("Recorded in the name of Anna Kallas.")
    dialog.get_by_role("button", name="Back").click()
    expect(dialog.get_by_label("Becomes")).to_have_value("x")
    assert platform.value(SHOT, 1, "attempt/1") == {"mark": "20.40"}
    dialog.get_by_role("button", name="Show what changes").click()
    dialog.get_by_role("button", name="Record").click()
    expect(cell(page, SHOT, 1, "attempt/1").locator(".shown")).to_have_text("X")
    expect(last_line(page)).to_contain_text("Protest decided · P1 upheld")
    expect(last_line(page)).to_contain_text("BERG Kim, Attempt 1: 20.40 → X")
    expect(page.locator(f'tr[data-row="{who(SHOT, 0)}"] .number').last).to_have_text("1")


# -- two people --------------------------------------------------------------------------------------------------------


@pytest.fixture
def second(browser: Browser) -> Iterator[Page]:
    """Another desk."""
    own = browser.new_context(viewport={"width": 1440, "height": 900})
    yield own.new_page()
    own.close()


def test_a_second_person_agrees_by_a_key_and_differences_are_shown_to_both(
    platform: Platform, page: Page, second: Page
) -> None:
    platform.do(facts.TwoPersonSet(scope="GAR", mode="agree"))
    at_desk(page, platform, BEAM, name="anna")
    at_desk(second, platform, BEAM, name="bo")
    cell(page, BEAM, 0, "e").focus()
    types(page, "8.1")
    expect(cell(page, BEAM, 0, "e")).to_contain_text("proposed")
    expect(cell(second, BEAM, 0, "e")).to_contain_text("anna")
    assert platform.value(BEAM, 0, "e") is None
    cell(second, BEAM, 0, "e").focus()
    second.keyboard.press("a")
    expect(cell(second, BEAM, 0, "e")).to_contain_text("8.1")
    state(second, BEAM, 0, "e", "durable")
    assert platform.value(BEAM, 0, "e") == "8.1"

    cell(page, BEAM, 1, "e").focus()
    types(page, "7.9")
    expect(cell(second, BEAM, 1, "e")).to_contain_text("anna")
    cell(second, BEAM, 1, "e").focus()
    types(second, "7.6")
    for desk in (page, second):
        state(desk, BEAM, 1, "e", "disputed")
        expect(desk.locator(".line")).to_contain_text("anna: 7.9 · bo: 7.6")
    assert platform.value(BEAM, 1, "e") is None
    cell(page, BEAM, 1, "e").focus()
    types(page, "7.6")
    expect(page.locator(".line")).to_have_count(0)
    assert platform.value(BEAM, 1, "e") == "7.6"


def test_nobody_agrees_to_their_own_value(platform: Platform, page: Page) -> None:
    platform.do(facts.TwoPersonSet(scope="GAR", mode="agree"))
    at_desk(page, platform, BEAM, name="anna")
    cell(page, BEAM, 0, "e").focus()
    types(page, "8.1")
    state(page, BEAM, 0, "e", "proposed")
    expect(page.get_by_role("button", name="Agree with")).to_have_count(0)
    cell(page, BEAM, 0, "e").focus()
    types(page, "8.1")
    state(page, BEAM, 0, "e", "refused")
    assert platform.value(BEAM, 0, "e") is None


def test_blind_the_second_person_types_without_seeing(platform: Platform, page: Page, second: Page) -> None:
    platform.do(facts.TwoPersonSet(scope="GAR", mode="blind"))
    at_desk(page, platform, BEAM, name="anna")
    at_desk(second, platform, BEAM, name="bo")
    cell(page, BEAM, 0, "e").focus()
    types(page, "8.137")
    expect(second.locator(".line")).to_contain_text("anna has typed it")
    assert "8.137" not in second.content()
    cell(second, BEAM, 0, "e").focus()
    types(second, "8.137")
    state(second, BEAM, 0, "e", "durable")
    assert platform.value(BEAM, 0, "e") == "8.137"


# -- who and how it looks ----------------------------------------------------------------------------------------------


def test_a_wrong_password_is_said_where_it_was_typed_and_the_units_come_after_the_right_one(
    platform: Platform, page: Page
) -> None:
    page.goto(f"{platform.address}/en/operate/?day={DAY}")
    sign_in(page, "rosa", "a wrong password")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    sign_in(page, "rosa")
    expect(page.locator("table.units tbody tr")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/en/operate/unit/{HEIGHT}"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("dialog.asks[open]")).to_be_visible()


def test_the_key_sheet_opens_over_a_cell(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT)
    cell(page, SHOT, 0, "attempt/1").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Undoes your last entry by a correction")


@pytest.mark.parametrize("unit", (*UNITS, TEAMS), ids=lambda unit: f"{unit.discipline}-{unit.event}")
def test_no_desk_has_a_serious_violation_in_any_theme_nor_scrolls_sideways(
    platform: Platform, page: Page, unit: Any
) -> None:
    at_desk(page, platform, unit, language="fr")
    if unit == SHOT:
        cell(page, SHOT, 0, "attempt/1").focus()
        types(page, "18.00", "far")
        state(page, SHOT, 1, "attempt/1", "refused")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for theme, wanted in (("dark", tags), ("light", ["color-contrast"]), ("sun", ["color-contrast-enhanced"])):
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        kind = "tag" if theme == "dark" else "rule"
        found = Axe().run(page, options={"runOnly": {"type": kind, "values": wanted}}).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert (theme, serious) == (theme, [])
    for width in (768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for direction in ("ltr", "rtl"):
            page.evaluate("(direction) => (document.documentElement.dir = direction)", direction)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (width, direction, max(over, 0)) == (width, direction, 0)


def test_arrows_go_where_they_point_also_from_right_to_left(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT, dir="rtl")
    cell(page, SHOT, 0, "attempt/2").focus()
    page.keyboard.press("ArrowLeft")
    expect(cell(page, SHOT, 0, "attempt/3")).to_be_focused()


# -- the weather -------------------------------------------------------------------------------------------------------


def test_the_weather_is_recorded_by_keyboard_and_stands_at_the_desk(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT, name="bo")
    page.get_by_role("button", name="Record the weather").press("Enter")
    page.get_by_label("Sky").select_option("CLEAR")
    page.get_by_label("Air, °C").fill("23,5")
    page.get_by_label("Wind, m/s").fill("1.2")
    page.get_by_label("Wind from").select_option("SW")
    page.keyboard.press("Enter")
    observed = page.locator("aside li", has_text="Clear, 23.5 °C, wind 1.2 m/s, wind from: South-west")
    expect(observed).to_be_visible()
    expect(last_line(page)).to_contain_text("Weather")
    (known,) = platform.venue.engine.games.weather.values()
    assert known.conditions[0].temperatures == {"AIR": "23.5"}
    # Opened again, it holds what stands.
    page.get_by_role("button", name="Record the weather").press("Enter")
    expect(page.get_by_label("Air, °C")).to_have_value("23.5")
    expect(page.get_by_label("Sky")).to_have_value("CLEAR")
    page.keyboard.press("Escape")


def test_a_temperature_that_no_thermometer_shows_is_refused_where_the_eye_is(platform: Platform, page: Page) -> None:
    at_desk(page, platform, SHOT, name="bo")
    page.get_by_role("button", name="Record the weather").click()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("dialog .problem")).to_have_text("Say at least one thing that was observed.")
    page.get_by_label("Air, °C").fill("235")
    page.keyboard.press("Enter")
    expect(page.locator("header .problem")).to_contain_text("a number of °C from -60 to 60")
    assert not platform.venue.engine.games.weather
