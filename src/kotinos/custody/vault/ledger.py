"""The ledger of erasures: a file of its own, outside every backup of the database, so that an old backup brings nobody back.

One JSON object a line: number, subject id (random; it leads nowhere once its key is gone), instant, the SHA-256 of the line before, and an
Ed25519 signature over all of that. A line that was cut by a crash was never relied on, and is dropped.
"""

from __future__ import annotations

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kotinos.codes import canonical
from kotinos.custody.store import WrongDomain

_BEFORE_ALL = "0" * 64


class LedgerBroken(Exception):
    """The ledger is not what was written: a line was changed, taken out, or is not signed by its key."""


class Line(msgspec.Struct, frozen=True):
    """One erasure."""

    domain: str
    number: int
    subject: str
    at: str
    before: str
    signature: str = ""


def check(path: Path, public: Ed25519PublicKey, domain: str) -> list[Line]:
    """Every line, after checking the chain and the last signature, which covers all lines. A half-written end is left out."""
    if not path.exists():
        return []
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    found: list[Line] = []
    before = _BEFORE_ALL
    for number, raw in enumerate(whole.split(b"\n") if whole else ()):
        try:
            line = msgspec.json.decode(raw, type=Line)
        except msgspec.DecodeError as error:
            raise LedgerBroken(f"{path}, line {number + 1}: {error}") from None
        if line.domain != domain:
            raise WrongDomain(f"{path} belongs to {line.domain}, not to {domain}")
        if line.number != number or line.before != before:
            raise LedgerBroken(f"{path}, line {number + 1} does not follow the line before it")
        before = sha256(raw).hexdigest()
        found.append(line)
    if found:
        try:
            public.verify(bytes.fromhex(found[-1].signature), _signed(found[-1]))
        except (InvalidSignature, ValueError):
            raise LedgerBroken(f"{path}: the last line is not signed by the ledger's key") from None
    return found


def _signed(line: Line) -> bytes:
    return b"kotinos ledger of erasures 1\n" + canonical.encode(msgspec.structs.replace(line, signature=""))


class Ledger:
    """The ledger in the file at ``path``, of ``domain``, signed with ``key``. Raises `LedgerBroken`, WrongDomain."""

    def __init__(self, path: Path, key: Ed25519PrivateKey, domain: str) -> None:
        self.path, self.domain = path, domain
        self._key = key
        self._read()

    def _read(self) -> None:
        self._lines = check(self.path, self._key.public_key(), self.domain)
        whole = b"".join(canonical.encode(line) + b"\n" for line in self._lines)
        self._size = len(whole)
        self._before = sha256(canonical.encode(self._lines[-1])).hexdigest() if self._lines else _BEFORE_ALL

    @property
    def lines(self) -> list[Line]:
        """Every erasure so far."""
        return list(self._lines)

    def add(self, subjects: list[str], at: datetime) -> None:
        """Write that ``subjects`` are erased; on disk when it returns. Called by the database's one writer at a time."""
        if (self.path.stat().st_size if self.path.exists() else 0) != self._size:
            self._read()  # another process of the zone wrote meanwhile
        lines, before = [], self._before
        for number, subject in enumerate(subjects, len(self._lines)):
            line = Line(self.domain, number, subject, at.isoformat(), before)
            line = msgspec.structs.replace(line, signature=self._key.sign(_signed(line)).hex())
            before = sha256(canonical.encode(line)).hexdigest()
            lines.append(line)
        text = b"".join(canonical.encode(line) + b"\n" for line in lines)
        new = not self.path.exists()
        with self.path.open("ab") as file:
            file.truncate(self._size)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync_folder(self.path.parent)
        self._lines += lines
        self._before, self._size = before, self._size + len(text)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
