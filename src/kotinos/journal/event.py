"""What stands in the journal, and what a journal must do.

An event says what was observed or decided. It is never changed and never removed: a mistake is corrected by another event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

import msgspec

GENESIS = "0" * 64
"""The `Event.prev` of the first event."""

TOPIC = "journal"
"""The topic on which a bus announces the journal's own growth; its positions are ``seq``."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An event before the journal has given it its place.

    ``id`` names it for ever: proposing the same id again changes nothing. ``at`` is UTC in ISO 8601 with microseconds
    and a ``Z``. ``stream`` is the thing whose history it belongs to (a unit's RSC, ``games``). ``body`` is canonical JSON.
    ``actor`` is who, ``source`` through what, ``cause`` the id of the event or message that led to it.
    """

    id: str
    at: str
    stream: str
    kind: str
    actor: str
    source: str
    body: bytes
    cause: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event in its place. ``seq`` counts from 1 without a gap over the whole journal; ``prev`` and ``hash`` chain it."""

    seq: int
    id: str
    at: str
    stream: str
    kind: str
    actor: str
    source: str
    cause: str | None
    body: bytes
    prev: str
    hash: str


class Receipt(msgspec.Struct, frozen=True):
    """Where a proposal stands, durably. ``duplicate``: it stood there before."""

    seq: int
    duplicate: bool


class Fault(msgspec.Struct, frozen=True):
    """The first place where the chain does not hold: at ``seq``, and what is wrong there in words."""

    seq: int
    reason: str


class PositionConflict(Exception):
    """A stream is not where the writer believed: somebody else wrote to it in between."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"stream {stream}: expected position {expected}, it is at {actual}")
        self.stream, self.expected, self.actual = stream, expected, actual


class PartialDuplicate(Exception):
    """Some ids of a group are in the journal and some are not; a group is recorded whole or not at all."""


class JournalUnavailable(Exception):
    """The store cannot be opened, read or written. Nothing is acknowledged; the same ids may be proposed again safely."""


class JournalHeld(JournalUnavailable):
    """Somebody else writes this journal; the message says who."""


class JournalForeign(JournalUnavailable):
    """What stands there is not a journal, or one of a schema that this version does not know."""


class JournalClosed(JournalUnavailable):
    """The journal was closed, or opened for reading only."""


class Journal(Protocol):
    """One log. Every method may be called from any thread."""

    def append(
        self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None
    ) -> Future[tuple[Receipt, ...]]:
        """Record a group whole or not at all; the future is done when it is on disk.

        ``expect`` names streams and how many events each must hold before this group. The future raises
        `PositionConflict`, `PartialDuplicate` or `JournalUnavailable`; a group whose ids are all known yields their old
        places. Raises `ValueError` at once for a proposal that no journal could hold (see `kotinos.journal.chain.check`).
        """

    async def record(
        self, proposals: Sequence[Proposal], expect: Mapping[str, int] | None = None
    ) -> tuple[Receipt, ...]:
        """`append` for a coroutine: returns, or raises, when the group is on disk. Cancelling does not take it back."""

    def read(self, after: int = 0, limit: int = 1000) -> list[Event]:
        """At most ``limit`` durable events with ``seq > after``, in order."""

    def read_stream(self, stream: str, after: int = 0, limit: int = 1000) -> list[Event]:
        """The same for one stream; ``after`` is a ``seq``."""

    def position(self, stream: str) -> int:
        """How many events a stream holds."""

    def head(self) -> tuple[int, str]:
        """``(seq, hash)`` of the last durable event; ``(0, GENESIS)`` when empty."""

    def seq_at(self, instant: str) -> int:
        """The last ``seq`` recorded no later than ``instant`` (the form of `Proposal.at`); 0 when none."""

    def verify(self, after: int = 0) -> Iterator[int | Fault]:
        """Walk the chain: yields the ``seq`` reached now and then, and a `Fault` (then stops) where it breaks."""

    def close(self) -> None:
        """Finish what was accepted, then let go of the store."""


class Bus(Protocol):
    """Says "there is more". It may lose, repeat or delay anything; a reader that hears nothing still looks now and then."""

    async def announce(self, topic: str, position: int) -> None:
        """Tell whoever waits on ``topic`` that ``position`` exists."""

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """Return when something beyond ``beyond`` may exist on ``topic``, or after ``timeout`` seconds."""

    async def close(self) -> None:
        """Let go of the connection."""
