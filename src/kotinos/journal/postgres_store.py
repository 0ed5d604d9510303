"""The PostgreSQL database: its schema, how it is reached, and what the writer does to it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, TypeAlias

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kotinos.journal.columns import COLUMNS, NAMES, row
from kotinos.journal.event import GENESIS, Event, JournalForeign, JournalHeld, JournalUnavailable
from kotinos.journal.holding import identity

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

VERSION = 1
_LOCK = 0x4B54_4E4A  # the advisory lock that the one writer of a database holds
_LOCK_WAIT = "3s"  # a killed writer's session may need a moment to end
_PATIENCE = 10.0  # seconds that a commit of unknown outcome waits for the server to come back
# A dead peer is noticed within seconds, on both ends, so that the lock does not outlive its holder by hours.
_KEEPALIVE = {"keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3", "tcp_user_timeout": "10000"}
_ALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
_SCHEMA = f"""
CREATE SCHEMA journal;
CREATE TABLE journal.about (version integer NOT NULL);
INSERT INTO journal.about VALUES ({VERSION});
CREATE TABLE journal.events (
    seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, at text COLLATE "C" NOT NULL,
    stream text COLLATE "C" NOT NULL, kind text NOT NULL, actor text NOT NULL, source text NOT NULL, cause text,
    body bytea NOT NULL, prev text NOT NULL, hash text NOT NULL
);
CREATE INDEX events_of_stream ON journal.events (stream, seq);
CREATE INDEX events_by_time ON journal.events (at);
CREATE TABLE journal.head (one integer PRIMARY KEY CHECK (one = 1), seq bigint NOT NULL, hash text NOT NULL);
INSERT INTO journal.head VALUES (1, 0, '{GENESIS}');
"""  # noqa: S608 (own constants)
_TYPES = ("bigint[]", *("text[]",) * 7, "bytea[]", "text[]", "text[]")
# One statement is one round trip and, in autocommit, one transaction.
_COMMIT = f"""
WITH written AS (
    INSERT INTO journal.events ({NAMES}) SELECT * FROM unnest({", ".join(f"%b::{kind}" for kind in _TYPES)})
)
UPDATE journal.head SET seq = %b, hash = %b
"""  # noqa: S608 (own constants)


def connect(url: str, purpose: str) -> Connection:
    """A session in autocommit; raises `JournalUnavailable`. ``purpose`` shows in the server's list of sessions."""
    try:
        asked = conninfo_to_dict(url)
        name = f"kotinos journal {purpose}: {identity()}"[:63]
        extra = {"connect_timeout": "5", **_KEEPALIVE, "application_name": name, "client_encoding": "utf8"}
        return psycopg.connect(
            make_conninfo(url, **{k: v for k, v in extra.items() if k not in asked}), autocommit=True
        )
    except psycopg.Error as error:
        raise JournalUnavailable(f"PostgreSQL at {public(url)} cannot be reached: {_text(error)}") from error


def public(url: str) -> str:
    """The address without its password, for messages."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        return "an address that cannot be read"
    return f"{parts.get('host', 'the local socket')}, database {parts.get('dbname', parts.get('user', 'default'))}"


def _text(error: Exception) -> str:
    return " ".join(str(error).split())


def require_journal(connection: Connection) -> None:
    """Raise `JournalForeign` unless the database holds a journal that this program knows, in UTF-8."""
    version = _version(connection)
    if version is None:
        raise JournalForeign("this database holds no journal; one is made when it is first opened for writing")
    if version != VERSION:
        raise JournalForeign(f"a journal of schema version {version}; this program knows version {VERSION}")


def _version(connection: Connection) -> int | None:
    known = connection.execute("SELECT to_regclass('journal.about') IS NOT NULL").fetchone()
    if not (known and known[0]):
        return None
    found = connection.execute("SELECT max(version) FROM journal.about").fetchone()
    return found[0] if found else None


class PostgresStore:
    """The writer's own session. See `kotinos.journal.writer.Store`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: Connection | None = None

    @property
    def _session(self) -> Connection:
        if self._open is None:
            raise JournalUnavailable(f"PostgreSQL at {public(self._url)} is not connected")
        return self._open

    def recover(self) -> tuple[int, str]:
        """See `Store`. Takes a new session and the lock, so that whatever an old session was doing has ended."""
        self.close()
        self._open = connect(self._url, "writer")
        try:
            self._take_lock()
            self._prepare()
            # What a lost session committed may wait for its replica still: this commit waits for all before it.
            self._open.execute("UPDATE journal.head SET seq = seq")
            return self._head()
        except psycopg.Error as error:
            self.close()
            raise JournalUnavailable(f"PostgreSQL at {public(self._url)}: {_text(error)}") from error
        except JournalUnavailable:
            self.close()
            raise

    def _take_lock(self) -> None:
        execute = self._session.execute
        execute(_ALIVE)
        # The writer only looks up by key, also before the tables have statistics; compiling that would take longer.
        execute("SET enable_seqscan = off; SET jit = off")
        if execute("SHOW synchronous_commit").fetchone() in (("off",), ("local",)):
            execute("SET synchronous_commit = on")
        try:
            execute(f"SET lock_timeout = '{_LOCK_WAIT}'")
            execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
            execute("SET lock_timeout = 0")
        except errors.LockNotAvailable:
            holder = execute(
                "SELECT application_name, client_addr, pid FROM pg_stat_activity JOIN pg_locks USING (pid)"
                " WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s"
                " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                (_LOCK,),
            ).fetchone()
            name, address, pid = holder or ("a session that has just ended", None, 0)
            raise JournalHeld(
                f"the journal in {public(self._url)} is being written by {name}, from {address or 'a local socket'},"
                f" server process {pid}; a journal has one writer. Stop it, or open for reading only"
            ) from None

    def _prepare(self) -> None:
        if _version(self._session) is not None:
            require_journal(self._session)
            return
        if self._session.execute("SHOW server_encoding").fetchone() != ("UTF8",):
            raise JournalForeign(f"the database in {public(self._url)} is not in UTF8; create one that is")
        try:
            with self._session.transaction():
                self._session.execute(_SCHEMA)
        except (errors.DuplicateSchema, errors.InsufficientPrivilege) as error:
            raise JournalForeign(f"no journal can be made in {public(self._url)}: {_text(error)}") from error

    def _head(self) -> tuple[int, str]:
        last = self._session.execute("SELECT seq, hash FROM journal.events ORDER BY seq DESC LIMIT 1").fetchone()
        head = self._session.execute("SELECT seq, hash FROM journal.head").fetchone()
        if head is None or head != (last or (0, GENESIS)):
            raise JournalUnavailable(
                f"the journal's last event {last} is not its head {head}: run kotinos journal verify"
            )
        return head[0], head[1]

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        """See `Store`."""
        return dict(self._session.execute("SELECT id, seq FROM journal.events WHERE id = ANY(%s)", (list(ids),)))

    def positions(self, streams: Sequence[str]) -> dict[str, int]:
        """See `Store`."""
        sql = "SELECT stream, count(*) FROM journal.events WHERE stream = ANY(%s) GROUP BY stream"
        return dict.fromkeys(streams, 0) | dict(self._session.execute(sql, (list(streams),)))

    def commit(self, events: Sequence[Event]) -> None:
        """See `Store`. When the connection is lost in the middle, the server is asked afterwards what became of it."""
        columns = [list(column) for column in zip(*map(row, events), strict=True)]
        try:
            self._session.execute(_COMMIT, (*columns, events[-1].seq, events[-1].hash))
        except psycopg.Error as error:
            if not self._session.closed:
                raise JournalUnavailable(f"PostgreSQL did not record it: {_text(error)}") from error
            self._settle(events, error)

    def _settle(self, events: Sequence[Event], lost: Exception) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.recover()
                found = self.places([event.id for event in events])
                break
            except (JournalUnavailable, psycopg.Error) as error:
                if time.monotonic() > until:
                    raise JournalUnavailable(
                        f"the connection was lost during a commit ({_text(lost)}) and PostgreSQL cannot be asked what became"
                        f" of it ({_text(error)}): propose the same ids again to know"
                    ) from error
                time.sleep(0.1)
        if found != {event.id: event.seq for event in events}:
            raise JournalUnavailable(f"the connection was lost and nothing was recorded: {_text(lost)}") from lost

    def close(self) -> None:
        """See `Store`."""
        if self._open is not None:
            self._open.close()
            self._open = None


assert len(_TYPES) == len(COLUMNS)
