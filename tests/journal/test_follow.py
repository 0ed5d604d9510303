"""A follower sees every event once and in order, whatever the bus does."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kotinos.journal.bus.inprocess import InProcessBus
from kotinos.journal.bus.sqlite_tail import CALM, SLOW, SqliteTailBus
from kotinos.journal.event import Event, Journal, JournalClosed, JournalUnavailable
from kotinos.journal.follow import follow
from kotinos.journal.opening import open_bus, open_journal
from tests.journals import proposal
from tests.lossy import LossyBus
from tests.servers import Postgres


async def first(events: AsyncIterator[Event], n: int) -> list[Event]:
    return [await anext(events) for _ in range(n)]


@pytest.mark.parametrize("seed", range(5))
async def test_a_bus_that_loses_half_loses_no_event(journal: Journal, seed: int) -> None:
    bus = LossyBus(seed)
    reader = asyncio.create_task(first(follow(journal, bus, look_every=0.05, limit=7), 120))
    for n in range(60):
        receipts = await journal.record([proposal(f"{n}.a"), proposal(f"{n}.b")])
        await bus.announce("journal", receipts[-1].seq)
        if n % 10 == 0:
            await asyncio.sleep(0.01)
    assert await asyncio.wait_for(reader, 20) == journal.read()
    assert bus.lost and bus.told
    await bus.close()


async def test_a_deaf_follower_looks_by_itself(journal: Journal) -> None:
    reader = asyncio.create_task(first(follow(journal, InProcessBus(), look_every=0.05), 3))
    for n in range(3):
        await asyncio.sleep(0.06)
        await journal.record([proposal(f"e{n}")])  # and announces nothing
    assert [e.seq for e in await asyncio.wait_for(reader, 10)] == [1, 2, 3]


async def test_following_begins_after_a_place(journal: Journal) -> None:
    await journal.record([proposal(f"e{n}") for n in range(10)])
    assert [e.seq for e in await first(follow(journal, InProcessBus(), after=7), 3)] == [8, 9, 10]


async def test_following_a_closed_journal_ends_in_its_error(tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{tmp_path}/j.db")
    journal.close()
    with pytest.raises(JournalClosed):
        await anext(follow(journal, InProcessBus()))


async def test_a_follower_outlives_a_restart_of_the_database(postgres: Postgres) -> None:
    url = postgres.database()
    journal = open_journal(url)
    events = follow(journal, InProcessBus(), look_every=0.1)
    await journal.record([proposal("before")])
    assert (await anext(events)).id == "before"
    await asyncio.to_thread(postgres.stop)
    following = asyncio.create_task(anext(events))  # type: ignore[arg-type]
    await asyncio.sleep(0.3)
    assert not following.done()
    await asyncio.to_thread(postgres.start)
    with pytest.raises(JournalUnavailable):  # the first to write after it finds its session gone
        await journal.record([proposal("after")])
    await journal.record([proposal("after")])
    assert (await asyncio.wait_for(following, 10)).id == "after"
    journal.close()


WRITER = """
import sys, time
from kotinos.journal.event import Proposal
from kotinos.journal.opening import open_journal
journal = open_journal(sys.argv[1])
for n in range(30):
    now = str(time.time_ns())
    journal.append([Proposal(id=str(n), at="2026-07-04T09:30:00.000000Z", stream="s", kind="k", actor="a", source="s",
                             body=now.encode())]).result()
    time.sleep(0.02)
journal.close()
"""


async def test_the_tail_of_a_file_is_followed_across_processes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/journal.db"
    open_journal(url).close()
    journal = open_journal(url, read_only=True)
    bus = await open_bus("sqlite-tail:", journal)
    writer = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, url)
    delays = []
    async for event in follow(journal, bus, look_every=30):  # only the tail can be quick here
        delays.append(time.time_ns() - int(event.body))
        if event.seq == 30:
            break
    assert await writer.wait() == 0
    assert sorted(delays)[15] < 50_000_000
    await bus.close()
    journal.close()


async def test_a_calm_tail_looks_seldom(tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{tmp_path}/journal.db")
    bus = await open_bus("sqlite-tail:", journal)
    assert isinstance(bus, SqliteTailBus)
    waiter = asyncio.create_task(bus.wait("journal", 0, 60))
    await asyncio.sleep(2 * CALM)
    looks: list[str] = []
    bus._connection.set_trace_callback(looks.append)
    await asyncio.sleep(1)
    bus._connection.set_trace_callback(None)
    # However slow or fast the machine is, it cannot look more often than it sleeps between two looks; 1.5 for a late callback.
    assert 0 < len(looks) <= 1.5 / SLOW
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    await bus.close()
    journal.close()
