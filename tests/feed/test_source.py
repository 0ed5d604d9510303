"""Edges that follow a store which another process writes, in one process and as programs of their own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kotinos.feed.cli import feed
from kotinos.feed.edge import Edge
from kotinos.feed.limits import Limits
from kotinos.feed.source import Source, StoreReplaced, open_source, open_told
from kotinos.journal.bus.inprocess import InProcessBus
from kotinos.results.publications import open_publications
from kotinos.results.publications.sqlite import SqlitePublications

from .listening import Listener, fetch, listen
from .publishing import BOUT, FINAL, HEAT, Press

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"


@contextlib.asynccontextmanager
async def following(url: str, bus_url: str = "") -> AsyncIterator[tuple[Edge, int]]:
    store, bus, threaded = await open_source(url, bus_url)
    edge = Edge(store, Limits(heartbeat_s=0.1))
    task = asyncio.create_task(Source(edge, bus, threaded=threaded).run())
    try:
        yield edge, edge.open()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await edge.close()
        await bus.close()
        store.close()


async def test_what_another_connection_commits_is_on_the_stream_within_milliseconds(
    press: Press, tmp_path: Path
) -> None:
    async with following(f"sqlite:{tmp_path / 'publications.db'}") as (_, port):
        reader = await listen(port)
        await reader.next()
        late = []
        for n in range(1, 30):
            begun = asyncio.get_running_loop().time()
            press.put(H)
            await reader.until(n)
            late.append(asyncio.get_running_loop().time() - begun)
            await asyncio.sleep(0.003)
        assert sorted(late)[len(late) // 2] < 0.05
        assert reader.offsets == list(range(1, 30))
        await reader.close()


@pytest.mark.parametrize("how", ["notify", "nats", "deaf bus"])
async def test_a_store_in_postgresql_is_followed(how: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres").database()
    nats_url = request.getfixturevalue("nats").url if how == "nats" else ""
    writing = open_publications(url)
    press = Press(writing)
    async with following(url, nats_url) as (_, port):
        reader = await listen(port)
        bus = await open_told(nats_url or url)
        for keys in ((H,), (F, B), (H,)):
            rows = press.put(*keys)
            if how != "deaf bus":  # then the reader must find it by looking
                await bus.announce("publications", rows[-1].offset)
        await reader.until(4)
        assert reader.offsets == [1, 2, 3, 4]
        await reader.close()
        await bus.close()
    writing.close()


async def test_several_edges_share_one_store_and_a_reader_may_change_between_them(press: Press, tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'publications.db'}"
    async with following(url) as (_, one), following(url) as (_, two):
        reader = await listen(one)
        press.put(H)
        press.put(F, B)
        await reader.settle(3)
        await reader.close()
        press.put(H)
        other = await listen(two, headers=f"Last-Event-ID: {reader.last_id}\r\n")
        await other.until(4)
        assert reader.offsets + other.offsets == [1, 2, 3, 4]
        assert not other.named("reload")
        await other.close()


async def test_a_store_that_went_back_ends_the_edge_when_patience_is_over(tmp_path: Path) -> None:
    store = SqlitePublications(tmp_path / "p.db")
    press = Press(store)
    press.put(H)
    press.put(H)
    edge = Edge(store, Limits())
    source = Source(edge, InProcessBus(), look_every=0.02, patience=0.1)
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("DELETE FROM publication")
    connection.close()
    with pytest.raises(StoreReplaced, match="offset 2"):
        await asyncio.wait_for(source.run(), 5)
    await edge.close()
    store.close()


async def test_a_file_put_in_the_place_of_the_store_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    SqlitePublications(path).close()
    store, bus, threaded = await open_source(f"sqlite:{path}", "")
    edge = Edge(store, Limits())
    source = Source(edge, bus, threaded=threaded, look_every=0.02, patience=0.05)
    for file in tmp_path.glob("p.db*"):
        file.unlink()
    SqlitePublications(path).close()
    with pytest.raises(StoreReplaced):
        await asyncio.wait_for(source.run(), 5)
    await edge.close()
    await bus.close()
    store.close()


# -- as programs -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def program(port: int, path: Path):  # type: ignore[no-untyped-def]
    """``kotinos feed serve`` in a process of its own."""
    command = [sys.executable, "-c", "from kotinos.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "feed", "serve", "--publications", f"sqlite:{path}", "--port", str(port)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert "listens" in process.stderr.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


async def test_two_programs_share_a_port_and_one_may_be_killed(press: Press, tmp_path: Path, free_port: int) -> None:
    path = tmp_path / "publications.db"
    with program(free_port, path) as first, program(free_port, path):
        readers = [await listen(free_port) for _ in range(16)]
        press.put(H)
        for reader in readers:
            await reader.until(1)
        first.send_signal(signal.SIGKILL)
        first.wait()
        press.put(F)
        got = [await finish(free_port, reader) for reader in readers]
        assert got == [[1, 2]] * 16


async def finish(port: int, reader: Listener) -> list[int]:
    """Read to offset 2, with another connection if this one has died."""
    try:
        await reader.until(2)
        offsets = reader.offsets
    except (AssertionError, OSError):
        other = await listen(port, headers=f"Last-Event-ID: {reader.last_id}\r\n")
        await other.until(2)
        offsets = reader.offsets + other.offsets
        await other.close()
    await reader.close()
    return offsets


async def test_a_program_ends_at_sigterm(press: Press, tmp_path: Path, free_port: int) -> None:
    with program(free_port, tmp_path / "publications.db") as process:
        assert (await fetch(free_port, "/health"))[0] == 200
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 5) == 0


def test_watch_prints_what_stands_and_what_comes(press: Press, tmp_path: Path, free_port: int) -> None:
    press.put(H)
    press.put(F, B)
    with program(free_port, tmp_path / "publications.db"):
        url = f"http://127.0.0.1:{free_port}"
        shown = CliRunner().invoke(feed, ["watch", "--from", url, "--channels", "*:ATH*", "--json", "--count", "2"])
        assert [json.loads(line)["key"] for line in shown.output.splitlines()] == [H, F]
        shown = CliRunner().invoke(feed, ["watch", "--from", url, "--count", "1"])
        assert HEAT in shown.output
        shown = CliRunner().invoke(feed, ["watch", "--from", url, "--channels", "nonsense"])
        assert shown.exit_code == 2
        assert "write TYPE:RSC" in shown.output


async def test_watch_takes_up_a_broken_stream_where_it_broke(press: Press, tmp_path: Path, free_port: int) -> None:
    from kotinos.feed.watch import documents

    seen: list[int] = []

    async def watch() -> None:
        async for frame in documents(f"http://127.0.0.1:{free_port}", "*:*"):
            seen.append(frame["offset"])

    press.put(H)
    watching = None
    for _ in range(2):
        with program(free_port, tmp_path / "publications.db"):
            watching = watching or asyncio.create_task(watch())
            press.put(H)
            async with asyncio.timeout(10):
                while not seen or seen[-1] < press.store.head()[0]:
                    await asyncio.sleep(0.02)
        press.put(F)  # while nobody serves
    assert watching is not None
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert seen == list(range(seen[0], seen[-1] + 1))
    assert seen[-1] == 4
