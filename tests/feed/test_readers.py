"""Readers that are slow, stalled, conflated or delayed: what each costs, and what each gets."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.feed.edge import Edge
from kotinos.feed.history import read_chunk
from kotinos.feed.lane import Lane
from kotinos.feed.limits import Limits
from kotinos.feed.reader import Reader
from kotinos.results.publications.memory import MemoryPublications

from .conftest import Running, Start
from .listening import Listener, listen, snapshot
from .publishing import BOUT, FINAL, HEAT, Press

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"
BIG = "x" * 20_000


def readers(edge: Edge) -> list[Reader]:
    return [reader for lane in edge.lanes.values() for reader in lane.readers.values()]


def lanes(edge: Edge) -> list[Lane]:
    return list(edge.lanes.values())


async def stall(edge: Running, **query: object) -> Listener:
    """A reader that stops reading, and enough published to fill what the kernel takes for it."""
    slow = await listen(edge.port, buffer=4096, **query)  # type: ignore[arg-type]
    slow.reader._transport.pause_reading()  # type: ignore[attr-defined]
    async with asyncio.timeout(20):
        while not any(reader.behind for reader in readers(edge)):
            edge.put(H, body=BIG)
            await asyncio.sleep(0.001)
    return slow


def wake(slow: Listener) -> None:
    slow.reader._transport.resume_reading()  # type: ignore[attr-defined]


def consistent(events: list[Any]) -> list[dict[str, int]]:
    """What a client shows that follows the protocol: the versions it holds at each moment when it may show them."""
    state: dict[str, int] = {}
    waiting: dict[str, int] = {}
    shown, batch = [], False
    for event in events:
        if event.name == "batch":
            batch = True
        elif event.name == "message":
            waiting[event.data["key"]] = event.data["version"]
        ends = (event.name == "message" and event.data["last"] and not batch) or event.name == "step"
        if ends:
            batch = batch and event.name != "step"
            state |= waiting
            waiting = {}
            shown.append(dict(state))
    assert not waiting
    return shown


async def test_documents_of_one_step_come_together_with_its_end(start: Start) -> None:
    edge = await start()
    whole, part = await listen(edge.port), await listen(edge.port, "*:JUD*")
    edge.put(H)
    edge.put(H, F, B)
    edge.put(F, H)
    await whole.settle(6)
    await part.settle(6)
    assert [(e.name, e.data["offset"]) for e in whole.events[1:]] == [
        ("message", 1), ("message", 2), ("message", 3), ("message", 4), ("step", 4), ("message", 5), ("message", 6), ("step", 6),
    ]  # fmt: skip
    assert [(e.name, e.data["offset"]) for e in part.events[1:]] == [("message", 4), ("step", 4)]
    await whole.close()
    await part.close()


async def test_a_stalled_reader_holds_no_copy_and_delays_nobody(start: Start) -> None:
    edge = await start(send_buffer=4096)
    slow = await stall(edge)
    quick = await listen(edge.port)
    for _ in range(100):
        edge.put(H, F, body=BIG)
    begun = time.monotonic()
    await quick.until(edge.ring.head)
    assert time.monotonic() - begun < 2
    (stalled,) = (reader for reader in readers(edge) if reader.behind)
    shared = [cut.wire(0) for cut in stalled.lane.cuts_from(stalled.lane.base)]
    assert stalled.rest is None or any(stalled.rest is data for data in shared)
    wake(slow)
    await slow.settle(edge.ring.head, 20)
    assert slow.offsets == list(range(1, edge.ring.head + 1))
    for reader in (slow, quick):
        await reader.close()


async def test_a_reader_behind_the_ring_gets_everything_from_the_store(start: Start) -> None:
    edge = await start(send_buffer=4096, ring_steps=3)
    slow = await stall(edge)
    for _ in range(1200):
        edge.put(H)
    edge._tidy()
    wake(slow)
    await slow.settle(edge.ring.head, 30)
    assert slow.offsets == list(range(1, edge.ring.head + 1))
    assert edge.history.reads > 0
    await slow.close()


async def test_a_reader_that_keeps_up_gets_all_of_what_comes_at_once_though_nothing_follows(start: Start) -> None:
    """More than one send holds: the rest must not wait for the next document."""
    edge = await start()
    reader = await listen(edge.port)
    for _ in range(20):
        edge.press.put(H, body=BIG)
    edge.take(read_chunk(edge.press.store, edge.ring.head).steps)
    await reader.until(20)
    assert reader.offsets == list(range(1, 21))
    await reader.close()


async def test_what_comes_at_once_and_leaves_the_ring_at_once_skips_nobody(start: Start) -> None:
    edge = await start(ring_steps=3)
    reader = await listen(edge.port)
    for _ in range(200):
        edge.press.put(H, body=BIG)
    while found := read_chunk(edge.press.store, edge.ring.head).steps:
        edge.take(found)
        edge._tidy()  # before the reader has had its turn
    await reader.settle(edge.ring.head, 20)
    assert reader.offsets == list(range(1, edge.ring.head + 1))
    await reader.close()


async def test_a_reader_too_far_behind_is_closed_with_the_cause_named(start: Start) -> None:
    edge = await start(send_buffer=4096, ring_steps=3, max_lag=50)
    slow = await stall(edge)
    for _ in range(200):
        edge.put(H)
    edge._tidy()
    wake(slow)
    with contextlib.suppress(asyncio.IncompleteReadError):
        while await slow.next() is not None:
            pass
    assert edge.closed == {"lag": 1}
    assert slow.offsets == list(range(1, len(slow.offsets) + 1))
    assert slow.named("reload") == [{"reason": "lag", "epoch": edge.ring.epoch, "offset": edge.ring.head}]
    await slow.close()


async def test_a_reader_that_takes_nothing_for_long_is_closed(start: Start) -> None:
    edge = await start(send_buffer=4096, stall_s=0.3)
    slow = await stall(edge)
    async with asyncio.timeout(5):
        while not edge.closed:
            await asyncio.sleep(0.05)
    assert edge.closed == {"stalled": 1}
    assert len(edge.door) == 0
    await slow.close()


async def test_latest_gets_the_newest_of_each_document_in_order_when_it_is_behind(start: Start) -> None:
    edge = await start(send_buffer=4096)
    slow = await stall(edge, class_="latest")
    for _ in range(300):
        edge.put(H, F, body=BIG)
    edge.put(B)
    wake(slow)
    await slow.settle(edge.ring.head, 20)
    assert len(slow.offsets) < 300
    assert slow.offsets == sorted(set(slow.offsets))
    assert [f["version"] for f in slow.frames[-3:]] == [edge.press.versions[k] for k in (H, F, B)]
    assert slow.named("batch")
    await slow.close()


async def test_latest_that_keeps_up_gets_every_message(start: Start) -> None:
    edge = await start()
    reader = await listen(edge.port, class_="latest")
    await reader.next()
    for n in range(1, 20):
        edge.put(H)
        await reader.until(n)
    assert reader.offsets == list(range(1, 20))
    assert reader.named("batch") == []
    await reader.close()


async def test_a_batch_that_breaks_off_is_still_never_a_mix(start: Start) -> None:
    """Both documents change in every step, so whatever a board may show must hold equal versions of the two."""
    edge = await start(send_buffer=4096)
    slow = await listen(edge.port, "DT_RESULT:ATH*", buffer=4096, class_="latest")
    for n in range(400):
        edge.put(H, F, body=BIG)
        if n % 20 == 0:
            slow.reader._transport.pause_reading()  # type: ignore[attr-defined]
        if n % 20 == 15:
            slow.reader._transport.resume_reading()  # type: ignore[attr-defined]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.005):
                    while True:
                        await slow.next()
        await asyncio.sleep(0)
    wake(slow)
    await slow.settle(edge.ring.head, 20)
    shown = consistent(slow.events)
    assert {tuple(state.values()).count(state[H]) for state in shown} == {2}
    assert shown[-1][H] == 400
    await slow.close()


sizes = st.sampled_from(["x", "x" * 3000, BIG])
acts = st.lists(
    st.tuples(st.lists(st.sampled_from([H, F, B]), min_size=1, max_size=3, unique=True), sizes), min_size=1, max_size=60
)


@settings(max_examples=20, deadline=None)
@given(acts=acts, ring_steps=st.sampled_from([2, 1000]), kind=st.sampled_from(["latest", "every"]))
def test_however_slow_a_reader_ends_with_the_same_state_as_a_fresh_snapshot(
    acts: list[tuple[list[str], str]], ring_steps: int, kind: str
) -> None:
    async def play() -> None:
        store = MemoryPublications()
        press = Press(store)
        edge = Edge(store, Limits(ring_steps=ring_steps, send_buffer=4096, heartbeat_s=0.04))
        port = edge.open()
        slow = await listen(port, buffer=4096, class_=kind)
        slow.reader._transport.pause_reading()  # type: ignore[attr-defined]
        for keys, body in acts:
            edge.offer(press.put(*keys, body=body))
            await asyncio.sleep(0)
        wake(slow)
        await slow.settle(store.head()[0], 20)
        fresh = await snapshot(port)
        shown = consistent(slow.events)
        assert shown[-1] == {f["key"]: f["version"] for f in fresh["documents"]}
        for before, after in itertools.pairwise(shown):
            assert all(after[key] >= version for key, version in before.items())
        await slow.close()
        await edge.close()

    asyncio.run(play())


async def test_a_delayed_reader_gets_everything_later_and_in_order(start: Start) -> None:
    edge = await start()
    edge.put(H)
    late, now = await listen(edge.port, delay=0.4), await listen(edge.port)
    begun = time.monotonic()
    edge.put(F)
    edge.put(H, B)
    await now.until(4)
    assert time.monotonic() - begun < 0.3
    assert now.offsets == [2, 3, 4]
    while 4 not in late.offsets:
        await late.next()
    assert 0.38 <= time.monotonic() - begun < 0.8
    assert late.offsets[-3:] == [2, 3, 4]
    for reader in (late, now):
        await reader.close()


async def test_heartbeats_of_a_delayed_reader_do_not_run_ahead_of_it(start: Start) -> None:
    edge = await start(heartbeat_s=0.05)
    late = await listen(edge.port, delay=30)
    edge.put(H)
    await late.rest(0.3)
    assert late.frames == []
    assert late.beats
    assert {beat.data["head"] for beat in late.beats} == {0}
    await late.close()


async def test_a_delay_longer_than_the_ring_is_served_from_the_store(start: Start) -> None:
    edge = await start(ring_steps=2)
    late = await listen(edge.port, delay=0.5)
    for _ in range(30):
        edge.put(H)
    begun = time.monotonic()
    while 30 not in late.offsets:
        await late.next()
    assert time.monotonic() - begun < 3
    assert late.offsets == list(range(1, 31))
    await late.close()


async def test_a_snapshot_may_be_delayed_like_the_stream_that_follows_it(start: Start) -> None:
    edge = await start()
    edge.put(H)
    await asyncio.sleep(0.3)
    edge.put(H)
    found = await snapshot(edge.port, delay=0.2)
    assert (found["offset"], found["documents"][0]["version"]) == (1, 1)
    late = await listen(edge.port, delay=0.2, epoch=found["epoch"], offset=found["offset"])
    await late.until(2)
    assert late.offsets == [2]
    await late.close()


async def test_a_snapshot_can_be_had_as_it_stood_published_at_an_instant(start: Start) -> None:
    edge = await start()
    edge.put(H, at="2024-08-04T19:00:00.000000Z")
    edge.put(H, F, at="2024-08-04T19:00:05.000000Z")
    before = await snapshot(edge.port, at="2024-08-04T19:00:04Z")
    after = await snapshot(edge.port, at="2024-08-04T21:00:05%2B02:00")
    assert [(before["offset"], len(before["documents"])), (after["offset"], len(after["documents"]))] == [
        (1, 1),
        (3, 2),
    ]


async def test_heartbeats_come_when_nothing_else_does_and_say_where_the_feed_stands(start: Start) -> None:
    edge = await start(heartbeat_s=0.1)
    reader = await listen(edge.port, "*:JUD*")
    edge.put(H)
    await reader.rest(0.55)
    assert 3 <= len(reader.beats) <= 6
    assert reader.beats[-1].data == {"head": 1}
    assert reader.beats[-1].id == f"{edge.ring.epoch}:1"
    await reader.close()


async def test_what_the_ring_let_go_is_not_held_by_lanes(start: Start) -> None:
    edge = await start(ring_steps=10)
    reader = await listen(edge.port)
    for _ in range(100):
        edge.put(H)
    await reader.until(100)
    edge._tidy()
    assert [len(lane.cuts_from(lane.base)) for lane in lanes(edge)] == [10]
    await reader.close()


async def test_readers_of_the_same_channels_share_a_lane_and_its_bytes(start: Start) -> None:
    edge = await start()
    some = [await listen(edge.port, text) for text in ("*:ATH*,*:JUD*", "*:JUD*,*:ATH*", "*:ATH*")]
    edge.put(H)
    for reader in some:
        await reader.until(1)
    assert len(edge.lanes) == 2
    first, second = (lane.cuts_from(lane.tip - 1)[0] for lane in lanes(edge))
    assert first.wire(0) is second.wire(0)
    for reader in some:
        await reader.close()
