"""The columns of the events table, the same on both stores, and how a row becomes an event."""

from __future__ import annotations

from typing import Any

from kotinos.journal.event import Event

COLUMNS = ("seq", "id", "at", "stream", "kind", "actor", "source", "cause", "body", "prev", "hash")
NAMES = ", ".join(COLUMNS)


def event(row: tuple[Any, ...]) -> Event:
    """The event that a row of `NAMES` holds."""
    seq, name, at, stream, kind, actor, source, cause, body, prev, digest = row
    return Event(
        seq=seq,
        id=name,
        at=at,
        stream=stream,
        kind=kind,
        actor=actor,
        source=source,
        cause=cause,
        body=body,
        prev=prev,
        hash=digest,
    )


def row(entry: Event) -> tuple[Any, ...]:
    """The row that holds an event."""
    e = entry
    return (e.seq, e.id, e.at, e.stream, e.kind, e.actor, e.source, e.cause, e.body, e.prev, e.hash)
