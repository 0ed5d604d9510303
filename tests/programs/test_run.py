"""`kotinos run`: the whole platform by one command, on SQLite and on PostgreSQL with NATS. Real processes, real servers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kotinos.config import load
from kotinos.journal.opening import open_journal
from kotinos.programs import demo_operator
from kotinos.programs.run import environment, programs
from kotinos.rehearsal import ranked_units
from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.platform import free_ports, platform
from kotinos.rehearsal.player import Played, Player, Stage
from kotinos.rehearsal.reader import Reader, Verdict
from kotinos.results.operate import accounts
from kotinos.results.publications import open_publications
from tests.processes import children_of, processor_seconds, programs_of
from tests.rehearsal.units import write
from tests.servers import Nats, Postgres


@contextlib.asynccontextmanager
async def read(stage: Stage) -> AsyncIterator[Reader]:
    reader = Reader(stage)
    following = asyncio.create_task(reader.follow())
    try:
        yield reader
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


def cues(folder: Path, times: int = 1) -> list[Cue]:
    return ranked_units.cues([write(folder / "units.jsonl", times=times)])


async def play(stage: Stage, folder: Path, at_once: int = 1) -> tuple[Played, Verdict]:
    """All units, one message after the other, so that two plays record the same in the same order."""
    async with read(stage) as reader:
        played = await Player(stage, speed=None, at_once=at_once).play(cues(folder))
        return played, await reader.conclude()


def everything_of(stage: Stage) -> list[int]:
    """Every program of a platform, and what each of them started."""
    programs = [pid for pids in programs_of(stage.process).values() for pid in pids]
    return programs + [child for pid in programs for child in children_of(pid)]


async def test_a_publisher_does_not_outlive_the_intake_that_was_killed(tmp_path: Path) -> None:
    """Another one may write the store already."""
    async with platform(tmp_path / "p") as stage:
        [live] = programs_of(stage.process)["live"]
        [publisher] = children_of(live)
        os.kill(publisher, signal.SIGSTOP)  # however busy it is
        os.kill(live, signal.SIGKILL)
        for _ in range(200):
            if not runs(publisher):
                break
            await asyncio.sleep(0.01)
        assert not runs(publisher)


def runs(pid: int) -> bool:
    """Whether a process runs, or could go on; one that has ended may wait long for whoever inherited it to look."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def one_lane(script: list[Cue]) -> list[Cue]:
    return [Cue(at=0, lane="all", what=c.what, send=c.send) for c in script]


async def test_the_same_messages_give_the_same_documents_on_sqlite_and_on_postgresql_with_nats(
    tmp_path: Path, postgres: Postgres, nats: Nats
) -> None:
    url = postgres.database()
    digests = []
    for name, options in (("sqlite", ()), ("servers", ("--journal", url, "--bus", nats.url, "--edges", "2"))):
        async with platform(tmp_path / name, *options) as stage:
            async with read(stage) as reader:
                played = await Player(stage, speed=None).play(one_lane(cues(tmp_path)))
                verdict = await reader.conclude()
            assert played.problems == []
            assert (verdict.faults, verdict.differs) == ([], [])
            assert verdict.messages > 80
            digests.append(verdict.digest)
    assert digests[0] == digests[1]
    assert not list((tmp_path / "servers").glob("*.db"))  # nothing of it was kept beside the servers
    journal = open_journal(url, read_only=True)
    try:
        assert journal.head()[0] == played.outcomes["accepted"] + played.outcomes["held"]
    finally:
        journal.close()


async def test_an_edge_behind_nats_shows_a_result_long_before_it_would_look_by_itself(
    tmp_path: Path, postgres: Postgres, nats: Nats
) -> None:
    """An edge looks twice a second; only the bus can make the median delay of lone messages much shorter."""
    async with (
        platform(tmp_path / "p", "--journal", postgres.database(), "--bus", nats.url) as stage,
        read(stage) as reader,
        httpx.AsyncClient(headers={"X-API-KEY": stage.key}) as http,
    ):
        delays = []
        for cue in cues(tmp_path)[:12]:
            before = reader.verdict.messages
            await http.post(stage.intake + cue.send.path, content=cue.send.body)  # type: ignore[union-attr]
            begun = time.monotonic()
            while reader.verdict.messages == before and time.monotonic() - begun < 2:
                await asyncio.sleep(0.002)
            delays.append(time.monotonic() - begun)
            await asyncio.sleep(0.05)
    assert sorted(delays)[len(delays) // 2] < 0.15


async def test_live_killed_in_the_middle_of_a_play_loses_nothing_and_the_reader_sees_no_gap(tmp_path: Path) -> None:
    async with platform(tmp_path / "p") as stage:
        script = cues(tmp_path, times=12)

        def kill_twice(_cue: Cue, played: Played) -> None:
            if played.sent in (len(script) // 3, 2 * len(script) // 3):
                for pid in programs_of(stage.process).get("live", []):
                    os.kill(pid, signal.SIGKILL)

        async with read(stage) as reader:
            played = await Player(stage, speed=None, progress=kill_twice).play(script)
            verdict = await reader.conclude()
        assert (played.sent, played.problems) == (len(script), [])
        assert (verdict.faults, verdict.differs, verdict.reloads) == ([], [], 0)
    journal = open_journal(f"sqlite:///{tmp_path / 'p' / 'journal.db'}", read_only=True)
    try:
        recorded = [event.id for event in journal.read(0, 10_000) if event.kind != "hold_confirmed"]
        assert all(isinstance(found, int) for found in journal.verify())
    finally:
        journal.close()
    # Whatever was answered is there once: a message repeated after the kill was known or was not.
    assert len(recorded) == len(set(recorded)) == len(script)
    assert "live ended with code -9" in (tmp_path / "p" / "platform.log").read_text()


async def test_an_edge_that_is_killed_comes_back_and_its_readers_miss_nothing(tmp_path: Path) -> None:
    async with platform(tmp_path / "p") as stage:
        script = cues(tmp_path, times=6)

        def kill(_cue: Cue, played: Played) -> None:
            if played.sent == len(script) // 2:
                for pid in programs_of(stage.process)["feed serve"]:
                    os.kill(pid, signal.SIGKILL)

        async with read(stage) as reader:
            played = await Player(stage, speed=None, progress=kill).play(script)
            await asyncio.sleep(1)
            verdict = await reader.conclude()
        assert played.problems == []
        assert verdict.reconnects >= 1
        assert (verdict.faults, verdict.differs) == ([], [])


async def test_a_platform_that_pauses_is_not_taken_for_one_that_is_done(tmp_path: Path) -> None:
    """What was taken and is not published yet is waited for, however long nothing new is to be read."""
    async with platform(tmp_path / "p") as stage:

        def pause(_cue: Cue, played: Played) -> None:
            if played.sent == len(script):
                for pid in paused:
                    os.kill(pid, signal.SIGSTOP)

        script, paused = cues(tmp_path, times=6), programs_of(stage.process)["live"]
        async with read(stage) as reader:
            await Player(stage, speed=None, progress=pause).play(script)
            concluding = asyncio.create_task(reader.conclude())
            await asyncio.sleep(2)
            concluded = concluding.done()
            for pid in paused:
                os.kill(pid, signal.SIGCONT)
            verdict = await concluding
        assert not concluded
        assert (verdict.faults, verdict.differs) == ([], [])
    store = open_publications(f"sqlite:///{tmp_path / 'p' / 'published.db'}")
    try:
        assert verdict.messages == store.head()[0]
    finally:
        store.close()


async def test_a_platform_started_again_goes_on_from_where_it_was(tmp_path: Path) -> None:
    script = one_lane(cues(tmp_path))
    for part in (script[:15], script[15:]):
        async with platform(tmp_path / "p") as stage, read(stage) as reader:
            assert (await Player(stage, speed=None).play(part)).problems == []
            verdict = await reader.conclude()
    async with platform(tmp_path / "fresh") as stage, read(stage) as reader:
        await Player(stage, speed=None).play(script)
        assert (await reader.conclude()).digest == verdict.digest


async def test_edges_share_one_port(tmp_path: Path) -> None:
    async with platform(tmp_path / "p", "--edges", "3") as stage:
        await asyncio.sleep(1)
        edges = programs_of(stage.process)["feed serve"]
        assert len(edges) == 3
        before = {pid: processor_seconds(pid) for pid in edges}
        async with httpx.AsyncClient() as http:
            for _ in range(2):
                answers = await asyncio.gather(
                    *(
                        http.get(f"{stage.feed}/snapshot?channels=*:*", headers={"Connection": "close"})
                        for _ in range(60)
                    )
                )
        assert {a.status_code for a in answers} == {200}
        assert sum(processor_seconds(pid) > before[pid] for pid in edges) >= 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_a_stopped_platform_ends_everything_and_says_so(tmp_path: Path, how: signal.Signals) -> None:
    async with platform(tmp_path / "p") as stage:
        children = everything_of(stage)
        assert len(children) == 4
        os.kill(stage.process, how)
        for _ in range(600):
            if not any(map(runs, (*children, stage.process))):
                break
            await asyncio.sleep(0.02)
        assert not any(map(runs, (*children, stage.process)))
    said = (tmp_path / "p" / "platform.log").read_text()
    assert "Stopped. Everything that was acknowledged is in the journal" in said
    assert "Traceback" not in said


async def test_programs_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    async with platform(tmp_path / "p") as stage:
        children = everything_of(stage)
        os.kill(stage.process, signal.SIGKILL)
        for _ in range(500):
            if not any(map(runs, children)):
                break
            await asyncio.sleep(0.02)
        assert not any(map(runs, children))


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "kotinos", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=given,
        check=False,
    )


def ports() -> list[str]:
    names = ("--site-port", "--api-port", "--feed-port")
    return [part for name, port in zip(names, free_ports(3), strict=True) for part in (name, str(port))]


def test_a_platform_that_cannot_start_gives_up_and_points_to_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"this is no journal, and long enough to be looked at twice " * 20)
    done = command("run", "--data", str(tmp_path), *ports())
    assert done.returncode == 1
    assert "kotinos doctor" in done.stderr
    assert "the journal cannot be opened" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named_with_the_option_that_mends_it(tmp_path: Path, free_port: int) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        done = command("run", "--data", str(tmp_path), *ports()[:-2], "--feed-port", str(free_port))
        french = command(
            "run", "--data", str(tmp_path), *ports()[:-2], "--feed-port", str(free_port), LC_ALL="fr_FR.UTF-8"
        )
    assert done.returncode == french.returncode == 2
    assert f"Port {free_port} on 127.0.0.1 cannot be used" in done.stderr
    assert "--feed-port" in done.stderr
    assert "n’est pas utilisable" in french.stderr


def test_a_password_is_in_no_command_line_and_not_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    config = load(None, journal="postgresql://results:open-sesame@db/games", push="clients.json")
    started = programs(config, demo=True)
    assert [p.name for p in started] == ["live", "edge 1", "site", "push", "sealed", "release", "demonstration"]
    assert not any("open-sesame" in word for p in started for word in p.arguments)
    assert environment(config)["KOTINOS_FEED_SERVE_PUBLICATIONS"] == "postgresql://results:open-sesame@db/games"


def test_programs_read_back_the_very_settings_that_run_gives_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    config = load(None, api_port=9001, edges=3, watch="drop", host="0.0.0.0", odf_flag="P")
    for name, value in environment(config).items():
        monkeypatch.setenv(name, value)
    again = load()
    for name in ("api_port", "edges", "watch", "host", "odf_flag", "journal_url", "publications_url", "bus_url"):
        assert getattr(again, name) == getattr(config, name)


def test_the_local_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    from kotinos.programs.keys import local_key

    config = load(None, data=str(tmp_path / "var"))
    key = local_key(config)
    file = tmp_path / "var" / "local.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert local_key(config) == key == json.loads(file.read_text())["key"]
    assert [one.name for one in file.parent.iterdir()] == ["local.key"]


def test_the_sealed_zone_runs_beside_where_there_is_one_and_its_passphrase_is_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KOTINOS_CUSTODY_PASSPHRASE", raising=False)
    monkeypatch.delenv("KOTINOS_CUSTODY_PASSPHRASE_FILE", raising=False)
    config = load(None, data=str(tmp_path))
    config.custody_folder.mkdir()
    (config.custody_folder / "zone.json").write_text("{}")
    assert [p.name for p in programs(config)] == ["live", "edge 1", "site"]
    monkeypatch.setenv("KOTINOS_CUSTODY_PASSPHRASE_FILE", "/run/keys/custody")
    assert [p.name for p in programs(config)] == ["live", "edge 1", "site", "sealed", "release"]


async def test_a_zone_is_founded_serves_and_ends_and_starts_again_as_it_is(tmp_path: Path) -> None:
    pages, door, witness = free_ports(3)
    given = {
        "KOTINOS_DATA": str(tmp_path),
        "KOTINOS_CUSTODY_PORT": str(pages),
        "KOTINOS_DOOR_PORT": str(door),
        "KOTINOS_WITNESS_PORT": str(witness),
    }
    logs = []
    for _ in range(2):
        running = subprocess.Popen(
            [sys.executable, "-m", "kotinos", "sealed", "--demo"], env={**os.environ, **given}, stderr=subprocess.PIPE
        )
        try:
            for port in (door, witness, pages):
                await until_answers(port)
            children = [pid for pids in programs_of(running.pid).values() for pid in pids]
        finally:
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=60)
        assert running.returncode == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in children)
        logs.append((tmp_path / "custody" / "log.pub").read_text())
    assert logs[0] == logs[1]
    assert (tmp_path / "open-zone" / "open-zone.key").stat().st_mode & 0o077 == 0


async def test_the_zone_does_not_outlive_its_supervisor_either(tmp_path: Path) -> None:
    pages, door, witness = free_ports(3)
    given = {
        "KOTINOS_DATA": str(tmp_path),
        "KOTINOS_CUSTODY_PORT": str(pages),
        "KOTINOS_DOOR_PORT": str(door),
        "KOTINOS_WITNESS_PORT": str(witness),
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "kotinos", "sealed", "--demo"], env={**os.environ, **given}, stderr=subprocess.DEVNULL
    )
    for port in (door, witness, pages):
        await until_answers(port)
    children = [pid for pids in programs_of(running.pid).values() for pid in pids]
    running.kill()
    running.wait()
    for _ in range(1000):
        if not any(Path(f"/proc/{pid}/cmdline").exists() for pid in children):
            break
        await asyncio.sleep(0.02)
    assert not any(Path(f"/proc/{pid}/cmdline").exists() for pid in children)


async def until_answers(port: int) -> None:
    """Return when somebody listens."""
    for _ in range(1200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        await writer.wait_closed()
        return
    raise TimeoutError(f"nobody listens on {port}")


def test_a_demonstration_has_one_operator_whose_password_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "operators.json"
    password = demo_operator.ensure(path)
    [account] = accounts.read(path)
    assert accounts.matches(password, account.password)
    assert demo_operator.ensure(path) == ""
    assert demo_operator.ensure(tmp_path / "another.json") != password
