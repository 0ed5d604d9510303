"""The protection officer's clocks and legal holds, on a zone whose Games are over for six weeks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from kotinos.custody.accreditation.season import Season
from kotinos.custody.rights import holds
from kotinos.custody.vault import tables
from kotinos.rehearsal.platform import free_ports
from tests.custody.web.people import organisation, person, subject_of, submitted
from tests.custody.web.serving import Signed, Somebody, ZoneSite

OPENING = date(2030, 7, 19)
LASTED = (Season(OPENING).last_day or OPENING) - OPENING


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZoneSite]:
    opening = datetime.now(UTC).date() - timedelta(days=42) - LASTED
    made = ZoneSite(tmp_path_factory.mktemp("zone"), *free_ports(1), opening=opening)
    yield made
    made.close()


@pytest.fixture(scope="module")
def dora(site: ZoneSite) -> Somebody:
    organisation(site, places=9)
    return site.somebody("dora", "protection-officer", "Olivier 2026")


def sealed(site: ZoneSite, name: str, number: str) -> str:
    """The subject of a new file."""
    return subject_of(site, submitted(site, person(name, number)))


def fields(site: ZoneSite, subject: str) -> set[str]:
    v = tables.value.c
    with site.zone.database.reading() as connection:
        return set(connection.execute(sa.select(v.field).where(v.subject == subject)).scalars())


def held(site: ZoneSite) -> dict[str, list[str]]:
    with site.zone.database.reading() as connection:
        return {one.subject: [entry.detail for entry in one.because] for one in holds.every(connection)}


def test_what_is_over_is_destroyed_but_for_whom_a_hold_keeps(site: ZoneSite, page: Page, dora: Somebody) -> None:
    kept, gone = sealed(site, "Vasquez", "VAS123456"), sealed(site, "Winther", "WIN123456")
    site.sign_in(page, dora)
    page.get_by_role("link", name="Retention").click()
    expect(page.get_by_role("row", name="photo")).to_contain_text("over")
    expect(page.get_by_role("row", name="identity")).not_to_contain_text("over")

    page.get_by_label("Travel document").fill("VAS123456 FRA")
    page.locator("#why-hold").fill("the court of Paris, file 31")
    page.get_by_role("button", name="Hold").click()
    expect(page.locator("main")).to_contain_text("the court of Paris, file 31")
    expect(page.locator("main")).not_to_contain_text("Vasquez")
    assert held(site) == {kept: ["the court of Paris, file 31"]}

    page.locator("#why-destroy").fill("their time is over")
    page.get_by_role("button", name="Destroy it").click()
    expect(page.get_by_role("status")).to_contain_text("of the others 0 are left")
    assert {"photo", "document_number", "family_name"} <= fields(site, kept)
    assert "family_name" in fields(site, gone)
    assert not {"photo", "document_number"} & fields(site, gone)
    expect(page.get_by_role("button", name="Destroy it")).to_have_count(0)

    page.get_by_label(f"Reason {kept[:8]}").fill("the court has decided")
    page.get_by_role("button", name="End the hold").click()
    expect(page.locator("main")).to_contain_text("Nobody is under a legal hold")
    assert held(site) == {}
    page.locator("#why-destroy").fill("the hold is over, too")
    page.get_by_role("button", name="Destroy it").click()
    assert not {"photo", "document_number"} & fields(site, kept)


def post(site: ZoneSite, who: Somebody, path: str, **form: str) -> int:
    with closing(site.signed_in(who)) as client:
        page = client.get("/en/sign-in", follow_redirects=True).text
        word = page.partition('name="csrf" value="')[2].partition('"')[0]
        return client.post(f"/en/keeping{path}", data={"csrf": word, **form}).status_code


def test_a_hold_needs_a_person_and_a_reason_and_one_that_is_not_there_does_not_end(
    site: ZoneSite, dora: Somebody
) -> None:
    subject = sealed(site, "Xiberras", "XIB123456")
    assert post(site, dora, "", asked="XIB123456 FRA", why="") == 422
    assert post(site, dora, "", asked="NOB123456 FRA", why="a court") == 422
    assert post(site, dora, "/lift", subject=subject, why="a mistake") == 422
    for reason in ("a court", "another court"):
        assert post(site, dora, "", asked="XIB123456 FRA", why=reason) == 303
    assert held(site) == {subject: ["a court", "another court"]}
    assert post(site, dora, "/lift", subject=subject, why="") == 422
    assert post(site, dora, "/lift", subject=subject, why="both are over") == 303
    assert post(site, dora, "", asked="XIB123456 FRA", why="a third court") == 303
    assert held(site) == {subject: ["a third court"]}
    post(site, dora, "/lift", subject=subject, why="that, too")


@pytest.mark.parametrize("role", ["custodian", "supervisor", "officer", "desk"])
def test_no_other_role_holds_lifts_or_destroys(site: ZoneSite, dora: Somebody, role: str) -> None:
    other = site.somebody(f"a-{role}", role)
    for path in ("", "/lift", "/destroy"):
        assert post(site, other, path, asked="VAS123456 FRA", subject="5f" * 16, why="mine") == 403


def test_a_zone_that_was_not_told_when_the_games_open_destroys_nothing_for_being_old(tmp_path: Path) -> None:
    made = ZoneSite(tmp_path, *free_ports(1), opening=None)
    try:
        organisation(made, places=9)
        dora = Signed(made, made.somebody("dora", "protection-officer", "Olivier 2026"))
        assert "Nobody told the zone when the Games open" in dora.get("/en/keeping")
        refused = dora.post("/en/keeping/destroy", why="old")
        assert (refused.status_code, "The time of nothing is over." in refused.text) == (422, True)
        dora.client.close()
    finally:
        made.close()
