"""A watched folder: files that are there, come, grow, change, break, and go."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path

import pytest

from kotinos.results.engine import EngineStopped, Outcome
from kotinos.results.facts import Command
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.refused import Shelf
from kotinos.results.intake.report import Report, Together
from kotinos.results.intake.watch import Folder, Watch
from tests.results.intake.intake_venue import HEAT, lif, message, row, shown, venue

FIRST = lif(row(1, "1001", 4, "22.91"), row(2, "1002", 6, "23.05"))
SECOND = lif(row(1, "1002", 6, "22.90"), row(2, "1001", 4, "22.91"))


class Seen:
    """What a watch reported."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, Report]] = []

    def __call__(self, name: str, report: Report) -> None:
        self.reports.append((name, report))

    async def until(self, count: int) -> list[str]:
        await until(lambda: len(self.reports) >= count)
        return [report.outcome for _, report in self.reports]


async def until(holds: Callable[[], bool], seconds: float = 8) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def watching(desk: Desk, folder: Path, **options: object) -> AsyncIterator[Seen]:
    seen = Seen()
    given = {"settle": 0.05, "patience": 0.3, "rescan": 0.5} | options
    watch = Watch(desk, Folder(path=folder, source="photo-finish", **given), seen)  # type: ignore[arg-type]
    task = asyncio.create_task(watch.run())
    try:
        yield seen
    finally:
        watch.stop()
        async with asyncio.timeout(8):
            await task


def save(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


async def test_files_that_are_there_at_the_start_are_taken(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    save(tmp_path / "in" / "033-Heat-02.lif", FIRST)
    async with watching(desk, tmp_path / "in") as seen:
        assert await seen.until(1) == ["accepted"]
    assert shown(rules.games)["71001"]["mark"] == "22.91"
    assert (tmp_path / "in" / "033-Heat-02.lif").read_bytes() == FIRST


async def test_new_and_rewritten_files_are_taken_and_a_then_b_then_a_is_honoured(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    async with watching(desk, tmp_path / "in") as seen:
        for n, body in enumerate((FIRST, SECOND, FIRST), 1):
            save(tmp_path / "in" / "033-Heat-02.lif", body)
            assert (await seen.until(n))[-1] == "accepted"
    assert shown(rules.games)["71001"]["place"] == 1


async def test_a_change_is_noticed_at_once_in_a_folder_named_relatively(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = await venue(tmp_path)
    monkeypatch.chdir(tmp_path)
    async with watching(desk, Path("in"), rescan=60) as seen:
        await asyncio.sleep(0.3)  # past the look at the start: only the change itself can tell now
        save(tmp_path / "in" / "033-Heat-02.lif", FIRST)
        assert await seen.until(1) == ["accepted"]


async def test_a_folder_read_again_after_a_restart_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    save(tmp_path / "in" / "033-Heat-02.lif", FIRST)
    async with watching(desk, tmp_path / "in") as seen:
        await seen.until(1)
    recorded = list(rules.recorded)
    async with watching(Desk(rules, desk.shelf), tmp_path / "in") as seen:
        assert await seen.until(1) == ["duplicate"]
    assert rules.recorded == recorded


async def test_a_file_that_is_still_being_written_is_not_read_before_it_is_whole(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    async with watching(desk, tmp_path / "in") as seen:
        await asyncio.sleep(0.1)
        with (tmp_path / "in" / "033-Heat-02.lif").open("wb", buffering=0) as file:
            for at in range(0, len(FIRST), 24):
                file.write(FIRST[at : at + 24])
                await asyncio.sleep(0.08)
        assert await seen.until(1) == ["accepted"]
        await asyncio.sleep(0.4)
        assert len(seen.reports) == 1
    assert desk.shelf.notes() == []
    assert set(shown(rules.games)) == {"", "71001", "71002"}


async def test_a_file_that_stays_cut_off_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    desk, _ = await venue(tmp_path)
    async with watching(desk, tmp_path / "in") as seen:
        save(tmp_path / "in" / "cut.lif", FIRST[:-9])
        save(tmp_path / "in" / "good.lif", FIRST)
        assert sorted(await seen.until(2)) == ["accepted", "refused"]
    (note,) = desk.shelf.notes()
    assert (note.name, note.where) == ("cut.lif", "line 3")


async def test_a_subfolder_named_after_a_form_says_the_form(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    table = f"unit,bib,time\n{HEAT},1001,22.91\n".encode()
    async with watching(desk, tmp_path / "in") as seen:
        save(tmp_path / "in" / "csv" / "heat2.txt", table)
        assert await seen.until(1) == ["accepted"]
    assert shown(rules.games)["71001"]["mark"] == "22.91"


async def test_unfinished_hidden_and_linked_files_are_left_alone_and_unknown_ones_refused(tmp_path: Path) -> None:
    desk, _ = await venue(tmp_path)
    outside = tmp_path / "secret.lif"
    save(outside, FIRST)
    save(tmp_path / "in" / "a.lif.part", FIRST)
    save(tmp_path / "in" / ".a.lif", FIRST)
    (tmp_path / "in" / "link.lif").symlink_to(outside)
    save(tmp_path / "in" / "notes.docx", b"text")
    async with watching(desk, tmp_path / "in") as seen:
        assert await seen.until(1) == ["refused"]
        await asyncio.sleep(0.3)
    assert [name for name, _ in seen.reports] == ["notes.docx"]


async def test_two_saves_within_one_tick_of_the_clock_are_both_taken(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    path = tmp_path / "in" / "033-Heat-02.lif"
    longer = SECOND + b"\n"
    async with watching(desk, tmp_path / "in") as seen:
        save(path, FIRST)
        os.utime(path, ns=(10**18, 10**18))
        await seen.until(1)
        save(path, longer)
        os.utime(path, ns=(10**18, 10**18))
        assert (await seen.until(2))[-1] == "accepted"
    assert shown(rules.games)["71002"]["place"] == 1


async def test_an_older_copy_that_is_put_back_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    path = tmp_path / "in" / "033-Heat-02.lif"
    async with watching(desk, tmp_path / "in") as seen:
        save(path, SECOND)
        await seen.until(1)
        save(path, FIRST)
        os.utime(path, ns=(10**18, 10**18))
        assert (await seen.until(2))[-1] == "stale"
    assert shown(rules.games)["71002"]["place"] == 1


async def test_a_thousand_files_are_taken_beside_one_that_cannot_be_opened(tmp_path: Path) -> None:
    desk, _ = await venue(tmp_path)
    for n in range(1000):
        save(tmp_path / "in" / f"{n:04d}.lif", FIRST)
    save(tmp_path / "in" / "bad.lif", b"\x00\xff")
    async with watching(desk, tmp_path / "in") as seen:
        await seen.until(1001)
    assert sum(report.outcome == "refused" for _, report in seen.reports) == 1


async def test_a_changed_folder_on_a_share_is_found_by_looking_again(tmp_path: Path) -> None:
    desk, _ = await venue(tmp_path)
    async with watching(desk, tmp_path / "in", polling=True) as seen:
        await asyncio.sleep(0.1)
        save(tmp_path / "in" / "033-Heat-02.lif", FIRST)
        assert await seen.until(1) == ["accepted"]


class Stopped:
    """An engine whose journal is full, for a while."""

    def __init__(self, engine: object) -> None:
        self._engine, self.games, self.full = engine, engine.games, True  # type: ignore[attr-defined]

    async def submit(self, command: Command) -> Outcome:
        await self.ready()
        outcome: Outcome = await self._engine.submit(command)  # type: ignore[attr-defined]
        return outcome

    async def ready(self) -> None:
        if self.full:
            raise EngineStopped("the disk is full")

    def together(self) -> AbstractContextManager[Together]:
        group: AbstractContextManager[Together] = self._engine.together()  # type: ignore[attr-defined]
        return group


async def test_a_file_waits_while_the_record_cannot_be_written(tmp_path: Path) -> None:
    _, rules = await venue(tmp_path)
    engine = Stopped(rules)
    save(tmp_path / "in" / "033-Heat-02.lif", FIRST)
    async with watching(Desk(engine, Shelf(tmp_path / "refused")), tmp_path / "in") as seen:
        await asyncio.sleep(0.4)
        assert seen.reports == []
        engine.full = False
        assert await seen.until(1) == ["accepted"]
    assert shown(rules.games)["71001"]["mark"] == "22.91"


@pytest.mark.parametrize("name", ["033-Heat-02.lif", "sub/033-Heat-02.lif"])
async def test_the_identity_of_a_file_is_its_place_its_time_and_its_bytes(tmp_path: Path, name: str) -> None:
    desk, rules = await venue(tmp_path)
    path = tmp_path / "in" / name
    save(path, FIRST)
    async with watching(desk, tmp_path / "in") as seen:
        await seen.until(1)
    sent = message(FIRST, path.stat().st_mtime_ns, name=name)
    assert rules.recorded[-1].id == sent.command_id("0")
