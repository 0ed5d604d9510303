"""Signing in through real TLS: a password with a code, a passkey, and everything that must not open."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.custody.log import stored
from kotinos.custody.people import queries, sessions, tables, throttle
from kotinos.custody.web.visit import COOKIE
from tests.custody.web.serving import Somebody, ZoneSite


@pytest.fixture(scope="module")
def rosa(site: ZoneSite) -> Somebody:
    return site.somebody("rosa", "supervisor")


def test_somebody_enrols_with_a_password_and_a_device_and_signs_in(site: ZoneSite, page: Page, rosa: Somebody) -> None:
    page.goto(f"{site.address}/en/enrol/{site.enrolment('ines', 'officer')}")
    expect(page.get_by_role("heading", name="Your credentials")).to_be_visible()
    expect(page.locator(".picture svg")).to_be_visible()
    ines = Somebody("ines", "four wild olive trees", b32decode(page.locator(".secret").inner_text().replace(" ", "")))
    page.get_by_label("Password", exact=True).fill(ines.password)
    page.get_by_label("The same password again").fill(ines.password)
    page.get_by_label("Code on your device").fill(site.next_code(ines))
    page.get_by_role("button", name="Keep these").click()
    expect(page).to_have_url(f"{site.address}/en/sign-in")
    site.sign_in(page, ines)
    expect(page.locator(".who")).to_contain_text("Ines Olivier")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site.address}/en/sign-in")


@pytest.fixture
def device(context: BrowserContext, page: Page) -> Page:
    """A page whose browser has a device for passkeys that asks its holder."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_somebody_enrols_a_passkey_and_signs_in_with_it(site: ZoneSite, device: Page, rosa: Somebody) -> None:
    token = site.enrolment("piet", "desk")
    device.goto(f"{site.address}/en/enrol/{token}")
    device.get_by_role("button", name="Make a passkey").click()
    expect(device).to_have_url(f"{site.address}/en/sign-in")
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.locator(".who")).to_contain_text("Piet Olivier")
    with site.zone.database.reading() as connection:
        found = queries.person(connection, "piet")
    assert found and found.enrolled
    device.goto(f"{site.address}/en/enrol/{token}")
    expect(device.get_by_role("heading", name="This link is over")).to_be_visible()


def test_a_passkey_of_nobody_opens_nothing_and_an_answer_opens_once(
    site: ZoneSite, device: Page, rosa: Somebody
) -> None:
    device.goto(f"{site.address}/en/enrol/{site.enrolment('lena', 'desk')}")
    device.get_by_role("button", name="Make a passkey").click()
    expect(device).to_have_url(f"{site.address}/en/sign-in")
    with device.expect_request(re.compile("/sign-in/passkey$")) as sent:
        device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.locator(".who")).to_be_visible()
    answer = sent.value.post_data or ""
    form = {"content-type": "application/x-www-form-urlencoded"}
    with site.client() as stranger:
        replayed = stranger.post("/en/sign-in/passkey", content=answer, headers=form)
        assert replayed.status_code == 422
        assert "set-cookie" not in replayed.headers
        for nonsense in ("answer=", "answer={}", "answer=%7B%22response%22%3A1%7D", "x=y"):
            assert stranger.post("/en/sign-in/passkey", content=nonsense, headers=form).status_code == 422


def test_a_wrong_password_a_wrong_code_and_an_unknown_name_are_told_the_same(site: ZoneSite, rosa: Somebody) -> None:
    tries = (
        {"name": "rosa", "password": "not her password", "code": site.next_code(rosa)},
        {"name": "rosa", "password": rosa.password, "code": "000000"},
        {"name": "nobody", "password": rosa.password, "code": "000000"},
    )
    said = set()
    for form in tries:
        with site.client() as client:
            answer = client.post("/en/sign-in", data=form)
        assert answer.status_code == 422
        assert "set-cookie" not in answer.headers
        found = re.search(r'<p class="wrong" role="alert">.*?</p>', answer.text, re.DOTALL)
        assert found
        said.add(found[0])
    assert len(said) == 1


def test_who_guesses_waits_and_is_told_how_long(site: ZoneSite, rosa: Somebody) -> None:
    with site.client() as client:
        form = {"name": "olga", "password": "a guess", "code": "000000"}
        for _ in range(throttle.TRIES):
            assert client.post("/en/sign-in", data=form).status_code == 422
        told = client.post("/en/sign-in", data=form)
        assert told.status_code == 429
        assert 1 <= int(told.headers["retry-after"]) <= throttle.EVERY.total_seconds()
        assert "Too many tries" in told.text


@pytest.fixture
def patient(site: ZoneSite) -> Iterator[None]:
    """Before and after, every try of this network is there."""
    site.clock.ahead += throttle.TRIES * throttle.EVERY
    yield
    site.clock.ahead += throttle.TRIES * throttle.EVERY


def test_who_asks_for_challenges_waits_and_is_told_how_long(
    site: ZoneSite, device: Page, rosa: Somebody, patient: None
) -> None:
    before = _challenges(site)
    with site.client() as stranger:
        for _ in range(throttle.TRIES):
            assert stranger.post("/en/sign-in/passkey/options", data={"x": ""}).status_code == 200
        told = stranger.post("/en/sign-in/passkey/options", data={"x": ""})
        assert told.status_code == 429
        assert 1 <= int(told.headers["retry-after"]) <= throttle.EVERY.total_seconds()
        elsewhere = {"x-forwarded-for": "192.0.2.7"}
        assert stranger.post("/en/sign-in/passkey/options", data={"x": ""}, headers=elsewhere).status_code == 429
    assert _challenges(site) - before <= throttle.TRIES
    device.goto(f"{site.address}/fr/sign-in")
    device.get_by_role("button", name="clé d’accès").click()
    expect(device.locator("[data-failed]")).to_contain_text("Trop d’essais")


def test_who_shows_wrong_passkeys_waits_and_fills_no_log(site: ZoneSite, rosa: Somebody, patient: None) -> None:
    with site.client() as stranger:
        for _ in range(throttle.TRIES):
            assert stranger.post("/en/sign-in/passkey", data={"answer": "{}"}).status_code == 422
        size = _entries(site)
        told = stranger.post("/en/sign-in/passkey", data={"answer": "{}"})
        assert told.status_code == 429
        assert "Too many tries" in told.text
    assert _entries(site) == size


def test_who_signs_in_with_a_passkey_gets_the_tries_of_the_place_back(
    site: ZoneSite, device: Page, rosa: Somebody, patient: None
) -> None:
    device.goto(f"{site.address}/en/enrol/{site.enrolment('mina', 'desk')}")
    device.get_by_role("button", name="Make a passkey").click()
    for _ in range(throttle.TRIES + 2):
        device.get_by_role("button", name="Sign in with a passkey").click()
        expect(device.locator(".who")).to_contain_text("Mina Olivier")
        device.get_by_role("button", name="Sign out").click()


def test_an_enrolment_link_gives_no_end_of_challenges(site: ZoneSite, rosa: Somebody) -> None:
    link = f"/en/enrol/{site.enrolment('nils', 'desk')}/passkey/options"
    with site.client() as client:
        given = [client.post(link, data={"x": ""}).status_code for _ in range(throttle.TRIES + 1)]
    assert given == [200] * throttle.TRIES + [429]


def _challenges(site: ZoneSite) -> int:
    with site.zone.database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(tables.challenge)).scalar_one()


def _entries(site: ZoneSite) -> int:
    with site.zone.database.reading() as connection:
        return stored.head(connection).size


def test_the_cookie_cannot_be_read_sent_from_elsewhere_or_set_by_another_host(site: ZoneSite, rosa: Somebody) -> None:
    with site.client() as client:
        form = {"name": rosa.name, "password": rosa.password, "code": site.next_code(rosa)}
        set_cookie = client.post("/en/sign-in", data=form).headers["set-cookie"]
    assert set_cookie.startswith(COOKIE + "=")
    for word in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert word in set_cookie
    assert "Max-Age" not in set_cookie and "Domain" not in set_cookie


def test_a_session_that_was_put_into_a_browser_before_is_not_kept_at_sign_in(site: ZoneSite, rosa: Somebody) -> None:
    with site.client() as client:
        client.cookies.set(COOKIE, "chosen-by-somebody-else", domain="localhost.local")
        form = {"name": rosa.name, "password": rosa.password, "code": site.next_code(rosa)}
        answer = client.post("/en/sign-in", data=form)
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]


def test_signing_out_needs_the_sessions_own_word_and_ends_it(site: ZoneSite, rosa: Somebody) -> None:
    with closing(site.signed_in(rosa)) as client:
        token = client.cookies[COOKIE]
        assert client.post("/en/sign-out", data={"csrf": "guessed"}).status_code == 403
        with site.zone.database.reading() as connection:
            session = sessions.find(connection, token, site.clock())
        assert session
        assert client.post("/en/sign-out", data={"csrf": session.csrf}).status_code == 303
    with site.zone.database.reading() as connection:
        assert sessions.find(connection, token, site.clock()) is None


def test_a_session_that_nobody_uses_is_over(site: ZoneSite, page: Page, rosa: Somebody) -> None:
    site.sign_in(page, rosa)
    site.clock.ahead += sessions.IDLE + timedelta(seconds=1)
    page.reload()
    expect(page).to_have_url(f"{site.address}/en/sign-in")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://localhost"])
def test_what_another_site_sends_is_turned_away(site: ZoneSite, origin: str) -> None:
    with site.client() as client:
        for path in ("/en/sign-in", "/en/sign-in/passkey/options", "/en/sign-out", "/en/theme"):
            assert client.post(path, data={"name": "x"}, headers={"origin": origin}).status_code == 403


def test_the_zone_shows_a_certificate_of_its_own_authority_and_speaks_no_plain_http(site: ZoneSite) -> None:
    with site.client() as client:
        assert client.get("/en/sign-in").status_code == 200
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{site.address}/en/sign-in")
    with pytest.raises(httpx.TransportError):
        httpx.get(site.address.replace("https", "http") + "/en/sign-in")


def test_every_answer_is_kept_by_nobody_and_may_load_nothing_from_elsewhere(site: ZoneSite) -> None:
    with site.client() as client:
        for path in ("/en/sign-in", "/fr/nothing", "/en/enrol/x", "/en/", "/static/css/tokens.css"):
            headers = client.get(path).headers
            assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["strict-transport-security"]
            assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")


@pytest.mark.parametrize(("kind", "status"), [("application/json", 415), ("text/plain", 415)])
def test_only_forms_are_read(site: ZoneSite, kind: str, status: int) -> None:
    with site.client() as client:
        assert client.post("/en/sign-in", content=b"{}", headers={"content-type": kind}).status_code == status


def test_a_request_beyond_the_limit_is_refused_whole(site: ZoneSite) -> None:
    with site.client() as client:
        answer = client.post("/en/theme", files={"photo": ("a.jpg", b"x" * 25_000_000, "image/jpeg")})
        assert answer.status_code == 413


@pytest.mark.parametrize(("path", "said"), [("/fr/nothing", "n’existe pas"), ("/de/sign-in", "no such page")])
def test_what_is_not_there_is_said_on_a_page(site: ZoneSite, path: str, said: str) -> None:
    with site.client() as client:
        answer = client.get(path)
    assert answer.status_code == 404
    assert said in answer.text


def test_a_theme_is_kept_without_scripts_and_leads_nowhere_else(site: ZoneSite) -> None:
    with site.client() as client:
        answer = client.post("/fr/theme", data={"theme": "sun", "back": "/fr/sign-in"})
        assert answer.headers["location"] == "/fr/sign-in"
        assert 'data-theme="sun"' in client.get("/fr/sign-in").text
        for back in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", ""):
            assert client.post("/fr/theme", data={"theme": "", "back": back}).headers["location"] == "/fr/"
        assert "data-theme" not in client.get("/fr/sign-in").text
