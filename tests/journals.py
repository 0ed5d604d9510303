"""What the tests of the journal share: proposals, and journals of both kinds to open, read and meddle with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kotinos.journal.event import Journal, Proposal
from kotinos.journal.opening import open_journal
from tests.servers import Postgres


def proposal(name: str, stream: str = "games", **other: Any) -> Proposal:
    """An event worth recording."""
    fields = {
        "at": "2026-07-04T09:30:00.000000Z",
        "kind": "mark_recorded",
        "actor": "judge:ines.moreau",
        "source": "timing-1",
        "body": b'{"mark":"8.90"}',
    }
    return Proposal(id=name, stream=stream, **(fields | other))


class Place:
    """Where a journal can stand: an address, and its tables from behind."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open: list[Journal] = []

    def open(self, *, read_only: bool = False) -> Journal:
        """Open the journal; it is closed at the end of the test."""
        journal = open_journal(self.url, read_only=read_only)
        self._open.append(journal)
        return journal

    def close(self) -> None:
        """Close what was opened."""
        for journal in self._open:
            journal.close()

    def meddle(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run ``sql`` (with ``?`` for values) on the tables, behind the journal's back."""
        if self.url.startswith("sqlite"):
            connection = sqlite3.connect(self.url.removeprefix("sqlite:///"))
            try:
                connection.execute("PRAGMA synchronous = OFF")  # only the journal's own promises are on trial
                with connection:
                    return connection.execute(sql, values).fetchall()
            finally:
                connection.close()
        with psycopg.connect(self.url, options="-c search_path=journal -c synchronous_commit=off") as session:
            cursor = session.execute(sql.replace("?", "%s"), values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for a journal, once of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/journal.db"
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.database()
    found = Place(url)
    yield found
    found.close()


@pytest.fixture
def journal(place: Place) -> Journal:
    """An empty journal, open for writing, once of each kind."""
    return place.open()
