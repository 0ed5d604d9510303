"""Canaries: subjects that nobody has any business with. Who takes one out is caught. Which they are is not to be seen in the database."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store.bulk import Find
from kotinos.custody.vault import tables
from kotinos.custody.vault.keys import CANARY, KeyRing


def plant(connection: Connection, ring: KeyRing, act: Act, subjects: Iterable[str]) -> None:
    """Make canaries of ``subjects``, which are sealed like anybody. The log does not say which they are."""
    _, key = ring.secret(connection, CANARY)
    rows = [{"mark": _mark(key, subject)} for subject in subjects]
    connection.execute(sa.insert(tables.canary), rows)
    append(connection, [Entry(act.at, act.actor, "plant-canaries", outcome=str(len(rows)), detail=act.why)])


def asking(connection: Connection, ring: KeyRing, subjects: Iterable[str]) -> tuple[Find, dict[bytes, str]]:
    """How to find which of ``subjects`` are canaries: the question, and whose each mark is that it may find."""
    _, key = ring.secret(connection, CANARY)
    marks = {_mark(key, subject): subject for subject in subjects}
    return Find(tables.canary, ("mark",), {"mark": list(marks)}), marks


def _mark(key: bytes, subject: str) -> bytes:
    return hmac.digest(key, subject.encode(), "sha256")[:16]
