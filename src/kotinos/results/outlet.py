"""Where the engine hands over what is durable, so that it is shown: to a publisher in this process, or to one beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from kotinos.results.competition import Games
from kotinos.results.publisher import Publisher
from kotinos.results.steps import Step

APART = 0.02
"""Seconds between two transactions of publications while more comes; after a pause the first documents go out at once."""


class Outlet(Protocol):
    """What the engine needs of whoever publishes. One engine uses one outlet once."""

    async def begin(self, head: int, stored: Callable[[int], None], failed: Callable[[Exception], object]) -> int:
        """Take up where the store of publications stands; returns the step from which on the engine hands steps over.

        ``head`` is the journal's end; a store ahead of it is refused with ``ValueError``. From now on ``stored`` hears of the last step
        whose documents are in the store, and ``failed`` why no more will come.
        """

    def show(self, before: Games, after: Games, step: Step, seq: int) -> None:
        """Publish what ``step``, which ends at ``seq``, changed; ``stored`` follows."""

    async def settled(self) -> None:
        """Return when everything handed over is stored."""

    @property
    def place(self) -> tuple[str, int]:
        """The epoch of the store and the offset of the last document in it."""

    async def end(self) -> None:
        """Hand over nothing more."""


class Here:
    """An outlet in this process."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._stored: Callable[[int], None] = lambda _seq: None
        self._failed: Callable[[Exception], object] = lambda _error: None
        self._last = 0
        self._flushed = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def begin(self, head: int, stored: Callable[[int], None], failed: Callable[[Exception], object]) -> int:
        """See `Outlet.begin`."""
        self._stored, self._failed = stored, failed
        return self._publisher.resume(head)

    def show(self, before: Games, after: Games, step: Step, seq: int) -> None:
        """See `Outlet.show`. Few transactions for many steps spare the disk, and wake the readers of the store as seldom."""
        self._publisher.show(before, after, step, seq)
        self._last = seq
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        if loop.time() - self._flushed < APART:
            self._timer = loop.call_at(self._flushed + APART, self._due)
        else:
            self._flush()

    async def settled(self) -> None:
        """See `Outlet.settled`."""
        self._flush()

    @property
    def place(self) -> tuple[str, int]:
        """See `Outlet.place`."""
        return self._publisher.place

    async def end(self) -> None:
        """See `Outlet.end`."""
        if self._timer is not None:
            self._timer.cancel()  # only a failed engine leaves one: what is durable is published after a restart

    def _due(self) -> None:
        try:
            self._flush()
        except Exception as error:
            self._failed(error)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._publisher.flush()
        self._flushed = asyncio.get_running_loop().time()
        if self._last:
            self._stored(self._last)
