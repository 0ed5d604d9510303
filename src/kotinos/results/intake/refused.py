"""The shelf of what was refused: bytes under their SHA-256 with a note on why, for whoever has to put it right.

Bounded: when the shelf is full the oldest go. The journal keeps the digest and the reason of every refusal for ever.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message was refused: what, where in it, what would be right; its form, name, source and size in bytes."""

    digest: str
    form: str
    name: str
    source: str
    what: str
    where: str = ""
    would_be_right: str = ""
    size: int = 0


class Shelf:
    """A folder of refused messages."""

    def __init__(self, folder: Path, quota: int = 1_000_000_000) -> None:
        self._folder, self._quota = folder, quota
        folder.mkdir(parents=True, exist_ok=True)
        self._size = sum(f.stat().st_size for f in folder.iterdir() if f.is_file())

    def keep(self, body: bytes, note: Note) -> None:
        """Keep ``body`` under its digest. The same bytes again only renew the note."""
        path = self._folder / note.digest
        if not path.exists():
            self._write(path, body)
            self._size += len(body)
        self._write(path.with_suffix(".json"), msgspec.json.encode(note))
        if self._size > self._quota:
            self._make_room(keep=note.digest)

    def notes(self, limit: int = 200) -> list[Note]:
        """The newest notes first."""
        return [msgspec.json.decode(p.read_bytes(), type=Note) for p in self._by_age()[::-1][:limit]]

    def body(self, digest: str) -> bytes | None:
        """The bytes of a refused message, or ``None`` where they are not (or no longer) here."""
        path = self._folder / digest
        return path.read_bytes() if _DIGEST.match(digest) and path.is_file() else None

    def _by_age(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"), key=lambda p: (p.stat().st_mtime_ns, p.name))

    def _make_room(self, keep: str) -> None:
        # Down to nine tenths, so that a full shelf is not listed again for every message.
        for note in self._by_age():
            if self._size <= self._quota * 9 // 10:
                return
            body = note.with_suffix("")
            if body.name != keep:
                self._size -= body.stat().st_size if body.exists() else 0
                body.unlink(missing_ok=True)
                note.unlink()

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        part = path.with_name(path.name + ".part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
