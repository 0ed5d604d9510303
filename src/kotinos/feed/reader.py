"""One reader, and how bytes get to it without ever waiting for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Protocol

from kotinos.feed import wire
from kotinos.feed.lane import PIECE, Lane, newest
from kotinos.feed.ring import Cut, Ring

TURN = 256 << 10
"""Bytes one reader may take before the others get their turn."""


class Part(Protocol):
    """Something to send; who has it whole has everything up to ``end``."""

    @property
    def end(self) -> int:
        """An offset."""

    def wire(self, transport: int) -> bytes:
        """Its bytes."""


class Note:
    """A part made for one reader."""

    __slots__ = ("_data", "end")

    def __init__(self, end: int, data: bytes) -> None:
        self.end, self._data = end, data

    def wire(self, _transport: int) -> bytes:
        """The bytes it was made of."""
        return self._data


class Reader:
    """A cursor, and the rest of a message that did not fit into the socket.

    While it keeps up, ``number`` (its next cut in the lane) says where it is. While it is ``behind``, ``offset`` does: it has everything
    up to there, ``rest`` included. ``batch``: versions were left out and the marker that says so is still to come. ``blocked_at``: when
    it last had no room for more. ``stirred``: the tick of the last bytes sent. ``inbox``: a piece of a WebSocket control frame;
    ``control``: the answer to one, which has to wait for the end of a message.
    """

    __slots__ = (
        "address", "batch", "behind", "blocked_at", "control", "fd", "inbox", "lane", "latest",
        "number", "offset", "rest", "rest_at", "stirred", "transport",
    )  # fmt: skip

    def __init__(
        self, fd: int, address: str, lane: Lane, transport: int, latest: bool, offset: int, greeting: bytes
    ) -> None:
        self.fd, self.address = fd, address
        self.lane, self.transport, self.latest = lane, transport, latest
        self.number, self.offset = 0, offset
        self.behind, self.batch = True, False
        self.rest: bytes | None = greeting
        self.rest_at = 0
        self.control = self.inbox = b""
        self.blocked_at = 0.0
        self.stirred = 0

    @property
    def position(self) -> int:
        """The offset up to which it has everything."""
        return self.offset if self.behind else self.lane.offset_before(self.number)


class Sender:
    """Writes to readers. ``wait`` is called for one whose socket is full, ``past`` for one that needs what left the ring."""

    def __init__(
        self, ring: Ring, wait: Callable[[Reader], None], past: Callable[[Reader], None], gone: Callable[[Reader], None]
    ) -> None:
        self._ring, self._wait, self._past, self._gone = ring, wait, past, gone
        self.bytes = 0
        self.sends = 0

    def live(self, reader: Reader, tick: int) -> None:
        """Send what is new to a reader that keeps up. This is the hot path: one system call and little else."""
        lane, number = reader.lane, reader.number
        if reader.latest and number + 1 < lane.tip:
            self.fall_behind(reader)
            return
        data, after = lane.piece(number, reader.transport)
        try:
            sent = os.write(reader.fd, data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._gone(reader)
            return
        self.bytes += sent
        self.sends += 1
        reader.stirred = tick
        reader.number = after
        if sent < len(data):
            reader.offset, reader.behind = lane.offset_before(number), True
            self._settle(reader, lane.cuts_from(number), sent)
        elif after < lane.tip:  # more came at once than one piece holds, and perhaps nothing comes after it
            self.fall_behind(reader)

    def fall_behind(self, reader: Reader) -> None:
        """Serve a reader by its offset from now on, until it keeps up again."""
        reader.offset, reader.behind = reader.position, True
        self.catch_up(reader)

    def say(self, reader: Reader, data: bytes) -> bool:
        """Send a few bytes between messages; ``False`` when the reader is in no state to hear them."""
        if reader.behind:
            return False
        sent = self._write(reader, data)
        if 0 <= sent < len(data):
            reader.offset, reader.behind = reader.position, True
            if sent:
                reader.rest, reader.rest_at = data, sent
            self._wait(reader)
        return sent > 0

    def catch_up(self, reader: Reader) -> None:
        """Send a reader that is behind what its socket takes, until it keeps up again, waits for room or for the past."""
        if not self._finish(reader):
            return
        lane = reader.lane
        if reader.offset < lane.start:
            if reader.offset < self._ring.start:
                self._past(reader)
                return
            lane.reach_back(self._ring, reader.offset)
        if self.send(reader, lane.cuts_from(lane.number_after(reader.offset)), lane.fed):
            reader.number, reader.behind = lane.tip, False

    def send(self, reader: Reader, cuts: Sequence[Cut], upto: int) -> bool:
        """Send ``cuts``, which are all that the reader wants up to offset ``upto``; ``False`` when it must wait for room, or is gone."""
        if reader.latest:
            frames, left_out = newest(cuts, reader.offset)
            if left_out or reader.batch:
                return self._send_newest(reader, list(frames), cuts[-1].step if cuts else 0, upto)
        parts: list[Part] = list(cuts)
        if cuts and cuts[0].frames[0].offset <= reader.offset:  # it has the beginning of this step
            parts[0] = Note(cuts[0].end, cuts[0].after(reader.offset, reader.transport))
        if not self._send_parts(reader, parts):
            return False
        reader.offset = max(reader.offset, upto)
        return True

    def _send_newest(self, reader: Reader, frames: Sequence[Part], step: int, upto: int) -> bool:
        """Announce that versions are left out, send the newest of each document, and say where they belong together."""
        target = max(upto, reader.offset)
        head = wire.event(reader.transport, "batch", {"to": target})
        tail = wire.event(reader.transport, "step", {"step": step, "offset": target}, self._ring.epoch, target)
        reader.batch = True
        whole = self._send_parts(reader, [Note(reader.offset, head), *frames, Note(target, tail)])
        # Once the marker has begun to go out, its rest is a message like any other.
        reader.batch = not whole and reader.rest is not tail
        return whole

    def _send_parts(self, reader: Reader, parts: Sequence[Part]) -> bool:
        at, budget = 0, TURN
        while at < len(parts):
            if budget <= 0:
                self._wait(reader)
                return False
            first, chosen, size = at, [parts[at].wire(reader.transport)], 0
            size = len(chosen[0])
            at += 1
            while at < len(parts) and size + len(data := parts[at].wire(reader.transport)) <= PIECE:
                chosen.append(data)
                size += len(data)
                at += 1
            sent = self._write(reader, chosen[0] if len(chosen) == 1 else b"".join(chosen))
            if sent < 0:
                return False
            if sent < size:
                self._settle(reader, parts[first:at], sent)
                return False
            reader.offset = max(reader.offset, parts[at - 1].end)
            budget -= size
        return True

    def _settle(self, reader: Reader, parts: Sequence[Part], sent: int) -> None:
        """Keep of a piece that did not go out whole only the part in which it broke off, which all readers share; wait for room."""
        for part in parts:
            data = part.wire(reader.transport)
            if sent < len(data):
                if sent:
                    reader.rest, reader.rest_at, reader.offset = data, sent, max(reader.offset, part.end)
                break
            sent -= len(data)
            reader.offset = max(reader.offset, part.end)
        self._wait(reader)

    def _finish(self, reader: Reader) -> bool:
        """Send the rest of a message and what has to follow it; ``False`` when the reader must wait for room, or is gone."""
        while reader.rest is not None or reader.control:
            if reader.rest is None:
                reader.rest, reader.rest_at, reader.control = reader.control, 0, b""
            sent = self._write(reader, memoryview(reader.rest)[reader.rest_at :])
            if sent < 0:
                return False
            reader.rest_at += sent
            if reader.rest_at < len(reader.rest):
                self._wait(reader)
                return False
            reader.rest = None
        return True

    def _write(self, reader: Reader, data: bytes | memoryview) -> int:
        """Bytes taken; -1 when the reader is gone."""
        try:
            sent = os.write(reader.fd, data)
        except BlockingIOError:
            return 0
        except OSError:
            self._gone(reader)
            return -1
        self.bytes += sent
        return sent
