"""Everything that was ever published, in order, each document version with its place in the feed.

It is derived: the journal alone gives the same rows again, byte for byte. So it need not be fsynced, and may be rebuilt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """One published document version.

    ``offset`` counts from 1 without a gap within an epoch. ``step`` is the journal's ``seq`` that caused it; ``last`` is true on
    the last document of its step, so a reader that stops only after a ``last`` never holds a mix of versions.
    ``frame`` is the JSON that readers get, encoded once: ``{"epoch", "offset", "step", "last", "key", "type", "rsc", "version", "status",
    "at", "body"}``; ``body`` is ``null`` where a document is withdrawn.
    """

    offset: int
    step: int
    last: bool
    key: str
    type: str
    rsc: str
    version: int
    status: str
    at: str
    frame: bytes


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """That a document had a version from an instant on; its content is what `Publications.as_of` gives for ``at``."""

    version: int
    status: str
    at: str
    offset: int


class Publications(Protocol):
    """The store. One process writes, any number read. Methods may be called from any thread."""

    epoch: str
    """Names this run of offsets; a store that is rebuilt differently gets a new one, and readers must then reload."""

    def append(self, rows: Sequence[Publication]) -> None:
        """Add whole steps, visible to readers all at once."""

    def read(self, after: int, limit: int = 1000) -> list[Publication]:
        """At most ``limit`` rows with ``offset > after``, in order."""

    def head(self) -> tuple[int, int]:
        """``(offset, step)`` of the last row; zeros when empty."""

    def latest(self, prefix: str = "", types: Sequence[str] = (), upto: int | None = None) -> list[Publication]:
        """The newest version of each document whose RSC begins with ``prefix`` (and has one of ``types``), consistent at one offset.

        That offset is the head, or ``upto`` where it is given. A withdrawn document is there with its ``null`` body. In order of offset.
        """

    def as_of(self, instant: str, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """The same, as it stood published at ``instant`` (UTC, ISO 8601)."""

    def versions(self, key: str) -> list[Version]:
        """Every version of one document, without its content, oldest first."""

    def offset_at(self, instant: str) -> int:
        """The offset that ends the last step published no later than ``instant``; 0 when there is none."""

    def close(self) -> None:
        """Let go of the store."""


class OutOfOrder(ValueError):
    """Rows that do not continue the store: a gap, a repeated offset, or a step that is not whole."""


def check_continues(rows: Sequence[Publication], head: int) -> None:
    """Raise `OutOfOrder` unless ``rows`` are whole steps that follow offset ``head`` without a gap."""
    for expected, row in enumerate(rows, start=head + 1):
        if row.offset != expected:
            raise OutOfOrder(f"publication {row.key} has offset {row.offset} where {expected} comes next")
    if rows and not rows[-1].last:
        raise OutOfOrder(f"step {rows[-1].step} ends at offset {rows[-1].offset} without its last document")


def open_publications(url: str) -> Publications:
    """Open (and create, where it is new) the store at ``url``.

    ``postgresql://…`` is a table in that database, ``memory:`` lives as long as the process, ``sqlite:PATH`` or a plain path is a file.
    """
    if url.startswith(("postgresql://", "postgres://")):
        from kotinos.results.publications.postgres import PostgresPublications

        return PostgresPublications(url)
    if url == "memory:":
        from kotinos.results.publications.memory import MemoryPublications

        return MemoryPublications()
    from kotinos.results.publications.sqlite import SqlitePublications

    return SqlitePublications(sqlite_path(url))


def sqlite_path(url: str) -> str:
    """The file that ``sqlite:PATH``, ``sqlite:///PATH`` (relative), ``sqlite:////PATH`` (absolute) or a plain path names."""
    for lead in ("sqlite:///", "sqlite:"):
        if url.startswith(lead):
            return url.removeprefix(lead)
    return url
