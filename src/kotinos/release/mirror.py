"""What the open zone holds of what was released: the public names of athletes, the states of cards, and sealed envelopes that wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kotinos.release.schema import Athlete, AthleteGone, CardStatus, Crossing, Envelope

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL);
INSERT OR IGNORE INTO place VALUES (1, 0);
CREATE TABLE IF NOT EXISTS athlete (token TEXT PRIMARY KEY, family TEXT NOT NULL, given TEXT NOT NULL,
    organisation TEXT NOT NULL, sport TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS card (token TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS envelope (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL,
    sealed BLOB NOT NULL);
"""


class OutOfPlace(Exception):
    """What arrived does not continue what is held; nothing of it was taken. The text says which place was expected."""


class Mirror:
    """The file at ``path``, which holds nothing that was not released. Safe to throw away: it is fetched anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        try:
            # An envelope that was accepted must survive a power cut: nothing else holds it.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            yield connection
        finally:
            connection.close()

    def place(self) -> int:
        """The place of the last crossing that was taken; 0 before the first."""
        with self._open() as connection:
            return int(connection.execute("SELECT seq FROM place").fetchone()[0])

    def take(self, crossings: Sequence[Crossing]) -> None:
        """Take crossings that continue what is held, all or none. Raises `OutOfPlace`; what was taken before is passed over."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                place = int(connection.execute("SELECT seq FROM place").fetchone()[0])
                for crossing in crossings:
                    if crossing.seq <= place:
                        continue
                    if crossing.seq != place + 1:
                        raise OutOfPlace(f"crossing {crossing.seq} after {place}: {place + 1} was expected")
                    _apply(connection, crossing.body)
                    place = crossing.seq
                connection.execute("UPDATE place SET seq = ?", (place,))
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def athletes(self, organisation: str = "", sport: str = "") -> list[Athlete]:
        """The athletes that are known by name, of an organisation and a sport where they are given."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT token, family, given, organisation, sport FROM athlete"
                " WHERE (?1 = '' OR organisation = ?1) AND (?2 = '' OR sport = ?2) ORDER BY organisation, family, given",
                (organisation, sport),
            )
            return [Athlete(*row) for row in rows]

    def card(self, token: str) -> str:
        """The state of a person's card; ``not_active`` where nothing is known, so that silence opens nothing."""
        with self._open() as connection:
            row = connection.execute("SELECT state FROM card WHERE token = ?", (token,)).fetchone()
        return str(row[0]) if row else "not_active"

    def keep(self, envelope: Envelope) -> None:
        """Put a sealed envelope at the end of those that wait; on disk when this returns."""
        with self._open() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO envelope (id, key, sealed) VALUES (?, ?, ?)",
                (envelope.id, envelope.key, envelope.sealed),
            )

    def waiting(self, limit: int = 100) -> list[Envelope]:
        """The envelopes that wait, oldest first."""
        with self._open() as connection:
            rows = connection.execute("SELECT id, key, sealed FROM envelope ORDER BY number LIMIT ?", (limit,))
            return [Envelope(id=row[0], key=row[1], sealed=row[2]) for row in rows]

    def sent(self, envelope: Envelope) -> None:
        """Forget an envelope that the sealed zone has acknowledged."""
        with self._open() as connection:
            connection.execute("DELETE FROM envelope WHERE id = ?", (envelope.id,))


def _apply(connection: sqlite3.Connection, body: Athlete | AthleteGone | CardStatus) -> None:
    match body:
        case Athlete():
            connection.execute(
                "INSERT OR REPLACE INTO athlete VALUES (?, ?, ?, ?, ?)",
                (body.token, body.family, body.given, body.organisation, body.sport),
            )
        case AthleteGone():
            connection.execute("DELETE FROM athlete WHERE token = ?", (body.token,))
        case CardStatus():
            connection.execute("INSERT OR REPLACE INTO card VALUES (?, ?)", (body.token, body.state))
