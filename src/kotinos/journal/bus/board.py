"""What every bus keeps: how far each topic was heard to reach, and who waits for more."""

from __future__ import annotations

import asyncio
import threading


class Board:
    """Remembers the highest position heard per topic and wakes those who wait below it. Any thread, any loop."""

    def __init__(self) -> None:
        self._heard: dict[str, int] = {}
        self._waiting: dict[str, dict[asyncio.Future[None], int]] = {}
        self._lock = threading.Lock()

    def hear(self, topic: str, position: int) -> None:
        """``position`` exists on ``topic``."""
        with self._lock:
            if position <= self._heard.get(topic, 0):
                return
            self._heard[topic] = position
            due = [future for future, beyond in self._waiting.get(topic, {}).items() if beyond < position]
        for future in due:
            _wake(future)

    def hear_something(self, but: str | None = None) -> None:
        """Something may be new on any topic: wake everybody, except on the topic ``but``, of which more is known."""
        with self._lock:
            due = [future for topic, waiting in self._waiting.items() if topic != but for future in waiting]
        for future in due:
            _wake(future)

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `kotinos.journal.event.Bus.wait`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        with self._lock:
            if self._heard.get(topic, 0) > beyond:
                return
            self._waiting.setdefault(topic, {})[future] = beyond
        try:
            await asyncio.wait((future,), timeout=timeout)
        finally:
            with self._lock:
                del self._waiting[topic][future]
                if not self._waiting[topic]:
                    del self._waiting[topic]


def _wake(future: asyncio.Future[None]) -> None:
    loop = future.get_loop()
    try:
        loop.call_soon_threadsafe(_resolve, future)
    except RuntimeError:  # that loop has ended, and its waiter with it
        return


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
