"""A lane: all readers who want the same channels with the same delay. What they get is chosen once for all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kotinos.feed.channels import Channels
from kotinos.feed.ring import Cut, Frame, Ring, Step

if TYPE_CHECKING:
    from kotinos.feed.reader import Reader

PIECE = 64 << 10
"""How many bytes are joined for one send to a reader that is behind."""


class Lane:
    """The cuts of the ring that its readers want, numbered ``base`` to ``tip``.

    ``start``: every cut with ``end > start`` up to ``fed`` is here. ``fed``: how far the ring has been looked through.
    """

    __slots__ = (
        "_cuts",
        "_ends",
        "_pieces",
        "base",
        "channels",
        "delay",
        "fed",
        "fetching",
        "idle_since",
        "readers",
        "start",
    )

    def __init__(self, channels: Channels, delay: float, fed: int) -> None:
        self.channels, self.delay = channels, delay
        self.start = self.fed = fed
        self.base = 0
        self.readers: dict[int, Reader] = {}
        self.idle_since = 0.0
        self.fetching = False
        self._cuts: list[Cut] = []
        self._ends: list[int] = []
        self._pieces: dict[tuple[int, int], tuple[bytes, int]] = {}

    @property
    def tip(self) -> int:
        """The number that the next cut will have."""
        return self.base + len(self._cuts)

    def choose(self, step: Step) -> Cut | None:
        """What its readers want of a step."""
        match = self.channels.match
        wanted = 0
        for bit, frame in enumerate(step.frames):
            if match(frame.type, frame.rsc):
                wanted |= 1 << bit
        return step.cut(wanted) if wanted else None

    def feed(self, steps: Iterable[Step], now: float) -> bool:
        """Take the next steps whose time has come; says whether there is something new for its readers."""
        before = len(self._cuts)
        for step in steps:
            if self.delay and step.received + self.delay > now:
                break
            cut = self.choose(step)
            self.fed = step.end
            if cut is not None:
                self._cuts.append(cut)
                self._ends.append(cut.end)
        if len(self._cuts) == before:
            return False
        self._pieces.clear()
        return True

    def reach_back(self, ring: Ring, offset: int) -> None:
        """Look through the ring's older steps too, so that a reader may start after ``offset``, which the ring must still hold."""
        if offset >= self.start:
            return
        older = [
            cut for step in ring.since(offset) if step.end <= self.start and (cut := self.choose(step)) is not None
        ]
        self._cuts[:0] = older
        self._ends[:0] = [cut.end for cut in older]
        # Cuts keep their numbers: those in front get smaller ones, below zero if need be.
        self.base -= len(older)
        self.start = offset

    def trim(self, offset: int) -> None:
        """Let go of what lies at or before ``offset``."""
        if offset <= self.start:
            return
        gone = bisect_right(self._ends, offset)
        del self._cuts[:gone], self._ends[:gone]
        self.base += gone
        self.start = min(offset, self.fed)

    def number_after(self, offset: int) -> int:
        """The number of the first cut that holds anything beyond ``offset``."""
        return self.base + bisect_right(self._ends, offset)

    def offset_before(self, number: int) -> int:
        """What a reader has everything up to when ``number`` is its next cut."""
        return (
            self.fed if number >= self.tip else self._ends[number - self.base - 1] if number > self.base else self.start
        )

    def piece(self, number: int, transport: int) -> tuple[bytes, int]:
        """Bytes from cut ``number`` on, whole cuts, about `PIECE` at most; and the number of the cut after them."""
        if number + 1 == self.tip:
            return self._cuts[-1].wire(transport), self.tip
        made = self._pieces.get((number, transport))
        if made is None:
            if len(self._pieces) > 16:
                self._pieces.clear()
            made = self._pieces[number, transport] = join(self._cuts[number - self.base :], transport, number)
        return made

    def cuts_from(self, number: int) -> Sequence[Cut]:
        """Every cut from ``number`` on."""
        return self._cuts[number - self.base :]


def join(cuts: Sequence[Cut], transport: int, number: int) -> tuple[bytes, int]:
    """The bytes of the first cuts, about `PIECE` at most but one cut at least; and the number after the last of them."""
    parts: list[bytes] = []
    size = 0
    for cut in cuts:
        part = cut.wire(transport)
        if parts and size + len(part) > PIECE:
            break
        parts.append(part)
        size += len(part)
    return (parts[0] if len(parts) == 1 else b"".join(parts)), number + len(parts)


def newest(cuts: Sequence[Cut], offset: int) -> tuple[list[Frame], bool]:
    """Of the documents beyond ``offset`` only the newest version of each, in order; and whether any version was left out."""
    found: dict[str, Frame] = {}
    seen = 0
    for cut in cuts:
        for frame in cut.frames:
            if frame.offset > offset:
                found.pop(frame.key, None)  # so that the newer one stands at its own place in the order
                found[frame.key] = frame
                seen += 1
    return list(found.values()), len(found) < seen
