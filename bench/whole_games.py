"""A whole Games: every message of the recorded Games of Paris 2024, as fast as the platform takes them, from the intake over HTTP
to the published documents that a reader of the feed holds.

The platform (`kotinos run`: intake, journal, ranking, edge, pages), the player and the reader share the machine's cores. Beside it,
in the same run, a floor: the same player and messages against a bare server that only writes each body into SQLite and commits. The
player is no faster than that; so a third run hands the messages to the intake's desk itself, without HTTP and without readers, in the
two processes of `live`: one reads, decides and records, the other derives, encodes and stores.
Needs the competition data in ``../shared/data`` (or ``KOTINOS_REFERENCE``). Run: ``python -m bench whole_games``.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import multiprocessing
import os
import resource
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from tests.processes import children_of, programs_of

from kotinos.config import load
from kotinos.journal.opening import open_journal
from kotinos.programs.loop import run_async
from kotinos.programs.publish import beside, keep_what_was_read
from kotinos.rehearsal import paris
from kotinos.rehearsal.complete import look
from kotinos.rehearsal.cue import Cue, Post
from kotinos.rehearsal.platform import free_ports, platform
from kotinos.rehearsal.player import Player, Stage
from kotinos.rehearsal.reader import Reader
from kotinos.results.embargo_facts import ROLES
from kotinos.results.engine import Engine
from kotinos.results.facts import Command, Refused
from kotinos.results.hold_facts import HoldConfirmed
from kotinos.results.intake import observations
from kotinos.results.intake.api import Wish
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.refused import Shelf

DATA = Path(os.environ.get("KOTINOS_REFERENCE", Path(__file__).parents[2] / "shared" / "data")) / "paris2024"


async def whole(cues: list[Cue], folder: Path) -> dict[str, Any]:
    """The platform; seconds until every document has arrived at the reader, and what the processes used."""
    async with platform(folder) as stage:
        reader = Reader(stage)
        following = asyncio.create_task(reader.follow())
        played = await Player(stage, speed=None).play(cues)
        verdict = await reader.conclude(patience=120)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        if verdict.faults or verdict.differs:
            raise RuntimeError(
                f"the feed is not what was published: {verdict.faults[:3]}, {len(verdict.differs)} differ"
            )
        used = _used(stage.process)
        complete = look(reader.documents)
    return {
        "what": "kotinos",
        "messages": played.sent,
        "seconds": round(played.seconds, 1),
        "per_s": round(played.sent / played.seconds),
        "documents": verdict.messages,
        "refused": len(played.problems),
        "units_ranked": f"{complete.units - len(complete.unranked)} of {complete.units}",
        "events_decided": f"{complete.events - len(complete.open)} of {complete.events}",
        "live_memory_mb": used["memory_mb"],
        "live_cpu_s": used["cpu_s"],
    }


async def floor(cues: list[Cue], folder: Path) -> dict[str, Any]:
    """The same messages against a server that stores them, and nothing else."""
    with _bare(folder) as port:
        await asyncio.sleep(2)
        played = await Player(Stage(intake=f"http://127.0.0.1:{port}", key=""), speed=None).play(cues)
    return {
        "what": "floor: stored in SQLite, a commit each",
        "messages": played.sent,
        "seconds": round(played.seconds, 1),
        "per_s": round(played.sent / played.seconds),
    }


async def inside(cues: list[Cue], folder: Path) -> dict[str, Any]:
    """The messages handed to the desk, several lanes at a time; what is held is confirmed, as the player does."""
    config = load(None, data=str(folder))
    journal = open_journal(config.journal_url)
    offsets = [0]
    engine = Engine(journal, beside(config, offsets.append))
    desk = Desk(engine, Shelf(folder / "refused"))
    await engine.start()
    keep_what_was_read()
    begun, cpu = time.perf_counter(), time.process_time()
    lanes: dict[str, list[Cue]] = {}
    for cue in cues:
        if cue.barrier:
            await _lanes(desk, lanes)
            lanes = {}
            await _hand(desk, cue)
            continue
        lanes.setdefault(cue.lane, []).append(cue)
    await _lanes(desk, lanes)
    await engine.settled()
    seconds = time.perf_counter() - begun
    cpu = time.process_time() - cpu
    await engine.stop()
    journal.close()
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "what": "kotinos, without HTTP",
        "messages": len(cues),
        "seconds": round(seconds, 1),
        "per_s": round(len(cues) / seconds),
        "documents": offsets[-1],
        "live_memory_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + other.ru_maxrss) // 1024,
        "live_cpu_s": round(cpu + other.ru_utime + other.ru_stime, 1),
    }


AT_ONCE = 24


async def _lanes(desk: Desk, lanes: dict[str, list[Cue]]) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def play(lane: list[Cue]) -> None:
        async with room:
            for cue in lane:
                await _hand(desk, cue)

    await asyncio.gather(*map(play, lanes.values()))


async def _hand(desk: Desk, cue: Cue) -> None:
    assert isinstance(cue.send, Post)
    address = urlsplit(cue.send.path)
    form, asked = address.path.rpartition("/")[2], dict(parse_qsl(address.query))
    if form == "commands":
        wish = observations.typed(cue.send.body, Wish)
        command = Command(id=wish.id, fact=wish.fact, actor=wish.by or "bench", source="bench", roles=frozenset(ROLES))
        await desk.record(command)
        return
    revision = int(asked.get("revision", 0))
    body = gzip.decompress(cue.send.body) if cue.send.headers.get("Content-Encoding") == "gzip" else cue.send.body
    message = Message(
        form=form, name=asked.get("name", form), body=body, source="bench", actor="bench", revision=revision
    )
    report = await desk.take(message)
    if report.refused:
        raise RuntimeError(f"{cue.what}: {report.refused[0]}")
    for part in report.taken:
        for held in part.held:
            fact = HoldConfirmed(unit=held.unit, hold=held.hold, reason="as it was published", by="referee")
            identifier = f"confirm-{held.unit}-{held.hold}"
            with contextlib.suppress(Refused):  # one answer was for the shown and the exact time
                await desk.record(
                    Command(id=identifier, fact=fact, actor="referee", source="bench", roles=frozenset(ROLES))
                )


@contextlib.contextmanager
def _bare(folder: Path) -> Iterator[int]:
    (port,) = free_ports(1)
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(folder, port))
    server.start()
    try:
        yield port
    finally:
        os.kill(server.pid or 0, signal.SIGTERM)
        server.join(10)


def _serve(folder: Path, port: int) -> None:
    store = sqlite3.connect(folder / "bodies.db", isolation_level=None)
    store.execute("pragma journal_mode=wal")
    store.execute("pragma synchronous=full")
    store.execute("create table bodies (body blob)")

    async def take(request: Request) -> JSONResponse:
        store.execute("insert into bodies values (?)", (await request.body(),))
        return JSONResponse({"outcome": "accepted"})

    app = Starlette(routes=[Route("/{path:path}", take, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def _used(supervisor: int) -> dict[str, float]:
    """Greatest memory and processor time of ``live``, the process below the supervisor that takes and records, and of the one that
    publishes beside it.
    """
    memory, ticks = 0, 0
    for pid in _live(supervisor):
        status = dict(
            line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":\t" in line
        )
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        memory += int(status["VmHWM"].split()[0])
        ticks += int(fields[11]) + int(fields[12])
    return {"memory_mb": memory // 1024, "cpu_s": round(ticks / os.sysconf("SC_CLK_TCK"), 1)}


def _live(supervisor: int) -> list[int]:
    [live] = programs_of(supervisor)["live"]
    return [live, *children_of(live)]


def main() -> dict[str, Any]:
    """Both, one after the other; prints and returns the figures."""
    if not DATA.is_dir():
        raise SystemExit(f"no competition data at {DATA}; set KOTINOS_REFERENCE to its folder")
    _, cues = paris.cues(DATA)
    runs = []
    for run in (inside, floor, whole):
        with tempfile.TemporaryDirectory(prefix="kotinos-bench-", dir=os.environ.get("KOTINOS_BENCH_FOLDER")) as folder:
            runs.append(run_async(run(cues, Path(folder))))
        print(runs[-1], flush=True)
    return {"runs": runs, "ratio": {"kotinos / floor, seconds": round(runs[2]["seconds"] / runs[1]["seconds"], 2)}}


if __name__ == "__main__":
    main()
