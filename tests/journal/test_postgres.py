"""What is particular to a journal in PostgreSQL."""

from __future__ import annotations

import signal
import threading
import time

import psycopg
import pytest

from kotinos.journal.chain import seal
from kotinos.journal.event import JournalForeign, JournalUnavailable, Receipt
from kotinos.journal.postgres import PostgresJournal
from kotinos.journal.postgres_store import PostgresStore
from tests.journals import proposal
from tests.servers import Postgres


def run(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(sql)


def test_reading_a_database_without_a_journal_makes_nothing(postgres: Postgres) -> None:
    url = postgres.database()
    with pytest.raises(JournalForeign, match="holds no journal"):
        PostgresJournal(url, read_only=True)
    PostgresJournal(url).close()
    PostgresJournal(url, read_only=True).close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_journal_of_a_later_version_is_left_alone(postgres: Postgres, read_only: bool) -> None:
    url = postgres.database()
    PostgresJournal(url).close()
    run(url, "UPDATE journal.about SET version = 7")
    with pytest.raises(JournalForeign, match="schema version 7; this program knows version 1"):
        PostgresJournal(url, read_only=read_only)


def test_a_schema_of_that_name_that_is_not_ours_is_left_alone(postgres: Postgres) -> None:
    url = postgres.database()
    run(url, "CREATE SCHEMA journal")
    with pytest.raises(JournalForeign, match="no journal can be made"):
        PostgresJournal(url)


def test_a_database_in_another_encoding_is_refused(postgres: Postgres) -> None:
    run(postgres.url("postgres"), "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(JournalForeign, match="not in UTF8"):
        PostgresJournal(postgres.url("latin"))


def test_a_password_never_stands_in_a_message() -> None:
    with pytest.raises(JournalUnavailable, match="cannot be reached") as refused:
        PostgresJournal("postgresql://kotinos:verysecret@127.0.0.1:1/games")
    assert "verysecret" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_durability_is_never_switched_off_by_the_databases_defaults(postgres: Postgres) -> None:
    url = postgres.database()
    name = url.split("/")[3].split("?")[0]
    for default, used in (("off", "on"), ("local", "on"), ("remote_apply", "remote_apply")):
        run(url, f"ALTER DATABASE {name} SET synchronous_commit = {default}")
        store = PostgresStore(url)
        store.recover()
        assert store._session.execute("SHOW synchronous_commit").fetchone() == (used,)
        store.close()


def test_a_commit_whose_answer_was_lost_is_acknowledged_if_it_was_recorded(postgres: Postgres) -> None:
    url = postgres.database()
    store = PostgresStore(url)
    store.recover()
    event = seal(proposal("a"), 1, "0" * 64)
    store.commit([event])
    store._settle([event], ConnectionError("lost"))  # returns: it stands there
    with pytest.raises(JournalUnavailable, match="nothing was recorded"):
        store._settle([seal(proposal("b"), 2, event.hash)], ConnectionError("lost"))
    store.close()


def test_sessions_ended_at_random_leave_every_event_once(postgres: Postgres) -> None:
    url = postgres.database()
    journal = PostgresJournal(url)
    stop = threading.Event()

    def end_sessions() -> None:
        with psycopg.connect(url, autocommit=True) as session:
            while not stop.wait(0.03):
                session.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name LIKE 'kotinos journal writer%'"
                )

    killer = threading.Thread(target=end_sessions)
    killer.start()
    failures = 0
    try:
        for n in range(300):
            while True:
                try:
                    (receipt,) = journal.append([proposal(f"e{n}")], {"games": n}).result(30)
                    break
                except JournalUnavailable:
                    failures += 1
            assert receipt.seq == n + 1
    finally:
        stop.set()
        killer.join()
    assert failures
    assert [e.id for e in journal.read()] == [f"e{n}" for n in range(300)]
    journal.close()


def test_a_reader_lives_through_a_restart_and_says_so_while_it_cannot(postgres: Postgres) -> None:
    url = postgres.database()
    journal = PostgresJournal(url)
    reader = PostgresJournal(url, read_only=True)
    assert journal.append([proposal("a")]).result(10) == (Receipt(1, False),)
    postgres.stop(signal.SIGQUIT)
    with pytest.raises(JournalUnavailable, match="cannot be reached"):
        reader.read()
    start = time.monotonic()
    with pytest.raises(JournalUnavailable):
        journal.append([proposal("b")]).result(30)
    assert time.monotonic() - start < 15
    postgres.start()
    assert [e.id for e in reader.read()] == ["a"]
    assert journal.append([proposal("b")]).result(10) == (Receipt(2, False),)
    reader.close()
    journal.close()


def test_the_writer_that_lost_its_lock_to_another_says_so(postgres: Postgres) -> None:
    url = postgres.database()
    first = PostgresJournal(url)
    postgres.stop()
    postgres.start()
    second = PostgresJournal(url)
    second.append([proposal("a")]).result(10)
    for _ in range(2):
        with pytest.raises(JournalUnavailable):
            first.append([proposal("b")]).result(30)
    second.close()
    assert first.append([proposal("b")]).result(10) == (Receipt(2, False),)
    first.close()
