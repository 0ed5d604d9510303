"""From an invitation to a card in force, in browsers, through letters, the authority and the desk; and what a link must not do."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from contextlib import closing
from email import policy
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.letters.outbox import hashed
from kotinos.custody.accreditation.tables import invitation
from kotinos.custody.card import listing
from kotinos.custody.card.status import Status
from tests.custody.web.people import Authority, organisation, person, portrait, serial_of
from tests.custody.web.serving import Somebody, ZoneSite
from tests.custody.web.test_desk import TICKS, csrf, passport
from tests.servers import wait_until


@pytest.fixture(scope="module")
def authority(site: ZoneSite) -> Authority:
    organisation(site, places=20)
    return Authority(site)


@pytest.fixture(scope="module")
def jo(site: ZoneSite, authority: Authority) -> Somebody:
    return site.somebody("jo", "organisation", "FRA")


Invite = Callable[[str], str]
NOTHING = {"begin": "yes"}


@pytest.fixture
def invite(site: ZoneSite, jo: Somebody) -> Invite:
    """Invite an address from the portal; the link in the letter that the program put into its spool."""

    def invited(address: str) -> str:
        with closing(site.signed_in(jo)) as client:
            form = {"csrf": csrf(client, "/en/portal/new?category=Aa"), "category": "Aa", "function": "ATH"}
            form |= {"sport": "SWM", "language": "en", "email": address}
            assert client.post("/en/portal/new", data=form).headers["location"] == "/en/portal"
        return link_to(site, address)

    return invited


def letters(site: ZoneSite, address: str) -> list[str]:
    """What was written to an address, the oldest first."""
    found = sorted((site.zone.settings.folder / "letters").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    read = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]
    bodies = [one.get_body(("plain",)) for one in read if one["To"] == address]
    return [body.get_content() for body in bodies if body]


def link_to(site: ZoneSite, address: str, number: int = 1) -> str:
    wait_until(lambda: len(letters(site, address)) >= number, 60, f"the letter to {address}")
    found = re.findall(r"https://localhost:\d+/invitation/[\w-]+", letters(site, address)[-1])
    assert found
    return str(found[0])


def fill(page: Page, values: dict[str, str], folder: Path) -> None:
    for name, value in values.items():
        field = page.locator(f"#f-{name}")
        if name in ("sex", "document_type"):
            field.select_option(value)
        else:
            field.fill(value)
    (folder / "me.jpg").write_bytes(portrait())
    page.locator("input[type=file]").set_input_files(folder / "me.jpg")
    page.locator("#f-consent").check()


def of_address(site: ZoneSite, link: str) -> str:
    """The application behind a link."""
    with site.zone.database.reading() as connection:
        wanted = invitation.c.token_hash == hashed(link.rpartition("/")[2])
        return str(connection.execute(sa.select(invitation.c.application).where(wanted)).scalar_one())


def test_somebody_who_is_invited_ends_with_a_card_in_force(
    site: ZoneSite, authority: Authority, page: Page, invite: Invite, tmp_path: Path
) -> None:
    values = person("Virtanen", "VI1234567") | {"email": "virtanen@example.org"}
    link = invite(values["email"])
    page.goto(link)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Application")).to_be_visible()
    expect(page.locator("#f-email")).to_have_value(values["email"])
    fill(page, values, tmp_path)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Nothing is needed from you now")).to_be_visible()

    id = of_address(site, link)
    with closing(site.signed_in(site.somebody("ines", "officer"))) as client:
        path = f"/en/queue/{id}"
        assert client.post(path, data={"do": "approve", "csrf": csrf(client, path)}).status_code == 303
    page.goto(link)
    expect(page.get_by_text("Your application goes on")).to_be_visible()

    authority.answer("F")
    with closing(site.signed_in(site.somebody("piet", "desk"))) as client:
        form = {"csrf": csrf(client, f"/en/desk/{id}"), "document": passport(values), **TICKS}
        assert client.post(f"/en/desk/{id}", data=form).status_code == 303
    with site.zone.database.reading() as connection:
        assert listing.of(connection, serial_of(site, id)) is Status.ACTIVE


def test_who_is_refused_reads_a_neutral_sentence_and_never_why(
    site: ZoneSite, authority: Authority, page: Page, invite: Invite, tmp_path: Path
) -> None:
    values = person("Wagenaar", "WA7654321") | {"email": "wagenaar@example.org"}
    link = invite(values["email"])
    page.goto(link)
    page.get_by_role("button", name="Begin").click()
    fill(page, values, tmp_path)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Nothing is needed from you now")).to_be_visible()
    id = of_address(site, link)
    with closing(site.signed_in(site.somebody("omar", "officer"))) as client:
        path = f"/en/queue/{id}"
        client.post(path, data={"do": "approve", "csrf": csrf(client, path)})
        authority.answer("U")
        client.post(path, data={"do": "reason", "reason": "reject:opinion", "csrf": csrf(client, "/en/queue")})
    with site.zone.database.reading() as connection:
        row = queries.application(connection, id)
    page.goto(link)
    assert row and row.state == "REJECTED"
    expect(page.get_by_text("You do not receive an accreditation")).to_be_visible()
    assert not re.search("favourable|vetting|police|security", page.locator("main").inner_text(), re.IGNORECASE)


def test_looking_at_a_link_uses_nothing_up_and_beginning_does(site: ZoneSite, invite: Invite) -> None:
    path = invite("xenakis@example.org").removeprefix(site.address)
    with site.client() as client, site.client() as other:
        for _ in range(3):
            assert "Begin" in client.get(path, follow_redirects=True).text
        spoken = client.get(path).headers["location"]
        assert spoken == f"/en{path}"
        begun = client.post(spoken, data=NOTHING)
        assert begun.headers["location"] == "/en/applicant"
        assert "SameSite=strict" in begun.headers["set-cookie"] and "HttpOnly" in begun.headers["set-cookie"]
        assert client.get("/en/applicant").status_code == 200
        assert other.post(spoken, data=NOTHING).status_code == 422
        assert other.get("/en/applicant").status_code == 401
        page = other.get(spoken).text
        assert "xenakis" not in page
        assert "Send a new link to my address" in page


def test_a_new_link_goes_to_the_address_in_the_file_only(site: ZoneSite, invite: Invite) -> None:
    path = invite("ymir@example.org").removeprefix(site.address)
    with site.client() as client:
        client.post(f"/en{path}", data=NOTHING)
        sent = client.post(f"/en{path}/again", data={"email": "thief@example.org"})
        assert "on its way" in sent.text
    second = link_to(site, "ymir@example.org", 2)
    assert letters(site, "thief@example.org") == []
    with site.client() as client:
        begun = client.post(second.removeprefix(site.address).replace("/invitation", "/en/invitation"), data=NOTHING)
        assert begun.status_code == 303


def test_an_applicant_changes_nothing_without_the_forms_own_word_nor_after_submitting(
    site: ZoneSite, invite: Invite
) -> None:
    path = invite("zola@example.org").removeprefix(site.address)
    with site.client() as client:
        client.post(f"/en{path}", data=NOTHING)
        word = csrf(client, "/en/applicant")
        assert client.post("/en/applicant", data={"family_name": "Zola", "csrf": "guess"}).status_code == 403
        assert client.post("/en/applicant", data={"family_name": "Zola", "csrf": word, "do": "keep"}).status_code == 200
        assert 'value="Zola"' in client.get("/en/applicant").text
        assert client.post("/en/applicant/withdraw", data={"csrf": word}).status_code == 303
        assert "withdrawn" in client.get("/en/applicant").text
        told = client.post("/en/applicant", data={"family_name": "Other", "csrf": word, "do": "keep"})
        assert told.status_code == 422


@pytest.mark.parametrize("token", ["x", "A" * 43, "%2e%2e"])
def test_a_link_that_nobody_sent_leads_nowhere(site: ZoneSite, token: str) -> None:
    with site.client() as client:
        assert client.get(f"/fr/invitation/{token}").status_code in (404, 410)
        assert client.post(f"/fr/invitation/{token}", data=NOTHING).status_code in (404, 410)
