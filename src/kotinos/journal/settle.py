"""Which of the waiting groups enter the journal, and where. PURE: the writer brings what is known, and stores the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from kotinos.journal.chain import seal
from kotinos.journal.event import Event, PartialDuplicate, PositionConflict, Proposal, Receipt

Outcome: TypeAlias = tuple[Receipt, ...] | Exception


class Group(msgspec.Struct, frozen=True):
    """Proposals that are recorded whole or not at all, and how many events each named stream must hold before."""

    proposals: Sequence[Proposal]
    expect: Mapping[str, int] | None = None


class Tail(msgspec.Struct, frozen=True):
    """The end of the journal: the last ``seq``, its hash, and the positions of the streams in question."""

    seq: int
    hash: str
    positions: Mapping[str, int]


class Settlement(msgspec.Struct, frozen=True):
    """What one transaction writes, what each group is told once that is durable, and the tail after it."""

    events: list[Event]
    outcomes: list[Outcome]
    tail: Tail


def settle(groups: Iterable[Group], known: Mapping[str, int], tail: Tail) -> Settlement:
    """Place each group after the ones before it; one that conflicts fails alone.

    ``known`` holds the places of those proposed ids that the journal has; ``tail.positions`` must hold every stream
    that a group has an expectation of, others are counted on if they are there.
    """
    places, positions = dict(known), dict(tail.positions)
    seq, prev = tail.seq, tail.hash
    events: list[Event] = []
    outcomes: list[Outcome] = []
    for group in groups:
        refusal = _earlier(group, places) or _misplaced(group, positions)
        if refusal:
            outcomes.append(refusal)
            continue
        receipts = []
        for proposal in group.proposals:
            event = seal(proposal, seq + 1, prev)
            seq, prev = event.seq, event.hash
            places[event.id] = seq
            if event.stream in positions:
                positions[event.stream] += 1
            events.append(event)
            receipts.append(Receipt(seq, False))
        outcomes.append(tuple(receipts))
    return Settlement(events, outcomes, Tail(seq, prev, positions))


def _earlier(group: Group, places: Mapping[str, int]) -> Outcome | None:
    # Before the positions: a group that is sent again finds its streams moved on by itself.
    there = [p.id for p in group.proposals if p.id in places]
    if not there:
        return None
    if len(there) == len(group.proposals):
        return tuple(Receipt(places[name], True) for name in there)
    missing = next(p.id for p in group.proposals if p.id not in places)
    return PartialDuplicate(f"of a group of {len(group.proposals)}, {there[0]} is recorded and {missing} is not")


def _misplaced(group: Group, positions: Mapping[str, int]) -> PositionConflict | None:
    for stream, expected in (group.expect or {}).items():
        if positions[stream] != expected:
            return PositionConflict(stream, expected, positions[stream])
    return None
