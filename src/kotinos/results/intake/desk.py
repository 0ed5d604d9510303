"""The desk: takes messages, one after the other for each source, and submits what they say to the engine.

It finds units by their device names, takes back what a whole message no longer says, leaves out the row that names nobody while
the others go on, and reports place by place what became of everything. What was refused is kept and recorded.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from itertools import islice

import msgspec

from kotinos.results import facts
from kotinos.results.engine import Outcome
from kotinos.results.facts import Command
from kotinos.results.intake import forms
from kotinos.results.intake.body import LIMIT
from kotinos.results.intake.message import Message, identity
from kotinos.results.intake.order import Order
from kotinos.results.intake.reading import BadMessage, Sheet
from kotinos.results.intake.refused import Note, Shelf
from kotinos.results.intake.report import Engine, Fault, Report, Taken
from kotinos.results.intake.snapshot import Snapshots
from kotinos.results.intake.visit import Visit

AT_ONCE = 64
"""Readings of one message that are shown in one step. Nearly all have fewer; between the steps of a long one others have their turn."""

_BIG = 64_000
"""Bytes above which a message is read beside the event loop."""


class Desk:
    """One per engine. ``feed`` (``OG2024/P``) is the only feed it takes ODF of: production and test are never mixed; empty takes any."""

    def __init__(self, engine: Engine, shelf: Shelf, feed: str = "") -> None:
        self.engine, self.shelf, self._feed = engine, shelf, feed
        self._order = Order()
        self._snapshots = Snapshots()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, message: Message) -> Report:
        """Take one message. Whatever it holds, this returns a report; only a stopped engine raises."""
        try:
            sheet = await _read(message)
        except BadMessage as bad:
            fault = Fault(where=bad.where, what=bad.what, would_be_right=bad.right)
            return await self._conclude(message, [], [fault])
        if self._feed and sheet.feed and sheet.feed != self._feed:
            fault = Fault(
                where="OdfBody",
                what=f"feed {sheet.feed}",
                would_be_right=f"{self._feed}, which is played here",
                final=True,
            )
            return await self._conclude(message, [], [fault])
        # Messages of one source are taken whole, in turn: the second finds the first recorded.
        async with self._turns[message.source]:
            revision = self._order.place(message, sheet.stamp)
            if revision is None:
                return Report(digest=message.digest, taken=(Taken(where="message", kind="message", outcome="stale"),))
            placed = msgspec.structs.replace(message, revision=revision)
            visit = Visit(self.engine, self._snapshots, self._order, placed)
            readings = enumerate(sheet.readings)
            while part := list(islice(readings, AT_ONCE)):
                await visit.submit(part)
            return await self._conclude(message, visit.taken, visit.faults)

    async def record(self, command: Command) -> Outcome:
        """Submit a command that needs no reading; raises `Refused`."""
        return await self.engine.submit(command)

    async def _conclude(self, message: Message, taken: list[Taken], faults: list[Fault]) -> Report:
        if faults:
            await self._keep(message, faults)
        return Report(digest=message.digest, taken=tuple(taken), refused=tuple(faults))

    async def _keep(self, message: Message, faults: list[Fault]) -> None:
        first = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        note = Note(
            digest=message.digest,
            form=message.form,
            name=message.name,
            source=message.source,
            what=first.what + more,
            where=first.where,
            would_be_right=first.would_be_right,
            size=len(message.body),
        )
        await asyncio.to_thread(self.shelf.keep, message.body, note)
        fact = facts.MessageRefused(
            form=message.form,
            name=message.name,
            digest=note.digest,
            error=note.what,
            where=note.where,
            size=note.size,
        )
        # The same bytes refused for the same reason are one refusal, however often a producer repeats them.
        name = identity(message.source, message.name, note.digest, note.what, note.where)
        await self.engine.submit(Command(id=f"refused-{name}", fact=fact, actor=message.actor, source=message.source))


async def _read(message: Message) -> Sheet:
    if len(message.body) > LIMIT:
        raise BadMessage(f"more than {LIMIT} bytes", "message", "smaller messages")
    arguments = (message.form, message.body, message.name, message.encoding)
    if len(message.body) < _BIG:
        return forms.read(*arguments)
    return await asyncio.to_thread(forms.read, *arguments)
