"""Every event once and in order, whatever the bus loses, repeats or delays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import structlog

from kotinos.journal.event import TOPIC, Bus, Event, Journal, JournalClosed, JournalForeign, JournalUnavailable

log = structlog.get_logger()


async def follow(
    journal: Journal, bus: Bus, after: int = 0, *, topic: str = TOPIC, look_every: float = 1.0, limit: int = 1000
) -> AsyncIterator[Event]:
    """Yield the events after ``after``, for ever.

    The bus only shortens the wait: every ``look_every`` seconds the journal is read even if nothing was heard.
    Reads happen in a thread, so a slow disk or a distant database does not hold the loop. A journal that cannot be read
    for a while is asked again as often; one that was closed, or is none, raises.
    """
    while True:
        try:
            events = await asyncio.to_thread(journal.read, after, limit)
        except (JournalClosed, JournalForeign):
            raise
        except JournalUnavailable as error:
            log.warning("the journal cannot be read, trying again", after=after, error=str(error))
            await asyncio.sleep(look_every)
            continue
        for event in events:
            yield event
            after = event.seq
        if len(events) < limit:
            await bus.wait(topic, after, look_every)
