"""A bus that does everything a bus may do to its readers: it loses, delays and repeats."""

from __future__ import annotations

import asyncio
import random

from kotinos.journal.bus.board import Board


class LossyBus:
    """See `kotinos.journal.event.Bus`. Loses half, delays some, repeats some, and now and then wakes somebody for nothing."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._board = Board()
        self._late: set[asyncio.Task[None]] = set()
        self.lost = self.told = 0

    async def announce(self, topic: str, position: int) -> None:
        """Perhaps."""
        if self._chance.random() < 0.5:
            self.lost += 1
            return
        self.told += 1
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            self._late.add(asyncio.create_task(self._later(topic, position)))

    async def _later(self, topic: str, position: int) -> None:
        await asyncio.sleep(self._chance.choice((0, 0.001, 0.02)))
        self._board.hear(topic, position)
        self._board.hear_something()

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """At times returns at once."""
        if self._chance.random() > 0.2:
            await self._board.wait(topic, beyond, timeout)

    async def close(self) -> None:
        """Forget what was delayed."""
        await asyncio.gather(*self._late)
