"""The two one-way spools and the zone's own folders beside them.

A name appears when its file is whole; before, it begins with a dot.
``out`` only ever gains files, ``in`` is only ever emptied. ``kept`` has batches until they are acknowledged, ``arrived`` the one file that
is being looked at, ``waiting`` those that came before their turn, ``aside`` those that changed nothing, as far as there is room for them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kotinos.custody.vetting.grammar import MOST, WIDTH

GREATEST = (MOST + 10) * WIDTH
"""Bytes of the longest file that the grammar knows. Nothing longer is read."""
WAITING = 64
"""Files that may wait for one that is missing."""
ASIDE, ASIDE_BYTES = 1_000, 256 * 1024 * 1024
"""Files that are kept aside at most, notes among them, and their bytes: whoever may write into the spool cannot fill the zone's disk."""


class Full(Exception):
    """There is no room to put a file aside. It lies where it was."""

    def __init__(self, note: Note) -> None:
        super().__init__(f"sha256 {note.sha256}, {note.size} bytes")
        self.note = note


class Note(msgspec.Struct, frozen=True):
    """What is known of a file that changed nothing: why, in which line, its hash and its size in bytes."""

    code: str
    line: int
    sha256: str
    size: int


class Spools:
    """The folders of one exchange under ``root``, made where they are missing. ``room`` is how many files and bytes are kept aside."""

    def __init__(self, root: Path, room: tuple[int, int] = (ASIDE, ASIDE_BYTES)) -> None:
        self.room = room
        self.out, self.into = root / "out", root / "in"
        self.kept, self.arrived = root / "kept", root / "arrived"
        self.waiting, self.aside = root / "waiting", root / "aside"
        for folder in (self.out, self.into, self.kept, self.arrived, self.waiting, self.aside):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    # -- out

    def keep(self, name: str, body: bytes) -> None:
        """Put a batch on disk in the zone's own folder, before the transaction that names it commits."""
        write(self.kept, name, body)

    def place(self, name: str) -> None:
        """Put a kept batch into the outbound spool, byte for byte as it was kept."""
        write(self.out, name, (self.kept / name).read_bytes())

    def kept_names(self) -> list[str]:
        """The names of the batches that are kept."""
        return [path.name for path in _files(self.kept)]

    def acknowledged(self, name: str) -> None:
        """A batch that the authority has need not be kept any longer."""
        (self.kept / name).unlink(missing_ok=True)

    # -- in

    def unfinished(self) -> Iterator[Path]:
        """What was taken out of the spool and not dealt with when the program last ended."""
        yield from _files(self.arrived)

    def arrivals(self) -> Iterator[Path]:
        """Take file after file out of the inbound spool, by name. Each is ours alone when it is handed out."""
        for found in _settled(self.into):
            path = self.arrived / found.name
            try:
                found.rename(path)
            except OSError:  # another device, or gone
                if not found.exists():
                    continue
                write(self.arrived, found.name, found.read_bytes()[: GREATEST + 1])
                found.unlink()
            yield path

    def held_back(self) -> list[Path]:
        """Files that wait for a missing one, by name."""
        return list(_files(self.waiting))

    def wait(self, path: Path) -> None:
        """Let a file wait for its turn."""
        path.rename(self.waiting / path.name)

    def put_aside(self, path: Path, code: str, line: int, keep: bool) -> None:
        """Put a file aside with a note. One outside the grammar is not kept: it could hold what must never enter. Raises `Full`."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        note = Note(code, line, digest, path.stat().st_size)
        body = msgspec.json.encode(note) + b"\n"
        added = (1 + keep, len(body) + keep * note.size)
        noted = self.aside / f"{digest[:16]}.json"
        if not noted.exists() and not self._has_room(*added):
            raise Full(note)
        write(self.aside, noted.name, body)
        if keep:
            path.rename(self.aside / f"{digest[:16]}.kva")
        else:
            path.unlink()

    def _has_room(self, files: int, size: int) -> bool:
        there = [path.stat().st_size for path in _files(self.aside)]
        return len(there) + files <= self.room[0] and sum(there) + size <= self.room[1]

    def read(self, path: Path) -> bytes:
        """A file's bytes; of one that is too long, one more than the longest file has, so that it is refused."""
        with path.open("rb") as file:
            return file.read(GREATEST + 1)


def write(folder: Path, name: str, body: bytes) -> None:
    """Write a file so that it appears whole or not at all, and is on disk when this returns."""
    partial = folder / f".{name}.part"
    with partial.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(folder / name)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.is_file() and not p.is_symlink())


def _settled(folder: Path) -> list[Path]:
    """The files of a folder into which somebody writes, by name, none of them without the one that was written before it.

    A listing may show a file and miss an earlier one that appeared behind its back. Whatever the first listing shows was preceded by files
    that the second cannot miss; what only the second shows waits for the next round, unless it fills such a gap.
    """
    names = [path.name for path in _files(folder)]
    return [path for path in _files(folder) if path.name <= max(names)] if names else []
