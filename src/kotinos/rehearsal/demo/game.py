"""The demonstration from its first message to its last, as one stream that can be taken up again where it was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.demo import day
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.famous import final as famous
from kotinos.rehearsal.demo.people import Village
from kotinos.rehearsal.demo.script import Setting


class Memory(msgspec.Struct, kw_only=True):
    """What a demonstration must know to go on: its seed, its second 0, the second it has reached, and how many messages of each
    lane are sent (a lane is strictly in order, so the number says which).
    """

    seed: int
    origin: datetime
    reached: float = 0.0
    sent: Counter[str] = msgspec.field(default_factory=Counter)

    @classmethod
    def load(cls, path: Path) -> Memory | None:
        """The memory kept at ``path``, or ``None``."""
        return msgspec.json.decode(path.read_bytes(), type=cls) if path.is_file() else None

    def save(self, path: Path) -> None:
        """Keep it: whole, or as it was."""
        waiting = path.with_suffix(".part")
        waiting.write_bytes(msgspec.json.encode(self))
        waiting.replace(path)

    def note(self, cue: Cue) -> None:
        """A message was sent."""
        self.sent[cue.lane] += 1
        self.reached = max(self.reached, cue.at)

    def setting(self) -> Setting:
        """What the events are written for."""
        play = f"demo {self.seed} {self.origin.isoformat(timespec='seconds')}"
        return Setting(play, self.origin, Village(self.seed), self.seed)


def stream(setting: Setting, *, days: int = len(day.DAYS)) -> Iterator[Cue]:
    """Every message of the demonstration, in time order."""
    yield day.declare(setting)
    at = 0.0
    for number in range(days):
        written = day.cues(setting, number, at)
        if number == 0:
            # Beside the first events: the medal table has something to show at once.
            written = sorted((*written, *famous.cues(setting, FINALS, at + 1.0)), key=lambda cue: cue.at)
        yield from written
        at = max(cue.at for cue in written) + day.PAUSE


def remaining(cues: Iterator[Cue], sent: Mapping[str, int]) -> Iterator[Cue]:
    """What is left of a stream of which the first so many of each lane are sent."""
    seen: Counter[str] = Counter()
    for cue in cues:
        seen[cue.lane] += 1
        if seen[cue.lane] > sent.get(cue.lane, 0):
            yield cue
