"""The recent past of the feed, shared by all readers: a ring of steps, bounded in bytes and in number.

A step is what one journal event changed: one document or several that belong together. A document's bytes are made once for each
transport, and every reader gets that same object.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from kotinos.feed import wire
from kotinos.results.publications import Publication


class Frame:
    """One document version, with its bytes for each transport once somebody needed them."""

    __slots__ = ("_wires", "data", "epoch", "key", "last", "offset", "rsc", "type")

    def __init__(self, epoch: str, row: Publication) -> None:
        self.epoch, self.offset, self.last = epoch, row.offset, row.last
        self.key, self.type, self.rsc, self.data = row.key, row.type, row.rsc, row.frame
        self._wires: list[bytes | None] = [None, None]

    @property
    def end(self) -> int:
        """Its offset; who has this frame has everything up to here."""
        return self.offset

    def wire(self, transport: int) -> bytes:
        """The bytes that a reader of ``transport`` gets."""
        made = self._wires[transport]
        if made is None:
            made = self._wires[transport] = wire.document(transport, self.epoch, self.offset, self.data)
        return made


class Cut:
    """Those documents of a step that some readers want, and the marker that closes it where the step has several."""

    __slots__ = ("_wires", "end", "frames", "marker", "step")

    def __init__(self, step: Step, frames: tuple[Frame, ...]) -> None:
        self.frames, self.end, self.step = frames, step.end, step.number
        self.marker = step.several
        self._wires: list[bytes | None] = [None, None]

    def wire(self, transport: int) -> bytes:
        """All of it in one piece, so that a step is never sent by halves for want of a turn."""
        if not self.marker:
            return self.frames[0].wire(transport)
        made = self._wires[transport]
        if made is None:
            made = self._wires[transport] = self.after(0, transport)
        return made

    def after(self, offset: int, transport: int) -> bytes:
        """What a reader still needs of it that already has everything up to ``offset``."""
        parts = [frame.wire(transport) for frame in self.frames if frame.offset > offset]
        if self.marker:
            fields: dict[str, object] = {"step": self.step, "offset": self.end}
            parts.append(wire.event(transport, "step", fields, self.frames[0].epoch, self.end))
        return b"".join(parts)


class Step:
    """What one journal event changed. ``received`` is when it came here, in wall seconds. ``begun``: its first documents are missing."""

    __slots__ = ("_cuts", "end", "first", "frames", "number", "received", "several", "size")

    def __init__(self, epoch: str, rows: Sequence[Publication], received: float, begun: bool = False) -> None:
        self.frames = tuple(Frame(epoch, row) for row in rows)
        self.number, self.first, self.end = rows[0].step, rows[0].offset, rows[-1].offset
        self.received, self.several = received, begun or len(rows) > 1
        self.size = sum(len(row.frame) for row in rows)
        self._cuts: dict[int, Cut] = {}

    def cut(self, wanted: int) -> Cut:
        """The documents whose bits are set in ``wanted``; everybody who wants the same ones gets the same object."""
        made = self._cuts.get(wanted)
        if made is None:
            chosen = tuple(frame for bit, frame in enumerate(self.frames) if wanted >> bit & 1)
            made = self._cuts[wanted] = Cut(self, chosen)
        return made


def steps(
    epoch: str, rows: Iterable[Publication], received: float | None = None, begun: bool = False
) -> Iterator[Step]:
    """Gather rows into whole steps; rows after the last whole step are left out.

    Without ``received`` a step counts as received when it was published. ``begun``: the first step began before these rows.
    """
    gathered: list[Publication] = []
    for row in rows:
        gathered.append(row)
        if row.last:
            when = datetime.fromisoformat(row.at).timestamp() if received is None else received
            yield Step(epoch, gathered, when, begun)
            gathered, begun = [], False


class Gap(ValueError):
    """Steps that do not follow the ring's head."""


class Ring:
    """Steps with ``start < offset <= head``, the newest at most ``limit_bytes`` and ``limit_steps``."""

    def __init__(self, epoch: str, head: int, limit_bytes: int = 64 << 20, limit_steps: int = 50_000) -> None:
        self.epoch, self.start, self.head = epoch, head, head
        self.bytes = 0
        self._limit_bytes, self._limit_steps = limit_bytes, limit_steps
        self._steps: list[Step] = []
        self._ends: list[int] = []
        self._gone = 0  # steps at the front of the lists that are already let go; removed in bulk

    def __len__(self) -> int:
        return len(self._steps) - self._gone

    def append(self, step: Step) -> None:
        """Take the next step; raises `Gap` unless it follows the head. The newest step is always kept, however large."""
        if step.first != self.head + 1:
            raise Gap(f"offset {step.first} after {self.head}")
        self._steps.append(step)
        self._ends.append(step.end)
        self.head = step.end
        self.bytes += step.size
        while len(self) > 1 and (self.bytes > self._limit_bytes or len(self) > self._limit_steps):
            self._let_go()

    def _let_go(self) -> None:
        oldest = self._steps[self._gone]
        self.start = oldest.end
        self.bytes -= oldest.size
        self._gone += 1
        if self._gone > 16 or self._gone * 2 > len(self._steps):
            del self._steps[: self._gone], self._ends[: self._gone]
            self._gone = 0

    def since(self, offset: int) -> Iterator[Step]:
        """Steps that hold anything beyond ``offset``, oldest first; ``offset`` must not lie before ``start``."""
        if offset < self.start:
            raise Gap(f"offset {offset} has left the ring, which starts at {self.start}")
        for index in range(bisect_right(self._ends, offset, lo=self._gone), len(self._steps)):
            yield self._steps[index]

    def received_by(self, instant: float) -> int | None:
        """The offset of the last step received no later than ``instant`` (wall seconds); ``None`` when that lies before the ring."""
        for index in range(len(self._steps) - 1, self._gone - 1, -1):
            if self._steps[index].received <= instant:
                return self._ends[index]
        return 0 if self.start == 0 else None
