"""The demonstration from its first message to its last, as one stream that can be taken up again where it was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.demo import day
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.famous import final as famous
from kotinos.rehearsal.demo.people import Village
from kotinos.rehearsal.demo.script import Script, Setting

SPOKEN_OF = 60.0
"""Seconds of standing still after which the units to come get new times."""


class Memory(msgspec.Struct, kw_only=True):
    """What a demonstration must know to go on: its seed, its second 0, the second it has reached, and how many messages of each
    lane are sent (a lane is strictly in order, so the number says which).
    """

    seed: int
    origin: datetime
    reached: float = 0.0
    breaks: list[tuple[float, float]] = []
    sent: dict[str, int] = {}

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
        self.sent[cue.lane] = self.sent.get(cue.lane, 0) + 1
        self.reached = max(self.reached, cue.at)

    def setting(self) -> Setting:
        """What the events are written for."""
        play = f"demo {self.seed} {self.origin.isoformat(timespec='seconds')}"
        return Setting(play, self.origin, Village(self.seed), self.seed, tuple(self.breaks))

    def wake(self, now: datetime) -> bool:
        """Note that the play stood still until ``now``; whether it was for long enough to speak of."""
        still = (now - self.setting().instant(self.reached)).total_seconds()
        if not self.sent or still < SPOKEN_OF:
            return False
        self.breaks.append((self.reached, still))
        return True


def calendar(setting: Setting, days: int) -> Iterator[tuple[int, float, list[Script], list[Cue]]]:
    """Each day: its number, its first second, its events, its messages."""
    at = 0.0
    for number in range(days):
        scripts = day.write_day(setting, number, at)
        cues = day.cues(setting, number, at, scripts)
        yield number, at, scripts, cues
        at = max(cue.at for cue in cues) + day.PAUSE


def stream(setting: Setting, *, days: int = len(day.DAYS)) -> Iterator[Cue]:
    """Every message of the demonstration, in time order."""
    yield day.declare(setting)
    for number, at, _, cues in calendar(setting, days):
        if number == 0:
            # Beside the first events: the medal table has something to show at once.
            yield from sorted((*cues, *famous.cues(setting, FINALS, at + 1.0)), key=lambda cue: cue.at)
        else:
            yield from cues


def moved(memory: Memory, days: int) -> Iterator[Cue]:
    """After a break: every unit that was planned and has not begun gets its new time."""
    setting = memory.setting()
    for _, at, scripts, _ in calendar(setting, days):
        if at - day.EARLY > memory.reached:
            return
        for script in scripts:
            for unit, (start, end) in script.hours.items():
                if start > memory.reached:
                    fact = {"kind": "schedule_changed", "unit": unit, "status": "RESCHEDULED"}
                    fact |= {"start": setting.local(start), "end": setting.local(end)}
                    send = command(f"{setting.play}/break {len(memory.breaks)}/{unit}", fact, "competition manager")
                    yield Cue(at=memory.reached, lane="moved", what=f"{unit} is moved", send=send)


def remaining(cues: Iterator[Cue], sent: Mapping[str, int]) -> Iterator[Cue]:
    """What is left of a stream of which the first so many of each lane are sent."""
    seen: Counter[str] = Counter()
    for cue in cues:
        seen[cue.lane] += 1
        if seen[cue.lane] > sent.get(cue.lane, 0):
            yield cue
