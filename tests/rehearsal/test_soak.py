"""Endurance: the whole of Paris 2024, ten thousand lost connections, fifty kills. Run with `make soak`; a seed repeats a run."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import random
import re
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kotinos.journal.opening import open_journal
from kotinos.rehearsal import ranked_units
from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Played, Player, Stage
from kotinos.rehearsal.reader import Reader, Verdict
from kotinos.results.publications import open_publications
from tests.feed.listening import listen
from tests.processes import programs_of

from .odf_sent import sent
from .paris_slice import recorded
from .units import write

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]

DISCONNECTS = int(os.environ.get("KOTINOS_SOAK_DISCONNECTS", "10000"))
KILLS = int(os.environ.get("KOTINOS_SOAK_KILLS", "50"))
EXPLAINED = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "paris-replay.md"


async def play_and_read(stage: Stage, cues: list[Cue], progress: Any = lambda _c, _p: None) -> tuple[Played, Verdict]:
    reader = Reader(stage)
    following = asyncio.create_task(reader.follow())
    try:
        played = await Player(stage, speed=None, progress=progress).play(cues)
        return played, await reader.conclude(patience=120)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


@pytest.fixture(scope="module")
def whole(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, Verdict, Path]:
    """The whole of Paris 2024, played once; where every edition is kept."""

    async def playing(folder: Path) -> tuple[Played, Verdict]:
        async with platform(folder) as stage:
            return await play_and_read(stage, recorded(reference)[1])

    folder = tmp_path_factory.mktemp("whole") / "p"
    return *asyncio.run(playing(folder)), folder / "published.db"


@pytest.mark.reference
def test_the_whole_of_paris_is_taken_but_for_what_the_page_explains(
    reference: Path, whole: tuple[Played, Verdict, Path]
) -> None:
    recording, cues = recorded(reference)
    page = EXPLAINED.read_text(encoding="utf-8")
    explained = re.findall(r"^- `(.+?)`", page, re.MULTILINE)
    played, verdict, _ = whole
    assert played.sent == len(cues)
    assert [p for p in played.problems if not any(re.search(kind, p.said) for kind in explained)] == []
    assert (verdict.faults, verdict.differs, verdict.reloads) == ([], [], 0)
    for _, why in recording.left_out:
        assert why in page


@pytest.mark.reference
def test_no_odf_message_of_the_whole_of_paris_breaks_the_standard(whole: tuple[Played, Verdict, Path]) -> None:
    messages = sent(whole[2])
    assert messages.problems == []
    assert messages.counts.total() > 60_000


@pytest.mark.parametrize("seed", [20240726])
async def test_readers_that_lose_their_connections_ten_thousand_times_have_every_document_once_and_in_order(
    seed: int, tmp_path: Path
) -> None:
    """Edges are killed and started again all the while. What each reader got is compared by hash with what was published."""
    chance = random.Random(seed)
    left = DISCONNECTS
    async with platform(tmp_path / "p", "--edges", "2") as stage:
        port = int(stage.feed.rpartition(":")[2])
        resting = asyncio.Event()

        async def read(channels: str) -> str:
            nonlocal left
            got, place = hashlib.sha256(), "0"
            epoch = store.epoch
            while True:
                at_end = resting.is_set() and int(place) >= store.head()[0]
                if at_end and left <= 0:
                    return got.hexdigest()
                try:
                    reader = await listen(port, channels, headers=f"Last-Event-ID: {epoch}:{place}\r\n")
                except (OSError, asyncio.IncompleteReadError, TimeoutError):
                    await asyncio.sleep(0.02)
                    continue
                left -= 1
                with contextlib.suppress(OSError, AssertionError, TimeoutError):
                    if left <= 0 and resting.is_set():
                        await reader.until(store.head()[0], timeout=20)
                    else:
                        await reader.rest(chance.random() * 0.05)
                assert not reader.named("reload")
                got.update(b"".join(line(frame) for frame in reader.frames))
                place = reader.last_id.rpartition(":")[2] or place
                if chance.random() < 0.5:
                    reader.writer.transport.abort()
                await reader.close()

        async def kill_edges() -> None:
            while left > 0:
                await asyncio.sleep(2 + chance.random() * 4)
                edges = programs_of(stage.process).get("feed serve", [])
                if edges:
                    os.kill(chance.choice(edges), signal.SIGKILL)

        store = open_publications(f"sqlite:///{tmp_path / 'p' / 'published.db'}")
        try:
            channels = ("*:*", "*:ATH*", "DT_RESULT:*", "DT_MEDALS:*") * 6
            readers = [asyncio.create_task(read(one)) for one in channels]
            killing = asyncio.create_task(kill_edges())
            rounds = 0
            while left > 0:
                script = ranked_units.cues([write(tmp_path / "units.jsonl", times=1)])
                renamed = [once_more(cue, rounds) for cue in script]
                assert (await Player(stage, speed=None).play(renamed)).sent == len(renamed)
                rounds += 1
            await killing
            resting.set()
            found = await asyncio.wait_for(asyncio.gather(*readers), 300)
            rows = store.read(0, 10_000_000)
            for one, digest in zip(channels, found, strict=True):
                wanted = hashlib.sha256(b"".join(line(json.loads(r.frame)) for r in rows if wants(one, r.type, r.rsc)))
                assert digest == wanted.hexdigest(), one
        finally:
            store.close()


def line(frame: dict[str, Any]) -> bytes:
    return json.dumps(frame, sort_keys=True).encode()


def wants(channels: str, kind: str, rsc: str) -> bool:
    types, _, prefix = channels.partition(":")
    return types in ("*", kind) and rsc.startswith(prefix.rstrip("*"))


def once_more(cue: Cue, n: int) -> Cue:
    """The same message in another round: a device's next revision, an official's next command."""
    import msgspec

    said = json.loads(cue.send.body)  # type: ignore[union-attr]
    said["id"] = f"{said['id']}-{n}"
    if "revision" in said:
        said["revision"] = n + 1
    return msgspec.structs.replace(cue, send=msgspec.structs.replace(cue.send, body=json.dumps(said).encode()))


async def test_live_killed_fifty_times_during_a_play_has_every_message_once(tmp_path: Path) -> None:
    cues = ranked_units.cues([write(tmp_path / "units.jsonl", times=40)])
    at = set(moments(len(cues), KILLS))

    def kill(_cue: Cue, played: Played) -> None:
        if played.sent in at:
            for pid in programs_of(stage.process).get("live", []):
                os.kill(pid, signal.SIGKILL)

    async with platform(tmp_path / "p") as stage:
        played, verdict = await play_and_read(stage, cues, kill)
    assert (played.sent, played.problems) == (len(cues), [])
    assert (verdict.faults, verdict.differs, verdict.reloads) == ([], [], 0)
    journal = open_journal(f"sqlite:///{tmp_path / 'p' / 'journal.db'}", read_only=True)
    try:
        recorded = [event.id for event in journal.read(0, 1_000_000)]
        assert all(isinstance(found, int) for found in journal.verify())
    finally:
        journal.close()
    assert len(recorded) == len(set(recorded)) == len(cues)
    assert (tmp_path / "p" / "platform.log").read_text().count("live ended with code -9") >= KILLS - 2


def moments(length: int, count: int) -> Iterable[int]:
    return (1 + n * (length - 2) // count for n in range(1, count))
