"""A reader that comes back gets exactly what it missed, in order and once, or is told to reload. Real sockets, real store."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.feed.edge import Edge
from kotinos.feed.limits import Limits
from kotinos.results.publications.sqlite import SqlitePublications

from .conftest import Start
from .listening import listen, snapshot
from .publishing import BOUT, FINAL, HEAT, Press

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"
KEYS = [H, F, B, f"DT_MEDALLISTS/{FINAL}"]

steps = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True)
scripts = st.lists(st.one_of(steps, st.just("leave"), st.just("restart")), min_size=1, max_size=14)


@contextmanager
def new_store() -> Iterator[SqlitePublications]:
    with tempfile.TemporaryDirectory() as folder:
        store = SqlitePublications(Path(folder) / "p.db")
        yield store
        store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    script=scripts,
    channels=st.sampled_from(["*:*", "*:ATH*", "DT_RESULT:*", "DT_MEDALLISTS:*"]),
    ring_steps=st.sampled_from([1, 3, 1000]),
    at_id=st.booleans(),
)
def test_received_is_exactly_what_was_published(
    script: list[object], channels: str, ring_steps: int, at_id: bool
) -> None:
    """Whatever is published, wherever the reader leaves or the edge restarts, and however little the ring holds."""

    async def play() -> None:
        with new_store() as store:
            press = Press(store)
            limits = Limits(ring_steps=ring_steps, heartbeat_s=0.04)
            edge = Edge(store, limits)
            port = edge.open()
            reader = await listen(port, channels)
            await reader.next()
            received: list[bytes] = []
            place = reader.last_id
            for act in script:
                if isinstance(act, list):
                    rows = press.put(*act)
                    edge.offer(rows)
                    continue
                await reader.until(store.head()[0])
                received += [str(f["offset"]).encode() for f in reader.frames]
                place = reader.last_id if at_id else place_of(store.epoch, reader.offsets, place)
                await reader.close()
                press.put(KEYS[0])  # nobody listens
                if act == "restart":
                    await edge.close()
                    edge = Edge(store, limits)
                    port = edge.open()
                else:
                    edge.offer(store.read(edge.ring.head))
                reader = await listen(port, channels, headers=f"Last-Event-ID: {place}\r\n")
            await reader.until(store.head()[0])
            received += [str(f["offset"]).encode() for f in reader.frames]
            assert not reader.named("reload")
            await reader.close()
            wanted = [str(r.offset).encode() for r in store.read(0) if edge_wants(channels, r.type, r.rsc)]
            assert received == wanted
            await edge.close()

    asyncio.run(play())


def place_of(epoch: str, offsets: list[int], before: str) -> str:
    """What a client knows that looks at documents only: the last one it has."""
    return f"{epoch}:{offsets[-1]}" if offsets else before


def edge_wants(channels: str, kind: str, rsc: str) -> bool:
    types, _, prefix = channels.partition(":")
    return types in ("*", kind) and rsc.startswith(prefix.rstrip("*"))


@settings(max_examples=25, deadline=None)
@given(
    script=st.lists(steps, min_size=1, max_size=12),
    cut=st.integers(0, 12),
    latest=st.booleans(),
    ring_steps=st.sampled_from([1, 1000]),
)
def test_stale_state_and_the_changes_since_equal_fresh_state(
    script: list[list[str]], cut: int, latest: bool, ring_steps: int
) -> None:
    async def play() -> None:
        with new_store() as store:
            press = Press(store)
            edge = Edge(store, Limits(ring_steps=ring_steps, heartbeat_s=0.04))
            port = edge.open()
            for act in script[:cut]:
                edge.offer(press.put(*act))
            stale = await snapshot(port)
            state = {f["key"]: f for f in stale["documents"]}
            for n, act in enumerate(script[cut:]):
                edge.offer(press.put(*act, body=None if n % 4 == 3 else "text"))
            kind = "latest" if latest else "every"
            reader = await listen(port, epoch=stale["epoch"], offset=stale["offset"], class_=kind)
            await reader.until(store.head()[0])
            for frame in reader.frames:
                state[frame["key"]] = frame
            fresh = await snapshot(port)
            assert state == {f["key"]: f for f in fresh["documents"]}
            assert fresh["offset"] == store.head()[0]
            await reader.close()
            await edge.close()

    asyncio.run(play())


async def test_a_reader_that_left_inside_a_step_gets_the_rest_of_it_and_its_end(start: Start) -> None:
    edge = await start()
    edge.put(H, F, B)
    reader = await listen(edge.port, headers=f"Last-Event-ID: {edge.ring.epoch}:1\r\n")
    await reader.until(3)
    await reader.rest(0.1)
    assert reader.offsets == [2, 3]
    assert reader.named("step") == [{"step": 1, "offset": 3}]
    await reader.close()


async def test_the_rest_of_a_step_comes_from_the_store_as_well(start: Start) -> None:
    edge = await start(ring_steps=1)
    edge.put(H, F, B)
    edge.put(H)
    edge.put(H)
    reader = await listen(edge.port, headers=f"Last-Event-ID: {edge.ring.epoch}:2\r\n")
    await reader.until(5)
    assert reader.offsets == [3, 4, 5]
    assert reader.named("step") == [{"step": 1, "offset": 3}]
    await reader.close()


@pytest.mark.parametrize(
    ("place", "reason"),
    [("another0epoch:1", "epoch"), ("{epoch}:99", "ahead")],
)
async def test_what_cannot_be_resumed_is_told_to_reload(start: Start, place: str, reason: str) -> None:
    edge = await start()
    edge.put(H)
    reader = await listen(edge.port, headers=f"Last-Event-ID: {place.format(epoch=edge.ring.epoch)}\r\n")
    edge.put(F)
    await reader.until(2)
    assert reader.named("reload") == [{"reason": reason, "epoch": edge.ring.epoch, "offset": 1}]
    assert reader.offsets == [2]
    await reader.close()


async def test_a_reload_moves_the_browsers_place_so_that_it_is_told_once(start: Start) -> None:
    edge = await start()
    edge.put(H)
    reader = await listen(edge.port, headers="Last-Event-ID: old:7\r\n")
    while not reader.named("reload"):
        await reader.next()
    await reader.close()
    again = await listen(edge.port, headers=f"Last-Event-ID: {reader.last_id}\r\n")
    edge.put(F)
    await again.until(2)
    assert again.named("reload") == []
    assert again.offsets == [2]
    await again.close()


async def test_too_far_behind_is_told_to_reload(start: Start) -> None:
    edge = await start(max_lag=5)
    for _ in range(10):
        edge.put(H)
    near = await listen(edge.port, offset=5, epoch=edge.ring.epoch)
    far = await listen(edge.port, offset=4, epoch=edge.ring.epoch)
    await near.until(10)
    await far.until(10)
    assert near.offsets == [6, 7, 8, 9, 10]
    assert far.offsets == []
    assert far.named("reload") == [{"reason": "lag", "epoch": edge.ring.epoch, "offset": 10}]
    await near.close()
    await far.close()


async def test_a_hole_in_the_store_is_told_never_skipped(start: Start, tmp_path: Path) -> None:
    """Rows that somebody removed by hand: a reader that needs them must not get the ones after as if nothing were missing."""
    import sqlite3

    edge = await start(ring_steps=2)
    for _ in range(9):
        edge.put(H)
    with sqlite3.connect(tmp_path / "publications.db") as connection:
        connection.execute('DELETE FROM publication WHERE "offset" < 6')
    connection.close()
    reader = await listen(edge.port, offset=2, epoch=edge.ring.epoch)
    await reader.rest(0.5)
    assert reader.offsets == []
    assert [r["reason"] for r in reader.named("reload")] == ["pruned"]
    await reader.close()


async def test_last_event_id_is_newer_than_the_address(start: Start) -> None:
    """A browser reconnects with its first address, where an old offset may stand."""
    edge = await start()
    for _ in range(4):
        edge.put(H)
    epoch = edge.ring.epoch
    reader = await listen(edge.port, offset=1, epoch=epoch, headers=f"Last-Event-ID: {epoch}:3\r\n")
    await reader.until(4)
    assert reader.offsets == [4]
    await reader.close()


async def test_ten_thousand_readers_who_come_back_cost_no_read_of_the_store_each(start: Start) -> None:
    """Scaled to the suite: sixty readers resume from one place beyond the ring, and the store is read a few times in all."""
    edge = await start(ring_steps=20)
    for _ in range(300):
        edge.put(H)
    readers = await asyncio.gather(*(listen(edge.port, offset=0, epoch=edge.ring.epoch) for _ in range(60)))
    await asyncio.gather(*(r.until(300, 20) for r in readers))
    assert {tuple(r.offsets) for r in readers} == {tuple(range(1, 301))}
    assert edge.history.reads <= 4
    for reader in readers:
        await reader.close()


async def storm(seed: int, disconnects: int) -> None:
    """Readers leave and come back at random, abruptly or not, while edges are restarted; what each got is compared by hash."""
    chance = random.Random(seed)
    with new_store() as store:
        press = Press(store)
        limits = Limits(ring_steps=chance.choice([5, 50, 5000]), heartbeat_s=0.04, send_buffer=4096)
        edge, done = Edge(store, limits), asyncio.Event()
        port = edge.open()
        left = disconnects

        async def publish() -> None:
            nonlocal edge
            while not done.is_set():
                rows = press.put(
                    *chance.sample(KEYS, chance.choice([1, 1, 1, 2, 3])), body="x" * chance.choice([10, 2000])
                )
                edge.offer(rows)
                if chance.random() < 0.02:
                    await edge.close()
                    edge = Edge(store, limits)
                    edge.open(port=port)
                await asyncio.sleep(0.002)

        async def read(channels: str) -> None:
            nonlocal left
            got: list[int] = []
            place = f"{store.epoch}:0"
            while True:
                last = left <= 0
                try:
                    reader = await listen(port, channels, headers=f"Last-Event-ID: {place}\r\n")
                except (OSError, asyncio.IncompleteReadError):
                    await asyncio.sleep(0.005)
                    continue
                left -= 1
                with contextlib.suppress(OSError, AssertionError):
                    if last:
                        await done.wait()
                        await reader.until(store.head()[0])
                    else:
                        await reader.rest(chance.random() * 0.03)
                assert not reader.named("reload")
                got += reader.offsets
                place = reader.last_id or place
                if chance.random() < 0.5:
                    reader.writer.transport.abort()
                await reader.close()
                if last and done.is_set() and int(place.rpartition(":")[2]) >= store.head()[0]:
                    break
                if last and not done.is_set():
                    done.set()
            wanted = [r.offset for r in store.read(0, 1_000_000) if edge_wants(channels, r.type, r.rsc)]
            assert digest(got) == digest(wanted)

        async with asyncio.TaskGroup() as group:
            publishing = group.create_task(publish())
            readers = [group.create_task(read(c)) for c in ["*:*", "*:ATH*", "DT_MEDALLISTS:*", "*:JUD*"] * 4]
            while left > 0:
                await asyncio.sleep(0.05)
            done.set()
            await publishing
            await asyncio.gather(*readers)
        await edge.close()


def digest(offsets: list[int]) -> str:
    return hashlib.sha256(",".join(map(str, offsets)).encode()).hexdigest()


async def test_five_hundred_disconnects_lose_and_repeat_nothing() -> None:
    await storm(seed=20240804, disconnects=500)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(int(os.environ.get("KOTINOS_SOAK_SEEDS", "4"))))
async def test_ten_thousand_disconnects_lose_and_repeat_nothing(seed: int) -> None:
    await storm(seed, disconnects=2500)
