"""What the database itself refuses, whatever code asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody.accreditation.tables import application, organisation, person, quota
from kotinos.custody.store import Database
from tests.custody.conftest import NOON

ANNA = "0a" * 16


def filled(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(
            organisation.insert().values(
                id="FRA", kind="noc", name="CNO", language="fr", opens_at=NOON, closes_at=NOON + timedelta(9)
            )
        )
        connection.execute(quota.insert().values(organisation="FRA", category="Aa", sport="", number=2))
        connection.execute(person.insert().values(subject=ANNA, language="fr", made_at=NOON))


def test_a_quota_cannot_be_exceeded_on_disk(database: Database) -> None:
    filled(database)
    for bad in (3, -1):
        with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
            connection.execute(quota.update().values(reserved=bad))


def test_an_approved_application_holds_a_place_and_no_other_does(database: Database) -> None:
    filled(database)
    row = {
        "subject": ANNA,
        "organisation": "FRA",
        "category": "Aa",
        "function": "ATH",
        "reference": date(2026, 7, 1),
        "opened_at": NOON,
    }
    for state, place in (("APPROVED", None), ("DRAFT", ""), ("PAID", None)):
        with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
            connection.execute(application.insert().values(id="1", state=state, place=place, **row))
    with database.writing() as connection:
        connection.execute(application.insert().values(id="1", state="APPROVED", place="", **row))


def test_a_window_that_closes_before_it_opens_is_no_window(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        connection.execute(
            organisation.insert().values(id="X", kind="noc", name="X", language="fr", opens_at=NOON, closes_at=NOON)
        )


def test_an_instant_comes_back_as_the_same_instant_of_utc_and_sorts_as_time_does(database: Database) -> None:
    filled(database)
    late = datetime(2026, 7, 1, 12, 0, 0, 1, UTC)
    with database.writing() as connection:
        connection.execute(person.insert().values(subject="0b" * 16, language="en", made_at=late))
    with database.reading() as connection:
        found = connection.execute(sa.select(person.c.made_at).order_by(person.c.made_at)).scalars().all()
    assert found == [NOON, late]
    with pytest.raises(sa.exc.StatementError, match="naive"), database.writing() as connection:
        connection.execute(person.update().values(made_at=datetime(2026, 7, 1)))
