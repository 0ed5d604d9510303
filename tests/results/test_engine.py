"""The one loop: what it accepts is durable, in order, once; what it shows was durable before; what it cannot keep up stops it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.opening import open_journal
from kotinos.results import engine as engine_module
from kotinos.results import facts
from kotinos.results.engine import Engine, EngineStopped, utc_now
from kotinos.results.facts import Command, Fact, Refused
from kotinos.results.outlet import Here
from kotinos.results.publications.sqlite import SqlitePublications
from kotinos.results.publisher import Publisher, body_of
from tests.results.playing import people, planned, seen, starts, status, who

UNIT = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")


class Venue:
    """An engine on a journal and a store of its own."""

    def __init__(self, folder: Path, clock: Callable[[], str] = utc_now) -> None:
        self.journal = open_journal(f"sqlite:///{folder}/journal.db")
        self.store = SqlitePublications(folder / "published.db")
        self.engine = Engine(self.journal, Here(Publisher(self.store)), clock)

    async def send(self, fact: Fact, name: str = "", source: str = "timing") -> Any:
        self._sent = getattr(self, "_sent", 0) + 1
        return await self.engine.submit(
            Command(id=name or f"{source}-{self._sent}", fact=fact, actor="tester", source=source)
        )

    async def prepare(self) -> None:
        for fact in (people(UNIT.at(Level.EVENT), 8), planned(UNIT), starts(UNIT, range(8))):
            await self.send(fact, source="office")


@asynccontextmanager
async def venue(folder: Path, clock: Callable[[], str] = utc_now) -> AsyncIterator[Venue]:
    """Started, and ended whatever happened in between."""
    made = Venue(folder, clock)
    try:
        await made.engine.start()
        yield made
    finally:
        await made.engine.stop()
        made.store.close()
        made.journal.close()


def behind(folder: Path, file: str, *statements: str) -> None:
    """Something happens to a file behind the engine's back."""
    connection = sqlite3.connect(folder / file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


async def test_what_is_acknowledged_is_in_the_journal_and_then_published(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        outcome = await place.send(seen(UNIT, {0: "53.10"}))
        assert (outcome.outcome, outcome.seq) == ("accepted", 4)
        assert place.journal.head()[0] == 4
        await place.engine.settled()
        rows = [r for r in place.store.read(0) if r.step == 4]
        assert rows
        assert rows[-1].last
        assert body_of(place.store.latest(UNIT, ["DT_RESULT"])[0]).rows[0].mark == "53.10"


async def test_the_same_command_again_is_the_same_event_with_the_same_place(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        both = await asyncio.gather(
            place.send(seen(UNIT, {0: "53.10"}), "one"), place.send(seen(UNIT, {0: "53.10"}), "one")
        )
        later = await place.send(seen(UNIT, {0: "53.10"}), "one")
        assert [(o.outcome, o.seq) for o in (*both, later)] == [("accepted", 4), ("duplicate", 4), ("duplicate", 4)]
    async with venue(tmp_path) as place:
        again = await place.send(seen(UNIT, {0: "53.10"}), "one")
        assert (again.outcome, again.seq) == ("duplicate", 4)
        assert place.journal.head()[0] == 4


async def test_commands_of_many_tasks_share_commits_and_keep_the_order_in_which_they_were_decided(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        store = place.journal._writer._store
        commits = []
        commit = store.commit
        store.commit = lambda events: (commits.append(len(events)), commit(events))
        outcomes = await asyncio.gather(
            *(place.send(seen(UNIT, {n % 8: f"53.{n:02d}"}, n + 1), source=f"t{n}") for n in range(60))
        )
        assert [o.seq for o in outcomes] == list(range(4, 64))
        assert sum(commits) == 60
        assert len(commits) < 30
        await place.engine.settled()
        steps = [r.step for r in place.store.read(0, 10_000)]
        assert steps == sorted(steps)


async def test_what_is_known_already_is_not_recorded_again(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        assert (await place.send(planned(UNIT))).outcome == "unchanged"
        await place.send(seen(UNIT, {0: "53.10"}, 5))
        assert (await place.send(seen(UNIT, {0: "54.00"}, 4))).outcome == "stale"
        assert place.journal.head()[0] == 4


async def test_a_journal_that_fails_stops_the_engine_and_nothing_is_shown_that_was_not_durable(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        await place.engine.settled()
        shown = place.store.head()
        behind(tmp_path, "journal.db", "ALTER TABLE events RENAME TO elsewhere")
        sent = [asyncio.create_task(place.send(seen(UNIT, {n: "53.10"}, n + 1), source=f"t{n}")) for n in range(4)]
        await asyncio.wait(sent)
        assert all(isinstance(task.exception(), EngineStopped) for task in sent)
        behind(tmp_path, "journal.db", "ALTER TABLE elsewhere RENAME TO events")
        with pytest.raises(EngineStopped, match="nothing more is accepted"):
            await place.send(status(UNIT, "OFFICIAL"))
        assert place.engine.failure
        assert place.store.head() == shown
    async with venue(tmp_path) as place:
        assert place.journal.head()[0] == 3
        assert (await place.send(seen(UNIT, {0: "53.10"}), "afterwards")).seq == 4


async def test_a_command_is_not_recorded_where_the_one_before_it_is_not(tmp_path):
    """The journal may fail once and recover: what was decided against the lost command must not get in alone."""
    async with venue(tmp_path) as place:
        await place.prepare()
        store = place.journal._writer._store
        commit, failed = store.commit, []

        def once(events: Any) -> None:
            if not failed:
                failed.append(len(events))
                raise OSError("the disk was away")
            commit(events)

        store.commit = once
        first = asyncio.create_task(place.send(seen(UNIT, {0: "53.10"}, 1)))
        await asyncio.sleep(0)
        later = [asyncio.create_task(place.send(seen(UNIT, {n: "53.10"}, 1), source=f"t{n}")) for n in (1, 2, 3)]
        await asyncio.wait([first, *later])
        assert all(isinstance(task.exception(), EngineStopped) for task in (first, *later))
        assert place.journal.head()[0] == 3


async def test_a_store_that_fails_stops_the_engine_too(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        await place.engine.settled()
        behind(tmp_path, "published.db", "ALTER TABLE publication RENAME TO elsewhere")
        await place.send(seen(UNIT, {0: "53.10"}))
        await asyncio.wait_for(place.engine.settled(), 5)
        assert place.engine.failure
        with pytest.raises(EngineStopped):
            await place.send(seen(UNIT, {0: "53.20"}, 2))
        behind(tmp_path, "published.db", "ALTER TABLE elsewhere RENAME TO publication")
    async with venue(tmp_path) as place:
        assert body_of(place.store.latest(UNIT, ["DT_RESULT"])[0]).rows[0].mark == "53.10"


@pytest.mark.parametrize("left", [1, 5, 12])
async def test_a_restart_goes_on_with_the_publications_where_they_broke_off(tmp_path, left):
    async with venue(tmp_path) as place:
        await place.prepare()
        for n in range(8):
            await place.send(seen(UNIT, {n: f"53.{n}0"}, n + 1))
        await place.send(status(UNIT, "OFFICIAL"))
        await place.engine.settled()
        whole = place.store.read(0, 10_000)
    ends = [row.offset for row in whole if row.last]
    cut = [offset for offset in ends if offset <= ends[-1] * left // 14][-1]
    behind(tmp_path, "published.db", f"DELETE FROM publication WHERE offset > {cut}")
    async with venue(tmp_path) as place:
        assert place.store.read(0, 10_000) == whole


async def test_a_store_ahead_of_the_journal_is_refused(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
    (tmp_path / "journal.db").rename(tmp_path / "another.db")
    alone = Venue(tmp_path)
    with pytest.raises(ValueError, match="do not belong together"):
        await alone.engine.start()
    alone.store.close()
    alone.journal.close()


async def test_instants_never_run_backwards_though_the_clock_does(tmp_path):
    clock = iter(["2030-07-20T10:00:05.000000Z", "2030-07-20T10:00:01.000000Z", "2030-07-20T10:00:09.000000Z"])
    async with venue(tmp_path, lambda: next(clock)) as place:
        await place.prepare()
    async with venue(tmp_path, lambda: "2030-07-20T09:00:00.000000Z") as place:
        await place.send(seen(UNIT, {0: "53.10"}))
        at = [event.at[17:19] for event in place.journal.read()]
    assert at == ["05", "05", "09", "09"]


async def test_what_is_published_is_never_far_behind_what_is_accepted(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "MOST_PENDING", 8)
    async with venue(tmp_path) as place:
        await place.prepare()
        behind = []

        async def write(writer: int) -> None:
            for n in range(20):
                await place.send(seen(UNIT, {writer % 8: f"53.{n:02d}"}, n + 1), source=f"t{writer}")
                behind.append(len(place.engine._pending))

        await asyncio.gather(*map(write, range(12)))
        await place.engine.settled()
        assert place.journal.head()[0] == place.store.head()[1] == 3 + 240
        assert max(behind) <= 8 + 12  # each of twelve writers may have passed the door in the same turn


async def test_a_command_that_no_journal_can_hold_is_refused_and_leaves_no_trace(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        known = place.engine.games
        with pytest.raises(Refused):
            await place.send(seen(UNIT, {0: "53.10"}), "nul\0")
        assert place.engine.games is known
        assert (await place.send(seen(UNIT, {0: "53.10"}))).outcome == "accepted"


async def test_a_refusal_changes_nothing(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        known = place.engine.games
        with pytest.raises(Refused, match="lane 9"):
            where = facts.Locator(lane="9")
            item = facts.Observation(who=where, slot="mark", value="53.10")
            await place.send(facts.MarksObserved(unit=UNIT, revision=1, items=(item,)))
        assert place.engine.games is known
        assert place.journal.head()[0] == 3


async def test_a_caller_who_gives_up_does_not_take_the_command_back(tmp_path):
    async with venue(tmp_path) as place:
        await place.prepare()
        task = asyncio.create_task(place.send(seen(UNIT, {0: "53.10"}), "one"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (await place.send(seen(UNIT, {0: "53.10"}), "one")).outcome == "duplicate"
        assert place.engine.games.units[UNIT].value(who(UNIT, 0), "mark") == "53.10"
