"""What may happen to an application, who may do it, and what it leaves in the log and in the vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import applications, changes, decisions, organisations, queries
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.refusals import REFUSALS
from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import entries_of
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import (
    FRA,
    GBR,
    INES,
    JOURNALIST,
    MARTA,
    SUMMER,
    SWIMMER,
    TOM,
    begin,
    subject,
    submitted,
)
from tests.custody.conftest import NOON


@pytest.fixture
def connection(vault: Vault) -> Iterator[Connection]:
    """A transaction with the organisations of an invented Games in it."""
    with vault.database.writing() as connection:
        begin(connection)
        yield connection


def state(connection: Connection, id: str) -> str:
    row = queries.application(connection, id)
    assert row is not None
    return str(row.state)


def reserved(connection: Connection, organisation: str = "FRA") -> dict[tuple[str, str], int]:
    return {(row.category, row.sport): row.reserved for row in queries.quotas(connection, organisation)}


def refused(code: str) -> object:
    assert code in REFUSALS
    return pytest.raises(Refused, match=f"^{code}")


def test_an_application_goes_from_draft_to_approved_and_takes_a_place(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    assert state(connection, id) == "SUBMITTED"
    decisions.approve(connection, INES, id)
    assert state(connection, id) == "APPROVED"
    assert reserved(connection)["Aa", ""] == 1
    assert queries.privileges(connection, SUMMER, id).venues == ("AQC", "TRP", "PLV")
    assert len(queries.explanation(connection, id)) > 40


def test_the_forms_of_the_name_are_sealed_and_nothing_of_the_person_is_in_clear(
    connection: Connection, vault: Vault
) -> None:
    id = submitted(connection, vault, MARTA)
    who = subject(connection, id)
    found = vault.reveal_within(connection, INES, "accreditation", [who], ["mrz_name", "card_name"])[who]
    assert found == {"mrz_name": "DUBOIS<KELLER<<MARTA<INES", "card_name": "Marta Ines DUBOIS-KELLER"}
    for table in ("person", "application", "comparison", "duplicate", "log_entry"):
        rows = connection.execute(sa.text(f"SELECT * FROM {table}")).all()
        kept = " ".join(
            bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for row in rows for v in row
        )
        for value in MARTA.values():
            assert len(value) < 5 or value.casefold() not in kept.casefold()


def test_every_deed_leaves_a_line_with_who_and_why(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    decisions.approve(connection, INES, id)
    entries = [entry for _, entry in entries_of(connection, subject(connection, id))]
    assert [e.act for e in entries if e.act not in ("seal", "reveal")] == ["open", "save", "save", "submit", "approve"]
    assert {(e.actor, e.detail) for e in entries if e.act == "approve"} == {("staff:ines", "a test")}


def test_what_is_missing_is_named_and_nothing_is_submitted(connection: Connection, vault: Vault) -> None:
    id = applications.open_application(connection, FRA, "FRA", SWIMMER)
    found = {(p.field, p.code) for p in applications.problems(connection, FRA, vault, SUMMER, id, "")}
    assert {
        ("family_name", "missing"),
        ("address", "missing"),
        ("consent", "no_consent"),
        ("photo", "no_photo"),
    } <= found
    with refused("incomplete"):
        applications.submit(connection, FRA, vault, SUMMER, id, NOTICE)
    assert state(connection, id) == "DRAFT"


def test_a_volunteer_of_seventeen_is_too_young(connection: Connection, vault: Vault) -> None:
    organisations.add_organisation(
        connection, INES, "ORG", "ocog", "Organising Committee", "fr", NOON, NOON + timedelta(1)
    )
    organisations.set_quota(connection, INES, "ORG", "V", 9)
    young = MARTA | {"birth_date": "2008-07-18", "phone": "+33123456789"}
    with pytest.raises(Refused, match="birth_date:too_young"):
        submitted(connection, vault, young, Act("org:ORG:a", NOON, "a test"), "ORG", Facts("V", "VENUE", team="AQCVEN"))
    submitted(
        connection, vault, young | {"birth_date": "2008-07-17"}, Act("org:ORG:a", NOON, "a test"), "ORG",
        Facts("V", "VENUE", team="AQCVEN"),
    )  # fmt: skip


def test_a_zone_that_differs_is_a_warning_and_not_a_refusal(connection: Connection, vault: Vault) -> None:
    zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    id = submitted(connection, vault, MARTA | {"mrz": zone})
    row = queries.application(connection, id)
    assert row is not None
    assert "differs_name" in row.findings.split() and "differs_number" in row.findings.split()


def test_nobody_sends_outside_the_window(connection: Connection, vault: Vault) -> None:
    late = Act("org:FRA:jo", NOON + timedelta(5), "a test")
    with refused("window_closed"):
        applications.open_application(connection, late, "FRA", SWIMMER)
    id = applications.open_application(connection, FRA, "FRA", SWIMMER)
    with refused("window_closed"):
        applications.submit(connection, late, vault, SUMMER, id, NOTICE)


def test_an_organisation_touches_only_what_is_its_own(connection: Connection, vault: Vault) -> None:
    id = applications.open_application(connection, FRA, "FRA", SWIMMER)
    with refused("not_yours"):
        applications.open_application(connection, GBR, "FRA", SWIMMER)
    with refused("not_yours"):
        applications.save_draft(connection, GBR, vault, id, MARTA)
    with refused("not_yours"):
        decisions.withdraw(connection, GBR, id, "organisation")


def test_an_organisation_does_not_decide_about_itself(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    for attempt in (
        lambda: decisions.approve(connection, FRA, id),
        lambda: decisions.reject(connection, FRA, id, "late"),
        lambda: decisions.return_to_draft(connection, FRA, id, "photo"),
        lambda: changes.set_override(connection, FRA, id, "zones", "6", True),
        lambda: organisations.set_quota(connection, FRA, "FRA", "Aa", 99),
    ):
        with refused("not_an_officer"):
            attempt()


def test_a_category_is_for_its_kinds_of_organisation_and_needs_a_quota(connection: Connection) -> None:
    with refused("category_not_allowed"):
        applications.open_application(connection, INES, "GAZ", SWIMMER)
    with refused("no_quota"):
        applications.open_application(connection, FRA, "FRA", Facts("Ao", "COACH", "SWM"))
    with pytest.raises(Refused, match="sport:constraint"):
        applications.open_application(connection, FRA, "FRA", Facts("Aa", "ATH"))


def test_the_last_place_is_given_once_and_comes_back_with_a_withdrawal(connection: Connection, vault: Vault) -> None:
    people = [
        MARTA,
        TOM,
        MARTA
        | {"family_name": "Vasseur", "given_names": "Lou", "birth_date": "2001-01-01", "document_number": "K1111222"},
    ]
    ids = [submitted(connection, vault, person) for person in people]
    decisions.approve(connection, INES, ids[0])
    decisions.approve(connection, INES, ids[1])
    with refused("quota_full"):
        decisions.approve(connection, INES, ids[2])
    assert state(connection, ids[2]) == "SUBMITTED"
    decisions.withdraw(connection, FRA, ids[0], "organisation")
    decisions.approve(connection, INES, ids[2])
    assert reserved(connection)["Aa", ""] == 2


def test_a_sport_with_a_line_of_its_own_does_not_eat_the_others(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA, role=Facts("Aa", "ATH", "JUD"))
    decisions.approve(connection, INES, id)
    assert (reserved(connection)["Aa", "JUD"], reserved(connection)["Aa", ""]) == (1, 0)


def test_a_category_may_have_a_limit_below_the_quota(connection: Connection, vault: Vault) -> None:
    for n in range(3):
        person = MARTA | {
            "family_name": f"Nom{'abc'[n]}lle",
            "birth_date": f"199{n}-0{n + 1}-11",
            "document_number": f"Z{n}77{n}5519",
        }
        decisions.approve(connection, INES, submitted(connection, vault, person, role=Facts("ENR", "JOURN")))
    id = submitted(connection, vault, TOM, role=Facts("ENR", "JOURN"))
    with refused("most"):
        decisions.approve(connection, INES, id)


def test_a_returned_application_says_why_and_can_be_sent_again(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    with refused("unknown_reason"):
        decisions.return_to_draft(connection, INES, id, "late")
    decisions.return_to_draft(connection, INES, id, "document")
    row = queries.application(connection, id)
    assert row is not None and (row.state, row.reason) == ("DRAFT", "document")
    applications.save_draft(connection, FRA, vault, id, {"document_number": "X4827568"})
    assert applications.submit(connection, FRA, vault, SUMMER, id, NOTICE) == "SUBMITTED"


def test_an_end_is_an_end(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    decisions.reject(connection, INES, id, "not-eligible")
    with refused("not_now"):
        decisions.approve(connection, INES, id)
    with refused("not_now"):
        applications.save_draft(connection, FRA, vault, id, {"email": "a@example.org"})
    assert reserved(connection)["Aa", ""] == 0


def test_a_change_of_identity_gives_another_mark_and_a_change_of_passport_does_not(
    connection: Connection, vault: Vault
) -> None:
    id = submitted(connection, vault, MARTA)
    decisions.approve(connection, INES, id)
    who = subject(connection, id)
    before = queries.person(connection, who)
    assert before is not None and before.identity_mark
    same = changes.change_identity(connection, INES, vault, SUMMER, who, {"document_number": "Y0000001"})
    assert same == before.identity_mark
    other = changes.change_identity(connection, INES, vault, SUMMER, who, {"family_name": "Keller"})
    after = queries.person(connection, who)
    assert after is not None and after.identity_mark == other != same
    found = vault.reveal_within(connection, INES, "accreditation", [who], ["mrz_name", "document_number"])[who]
    assert found == {"mrz_name": "KELLER<<MARTA<INES", "document_number": "Y0000001"}
    row = queries.application(connection, id)
    assert row is not None and row.version == 3  # approved, and two new versions to print


def test_the_identity_of_an_approved_file_changes_in_no_other_way(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    decisions.approve(connection, INES, id)
    second = applications.open_application(connection, FRA, "FRA", JOURNALIST, subject=subject(connection, id))
    with refused("identity_settled"):
        applications.save_draft(connection, FRA, vault, second, {"family_name": "Keller"})
    applications.save_draft(connection, FRA, vault, second, {"email": "m@example.org"})
    with refused("not_now"):
        changes.change_identity(
            connection, INES, vault, SUMMER, subject(connection, submitted(connection, vault, TOM)), {"sex": "X"}
        )


def test_a_change_of_role_moves_the_place(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    decisions.approve(connection, INES, id)
    changes.change_role(connection, INES, id, JOURNALIST)
    assert (reserved(connection)["Aa", ""], reserved(connection)["E", ""]) == (0, 1)
    assert "4" in queries.privileges(connection, SUMMER, id).zones


def test_a_privilege_given_by_decision_is_explained_as_one(connection: Connection, vault: Vault) -> None:
    id = submitted(connection, vault, MARTA)
    changes.set_override(connection, INES, id, "zones", "6", True)
    assert "6" in queries.privileges(connection, SUMMER, id).zones
    [why] = [w for w in queries.explanation(connection, id) if (w.axis, w.value) == ("zones", "6")]
    assert why.en.endswith("given to this person by a decision.")
    changes.drop_override(connection, INES, id, "zones", "6")
    assert "6" not in queries.privileges(connection, SUMMER, id).zones
    with refused("unknown_privilege"):
        changes.set_override(connection, INES, id, "zones", "99", True)


def test_a_quota_is_not_set_below_what_is_taken(connection: Connection, vault: Vault) -> None:
    decisions.approve(connection, INES, submitted(connection, vault, MARTA))
    with refused("quota_below_reserved"):
        organisations.set_quota(connection, INES, "FRA", "Aa", 0)


def test_the_queue_is_read_in_pages_the_longest_waiting_first(connection: Connection, vault: Vault) -> None:
    ids = [submitted(connection, vault, MARTA), submitted(connection, vault, TOM)]
    first = queries.queue(connection, limit=1)
    second = queries.queue(connection, limit=1, after=first[0].id)
    assert {first[0].id, second[0].id} == set(ids)
    assert queries.queue(connection, after=second[0].id) == []


def test_looking_at_values_is_logged_with_who_looked(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        who = subject(connection, submitted(connection, vault, MARTA))
    assert queries.look(vault, INES, [who], ["email"]) == {who: {"email": "marta@example.org"}}
    with vault.database.reading() as connection:
        last = entries_of(connection, who)[-1][1]
    assert (last.act, last.actor, last.fields) == ("reveal", "staff:ines", ("email",))
