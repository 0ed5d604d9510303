"""Officers' work after an approval: identities, passes, shipments, visas, each as a person does it; and who may not."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from html import unescape

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.codes import canonical
from kotinos.custody.accreditation import likenesses
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import listing, visa
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.status import Status
from kotinos.custody.card.tables import card, device, shipment
from kotinos.custody.log import tables as log
from kotinos.custody.log.access import Kept
from kotinos.custody.web.leafing import LINES
from tests.custody.card.games_file import FOUND
from tests.custody.web.people import Authority, approved, crowd, organisation, person, serial_of, subject_of
from tests.custody.web.serving import Somebody, ZoneSite, signed_in


@pytest.fixture(scope="module")
def authority(site: ZoneSite) -> Authority:
    for code in ("FRA", "GBR"):
        organisation(site, code, places=20)
    return Authority(site)


@pytest.fixture(scope="module")
def ines(site: ZoneSite, authority: Authority) -> Somebody:
    return site.somebody("ines", "officer")


@pytest.fixture(scope="module")
def others(site: ZoneSite, authority: Authority) -> dict[str, Somebody]:
    """One of every other role; ``jo`` of FRA, ``kit`` of GBR."""
    roles = {"piet": "desk", "rosa": "supervisor", "kai": "custodian", "dora": "protection-officer"}
    found = {name: site.somebody(name, role) for name, role in roles.items()}
    return found | {
        "jo": site.somebody("jo", "organisation", "FRA"),
        "kit": site.somebody("kit", "organisation", "GBR"),
    }


def in_force(site: ZoneSite, authority: Authority, name: str) -> tuple[str, int]:
    """Somebody whose card is in force: application and serial."""
    id = approved(site, person(name, f"{name[:3].upper()}123456"))
    authority.answer("F")
    serial = serial_of(site, id)
    with site.zone.database.writing() as connection:
        cards.validate(connection, Act("staff:piet", site.clock(), "a test"), serial, FOUND)
    return id, serial


def status(site: ZoneSite, serial: int) -> Status:
    with site.zone.database.reading() as connection:
        return listing.of(connection, serial)


def csrf(client: httpx.Client) -> str:
    found = re.search(r'name="csrf" value="([\w-]+)"', client.get("/en/sign-in", follow_redirects=True).text)
    assert found
    return found[1]


def logged(site: ZoneSite, act: str = "", actor: str = "") -> list[tuple[str, str]]:
    """Who did ``act``, or what ``actor`` did, and the reasons given, as the log has them."""
    with site.zone.database.reading() as connection:
        bodies = connection.execute(sa.select(log.entry.c.body).order_by(log.entry.c.seq)).scalars()
        entries = [canonical.decode(body, Kept) for body in bodies]
    return [(one.actor, one.detail) for one in entries if act in ("", one.act) and actor in ("", one.actor)]


# -- identity


def test_an_officer_sees_what_a_new_name_reopens_and_then_changes_it(
    site: ZoneSite, authority: Authority, page: Page, ines: Somebody
) -> None:
    id, serial = in_force(site, authority, "Ibarra")
    site.sign_in(page, ines)
    page.get_by_role("link", name="Approved files").click()
    expect(page.get_by_label("Card or travel document")).to_be_focused()
    page.keyboard.type("IBA123456 FRA")
    page.keyboard.press("Enter")
    page.get_by_label("Family name", exact=True).fill("Ibarra-Sosa")
    page.get_by_role("button", name="See what it re-opens").click()
    said = page.get_by_role("status")
    expect(said).to_contain_text("The State is asked anew")
    expect(said).to_contain_text(f"Card {serial_text('OG2026', serial)}: suspended at once")
    expect(said).to_contain_text("No other file looks like this person")
    assert status(site, serial) is Status.ACTIVE
    expect(page.locator("#why-change")).to_be_focused()
    page.keyboard.type("the passport was read wrongly")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="IBARRA-SOSA Marta Ines")).to_be_visible()
    assert status(site, serial) is Status.SUSPENDED
    assert authority.exchange.state(subject_of(site, id)) == "pending"
    assert ("staff:ines", "the passport was read wrongly") in logged(site, "change-identity")


def test_what_the_state_could_not_read_is_seen_put_right_and_asked_about_again(
    site: ZoneSite, authority: Authority, page: Page, ines: Somebody
) -> None:
    id = approved(site, person("Yupanqui", "YUP123456"))
    exchange = authority.exchange
    exchange.now = site.clock()
    [record] = [one for one in exchange.pack().records if one.fields[0] == "Yupanqui"]
    exchange.acknowledge(fields={record.token: 9})  # the home address
    site.sign_in(page, ines)
    page.get_by_role("link", name="Approved files").click()
    held = page.get_by_role("region", name="The State cannot be asked about these")
    expect(held.get_by_role("row", name=re.compile("YUPANQUI"))).to_contain_text("Home address")
    held.get_by_role("link", name=re.compile("YUPANQUI")).click()
    page.get_by_label("Home address").fill("8 quai des Brumes, 76600 Le Havre")
    page.locator("#why-ask").fill("the street was missing")
    page.get_by_role("button", name="Ask the State again").click()
    expect(page.get_by_role("heading", name="YUPANQUI Marta Ines")).to_be_visible()
    expect(page.get_by_role("button", name="Ask the State again")).to_have_count(0)
    exchange.now = site.clock()
    [again] = [one for one in exchange.pack().records if one.fields[0] == "Yupanqui"]
    assert again.fields[8] == "8 quai des Brumes, 76600 Le Havre"
    assert ("staff:ines", "the street was missing") in logged(site, "mend-request")
    exchange.acknowledge()
    with closing(site.signed_in(ines)) as client:
        told = client.post(f"/en/files/{id}/ask", data={"csrf": csrf(client), "why": "once more"})
        assert told.status_code == 422 and "No field of this request was refused" in told.text


def test_whoever_becomes_like_somebody_known_waits_in_the_queue_for_two_officers(
    site: ZoneSite, authority: Authority, context: BrowserContext, ines: Somebody
) -> None:
    values = person("Jansson", "JAN123456")
    approved(site, values)
    id, serial = in_force(site, authority, "Keita")
    page = signed_in(site, context, ines)
    page.goto(f"{site.address}/en/files/{id}")
    page.get_by_label("Family name", exact=True).fill("Jansson")
    page.get_by_label("Date of birth").fill(values["birth_date"])
    page.get_by_role("button", name="See what it re-opens").click()
    expect(page.get_by_role("status")).to_contain_text("1 other file looks like this person")
    page.locator("#why-change").fill("as the passport says")
    page.get_by_role("button", name="Change it").click()
    assert status(site, serial) is Status.SUSPENDED
    page.goto(f"{site.address}/en/queue")
    page.get_by_role("link", name="JANSSON").first.click()
    page.get_by_role("button", name="One person").click()
    uma = site.somebody("uma-officer", "officer")
    with closing(site.signed_in(uma)) as client:
        with site.zone.database.reading() as connection:
            [pair] = likenesses.open_pairs(connection)
        form = {"csrf": csrf(client), "verdict": "merge"}
        assert client.post(f"/en/queue/{pair.application}/pair/{pair.other}", data=form).status_code == 303
    assert status(site, serial) is Status.CANCELLED


def test_nothing_is_changed_without_a_reason_or_by_what_was_not_seen(
    site: ZoneSite, authority: Authority, ines: Somebody
) -> None:
    id, serial = in_force(site, authority, "Lindqvist")
    with closing(site.signed_in(ines)) as client:
        form = {"csrf": csrf(client), "family_name": "Lind", "do": "change", "why": "a hurry"}
        seen = client.post(f"/en/files/{id}", data=form)
        word = re.search(r'name="word" value="(\w+)"', seen.text)
        assert word and seen.status_code == 200
        told = client.post(f"/en/files/{id}", data=form | {"word": word[1], "why": ""})
        assert told.status_code == 422 and "Say why" in told.text
        other = client.post(f"/en/files/{id}", data=form | {"word": word[1], "family_name": "Lund"})
        assert other.status_code == 200
        wrong = client.post(f"/en/files/{id}", data=form | {"birth_date": "31/02/1999"})
        assert wrong.status_code == 422 and 'id="x-birth_date"' in wrong.text
        assert status(site, serial) is Status.ACTIVE
        assert client.post(f"/en/files/{id}", data=form | {"word": word[1]}).status_code == 303
    assert status(site, serial) is Status.SUSPENDED


# -- upgrades and passes


def opens(page: Page, venue: str, zone: str) -> None:
    """Fill in what a pass opens: from 23:58 today to 23:57 tomorrow, so that it is not over whenever the test runs."""
    page.locator("select[name=venue]:visible").select_option(venue)
    page.locator("input[name=from]:visible").fill("23:58")
    page.locator("input[name=until]:visible").fill("23:57")
    page.get_by_label(zone).check()
    page.locator("input[name=why]:visible").fill("a visit")


def test_a_card_is_upgraded_from_a_quota_and_the_upgrade_ends_with_a_reason(
    site: ZoneSite, authority: Authority, page: Page, ines: Somebody
) -> None:
    id, _ = in_force(site, authority, "Moreau")
    site.sign_in(page, ines)
    page.goto(f"{site.address}/en/files/{id}")
    page.get_by_text("Upgrade the card").click()
    opens(page, "OLS", "4 · press")
    page.get_by_role("button", name="Upgrade it").click()
    expect(page.get_by_role("alert")).to_contain_text("no passes of this kind")
    page.goto(f"{site.address}/en/passes")
    page.get_by_text("Set a quota").click()
    form = page.locator("form[action$='/passes/quota']")
    form.locator("select[name=organisation]").select_option("FRA")
    form.locator("select[name=kind]").select_option("upgrade")
    form.locator("select[name=venue]").select_option("OLS")
    form.get_by_label("How many").fill("1")
    form.get_by_label("Reason").fill("the semi-finals")
    form.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("heading", name="Passes", exact=True)).to_be_visible()
    page.goto(f"{site.address}/en/files/{id}")
    page.get_by_text("Upgrade the card").click()
    opens(page, "OLS", "4 · press")
    page.get_by_role("button", name="Upgrade it").click()
    expect(page.locator(".state").first).to_have_text("opens its venue")
    serial = int(page.url.rpartition("/")[2])
    assert status(site, serial) is Status.ACTIVE
    page.get_by_text("Cancel the pass").click()
    page.locator("select[name=reason]").select_option("misuse")
    page.get_by_label("Reason").last.fill("seen elsewhere")
    page.get_by_role("button", name="Cancel it").click()
    expect(page.locator(".state").first).to_have_text("cancelled")
    assert status(site, serial) is Status.CANCELLED
    assert ("staff:ines", "seen elsewhere") in logged(site, "cancel-pass")


def test_a_guest_is_let_in_only_escorted_and_with_a_document_left_and_comes_back(
    site: ZoneSite, authority: Authority, page: Page, others: dict[str, Somebody]
) -> None:
    _, host = in_force(site, authority, "Nakamura")
    today = site.clock().astimezone(site.zone.policy.zone).date()
    with site.zone.database.writing() as connection:
        cards.set_quota(connection, Act("staff:ines", site.clock(), "a test"), "FRA", "guest", "PLV", today, 1)
    site.sign_in(page, others["piet"])
    page.get_by_role("link", name="Passes").click()
    expect(page.get_by_text("Set a quota")).to_have_count(0)
    page.get_by_text("A pass for a day, or for a guest").click()
    page.locator("select[name=kind]:visible").select_option("guest")
    page.locator("select[name=organisation]:visible").select_option("FRA")
    page.get_by_label("Family name").fill("Oyelaran")
    page.get_by_label("Given names").fill("Wale")
    page.get_by_label("Card of the host").fill(serial_text("OG2026", host))
    opens(page, "PLV", "R · residential")
    page.get_by_role("button", name="Ask for the pass").click()
    expect(page.get_by_role("heading", name="Wale OYELARAN")).to_be_visible()
    serial = int(page.url.rpartition("/")[2])

    def step(name: str) -> None:
        page.get_by_label("Reason").first.fill("at the desk")
        page.get_by_role("button", name=name).click()

    step("Approve")
    assert status(site, serial) is Status.NOT_ACTIVE
    step("Hand it out")
    expect(page.get_by_role("alert")).to_contain_text("escorted")
    page.get_by_label("The guest is escorted").check()
    page.get_by_label("The guest left an identity document").check()
    step("Hand it out")
    expect(page.locator(".state").first).to_have_text("opens its venue")
    assert status(site, serial) is Status.ACTIVE
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Print it").click()
    opened.value.close()
    step("It came back")
    expect(page.locator(".state").first).to_have_text("handed back")
    assert status(site, serial) is Status.CANCELLED


def test_a_pass_is_refused_with_what_would_be_right(site: ZoneSite, authority: Authority, ines: Somebody) -> None:
    day = site.clock().astimezone(site.zone.policy.zone).date().isoformat()
    good = {
        "kind": "day", "organisation": "FRA", "family_name": "Petrov", "venue": "TRP", "zone": "WHITE", "day": day,
        "from": "23:58", "until": "23:57", "why": "a visit",
    }  # fmt: skip
    with closing(site.signed_in(ines)) as client:
        good["csrf"] = csrf(client)
        for wrong, said in (
            ({"why": ""}, "Say why"),
            ({"zone": "BLUE"}, "at least one zone of the venue"),
            ({"family_name": "?"}, "give the name"),
            ({"kind": "upgrade"}, "Choose kind"),
            ({"from": "soon"}, "hours such as 08:30"),
            ({"day": "2020-01-01"}, "after now"),
            ({"kind": "guest"}, "no such card"),
            ({"organisation": "NIL"}, "There is no organisation NIL"),
        ):
            told = client.post("/en/passes", data=good | wrong)
            assert (told.status_code, said in told.text) == (422, True), wrong
        made = client.post("/en/passes", data=good).headers["location"]
        told = client.post(made, data={"csrf": good["csrf"], "do": "approve", "why": "expected"})
        assert told.status_code == 422 and "has no passes of this kind" in told.text
        quota = {"csrf": good["csrf"], "organisation": "FRA", "kind": "day", "venue": "TRP", "day": day, "why": "one"}
        for number, answer in (("many", 422), ("1", 303)):
            assert client.post("/en/passes/quota", data=quota | {"number": number}).status_code == answer
        steps = [("approve", 303), ("return", 422), ("issue", 303), ("issue", 422), ("cancel", 422), ("dance", 422)]
        for do, answer in steps:
            got = client.post(made, data={"csrf": good["csrf"], "do": do, "why": "a visit"})
            assert (do, got.status_code) == (do, answer)


def test_a_pass_that_is_over_opens_nothing_any_more(site: ZoneSite, authority: Authority) -> None:
    act = Act("staff:ines", site.clock(), "a test")
    with site.zone.database.writing() as connection:
        wanted = cards.Wanted(
            kind="day", games="OG2026", subject="over", organisation="FRA", venue="MAR", zones=("WHITE",),
            day=act.at.date(), valid_from=act.at, valid_to=act.at.replace(microsecond=0) + timedelta(seconds=1),
        )  # fmt: skip
        cards.set_quota(connection, act, "FRA", "day", "MAR", act.at.date(), 1)
        serial = cards.request_pass(connection, act, wanted)
        cards.approve_pass(connection, act, serial)
        cards.issue_pass(connection, act, serial)
        assert cards.expire(connection, act) == 0
        later = Act("clock", act.at + 2 * timedelta(seconds=1), "past its window")
        assert cards.expire(connection, later) == 1
        d = device.c
        assert connection.execute(sa.select(d.state).where(d.serial == serial)).scalar() == "expired"
    assert status(site, serial) is Status.CANCELLED


# -- shipments


def test_cards_are_printed_sent_signed_for_and_what_was_missing_is_cancelled(
    site: ZoneSite, authority: Authority, context: BrowserContext, ines: Somebody, others: dict[str, Somebody]
) -> None:
    ids = [approved(site, person(name, f"{name[:3].upper()}123456")) for name in ("Quispe", "Rossi")]
    authority.answer("F")
    first, second = (serial_of(site, id) for id in ids)
    page = signed_in(site, context, ines)
    with closing(site.signed_in(ines)) as client:
        made = client.get("/en/shipments/FRA/cards/0")
        assert made.content.startswith(b"%PDF")
        assert client.get("/en/shipments/FRA/cards/1").status_code == 404
    page.get_by_role("link", name="Shipments").click()
    page.get_by_label("Reason FRA").fill("courier at noon")
    page.get_by_role("button", name="Pack and send").click()
    code = page.locator(".secret").inner_text()
    number = page.url.rpartition("/")[2]
    assert ("staff:ines", "courier at noon") in logged(site, "ship-card")

    mine = signed_in(site, context.browser.new_context(), others["jo"])  # type: ignore[union-attr]
    mine.get_by_role("link", name="Deliveries").click()
    mine.get_by_role("link", name=number).click()
    mine.get_by_label(serial_text("OG2026", second)).check()
    mine.get_by_label("Code on the manifest").fill("0000 0000 0000")
    mine.get_by_role("button", name="Sign: the cards are here").click()
    expect(mine.get_by_role("alert")).to_contain_text("not the code on the manifest")
    expect(mine.get_by_label(serial_text("OG2026", second))).to_be_checked()
    mine.get_by_label("Code on the manifest").fill(code)
    mine.get_by_role("button", name="Sign: the cards are here").click()
    expect(mine.locator(".state").first).to_have_text("received")
    mine.context.close()
    with site.zone.database.reading() as connection:
        c = card.c
        states = dict(connection.execute(sa.select(c.serial, c.state).where(c.serial.in_((first, second)))).all())  # type: ignore[arg-type]
    assert states == {first: "received", second: "cancelled"}


def test_a_lost_shipment_is_closed_and_its_cards_wait_anew(
    site: ZoneSite, authority: Authority, page: Page, ines: Somebody, others: dict[str, Somebody]
) -> None:
    id = approved(site, person("Sithole", "SIT123456"))
    authority.answer("F")
    serial = serial_of(site, id)
    with site.zone.database.writing() as connection:
        sent = cards.ship(connection, Act("staff:ines", site.clock(), "a test"), "FRA")
    site.sign_in(page, ines)
    page.goto(f"{site.address}/en/shipments/{sent.id}")
    page.get_by_text("It never arrived").click()
    page.get_by_label("Reason").fill("the courier was robbed")
    page.get_by_role("button", name="Lost").click()
    expect(page.locator(".state").first).to_have_text("lost on its way")
    assert status(site, serial) is Status.CANCELLED
    assert serial_of(site, id) > serial
    assert ("staff:ines", "the courier was robbed") in logged(site, "lose-shipment")
    with closing(site.signed_in(others["jo"])) as client:
        form = {"csrf": csrf(client), "code": sent.digest}
        late = client.post(f"/en/portal/deliveries/{sent.id}", data=form)
        assert late.status_code == 422


def test_nobody_signs_for_another_organisation(
    site: ZoneSite, authority: Authority, ines: Somebody, others: dict[str, Somebody]
) -> None:
    approved(site, person("Tremblay", "TRE123456"))
    authority.answer("F")
    with site.zone.database.writing() as connection:
        sent = cards.ship(connection, Act("staff:ines", site.clock(), "a test"), "FRA")
    with closing(site.signed_in(others["kit"])) as client:
        path = f"/en/portal/deliveries/{sent.id}"
        assert client.get(path).status_code == 404
        assert client.post(path, data={"csrf": csrf(client), "code": sent.digest}).status_code == 404
    with site.zone.database.reading() as connection:
        wanted = sa.select(shipment.c.received_at).where(shipment.c.id == sent.id)
        assert connection.execute(wanted).scalar() is None


def test_a_long_list_goes_on_leaf_by_leaf_and_keeps_what_was_asked_for(
    site: ZoneSite, authority: Authority, ines: Somebody
) -> None:
    organisation(site, "JAM", places=60)
    people = crowd(LINES + 2, "a long list")
    for values in people:
        approved(site, values, code="JAM")
    families = {values["family_name"].upper() for values in people}
    with closing(site.signed_in(ines)) as client:
        for asked in ("files?organisation=JAM", "visas?organisation=JAM&state="):
            seen: list[str] = []
            address = f"/en/{asked}"
            for lines in (LINES, 2):
                text = client.get(address).text
                found = re.findall(r'<th scope="row"><a href="/en/(?:files|visas)/\w+"><bdi>(\w+) \w+</bdi></a>', text)
                assert len(found) == lines, address
                seen += found
                following = re.search(r'href="(\?[^"]*page=\d+)">After these', text)
                address = f"/en/{asked.partition('?')[0]}{unescape(following[1])}" if following else ""
            assert (set(seen), len(seen), address) == (families, len(families), "")
            assert "Before these" in text
        for page in ("0", "-1", "x", "9" * 40, "²"):
            assert client.get("/en/files", params={"organisation": "JAM", "page": page}).status_code == 200


# -- visas


def test_a_visa_is_asked_for_issued_checked_again_and_the_authority_told(
    site: ZoneSite, authority: Authority, page: Page, ines: Somebody
) -> None:
    id, serial = in_force(site, authority, "Urbina")
    subject = subject_of(site, id)

    def say(what: str, **filled: str) -> None:
        page.goto(f"{site.address}/en/visas/{id}")
        page.get_by_text(what).click()
        for label, value in filled.items():
            page.locator(f"input[name={label}]:visible").fill(value)
        page.locator("input[name=why]:visible").fill("the consulate's letter")
        page.get_by_role("button", name="Keep it").click()

    site.sign_in(page, ines)
    page.get_by_role("link", name="Visas").click()
    page.get_by_role("link", name="FRA", exact=True).click()
    page.get_by_role("link", name="URBINA").click()
    say("A visa is needed")
    expect(page.locator(".state").first).to_have_text("waits for the authority")
    assert status(site, serial) is Status.SUSPENDED
    say("It is issued", number="12")
    expect(page.get_by_role("alert")).to_contain_text("C or XX and six digits")
    say("It is issued", number="c 123456")
    expect(page.locator(".facts").first).to_contain_text("C123456")
    expect(page.locator(".facts").first).to_contain_text("URB123456")
    assert (status(site, serial), serial_of(site, id) > serial) == (Status.CANCELLED, True)

    page.goto(f"{site.address}/en/files/{id}")
    page.get_by_label("Document number").fill("URB654321")
    page.get_by_role("button", name="See what it re-opens").click()
    expect(page.get_by_role("status")).to_contain_text("the authority checks it again")
    page.locator("#why-change").fill("a new passport")
    page.get_by_role("button", name="Change it").click()
    with site.zone.database.reading() as connection:
        assert visa.state(connection, subject, "OG2026") == "recheck"
    page.goto(f"{site.address}/en/visas")
    row = page.get_by_role("row", name="URBINA")
    row.locator("input[name=why]").fill("by courier")
    row.get_by_role("button", name="Passed on").click()
    expect(page.get_by_role("row", name="URBINA")).to_have_count(0)
    assert ("staff:ines", "by courier") in logged(site, "tell-recheck")
    say("It is refused")
    expect(page.locator(".state").first).to_have_text("refused")


# -- who may not


POSTS = {
    "files": {"asked": "X"},
    "files/{id}": {"family_name": "Somebody", "do": "change"},
    "files/{id}/upgrade": {"venue": "OLS", "zone": "4"},
    "passes/quota": {"organisation": "FRA", "number": "99"},
    "shipments": {"organisation": "FRA"},
    "shipments/1/lost": {"why": "because"},
    "visas/{id}": {"do": "not_needed"},
    "visas/message/1": {"why": "because"},
}
GETS = ("files", "files/{id}", "shipments", "shipments/1", "shipments/FRA/cards/0", "visas", "visas/{id}")
DESK_TOO = {"passes": {"kind": "day"}, "passes/1": {"do": "approve"}}


@pytest.fixture(scope="module")
def victim(site: ZoneSite, authority: Authority) -> tuple[str, int]:
    return in_force(site, authority, "Vasquez")


@pytest.mark.parametrize("name", ["piet", "rosa", "kai", "dora", "jo"])
def test_only_an_officer_does_an_officers_work(
    site: ZoneSite, victim: tuple[str, int], others: dict[str, Somebody], name: str
) -> None:
    id, serial = victim
    with closing(site.signed_in(others[name])) as client:
        word = csrf(client)
        mine = {"jo": "org:FRA:jo"}.get(name, f"staff:{name}")
        before = logged(site, actor=mine)
        assert before  # signing in is there
        posts = POSTS if name == "piet" else POSTS | DESK_TOO
        for path in GETS:
            assert client.get(f"/en/{path.format(id=id)}").status_code == 403, path
        for path, form in posts.items():
            sent = client.post(f"/en/{path.format(id=id)}", data={"why": "because", **form, "csrf": word})
            assert sent.status_code == 403, path
    assert logged(site, actor=mine) == before
    assert status(site, serial) is Status.ACTIVE


def test_nothing_happens_to_who_is_not_signed_in_or_whose_form_is_not_from_here(
    site: ZoneSite, authority: Authority, ines: Somebody
) -> None:
    with closing(site.client()) as stranger, closing(site.signed_in(ines)) as client:
        for path, form in (POSTS | DESK_TOO | {"portal/deliveries/1": {"code": "0"}}).items():
            assert stranger.post(f"/en/{path.format(id='x')}", data=form).status_code == 401, path
            assert client.post(f"/en/{path.format(id='x')}", data=form | {"csrf": "made-up"}).status_code == 403, path
            forged = {"origin": "https://elsewhere.example"}
            assert client.post(f"/en/{path.format(id='x')}", data=form, headers=forged).status_code == 403, path
        for path in (*GETS, "passes", "passes/1", "portal/deliveries"):
            assert stranger.get(f"/en/{path.format(id='x')}").headers["location"] == "/en/sign-in", path
