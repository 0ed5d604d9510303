"""Goes from reader to reader with what is new, in short turns, so that newcomers and intake never wait for a long queue."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from kotinos.feed.lane import Lane
from kotinos.feed.reader import Reader, Sender

TURN_S = 0.004
"""How long the event loop is held at a time."""
STRIDE = 64
"""Readers of one lane served before the next lane's turn."""


class Sweep:
    """Lanes that have something new, each with those of its readers that this round has not reached yet."""

    def __init__(self, sender: Sender) -> None:
        self.tick = 0
        self._sender = sender
        self._loop = asyncio.get_running_loop()
        self._rounds: deque[tuple[Lane, list[Reader], int]] = deque()
        self._busy: set[int] = set()
        self._scheduled = False

    def add(self, lane: Lane) -> None:
        """A lane has something new. One that is being served gets another round after this one."""
        if id(lane) not in self._busy and lane.readers:
            self._busy.add(id(lane))
            self._rounds.append((lane, list(lane.readers.values()), lane.tip))

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._rounds and not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._scheduled = False
        # Not the loop's clock: uvloop reads that only once per iteration.
        until = monotonic() + TURN_S
        while self._rounds:
            lane, readers, tip = self._rounds.popleft()
            live, tick = self._sender.live, self.tick
            stride, readers[-STRIDE:] = readers[-STRIDE:], []
            for reader in reversed(stride):
                if not reader.behind and reader.number != lane.tip:
                    live(reader, tick)
            if readers:
                self._rounds.append((lane, readers, tip))
            else:
                self._busy.discard(id(lane))
                if lane.tip != tip:
                    self.add(lane)
            if monotonic() > until:
                break
        self.start()
