"""What every journal must do, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from concurrent.futures import Future, wait

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.journal.chain import preimage
from kotinos.journal.event import (
    GENESIS,
    Event,
    Fault,
    Journal,
    JournalClosed,
    JournalHeld,
    PartialDuplicate,
    PositionConflict,
    Proposal,
    Receipt,
)
from tests.journals import Place, proposal


def faults(journal: Journal, after: int = 0) -> list[Fault]:
    return [step for step in journal.verify(after) if isinstance(step, Fault)]


def test_an_empty_journal_has_nothing_and_holds(journal: Journal) -> None:
    assert journal.head() == (0, GENESIS)
    assert journal.read() == []
    assert journal.position("games") == 0
    assert journal.seq_at("2030-01-01T00:00:00.000000Z") == 0
    assert list(journal.verify()) == [0]


def test_what_is_recorded_is_read_back_with_every_field(journal: Journal) -> None:
    full = proposal("a", "ÅTH", cause="message:7", body='{"name":"Zoë 李"}'.encode(), kind="k", actor="x", source="y")
    assert journal.append([full]).result(10) == (Receipt(1, False),)
    (event,) = journal.read()
    for field in Proposal.__struct_fields__:
        assert getattr(event, field) == getattr(full, field)
    assert (event.seq, event.prev) == (1, GENESIS)
    assert journal.head() == (1, event.hash)


def test_a_group_stands_together_and_in_its_order(journal: Journal) -> None:
    journal.append([proposal("a"), proposal("b", "s"), proposal("c")]).result(10)
    assert [(e.seq, e.id) for e in journal.read()] == [(1, "a"), (2, "b"), (3, "c")]
    assert [e.id for e in journal.read_stream("games")] == ["a", "c"]


def test_reading_goes_on_after_a_place_and_stops_at_a_limit(journal: Journal) -> None:
    journal.append([proposal(f"e{n}", "ab"[n % 2]) for n in range(10)]).result(10)
    assert [e.seq for e in journal.read(after=3, limit=4)] == [4, 5, 6, 7]
    assert [e.seq for e in journal.read_stream("a", after=3, limit=2)] == [5, 7]
    assert journal.read(after=10) == []


def test_proposing_again_changes_nothing_and_tells_the_old_place(journal: Journal) -> None:
    journal.append([proposal("a"), proposal("b")], {"games": 0}).result(10)
    head = journal.head()
    # Its expectation is out of date by its own success: that must not turn a repetition into a conflict.
    again = journal.append([proposal("b"), proposal("a", body=b"{}")], {"games": 0}).result(10)
    assert again == (Receipt(2, True), Receipt(1, True))
    assert journal.head() == head


def test_a_group_of_known_and_unknown_ids_is_refused_whole(journal: Journal) -> None:
    journal.append([proposal("a")]).result(10)
    with pytest.raises(PartialDuplicate, match="a is recorded and b is not"):
        journal.append([proposal("a"), proposal("b")]).result(10)
    assert journal.head()[0] == 1


def test_a_stream_that_moved_on_refuses_who_did_not_know(journal: Journal) -> None:
    journal.append([proposal("a"), proposal("b", "other")], {"games": 0, "other": 0}).result(10)
    with pytest.raises(PositionConflict) as refused:
        journal.append([proposal("c"), proposal("d")], {"other": 1, "games": 0}).result(10)
    assert (refused.value.stream, refused.value.expected, refused.value.actual) == ("games", 0, 1)
    assert journal.head()[0] == 2
    journal.append([proposal("c")], {"games": 1, "never written": 0}).result(10)
    assert journal.position("games") == 2


def test_a_group_that_fails_leaves_its_neighbours_in_the_same_transaction(journal: Journal) -> None:
    sent = [
        journal.append([proposal("a")], {"games": 0}),
        journal.append([proposal("b")], {"games": 0}),  # a stands there by now
        journal.append([proposal("a")]),
        journal.append([proposal("a"), proposal("c")]),
        journal.append([proposal("d")], {"games": 1}),
    ]
    wait(sent, 10)
    assert [type(f.exception()) for f in sent] == [
        type(None),
        PositionConflict,
        type(None),
        PartialDuplicate,
        type(None),
    ]
    assert sent[2].result() == (Receipt(1, True),)
    assert [e.id for e in journal.read()] == ["a", "d"]


@pytest.mark.parametrize(
    ("group", "why"),
    [
        ([], "empty group"),
        ([proposal("a"), proposal("a")], "stands in it twice"),
        ([proposal("")], "id is empty"),
        ([proposal("a", "")], "stream is empty"),
        ([proposal("a", at="2026-07-04 09:30")], "UTC such as"),
        ([proposal("a", at="2026-02-30T09:30:00.000000Z")], "day"),
        ([proposal("a", at="2026-07-04T09:30:00.000000+")], "UTC such as"),
        ([proposal("a", body=b"{")], "not JSON"),
        ([proposal("a", body=b'"\xff"')], "not JSON"),
        ([proposal("a", actor="x\0y")], "NUL"),
        ([proposal("a", cause="\ud800")], "surrogates"),
    ],
)
def test_what_no_store_could_hold_is_refused_before_it_waits(journal: Journal, group: list[Proposal], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        journal.append(group)
    assert journal.head()[0] == 0


def test_the_state_at_an_instant_is_what_was_recorded_no_later(journal: Journal) -> None:
    journal.append([proposal(f"e{s}", at=f"2026-07-04T09:30:0{s}.000000Z") for s in (1, 3, 3, 5) if s != 3]).result(10)
    journal.append([proposal("x", at="2026-07-04T09:30:05.000001Z")]).result(10)
    assert journal.seq_at("2026-07-04T09:30:00.999999Z") == 0
    assert journal.seq_at("2026-07-04T09:30:01.000000Z") == 1
    assert journal.seq_at("2026-07-04T09:30:05.000000Z") == 2
    assert journal.seq_at("2026-07-04T09:30:05.000001Z") == 3
    with pytest.raises(ValueError, match="UTC such as"):
        journal.seq_at("yesterday")


def test_a_journal_opened_again_goes_on_where_it_was(place: Place) -> None:
    first = place.open()
    first.append([proposal("a"), proposal("b")]).result(10)
    head = first.head()
    first.close()
    second = place.open()
    assert second.head() == head
    assert second.append([proposal("b")]).result(10) == (Receipt(2, True),)
    with pytest.raises(PositionConflict):
        second.append([proposal("c")], {"games": 0}).result(10)
    assert second.append([proposal("c")], {"games": 2}).result(10) == (Receipt(3, False),)
    assert faults(second) == []


def test_closing_finishes_what_was_accepted(place: Place) -> None:
    journal = place.open()
    sent = [journal.append([proposal(f"e{n}")]) for n in range(300)]
    journal.close()
    journal.close()
    assert [f.result(0)[0].seq for f in sent] == list(range(1, 301))
    with pytest.raises(JournalClosed):
        journal.append([proposal("late")])
    with pytest.raises(JournalClosed):
        journal.read()


def test_a_second_writer_is_told_who_writes(place: Place) -> None:
    place.open()
    with pytest.raises(JournalHeld, match=r"is being written by .*process \d+ .*one writer"):
        place.open()


def test_a_reader_sees_what_is_acknowledged_and_cannot_write(place: Place) -> None:
    writer = place.open()
    reader = place.open(read_only=True)
    for n in range(5):
        writer.append([proposal(f"e{n}")]).result(10)
        assert reader.head()[0] == n + 1
    with pytest.raises(JournalClosed, match="reading only"):
        reader.append([proposal("x")])
    assert faults(reader) == []


async def test_coroutines_are_told_as_threads_are(journal: Journal) -> None:
    told = await asyncio.gather(
        *(journal.record([proposal(f"e{n}")]) for n in range(50)),
        journal.record([proposal("e0"), proposal("new")]),
        return_exceptions=True,
    )
    assert isinstance(told.pop(), PartialDuplicate)
    assert sorted(receipts[0].seq for receipts in told) == list(range(1, 51))  # type: ignore[index]


async def test_a_cancelled_coroutine_does_not_take_its_event_back(journal: Journal) -> None:
    task = asyncio.create_task(journal.record([proposal("a")]))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await journal.record([proposal("a")]) == (Receipt(1, True),)
    assert [e.id for e in journal.read()] == ["a"]


def test_threads_that_write_at_once_share_commits_and_lose_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = journal._writer._store  # type: ignore[attr-defined]
    commits = []
    real = store.commit
    monkeypatch.setattr(store, "commit", lambda events: (commits.append(len(events)), real(events))[1])

    def write(thread: int) -> None:
        for n in range(25):
            journal.append([proposal(f"{thread}-{n}", f"s{thread}")], {f"s{thread}": n}).result(30)

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(commits) == 400
    assert len(commits) < 200
    assert [e.seq for e in journal.read()] == list(range(1, 401))
    assert {journal.position(f"s{thread}") for thread in range(16)} == {25}
    assert faults(journal) == []


STEPS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 12), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from("xyz"), min_size=3, max_size=3),
        st.dictionaries(st.sampled_from("xyz"), st.integers(0, 4), max_size=2),
        st.booleans(),
    ),
    max_size=15,
)
examples = iter(range(1_000_000))


@given(STEPS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_groups_leave_what_a_list_would_hold(
    journal: Journal, steps: list[tuple[list[int], list[str], dict[str, int], bool]]
) -> None:
    example = next(examples)  # the journal is one for all examples: names of their own keep them apart
    start = journal.head()[0]
    held: dict[str, int] = {}
    streams: Counter[str] = Counter()
    sent: list[tuple[Future[tuple[Receipt, ...]], object]] = []
    for numbers, where, expected, pause in steps:
        group = [proposal(f"{example}.{n}", f"{example}.{s}") for n, s in zip(numbers, where, strict=False)]
        expect = {f"{example}.{s}": n for s, n in expected.items()}
        there = [p for p in group if p.id in held]
        outcome: object
        if len(there) == len(group):
            outcome = tuple(Receipt(held[p.id], True) for p in group)
        elif there:
            outcome = PartialDuplicate
        elif any(streams[s] != n for s, n in expect.items()):
            outcome = PositionConflict
        else:
            outcome = tuple(Receipt(start + len(held) + n, False) for n in range(1, len(group) + 1))
            for p in group:
                held[p.id] = start + len(held) + 1
                streams[p.stream] += 1
        sent.append((journal.append(group, expect), outcome))
        if pause:  # otherwise it may share its transaction with the next
            wait([sent[-1][0]], 10)
    for future, outcome in sent:
        error = future.exception(10)
        assert type(error) is outcome if error else future.result() == outcome
    assert {e.id: e.seq for e in journal.read(start, 100_000)} == held
    assert all(journal.position(stream) == n for stream, n in streams.items())
    assert faults(journal, start) == []


def history(journal: Journal, events: int = 8) -> list[Event]:
    for n in range(events):
        at = f"2026-07-04T09:30:0{n}.000000Z"
        name = f"{n}-event-{n}"  # no altered byte makes one id another
        journal.append([proposal(name, f"s{n % 2}", at=at, cause="é" if n % 3 else None)]).result(10)
    return journal.read()


COLUMNS = [f for f in Event.__struct_fields__ if f != "seq"]


@given(st.integers(1, 8), st.sampled_from(COLUMNS), st.integers(0, 200), st.integers(1, 127))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_altered_byte_in_any_column_is_found_where_it_is(
    place: Place, seq: int, column: str, index: int, flip: int
) -> None:
    if not hasattr(place, "reader"):
        history(place.open())
        place.reader = place.open(read_only=True)  # type: ignore[attr-defined]
    journal: Journal = place.reader  # type: ignore[attr-defined]
    (event,) = journal.read(seq - 1, 1)
    true = getattr(event, column)
    data = bytearray(true if isinstance(true, bytes) else (true or "").encode())
    if data:
        data[index % len(data)] ^= flip
    else:
        data = bytearray([flip])
    try:
        false = bytes(data) if column == "body" else data.decode()
    except UnicodeDecodeError:
        false = data.decode(errors="replace")
    if column != "body" and "\0" in str(false):
        false = str(false).replace("\0", "0")
    if false == true:
        return
    place.meddle(f"UPDATE events SET {column} = ? WHERE seq = ?", false, seq)
    try:
        (fault,) = faults(journal)
        assert fault.seq == seq
        assert [f.seq for f in faults(journal, seq - 1)] == [seq]
    finally:
        place.meddle(f"UPDATE events SET {column} = ? WHERE seq = ?", true, seq)


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE events SET cause = '' WHERE seq = 1", 1),  # no cause and an empty one differ
        ("DELETE FROM events WHERE seq = 1", 1),
        ("DELETE FROM events WHERE seq = 4", 4),
        ("DELETE FROM events WHERE seq = 8", 8),
        ("DELETE FROM events", 1),
        ("UPDATE events SET seq = 99 WHERE seq = 8", 8),
        ("UPDATE events SET seq = -3 WHERE seq = 3", 1),
        ("UPDATE head SET seq = 7", 8),
        ("UPDATE head SET seq = 9", 9),
        ("UPDATE head SET hash = 'f' || hash", 8),
        ("DELETE FROM head", 1),
    ],
)
def test_removed_moved_or_beheaded_is_found(place: Place, sql: str, where: int) -> None:
    journal = place.open()
    history(journal)
    place.meddle(sql)
    assert [f.seq for f in faults(journal)] == [where]


def test_two_events_that_changed_places_are_found(place: Place) -> None:
    journal = place.open()
    history(journal)
    place.meddle("UPDATE events SET seq = 100 WHERE seq = 3")
    place.meddle("UPDATE events SET seq = 3 WHERE seq = 5")
    place.meddle("UPDATE events SET seq = 5 WHERE seq = 100")
    assert [f.seq for f in faults(journal)] == [3]


@pytest.mark.parametrize("seq", [0, -1, 9, 100])
def test_an_event_slipped_in_is_found_even_with_a_right_hash(place: Place, seq: int) -> None:
    from hashlib import sha256

    journal = place.open()
    last = history(journal)[-1]
    false = proposal("false")
    digest = sha256(preimage(seq, false, last.hash)).hexdigest()
    place.meddle(
        "INSERT INTO events (seq, id, at, stream, kind, actor, source, body, prev, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(seq, "false", false.at, false.stream, false.kind, false.actor, false.source, false.body, last.hash, digest),
    )
    assert [f.seq for f in faults(journal)] == [max(1, min(seq, 9)) if seq > 0 else 1]


def test_verifying_from_a_place_that_is_not_there_says_so(journal: Journal) -> None:
    history(journal)
    assert [f.seq for f in faults(journal, 8)] == []
    assert [f.seq for f in faults(journal, 20)] == [20]


def test_a_journal_whose_head_was_meddled_with_takes_no_more(place: Place) -> None:
    from kotinos.journal.event import JournalUnavailable

    journal = place.open()
    history(journal)
    journal.close()
    place.meddle("DELETE FROM events WHERE seq = 8")
    with pytest.raises(JournalUnavailable, match="run kotinos journal verify"):
        place.open()


def test_verifying_goes_on_while_others_write(place: Place) -> None:
    journal = place.open()
    history(journal)
    walk = journal.verify()
    journal.append([proposal("more")]).result(10)
    assert list(walk)[-1] in (8, 9)
