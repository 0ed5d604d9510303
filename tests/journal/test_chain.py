"""The chain, checked against bytes written out by hand and against plain SHA-256."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.journal.chain import check, check_instant, preimage, seal, walk
from kotinos.journal.event import GENESIS, Event, Fault, Proposal
from tests.journals import proposal

FIRST = Proposal(
    id="a1",
    at="2026-07-04T09:30:00.000000Z",
    stream="games",
    kind="mark_recorded",
    actor="judge:zoë",
    source="t",
    body=b'{"mark":"8.90"}',
)
FIRST_BYTES = (
    b"1:1,2:a1,27:2026-07-04T09:30:00.000000Z,5:games,13:mark_recorded,10:judge:zo\xc3\xab,1:t,-,"
    b'15:{"mark":"8.90"},64:' + b"0" * 64 + b","
)


def chain(n: int) -> list[Event]:
    events: list[Event] = []
    for seq in range(1, n + 1):
        prev = events[-1].hash if events else GENESIS
        events.append(seal(proposal(f"e{seq}", cause="c" if seq % 2 else None), seq, prev))
    return events


def test_the_hashed_bytes_are_the_documented_ones() -> None:
    assert preimage(1, FIRST, GENESIS) == FIRST_BYTES
    assert seal(FIRST, 1, GENESIS).hash == sha256(FIRST_BYTES).hexdigest()


def test_the_hash_of_the_first_format_never_changes() -> None:
    # Written journals hang on this: a change of format needs a new schema version.
    assert seal(FIRST, 1, GENESIS).hash == "4026e5f1165003a1862ca3729af57f653e88c8da5c172bf96d8aa6342eaa24ed"


@pytest.mark.parametrize("field", Proposal.__struct_fields__)
def test_every_field_counts(field: str) -> None:
    other = {f: getattr(FIRST, f) for f in Proposal.__struct_fields__}
    other[field] = b"{}" if field == "body" else "other"
    assert preimage(1, Proposal(**other), GENESIS) != FIRST_BYTES


TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
FIELDS = st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.none() | TEXT, st.binary(max_size=6), TEXT)


@given(FIELDS, FIELDS)
def test_two_different_events_never_give_the_same_bytes(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    def of(f: tuple) -> bytes:  # type: ignore[type-arg]
        names = ("id", "at", "stream", "kind", "actor", "source", "cause", "body")
        return preimage(1, Proposal(**dict(zip(names, f, strict=False))), f[8])

    assert (of(one) == of(two)) == (one == two)


@given(FIELDS)
def test_the_bytes_can_be_taken_apart_again(fields: tuple) -> None:  # type: ignore[type-arg]
    names = ("id", "at", "stream", "kind", "actor", "source", "cause", "body")
    data = preimage(42, Proposal(**dict(zip(names, fields, strict=False))), fields[8])
    parts: list[bytes | None] = []
    while data:
        if data.startswith(b"-,"):
            parts.append(None)
            data = data[2:]
            continue
        length, _, rest = data.partition(b":")
        parts.append(rest[: int(length)])
        assert rest[int(length) : int(length) + 1] == b","
        data = rest[int(length) + 1 :]
    assert parts == [b"42", *(f.encode() if isinstance(f, str) else f for f in fields)]


def test_each_event_carries_the_hash_before_it() -> None:
    assert all(later.prev == earlier.hash for earlier, later in pairwise(chain(5)))


def test_a_whole_chain_holds_and_says_how_far_it_is() -> None:
    assert list(walk(chain(2500))) == [1000, 2000, 2500]
    assert list(walk([])) == [0]


def test_a_later_part_holds_from_where_it_begins() -> None:
    events = chain(10)
    assert list(walk(events[4:], 4, events[3].hash)) == [10]
    assert [f.seq for f in walk(events[4:], 4, GENESIS) if isinstance(f, Fault)] == [5]


def test_a_chain_sealed_anew_from_some_place_does_not_reach_the_old_head() -> None:
    true = chain(6)
    head = (6, true[-1].hash)
    forged = true[:2]
    for seq in range(3, 7):
        forged.append(seal(proposal(f"forged{seq}"), seq, forged[-1].hash))
    assert list(walk(forged)) == [6]
    assert [f.seq for f in walk(forged, head=head) if isinstance(f, Fault)] == [6]


def test_a_fault_among_the_events_ends_the_walk() -> None:
    assert list(walk([*chain(2), Fault(3, "cannot be read"), *chain(1)])) == [Fault(3, "cannot be read")]


@pytest.mark.parametrize("instant", ["2024-02-29T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z"])
def test_a_real_instant_is_accepted(instant: str) -> None:
    check_instant(instant)


@pytest.mark.parametrize(
    "instant",
    [
        "2025-02-29T00:00:00.000000Z",
        "2026-07-04T24:00:01.000000Z",
        "2026-07-04T09:30:00Z",
        "2026-07-04T09:30:00.000000Z\n",
        "２026-07-04T09:30:00.000000Z",
    ],
)
def test_an_instant_of_another_form_is_refused(instant: str) -> None:
    with pytest.raises(ValueError, match=r"instant|day|hour"):
        check_instant(instant)


def test_a_refusal_names_the_event_and_what_would_be_right() -> None:
    with pytest.raises(ValueError, match=r"event e7: at '09:30': UTC such as 2026-07-04T09:30:00\.000000Z is needed"):
        check([proposal("e7", at="09:30")])
