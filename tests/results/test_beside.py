"""A publisher in a process of its own gives the same documents, and whatever ends one of the two loses nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.config import load
from kotinos.journal.opening import open_journal
from kotinos.programs.publish import beside
from kotinos.results import engine as engine_module
from kotinos.results.engine import Engine, EngineStopped, Outcome
from kotinos.results.facts import Command, Fact
from kotinos.results.publications import open_publications
from kotinos.results.rederive import first_difference
from tests.processes import children_of
from tests.results.playing import people, planned, seen, starts

UNIT = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")


class Venue:
    """An engine with a publisher beside it."""

    def __init__(self, folder: Path) -> None:
        config = load(None, data=str(folder))
        self.heard = [0]
        self.journal = open_journal(config.journal_url)
        self.engine = Engine(self.journal, beside(config, self.heard.append))
        self.store_url, self.sent = config.publications_url, self.journal.head()[0]

    @property
    def publisher(self) -> int:
        """The process id of the publisher."""
        own = children_of(os.getpid())
        [pid] = [one for one in own if b"kotinos.programs.publish" in Path(f"/proc/{one}/cmdline").read_bytes()]
        return pid

    async def send(self, fact: Fact) -> Outcome:
        self.sent += 1
        return await self.engine.submit(Command(id=str(self.sent), fact=fact, actor="tester", source="timing"))

    async def prepare(self) -> None:
        for fact in (people(UNIT.at(Level.EVENT), 8), planned(UNIT), starts(UNIT, range(8))):
            await self.send(fact)

    def difference(self) -> tuple[str, int]:
        """How the store differs from what this process derives from the journal, and how many publications are the same."""
        store = open_publications(self.store_url)
        try:
            return first_difference(self.journal, store)
        finally:
            store.close()


@asynccontextmanager
async def venue(folder: Path) -> AsyncIterator[Venue]:
    made = Venue(folder)
    try:
        await made.engine.start()
        yield made
    finally:
        await made.engine.stop()
        made.journal.close()


async def marks(place: Venue, revisions: range) -> None:
    for revision in revisions:
        await place.send(seen(UNIT, {0: f"53.{revision:02d}"}, revision=revision))


async def test_the_documents_are_those_that_one_process_derives_from_the_journal(tmp_path: Path) -> None:
    async with venue(tmp_path) as place:
        await place.prepare()
        await marks(place, range(1, 60))
        await place.engine.settled()
        difference, compared = place.difference()
        assert (difference, place.heard[-1]) == ("", compared)
        assert compared > 59
        progress = place.engine.progress
        assert (progress.waiting, progress.shown, progress.offset) == (0, place.journal.head()[0], compared)
        assert place.engine.shown is place.engine.games


async def test_a_store_that_was_lost_is_made_again_before_anything_is_taken(tmp_path: Path) -> None:
    async with venue(tmp_path) as place:
        await place.prepare()
        await marks(place, range(1, 10))
    for file in tmp_path.glob("published.db*"):
        file.unlink()
    async with venue(tmp_path) as place:
        difference, compared = place.difference()
        assert difference == ""
        assert compared > 9
        await marks(place, range(10, 12))
        await place.engine.settled()
        assert place.difference()[0] == ""
        assert place.difference()[1] > compared


async def test_a_publisher_that_is_killed_stops_the_engine_and_the_next_start_publishes_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    async with venue(tmp_path) as place:
        await place.prepare()
        os.kill(place.publisher, signal.SIGSTOP)
        outcome = await place.send(seen(UNIT, {0: "53.10"}))
        assert outcome.outcome == "accepted"  # durable, though nobody shows it
        assert place.engine.progress.waiting
        os.kill(place.publisher, signal.SIGKILL)
        await place.engine.settled()
        assert "ended with code -9" in str(place.engine.failure)
        with pytest.raises(EngineStopped, match="nothing more is accepted"):
            await place.send(seen(UNIT, {1: "53.20"}))
    async with venue(tmp_path) as place:
        assert place.engine.shown_seq == outcome.seq
        assert place.difference()[0] == ""


async def test_commands_wait_when_the_publisher_is_far_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "MOST_PENDING", 8)
    async with venue(tmp_path) as place:
        await place.prepare()
        await place.engine.settled()
        os.kill(place.publisher, signal.SIGSTOP)
        await marks(place, range(1, 9))
        waiting = asyncio.create_task(marks(place, range(9, 11)))
        done, _ = await asyncio.wait({waiting}, timeout=0.5)
        assert not done
        assert place.engine.progress.waiting == 8
        os.kill(place.publisher, signal.SIGCONT)
        await waiting
        await place.engine.settled()
        assert place.difference()[0] == ""


async def test_a_store_that_cannot_be_written_stops_the_engine(tmp_path: Path) -> None:
    async with venue(tmp_path) as place:
        await place.prepare()
        await place.engine.settled()
        _alter(tmp_path, "ALTER TABLE publication RENAME TO elsewhere")
        await marks(place, range(1, 2))
        await place.engine.settled()
        assert "ended with code 1" in str(place.engine.failure)
    _alter(tmp_path, "ALTER TABLE elsewhere RENAME TO publication")
    async with venue(tmp_path) as place:
        assert place.difference()[0] == ""
        assert place.engine.shown_seq == place.journal.head()[0]


async def test_a_store_that_is_ahead_of_the_journal_is_refused(tmp_path: Path) -> None:
    async with venue(tmp_path) as place:
        await place.prepare()
    for file in tmp_path.glob("journal.db*"):
        file.unlink()
    with pytest.raises(RuntimeError, match="ended with code 1"):
        async with venue(tmp_path):
            pass


def _alter(folder: Path, statement: str) -> None:
    """Something happens to the store behind the publisher's back."""
    connection = sqlite3.connect(folder / "published.db")
    with connection:
        connection.execute(statement)
    connection.close()
