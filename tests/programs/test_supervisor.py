"""Programs are started, started again when they fall, and ended in order. Real processes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kotinos.programs import supervisor as subject
from kotinos.programs.supervisor import Program, Supervisor

SERVE = ("feed", "serve")


@asynccontextmanager
async def minded(
    programs: list[Program], settings: dict[str, str]
) -> AsyncIterator[tuple[Supervisor, list[tuple[str, int]]]]:
    said: list[tuple[str, int]] = []
    minder = Supervisor(programs, lambda name, code, _wait: said.append((name, code)), settings)
    running = asyncio.create_task(minder.run())
    try:
        yield minder, said
    finally:
        minder.stop()
        await asyncio.wait_for(running, 30)


async def until(true: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def reachable(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def edge_settings(folder: object, port: int) -> dict[str, str]:
    return {"KOTINOS_FEED_SERVE_PUBLICATIONS": f"sqlite:///{folder}/p.db", "KOTINOS_FEED_SERVE_PORT": str(port)}


async def listening(port: int) -> None:
    async with asyncio.timeout(20):
        while not await reachable(port):
            await asyncio.sleep(0.02)


async def test_a_killed_program_is_started_again_and_the_fall_is_told(tmp_path, free_port: int) -> None:
    async with minded([Program("edge", SERVE)], edge_settings(tmp_path, free_port)) as (minder, said):
        await listening(free_port)
        first = minder.process_of("edge")
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await until(lambda: minder.process_of("edge") not in (None, first))
        await listening(free_port)
        assert said == [("edge", -signal.SIGKILL)]
    assert not await reachable(free_port)


async def test_programs_get_their_settings_by_the_environment_and_not_by_the_command_line(
    tmp_path, free_port: int
) -> None:
    async with minded([Program("edge", SERVE)], edge_settings(tmp_path, free_port)) as (minder, _):
        await listening(free_port)
        line = Path(f"/proc/{minder.process_of('edge')}/cmdline").read_text()
        assert line.split("\0")[-3:] == ["feed", "serve", ""]


async def test_the_passphrase_of_the_sealed_zone_reaches_none_but_programs_that_open_it(
    tmp_path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOTINOS_CUSTODY_PASSPHRASE_FILE", "/run/keys/custody")
    for opens in (False, True):
        async with minded([Program("edge", SERVE, opens_zone=opens)], edge_settings(tmp_path, free_port)) as (
            minder,
            _,
        ):
            await listening(free_port)
            given = Path(f"/proc/{minder.process_of('edge')}/environ").read_bytes()
            assert (b"KOTINOS_CUSTODY_PASSPHRASE" in given) is opens


async def test_a_program_that_falls_at_once_is_given_ever_more_time(monkeypatch) -> None:
    monkeypatch.setattr(subject, "RESTART_AFTER", 0.05)
    waits: list[float] = []
    minder = Supervisor([Program("wrong", ("no-such-command",))], lambda _n, _c, wait: waits.append(wait))
    running = asyncio.create_task(minder.run())
    await until(lambda: len(waits) >= 3, 30)
    minder.stop()
    await asyncio.wait_for(running, 30)
    assert waits[:3] == [0.05, 0.1, 0.2]
    assert minder.falls["wrong"] == len(waits)


async def test_a_program_that_has_done_its_work_is_left_alone(monkeypatch) -> None:
    async with minded([Program("once", ("--version",), once=True)], {}) as (minder, said):
        await until(lambda: minder.process_of("once"))
        await until(lambda: not minder.process_of("once"))
        await asyncio.sleep(0.7)
        assert minder.process_of("once") is None
    assert said == []


async def test_a_stop_in_the_moment_of_a_start_leaves_nothing_running(tmp_path, free_port: int) -> None:
    minder = Supervisor([Program("edge", SERVE)], lambda *_: None, edge_settings(tmp_path, free_port))
    running = asyncio.create_task(minder.run())
    minder.stop()
    await asyncio.wait_for(running, 20)
    assert minder.process_of("edge") is None
    assert not await reachable(free_port)


async def test_a_program_that_does_not_end_is_killed(monkeypatch, tmp_path, free_port: int) -> None:
    monkeypatch.setattr(subject, "END_WITHIN", 0.3)
    minder = Supervisor([Program("edge", SERVE)], lambda *_: None, edge_settings(tmp_path, free_port))
    running = asyncio.create_task(minder.run())
    await listening(free_port)
    process = minder.process_of("edge")
    assert process is not None
    os.kill(process, signal.SIGSTOP)  # as one that hangs: it does not even hear SIGTERM
    minder.stop()
    await asyncio.wait_for(running, 20)
    assert not await reachable(free_port)
