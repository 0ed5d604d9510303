"""Publications in a PostgreSQL database, beside the journal they are made from."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, TypeVar

import psycopg

from kotinos.results.publications import Publication, Version, check_continues, queries
from kotinos.results.publications.connections import Connections

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]

# COLLATE "C" lets a range of codes be found by index and sorts as SQLite does.
SCHEMA = """
CREATE TABLE IF NOT EXISTS publication (
    "offset" bigint PRIMARY KEY, step bigint NOT NULL, last boolean NOT NULL, key text COLLATE "C" NOT NULL, type text NOT NULL,
    rsc text COLLATE "C" NOT NULL, version bigint NOT NULL, status text NOT NULL, at text COLLATE "C" NOT NULL, frame bytea NOT NULL);
CREATE INDEX IF NOT EXISTS publication_by_key ON publication (key, "offset");
CREATE INDEX IF NOT EXISTS publication_by_instant ON publication (at, "offset");
CREATE TABLE IF NOT EXISTS publication_key (
    key text COLLATE "C" PRIMARY KEY, type text NOT NULL, rsc text COLLATE "C" NOT NULL);
CREATE INDEX IF NOT EXISTS publication_key_by_rsc ON publication_key (rsc);
CREATE TABLE IF NOT EXISTS publication_meta (name text PRIMARY KEY, value text NOT NULL);
"""
LOCK = 7036874417766  # any number, the same in every process: CREATE … IF NOT EXISTS of two of them would collide


class PostgresPublications:
    """`Publications` in the database that ``url`` names (``postgresql://…``)."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._writing = Lock()
        self._connections: Connections[Connection] = Connections(self._connect)
        with self._connections.take() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            connection.execute(SCHEMA)
            connection.execute(_sql(queries.INSERT_EPOCH), (secrets.token_hex(8),))
            self.epoch = str(_one(connection, queries.EPOCH)[0])

    def _connect(self) -> Connection:
        return psycopg.connect(self._url, autocommit=True)

    def append(self, rows: Sequence[Publication]) -> None:
        """See `Publications.append`; raises `OutOfOrder`. After a lost connection, ask `head` what arrived."""
        if not rows:
            return
        with self._writing, self._connections.take() as connection, connection.transaction():
            # Derived rows: the journal's own commit has already waited for the disks.
            connection.execute("SET LOCAL synchronous_commit = off")
            check_continues(rows, _one(connection, queries.HEAD)[0])
            with connection.cursor() as cursor:
                cursor.executemany(_sql(queries.INSERT), [queries.values(row) for row in rows])
                cursor.executemany(
                    _sql(queries.INSERT_KEY), [(row.key, row.type, str.__str__(row.rsc)) for row in rows]
                )

    def read(self, after: int, limit: int = 1000) -> list[Publication]:
        """See `Publications.read`."""
        return self._rows(queries.READ, (after, limit))

    def head(self) -> tuple[int, int]:
        """See `Publications.head`."""
        offset, step = self._reading(lambda connection: _one(connection, queries.HEAD))
        return offset, step

    def latest(self, prefix: str = "", types: Sequence[str] = (), upto: int | None = None) -> list[Publication]:
        """See `Publications.latest`."""
        query, values = queries.latest(prefix, types, self.head()[0] if upto is None else upto)
        return self._rows(query, values)

    def as_of(self, instant: str, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """See `Publications.as_of`."""
        return self.latest(prefix, types, self.offset_at(instant))

    def versions(self, key: str) -> list[Version]:
        """See `Publications.versions`."""
        rows = self._reading(lambda connection: connection.execute(_sql(queries.VERSIONS), (key,)).fetchall())
        return [queries.version(row) for row in rows]

    def offset_at(self, instant: str) -> int:
        """See `Publications.offset_at`."""
        return int(self._reading(lambda connection: _one(connection, queries.OFFSET_AT, (instant,))[0]))

    def close(self) -> None:
        """See `Publications.close`."""
        self._connections.close()

    def _rows(self, query: str, values: Sequence[Any]) -> list[Publication]:
        rows = self._reading(lambda connection: connection.execute(_sql(query), values, binary=True).fetchall())
        return [queries.publication(row) for row in rows]

    def _reading(self, ask: Callable[[Connection], T]) -> T:
        """Ask once more over a new connection where the server was restarted in between."""
        try:
            with self._connections.take() as connection:
                return ask(connection)
        except psycopg.OperationalError:
            self._connections.drain()
            with self._connections.take() as connection:
                return ask(connection)


def _sql(query: str) -> bytes:
    return query.replace("?", "%s").encode()


def _one(connection: Connection, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    return connection.execute(_sql(query), values).fetchone() or (0, 0)
