"""No quota is ever exceeded: by two hundred approvals at once, nor by any order of what may happen to applications."""

from __future__ import annotations

import os
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import changes, decisions, organisations, places
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.tables import application, person, quota
from kotinos.custody.act import Refused
from kotinos.custody.store import Database
from tests.custody.accreditation.games import INES, begin
from tests.custody.conftest import NOON

ROLES = (Facts("Aa", "ATH", "SWM"), Facts("Aa", "ATH", "JUD"), Facts("E", "JOURN"), Facts("ENR", "JOURN"))


def waiting(connection: Connection, role: Facts, organisation: str = "FRA") -> str:
    """A submitted application, without a value of anybody."""
    id, who = secrets.token_hex(16), secrets.token_hex(16)
    connection.execute(person.insert().values(subject=who, identity_mark="m", language="fr", made_at=NOON))
    connection.execute(
        application.insert().values(
            id=id, subject=who, organisation=organisation, category=role.category, function=role.function, sport=role.sport,
            state="SUBMITTED", reference=date(2026, 7, 1), opened_at=NOON, submitted_at=NOON,
        )
    )  # fmt: skip
    return id


def held(connection: Connection) -> dict[tuple[str, str, str], int]:
    """How many approved applications hold a place in each line."""
    a = application.c
    line = (a.organisation, a.category, a.place)
    rows = connection.execute(sa.select(*line, sa.func.count()).where(a.place.is_not(None)).group_by(*line))
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def lines(connection: Connection) -> dict[tuple[str, str, str], tuple[int, int]]:
    rows = connection.execute(sa.select(quota)).all()
    return {(row.organisation, row.category, row.sport): (row.reserved, row.number) for row in rows}


def test_two_hundred_approvals_at_once_take_no_place_twice(database: Database) -> None:
    with database.writing() as connection:
        begin(connection)
        organisations.set_quota(connection, INES, "FRA", "Aa", 37)
        ids = [waiting(connection, ROLES[0]) for _ in range(200)]

    def approve(id: str) -> bool:
        try:
            with database.writing() as connection:
                decisions.approve(connection, INES, id)
        except Refused as refused:
            assert refused.code == "quota_full"
            return False
        return True

    with ThreadPoolExecutor(32) as pool:
        approved = sum(pool.map(approve, ids))
    with database.reading() as connection:
        assert approved == 37 == held(connection)["FRA", "Aa", ""]
        assert lines(connection)["FRA", "Aa", ""] == (37, 37)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["approve", "withdraw", "reject", "return", "role", "more", "fewer"]),
        st.integers(0, 11),
        st.integers(0, 3),
    ),
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_whatever_happens_each_place_is_held_by_one_approved_application(
    database: Database, events: list[tuple[str, int, int]]
) -> None:
    walk(database, events)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nor_do_a_million_events(database: Database) -> None:
    rnd = random.Random("quotas")
    names = ["approve", "withdraw", "reject", "return", "role", "more", "fewer"]
    for _ in range(int(os.environ.get("KOTINOS_QUOTA_WALKS", "12500"))):  # on each of two databases
        walk(database, [(rnd.choice(names), rnd.randrange(12), rnd.randrange(4)) for _ in range(40)])


def walk(database: Database, events: list[tuple[str, int, int]]) -> None:
    """Let ``events`` happen to twelve applications; after each, every place is held by one approved application, and no quota exceeded."""
    with suppress(_Done), database.writing() as connection:
        if connection.execute(sa.select(quota)).first() is None:
            begin(connection)
        ids = [waiting(connection, ROLES[n % 4]) for n in range(12)]
        for event, which, other in events:
            with suppress(Refused):
                happen(connection, event, ids[which], ROLES[other])
            taken, there = held(connection), lines(connection)
            assert {line: reserved for line, (reserved, _) in there.items() if reserved} == taken
            assert all(reserved <= number for reserved, number in there.values())
        raise _Done  # undone, so that the next example begins anew


class _Done(Exception):
    """The example is over."""


def happen(connection: Connection, event: str, id: str, role: Facts) -> None:
    with connection.begin_nested():
        if event == "approve":
            decisions.approve(connection, INES, id)
        elif event == "withdraw":
            decisions.withdraw(connection, INES, id, "organisation")
        elif event == "reject":
            decisions.reject(connection, INES, id, "not-eligible")
        elif event == "return":
            decisions.return_to_draft(connection, INES, id, "photo")
        elif event == "role":
            changes.change_role(connection, INES, id, role)
        else:
            found = places.line(connection, "FRA", role.category, role.sport)
            number = found.number + (1 if event == "more" else -1)
            organisations.set_quota(connection, INES, "FRA", role.category, max(0, number), found.sport)
