"""The database itself refuses a favourable clearance without the authority's answer, whoever writes to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.store import Database
from kotinos.custody.vetting import tables
from tests.custody.conftest import NOON

LAST = date(2026, 9, 30)


def row(connection: Connection, table: sa.Table, **values: Any) -> int:
    """Insert one row; its number."""
    found = connection.execute(sa.insert(table).values(**values)).inserted_primary_key
    assert found is not None
    return found[0]


def campaign(connection: Connection) -> None:
    row(connection, tables.campaign, code="JO2030", authority="SNE", legal_act="decree 1", zone="Europe/Paris",
        delay_months=2, delay_days=0, opened_at=NOON, purge_on=date(2027, 1, 1))  # fmt: skip


def clearance(connection: Connection, subject: str = "a" * 32, mark: str = "m1", **values: Any) -> int:
    given = {"state": "acknowledged", "verdict": "none", "present": True, **values}
    of = row(connection, tables.dossier, subject=subject, identity_mark=mark, campaign="JO2030")
    return row(connection, tables.clearance, id=of, subject=subject, identity_mark=mark, campaign="JO2030", reason="press",
               held_field=0, changed_at=NOON, **given)  # fmt: skip


def answer(connection: Connection, of: int, mark: str = "m1", code: str = "F", says: str = "favourable",
           until: date | None = LAST, seq: int = 1) -> int:  # fmt: skip
    batch = row(connection, tables.batch, campaign="JO2030", seq=seq, count=1, manifest=b"", digest="", created_at=NOON,
                due_on=LAST)  # fmt: skip
    request = row(connection, tables.request, clearance_id=of, token=f"{seq:032}", batch_id=batch, outcome="open",
                  accepted=True)  # fmt: skip
    file = row(connection, tables.answer_file, campaign="JO2030", seq=seq, kind="ANS", count=1, digest=f"{seq}",
               created_at=NOON, applied_at=NOON, file=b"")  # fmt: skip
    return row(connection, tables.answer_line, id=seq, file_id=file, line=1, request_id=request, clearance_id=of,
               identity_mark=mark, code=code, says=says, case_number="000000000001", valid_until=until)  # fmt: skip


def favourable(connection: Connection, of: int, answer_id: int | None, **more: Any) -> None:
    values = {"state": "favourable", "verdict": "favourable", "answer_id": answer_id, "valid_until": LAST, **more}
    connection.execute(sa.update(tables.clearance).where(tables.clearance.c.id == of).values(**values))


def test_with_the_authoritys_answer_it_may_be_favourable(database: Database) -> None:
    with database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        favourable(connection, one, answer(connection, one))


def test_without_an_answer_it_may_not(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        favourable(connection, clearance(connection), None)


def test_with_an_answer_that_does_not_exist_it_may_not(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        favourable(connection, clearance(connection), 4711)


def test_with_somebody_elses_answer_it_may_not(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        other = answer(connection, clearance(connection, "b" * 32))
        favourable(connection, clearance(connection), other)


@pytest.mark.parametrize(("code", "says"), [("U", "unfavourable"), ("W", "unfavourable"), ("P", "none")])
def test_with_another_answer_than_f_it_may_not(database: Database, code: str, says: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        favourable(connection, one, answer(connection, one, code=code, says=says, until=None))


def test_its_last_day_is_the_answers_and_no_other(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        favourable(connection, one, answer(connection, one), valid_until=date(2029, 1, 1))


def test_its_identity_cannot_be_exchanged_under_the_answer(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        favourable(connection, one, answer(connection, one))
        connection.execute(sa.update(tables.clearance).values(identity_mark="another"))


def test_the_answer_behind_it_can_be_neither_removed_nor_rewritten(database: Database) -> None:
    with database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        favourable(connection, one, answer(connection, one))
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        connection.execute(sa.delete(tables.answer_line))
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        connection.execute(sa.update(tables.answer_line).values(code="U", says="unfavourable", valid_until=None))


@pytest.mark.parametrize("code", ["U", "W", "P"])
def test_no_answer_but_f_says_favourable(database: Database, code: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        answer(connection, clearance(connection), code=code, says="favourable", until=None)


@pytest.mark.parametrize("state", ["pending", "sent", "unfavourable", "deemed_unfavourable", "revoked", "expired"])
def test_no_other_state_has_the_verdict_favourable(database: Database, state: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        clearance(connection, state=state, verdict="favourable")


def test_a_person_has_one_present_clearance(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        clearance(connection)
        clearance(connection, mark="m2")


def test_a_clearance_has_one_request_under_way(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        campaign(connection)
        one = clearance(connection)
        row(connection, tables.request, clearance_id=one, outcome="waiting", accepted=False)
        row(connection, tables.request, clearance_id=one, outcome="waiting", accepted=False)
