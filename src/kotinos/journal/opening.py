"""A journal or a bus by its address."""

from __future__ import annotations

from kotinos.journal.bus.inprocess import InProcessBus
from kotinos.journal.event import Bus, Journal
from kotinos.journal.sqlite import SqliteJournal

JOURNALS = "sqlite:///path (relative), sqlite:////path (absolute)"
BUSES = "inprocess:"


def open_journal(url: str, *, read_only: bool = False) -> Journal:
    """Open ``sqlite:///path``; raises ``ValueError`` for another address, `JournalUnavailable` if it cannot be opened."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return SqliteJournal(rest[1:], read_only=read_only)
    raise ValueError(f"journal {url!r}: one of {JOURNALS} is needed")


def open_bus(url: str, journal: Journal) -> Bus:
    """Open the bus at ``url`` for ``journal``; raises ``ValueError`` for an unknown one."""
    if url == "inprocess:":
        return InProcessBus()
    raise ValueError(f"bus {url!r}: one of {BUSES} is needed")
