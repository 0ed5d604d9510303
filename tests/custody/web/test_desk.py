"""The desk: from a card in the hand to a card in force, in six actions; and everything for which it stays closed."""

from __future__ import annotations

import re
from contextlib import closing

import httpx
import pypdfium2
import pytest
import sqlalchemy as sa
import zxingcpp
from playwright.sync_api import Page, expect

from kotinos.custody.accreditation import queries
from kotinos.custody.card import listing
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.status import Status
from kotinos.custody.card.tables import card
from tests.custody.web.people import Authority, approved, organisation, person, portrait, serial_of
from tests.custody.web.serving import Somebody, ZoneSite


@pytest.fixture(scope="module")
def authority(site: ZoneSite) -> Authority:
    organisation(site, places=20)
    return Authority(site)


@pytest.fixture(scope="module")
def piet(site: ZoneSite, authority: Authority) -> Somebody:
    return site.somebody("piet", "desk")


def digit(text: str) -> str:
    """The check digit of ICAO Doc 9303-3 4.9, counted here a second time."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)


def passport(values: dict[str, str]) -> str:
    """The machine-readable zone of the passport that somebody holds."""
    name = f"P<FRA{values['family_name'].upper()}<<{values['given_names'].upper().replace(' ', '<')}".ljust(44, "<")
    number = values["document_number"].ljust(9, "<")
    born, until = (values[field][2:].replace("-", "") for field in ("birth_date", "document_expiry"))
    line = f"{number}{digit(number)}FRA{born}{digit(born)}{values['sex']}{until}{digit(until)}{'<' * 14}<"
    return f"{name}\n{line}{digit(line[:10] + line[13:20] + line[21:43])}"


def status(site: ZoneSite, serial: int) -> Status:
    with site.zone.database.reading() as connection:
        return listing.of(connection, serial)


def test_a_card_comes_into_force_in_six_actions(
    site: ZoneSite, authority: Authority, page: Page, piet: Somebody
) -> None:
    values = person("Almeida", "AL1234567")
    id = approved(site, values)
    authority.answer("F")
    serial = serial_of(site, id)
    assert status(site, serial) is Status.NOT_ACTIVE
    site.sign_in(page, piet)
    expect(page).to_have_url(f"{site.address}/en/desk")

    expect(page.get_by_label("Card or travel document")).to_be_focused()
    page.keyboard.type(serial_text("OG2026", serial))  # 1: the card is under the reader
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Marta Ines ALMEIDA")).to_be_visible()
    expect(page.get_by_alt_text("The photo in the file")).to_be_visible()
    page.wait_for_load_state()
    for line in passport(values).split("\n"):  # 2: the passport is under the reader
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    expect(page.get_by_label("2. Photo, document and person are the same")).to_be_focused()
    page.keyboard.press("Space")  # 3
    page.get_by_label("3. The bearer is here").check()  # 4
    page.get_by_role("button", name="4. Put the card in force").click()  # 5
    expect(page.get_by_role("heading", name="The card is in force")).to_be_visible()
    assert status(site, serial) is Status.ACTIVE
    page.wait_for_load_state()
    page.keyboard.type(serial_text("OG2026", serial))  # 6: it is handed over, and the next card is under the reader
    expect(page.get_by_label("Card or travel document")).to_have_value(serial_text("OG2026", serial))


def test_a_person_with_nothing_but_a_passport_has_photo_and_card_in_six_actions(
    site: ZoneSite, authority: Authority, page: Page, piet: Somebody
) -> None:
    values = person("Ilunga", "IL1234567")
    id = approved(site, values, photo=None)
    authority.answer("F")
    page.context.grant_permissions(["camera"], origin=site.address)
    site.sign_in(page, piet)
    expect(page.get_by_label("Card or travel document")).to_be_focused()
    for line in passport(values).split("\n"):  # 1: the passport is under the reader, once
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Marta Ines ILUNGA")).to_be_visible()
    expect(page.get_by_label("1. Read the travel document")).to_have_value(passport(values))
    expect(page.get_by_role("button", name="Take the photo", exact=True)).to_be_focused()  # the camera is on
    page.keyboard.press("Enter")  # 2
    expect(page.get_by_role("img", name="The photo that was taken")).to_be_visible()
    expect(page.get_by_label("3. The document shows the same person")).to_be_focused()
    page.keyboard.press("Space")  # 3
    page.get_by_label("4. The bearer is here").check()  # 4
    page.get_by_role("button", name="5. Put the card in force").click()  # 5
    expect(page.get_by_role("heading", name="The card is in force")).to_be_visible()
    assert status(site, serial_of(site, id)) is Status.ACTIVE
    expect(page.get_by_alt_text("The photo in the file")).to_be_visible()
    expect(page.get_by_role("link", name="Print the card")).to_be_focused()
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")  # 6
    popup.value.close()
    expect(page.get_by_label("Card or travel document")).to_be_focused()


def test_a_forgotten_tick_costs_no_photo(site: ZoneSite, authority: Authority, page: Page, piet: Somebody) -> None:
    values = person("Jokinen", "JO1234567")
    approved(site, values, photo=None)
    authority.answer("F")
    page.context.grant_permissions(["camera"], origin=site.address)
    site.sign_in(page, piet)
    page.get_by_label("Card or travel document").fill(passport(values))
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Take the photo", exact=True).click()
    page.get_by_role("button", name="5. Put the card in force").click()
    for label in ("3. The document shows the same person", "4. The bearer is here"):
        page.get_by_label(label).check()
    page.get_by_role("button", name="5. Put the card in force").click()
    expect(page.get_by_role("heading", name="The card is in force")).to_be_visible()


def test_the_printed_card_is_a_pdf_whose_code_leads_back_to_the_person(
    site: ZoneSite, authority: Authority, piet: Somebody
) -> None:
    values = person("Bergstrom", "BE1234567")
    id = approved(site, values)
    authority.answer("F")
    with closing(site.signed_in(piet)) as client:
        made = client.get(f"/en/desk/{id}/card.pdf")
        assert made.headers["content-type"] == "application/pdf"
        sheet = pypdfium2.PdfDocument(made.content)[0].render(scale=4).to_numpy()
        (read,) = (one.text for one in zxingcpp.read_barcodes(sheet) if one.text.startswith("GA1:"))
        form = {"csrf": csrf(client, "/en/desk"), "asked": read}
        assert client.post("/en/desk", data=form).headers["location"] == f"/en/desk/{id}"
        forged = read[:-3] + ("AAA" if read[-3:] != "AAA" else "BBB")
        told = client.post("/en/desk", data=form | {"asked": forged})
        assert told.status_code == 422
        assert "take the card" in told.text


def csrf(client: httpx.Client, path: str) -> str:
    found = re.search(r'name="csrf" value="([\w-]+)"', client.get(path).text)
    assert found
    return found[1]


def test_a_person_is_found_by_the_travel_document_alone(site: ZoneSite, authority: Authority, piet: Somebody) -> None:
    values = person("Castellanos", "CA1234567")
    id = approved(site, values)
    with closing(site.signed_in(piet)) as client:
        word = csrf(client, "/en/desk")
        for asked in ("CA1234567 FRA", "ca1234567/fra"):
            found = client.post("/en/desk", data={"csrf": word, "asked": asked})
            assert found.headers.get("location") == f"/en/desk/{id}", found.text
        read = client.post("/en/desk", data={"csrf": word, "asked": passport(values)})
        assert "Marta Ines CASTELLANOS" in read.text
        assert read.headers["cache-control"] == "no-store"
        for asked in ("CA1234567 BEL", "9999999", "nobody at all", "OG2026 0000001-0"):
            assert client.post("/en/desk", data={"csrf": word, "asked": asked}).status_code == 422


TICKS = {"compared": "yes", "present": "yes"}


@pytest.mark.parametrize(
    ("left_out", "document", "said"),
    [
        ("compared", "", "Compare photo, document and person"),
        ("present", "", "The bearer must be here"),
        ("", "another", "not the travel document in the file"),
        ("", "nothing", "not read yet"),
    ],
)
def test_a_card_stays_closed_while_anything_is_not_so(
    site: ZoneSite, authority: Authority, piet: Somebody, left_out: str, document: str, said: str
) -> None:
    tag = (left_out + document)[:4].title()
    values = person(f"Dervish{tag}", f"D{tag.upper()}0001")
    id = approved(site, values)
    authority.answer("F")
    shown = {"": passport(values), "another": passport(values | {"document_number": "ZZ7654321"}), "nothing": "P<FRA"}
    with closing(site.signed_in(piet)) as client:
        form = {"csrf": csrf(client, f"/en/desk/{id}"), "document": shown[document], **TICKS}
        form.pop(left_out, None)
        told = client.post(f"/en/desk/{id}", data=form)
        assert told.status_code == 422
        assert said in told.text
    assert status(site, serial_of(site, id)) is Status.NOT_ACTIVE


@pytest.mark.parametrize("answer", ["", "U"])
def test_without_a_yes_of_the_state_the_desk_can_do_nothing_and_learns_nothing(
    site: ZoneSite, authority: Authority, piet: Somebody, answer: str
) -> None:
    values = person(f"Eskelinen{answer}", f"ES{answer or 'X'}00001")
    id = approved(site, values)
    if answer:
        authority.answer(answer)
    with closing(site.signed_in(piet)) as client:
        page = client.get(f"/en/desk/{id}").text
        assert "A condition that the law sets for every card is not met" in page
        assert "Put a card in force" not in page
        assert not re.search("favourable|refus|opinion|authority", page, re.IGNORECASE)
        form = {"csrf": csrf(client, "/en/desk"), "document": passport(values), **TICKS}
        assert client.post(f"/en/desk/{id}", data=form).status_code == 422
    with site.zone.database.reading() as connection:
        assert connection.execute(sa.select(card.c.state).where(card.c.application == id)).scalar() is None


def test_a_photo_that_was_left_for_the_desk_is_taken_there_and_the_card_made(
    site: ZoneSite, authority: Authority, piet: Somebody
) -> None:
    values = person("Farkas", "FA1234567")
    id = approved(site, values, photo=None)
    authority.answer("F")
    with closing(site.signed_in(piet)) as client:
        form = {"csrf": csrf(client, f"/en/desk/{id}"), "document": passport(values), **TICKS}
        assert "There is no photo yet" in client.post(f"/en/desk/{id}", data=form).text
        picture = {"photo": ("camera.jpg", portrait(), "image/jpeg")}
        done = client.post(f"/en/desk/{id}", data=form, files=picture)
        assert done.headers.get("location") == f"/en/desk/{id}/done", done.text
        again = client.post(f"/en/desk/{id}", data=form, files=picture)
        assert again.status_code == 422
    assert status(site, serial_of(site, id)) is Status.ACTIVE


def test_a_lost_card_is_closed_before_the_new_one_is_made(site: ZoneSite, authority: Authority, piet: Somebody) -> None:
    values = person("Grunewald", "GR1234567")
    id = approved(site, values)
    authority.answer("F")
    old = serial_of(site, id)
    with closing(site.signed_in(piet)) as client:
        form = {"csrf": csrf(client, f"/en/desk/{id}"), "document": passport(values), **TICKS}
        assert client.post(f"/en/desk/{id}", data=form).status_code == 303
        assert client.post(f"/en/desk/{id}/replace", data={"csrf": form["csrf"], "reason": "whim"}).status_code == 422
        assert status(site, old) is Status.ACTIVE
        client.post(f"/en/desk/{id}/replace", data={"csrf": form["csrf"], "reason": "lost"})
        assert status(site, old) is Status.CANCELLED
        new = serial_of(site, id)
        assert (new != old, status(site, new)) == (True, Status.NOT_ACTIVE)
        assert client.post(f"/en/desk/{id}", data=form).status_code == 303
        assert status(site, new) is Status.ACTIVE


def test_nobody_but_the_desk_puts_a_card_in_force(site: ZoneSite, authority: Authority, piet: Somebody) -> None:
    values = person("Hallgrimsson", "HA1234567")
    id = approved(site, values)
    authority.answer("F")
    ines = site.somebody("an-officer", "officer")
    with closing(site.signed_in(ines)) as client:
        form = {"csrf": csrf(client, "/en/queue"), "document": passport(values), **TICKS}
        assert client.post(f"/en/desk/{id}", data=form).status_code == 403
    with site.zone.database.reading() as connection:
        row = queries.application(connection, id)
    assert row and status(site, serial_of(site, id)) is Status.NOT_ACTIVE
