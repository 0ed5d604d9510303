"""Signing in: both factors, each code once, patience with a person and none with a machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody.act import Act
from kotinos.custody.log import tables as log
from kotinos.custody.people import sessions, throttle
from kotinos.custody.people.signing_in import Opened, TurnedAway, with_password
from kotinos.custody.store import Database
from tests.custody.conftest import NOON
from tests.custody.people.conftest import KEY, Enrolled

Enrol = Callable[..., Enrolled]
LATER = NOON + timedelta(minutes=1)


def test_both_factors_open_and_nothing_less(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    code = ines.code(LATER)
    wrong = (
        ("ines", "another password", code),
        ("ines", ines.password, "000000"),
        ("ines", "", ""),
        ("ivo", ines.password, code),
    )
    for name, password, shown in wrong:
        assert with_password(database, KEY, name, password, shown, LATER) == TurnedAway()
    assert isinstance(with_password(database, KEY, "ines", ines.password, code, LATER), Opened)


def test_a_code_opens_once_even_when_two_ask_at_the_same_time(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    code = ines.code(LATER)
    with ThreadPoolExecutor(4) as pool:
        tried = [pool.submit(with_password, database, KEY, "ines", ines.password, code, LATER) for _ in range(4)]
        opened = [one.result() for one in tried]
    assert [isinstance(one, Opened) for one in opened].count(True) == 1


def test_after_five_wrong_tries_even_the_right_one_waits(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    for _ in range(throttle.TRIES):
        assert with_password(database, KEY, "ines", "guess guess", "000000", LATER) == TurnedAway()
    code = ines.code(LATER)
    assert with_password(database, KEY, "ines", ines.password, code, LATER) == TurnedAway(throttle.EVERY)
    half = LATER + throttle.EVERY / 2
    assert with_password(database, KEY, "ines", ines.password, code, half) == TurnedAway(throttle.EVERY / 2)
    patient = LATER + throttle.EVERY
    assert isinstance(with_password(database, KEY, "ines", ines.password, code, patient), Opened)


def test_the_right_person_gets_all_tries_back(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    for round_ in range(1, 4):
        at = NOON + timedelta(minutes=round_)
        for _ in range(throttle.TRIES - 1):
            assert with_password(database, KEY, "ines", "guess guess", "000000", at) == TurnedAway()
        assert isinstance(with_password(database, KEY, "ines", ines.password, ines.code(at), at), Opened)


def test_tries_at_one_name_leave_another_alone(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    for _ in range(9):
        with_password(database, KEY, "ivo", "guess guess", "000000", LATER)
    assert isinstance(with_password(database, KEY, "ines", ines.password, ines.code(LATER), LATER), Opened)


def test_the_log_keeps_each_refusal_and_no_word_that_was_typed(database: Database, enrolled: Enrol) -> None:
    ines = enrolled()
    with_password(database, KEY, "ines", "guess guess", "000000", LATER)
    with_password(database, KEY, "my secret by mistake", ines.password, "000000", LATER)
    with database.reading() as connection:
        bodies = [bytes(body) for body in connection.scalars(sa.select(log.entry.c.body).order_by(log.entry.c.seq))]
    said = [json.loads(body) for body in bodies[-2:]]
    assert [(one["actor"], one["act"], one["outcome"]) for one in said] == [
        ("staff:ines", "sign-in", "refused"),
        ("nobody", "sign-in", "refused"),
    ]
    assert not any(b"mistake" in body for body in bodies)


@pytest.fixture
def token(database: Database, enrolled: Enrol) -> str:
    ines = enrolled()
    opened = with_password(database, KEY, "ines", ines.password, ines.code(LATER), LATER)
    assert isinstance(opened, Opened)
    return opened.token


def test_a_session_ends_when_nobody_uses_it(database: Database, token: str) -> None:
    with database.writing() as connection:
        almost = LATER + sessions.IDLE - timedelta(seconds=1)
        found = sessions.find(connection, token, almost)
        assert found and sessions.stale(found, almost)
        assert sessions.find(connection, token, LATER + sessions.IDLE) is None
        sessions.touch(connection, token, almost)
        assert sessions.find(connection, token, LATER + sessions.IDLE)


def test_a_session_ends_with_the_shift_however_busy(database: Database, token: str) -> None:
    with database.writing() as connection:
        at = LATER
        while at < LATER + sessions.LONGEST - timedelta(minutes=10):
            at += timedelta(minutes=10)
            sessions.touch(connection, token, at)
        assert sessions.find(connection, token, LATER + sessions.LONGEST - timedelta(seconds=1))
        assert sessions.find(connection, token, LATER + sessions.LONGEST) is None


def test_each_sign_in_makes_another_session_with_another_word_for_changes(
    database: Database, enrolled: Enrol, token: str
) -> None:
    with database.writing() as connection:
        first = sessions.find(connection, token, LATER)
        assert first
        again = sessions.begin(connection, Act("staff:ines", LATER, "sign-in"), first.person, "passkey")
        second = sessions.find(connection, again, LATER)
        assert second
        assert (again, second.csrf) != (token, first.csrf)
        sessions.end(connection, Act("staff:ines", LATER, "sign-out"), token)
        assert sessions.find(connection, token, LATER) is None
        assert sessions.find(connection, again, LATER)


def test_a_word_that_nobody_was_given_opens_no_session(database: Database, token: str) -> None:
    with database.reading() as connection:
        for wrong in ("", "x", token[:-1], token + "A"):
            assert sessions.find(connection, wrong, LATER) is None
