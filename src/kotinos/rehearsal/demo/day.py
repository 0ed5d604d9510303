"""The days of the demonstration: which events are held when, and everything that is sent on a day, in time order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.demo import combined, football, gymnastics, judo, records, sports, swimming
from kotinos.rehearsal.demo.jumps import CIRCLE, Bar, Trials, write_bar, write_trials
from kotinos.rehearsal.demo.script import Script, Setting
from kotinos.rehearsal.demo.track import Race
from kotinos.rehearsal.demo.track import write as track

Writer = Callable[[Setting, float], Script]
Programme = tuple[tuple[float, Writer], ...]
"""A day: the second at which each event begins, and who writes it."""

NAME = {"en": "Kotinos Demonstration Games", "fr": "Jeux de démonstration Kotinos"}
PAUSE = 75.0
"""Seconds between the last message of a day and the beginning of the next."""
EARLY = 60.0
"""Seconds by which the schedule of a day is known before it begins."""


def _race(code: str, gender: str, device: str, best: int, step: int, drama: str = "", **more: Any) -> Writer:
    race = Race(Rsc.of("ATH", gender, code), device, best, step, **more)
    return lambda setting, at: track(setting, race, at, drama=drama)


def _trials(code: str, gender: str, best: int, behind: int, *, remeasured: bool = False, **more: Any) -> Writer:
    trials = Trials(Rsc.of("ATH", gender, code), best, behind, **more)
    return lambda setting, at: write_trials(setting, trials, at, remeasured=remeasured)


def _bar(code: str, gender: str, first: int, step: int) -> Writer:
    return lambda setting, at: write_bar(setting, Bar(Rsc.of("ATH", gender, code), first, step), at)


def _combined(code: str, gender: str, parts: Sequence[combined.Part], every: float) -> Writer:
    return lambda setting, at: combined.write(setting, Rsc.of("ATH", gender, code), parts, at, every=every)


def _swim(code: str, gender: str, device: str, best: int, step: int, metres: int, lasts: float, **more: Any) -> Writer:
    swim = swimming.Swim(Rsc.of("SWM", gender, code), device, best, step, metres, lasts, **more)
    return lambda setting, at: swimming.write(setting, swim, at)


def _judo(code: str, gender: str) -> Writer:
    return lambda setting, at: judo.write(setting, Rsc.of("JUD", gender, code), at)


def _apparatus(code: str, gender: str) -> Writer:
    return lambda setting, at: gymnastics.write(setting, Rsc.of("GAR", gender, code), at)


def _football(code: str, gender: str) -> Writer:
    return lambda setting, at: football.write(setting, Rsc.of("FBL", gender, code), at)


SPRINT: dict[str, Any] = {"wind": True, "blocks": True}
FIRST_DAY: Programme = (
    (3, _race("100M", "W", "11", 10840, 60, "protest", **SPRINT)),
    (5, _trials("LONGJUMP", "W", 705, 30, wind=True)),
    (4, _football("TEAM11", "W")),
    (120, _judo("57KG", "W")),
    (200, _combined("HEPTATH", "W", combined.HEPTATHLON, 3.0)),
    (330, _swim("400MFR", "W", "21", 239800, 900, 400, 32)),
    (375, _bar("HIGHJUMP", "W", 178, 4)),
    (560, _trials("SHOTPUT", "M", 2210, 110, remeasured=True, place=CIRCLE)),
    (640, _race("800M", "W", "12", 116900, 420, "doping", heats=2, lasts=30, laps=(200, 400, 600), metres=800)),
    (780, _swim("100MBA", "M", "22", 51800, 170, 100, 20, semis=True)),
    (745, _judo("66KG", "M")),
    (960, _apparatus("1APHB", "M")),
    (880, _race("400M", "M", "13", 43600, 190, lasts=16, metres=400, blocks=True)),
    (1010, _trials("TRPLJUMP", "M", 1770, 60, wind=True)),
    *sports.programme(8, 26),
)
SECOND_DAY: Programme = (
    (3, _race("110MHURD", "M", "31", 13020, 80, "protest", lasts=13, **SPRINT)),
    (5, _trials("DISCUS", "W", 6890, 420, place=CIRCLE)),
    (6, _judo("73KG", "M")),
    (60, _combined("DECATH", "M", combined.DECATHLON, 2.6)),
    (180, _swim("400MFR", "M", "41", 221700, 900, 400, 32)),
    (300, _bar("PLEVAULT", "W", 420, 10)),
    (380, _judo("63KG", "W")),
    (420, _race("1500M", "W", "32", 233500, 700, "doping", heats=2, lasts=40, laps=(400, 800, 1200), metres=1500)),
    (600, _trials("TRPLJUMP", "W", 1495, 55, wind=True, remeasured=True)),
    (620, _swim("100MBR", "W", "42", 64600, 200, 100, 20, semis=True)),
    (700, _apparatus("1APBB", "W")),
    (830, _judo("90KG", "M")),
    (880, _race("200M", "W", "33", 21750, 110, lasts=14, metres=200, **SPRINT)),
    (970, _trials("JAVELIN", "M", 8890, 600, place=CIRCLE)),
)
THIRD_DAY: Programme = (
    (3, _race("100MHURD", "W", "51", 12330, 70, "protest", lasts=12, **SPRINT)),
    (5, _trials("LONGJUMP", "M", 845, 35, wind=True)),
    (6, _judo("81KG", "M")),
    (60, _apparatus("1APUB", "W")),
    (180, _swim("200MBR", "W", "61", 139500, 600, 200, 26)),
    (300, _bar("PLEVAULT", "M", 550, 10)),
    (380, _judo("70KG", "W")),
    (420, _race("800M", "M", "52", 102300, 330, "doping", heats=2, lasts=28, laps=(200, 400, 600), metres=800)),
    (530, _trials("SHOTPUT", "W", 2005, 95, place=CIRCLE, remeasured=True)),
    (620, _swim("100MFR", "M", "62", 47200, 160, 100, 20, semis=True)),
    (720, _apparatus("1APPB", "M")),
    (830, _judo("78KG", "W")),
    (880, _race("400M", "W", "53", 48900, 210, lasts=18, metres=400, blocks=True)),
    (970, _trials("JAVELIN", "W", 6520, 480, place=CIRCLE)),
)
DAYS: tuple[Programme, ...] = (FIRST_DAY, SECOND_DAY, THIRD_DAY)
"""Every event is held once; RSCs of the famous finals are not among them."""


def write_day(setting: Setting, number: int, at: float) -> list[Script]:
    """The events of a day (from 0) that begins at second ``at``."""
    return [writer(setting, at + begins) for begins, writer in DAYS[number]]


def cues(setting: Setting, number: int, at: float, scripts: Sequence[Script]) -> list[Cue]:
    """All messages of a day that begins at second ``at``, in time order, its plans first."""
    played = sorted((cue for script in scripts for cue in script.cues), key=lambda cue: cue.at)
    return [*_opening(setting, number, at, scripts), *played]


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
    return Cue(at=-EARLY, lane="opening", what="the Games are declared", send=send, barrier=True)


def _opening(setting: Setting, number: int, at: float, scripts: Sequence[Script]) -> list[Cue]:
    """Entries, events and units of a day; before the first one, the records that stand."""
    people = [person for script in scripts for person in script.participants]
    units = [unit for script in scripts for unit in script.units]
    facts: list[tuple[str, dict[str, Any]]] = [
        (f"{len(some)} entries", {"kind": "participants_entered", "participants": some})
        for some in (people[n : n + 200] for n in range(0, len(people), 200))
    ]
    facts += [(f"plan of {script.event}", script.planned()) for script in scripts if script.phases]
    ordered = sorted(units, key=lambda unit: str(unit["rsc"]))
    for discipline, some in groupby(ordered, key=lambda unit: str(unit["rsc"])[:3]):
        facts.append((f"schedule of {discipline}", {"kind": "units_planned", "units": list(some)}))
    if number == 0:
        facts += records.listed(setting)
    return [
        Cue(
            at=at - EARLY,
            lane="opening",
            what=what,
            send=command(f"{setting.play}/day {number + 1}/{n}", fact, "organising committee"),
            barrier=n == len(facts) - 1,
        )
        for n, (what, fact) in enumerate(facts)
    ]
