"""Heptathlon and decathlon, compressed: every event of it, with its points and the standing after each."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.figures import seconds, spread, wind
from kotinos.rehearsal.demo.jumps import Bar, Trials, attempts, heights
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting

STADIUM = Place("OLS", "Olive Stadium", "Infield")


class Part(msgspec.Struct, frozen=True):
    """One event of it: ``run`` (milliseconds), ``trials`` or ``bar`` (centimetres)."""

    phase: str
    kind: str
    best: int
    step: int
    wind: bool = False


HEPTATHLON = (
    Part("100H", "run", 12950, 160, wind=True),
    Part("HJ", "bar", 162, 3),
    Part("SP", "trials", 1480, 210),
    Part("200", "run", 23400, 260, wind=True),
    Part("LJ", "trials", 655, 60, wind=True),
    Part("JT", "trials", 5200, 900),
    Part("800", "run", 128500, 2300),
)
DECATHLON = (
    Part("100", "run", 10480, 110, wind=True),
    Part("LJ", "trials", 775, 70, wind=True),
    Part("SP", "trials", 1580, 220),
    Part("HJ", "bar", 186, 3),
    Part("400", "run", 47100, 500),
    Part("110H", "run", 13850, 190, wind=True),
    Part("DT", "trials", 4900, 800),
    Part("PV", "bar", 440, 10),
    Part("JT", "trials", 6500, 1100),
    Part("1500", "run", 264000, 4200),
)

CARDS = (
    "O O O O XO XXX", "O O XO O XXO XXX", "O O O XO XXX", "XO O O XXX", "O XO XO XXX", "O O XXX", "O XXO XXX", "XO XXX",
)  # fmt: skip


def write(setting: Setting, event: Rsc, parts: Sequence[Part], at: float, *, every: float) -> Script:
    """All of it; the last but one of the table does not start in the last event, and so is not classified (TR39.10)."""
    script = Script(setting, event, STADIUM)
    field = setting.village.athletes(8, event.gender)
    script.enter(field)
    for number, part in enumerate(parts, start=1):
        phase = script.phase(part.phase, "component", 1)
        unit = script.unit(phase, "000100", at, every * 24, number=str(number))
        script.start_list(at - 12, unit, [(str(n), one) for n, one in enumerate(field, start=1)])
        gone = field[3] if number == len(parts) else None
        at = _play(script, part, unit, [one for one in field if one is not gone], at, every)
        if gone:
            script.observe(at, unit, [(gone.id, "irm", "DNS")])
        script.status(at + 3, unit, "UNOFFICIAL")
        script.status(at + 12, unit, "OFFICIAL")
        at += 20
    return script


def _play(script: Script, part: Part, unit: Rsc, field: Sequence[Athlete], at: float, every: float) -> float:
    if part.kind == "run":
        return _run(script, part, unit, field, at, every)
    if part.kind == "trials":
        trials = Trials(script.event, part.best, part.step, part.wind)
        return attempts(script, unit, field, 3, at, every, trials)[0]
    order = script.lots.sample(field, len(field))
    cards = {one.id: card.split() for one, card in zip(order, CARDS, strict=False)}
    return heights(script, unit, field, cards, Bar(script.event, part.best, part.step), at, every)


def _run(script: Script, part: Part, unit: Rsc, field: Sequence[Athlete], at: float, every: float) -> float:
    """They come in one after the other."""
    times = spread(script.lots, part.best, part.step, len(field), apart=20)
    if part.wind:
        script.observe(at, unit, [], {"wind": wind(script.lots)})
    at += 6
    for one, time in zip(_mixed(script.lots, field), times, strict=True):
        script.observe(at, unit, [(one.id, "mark", seconds(time // 10 * 10))])
        at += every
    return at


def _mixed(lots: Random, field: Sequence[Athlete]) -> list[Athlete]:
    return lots.sample(list(field), len(field))
