"""Publications in a SQLite file of their own, read by any number of processes.

WAL with ``synchronous=NORMAL``: a commit waits for no disk, and a power cut may take the last rows but never breaks the file.
The journal gives the same rows again.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from kotinos.results.publications import Publication, Version, check_continues, queries
from kotinos.results.publications.connections import Connections

SCHEMA = """
CREATE TABLE IF NOT EXISTS publication (
    "offset" INTEGER PRIMARY KEY, step INTEGER NOT NULL, last INTEGER NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
    rsc TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL, at TEXT NOT NULL, frame BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS publication_by_key ON publication (key, "offset");
CREATE INDEX IF NOT EXISTS publication_by_instant ON publication (at, "offset");
CREATE TABLE IF NOT EXISTS publication_key (key TEXT PRIMARY KEY, type TEXT NOT NULL, rsc TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS publication_key_by_rsc ON publication_key (rsc);
CREATE TABLE IF NOT EXISTS publication_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class SqlitePublications:
    """`Publications` in the file ``path``; its folder must exist."""

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        self._writing = Lock()
        self._connections = Connections(self._connect)
        with self._connections.take() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(SCHEMA)
            connection.execute(queries.INSERT_EPOCH, (secrets.token_hex(8),))
            self.epoch: str = connection.execute(queries.EPOCH).fetchone()[0]

    def _connect(self) -> sqlite3.Connection:
        # check_same_thread: the pool lends a connection to one thread at a time.
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=10)
        connection.execute("PRAGMA synchronous=NORMAL")
        # Each checkpoint waits for the disk in the midst of publishing: rather one for 16 MB than four.
        connection.execute("PRAGMA wal_autocheckpoint=4000")
        return connection

    def append(self, rows: Sequence[Publication]) -> None:
        """See `Publications.append`; raises `OutOfOrder`."""
        if not rows:
            return
        with self._writing, self._connections.take() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                found = connection.execute(queries.HEAD).fetchone()
                check_continues(rows, found[0] if found else 0)
                connection.executemany(queries.INSERT, map(queries.values, rows))
                connection.executemany(queries.INSERT_KEY, [(row.key, row.type, row.rsc) for row in rows])
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def read(self, after: int, limit: int = 1000) -> list[Publication]:
        """See `Publications.read`."""
        return self._rows(queries.READ, (after, limit))

    def head(self) -> tuple[int, int]:
        """See `Publications.head`."""
        with self._connections.take() as connection:
            found = connection.execute(queries.HEAD).fetchone()
        return (found[0], found[1]) if found else (0, 0)

    def latest(self, prefix: str = "", types: Sequence[str] = (), upto: int | None = None) -> list[Publication]:
        """See `Publications.latest`."""
        # Fixing the offset first makes the answer consistent however many rows arrive meanwhile.
        query, values = queries.latest(prefix, types, self.head()[0] if upto is None else upto)
        return self._rows(query, values)

    def as_of(self, instant: str, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """See `Publications.as_of`."""
        return self.latest(prefix, types, self.offset_at(instant))

    def versions(self, key: str) -> list[Version]:
        """See `Publications.versions`."""
        with self._connections.take() as connection:
            return [queries.version(row) for row in connection.execute(queries.VERSIONS, (key,))]

    def offset_at(self, instant: str) -> int:
        """See `Publications.offset_at`."""
        with self._connections.take() as connection:
            found = connection.execute(queries.OFFSET_AT, (instant,)).fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        """See `Publications.close`."""
        self._connections.close()

    def _rows(self, query: str, values: Sequence[Any]) -> list[Publication]:
        with self._connections.take() as connection:
            return [queries.publication(row) for row in connection.execute(query, values)]
