"""The ring of recent steps, lanes over it, and the past beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.feed.channels import Channels
from kotinos.feed.history import CHUNK, Pruned, read_chunk
from kotinos.feed.lane import Lane, newest
from kotinos.feed.ring import Gap, Ring, Step, steps
from kotinos.results.publications.memory import MemoryPublications

from .publishing import BOUT, FINAL, HEAT, Press

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"
script = st.lists(st.lists(st.sampled_from([H, F, B]), min_size=1, max_size=3, unique=True), min_size=1, max_size=30)


def published(*acts: list[str]) -> tuple[MemoryPublications, list[Step]]:
    store = MemoryPublications()
    press = Press(store)
    for act in acts:
        press.put(*act)
    return store, list(steps(store.epoch, store.read(0, 10_000), 0.0))


def test_rows_are_gathered_into_whole_steps_only() -> None:
    store, _ = published([H], [F, B])
    rows = store.read(0)
    assert [(s.first, s.end) for s in steps("e", rows, 0.0)] == [(1, 1), (2, 3)]
    assert [(s.first, s.end) for s in steps("e", rows[:2], 0.0)] == [(1, 1)]


def test_a_step_received_in_the_past_counts_from_when_it_was_published() -> None:
    store, _ = published([H])
    (step,) = steps("e", store.read(0))
    assert step.received == 1722798000.0  # 2024-08-04T19:00:00Z


def test_a_ring_takes_only_what_follows() -> None:
    _, (first, second) = published([H], [F])
    ring = Ring("e", 0)
    with pytest.raises(Gap):
        ring.append(second)
    ring.append(first)
    with pytest.raises(Gap):
        ring.append(first)
    ring.append(second)
    assert ring.head == 2


@given(script, st.integers(1, 6), st.integers(1, 4000))
def test_a_ring_holds_the_newest_within_its_bounds_and_all_of_them_in_order(
    acts: list[list[str]], most: int, size: int
) -> None:
    _, found = published(*acts)
    ring = Ring("e", 0, size, most)
    for step in found:
        ring.append(step)
        assert len(ring) <= most
        assert ring.bytes <= size or len(ring) == 1
        held = list(ring.since(ring.start))
        assert held[-1] is step
        assert [s.first for s in held[1:]] == [s.end + 1 for s in held[:-1]]
        assert held[0].first == ring.start + 1
        assert sum(s.size for s in held) == ring.bytes
    with pytest.raises(Gap):
        list(ring.since(ring.start - 1))


@given(script, st.integers(0, 90))
def test_since_finds_every_step_that_holds_anything_beyond(acts: list[list[str]], offset: int) -> None:
    _, found = published(*acts)
    ring = Ring("e", 0)
    for step in found:
        ring.append(step)
    assert list(ring.since(offset)) == [step for step in found if step.end > offset]


@given(script, st.data())
def test_a_lane_that_reaches_back_and_trims_is_the_same_as_one_that_was_always_there(
    acts: list[list[str]], data: st.DataObject
) -> None:
    _, found = published(*acts)
    ring = Ring("e", 0)
    channels = Channels("*:ATH*")
    always, late = Lane(channels, 0, 0), Lane(channels, 0, 0)
    joined = data.draw(st.integers(0, len(found) - 1))
    for n, step in enumerate(found):
        ring.append(step)
        always.feed([step], 0)
        if n == joined:
            late = Lane(channels, 0, ring.head)
        elif n > joined:
            late.feed([step], 0)
    back = data.draw(st.integers(0, ring.head))
    late.reach_back(ring, back)
    mine = late.cuts_from(late.number_after(back))
    assert list(mine) == list(always.cuts_from(always.number_after(back)))
    late.trim(data.draw(st.integers(0, ring.head)))
    assert list(late.cuts_from(late.base)) == [cut for cut in always.cuts_from(0) if cut.end > late.start]
    assert late.number_after(ring.head) == late.tip


def test_a_delayed_lane_takes_a_step_when_its_time_has_come() -> None:
    store, _ = published([H], [F])
    first, second = steps(store.epoch, store.read(0), 100.0)
    second.received = 105.0
    lane = Lane(Channels("*:*"), 10.0, 0)
    assert not lane.feed([first, second], 109.9)
    assert lane.feed([first, second], 110.0)
    assert lane.fed == 1
    assert not lane.feed([second], 114.9)
    assert lane.feed([second], 115.0)


@given(script, st.integers(0, 90))
def test_newest_is_each_document_once_at_its_last_version(acts: list[list[str]], offset: int) -> None:
    _, found = published(*acts)
    lane = Lane(Channels("*:*"), 0, 0)
    lane.feed(found, 0)
    frames, left_out = newest(lane.cuts_from(0), offset)
    beyond = [frame for step in found for frame in step.frames if frame.offset > offset]
    assert [f.offset for f in frames] == sorted({f.key: f.offset for f in beyond}.values())
    assert left_out == (len(frames) < len(beyond))


def test_a_chunk_of_the_past_is_whole_steps_and_knows_where_it_ends() -> None:
    many = [f"DT_RESULT/ATHM100M--------------HEAT{n:06}--" for n in range(CHUNK + 50)]
    store, _ = published([H], [F, B], many, [H])
    first = read_chunk(store, 0)
    assert [(s.first, s.end) for s in first.steps] == [(1, 1), (2, 3)]
    big = read_chunk(store, first.end)
    assert (big.steps[0].first, big.steps[0].end) == (4, 3 + len(many))
    assert [s.first for s in read_chunk(store, 3 + len(many)).steps] == [4 + len(many)]
    assert read_chunk(store, store.head()[0]).steps == ()


def test_a_chunk_that_begins_inside_a_step_still_ends_it() -> None:
    store, _ = published([H, F, B], [H])
    chunk = read_chunk(store, 2)
    assert [s.several for s in chunk.steps] == [True, False]


def test_an_offset_that_is_not_in_the_store_is_never_answered_with_what_comes_after() -> None:
    store, _ = published([H], [H], [H])
    del store._rows[0]
    with pytest.raises(Pruned):
        read_chunk(store, 0)
    with pytest.raises(Pruned):
        read_chunk(store, 9)
