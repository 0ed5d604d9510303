"""Every event once and in order, whatever the bus loses, repeats or delays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from kotinos.journal.event import Bus, Event, Journal

TOPIC = "journal"
"""The topic on which the journal's own growth is announced; its positions are ``seq``."""


async def follow(
    journal: Journal, bus: Bus, after: int = 0, *, topic: str = TOPIC, look_every: float = 1.0, limit: int = 1000
) -> AsyncIterator[Event]:
    """Yield the events after ``after``, for ever.

    The bus only shortens the wait: every ``look_every`` seconds the journal is read even if nothing was heard.
    Reads happen in a thread, so a slow disk or a distant database does not hold the loop.
    """
    while True:
        events = await asyncio.to_thread(journal.read, after, limit)
        for event in events:
            yield event
            after = event.seq
        if len(events) < limit:
            await bus.wait(topic, after, look_every)
