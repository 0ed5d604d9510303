"""What every part of the sealed zone builds on: one domain, one writer, all or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest
import sqlalchemy as sa

from kotinos.custody.store import Database, WrongDomain
from tests.servers import Postgres

_count = sa.table("taken", sa.column("n", sa.Integer))


def _prepare(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE taken (n INTEGER)"))


def _taken(database: Database) -> int:
    with database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(_count)).scalar_one()


def test_a_database_of_one_domain_does_not_open_for_another(database: Database) -> None:
    with pytest.raises(WrongDomain, match="belongs to FR, not to CH"):
        Database(database.url.render_as_string(hide_password=False), "CH")


def test_it_opens_again_for_its_own_domain(database: Database) -> None:
    Database(database.url.render_as_string(hide_password=False), "FR").close()


def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    _prepare(database)
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(_count.insert().values(n=1))
        _ = 1 // 0
    assert _taken(database) == 0


def test_a_commit_that_fails_leaves_nothing_locked(database: Database) -> None:
    _prepare(database)

    def fail(_connection: object) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"), database.writing() as connection:
        connection.execute(_count.insert().values(n=1))
        sa.event.listen(connection, "commit", fail, once=True)
    with database.writing() as connection:
        connection.execute(_count.insert().values(n=2))
    assert _taken(database) == 1


def test_after_the_server_ended_all_sessions_one_transaction_fails_and_the_next_go_on(postgres: Postgres) -> None:
    url = postgres.database()
    database = Database(url.replace("postgresql://", "postgresql+psycopg://", 1), "FR")
    _prepare(database)
    with database.reading(), database.reading():
        pass  # two sessions rest in the pool
    with psycopg.connect(url) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(sa.exc.OperationalError), database.writing():
        raise AssertionError("nothing may be written in a session that has ended")
    for _ in range(3):
        with database.writing() as connection:
            connection.execute(_count.insert().values(n=1))
    assert _taken(database) == 3
    database.close()


def test_what_is_checked_in_a_transaction_still_holds_when_it_ends(database: Database) -> None:
    _prepare(database)

    def take(n: int) -> bool:
        with database.writing() as connection:
            used = connection.execute(sa.select(sa.func.count()).select_from(_count)).scalar_one()
            if used >= 5:
                return False
            connection.execute(_count.insert().values(n=n))
            return True

    with ThreadPoolExecutor(16) as pool:
        granted = sum(pool.map(take, range(200)))
    assert granted == 5
    assert _taken(database) == 5


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    _prepare(database)
    with database.reading() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(_count)).scalar_one()
        with database.writing() as other:
            other.execute(_count.insert().values(n=1))
        assert connection.execute(sa.select(sa.func.count()).select_from(_count)).scalar_one() == before
    assert _taken(database) == before + 1


def test_a_reader_cannot_write(database: Database) -> None:
    _prepare(database)
    # PostgreSQL refuses at once; SQLite lets it happen in a transaction that is always undone.
    with suppress(sa.exc.DBAPIError), database.reading() as connection:
        connection.execute(_count.insert().values(n=1))
    assert _taken(database) == 0


def test_a_commit_that_a_deferred_constraint_refuses_leaves_nothing_behind(database: Database) -> None:
    _prepare(database)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE owner (n INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("CREATE TABLE owned (n INTEGER REFERENCES owner (n) DEFERRABLE INITIALLY DEFERRED)"))
    for _ in range(2):
        with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
            connection.execute(sa.text("INSERT INTO owned VALUES (1)"))
            connection.execute(_count.insert().values(n=1))
    assert _taken(database) == 0
