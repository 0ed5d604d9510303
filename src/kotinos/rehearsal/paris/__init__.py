"""The recorded Games of Paris 2024, played through the doors of a platform."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

import msgspec

from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.paris import competing, people, planning
from kotinos.rehearsal.paris.source import Recording, load
from kotinos.rehearsal.writing.odf import Venue

VENUE = Venue(competition="OG2024", source="REHGEN1")


def is_recording(folder: Path) -> bool:
    """Whether a folder holds this kind of recording."""
    return (folder / "schedules.csv").is_file() and (folder / "marks").is_dir()


def cues(folder: Path) -> tuple[Recording, list[Cue]]:
    """The recording and everything to send, in time order; time 0 is half a day before the first unit."""
    recording = load(folder)
    origin = min(recording.times.values()) - timedelta(hours=12)
    before = [*_declared(), *people.cues(recording, VENUE, origin), *planning.cues(recording, VENUE, origin)]
    first, *rest = competing.cues(recording, VENUE, origin)
    return recording, list(chain(before, [msgspec.structs.replace(first, barrier=True)], rest))


def _declared() -> Iterator[Cue]:
    fact = {
        "kind": "games_declared",
        "code": "OG2024",
        "name": {"en": "Paris 2024", "fr": "Paris 2024"},
        "start": "2024-07-24",
        "end": "2024-08-11",
        "timezone": "Europe/Paris",
    }
    yield Cue(at=0, lane="games", what="the Games", send=command("paris-games", fact, by="organiser"), barrier=True)
