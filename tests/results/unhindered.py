"""A platform without disk and documents: the real desk before the real decisions and states, to see what would be held."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kotinos.journal.event import Proposal
from kotinos.rehearsal.cue import Cue, Post
from kotinos.results import holds
from kotinos.results.competition import Games, apply
from kotinos.results.engine import Outcome, outcome_of
from kotinos.results.facts import Command, Fact, HoldConfirmed, MarkHeld, Refused
from kotinos.results.intake import observations
from kotinos.results.intake.api import Wish
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.refused import Shelf
from kotinos.results.officials import Unchanged, decide, stream_of
from tests.results.deciding import Deciding

AT = "2024-07-24T06:00:00.000000Z"


class Platform(Deciding):
    """Decides and remembers. ``held`` is everything that was held, each confirmed at once by a referee."""

    def __init__(self, folder: Path) -> None:
        self.games = Games()
        self.held: list[MarkHeld] = []
        self.refused: list[str] = []
        self._number = 0
        self._desk = Desk(self, Shelf(folder / "refused"))

    def decide(self, command: Command) -> Outcome:
        """What the engine decides, at once in force."""
        try:
            fact = decide(self.games, command)
        except Unchanged as unchanged:
            return Outcome("stale" if unchanged.stale else "unchanged")
        self._number += 1
        self.games = apply(self.games, self._proposal(command, fact), fact)
        return outcome_of(fact, self._number)

    def _proposal(self, command: Command, fact: Fact) -> Proposal:
        return Proposal(
            id=f"{self._number}",
            at=AT,
            stream=stream_of(fact),
            kind=str(fact.__struct_config__.tag),
            actor=command.actor,
            source=command.source,
            body=b"",
        )

    def play(self, cues: Iterable[Cue]) -> None:
        """Send every message through the desk, in order."""
        asyncio.run(self._play(cues))

    async def _play(self, cues: Iterable[Cue]) -> None:
        for cue in cues:
            assert isinstance(cue.send, Post)
            for unit in {one.unit for one in await self._send(cue.send)}:
                for hold in holds.questions(self.games.units[unit].holds):
                    self.held.append(hold.held)
                    fact = HoldConfirmed(unit=unit, hold=hold.held.hold, reason="as published", by="referee")
                    await self.submit(Command(id="", fact=fact, actor="referee", source="referee"))

    async def _send(self, post: Post) -> list[MarkHeld]:
        url = urlsplit(post.path)
        form = url.path.rpartition("/")[2]
        if form == "commands":
            wish = observations.typed(post.body, Wish)
            try:
                outcome = await self.submit(
                    Command(id=wish.id, fact=wish.fact, actor=f"office/{wish.by}", source="office")
                )
            except Refused as refused:
                self.refused.append(f"{wish.id}: {refused}")
                return []
            return list(outcome.held)
        body = gzip.decompress(post.body) if post.headers.get("Content-Encoding") == "gzip" else post.body
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        message = Message(
            form=form,
            name=query.get("name", "odf"),
            body=body,
            source="venue",
            actor="venue",
            revision=int(query.get("revision", 0)),
        )
        report = await self._desk.take(message)
        self.refused += [f"{message.name}: {fault.what}" for fault in report.refused]
        return [held for part in report.taken for held in part.held]
