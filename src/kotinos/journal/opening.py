"""A journal or a bus by its address."""

from __future__ import annotations

from kotinos.journal.event import Bus, Journal
from kotinos.journal.sqlite import SqliteJournal

JOURNALS = "sqlite:///path (relative), sqlite:////path (absolute), postgresql://…"
BUSES = "inprocess:, sqlite-tail:, postgresql://…, nats://host:port"


def open_journal(url: str, *, read_only: bool = False) -> Journal:
    """Open the journal at ``url`` (one of `JOURNALS`).

    Raises ``ValueError`` for another address, `JournalUnavailable` if it cannot be opened.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return SqliteJournal(rest[1:], read_only=read_only)
    if scheme in ("postgresql", "postgres"):
        from kotinos.journal.postgres import PostgresJournal  # a venue's laptop starts without it

        return PostgresJournal(url, read_only=read_only)
    raise ValueError(f"journal {url!r}: one of {JOURNALS} is needed")


async def open_bus(url: str, journal: Journal) -> Bus:
    """Open the bus at ``url`` (one of `BUSES`) for readers of ``journal``; raises ``ValueError`` for another address.

    A server that is not there raises its client's own error: at the start that is a mistake, later it is weather.
    """
    if url == "inprocess:":
        from kotinos.journal.bus.inprocess import InProcessBus

        return InProcessBus()
    if url == "sqlite-tail:":
        return _tail(journal)
    if url.startswith(("postgresql://", "postgres://")):
        from kotinos.journal.bus.postgres_notify import PostgresNotifyBus

        return await PostgresNotifyBus.open(url)
    if url.startswith(("nats://", "tls://")):
        from kotinos.journal.bus.nats import NatsBus

        return await NatsBus.open(url)
    raise ValueError(f"bus {url!r}: one of {BUSES} is needed")


def _tail(journal: Journal) -> Bus:
    from kotinos.journal.bus.sqlite_tail import SqliteTailBus

    if not isinstance(journal, SqliteJournal):
        raise ValueError("bus 'sqlite-tail:' watches a file: the journal must be sqlite:///…")
    return SqliteTailBus(journal.path)
