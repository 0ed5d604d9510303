"""The authority's own register, on disk: which batches it took, which cases are open, what it will say when, what it has said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kotinos.rehearsal.authority.officer import Saying
from kotinos.rehearsal.authority.reading import Batch

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value REAL NOT NULL);
CREATE TABLE IF NOT EXISTS batch (
  domain TEXT, campaign TEXT, seq INTEGER, digest TEXT NOT NULL, PRIMARY KEY (domain, campaign, seq));
CREATE TABLE IF NOT EXISTS cases (number INTEGER PRIMARY KEY, domain TEXT, campaign TEXT, token TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS due (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, at REAL NOT NULL, verdict TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS due_at ON due (at);
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, body BLOB NOT NULL, held INTEGER NOT NULL,
  behind TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS said (domain TEXT, campaign TEXT, seq INTEGER, batch INTEGER, name TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (domain, campaign, seq));
"""


@dataclass(frozen=True)
class Due:
    """Something that is to be said by now."""

    id: int
    number: int
    domain: str
    campaign: str
    token: str
    verdict: str


class Register:
    """The register in the file at ``path``. Every method is one transaction, but for those that say they are inside one."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _TABLES)

    def value(self, name: str) -> float:
        """A number that is remembered; 0 before it was ever set."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return float(row[0]) if row else 0.0

    def remember(self, name: str, value: float) -> None:
        """Remember a number."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def last_batch(self, domain: str, campaign: str) -> tuple[int, str]:
        """Number and manifest hash of the last batch taken; 0 and zeros before the first."""
        row = self.db.execute(
            "SELECT seq, digest FROM batch WHERE domain = ? AND campaign = ? ORDER BY seq DESC LIMIT 1",
            (domain, campaign),
        ).fetchone()
        return (row[0], row[1]) if row else (0, "0" * 64)

    def digest_of(self, batch: Batch) -> str:
        """The manifest hash under which a batch of this number was taken; empty if none was."""
        row = self.db.execute(
            "SELECT digest FROM batch WHERE domain = ? AND campaign = ? AND seq = ?",
            (batch.domain, batch.campaign, batch.sequence),
        ).fetchone()
        return str(row[0]) if row else ""

    def next_file(self, domain: str, campaign: str) -> int:
        """The number of the next file to this zone."""
        row = self.db.execute(
            "SELECT COALESCE(MAX(seq), 0) + 1 FROM said WHERE domain = ? AND campaign = ?", (domain, campaign)
        ).fetchone()
        return int(row[0])

    def next_case(self) -> int:
        """The number of the next case."""
        return int(self.db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM cases").fetchone()[0])

    def open_cases(self, batch: Batch, cases: Iterable[tuple[int, str, Sequence[Saying]]], now: float) -> None:
        """Inside a transaction: note the batch, and for each case what will be said."""
        self.db.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?)", (batch.domain, batch.campaign, batch.sequence, batch.digest)
        )
        for number, token, sayings in cases:
            self.db.execute("INSERT INTO cases VALUES (?, ?, ?, ?)", (number, batch.domain, batch.campaign, token))
            self.db.executemany(
                "INSERT INTO due (number, at, verdict) VALUES (?, ?, ?)",
                [(number, now + saying.after, saying.verdict) for saying in sayings],
            )

    def due(self, now: float, most: int) -> list[Due]:
        """What is to be said by ``now``, the oldest first."""
        rows = self.db.execute(
            "SELECT d.id, d.number, c.domain, c.campaign, c.token, d.verdict FROM due d JOIN cases c USING (number)"
            " WHERE d.at <= ? ORDER BY d.at, d.id LIMIT ?",
            (now, most),
        )
        return [Due(*row) for row in rows]

    def done(self, due: Iterable[Due]) -> None:
        """Inside a transaction: it has been said."""
        self.db.executemany("DELETE FROM due WHERE id = ?", [(one.id,) for one in due])

    def say(self, domain: str, campaign: str, sequence: int, batch: int, name: str, body: bytes) -> None:
        """Inside a transaction: a file of ours, numbered, kept for ever. ``batch`` is the one that it acknowledges, or 0."""
        self.db.execute("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)", (domain, campaign, sequence, batch, name, body))

    def put_out(self, name: str, body: bytes, held: bool = False, behind: str = "") -> None:
        """Let a file wait for its way into the spool; ``held``: until another is put out; ``behind``: until that one was carried away."""
        self.db.execute("INSERT INTO outbox (name, body, held, behind) VALUES (?, ?, ?, ?)", (name, body, held, behind))

    def holds(self) -> bool:
        """Whether a file is held."""
        return self.db.execute("SELECT 1 FROM outbox WHERE held").fetchone() is not None

    def release_held(self, behind: str) -> None:
        """Let what was held go, at the end, and only when the file ``behind`` which it goes was carried away."""
        held = self.db.execute("SELECT id, name, body FROM outbox WHERE held").fetchall()
        for id_, name, body in held:
            self.db.execute("DELETE FROM outbox WHERE id = ?", (id_,))
            self.put_out(name, body, behind=behind)

    def outbox(self) -> list[tuple[int, str, bytes, str]]:
        """What may go, in order, and behind what."""
        return list(self.db.execute("SELECT id, name, body, behind FROM outbox WHERE NOT held ORDER BY id"))

    def went_out(self, id_: int) -> None:
        """It stands in the spool."""
        self.db.execute("DELETE FROM outbox WHERE id = ?", (id_,))

    def receipt_of(self, domain: str, campaign: str, batch: int) -> tuple[str, bytes] | None:
        """The file that acknowledged a batch."""
        row = self.db.execute(
            "SELECT name, body FROM said WHERE domain = ? AND campaign = ? AND batch = ?", (domain, campaign, batch)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def last_said(self, domain: str, campaign: str) -> tuple[str, bytes] | None:
        """Our last file to this zone: its name and what stood in it."""
        row = self.db.execute(
            "SELECT name, body FROM said WHERE domain = ? AND campaign = ? ORDER BY seq DESC LIMIT 1",
            (domain, campaign),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def count(self, table: str) -> int:
        """Rows of one of its tables."""
        assert table in ("cases", "due", "outbox", "batch", "said")
        return int(self.db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 -- one of five names
