"""The SQLite file: its schema, how it is opened, and what the writer does to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from kotinos.journal.columns import COLUMNS, NAMES, row
from kotinos.journal.event import GENESIS, Event, JournalForeign, JournalUnavailable

DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises; SQLite's own message about it may quote bytes that are no text."""

VERSION = 1
_KIND = 0x4B54_4E4A  # "KTNJ", SQLite's application_id: what sort of file this is
_SCHEMA = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL,
    actor TEXT NOT NULL, source TEXT NOT NULL, cause TEXT, body BLOB NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_stream ON events (stream, seq);
CREATE INDEX events_by_time ON events (at);
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO head VALUES (1, 0, '%s');
PRAGMA application_id = %d;
PRAGMA user_version = %d;
"""
_ROW = f"({', '.join('?' * len(COLUMNS))})"
# Each statement lets go of the interpreter's lock and asks for it again, and every waiting thread asks too: few statements.
_INSERTS = tuple((n, f"INSERT INTO events ({NAMES}) VALUES {', '.join([_ROW] * n)}") for n in (64, 8, 1))  # noqa: S608


def connect(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection that any thread may use, one at a time; raises `JournalUnavailable` or `JournalForeign`."""
    mode = "ro" if read_only else "rwc"
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=10
        )
    except sqlite3.Error as error:
        raise JournalUnavailable(f"journal {path} cannot be opened: {error}") from error
    try:
        _require_ours(connection, path, may_be_new=not read_only)
        # FULL: in WAL mode NORMAL would acknowledge before the disk has it.
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_ours(connection: sqlite3.Connection, path: Path, may_be_new: bool) -> None:
    try:
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except DAMAGE as error:
        raise JournalForeign(f"{path} cannot be read as a journal: {error}") from error
    if may_be_new and (kind, version, tables) == (0, 0, 0):
        return
    if kind != _KIND:
        raise JournalForeign(f"{path} is not a Kotinos journal, and is left as it is")
    if version != VERSION:
        raise JournalForeign(f"{path} is a journal of schema version {version}; this program knows version {VERSION}")


class SqliteStore:
    """The writer's own connection. See `kotinos.journal.writer.Store`."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, read_only=False)
        try:
            self._prepare(path)
        except sqlite3.Error as error:
            self._connection.close()
            raise JournalUnavailable(f"journal {path} cannot be written: {error}") from error

    def _prepare(self, path: Path) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        if not self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            self._connection.executescript("BEGIN IMMEDIATE;" + _SCHEMA % (GENESIS, _KIND, VERSION) + "COMMIT;")
            folder = os.open(path.parent, os.O_RDONLY)  # the file's own name must survive a power cut too
            os.fsync(folder)
            os.close(folder)

    def recover(self) -> tuple[int, str]:
        """See `Store`. What a killed writer left may be readable and yet not on disk: one commit puts it there."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.execute("UPDATE head SET seq = seq")
        last = self._connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        head = self._connection.execute("SELECT seq, hash FROM head").fetchone()
        if head != (last or (0, GENESIS)):
            raise JournalUnavailable(
                f"the journal's last event {last} is not its head {head}: run kotinos journal verify"
            )
        return int(head[0]), str(head[1])

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        """See `Store`."""
        sql = "SELECT id, seq FROM events WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(sql, (msgspec.json.encode(ids).decode(),)))

    def positions(self, streams: Sequence[str]) -> dict[str, int]:
        """See `Store`."""
        return {stream: position(self._connection, stream) for stream in streams}

    def commit(self, events: Sequence[Event]) -> None:
        """See `Store`. If the disk refuses the commit, SQLite's readers do not see it, and a later try is a fresh one."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        start = 0
        for size, insert in _INSERTS:
            while len(events) - start >= size:
                execute(insert, [value for event in events[start : start + size] for value in row(event)])
                start += size
        execute("UPDATE head SET seq = ?, hash = ?", (events[-1].seq, events[-1].hash))
        execute("COMMIT")

    def close(self) -> None:
        """See `Store`."""
        self._connection.close()


def position(connection: sqlite3.Connection, stream: str) -> int:
    """How many events ``stream`` holds."""
    return int(connection.execute("SELECT count(*) FROM events WHERE stream = ?", (stream,)).fetchone()[0])
