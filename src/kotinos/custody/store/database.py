"""One database, SQLite or PostgreSQL, that belongs to one residency domain.

Both keep the same promises: a transaction is on disk when `Database.writing` returns; one writer at a time, so that a rule that was
checked inside a transaction still holds when it ends (quotas, one valid card a person, the next sequence of a batch) without a lock
being forgotten anywhere. Readers never wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection

metadata = sa.MetaData()
"""All tables of the sealed zone; each context adds its own in its ``tables.py``."""

SCHEMA = 5
"""The schema of the tables as they are now: the number of the last step in `kotinos.custody.migrations`."""

_home = sa.Table(
    "home",
    metadata,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True),
    sa.Column("domain", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),  # the schema that the tables are of
)

_WRITER = 0x6B6F7469  # the advisory lock of PostgreSQL that stands for "the writer"
"""Waits for the advisory lock of PostgreSQL that stands for "the writer"."""


class WrongDomain(Exception):
    """A store of one residency domain was opened, or written to, in the name of another. Nothing was written."""


class WrongSchema(Exception):
    """A store whose tables are of an older program, or of a newer one. Nothing was changed."""


class Database:
    """The database at ``url`` (``sqlite:///file`` or ``postgresql+psycopg://…``), of ``domain`` (``FR``).

    Raises `WrongDomain` where the database was made for another domain, `WrongSchema` where its tables are not of today: an older one is
    opened with ``outdated`` alone, to be migrated. Tables that are missing are made.
    """

    def __init__(self, url: str, domain: str, *, outdated: bool = False) -> None:
        self.url = sa.make_url(url)
        self.domain = domain
        self._sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = sa.create_engine(self.url, pool_size=16, hide_parameters=True)  # an error names no person
        if self._sqlite:
            sa.event.listen(self.engine, "connect", _durable)
        try:
            self._settle(outdated)
        except BaseException:
            self.close()
            raise

    def _settle(self, outdated: bool) -> None:
        with self.writing() as connection:
            if not sa.inspect(connection).has_table(_home.name):
                metadata.create_all(connection)
                connection.execute(_home.insert().values(one=1, domain=self.domain, version=SCHEMA))
                return
            found = connection.execute(sa.select(_home.c.domain)).scalar_one()
            if found != self.domain:
                raise WrongDomain(f"this database belongs to {found}, not to {self.domain}")
            there = version(connection)
            if there > SCHEMA:
                raise WrongSchema(f"this database is of schema {there}; this program knows {SCHEMA} and none later")
            if there == SCHEMA:
                metadata.create_all(connection)
            elif not outdated:
                raise WrongSchema(f"this database is of schema {there}, not {SCHEMA}: kotinos custody migrate")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the one writer. It is on disk when the block ends; an exception undoes all of it."""
        with self.engine.connect() as connection:
            if self._sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.begin()
                self._take_turn(connection.connection)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            try:
                connection.commit()
            except BaseException:
                # A commit that failed may leave the transaction open on the wire, and with it the one writer's lock.
                connection.invalidate()
                raise

    def _take_turn(self, driver: Any) -> None:
        """Begin, and wait for the one writer's lock, in one exchange."""
        try:
            with driver.pipeline():
                driver.execute(f"SELECT pg_advisory_xact_lock({_WRITER})")
        except psycopg.Error as error:
            if driver.closed:  # the server ended this session, and surely the others that rest in the pool
                self.engine.dispose()
            raise sa.exc.DBAPIError.instance(None, None, error, psycopg.Error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        with self.engine.connect() as connection:
            if self._sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield connection
            finally:
                connection.rollback()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def version(connection: Connection) -> int:
    """The schema that the tables of a database are of; 0 where it was founded before they were counted."""
    if all(column["name"] != _home.c.version.name for column in sa.inspect(connection).get_columns(_home.name)):
        return 0
    return int(connection.execute(sa.select(_home.c.version)).scalar_one())


def set_version(connection: Connection) -> None:
    """Say that the tables are of today's schema."""
    connection.execute(sa.update(_home).values(version=SCHEMA))


def _durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -65536",  # 64 MB: the pages of a large transaction are written once
        "foreign_keys = ON",
        "busy_timeout = 30000",
        "secure_delete = ON",  # what was destroyed does not linger in free pages
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
