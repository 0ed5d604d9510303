"""What every bus must do when it is well, and what it may never do when it is not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kotinos.journal.event import Bus
from kotinos.journal.opening import open_bus, open_journal
from tests.journals import proposal


class Pair:
    """The bus as two processes have it: one tells, one waits. ``advance`` records an event, for a bus that watches."""

    def __init__(self, telling: Bus, waiting: Bus, record) -> None:  # type: ignore[no-untyped-def]
        self.telling, self.waiting, self.record = telling, waiting, record
        self.position = 0

    async def advance(self, topic: str = "journal") -> None:
        self.position += 1
        await self.record(self.position)
        await self.telling.announce(topic, self.position)


@pytest.fixture(params=["inprocess:", "sqlite-tail:", "postgresql", "nats"])
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pair]:
    url = request.param
    journal = open_journal(f"sqlite:///{tmp_path}/journal.db")

    async def record(n: int) -> None:
        if url == "sqlite-tail:":
            await journal.record([proposal(f"e{n}")])

    if url == "postgresql":
        url = request.getfixturevalue("postgres").database()
    elif url == "nats":
        url = request.getfixturevalue("nats").url
    telling = await open_bus(url, journal)
    waiting = telling if url == "inprocess:" else await open_bus(url, journal)
    yield Pair(telling, waiting, record)
    await telling.close()
    if waiting is not telling:
        await waiting.close()
    journal.close()


async def took(waiting) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    await waiting
    return time.perf_counter() - start


async def test_a_waiter_is_woken_by_what_it_waits_for(pair: Pair) -> None:
    waiter = asyncio.create_task(took(pair.waiting.wait("journal", 0, 10)))
    await asyncio.sleep(0.1)
    await pair.advance()
    assert await waiter < 3


async def test_what_was_announced_before_is_not_waited_for(pair: Pair) -> None:
    await pair.waiting.wait("journal", 0, 0.05)  # a watcher begins to watch
    await pair.advance()
    await asyncio.sleep(0.2)
    assert await took(pair.waiting.wait("journal", 0, 10)) < 3


async def test_who_knows_it_already_waits_on_until_the_time_is_up(pair: Pair) -> None:
    await pair.advance()
    await asyncio.sleep(0.3)
    assert await took(pair.waiting.wait("journal", 1, 0.3)) >= 0.29


# Not the tail of a file: it only knows of commits, and any of them may mean more on any topic.
@pytest.mark.parametrize("pair", ["inprocess:", "postgresql", "nats"], indirect=True)
async def test_topics_are_apart(pair: Pair) -> None:
    odd = "documents/ATH M.*> é"
    waiter = asyncio.create_task(took(pair.waiting.wait("journal", 0, 0.5)))
    other = asyncio.create_task(took(pair.waiting.wait(odd, 0, 10)))
    await asyncio.sleep(0.1)
    await pair.advance(odd)
    assert await waiter >= 0.49
    assert await other < 3


async def test_many_waiters_are_all_woken(pair: Pair) -> None:
    waiters = [asyncio.create_task(took(pair.waiting.wait("journal", 0, 10))) for _ in range(200)]
    await asyncio.sleep(0.1)
    await pair.advance()
    assert max(await asyncio.gather(*waiters)) < 3


async def test_a_cancelled_waiter_leaves_nothing_behind(pair: Pair) -> None:
    waiter = asyncio.create_task(pair.waiting.wait("journal", 0, 10))
    await asyncio.sleep(0.05)
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    assert pair.waiting._board._waiting == {}  # type: ignore[attr-defined]


async def test_closing_wakes_who_waits(pair: Pair) -> None:
    waiter = asyncio.create_task(took(pair.waiting.wait("journal", 0, 10)))
    await asyncio.sleep(0.05)
    await pair.waiting.close()
    assert await waiter < 3
