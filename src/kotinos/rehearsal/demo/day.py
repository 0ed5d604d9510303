"""The days of the demonstration: which events are held when, and everything that is sent on a day, in time order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.demo.script import Script, Setting
from kotinos.rehearsal.demo.track import Race
from kotinos.rehearsal.demo.track import write as track

Writer = Callable[[Setting, float], Script]
Programme = tuple[tuple[float, Writer], ...]
"""A day: the second at which each event begins, and who writes it."""

NAME = {"en": "Kotinos Demonstration Games", "fr": "Jeux de démonstration Kotinos"}
PAUSE = 60.0
"""Seconds between the last message of a day and the first of the next."""


def _race(code: str, gender: str, device: str, best: int, step: int, drama: str = "", **more: Any) -> Writer:
    race = Race(Rsc.of("ATH", gender, code), device, best, step, **more)
    return lambda setting, at: track(setting, race, at, drama=drama)


DAYS: tuple[Programme, ...] = (((4, _race("100M", "W", "11", 10840, 60, "protest", wind=True, blocks=True)),),)
"""Every event is held once; RSCs of the famous finals are not among them."""


def write_day(setting: Setting, number: int, at: float) -> list[Script]:
    """The events of a day (from 0) that begins at second ``at``."""
    return [writer(setting, at + begins) for begins, writer in DAYS[number]]


def cues(setting: Setting, number: int, at: float) -> list[Cue]:
    """All messages of a day, in time order, its plans first."""
    scripts = write_day(setting, number, at)
    played = sorted((cue for script in scripts for cue in script.cues), key=lambda cue: cue.at)
    return [*_opening(setting, number, at, scripts), *played]


def length(scripts: Sequence[Script], at: float) -> float:
    """Seconds until the last message of a day that begins at ``at``."""
    return max(script.end for script in scripts) - at


def declare(setting: Setting) -> Cue:
    """The first message of all."""
    fact = {
        "kind": "games_declared",
        "code": "KOTINOS-DEMO",
        "name": NAME,
        "start": setting.local(0)[:10],
        "end": setting.local(86400)[:10],
        "timezone": "Europe/Paris",
    }
    send = command(f"{setting.play}/games", fact, "organising committee")
    return Cue(at=0, lane="opening", what="the Games are declared", send=send, barrier=True)


def _opening(setting: Setting, number: int, at: float, scripts: Sequence[Script]) -> list[Cue]:
    """Entries, events and units of a day."""
    people = [person for script in scripts for person in script.participants]
    units = [unit for script in scripts for unit in script.units]
    facts: list[tuple[str, dict[str, Any]]] = [
        (f"{len(some)} entries", {"kind": "participants_entered", "participants": some})
        for some in (people[n : n + 200] for n in range(0, len(people), 200))
    ]
    facts += [(f"plan of {script.event}", script.planned()) for script in scripts]
    ordered = sorted(units, key=lambda unit: str(unit["rsc"]))
    for discipline, some in groupby(ordered, key=lambda unit: str(unit["rsc"])[:3]):
        facts.append((f"schedule of {discipline}", {"kind": "units_planned", "units": list(some)}))
    return [
        Cue(
            at=at,
            lane="opening",
            what=what,
            send=command(f"{setting.play}/day {number + 1}/{n}", fact, "organising committee"),
            barrier=n == len(facts) - 1,
        )
        for n, (what, fact) in enumerate(facts)
    ]
