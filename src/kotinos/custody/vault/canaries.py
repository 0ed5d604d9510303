"""Canaries: subjects that nobody has any business with. Who takes one out is caught. Which they are is not to be seen in the database."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import tables
from kotinos.custody.vault.keys import CANARY, KeyRing
from kotinos.custody.vault.records import parts


def plant(connection: Connection, ring: KeyRing, act: Act, subjects: Iterable[str]) -> None:
    """Make canaries of ``subjects``, which are sealed like anybody. The log does not say which they are."""
    _, key = ring.secret(connection, CANARY)
    rows = [{"mark": _mark(key, subject)} for subject in subjects]
    connection.execute(sa.insert(tables.canary), rows)
    append(connection, [Entry(act.at, act.actor, "plant-canaries", outcome=str(len(rows)), detail=act.why)])


def among(connection: Connection, ring: KeyRing, subjects: Iterable[str]) -> set[str]:
    """Which of ``subjects`` are canaries."""
    if connection.execute(sa.select(tables.canary.c.mark).limit(1)).first() is None:
        return set()
    _, key = ring.secret(connection, CANARY)
    found: set[str] = set()
    for part in parts(subjects):
        marks = {_mark(key, subject): subject for subject in part}
        hits = connection.execute(sa.select(tables.canary.c.mark).where(tables.canary.c.mark.in_(list(marks))))
        found |= {marks[mark] for mark in hits.scalars()}
    return found


def _mark(key: bytes, subject: str) -> bytes:
    return hmac.digest(key, subject.encode(), "sha256")[:16]
