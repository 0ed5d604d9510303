"""Board, people, console, data protection: what one person sees alone, and what takes a second one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import listing
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.status import Status
from kotinos.custody.log import alarms, stored
from kotinos.custody.log import tables as log
from kotinos.custody.log.access import Kept
from kotinos.custody.people import queries
from kotinos.custody.vault import grants, reindexing, rotation
from kotinos.custody.vault import tables as vault_tables
from tests.custody.card.games_file import FOUND
from tests.custody.web.people import Authority, approved, organisation, person, serial_of, subject_of, submitted
from tests.custody.web.serving import Signed, Somebody, ZoneSite
from tests.servers import wait_until


@pytest.fixture(scope="module")
def authority(site: ZoneSite) -> Authority:
    organisation(site, places=20)
    return Authority(site)


@pytest.fixture(scope="module")
def crew(site: ZoneSite, authority: Authority) -> dict[str, Somebody]:
    return {
        "rosa": site.somebody("rosa", "supervisor"),
        "uma": site.somebody("uma", "supervisor", "Olivier 2026"),
        "kai": site.somebody("kai", "custodian"),
        "lea": site.somebody("lea", "custodian", "Olivier 2026"),
        "dora": site.somebody("dora", "protection-officer", "Olivier 2026"),
    }


@pytest.fixture
def as_(site: ZoneSite, crew: dict[str, Somebody]) -> Iterator[dict[str, Signed]]:
    """Everybody of the crew, signed in when first used."""
    opened: dict[str, Signed] = _Opened(site, crew)
    yield opened
    for one in opened.values():
        one.client.close()


class _Opened(dict[str, Signed]):
    def __init__(self, site: ZoneSite, crew: dict[str, Somebody]) -> None:
        super().__init__()
        self._site, self._crew = site, crew

    def __missing__(self, name: str) -> Signed:
        self[name] = Signed(self._site, self._crew[name])
        return self[name]


People = dict[str, Signed]
OWN = {
    "organisation": {"portal", "portal/list", "portal/new", "portal/deliveries"},
    "officer": {"queue", "files", "passes", "shipments", "visas"},
    "desk": {"desk", "passes"},
    "supervisor": {"board", "campaigns", "organisations", "gates", "people", "countersign"},
    "custodian": {"console", "countersign"},
    "protection-officer": {"rights", "keeping", "register", "breach", "countersign"},
}


@pytest.mark.parametrize("role", OWN)
def test_a_role_opens_its_own_pages_and_no_other(site: ZoneSite, crew: dict[str, Somebody], role: str) -> None:
    with closing(site.signed_in(site.somebody(f"only-{role}", role, "FRA"))) as client:
        for path in sorted(set().union(*OWN.values())):
            assert client.get(f"/en/{path}").status_code == (200 if path in OWN[role] else 403), path


# -- the board


def test_an_alarm_stays_until_somebody_says_what_was_done(site: ZoneSite, as_: People) -> None:
    with site.zone.database.writing() as connection:
        alarms.sound(connection, Act("clock", site.clock(), "a test"), "canary", "an export")
    page = as_["rosa"].get("/en/board")
    assert "canary" in page
    number = re.search(r'name="alarm" value="(\d+)"', page)
    assert number
    assert as_["rosa"].post("/en/board/see", alarm=number[1]).status_code == 422
    assert "canary" in as_["rosa"].get("/en/board")
    as_["rosa"].post("/en/board/see", alarm=number[1], why="a drill")
    assert "canary" not in as_["rosa"].get("/en/board")


def in_force(site: ZoneSite, authority: Authority, name: str) -> int:
    id = approved(site, person(name, f"{name[:3].upper()}123456"))
    authority.answer("F")
    serial = serial_of(site, id)
    with site.zone.database.writing() as connection:
        cards.validate(connection, Act("staff:piet", site.clock(), "a test"), serial, FOUND)
    return serial


def status(site: ZoneSite, serial: int) -> Status:
    with site.zone.database.reading() as connection:
        return listing.of(connection, serial)


def test_who_suspends_a_card_does_not_lift_it(site: ZoneSite, authority: Authority, as_: People) -> None:
    serial = in_force(site, authority, "Quintero")
    printed = serial_text("OG2026", serial)
    assert as_["rosa"].post("/en/board/suspend", serial=printed, reason="whim").status_code == 422
    assert as_["rosa"].post("/en/board/suspend", serial=printed, reason="misuse").status_code == 303
    assert status(site, serial) is Status.SUSPENDED
    assert as_["rosa"].post("/en/board/lift", serial=str(serial), why="it was hers").status_code == 422
    assert status(site, serial) is Status.SUSPENDED
    assert as_["uma"].post("/en/board/lift", serial=str(serial), why="it was hers").status_code == 303
    assert status(site, serial) is Status.ACTIVE


def test_the_board_counts_and_names_nobody(site: ZoneSite, authority: Authority, as_: People) -> None:
    in_force(site, authority, "Rasmussen")
    page = as_["rosa"].get("/en/board")
    assert "RASMUSSEN" not in page.upper()
    assert re.search(r"in force</dt><dd>[1-9]", page)
    assert re.search(r"favourable</dt><dd>[1-9]", page)


# -- people


def test_a_new_member_of_the_staff_enrols_after_another_agreed(site: ZoneSite, as_: People) -> None:
    form = {"full_name": "Nils Ek", "organisation": "Garde", "role": "officer", "why": "a new officer"}
    assert as_["rosa"].post("/en/people", name="Nils Ek", **form).status_code == 422
    assert as_["rosa"].post("/en/people", name="nils", **form).status_code == 303
    with site.zone.database.reading() as connection:
        (change,) = (one for one in queries.pending(connection) if one.name == "nils")
    assert as_["rosa"].post("/en/countersign", change=change.id).status_code == 422
    agreed = as_["kai"].post("/en/countersign", change=change.id)
    link = re.search(r"https://localhost:\d+/en/enrol/([\w-]+)", agreed.text)
    assert link
    with site.client() as client:
        assert "Nils Ek" in client.get(f"/en/enrol/{link[1]}").text


def test_a_user_of_an_organisation_gets_a_link_at_once(as_: People) -> None:
    form = {"full_name": "Mia Lo", "organisation": "FRA", "role": "organisation", "why": "the committee's own"}
    assert "/en/enrol/" in as_["rosa"].post("/en/people", name="mia", **form).text


def test_lost_credentials_end_when_a_second_person_agrees_and_not_before(site: ZoneSite, as_: People) -> None:
    lost = site.somebody("ole", "desk")
    as_["rosa"].post("/en/people/change", name="ole", do="recover", why="a lost telephone")
    with closing(site.signed_in(lost)):
        pass
    with site.zone.database.reading() as connection:
        (change,) = (one for one in queries.pending(connection) if one.name == "ole")
    assert "/en/enrol/" in as_["uma"].post("/en/countersign", change=change.id).text
    form = {"name": lost.name, "password": lost.password, "code": site.next_code(lost)}
    with site.client() as client:
        assert client.post("/en/sign-in", data=form).status_code == 422


# -- the console


def epochs(site: ZoneSite) -> list[str]:
    with site.zone.database.reading() as connection:
        return [one.state for one in rotation.epochs(connection, site.clock())]


def ticket(site: ZoneSite, as_: People, who: str, second: str) -> None:
    as_[who].post("/en/console/ask", why="the weekly turn of keys", minutes="20")
    page = as_[second].get("/en/countersign")
    number = re.search(r'name="ticket" value="(\w+)"', page)
    assert number
    assert as_[who].post("/en/countersign", ticket=number[1]).status_code == 422
    assert as_[second].post("/en/countersign", ticket=number[1]).status_code == 303


def test_keys_turn_over_with_a_ticket_only_and_an_old_one_dies_with_two_organisations(
    site: ZoneSite, as_: People
) -> None:
    assert as_["kai"].post("/en/console/rotate", why="weekly").status_code == 403
    assert as_["kai"].post("/en/console/ask", why="", minutes="20").status_code == 422
    assert as_["kai"].post("/en/console/ask", why="weekly", minutes="90").status_code == 422
    before = epochs(site)
    ticket(site, as_, "kai", "rosa")
    assert as_["kai"].post("/en/console/rotate", why="weekly").status_code == 303
    assert epochs(site) == [*before[:-1], "decrypt_only", "active"]
    for _ in rotation.rewrap(site.zone.database, site.zone.vault.ring):
        pass
    old = str(len(before))
    with site.zone.database.reading() as connection:
        old = str(next(one.epoch for one in rotation.epochs(connection, site.clock()) if one.state == "decrypt_only"))
    assert as_["kai"].post("/en/console/destroy", epoch=old, why="its backups are gone").status_code == 422
    assert as_["rosa"].post("/en/countersign", epoch=old).status_code == 303
    assert "agreed already" in as_["rosa"].post("/en/countersign", epoch=old).text
    assert "1 of 2 · staff:rosa (Garde)" in as_["kai"].get("/en/console")
    assert as_["kai"].post("/en/console/destroy", epoch=old, why="its backups are gone").status_code == 422
    assert as_["uma"].post("/en/countersign", epoch=old).status_code == 303
    assert as_["kai"].post("/en/console/destroy", epoch=old, why="its backups are gone").status_code == 303
    assert "destroyed" in epochs(site)
    as_["kai"].post("/en/console/end")
    assert as_["kai"].post("/en/console/rotate", why="weekly").status_code == 403


def test_keys_of_blind_indexes_turn_over_with_a_ticket_while_the_zone_serves(site: ZoneSite, as_: People) -> None:
    subject = subject_of(site, submitted(site, person("Umarova", "UMA123456")))
    assert as_["kai"].post("/en/console/reindex", why="a disk was stolen").status_code == 403
    ticket(site, as_, "kai", "rosa")
    assert as_["kai"].post("/en/console/reindex", why="").status_code == 422
    with site.zone.database.reading() as connection:
        before = site.zone.vault.ring.indexes(connection)
    assert as_["kai"].post("/en/console/reindex", why="a disk was stolen").status_code == 303
    with site.zone.database.reading() as connection:
        assert site.zone.vault.ring.indexes(connection) == {name: epoch + 1 for name, epoch in before.items()}

    def done() -> bool:
        with site.zone.database.reading() as connection:
            return not reindexing.turning(connection, site.zone.vault.ring)

    if not done():
        assert "goes on by itself" in as_["kai"].post("/en/console/reindex", why="again").text
    wait_until(done, 90, "the program to index everybody by the new keys")
    with site.zone.database.reading() as connection:
        assert {one.older for one in reindexing.indexes(connection, site.zone.vault.ring)} == {0}
    as_["kai"].post("/en/console/end")
    asked = {"document_number": "UMA123456", "document_issuer": "FRA"}
    with site.zone.database.writing() as connection:
        act = Act("staff:ines", site.clock(), "a test")
        assert site.zone.vault.search(connection, act, "rights", "document", asked) == [subject]


def test_a_ticket_ends_by_itself(site: ZoneSite, as_: People) -> None:
    ticket(site, as_, "lea", "kai")
    assert "Your ticket is open" in as_["lea"].get("/en/console")
    for _ in range(3):  # the session is in use meanwhile
        site.clock.ahead += timedelta(minutes=7)
        as_["lea"].get("/en/console")
    assert "You have no ticket" in as_["lea"].get("/en/console")
    assert as_["lea"].post("/en/console/rotate", why="weekly").status_code == 403


def test_a_grant_waits_for_two_organisations_and_one_person_stops_it(site: ZoneSite, as_: People) -> None:
    ticket(site, as_, "kai", "lea")
    day = (site.clock() + timedelta(days=30)).date().isoformat()
    form = {"consumer": "press", "purpose": "release", "operation": "reveal", "per_minute": "10", "per_day": "100"}
    more = {"closes": day, "why": "instruction 31", "field": ["family_name", "nationality"]}
    assert as_["kai"].post("/en/console/grant", **form, **{**more, "field": ["address"]}).status_code == 422
    assert as_["kai"].post("/en/console/grant", **form, **{**more, "closes": "never"}).status_code == 422
    assert as_["kai"].post("/en/console/grant", **form, **more).status_code == 303
    with site.zone.database.reading() as connection:
        (asked,) = (one for one in grants.every(connection) if one.grant.consumer == "press")
    assert as_["kai"].post("/en/countersign", grant=asked.id).status_code == 422
    assert as_["rosa"].post("/en/countersign", grant=asked.id).status_code == 303
    assert state(site, asked.id) == "requested"
    assert as_["uma"].post("/en/countersign", grant=asked.id).status_code == 303
    assert state(site, asked.id) == "active"
    as_["lea"].post("/en/console/suspend", grant=asked.id, why="its key was lost")
    assert state(site, asked.id) == "suspended"


def test_a_grant_ends_by_ticket_and_the_zones_own_do_not(site: ZoneSite, as_: People) -> None:
    ended, lea = asked(site), as_["lea"]
    assert "End it for good" not in lea.get("/en/console")
    assert lea.post("/en/console/expire", grant=ended, why="instruction 40").status_code == 403
    ticket(site, as_, "lea", "kai")
    assert "End it for good" in lea.get("/en/console")
    assert lea.post("/en/console/expire", grant=ended, why="").status_code == 422
    assert lea.post("/en/console/expire", grant="gate", why="instruction 40").status_code == 422
    assert [state(site, one) for one in (ended, "gate")] == ["active", "active"]
    assert lea.post("/en/console/expire", grant=ended, why="instruction 40").status_code == 303
    assert [state(site, one) for one in (ended, "gate")] == ["expired", "active"]
    lea.post("/en/console/end")


def test_what_nobody_uses_is_laid_to_rest_by_ticket(site: ZoneSite, as_: People) -> None:
    unused, lea = asked(site), as_["lea"]
    assert lea.post("/en/console/rest", why="the turn of the month").status_code == 403
    ticket(site, as_, "lea", "kai")
    long_ago = (site.clock() - grants.DORMANT_AFTER - timedelta(minutes=1)).isoformat()

    def laid_by() -> str:
        kept = vault_tables.grant
        with site.zone.database.writing() as connection:
            row = sa.update(kept).where(kept.c.id == unused)
            connection.execute(row.values(used_at=long_ago, state="active"))
        assert lea.post("/en/console/rest", why="the turn of the month").status_code == 303
        assert [state(site, one) for one in (unused, "gate")] == ["dormant", "active"]
        with site.zone.database.reading() as connection:
            bodies = (canonical.decode(body, Kept) for _, body in stored.entries(connection))
            return [one.actor for one in bodies if (one.act, one.grant) == ("rest-grant", unused)][-1]

    # The round that the program makes once a day may come between, but not twice.
    assert "staff:lea" in (laid_by(), laid_by())
    lea.post("/en/console/end")


def asked(site: ZoneSite) -> str:
    """A grant for answers, active at once."""
    now = site.clock()
    wanted = grants.Grant("press", "release", "answer", ("nationality",), 5, 9, now, now + timedelta(days=90))
    with site.zone.database.writing() as connection:
        return grants.request(connection, Act("operator:test", now, "a test"), wanted)


def state(site: ZoneSite, grant: str) -> str:
    with site.zone.database.reading() as connection:
        return grants.one(connection, grant).state


# -- data protection


def test_a_person_receives_what_is_held_once_it_is_sure_that_it_is_the_person(site: ZoneSite, as_: People) -> None:
    values = person("Sepulveda", "SEP123456")
    approved(site, values)
    dora = as_["dora"]
    assert dora.post("/en/rights", asked="ZZZ999999 FRA", kind="access", why="a letter").status_code == 422
    assert dora.post("/en/rights", asked="SEP123456 FRA", kind="access", why="a letter").status_code == 303
    id = re.search(r"/en/rights/(\w+)", dora.get("/en/rights"))
    assert id
    path = f"/en/rights/{id[1]}"
    assert dora.post(path, do="fulfil").status_code == 422
    assert dora.post(path, do="check").status_code == 303
    given = dora.post(path, do="fulfil")
    assert given.headers["content-disposition"] == "attachment; filename=access.json"
    assert "Sepulveda" in json.dumps(given.json(), ensure_ascii=False)
    assert dora.post(path, do="fulfil").status_code == 422


def test_an_erased_person_is_found_no_more(site: ZoneSite, as_: People) -> None:
    values = person("Tsvetkova", "TSV123456")
    approved(site, values)
    dora = as_["dora"]
    dora.post("/en/rights", asked="TSV123456 FRA", kind="erasure", why="a letter")
    id = re.search(r"/en/rights/(\w+)", dora.get("/en/rights"))
    assert id
    dora.post(f"/en/rights/{id[1]}", do="check")
    assert dora.post(f"/en/rights/{id[1]}", do="fulfil").status_code == 303
    assert dora.post("/en/rights", asked="TSV123456 FRA", kind="access", why="a letter").status_code == 422


def test_the_draft_of_a_breach_counts_what_the_log_saw_leave(site: ZoneSite, authority: Authority, as_: People) -> None:
    dora = as_["dora"]
    form = {"since": "2020-01-01T00:00", "until": "2040-01-01T00:00", "aware": "2026-01-01T00:00", "why": "a drill"}
    text = dora.post("/en/breach", **form).text
    assert re.search(r"<strong>People concerned\.</strong> [1-9]\d*", text)
    assert "Family name" in text
    assert not re.search(r"\*\*|family_name|card_name", text)
    assert "SEPULVEDA" not in text.upper()
    assert dora.post("/en/breach", **{**form, "aware": "2019-01-01T00:00"}).status_code == 422
    assert dora.post("/en/breach", **{**form, "since": "yesterday"}).status_code == 422


def test_the_register_names_every_field_and_its_basis(as_: People) -> None:
    page = as_["dora"].get("/en/register")
    for word in ("Family name", "Photo", "GDPR 6(1)(c)", "State vetting service", "180 days"):
        assert word in page
    french = as_["dora"].get("/fr/register")
    for word in ("RGPD 6(1)(c)", "service d’enquête de l’État", "Nom sur la carte"):
        assert word in french
    assert "card_name" not in page + french


def test_every_deed_of_these_pages_has_its_reason_in_the_log(site: ZoneSite, as_: People) -> None:
    site.somebody("nora", "desk")
    assert as_["rosa"].post("/en/people/change", name="nora", do="close", why="she left in spring").status_code == 303
    with site.zone.database.reading() as connection:
        body = connection.scalars(sa.select(log.entry.c.body).order_by(log.entry.c.seq.desc()).limit(1)).one()
    entry = json.loads(body)
    assert (entry["actor"], entry["act"]) == ("staff:rosa", "close-account")
    assert "she left in spring" in entry["detail"]
