"""The page for phones in Chromium: the same answers as the turnstile, enrolled, without a link, in five languages, by camera."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from kotinos.custody.card import actions, qr, status
from kotinos.custody.card.claims import Kind
from kotinos.custody.card.status import Status, StatusList
from kotinos.custody.card.vectors import cast
from kotinos.custody.gate import scans, tables
from kotinos.custody.gate.decision import Access, Passage, Post, Session, Snapshot, Upgrade, decide
from tests.custody.card import vector_files
from tests.custody.gate.carrying import CLOCK, VENUES, statuses, text
from tests.custody.gate.conftest import POST, Zone
from tests.custody.gate.test_devices import card_in_force
from tests.journeys.conftest import CHROMIUM, QUIET

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    own = browser.new_context(viewport={"width": 412, "height": 915}, locale="en-GB")
    yield own
    own.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page, loaded; it fails the test when it complains."""
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "ERR_" not in said.text and "status of" not in said.text
            else None
        ),
    )
    found.goto(f"{address}/gate/")
    found.wait_for_selector("html[data-ready]")
    yield found
    assert complaints == []


def test_every_vector_is_answered_in_the_browser_as_it_says(page: Page) -> None:
    cases = [
        {"text": vector["PREFIX"], "at": vector_files.clock(vector).timestamp(), "flaw": vector["TESTCTX"]["FLAW"]}
        for _, vector in vector_files.vectors()
    ]
    trust = [
        [kid.hex(), list(key.public), key.signs_from.timestamp(), key.trusted_until.timestamp(), key.withdrawn]
        for kid, key in vector_files.trust().items()
    ]
    found = page.evaluate(
        """async ([cases, rows]) => {
          const { read } = await import("./card/code.js");
          const trust = new Map(rows.map(([kid, raw, signsFrom, trustedUntil, withdrawn]) =>
            [kid, { public: Uint8Array.from(raw), signsFrom, trustedUntil, withdrawn }]));
          const answers = [];
          for (const { text, at } of cases) {
            const told = read(text, trust, at);
            answers.push(await told.then((claims) => ({ flaw: "", claims }), (error) => ({ flaw: error.flaw ?? `${error}` })));
          }
          return answers;
        }""",
        [cases, trust],
    )
    wrong = [
        (case["flaw"], one["flaw"], case["text"])
        for case, one in zip(cases, found, strict=True)
        if case["flaw"] != one["flaw"]
    ]
    assert wrong == []
    for (_, vector), one in zip(vector_files.vectors(), found, strict=True):
        if not vector["TESTCTX"]["FLAW"]:
            told = vector["JSON"]
            for name in (
                "serial",
                "name",
                "category",
                "venues",
                "zones",
                "transport",
                "dining",
                "prime",
                "visa",
                "bearer",
                "kind",
            ):
                assert one["claims"][name] == told[name]


def random_case(rnd: random.Random) -> tuple[str, Post, Snapshot, datetime, Passage | None]:
    """A case in which much may be wrong at once, but a good part of the cards is right."""
    claims = (
        cast.person(rnd.randrange(40))
        if rnd.random() < 0.8
        else cast.day_pass(rnd.randrange(20), Kind(rnd.randrange(1, 4)))
    )
    if rnd.random() < 0.7:
        claims = msgspec.structs.replace(
            claims, venues=rnd.choice((("OLV",), ("ALL",), ("CMP",), ("IBC", "TRA"), ("LST",)))
        )
    claims = msgspec.structs.replace(claims, serial=claims.serial % 5000 + 1)
    codes = {claims.serial: rnd.choice((Status.ACTIVE, Status.ACTIVE, Status.ACTIVE, *Status)), 77: Status.ACTIVE}
    if claims.bearer is not None:
        codes[claims.bearer] = rnd.choice((Status.ACTIVE, Status.SUSPENDED))
    at = CLOCK + timedelta(seconds=rnd.choice((0, 0, 0, 0, -301, -299, 86_400, 86_401, 40 * 86_400)))
    window = (CLOCK - timedelta(hours=1), CLOCK + timedelta(hours=rnd.choice((0, 30))))
    carried = Snapshot(
        games=rnd.choice(("OG2028",) * 9 + ("PG2028",)),
        issued=CLOCK,
        trust=cast.TRUST,
        status=statuses(codes, rnd.choice((1_000_000, claims.serial + 1, claims.serial))),
        venues=VENUES,
        sessions=(Session("ATHM100M", "OLV", *window),) if rnd.random() < 0.3 else (),
        access={claims.serial: Access(rnd.choice((("OLV",), ("IBC",))), ("BLUE", "WHITE"), rnd.random() < 0.5)}
        if rnd.random() < 0.2
        else {},
        upgrades=(Upgrade(77, claims.serial, "OLV", ("BLUE", "4"), *window, rnd.choice(("", "ATHM100M"))),)
        if rnd.random() < 0.3
        else (),
    )
    post = Post(
        "x",
        rnd.choice(("OLV", "OLV", "TRA", "IBC", "NEW")),
        rnd.choice(("", "", "BLUE", "4")),
        rnd.choice(("in", "in", "out")),
        rnd.choice((0, 10)),
    )
    last = (
        Passage(at - timedelta(minutes=rnd.choice((1, 20))), "x", rnd.choice(("in", "out")))
        if rnd.random() < 0.3
        else None
    )
    key = rnd.choice((cast.PRESENT,) * 8 + (cast.STRANGER, cast.WITHDRAWN, cast.NEXT))
    return text(claims, key), post, carried, at, last


def plain(case: tuple[str, Post, Snapshot, datetime, Passage | None]) -> dict[str, Any]:
    code, post, carried, at, last = case
    return {
        "text": code,
        "post": msgspec.to_builtins(post),
        "at": at.timestamp(),
        "last": None if last is None else {"at": last.at.timestamp(), "direction": last.direction},
        "snapshot": {
            "games": carried.games,
            "issued": carried.issued.timestamp(),
            "trust": [
                [k.kid.hex(), list(k.public), k.signs_from.timestamp(), k.trusted_until.timestamp(), k.withdrawn] for k in carried.trust
            ],
            "status": {"upto": carried.status.upto, "bits": list(carried.status.bits)},
            "venues": msgspec.to_builtins(carried.venues),
            "sessions": [[s.code, s.venue, s.opens.timestamp(), s.closes.timestamp()] for s in carried.sessions],
            "access": [[serial, msgspec.to_builtins(a)] for serial, a in carried.access.items()],
            "upgrades": [
                {**msgspec.to_builtins(u), "opens": u.opens.timestamp(), "closes": u.closes.timestamp()} for u in carried.upgrades
            ],
        },
    }  # fmt: skip


def test_the_page_and_the_turnstile_decide_alike(page: Page) -> None:
    rnd = random.Random("the page and the turnstile")
    cases = [random_case(rnd) for _ in range(1500)]
    expected = [decide(*case) for case in cases]
    found = page.evaluate(
        """async (cases) => {
          const { decide } = await import("./decision.js");
          const answers = [];
          for (const { text, post, snapshot, at, last } of cases) {
            const trust = new Map(snapshot.trust.map(([kid, raw, signsFrom, trustedUntil, withdrawn]) =>
              [kid, { public: Uint8Array.from(raw), signsFrom, trustedUntil, withdrawn }]));
            const carried = { ...snapshot, trust, access: new Map(snapshot.access),
              sessions: snapshot.sessions.map(([code, venue, opens, closes]) => ({ code, venue, opens, closes })),
              status: { upto: snapshot.status.upto, bits: Uint8Array.from(snapshot.status.bits) } };
            const { answer, reason, upgrade, claims } = await decide(text, post, carried, at, async () => last);
            answers.push([answer, reason, upgrade, claims?.serial ?? null]);
          }
          return answers;
        }""",
        [plain(case) for case in cases],
    )
    told = [[one.answer.value, one.reason, one.upgrade, one.claims.serial if one.claims else None] for one in expected]
    assert found == told
    assert len({one.reason for one in expected}) >= 14, "the cases reach most reasons"


def test_lists_are_read_and_followed_in_the_browser(page: Page) -> None:
    signer = cast.key(cast.PRESENT)
    rnd = random.Random("lists")
    held = StatusList(1, CLOCK, status.packed((n, rnd.randrange(4)) for n in range(9000)), 9000)
    touched = {n: rnd.randrange(4) for n in rnd.sample(range(9500), 300)}
    now = StatusList(5, CLOCK, status.packed(touched.items(), held.bits), 9500)
    message = status.signed_changes(status.changed(1, touched, now), signer)
    given = [list(status.signed(held, signer)), list(message), signer.kid.hex(), list(signer.public)]
    found = page.evaluate(
        """async ([listed, message, kid, raw]) => {
          const { readStatus, followed } = await import("./card/lists.js");
          const keys = new Map([[kid, { public: Uint8Array.from(raw) }]]);
          const held = await readStatus(Uint8Array.from(listed), keys);
          const now = await followed(held, Uint8Array.from(message), keys);
          const spoiled = { ...held, bits: held.bits.map((byte, at) => (at === 7 ? byte ^ 1 : byte)) };
          const astray = await followed(spoiled, Uint8Array.from(message), keys).then(() => "followed", (error) => error.message);
          return [held.number, Array.from(held.bits), now.number, now.upto, Array.from(now.bits), astray];
        }""",
        given,
    )
    assert found == [1, list(held.bits), 5, 9500, list(now.bits), "changes that lead elsewhere"]


def enrolled(page: Page, zone: Zone, **more: Any) -> None:
    page.fill("#invitation", zone.invitation(**more))
    page.click("text=Enrol this device")
    expect(page.locator("#link")).to_contain_text("Linked")


def typed(page: Page, code: str) -> None:
    page.fill("#code", code)
    page.click("#typed button")


def test_a_guard_enrols_reads_a_card_hears_of_a_suspension_and_works_without_a_link(
    page: Page, zone: Zone, context: BrowserContext
) -> None:
    serial, code, _ = card_in_force(zone)
    enrolled(page, zone, photos=True)
    typed(page, code)
    expect(page.locator("#answer")).to_have_attribute("data-answer", "GRANTED")
    expect(page.locator("#says")).to_have_text("Welcome")
    expect(page.locator("#name")).to_have_text("SUKARTONO")
    expect(page.locator("#photo")).to_be_visible()

    for key in code:  # a reader that types
        page.keyboard.press("Space" if key == " " else key)
    page.keyboard.press("Enter")
    expect(page.locator("#says")).to_have_text("This card went in a moment ago")
    page.click("text=Looked at: let in")
    expect(page.locator("#then")).to_have_text("Let in, and noted")
    expect(page.locator("#link")).not_to_contain_text("to hand over", timeout=40_000)
    with zone.database.reading() as connection:
        kept = [(row.reason, bool(row.passed)) for row in scans.of_card(connection, serial)]
    assert sorted(kept) == [("open", True), ("passback", False), ("passback", True)]

    with zone.database.writing() as connection:
        actions.suspend(connection, zone.act, serial, "misuse")
    page.wait_for_timeout(3000)
    context.set_offline(True)
    typed(page, code)
    expect(page.locator("#says")).to_have_text("The card is suspended")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    typed(page, code)
    expect(page.locator("#then")).to_contain_text("accreditation desk")
    expect(page.locator("#link")).to_contain_text("decides alone")
    context.set_offline(False)
    expect(page.locator("#link")).to_contain_text("Linked", timeout=30_000)
    expect(page.locator("#link")).not_to_contain_text("to hand over", timeout=40_000)
    with zone.database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.scan)).scalar_one() == 5


def test_an_invitation_that_is_not_good_is_said_where_it_was_typed(page: Page) -> None:
    page.fill("#invitation", "not an invitation")
    page.click("text=Enrol this device")
    expect(page.locator("#refusal")).to_contain_text("Ask for a new one")
    assert page.input_value("#invitation") == "not an invitation"


def test_the_page_speaks_five_languages_one_of_them_from_the_right(page: Page, zone: Zone) -> None:
    enrolled(page, zone)
    typed(page, "not a card")
    said = {}
    for language in ("en", "fr", "es", "ar", "zh"):
        page.select_option("#language", language)
        said[language] = page.inner_text("#says")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert len(set(said.values())) == 5
    assert said["fr"] == "Ce n’est pas le code d’une carte"


@pytest.mark.parametrize("theme", ["dark", "light", "sun"])
def test_the_page_has_no_serious_fault_of_access_by_night_day_and_sun(page: Page, zone: Zone, theme: str) -> None:
    _, code, _ = card_in_force(zone)
    enrolled(page, zone, photos=True)
    page.select_option("#theme", theme)
    for one in (code, code, "not a card"):
        typed(page, one)
        page.wait_for_timeout(200)
        found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert found == []


def test_the_keys_of_a_device_cannot_be_read_out_by_the_page_itself(page: Page, zone: Zone) -> None:
    enrolled(page, zone)
    found = page.evaluate(
        """async () => {
          const { Store } = await import("./store.js");
          const { sign, seal } = await (await Store.open()).get("identity");
          const out = async (key) => crypto.subtle.exportKey("pkcs8", key).then(() => "read out", (error) => error.name);
          return [sign.extractable, seal.privateKey.extractable, await out(sign), await out(seal.privateKey)];
        }"""
    )
    assert found == [False, False, "InvalidAccessError", "InvalidAccessError"]


def film(code: str, to: Path) -> None:
    """A film of one card held before a camera, as Motion JPEG."""
    rows = qr.matrix(code)
    symbol = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    symbol.paste(Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)), (4, 4))
    frame = Image.new("RGB", (640, 480), (90, 96, 110))
    frame.paste(
        symbol.resize((symbol.width * 6, symbol.height * 6), Image.Resampling.NEAREST).rotate(3, fillcolor=255),
        (110, 30),
    )
    with to.open("wb") as file:
        for _ in range(10):
            frame.save(file, "JPEG", quality=88)


def test_the_camera_reads_a_card(playwright: Playwright, zone: Zone, address: str, tmp_path: Path) -> None:
    _, code, _ = card_in_force(zone)
    film(code, tmp_path / "card.mjpeg")
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'card.mjpeg'}",
    ]
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *camera])
    page = chromium.new_page(locale="en-GB")
    page.goto(f"{address}/gate/")
    page.wait_for_selector("html[data-ready]")
    enrolled(page, zone)
    page.click("#camera")
    expect(page.locator("#answer")).to_have_attribute("data-answer", "GRANTED", timeout=20_000)
    expect(page.locator("#name")).to_have_text("SUKARTONO")
    chromium.close()


def test_nothing_of_the_page_comes_from_elsewhere(page: Page, zone: Zone, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enrolled(page, zone, post=POST)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert asked
    assert all(url.startswith((address, "blob:")) for url in asked)
