"""Several files of the queue at once: each is decided about and recorded by itself, within its quota, never past a warning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.tables import application, letter
from kotinos.custody.log import tables as log
from tests.custody.web.people import Authority, organisation, person, submitted
from tests.custody.web.serving import Somebody, ZoneSite


@pytest.fixture(scope="module", autouse=True)
def _campaign(site: ZoneSite) -> Authority:
    return Authority(site)


@pytest.fixture(scope="module")
def ines(site: ZoneSite) -> Somebody:
    return site.somebody("ines", "officer")


@pytest.fixture(scope="module")
def piet(site: ZoneSite) -> Somebody:
    return site.somebody("piet", "desk")


@pytest.fixture
def client(site: ZoneSite, ines: Somebody) -> Iterator[httpx.Client]:
    with closing(site.signed_in(ines)) as made:
        yield made


def several(site: ZoneSite, code: str, places: int, names: tuple[str, ...]) -> list[str]:
    """Submitted files of a committee that has so many places."""
    organisation(site, code, places)
    numbers = [f"{code[:2]}{n}{sum(map(ord, name)):06}" for n, name in enumerate(names)]
    return [submitted(site, person(name, number), code) for name, number in zip(names, numbers, strict=True)]


def states(site: ZoneSite, ids: list[str]) -> list[str]:
    with site.zone.database.reading() as connection:
        return [row.state for id in ids if (row := queries.application(connection, id))]


def warned(site: ZoneSite, id: str) -> None:
    with site.zone.database.writing() as connection:
        connection.execute(sa.update(application).where(application.c.id == id).values(findings="differs_name"))


def deeds(site: ZoneSite, why: str) -> list[tuple[str, str]]:
    with site.zone.database.reading() as connection:
        bodies = [
            json.loads(body) for body in connection.scalars(sa.select(log.entry.c.body).order_by(log.entry.c.seq))
        ]
    return [(body["actor"], body["act"]) for body in bodies if body.get("detail") == why]


def send(client: httpx.Client, code: str, **fields: object) -> httpx.Response:
    page = client.get("/en/queue").text
    token = re.search(r'name="csrf" value="([\w-]+)"', page)
    assert token
    return client.post(f"/en/queue?organisation={code}", data={"csrf": token[1], **fields})


def test_an_officer_ticks_files_and_approves_them_for_one_reason(site: ZoneSite, page: Page, ines: Somebody) -> None:
    ids = several(site, "AUT", 5, ("Huber", "Gruber", "Moser"))
    site.sign_in(page, ines)
    page.goto(f"{site.address}/en/queue?organisation=AUT")
    for name in ("HUBER", "MOSER"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    page.get_by_label("Reason", exact=True).fill("the delegation as it was announced")
    page.keyboard.press("Enter")  # whoever types and presses it has decided nothing
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    assert states(site, ids) == ["SUBMITTED"] * 3
    expect(page.get_by_role("checkbox", name=re.compile("HUBER"))).to_be_checked()
    page.get_by_role("button", name="Approve them").click()
    expect(page.get_by_role("status")).to_contain_text("Decided about 2 of 2")
    assert states(site, ids) == ["APPROVED", "SUBMITTED", "APPROVED"]
    expect(page.get_by_role("row", name=re.compile("GRUBER"))).to_be_visible()
    done = deeds(site, "the delegation as it was announced")
    assert done.count(("staff:ines", "approve")) == 2


def test_a_quota_is_kept_and_each_line_says_what_became_of_it(site: ZoneSite, client: httpx.Client) -> None:
    ids = several(site, "BEL", 2, ("Peeters", "Janssens", "Maes", "Jacobs"))
    got = send(client, "BEL", do="approve", why="the delegation", file=ids)
    assert got.status_code == 200
    assert states(site, ids) == ["APPROVED", "APPROVED", "SUBMITTED", "SUBMITTED"]
    assert "Decided about 2 of 4" in got.text
    assert got.text.count("All 2 places of BEL") == 2
    again = send(client, "BEL", do="approve", why="the delegation", file=ids[2:])
    assert again.status_code == 422 and "Decided about 0 of 2" in again.text


def test_what_has_warnings_is_looked_at_first(site: ZoneSite, client: httpx.Client) -> None:
    ids = several(site, "CRO", 9, ("Horvat", "Babic", "Maric"))
    warned(site, ids[1])
    got = send(client, "CRO", do="approve", why="the delegation", file=[ids[1]])
    assert got.status_code == 422 and "decide about it on its own page" in got.text
    got = send(client, "CRO", do="approve", why="the delegation", all="yes", shown=ids)
    assert got.status_code == 200 and "Decided about 2 of 2" in got.text
    assert states(site, ids) == ["APPROVED", "SUBMITTED", "APPROVED"]


def test_several_are_sent_back_or_rejected_each_with_its_letter(site: ZoneSite, client: httpx.Client) -> None:
    ids = several(site, "DEN", 9, ("Jensen", "Nielsen", "Hansen"))
    warned(site, ids[0])
    got = send(client, "DEN", do="reason", reason="return:photo", why="photos of last year", file=ids[:2])
    assert got.status_code == 200
    got = send(client, "DEN", do="reason", reason="reject:not-eligible", why="not entered", file=ids[2:])
    assert states(site, ids) == ["DRAFT", "DRAFT", "REJECTED"]
    with site.zone.database.reading() as connection:
        kept = letter.c
        wanted = sa.select(kept.application, kept.template, kept.reason).where(kept.application.in_(ids))
        letters = {row[0]: (row[1], row[2]) for row in connection.execute(wanted)}
    assert letters == {
        ids[0]: ("returned", "photo"),
        ids[1]: ("returned", "photo"),
        ids[2]: ("rejected", "not-eligible"),
    }


def test_nothing_is_decided_without_a_reason_a_tick_or_the_right_to(
    site: ZoneSite, client: httpx.Client, piet: Somebody
) -> None:
    ids = several(site, "EST", 9, ("Tamm", "Saar"))
    good = {"do": "approve", "why": "the delegation", "file": ids}
    for wrong, said in (
        ({"why": " "}, "Say why"),
        ({"file": []}, "Tick the files"),
        ({"file": ["nobody"]}, "Waiting longest"),
        ({"do": "reason", "reason": ""}, "Say why"),
        ({"do": "reason", "reason": "approve:photo"}, "Say why"),
        ({"do": "reason", "reason": "reject:photo"}, "no reason for reject"),
    ):
        got = send(client, "EST", **{**good, **wrong})
        assert said in got.text, wrong
        assert states(site, ids) == ["SUBMITTED"] * 2
    assert client.post("/en/queue", data=good | {"csrf": "another"}).status_code == 403
    with closing(site.signed_in(piet)) as other:
        assert other.post("/en/queue", data=good).status_code == 403
    assert states(site, ids) == ["SUBMITTED"] * 2
