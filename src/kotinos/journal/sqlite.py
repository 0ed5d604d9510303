"""The journal in one SQLite file: embedded, and what a venue keeps when its link is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from kotinos.journal.chain import check_instant, walk
from kotinos.journal.columns import COLUMNS, NAMES, event
from kotinos.journal.event import GENESIS, Event, Fault, JournalClosed, JournalUnavailable
from kotinos.journal.holding import Hold
from kotinos.journal.sqlite_file import DAMAGE, SqliteStore, connect, position
from kotinos.journal.writer import Appending, Writer

_SELECT = f"SELECT {NAMES} FROM events "  # noqa: S608 (own constants)
_BYTES = "seq, " + ", ".join(f"CAST({column} AS BLOB)" for column in COLUMNS[1:])


class SqliteJournal(Appending):
    """See `kotinos.journal.event.Journal`. One process writes, any number read with ``read_only=True``."""

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self.name = str(path)
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._closed = False
        self._hold: Hold | None = None
        self._writer: Writer | None = None
        if read_only:
            self._require_file()
            self._idle.put(connect(self.path, read_only=True))  # say now if it cannot be read
        else:
            self._open_writer()

    def _require_file(self) -> None:
        if not self.path.is_file():
            raise JournalUnavailable(f"no journal at {self.path}")

    def _open_writer(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._hold = Hold(self.path)
        except OSError as error:
            raise JournalUnavailable(f"journal {self.path} cannot be written: {error}") from error
        try:
            store = SqliteStore(self.path)
            try:
                self._writer = Writer(store, self.path.name)
            except BaseException:
                store.close()
                raise
        except BaseException:
            self._hold.release()
            raise

    def read(self, after: int = 0, limit: int = 1000) -> list[Event]:
        """See `Journal`."""
        with self._reading() as connection:
            rows = connection.execute(_SELECT + "WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
            return [event(row) for row in rows]

    def read_stream(self, stream: str, after: int = 0, limit: int = 1000) -> list[Event]:
        """See `Journal`."""
        with self._reading() as connection:
            sql = _SELECT + "WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?"
            return [event(row) for row in connection.execute(sql, (stream, after, limit))]

    def position(self, stream: str) -> int:
        """See `Journal`."""
        with self._reading() as connection:
            return position(connection, stream)

    def head(self) -> tuple[int, str]:
        """See `Journal`."""
        with self._reading() as connection:
            last = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
            return last or (0, GENESIS)

    def seq_at(self, instant: str) -> int:
        """See `Journal`."""
        check_instant(instant)
        with self._reading() as connection:
            found = connection.execute("SELECT max(seq) FROM events WHERE at <= ?", (instant,)).fetchone()[0]
            return found or 0

    def verify(self, after: int = 0) -> Iterator[int | Fault]:
        """See `Journal`. From the beginning, the indexes that `read_stream` and duplicate detection rely on are checked too."""
        with self._reading() as connection:
            connection.execute("BEGIN")  # one snapshot: the writer may go on meanwhile
            try:
                yield from _verify(connection, after)
            finally:
                connection.execute("ROLLBACK")

    def close(self) -> None:
        """See `Journal`."""
        self._closed = True
        self._let_go()  # before the writer: the last connection to close tidies the file, and readers may not
        if self._writer is not None:
            self._writer.close()
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _is_closed(self) -> bool:
        return self._closed

    def _let_go(self) -> None:
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self._is_closed():
            raise JournalClosed(f"{self.path} is closed")
        try:
            connection = self._idle.get_nowait()
        except Empty:
            self._require_file()
            connection = connect(self.path, read_only=True)
        try:
            yield connection
        except DAMAGE as error:
            raise JournalUnavailable(f"{self.path} cannot be read: {error}") from error
        finally:
            self._idle.put(connection)
            if self._is_closed():  # while this was being read
                self._let_go()


def _verify(connection: sqlite3.Connection, after: int) -> Iterator[int | Fault]:
    head = connection.execute("SELECT seq, hash FROM head").fetchone()
    # What was altered behind the database's back may be of any type, whatever the table says.
    if head is None or [type(part) for part in head] != [int, str]:
        yield Fault(after + 1, "the journal's head is missing")
        return
    before = (0, GENESIS)
    if after:
        before = connection.execute("SELECT seq, hash FROM events WHERE seq = ?", (after,)).fetchone()
        if before is None:
            yield Fault(after, "no event stands here")
            return
    for step in walk(_events(connection, after), *before, head=head):
        yield step
        if isinstance(step, Fault):
            return
    if not after:
        yield from _indexes(connection, head[0])


def _events(connection: sqlite3.Connection, after: int) -> Iterator[Event | Fault]:
    """Events as they stand in the file, strictly decoded; what cannot be read is the last thing yielded."""
    seq = after
    # From the very beginning no lower bound: nothing may stand before the first event either.
    where = "WHERE seq > :after " if after else ""
    try:
        for place, *fields in connection.execute(f"SELECT {_BYTES} FROM events {where}ORDER BY seq", {"after": after}):  # noqa: S608
            yield event((place, *map(_decoded, COLUMNS[1:], fields)))
            seq = place
    except (sqlite3.Error, ValueError) as error:
        yield Fault(seq + 1, f"cannot be read: {error}")


def _decoded(column: str, value: bytes | None) -> bytes | str | None:
    if value is None and column != "cause":
        raise ValueError(f"its {column} is missing")
    return value if value is None or column == "body" else value.decode()


def _indexes(connection: sqlite3.Connection, seq: int) -> Iterator[Fault]:
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except DAMAGE as error:
        found = str(error)
    if found != "ok":
        yield Fault(seq, f"the chain holds up to here, but the file around it is damaged: {found}")
