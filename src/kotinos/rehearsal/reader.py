"""A reader of the feed that trusts nothing: checks that offsets have no gap, that steps come whole, and what stands at the end."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import msgspec

from kotinos.rehearsal.player import Stage

LOOK_EVERY = 0.2
"""Seconds between two looks at whether everything has arrived."""


class Verdict(msgspec.Struct, kw_only=True):
    """What a reader saw. ``differs`` names documents that do not stand as a fresh snapshot has them.

    ``digest`` is the same for any two plays of the same messages in the same order: it leaves out what only the clock says.
    """

    messages: int = 0
    steps: int = 0
    reloads: int = 0
    reconnects: int = 0
    faults: list[str] = msgspec.field(default_factory=list)
    differs: list[str] = msgspec.field(default_factory=list)
    digest: str = ""


class Reader:
    """Follows every channel from the first offset on, through any number of lost connections."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._feed = stage, stage.feed
        self._epoch, self._offset, self._step = "", 0, 0
        self._state: dict[str, dict[str, Any]] = {}
        self.verdict = Verdict()

    async def follow(self) -> None:
        """Read until cancelled."""
        async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=10)) as http:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    await self._begin(http)
                    async for name, data in self._events(http):
                        self._take(name, data)
                        if not self._epoch:
                            break
                self.verdict.reconnects += 1
                await asyncio.sleep(0.2)

    async def _begin(self, http: httpx.AsyncClient) -> None:
        """Find out where to begin: at the first offset, or, when told to reload, with what stands now."""
        if self._epoch:
            return
        if not self.verdict.reloads:
            answer = await http.get(f"{self._feed}/health")
            self._epoch = answer.raise_for_status().json()["epoch"]
            return
        answer = await http.get(f"{self._feed}/snapshot", params={"channels": "*:*"})
        snapshot = answer.raise_for_status().json()
        self._state = _by_key(snapshot)
        self._step = max((d["step"] for d in snapshot["documents"]), default=0)
        self._epoch, self._offset = snapshot["epoch"], snapshot["offset"]

    async def _events(self, http: httpx.AsyncClient) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        asked = {"channels": "*:*", "epoch": self._epoch, "offset": str(self._offset)}
        async with http.stream("GET", f"{self._feed}/stream", params=asked) as answer:
            answer.raise_for_status()
            name, data = "message", ""
            async for line in _lines(answer):
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    data = line[5:]
                elif not line:  # only now is an event whole: the connection may have broken within a line
                    if data:
                        yield name, msgspec.json.decode(data)
                    name, data = "message", ""

    def _take(self, name: str, data: dict[str, Any]) -> None:
        if name == "reload":
            self.verdict.reloads += 1
            self._epoch = ""
        elif name == "message":
            self._document(data)

    def _document(self, frame: dict[str, Any]) -> None:
        if frame["epoch"] != self._epoch:
            self.verdict.faults.append(f"epoch {frame['epoch']} in a stream of {self._epoch}")
        if frame["offset"] != self._offset + 1:
            self.verdict.faults.append(f"offset {frame['offset']} after {self._offset}")
        if frame["step"] < self._step:
            self.verdict.faults.append(f"step {frame['step']} after {self._step}")
        self._offset, self._step = frame["offset"], frame["step"]
        self._state[frame["key"]] = frame
        self.verdict.messages += 1
        self.verdict.steps += frame["last"]

    @property
    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """What stands, by key, as far as it was read."""
        return self._state

    async def conclude(self, patience: float = 30) -> Verdict:
        """Compare what was read with a fresh snapshot, once everything that the platform has taken is published and has arrived.

        After ``patience`` seconds without that, the comparison is a fault of its own.
        """
        async with httpx.AsyncClient(timeout=60) as http:
            if not await self._arrived(http, patience):
                self.verdict.faults.append(
                    f"not everything arrived in {patience:g} s: read up to offset {self._offset}"
                )
            answer = await http.get(f"{self._feed}/snapshot", params={"channels": "*:*"})
        fresh = _by_key(answer.raise_for_status().json())
        self.verdict.differs = sorted(
            k for k in fresh.keys() | self._state.keys() if fresh.get(k) != self._state.get(k)
        )
        self.verdict.digest = _digest(self._state)
        return self.verdict

    async def _arrived(self, http: httpx.AsyncClient, patience: float) -> bool:
        """Whether the platform has nothing left to publish, and what it published last was read."""
        end = asyncio.get_running_loop().time() + patience
        while asyncio.get_running_loop().time() < end:
            with contextlib.suppress(httpx.HTTPError):
                answer = await http.get(f"{self._stage.intake}/v1/progress", headers={"X-API-KEY": self._stage.key})
                said = answer.raise_for_status().json()
                if not said["waiting"] and (said["epoch"], said["offset"]) == (self._epoch, self._offset):
                    return True
            await asyncio.sleep(LOOK_EVERY)
        return False


def _by_key(snapshot: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {d["key"]: d for d in snapshot["documents"]}


async def _lines(answer: httpx.Response) -> AsyncIterator[str]:
    """Whole lines, ended by LF alone: a name may hold what other readers of lines take for an end."""
    rest = b""
    async for chunk in answer.aiter_bytes():
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode()


CLOCK = frozenset({"at", "actual_start", "actual_end", "protest_until", "closes", "published"})
"""Fields that hold the instant at which something was done here, which another play does not share."""


def _digest(state: dict[str, dict[str, Any]]) -> str:
    said = [[key, d["version"], d["status"], _without_clock(d["body"])] for key, d in sorted(state.items())]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _without_clock(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_clock(v) for k, v in value.items() if k not in CLOCK}
    return [_without_clock(v) for v in value] if isinstance(value, list) else value
