"""Pushing to real HTTP servers that fail, are slow, are away, and come back."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from kotinos.feed.push import Cursors, PushClient, Pusher, Timing
from kotinos.journal.bus.inprocess import InProcessBus
from kotinos.results.publications import Publication
from kotinos.results.publications.sqlite import SqlitePublications

from ..publishing import BOUT, FINAL, HEAT, Press
from .receiving import Client, Received, form

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"
QUICK = Timing(retry_s=0.1, timeout_s=1.0, gap_s=0.0, look_s=0.02)


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


class Bench:
    """A store, cursors on disk, and pushers that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = SqlitePublications(folder / "published.db")
        self.press = Press(self.store)
        self.cursors = Cursors(folder / "push.db")
        self.bus = InProcessBus()
        self.running: dict[asyncio.Task[None], Pusher] = {}

    def push(self, client: Client, *, name: str = "client", key: str = "", make: Callable[[Publication], list[bytes]] = form,
             timing: Timing = QUICK, channels: str = "*:*", from_start: bool = True) -> Pusher:  # fmt: skip
        registered = PushClient(
            name=name, url=client.url, api_key=key or client.key, channels=channels, from_start=from_start
        )
        pusher = Pusher(registered, self.store, self.cursors, make, self.bus, timing)
        self.running[asyncio.create_task(pusher.run())] = pusher
        return pusher

    async def stop(self) -> None:
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        self.running.clear()


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    made = Bench(tmp_path)
    yield made
    await made.stop()
    made.cursors.close()
    made.store.close()


@pytest.fixture
async def client() -> AsyncIterator[Callable[[], Awaitable[Client]]]:
    started: list[Client] = []

    async def start() -> Client:
        made = Client(port())
        await made.start()
        started.append(made)
        return made

    yield start
    for one in started:
        await one.stop()


Connect = Callable[[], Awaitable[Client]]


async def test_a_message_has_the_headers_that_odf_asks_for(bench: Bench, client: Connect) -> None:
    receiver = await client()
    bench.press.put(H)
    bench.push(receiver)
    assert await receiver.until(1) == [1]
    message = receiver.got[0]
    assert message.headers["content-type"] == "application/xml; charset=UTF-8"
    assert message.headers["content-encoding"] == "gzip"
    assert message.headers["x-api-key"] == receiver.key
    assert message.headers["x-message-id"] == f"{bench.store.epoch}:1"
    assert message.headers["user-agent"].startswith("kotinos/")
    assert message.text == f"<OdfBody key='{H}' version='1' status='LIVE'/>"


async def test_a_client_gets_only_its_channels_and_only_what_has_a_form(bench: Bench, client: Connect) -> None:
    receiver = await client()
    for key in (H, B, F, B, H):
        bench.press.put(key)
    bench.push(
        receiver,
        channels="*:ATH*",
        make=lambda row: [] if row.rsc == FINAL else form(row),
        timing=Timing(gap_s=0, look_s=0.02),
    )
    await receiver.until(1)
    await asyncio.sleep(0.2)
    assert {m.offset for m in receiver.got} <= {1, 5}
    assert receiver.got[-1].offset == 5


async def test_a_new_client_gets_what_comes_from_now_on(bench: Bench, client: Connect) -> None:
    receiver = await client()
    bench.press.put(H)
    pusher = bench.push(receiver, from_start=False)
    while pusher._read_to < 1:
        await asyncio.sleep(0.01)
    bench.press.put(F)
    assert await receiver.until(1) == [2]


async def test_a_client_that_fails_gets_it_again_until_it_says_200(bench: Bench, client: Connect) -> None:
    receiver = await client()
    answers = iter([500, 503, 302, 204])
    receiver.answer = lambda _m: next(answers, 200)
    bench.press.put(H)
    pusher = bench.push(receiver)
    assert await receiver.until(1) == [1]
    assert receiver.asked == 5
    assert pusher.failures == 4


async def test_a_wrong_key_is_tried_again_and_never_logged(
    bench: Bench, client: Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver = await client()
    bench.press.put(H)
    pusher = bench.push(receiver, key="wrong-key-that-is-secret")
    while pusher.failures < 2:
        await asyncio.sleep(0.01)
    assert receiver.got == []
    assert pusher.last_error == "HTTP 401"
    assert "wrong-key-that-is-secret" not in "".join(capsys.readouterr())
    receiver.key = "wrong-key-that-is-secret"
    assert await receiver.until(1) == [1]


async def test_a_failing_client_delays_no_other(bench: Bench, client: Connect) -> None:
    good, bad, slow = await client(), await client(), await client()
    bad.answer, slow.delay = (lambda _m: 500), 30.0
    for name, one in (("bad", bad), ("slow", slow), ("good", good)):
        bench.push(one, name=name, timing=Timing(retry_s=30, timeout_s=30, gap_s=0, look_s=0.02))
    begun = asyncio.get_running_loop().time()
    for _ in range(20):
        bench.press.put(H, F, B)
        await asyncio.sleep(0.005)
    async with asyncio.timeout(10):
        while not good.got or max(m.offset for m in good.got) < 60:
            await asyncio.sleep(0.01)
    assert asyncio.get_running_loop().time() - begun < 5
    assert slow.got == bad.got == []


async def test_a_document_that_a_client_never_accepts_does_not_stop_the_others(bench: Bench, client: Connect) -> None:
    receiver = await client()
    receiver.answer = lambda m: 400 if FINAL in m.text else 200
    bench.press.put(F)
    bench.press.put(H)
    bench.press.put(B)
    bench.push(receiver)
    assert sorted(await receiver.until(2)) == [2, 3]


async def test_a_document_that_cannot_be_formed_is_left_out_not_in_the_way(bench: Bench, client: Connect) -> None:
    def make(row: Publication) -> list[bytes]:
        if row.rsc == FINAL:
            raise ValueError("no schema for this")
        return form(row)

    receiver = await client()
    bench.press.put(F)
    bench.press.put(H)
    bench.push(receiver, make=make)
    assert await receiver.until(1) == [2]


async def test_live_versions_are_coalesced_and_the_last_one_always_arrives(bench: Bench, client: Connect) -> None:
    receiver = await client()
    bench.push(receiver, timing=Timing(gap_s=0.25, look_s=0.005))
    begun = asyncio.get_running_loop().time()
    for _ in range(60):
        bench.press.put(H)
        await asyncio.sleep(0.01)
    async with asyncio.timeout(5):
        while not receiver.got or receiver.got[-1].offset < 60:
            await asyncio.sleep(0.01)
    took = asyncio.get_running_loop().time() - begun
    assert 2 <= len(receiver.got) <= 2 + took / 0.25


async def test_a_client_that_was_away_gets_everything_when_it_is_back(bench: Bench, client: Connect) -> None:
    receiver = await client()
    bench.push(receiver)
    bench.press.put(H)
    await receiver.until(1)
    await receiver.stop()
    for key in (F, B):
        bench.press.put(key)
    await asyncio.sleep(0.25)
    await receiver.start()
    assert sorted(await receiver.until(3)) == [1, 2, 3]


async def test_restarts_lose_nothing_and_never_turn_the_order_round(bench: Bench, client: Connect) -> None:
    """Both sides stop at random moments; at the end each document's last version is there and versions only went up."""
    chance = random.Random(7)
    receiver = await client()
    receiver.answer = lambda _m: 200 if chance.random() < 0.8 else 500
    statuses: dict[int, str] = {}
    for _ in range(12):
        bench.push(receiver, timing=Timing(retry_s=0.02, timeout_s=1, gap_s=0.01, look_s=0.01))
        for _ in range(chance.randrange(1, 8)):
            rows = bench.press.make(*chance.sample([H, F, B], 2))
            status = chance.choice(["LIVE", "OFFICIAL"])
            import msgspec

            rows = [msgspec.structs.replace(row, status=status) for row in rows]
            bench.store.append(rows)
            statuses |= {row.offset: row.status for row in rows}
            await asyncio.sleep(chance.random() * 0.03)
        await bench.stop()
    bench.push(receiver, timing=Timing(retry_s=0.02, timeout_s=1, gap_s=0.01, look_s=0.01))
    newest = {row.offset for row in bench.store.latest()}
    async with asyncio.timeout(10):
        while not newest <= {m.offset for m in receiver.got}:
            await asyncio.sleep(0.01)
    got = [m.offset for m in receiver.got]
    assert {n for n, status in statuses.items() if status != "LIVE"} <= set(got)
    for key in (H, F, B):
        versions = [
            int(found[1]) for m in receiver.got if key in m.text and (found := re.search(r"version='(\d+)'", m.text))
        ]
        assert versions == sorted(versions)


async def test_what_was_acknowledged_is_not_sent_again_after_a_restart(bench: Bench, client: Connect) -> None:
    receiver = await client()
    receiver.answer = lambda m: (
        400 if FINAL in m.text else 200
    )  # the first stays open, the later ones are acknowledged beyond it
    bench.press.put(F)
    bench.press.put(H)
    bench.press.put(B)
    bench.push(receiver)
    await receiver.until(2)
    await asyncio.sleep(0.1)
    await bench.stop()
    receiver.answer = lambda _m: 200
    bench.push(receiver)
    await receiver.until(3)
    await asyncio.sleep(0.1)
    assert sorted(m.offset for m in receiver.got) == [1, 2, 3]


async def test_a_new_epoch_sends_the_newest_of_everything_once(bench: Bench, client: Connect, tmp_path: Path) -> None:
    receiver = await client()
    bench.press.put(H)
    bench.push(receiver)
    await receiver.until(1)
    await bench.stop()
    bench.store.close()
    for file in tmp_path.glob("published.db*"):
        file.unlink()
    bench.store = SqlitePublications(tmp_path / "published.db")
    bench.press = Press(bench.store)
    for key in (H, H, F, H):
        bench.press.put(key)
    receiver.got.clear()
    bench.push(receiver)
    assert sorted(await receiver.until(2)) == [3, 4]
    bench.press.put(B)
    assert (await receiver.until(3))[-1] == 5


async def test_a_slow_client_does_not_fill_the_memory(bench: Bench, client: Connect) -> None:
    receiver = await client()
    receiver.answer = lambda _m: 500
    for n in range(300):
        bench.press.put(f"DT_RESULT/ATHM100M--------------HEAT{n:06}--")
    pusher = bench.push(receiver, timing=Timing(window=50, retry_s=5, look_s=0.02))
    await asyncio.sleep(0.3)
    assert len(pusher._outbox) <= 50 + 200
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.01)


async def test_every_message_of_a_document_arrives_and_all_go_again_when_one_fails(
    bench: Bench, client: Connect
) -> None:
    """Participants are two messages of ODF: persons and teams. The document is delivered when both were taken."""
    receiver = await client()
    refused = False

    def refuse_teams_once(message: Received) -> int:
        nonlocal refused
        again, refused = refused, refused or "teams" in message.text
        return 200 if again or "teams" not in message.text else 500

    receiver.answer = refuse_teams_once
    bench.push(receiver, make=lambda _row: [b"<persons/>", b"<teams/>"])
    bench.press.put(H)
    await receiver.until(3)
    async with asyncio.timeout(5):  # the answer has still to reach the pusher
        while (place := bench.cursors.place("client")) is None or place.offset < 1:
            await asyncio.sleep(0.01)
    await bench.stop()
    assert [m.text for m in receiver.got] == ["<persons/>", "<persons/>", "<teams/>"]
    assert [m.headers["x-message-id"].partition(":")[2] for m in receiver.got] == ["1", "1", "1/2"]
