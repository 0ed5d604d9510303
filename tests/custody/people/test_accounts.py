"""Accounts: who is alone at the beginning, who needs a second person after it, and what ends with an account."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import tables as log
from kotinos.custody.people import accounts, codes, enrolment, queries, sessions, tables
from kotinos.custody.people.signing_in import Opened, with_password
from kotinos.custody.store import Database
from tests.custody.conftest import NOON
from tests.custody.people.conftest import KEY, Enrolled

Enrol = Callable[..., Enrolled]


def by(name: str, at: timedelta = timedelta()) -> Act:
    return Act(f"staff:{name}", NOON + at, "a test")


def add(database: Database, name: str = "ivo", role: str = "officer", organisation: str = "Garde") -> str | None:
    with database.writing() as connection:
        return accounts.add(
            connection, by("ines"), KEY, name=name, full_name="Ivo Rask", organisation=organisation, role=role
        )


def test_before_anybody_has_credentials_an_account_takes_one_person(database: Database) -> None:
    assert add(database)
    assert add(database, "second")


def test_once_there_is_staff_a_new_one_takes_two(database: Database, enrolled: Enrol) -> None:
    enrolled("ines")
    assert add(database) is None
    with database.writing() as connection:
        (change,) = queries.pending(connection)
        assert (change.name, change.what, change.asked_by) == ("ivo", "add", "staff:ines")
        for same in ("ines", "ivo"):
            with pytest.raises(Refused, match="same_person"):
                accounts.agree(connection, by(same), KEY, change.id)
        token = accounts.agree(connection, by("rosa"), KEY, change.id)
        assert queries.pending(connection) == []
        found = enrolment.whose(connection, token, NOON)
        assert found and found.name == "ivo"
        with pytest.raises(Refused, match="change_unknown"):
            accounts.agree(connection, by("rosa"), KEY, change.id)


def test_a_user_of_an_organisation_takes_one_person_at_any_time(database: Database, enrolled: Enrol) -> None:
    enrolled("ines")
    assert add(database, "jo", "organisation", "FRA")
    with database.reading() as connection:
        found = queries.person(connection, "jo")
    assert found and found.actor == "org:FRA:jo"


@pytest.mark.parametrize(
    ("name", "role", "organisation", "code"),
    [
        ("I", "officer", "Garde", "name_form"),
        ("Inès", "officer", "Garde", "name_form"),
        ("ivo", "root", "Garde", "role_unknown"),
        ("ivo", "officer", "", "organisation_missing"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_reason(
    database: Database, name: str, role: str, organisation: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(database, name, role, organisation)
    assert refused.value.code == code
    with database.reading() as connection:
        assert queries.everybody(connection) == []


def test_a_name_is_taken_once(database: Database) -> None:
    add(database)
    with pytest.raises(Refused, match="name_taken"):
        add(database)


def test_an_enrolment_link_works_once_and_for_a_day(database: Database) -> None:
    token = add(database)
    assert token
    with database.writing() as connection:
        secret = enrolment.offered(connection, KEY, token, NOON)
        assert secret is not None
        assert enrolment.offered(connection, KEY, token, NOON) == secret
        late = NOON + enrolment.LIVES
        assert enrolment.whose(connection, token, late) is None
        with pytest.raises(Refused, match="enrolment_over"):
            enrolment.with_password(
                connection, by("ivo", enrolment.LIVES), KEY, token, "a long password", codes.code(secret, late)
            )
        enrolment.with_password(connection, by("ivo"), KEY, token, "a long password", codes.code(secret, NOON))
        assert enrolment.whose(connection, token, NOON) is None
        with pytest.raises(Refused, match="enrolment_over"):
            enrolment.with_password(connection, by("ivo"), KEY, token, "another password", codes.code(secret, NOON))


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password_short"), ("x" * 201, "password_long"), ("my name is IVO ha", "password_is_name")],
)
def test_a_weak_password_is_refused_and_the_link_stays_good(database: Database, password: str, code: str) -> None:
    token = add(database)
    assert token
    with database.writing() as connection:
        secret = enrolment.offered(connection, KEY, token, NOON)
        assert secret is not None
        with pytest.raises(Refused) as refused:
            enrolment.with_password(connection, by("ivo"), KEY, token, password, codes.code(secret, NOON))
        assert refused.value.code == code
        with pytest.raises(Refused, match="code_wrong"):
            enrolment.with_password(connection, by("ivo"), KEY, token, "a long password", "000000")
        assert enrolment.whose(connection, token, NOON)


def test_recovery_takes_two_others_and_ends_what_the_lost_credentials_could_do(
    database: Database, enrolled: Enrol
) -> None:
    lost = enrolled("ines")
    opened = with_password(
        database, KEY, "ines", lost.password, lost.code(NOON + timedelta(minutes=1)), NOON + timedelta(minutes=1)
    )
    assert isinstance(opened, Opened)
    with database.writing() as connection:
        accounts.recover(connection, by("rosa"), "ines")
        (change,) = queries.pending(connection)
        assert sessions.find(connection, opened.token, NOON), "asking alone changes nothing"
        for same in ("rosa", "ines"):
            with pytest.raises(Refused, match="same_person"):
                accounts.agree(connection, by(same), KEY, change.id)
        assert accounts.agree(connection, by("piet"), KEY, change.id)
        assert sessions.find(connection, opened.token, NOON) is None
        found = queries.person(connection, "ines")
        assert found and not found.enrolled
    later = NOON + timedelta(minutes=5)
    assert not isinstance(with_password(database, KEY, "ines", lost.password, lost.code(later), later), Opened)


def test_a_closed_account_opens_nothing(database: Database, enrolled: Enrol) -> None:
    ines = enrolled("ines")
    later = NOON + timedelta(minutes=1)
    opened = with_password(database, KEY, "ines", ines.password, ines.code(later), later)
    assert isinstance(opened, Opened)
    with database.writing() as connection:
        accounts.close(connection, by("rosa"), "ines")
        assert sessions.find(connection, opened.token, later) is None
    after = NOON + timedelta(minutes=2)
    assert not isinstance(with_password(database, KEY, "ines", ines.password, ines.code(after), after), Opened)


def test_staff_that_sleeps_is_closed_after_a_fortnight_and_organisations_are_not(
    database: Database, enrolled: Enrol
) -> None:
    enrolled("ines")
    awake = enrolled("rosa", "supervisor")
    enrolled("jo", "organisation", "FRA")
    tenth = NOON + timedelta(days=10)
    assert isinstance(with_password(database, KEY, "rosa", awake.password, awake.code(tenth), tenth), Opened)
    with database.writing() as connection:
        assert accounts.close_dormant(connection, by("clock", timedelta(days=14))) == []
        assert accounts.close_dormant(connection, by("clock", timedelta(days=15))) == ["ines"]
        assert accounts.close_dormant(connection, by("clock", timedelta(days=15))) == []


def test_no_secret_lies_in_any_table_or_in_the_log(database: Database, enrolled: Enrol) -> None:
    ines = enrolled("ines")
    later = NOON + timedelta(minutes=1)
    opened = with_password(database, KEY, "ines", ines.password, ines.code(later), later)
    assert isinstance(opened, Opened)
    with database.reading() as connection:
        rows = [
            str(tuple(row)).encode() + b"".join(value for value in row if isinstance(value, bytes))
            for table in (tables.staff, tables.session, tables.enrolment, log.entry)
            for row in connection.execute(sa.select(table))
        ]
        entries = [json.loads(body) for body in connection.scalars(sa.select(log.entry.c.body))]
    for secret in (ines.password.encode(), ines.secret, opened.token.encode()):
        assert not any(secret in row for row in rows)
    assert [entry["act"] for entry in entries] == ["add-account", "enrol", "sign-in"]
