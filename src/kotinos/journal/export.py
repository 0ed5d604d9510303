"""The journal as JSON Lines, for whoever wants to keep or check it without this program. PURE.

One event is one line: a JSON object with the fields of `Event` in their order. ``body`` is a string that holds the exact
characters of the body, so that its bytes, and with them the hash, can be recomputed (`kotinos.journal.chain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kotinos.journal.chain import walk
from kotinos.journal.event import GENESIS, Event, Fault


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    seq: int
    id: str
    at: str
    stream: str
    kind: str
    actor: str
    source: str
    cause: str | None
    body: str
    prev: str
    hash: str


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Line)


def export(events: Iterable[Event]) -> Iterator[bytes]:
    """One line, with its line feed, for each event."""
    for event in events:
        fields = {name: getattr(event, name) for name in Event.__struct_fields__}
        yield _ENCODER.encode(_Line(**(fields | {"body": event.body.decode()}))) + b"\n"


def verify_export(lines: Iterable[bytes], head: tuple[int, str] | None = None) -> Iterator[int | Fault]:
    """Check an exported file as `Journal.verify` checks the journal itself, down to its last byte.

    A file may begin in the middle of a journal; then its first line's ``prev`` is taken as given. Only ``head``, the last
    ``(seq, hash)`` learned from somebody trusted, shows that lines are missing at the end.
    """
    entries = _entries(lines)
    first = next(entries, None)
    if first is None or isinstance(first, Fault):
        yield from walk([first] if first else [], head=head)
        return
    begins = first.seq <= 1 or first.prev == GENESIS
    before = (0, GENESIS) if begins else (first.seq - 1, first.prev)
    yield from walk(_again(first, entries), *before, head=head)


def _again(first: Event | Fault, rest: Iterator[Event | Fault]) -> Iterator[Event | Fault]:
    yield first
    yield from rest


def _entries(lines: Iterable[bytes]) -> Iterator[Event | Fault]:
    seq = 0
    for number, line in enumerate(lines, 1):
        try:
            entry = _DECODER.decode(line)
            # The same event can be written in many ways; only the one that `export` writes has not been touched.
            if _ENCODER.encode(entry) + b"\n" != line:
                raise ValueError("it is not written as it was exported")
        except ValueError as error:
            yield Fault(seq + 1, f"line {number}: {error}")
            return
        seq = entry.seq
        yield Event(
            **{name: getattr(entry, name) for name in Event.__struct_fields__ if name != "body"},
            body=entry.body.encode(),
        )
