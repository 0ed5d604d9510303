"""No log, no value: whatever left has its entry, and what cannot be logged does not leave."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.act import Act, Refused
from kotinos.custody.log import audit, stored
from kotinos.custody.log.access import Kept, entries_of
from kotinos.custody.store import Database
from kotinos.custody.vault import grants
from kotinos.custody.vault.grants import Grant
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import MARTA, subject

MANY = 10_000_000
SEED = 20260701


@pytest.fixture
def people(vault: Vault, act: Act) -> list[str]:
    found = [subject() for _ in range(5)]
    load = Grant("load", "card", "reveal", ("card_name",), MANY, MANY, NOON, NOON + timedelta(days=1))
    with vault.database.writing() as connection:
        vault.seal_many(connection, act, dict.fromkeys(found, MARTA))
        grants.request(connection, act, load, name="load")
        for name, organisation in (("ada", "organiser"), ("theo", "State")):
            grants.approve(connection, Act(f"staff:{name}", NOON, "a test"), "load", organisation)
    return found


def left(output: str) -> set[str]:
    """The reasons of the values that left, whole lines only."""
    return {line.split(" ")[0] for line in output.rpartition("\n")[0].splitlines()}


def killed_at(vault: Vault, key: Path, people: list[str], name: str, seconds: float, reveals: int) -> set[str]:
    """What left a program that was killed ``seconds`` after its ``reveals``-th value."""
    url = vault.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.custody.vault.revealing", url, str(key), name, *people]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        before = "".join(process.stdout.readline() for _ in range(reveals))
        time.sleep(seconds)
        process.kill()
        return left(before + process.stdout.read())


def logged(database: Database) -> set[str]:
    with database.reading() as connection:
        entries = (canonical.decode(body, Kept) for _, body in stored.entries(connection))
        return {entry.detail for entry in entries if entry.act == "reveal" and entry.outcome == "done"}


def kill_often(vault: Vault, people: list[str], key: Path, times: int) -> None:
    chance = random.Random(SEED)
    gone: set[str] = set()
    for n in range(times):
        gone |= killed_at(vault, key, people, f"run{n}", chance.random() * 0.02, chance.randrange(1, 40))
    assert len(gone) >= times
    assert gone <= logged(vault.database)
    with vault.database.reading() as connection:
        assert max(audit.check(connection, None)) >= len(gone)


def test_after_a_kill_every_value_that_left_has_its_entry(vault: Vault, people: list[str], tmp_path: Path) -> None:
    kill_often(vault, people, tmp_path / "root.key", 3)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_after_a_thousand_kills_every_value_that_left_has_its_entry(
    vault: Vault, people: list[str], tmp_path: Path
) -> None:
    kill_often(vault, people, tmp_path / "root.key", 500)  # on each of two databases


def refuse_entries(database: Database) -> None:
    """From now on the log takes no entry, as when its storage is full."""
    with database.writing() as connection:
        if database.url.get_backend_name() == "sqlite":
            pages = connection.execute(sa.text("PRAGMA page_count")).scalar_one()
            connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        else:
            connection.execute(
                sa.text(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                    " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$"
                )
            )
            connection.execute(
                sa.text("CREATE TRIGGER no_room BEFORE INSERT ON log_entry FOR EACH ROW EXECUTE FUNCTION full_disk()")
            )


def test_a_full_log_lets_no_value_leave(vault: Vault, act: Act, people: list[str]) -> None:
    refuse_entries(vault.database)
    # Every connection of the pool has its own limit on SQLite: one connection shows it.
    left_anyway, refusals = [], 0
    while refusals < 20:
        with vault.database.reading() as connection:
            before = stored.head(connection).size
        try:
            vault.reveal(act, "load", people, ["card_name"])
        except Refused as refused:
            assert refused.code == "log_unavailable"
            refusals += 1
            continue
        with vault.database.reading() as connection:
            left_anyway.append(stored.head(connection).size - before)
    assert all(entries == len(people) for entries in left_anyway), "only what still fitted, and each with its entry"


def test_a_locked_log_lets_no_value_leave(vault: Vault, act: Act, people: list[str], root: FileRoot) -> None:
    url = vault.database.url
    if url.get_backend_name() == "sqlite":
        sa.event.listen(vault.database.engine, "checkout", lambda c, *_: c.execute("PRAGMA busy_timeout = 50"))
        other = sqlite3.connect(str(url.database), isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
    else:
        sa.event.listen(vault.database.engine, "checkout", lambda c, *_: c.execute("SET lock_timeout = 50"))
        other = psycopg.connect(vault.database.url.render_as_string(hide_password=False).replace("+psycopg", ""))  # type: ignore[assignment]
        other.execute("LOCK TABLE log_entry IN ACCESS EXCLUSIVE MODE")

    def pull(_n: int) -> str:
        try:
            vault.reveal(act, "load", people, ["card_name"])
        except Refused as refused:
            return refused.code
        return "given"

    try:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(pull, range(16))) == {"log_unavailable"}
    finally:
        other.rollback()
        other.close()
    assert pull(0) == "given"


def test_a_group_of_waiting_callers_gets_each_its_own(vault: Vault, act: Act, people: list[str]) -> None:
    wrong = subject()

    def pull(n: int) -> object:
        one = [*people, wrong][n % 6]
        try:
            return one, vault.reveal(act, "load", [one], ["card_name"])
        except Refused as refused:
            return one, refused.code

    with ThreadPoolExecutor(12) as pool:
        for one, outcome in pool.map(pull, range(120)):  # type: ignore[misc]
            assert outcome == ("unknown_subject" if one == wrong else {one: {"card_name": MARTA["card_name"]}})
    with vault.database.reading() as connection:
        assert len([e for _, e in entries_of(connection, people[0]) if e.act == "reveal"]) == 20
