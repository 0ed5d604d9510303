"""Plays cues at a platform: in time order, at a chosen speed, each lane strictly in sequence, and says what became of each.

A message is repeated until the platform has answered it, so a platform that restarts in the middle loses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kotinos.rehearsal.cue import Cue, Drop, Post, command

PATIENCE = 120.0
"""Seconds for which a platform that does not answer is asked again."""
LOOK_EVERY = 0.05
"""Seconds between looks at a unit whose status a cue waits for."""
OUTSTANDING = 400
"""Cues that may be under way or waiting for their lane at the same time."""


class Problem(msgspec.Struct, frozen=True):
    """A message that was not taken whole: which cue, and the platform's own words."""

    what: str
    lane: str
    status: int
    said: str


class Played(msgspec.Struct, kw_only=True):
    """What became of a play."""

    sent: int = 0
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    problems: list[Problem] = msgspec.field(default_factory=list)
    seconds: float = 0.0


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Where to play: the intake's address and key, the feed's address (to see what is published), the watched folder.

    ``process`` is the id of the platform's first process, where it was started for this play.
    """

    intake: str
    key: str
    feed: str = ""
    watch: Path | None = None
    process: int = 0


class Player:
    """One play. ``speed`` multiplies competition time; ``None`` sends as fast as the platform takes."""

    def __init__(
        self,
        stage: Stage,
        *,
        speed: float | None = 1.0,
        at_once: int = 24,
        progress: Callable[[Cue, Played], None] = lambda _cue, _played: None,
    ) -> None:
        self._stage, self._speed, self._progress = stage, speed, progress
        self._lines: asyncio.LifoQueue[httpx.AsyncClient] = asyncio.LifoQueue()
        self._room = asyncio.Semaphore(OUTSTANDING)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._broken: Exception | None = None
        self._verify = ssl.create_default_context()
        self._looking = self._client()
        for _ in range(at_once):
            self._lines.put_nowait(self._client())
        self.played = Played()

    def _client(self) -> httpx.AsyncClient:
        """One line to the platform: a client of several connections looks through all of them at each request."""
        return httpx.AsyncClient(
            base_url=self._stage.intake,
            headers={"X-API-KEY": self._stage.key, "User-Agent": "kotinos-rehearsal"},
            timeout=60,
            limits=httpx.Limits(max_connections=1),
            verify=self._verify,
        )

    async def play(self, cues: Iterable[Cue], begin: float | None = None) -> Played:
        """Send every cue at its moment. ``begin`` is the wall-clock time at which the play began, for one that goes on.

        Raises ``ConnectionError`` when the platform did not answer for `PATIENCE` seconds.
        """
        started = time.monotonic()
        origin = (begin if begin is not None else time.time()) - time.time() + started
        try:
            async for cue in self._in_time(cues, origin):
                if cue.barrier:
                    await self._drain()
                await self._room.acquire()
                if self._broken:
                    raise self._broken
                self._begin(cue)
                if cue.barrier:
                    await self._drain()
            await self._drain()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            for line in (self._looking, *(self._lines.get_nowait() for _ in range(self._lines.qsize()))):
                await line.aclose()
        self.played.seconds = time.monotonic() - started
        return self.played

    def _begin(self, cue: Cue) -> None:
        task = asyncio.create_task(self._in_lane(cue, self._lanes.get(cue.lane)))
        self._lanes[cue.lane] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_time(self, cues: Iterable[Cue], origin: float) -> AsyncIterator[Cue]:
        for cue in cues:
            if self._speed is not None:
                wait = origin + cue.at / self._speed - time.monotonic()
                if wait > 0:
                    await asyncio.sleep(wait)
            yield cue

    async def _drain(self) -> None:
        await asyncio.gather(*self._tasks)
        self._lanes.clear()
        if self._broken:
            raise self._broken

    async def _in_lane(self, cue: Cue, before: asyncio.Task[None] | None) -> None:
        try:
            if before is not None:
                await before
            if cue.after:
                await self._wait_for(cue)
            line = await self._lines.get()
            try:
                await self._send(cue, line)
            finally:
                self._lines.put_nowait(line)
            self.played.sent += 1
            self._progress(cue, self.played)
        except Exception as error:
            self._broken = self._broken or error
            raise
        finally:
            self._room.release()

    async def _send(self, cue: Cue, line: httpx.AsyncClient) -> None:
        match cue.send:
            case Drop(name=name, body=body):
                await asyncio.to_thread(self._write, name, body)
                self.played.outcomes["file"] += 1
            case Post():
                answer = await self._post(cue.send, line)
                self._note(cue, answer)
                for held in _held(_json(answer)):
                    await self._confirm(cue, held, line)

    async def _confirm(self, cue: Cue, held: dict[str, Any], line: httpx.AsyncClient) -> None:
        """What the platform holds back as implausible is in the record all the same: the referee says so."""
        fact = {"kind": "hold_confirmed", "unit": held["unit"], "hold": held["hold"], "reason": "as it was published"}
        said = f"{cue.what}, {held.get('competitor', '')} {held['slot']} confirmed"
        name = f"confirm-{held['unit']}-{held['hold']}-{held.get('revision', 0)}"
        answer = await self._post(command(name, fact, by="referee"), line)
        if answer.status_code == 409 and "already" in answer.text:  # one answer is for the shown and the exact time
            return
        self._note(Cue(at=cue.at, lane=cue.lane, what=said, send=cue.send), answer)

    def _write(self, name: str, body: bytes) -> None:
        """As a careful device does: whole under another name, then renamed."""
        if self._stage.watch is None:
            raise ValueError(f"{name} is a file, and no watched folder was given")
        path = self._stage.watch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f".{path.name}.part")
        waiting.write_bytes(body)
        waiting.rename(path)

    async def _post(self, post: Post, line: httpx.AsyncClient) -> httpx.Response:
        end = time.monotonic() + PATIENCE
        pause = 0.05
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = await line.post(post.path, content=post.body, headers=post.headers)
                if answer.status_code not in (429, 503):
                    return answer
                pause = max(pause, float(answer.headers.get("Retry-After", 0)))
            if time.monotonic() > end:
                raise ConnectionError(f"{self._stage.intake} did not answer for {PATIENCE:g} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)

    def _note(self, cue: Cue, answer: httpx.Response) -> None:
        report = _json(answer)
        for part in report.get("taken", [report] if "outcome" in report else []):
            self.played.outcomes[part.get("outcome", "accepted")] += 1
        faults = [_words(f) for f in report.get("refused", [])]
        if answer.status_code >= 400 or faults:
            self.played.outcomes["refused"] += 1
            said = "; ".join(faults[:3]) or _words(report) or answer.text[:300]
            self.played.problems.append(Problem(cue.what, cue.lane, answer.status_code, said))

    async def _wait_for(self, cue: Cue) -> None:
        """Look at what is published until the unit has one of the statuses; a play goes on after half a minute all the same."""
        end = time.monotonic() + 30
        address = f"{self._stage.feed}/snapshot"
        while self._stage.feed and time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                answer = await self._looking.get(address, params={"channels": f"DT_RESULT:{cue.after}"})
                documents = _json(answer).get("documents", [])
                if any(_shows(d, cue) for d in documents):
                    return
            await asyncio.sleep(LOOK_EVERY)
        self.played.problems.append(
            Problem(cue.what, cue.lane, 0, f"{cue.after} did not become {' or '.join(cue.status)}")
        )


def _held(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What of a message waits for a person."""
    return [held for part in report.get("taken", [report]) for held in part.get("held", [])]


def _shows(document: dict[str, Any], cue: Cue) -> bool:
    """Whether a result document is what the cue waits for."""
    if document.get("status") not in cue.status:
        return False
    rows = (document.get("body") or {}).get("rows", [])
    return not cue.whole or all(row.get("rank") or row.get("irm") for row in rows)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        read = json.loads(answer.content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _words(fault: dict[str, Any]) -> str:
    where, what = fault.get("where", ""), fault.get("what", "")
    return f"{where}: {what}" if where and what else str(what)
