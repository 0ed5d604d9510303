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

    def latest(self, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """The newest version of each document whose RSC begins with ``prefix`` (and has one of ``types``), consistent at one offset."""

    def as_of(self, instant: str, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """The same, as it stood published at ``instant`` (UTC, ISO 8601)."""

    def close(self) -> None:
        """Let go of the store."""
