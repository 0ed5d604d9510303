"""The journal in a PostgreSQL database: for several machines, with a synchronous replica if the database has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, LifoQueue
from typing import TypeVar

import psycopg

from kotinos.journal.chain import check_instant, walk
from kotinos.journal.columns import NAMES, event
from kotinos.journal.event import GENESIS, Event, Fault, JournalClosed, JournalUnavailable
from kotinos.journal.postgres_store import Connection, PostgresStore, connect, public, require_journal
from kotinos.journal.writer import Appending, Writer

T = TypeVar("T")

_SELECT = f"SELECT {NAMES} FROM journal.events "  # noqa: S608 (own constants)
_LAST = "SELECT seq, hash FROM journal.events ORDER BY seq DESC LIMIT 1"


class PostgresJournal(Appending):
    """See `kotinos.journal.event.Journal`. One process writes, any number read with ``read_only=True``."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.url = url
        self.name = public(url)
        self._idle: LifoQueue[Connection] = LifoQueue()
        self._closed = False
        self._writer = None if read_only else Writer(PostgresStore(url), self.name)
        if read_only:
            self._idle.put(self._connected())  # say now if it cannot be read

    def read(self, after: int = 0, limit: int = 1000) -> list[Event]:
        """See `Journal`."""
        sql = _SELECT + "WHERE seq > %s ORDER BY seq LIMIT %s"
        return self._ask(lambda c: [event(row) for row in c.execute(sql, (after, limit), binary=True)])

    def read_stream(self, stream: str, after: int = 0, limit: int = 1000) -> list[Event]:
        """See `Journal`."""
        sql = _SELECT + "WHERE stream = %s AND seq > %s ORDER BY seq LIMIT %s"
        return self._ask(lambda c: [event(row) for row in c.execute(sql, (stream, after, limit), binary=True)])

    def position(self, stream: str) -> int:
        """See `Journal`."""
        sql = "SELECT count(*) FROM journal.events WHERE stream = %s"
        return int((self._ask(lambda c: c.execute(sql, (stream,)).fetchone()) or (0,))[0])

    def head(self) -> tuple[int, str]:
        """See `Journal`."""
        seq, digest = self._ask(lambda c: c.execute(_LAST).fetchone()) or (0, GENESIS)
        return seq, digest

    def seq_at(self, instant: str) -> int:
        """See `Journal`."""
        check_instant(instant)
        sql = "SELECT max(seq) FROM journal.events WHERE at <= %s"
        return (self._ask(lambda c: c.execute(sql, (instant,)).fetchone()) or (0,))[0] or 0

    def verify(self, after: int = 0) -> Iterator[int | Fault]:
        """See `Journal`."""
        connection = self._connected()  # its own: a long snapshot, closed at the end
        try:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # the writer may go on meanwhile
            with connection.transaction():
                yield from _verify(connection, after)
        except psycopg.Error as error:
            raise JournalUnavailable(f"the journal in {self.name} cannot be read: {error}") from error
        finally:
            connection.close()

    def close(self) -> None:
        """See `Journal`."""
        self._closed = True
        if self._writer is not None:
            self._writer.close()
        while not self._idle.empty():
            self._drop_idle()

    def _connected(self) -> Connection:
        connection = connect(self.url, "reader")
        try:
            connection.execute("SET default_transaction_read_only = on")
            require_journal(connection)
        except BaseException as error:
            connection.close()
            if isinstance(error, psycopg.Error):
                raise JournalUnavailable(f"the journal in {self.name} cannot be read: {error}") from error
            raise
        return connection

    def _ask(self, question: Callable[[Connection], T]) -> T:
        """Ask on an idle connection; if the server went away since it was last used, once more on a new one."""
        if self._is_closed():
            raise JournalClosed(f"the journal in {self.name} is closed")
        try:
            return self._ask_on(self._idle.get_nowait(), question)
        except (Empty, psycopg.OperationalError):
            self._drop_idle()
        try:
            return self._ask_on(self._connected(), question)
        except psycopg.Error as error:
            raise JournalUnavailable(f"the journal in {self.name} cannot be read: {error}") from error

    def _ask_on(self, connection: Connection, question: Callable[[Connection], T]) -> T:
        try:
            answer = question(connection)
        except BaseException:
            connection.close()
            raise
        self._idle.put(connection)
        if self._is_closed():  # while this was being read
            self._drop_idle()
        return answer

    def _is_closed(self) -> bool:
        return self._closed

    def _drop_idle(self) -> None:
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return


def _verify(connection: Connection, after: int) -> Iterator[int | Fault]:
    head = connection.execute("SELECT seq, hash FROM journal.head").fetchone()
    if head is None:
        yield Fault(after + 1, "the journal's head is missing")
        return
    before = (0, GENESIS)
    if after:
        found = connection.execute("SELECT seq, hash FROM journal.events WHERE seq = %s", (after,)).fetchone()
        if found is None:
            yield Fault(after, "no event stands here")
            return
        before = (found[0], found[1])
    # From the very beginning no lower bound: nothing may stand before the first event either.
    where = "WHERE seq > %(after)s " if after else ""
    with connection.cursor("verify") as rows:
        rows.itersize = 2000
        rows.execute(_SELECT + where + "ORDER BY seq", {"after": after}, binary=True)
        yield from walk((event(row) for row in rows), *before, head=(head[0], head[1]))
