"""The supervisor's campaigns, organisations and gates, and the alarm of a copied card, in a browser."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.custody import flow
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import listing
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.status import Status
from kotinos.custody.gate import link, scans
from kotinos.custody.gate.carried import Carried
from kotinos.custody.log import alarms
from kotinos.custody.log import tables as log
from kotinos.custody.vetting import actions
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.values import Campaign
from tests.custody.card.games_file import FOUND
from tests.custody.web.people import Authority, approved, organisation, passes_in, person, serial_of, submitted
from tests.custody.web.serving import Somebody, ZoneSite, signed_in


@pytest.fixture(scope="module")
def rosa(site: ZoneSite) -> Somebody:
    return site.somebody("rosa", "supervisor")


@pytest.fixture(scope="module")
def authority(site: ZoneSite) -> Authority:
    return Authority(site)


@pytest.fixture
def page(site: ZoneSite, context: BrowserContext, rosa: Somebody) -> Page:
    """A window in which the supervisor is signed in."""
    return signed_in(site, context, rosa)


def last_entry(site: ZoneSite, act: str) -> tuple[str, str]:
    """Who did ``act`` last, and why."""
    with site.zone.database.reading() as connection:
        bodies = connection.scalars(sa.select(log.entry.c.body).order_by(log.entry.c.seq.desc())).all()
    found = next(entry for entry in map(json.loads, bodies) if entry["act"] == act)
    return found["actor"], found["detail"]


# First in the file: each sign-in puts the zone's clock forward, and a device whose clock is five minutes off is refused.


def device(site: ZoneSite, folder: Path, code: str) -> tuple[Carried, link.Link]:
    """A turnstile that takes its place with a code."""
    ca = folder.with_suffix(".pem")
    ca.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in site.trust))
    link.enrol(site.address, code, folder, str(ca))
    store = Carried(folder)
    return store, link.Link(store.identity)


def test_a_device_is_invited_seen_and_blocked_and_then_gets_nothing(site: ZoneSite, page: Page, tmp_path: Path) -> None:
    page.goto(f"{site.address}/en/gates")
    form = page.locator("form", has=page.locator("[name=gate]"))
    form.locator("[name=gate]").fill("North 1")
    form.locator("[name=venue]").select_option("OLS")
    form.locator("[name=zone]").fill("PINK")
    form.locator("[name=why]").fill("opening day")
    form.locator("button").click()
    expect(page.get_by_role("alert")).to_contain_text("a zone that this venue has")
    form.locator("[name=zone]").fill("BLUE")
    form.locator("[name=why]").fill("opening day")
    form.locator("button").click()
    code = page.locator("code.secret").inner_text()
    store, hands = device(site, tmp_path / "gate", code)
    link.synchronise(store, hands)
    page.goto(f"{site.address}/en/gates")
    row = page.locator("tr", has_text="North 1")
    expect(row).to_contain_text("at work")
    expect(row.locator("td").nth(2)).not_to_have_text("–")
    expect(row.locator("td").nth(4)).to_have_text("right")
    row.locator("[name=why]").fill("stolen from the tent")
    row.get_by_role("button", name="Block").click()
    expect(row).to_contain_text("blocked")
    assert last_entry(site, "block-device") == ("staff:rosa", "stolen from the tent")
    for method, path, body in (
        ("GET", "/gate/api/snapshot", b""),
        ("GET", "/gate/api/changes?since=0", b""),
        ("GET", "/gate/api/photos?after=0", b""),
        ("POST", "/gate/api/scans", b"[]"),
    ):
        with pytest.raises(link.Unanswered, match="blocked"):
            hands.ask(method, path, body)
    hands.close()
    store.close()


def test_a_campaign_is_opened_only_where_the_domain_has_a_way_out(site: ZoneSite, page: Page) -> None:
    page.goto(f"{site.address}/en/campaigns")
    form = page.locator("form", has=page.locator("[name=legal_act]"))
    form.locator("[name=code]").fill("OG2031")
    form.locator("[name=authority]").fill("NOBODY")
    form.locator("[name=legal_act]").fill("decree 2031-1")
    form.locator("[name=purge_on]").fill("2032-01-01")
    form.locator("[name=why]").fill("the decree is out")
    form.locator("button").click()
    expect(page.get_by_role("alert")).to_contain_text("no way out to the authority NOBODY")
    expect(form.locator("[name=legal_act]")).to_have_value("decree 2031-1")


def test_answers_that_run_out_before_the_cards_do_are_asked_about_again(
    site: ZoneSite, page: Page, authority: Authority
) -> None:
    organisation(site, "AUS", 2)
    id = submitted(site, person("Whitlam", "WHI123456"), "AUS")
    with site.zone.database.writing() as connection:
        flow.approve(connection, Act("staff:ines", site.clock(), "a test"), site.zone.policy, id)
    exchange = authority.exchange
    exchange.now = site.clock()
    [record] = exchange.pack().records
    exchange.acknowledge()
    exchange.answer(exchange.said(record.token, "F", site.clock().date() + timedelta(days=3)))
    page.goto(f"{site.address}/en/campaigns/JO2030")
    expect(page.get_by_text("The answer about 1 person runs out before the last card does")).to_be_visible()
    form = page.locator("form", has=page.get_by_role("button", name="Ask again"))
    form.get_by_label("Reason").fill("cards are valid for longer")
    form.get_by_role("button", name="Ask again").click()
    expect(page.get_by_text("The answers about 0 people run out")).to_be_visible()
    assert last_entry(site, "rescreen-clearance") == ("staff:rosa", "cards are valid for longer")
    exchange.now = site.clock()
    assert len(exchange.pack().records) == 1


def test_a_campaign_says_its_clock_is_closed_and_is_purged_on_its_day(site: ZoneSite, page: Page) -> None:
    today = site.clock().date()
    opened = Campaign("OG2030", "SNE", "decree 2030-1", "Europe/Paris", Delay(2), today + timedelta(days=1))
    with site.zone.database.writing() as connection:
        actions.open_campaign(connection, Act("staff:rosa", site.clock(), "a test"), opened)
    page.goto(f"{site.address}/en/campaigns")
    page.get_by_role("link", name="OG2030").click()
    expect(page.locator("main")).to_contain_text("silence is an unfavourable answer")
    expect(page.get_by_role("button", name="Purge it")).to_have_count(0)
    page.locator("form", has=page.locator("[value=close]")).locator("[name=why]").fill("the Games are over")
    page.get_by_role("button", name="Close it").click()
    expect(page.locator("main")).to_contain_text("closed: answers are still taken")
    assert last_entry(site, "close-campaign") == ("staff:rosa", "the Games are over")
    with site.zone.database.writing() as connection:
        connection.execute(sa.text("UPDATE campaign SET purge_on = :day WHERE code = 'OG2030'"), {"day": str(today)})
    page.reload()
    page.locator("form", has=page.locator("[value=purge]")).locator("[name=why]").fill("its day has come")
    page.get_by_role("button", name="Purge it").click()
    expect(page.locator(".state")).to_have_text("purged")
    assert last_entry(site, "purge-campaign")[0] == "staff:rosa"


def test_a_quota_is_raised_with_a_reason_and_never_goes_below_what_is_used(site: ZoneSite, page: Page) -> None:
    page.goto(f"{site.address}/en/organisations")
    form = page.locator("form", has=page.locator("[name=kind]"))
    form.locator("[name=code]").fill("NED")
    form.locator("[name=name]").fill("Committee of NED")
    form.locator("[name=kind]").select_option("noc")
    for name, days in (("opens", -2), ("closes", 30)):
        form.locator(f"[name={name}]").fill(f"{site.clock() + timedelta(days=days):%Y-%m-%dT08:00}")
    form.locator("[name=why]").fill("admitted by the Charter")
    form.locator("button").click()
    expect(page.locator("h1")).to_contain_text("Committee of NED")
    line = page.locator("form", has=page.locator("select[name=category]"))
    line.locator("[name=category]").select_option("Aa")
    line.locator("[name=number]").fill("1")
    line.locator("[name=why]").fill("qualified")
    line.locator("button").click()
    row = page.locator("tr", has=page.locator("[value=Aa]"))
    expect(row.locator("td.number").nth(1)).to_have_text("1")
    row.locator("[name=number]").fill("4")
    row.locator("[name=why]").fill("three more qualified")
    row.get_by_role("button", name="Set").click()
    expect(row.locator("td.number").nth(1)).to_have_text("4")
    actor, why = last_entry(site, "set-quota")
    assert (actor, "three more qualified" in why) == ("staff:rosa", True)


def test_a_quota_below_what_is_used_is_refused_and_stays(site: ZoneSite, rosa: Somebody, authority: Authority) -> None:
    organisation(site, "FRA", places=3)
    id = submitted(site)
    with site.zone.database.writing() as connection:
        flow.approve(connection, Act("staff:ines", site.clock(), "a test"), site.zone.policy, id)
    with closing(site.signed_in(rosa)) as client:
        word = re.search(r'name="csrf" value="([\w-]+)"', client.get("/en/organisations/FRA").text)
        assert word
        form = {"csrf": word[1], "category": "Aa", "sport": "", "number": "0", "why": "a mistake"}
        answer = client.post("/en/organisations/FRA/quota", data=form)
        assert (answer.status_code, "1 places are taken already" in answer.text) == (422, True)
        assert client.post("/en/organisations/FRA/quota", data=form | {"number": "9", "why": ""}).status_code == 422
        assert client.post("/en/organisations/FRA/quota", data=form | {"csrf": "no"}).status_code == 403
        assert re.search(
            r'<td class="number">1</td><td class="number">3</td>', client.get("/en/organisations/FRA").text
        )


@pytest.mark.parametrize("role", ["organisation", "officer", "desk", "custodian", "protection-officer"])
def test_nobody_but_the_supervisor_changes_any_of_it(site: ZoneSite, role: str) -> None:
    with closing(site.signed_in(site.somebody(f"not-{role}", role, "FRA"))) as client:
        for path in ("campaigns", "campaigns/X", "organisations", "organisations/FRA/quota", "gates", "gates/block"):
            assert client.post(f"/en/{path}", data={"why": "mine"}).status_code == 403


def test_one_card_at_two_gates_stands_on_the_board_until_it_is_suspended_and_somebody_looked(
    site: ZoneSite, page: Page, authority: Authority
) -> None:
    organisation(site, "GBR", places=3)
    id = approved(site, person("Copied", "CO1234567"), code="GBR")
    authority.answer("F")
    serial, at = serial_of(site, id), site.clock()
    with site.zone.database.writing() as connection:
        act = Act("staff:piet", at, "a test")
        cards.validate(connection, act, serial, FOUND)
        passes_in(connection, act, serial, ("East 1", "West 1"))
    page.goto(f"{site.address}/en/board")
    alarm = page.locator(".attention", has_text="A card went in at two gates")
    expect(alarm).to_have_count(1)
    expect(alarm).to_contain_text(serial_text("OG2026", serial))
    expect(alarm).to_contain_text("in force")
    first, second = alarm.locator("li").all()
    own = at.astimezone(site.zone.policy.zone)
    expect(first).to_have_text(f"{own:%-d %b %Y, %H:%M:%S} · East 1")
    expect(second).to_have_text(f"{own + timedelta(seconds=40):%-d %b %Y, %H:%M:%S} · West 1")
    alarm.get_by_role("button", name="Suspend this card").click()
    expect(alarm).to_contain_text("suspended")
    expect(alarm.get_by_role("button", name="Suspend this card")).to_have_count(0)
    assert last_entry(site, "suspend-card")[0] == "staff:rosa"
    with site.zone.database.reading() as connection:
        assert listing.of(connection, serial) is Status.SUSPENDED
    alarm.locator("[name=why]").fill("a twin at the desk")
    alarm.get_by_role("button", name="Seen").click()
    expect(alarm).to_have_count(0)
    assert last_entry(site, "see-alarm") == ("staff:rosa", "a twin at the desk")


def test_a_copied_card_whose_scans_are_gone_is_still_said_and_names_no_scan(site: ZoneSite, page: Page) -> None:
    gone = f"{secrets.token_hex(16)} {secrets.token_hex(16)}"
    with site.zone.database.writing() as connection:
        alarms.sound(connection, Act("device:12345678", site.clock(), "its scans"), scans.COPIED, gone)
    page.goto(f"{site.address}/en/board")
    alarm = page.locator(".attention", has_text="A card went in at two gates")
    expect(alarm).to_contain_text("device:12345678")
    expect(alarm).not_to_contain_text(gone.split()[0])


def test_a_card_whose_number_was_mistyped_is_not_suspended(site: ZoneSite, rosa: Somebody) -> None:
    with closing(site.signed_in(rosa)) as client:
        word = re.search(r'name="csrf" value="([\w-]+)"', client.get("/en/board").text)
        assert word
        for typed, said in (("OG2026 0000001-0", "does not fit"), ("a card", "no such card")):
            form = {"csrf": word[1], "serial": typed, "reason": "misuse"}
            answer = client.post("/en/board/suspend", data=form)
            assert (answer.status_code, said in answer.text) == (422, True)
