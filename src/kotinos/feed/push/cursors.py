"""How far each client has everything, on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

import msgspec

SCHEMA = """
CREATE TABLE IF NOT EXISTS cursor (
    client TEXT PRIMARY KEY, epoch TEXT NOT NULL, "offset" INTEGER NOT NULL, floor INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS beyond (
    client TEXT NOT NULL, "offset" INTEGER NOT NULL, PRIMARY KEY (client, "offset")) WITHOUT ROWID;
"""


class Place(msgspec.Struct, frozen=True):
    """A client has everything up to ``offset``, and of what lies beyond it those in ``beyond``.

    Up to ``floor`` it needs only the newest version of each document: they were published under another epoch before.
    """

    epoch: str
    offset: int
    floor: int
    beyond: frozenset[int]


class Cursors:
    """The places of all clients, in a small SQLite file.

    Synced at each step: an older version must not follow a newer one even after a power cut.
    """

    def __init__(self, path: str | Path) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(SCHEMA)

    def place(self, client: str) -> Place | None:
        """Where ``client`` is; ``None`` when it never was anywhere."""
        with self._lock:
            found = self._connection.execute(
                'SELECT epoch, "offset", floor FROM cursor WHERE client = ?', (client,)
            ).fetchone()
            beyond = self._connection.execute('SELECT "offset" FROM beyond WHERE client = ?', (client,)).fetchall()
        if found is None:
            return None
        return Place(found[0], found[1], found[2], frozenset(row[0] for row in beyond))

    def begin(self, client: str, epoch: str, offset: int, floor: int = 0) -> None:
        """Put ``client`` at a new place, and forget the old one."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("REPLACE INTO cursor VALUES (?, ?, ?, ?)", (client, epoch, offset, floor))
            self._connection.execute("DELETE FROM beyond WHERE client = ?", (client,))

    def settle(self, client: str, offset: int, beyond: Iterable[int]) -> None:
        """``client`` has everything up to ``offset``, and also what is named in ``beyond``."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute('UPDATE cursor SET "offset" = ? WHERE client = ?', (offset, client))
            self._connection.execute('DELETE FROM beyond WHERE client = ? AND "offset" <= ?', (client, offset))
            self._connection.executemany("INSERT OR IGNORE INTO beyond VALUES (?, ?)", [(client, n) for n in beyond])

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
