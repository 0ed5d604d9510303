"""The chain: what is hashed, byte for byte, and how a break is found. PURE.

The hash of an event is the SHA-256, in lower-case hexadecimal, of the concatenation of ten parts in this order::

    seq  id  at  stream  kind  actor  source  cause  body  prev

``seq`` is written in decimal digits, ``body`` is taken as its bytes, everything else as UTF-8. Each part is a netstring:
its length in bytes in decimal digits, ``:``, the bytes, ``,``. An event without a cause has the two bytes ``-,`` there,
which no netstring begins with. ``prev`` is the hash of the event before, sixty-four zeros for the first. So for two
different events the bytes always differ, and changing any field of any event changes every hash after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import msgspec

from kotinos.journal.event import GENESIS, Event, Fault, Proposal

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_STRIDE = 1000  # how many events between two signs of progress


def preimage(seq: int, proposal: Proposal | Event, prev: str) -> bytes:
    """The bytes that are hashed for ``proposal`` at place ``seq`` after the event whose hash is ``prev``."""
    p = proposal
    number, name, at = b"%d" % seq, p.id.encode(), p.at.encode()
    stream, kind, actor, source = p.stream.encode(), p.kind.encode(), p.actor.encode(), p.source.encode()
    # One formatting for all: this is done for every event, and the writer's thread is where all of them meet.
    head = _HEAD % (
        *(len(number), number, len(name), name, len(at), at, len(stream), stream),
        *(len(kind), kind, len(actor), actor, len(source), source),
    )
    cause = b"-," if p.cause is None else _netstring(p.cause.encode())
    last = prev.encode()
    return b"%b%b%d:%b,%d:%b," % (head, cause, len(p.body), p.body, len(last), last)


_HEAD = b"%d:%b," * 7


def _netstring(part: bytes) -> bytes:
    return b"%d:%b," % (len(part), part)


def seal(proposal: Proposal, seq: int, prev: str) -> Event:
    """Give ``proposal`` its place in the chain."""
    p = proposal
    return Event(
        seq=seq,
        id=p.id,
        at=p.at,
        stream=p.stream,
        kind=p.kind,
        actor=p.actor,
        source=p.source,
        cause=p.cause,
        body=p.body,
        prev=prev,
        hash=sha256(preimage(seq, p, prev)).hexdigest(),
    )


def check(proposals: Sequence[Proposal]) -> None:
    """Raise ``ValueError`` for a group that no journal could hold: the same group must mean the same on every store."""
    if not proposals:
        raise ValueError("an empty group: a group holds at least one event")
    if len({p.id for p in proposals}) != len(proposals):
        raise ValueError(f"group of {proposals[0].id}: the same id stands in it twice")
    for proposal in proposals:
        _check_one(proposal)


def _check_one(p: Proposal) -> None:
    check_instant(p.at, f"event {p.id}: at")
    for name in ("id", "stream", "kind", "actor", "source"):
        if not getattr(p, name):
            raise ValueError(f"event {p.id!r}: {name} is empty")
    text = "".join((p.id, p.stream, p.kind, p.actor, p.source, p.cause or ""))
    if "\0" in text:  # PostgreSQL cannot keep one in a text
        raise ValueError(f"event {p.id!r}: a NUL character in its fields")
    text.encode()  # a lone surrogate raises UnicodeEncodeError, a ValueError that names its place
    try:
        p.body.decode()
        msgspec.json.decode(p.body)
    except ValueError as error:
        raise ValueError(f"event {p.id}: its body is not JSON in UTF-8: {error}") from error


def check_instant(instant: str, what: str = "instant") -> None:
    """Raise ``ValueError`` unless ``instant`` is UTC in the one form that sorts as text."""
    if not _INSTANT.fullmatch(instant):
        raise ValueError(f"{what} {instant!r}: UTC such as 2026-07-04T09:30:00.000000Z is needed")
    try:
        datetime.fromisoformat(instant)
    except ValueError as error:
        raise ValueError(f"{what} {instant!r}: {error}") from error


def walk(
    events: Iterable[Event | Fault], seq: int = 0, prev: str = GENESIS, head: tuple[int, str] | None = None
) -> Iterator[int | Fault]:
    """Check that ``events`` follow ``(seq, prev)`` without a gap or a changed byte, and end at ``head`` if it is given.

    Yields the ``seq`` reached every thousand events and at the end, or a `Fault` and stops. A row that cannot even be
    read as an event comes as a `Fault` among the events.
    """
    for event in events:
        if isinstance(event, Fault):
            yield event
            return
        if fault := _fault(event, seq + 1, prev):
            yield fault
            return
        seq, prev = event.seq, event.hash
        if seq % _STRIDE == 0:
            yield seq
    yield _beside(head, seq, prev) or seq


def _beside(head: tuple[int, str] | None, seq: int, prev: str) -> Fault | None:
    if head is None or head == (seq, prev):
        return None
    if head[0] > seq:
        return Fault(seq + 1, f"the journal ends at {seq} and its head stands at {head[0]}: events are missing")
    if head[0] < seq:
        return Fault(head[0] + 1, f"events stand beyond the journal's head, which is at {head[0]}")
    return Fault(seq, f"the last event has the hash {prev}, the journal's head says {head[1]}")


def _fault(event: Event, seq: int, prev: str) -> Fault | None:
    if event.seq != seq:
        return Fault(seq, f"an event with seq {event.seq} stands where {seq} must follow")
    if event.prev != prev:
        return Fault(seq, f"it says it follows {event.prev}, the event before it is {prev}")
    actual = sha256(preimage(seq, event, prev)).hexdigest()
    if actual != event.hash:
        return Fault(seq, f"its fields give the hash {actual}, it carries {event.hash}")
    return None
