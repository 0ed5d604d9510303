"""What a turnstile keeps on its own disk: its keys, the sealed snapshot with the changes since, every scan until the zone has it."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kotinos.custody.card import status
from kotinos.custody.card.status import BadStatus
from kotinos.custody.gate import snapshot
from kotinos.custody.gate.decision import Passage, Post, Snapshot
from kotinos.custody.gate.scans import AT_ONCE, Scan

_SCHEMA = """
CREATE TABLE IF NOT EXISTS carried (name TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS change (since INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS scan (
  id TEXT PRIMARY KEY, serial INTEGER, at TEXT NOT NULL, body BLOB NOT NULL, passed INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS scan_waiting ON scan (sent) WHERE sent = 0;
CREATE INDEX IF NOT EXISTS scan_of_card ON scan (serial, at) WHERE passed = 1;
"""


class NotEnrolled(Exception):
    """The folder holds no enrolled device."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who the device is to the zone at ``url``. The two secrets never leave this file; ``anchor`` is the key that it knows by heart."""

    url: str
    device: str
    gate: str
    anchor: bytes
    sign_secret: bytes
    seal_secret: bytes
    ca: str = ""

    @property
    def sign_key(self) -> Ed25519PrivateKey:
        """The key that signs requests."""
        return Ed25519PrivateKey.from_private_bytes(self.sign_secret)

    @property
    def seal_key(self) -> X25519PrivateKey:
        """The key that snapshots are sealed to."""
        return X25519PrivateKey.from_private_bytes(self.seal_secret)


class Carried:
    """The store in ``folder``, opened. One process at a time; scans and synchronisation may come from two threads of it."""

    def __init__(self, folder: Path) -> None:
        try:
            self.identity = msgspec.json.decode((folder / "device.json").read_bytes(), type=Identity)
        except FileNotFoundError:
            raise NotEnrolled(f"{folder} holds no enrolled device: kotinos gate enrol") from None
        self._lock = threading.Lock()
        self._db = sqlite3.connect(folder / "gate.db", check_same_thread=False, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _SCHEMA)
        self.snapshot: Snapshot | None = None
        self.post = Post(self.identity.gate, "")
        self.rest = ""
        self._load()

    def _load(self) -> None:
        held = {name: bytes(body) for name, body in self._db.execute("SELECT name, body FROM carried")}
        if "snapshot" not in held:
            return
        message = snapshot.unseal(held["snapshot"], self.identity.seal_key)
        self.snapshot, self.post, _ = snapshot.read(message, self.identity.anchor)
        self.rest = held["rest"].decode()
        for (body,) in self._db.execute("SELECT body FROM change ORDER BY since"):
            self._apply(bytes(body))

    def _apply(self, message: bytes) -> None:
        """Follow signed changes. Raises `BadStatus` where they do not fit: a whole snapshot is needed then."""
        now = self.snapshot
        assert now is not None
        keys = {key.kid: key.public for key in now.trust if key.trusted(now.issued)}
        self.snapshot = snapshot.renewed(now, status.applied(now.status, status.read_changes(message, keys)))

    def take_snapshot(self, sealed: bytes, rest: str) -> None:
        """Keep a new snapshot; raises `snapshot.BadSnapshot` for one that is not for this device, or older than what is held."""
        held = self.snapshot.issued if self.snapshot else None
        found, post, _ = snapshot.read(snapshot.unseal(sealed, self.identity.seal_key), self.identity.anchor, held)
        if self.snapshot is not None and found.status.number < self.snapshot.status.number:
            raise snapshot.BadSnapshot("its status list is older than the one that is held")
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM change")
            for name, body in (("snapshot", sealed), ("rest", rest.encode())):
                self._db.execute("INSERT OR REPLACE INTO carried VALUES (?, ?)", (name, body))
        self.snapshot, self.post, self.rest = found, post, rest

    def take_changes(self, message: bytes) -> None:
        """Keep signed changes of the status list; raises `BadStatus`, and then nothing has changed."""
        if self.snapshot is None:
            raise BadStatus("changes without a snapshot that they change")
        since = self.snapshot.status.number
        self._apply(message)
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO change VALUES (?, ?)", (since, message))

    @property
    def edition(self) -> int:
        """The edition of the status list that is held."""
        return self.snapshot.status.number if self.snapshot else 0

    def last_passage(self, serial: int) -> Passage | None:
        """When the card last went through here."""
        with self._lock:
            row = self._db.execute(
                "SELECT at FROM scan WHERE serial = ? AND passed = 1 ORDER BY at DESC LIMIT 1", (serial,)
            ).fetchone()
        return None if row is None else Passage(datetime.fromisoformat(row[0]), self.post.gate, self.post.direction)

    def keep(self, scan: Scan) -> None:
        """Keep a scan. It is on disk when this returns, and only then does the gate answer."""
        at = scan.at.astimezone(UTC).isoformat(timespec="microseconds")
        with self._lock:
            self._db.execute(
                "INSERT INTO scan (id, serial, at, body, passed) VALUES (?, ?, ?, ?, ?)",
                (scan.id, scan.serial, at, msgspec.json.encode(scan), scan.passed),
            )

    def waiting(self) -> list[Scan]:
        """Scans that the zone does not have yet, the oldest first, as many as go in one message."""
        with self._lock:
            rows = self._db.execute("SELECT body FROM scan WHERE sent = 0 ORDER BY at LIMIT ?", (AT_ONCE,)).fetchall()
        return [msgspec.json.decode(body, type=Scan) for (body,) in rows]

    def sent(self, ids: list[str]) -> None:
        """The zone has these on its disk."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("UPDATE scan SET sent = 1 WHERE id = ?", [(one,) for one in ids])

    def counts(self) -> tuple[int, int]:
        """How many scans are kept, and how many of them the zone does not have yet."""
        with self._lock:
            all_, sent = self._db.execute("SELECT count(*), coalesce(sum(sent), 0) FROM scan").fetchone()
        return all_, all_ - sent

    def close(self) -> None:
        """Close the store."""
        self._db.close()


def new_secrets() -> tuple[bytes, bytes]:
    """The two secrets of a new device."""
    return secrets.token_bytes(32), X25519PrivateKey.generate().private_bytes_raw()


def write_identity(folder: Path, identity: Identity) -> None:
    """Keep who the device is, readable to its owner alone. Raises `FileExistsError` over another device."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "device.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(identity), indent=1))
        file.flush()
        os.fsync(file.fileno())


def in_base64(raw: bytes) -> str:
    """Bytes as they stand in JSON."""
    return b64encode(raw).decode()


def from_base64(text: str) -> bytes:
    """Bytes from JSON."""
    return b64decode(text, validate=True)
