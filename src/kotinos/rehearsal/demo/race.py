"""Timed races over water and land: heats from which the first go on, and the final."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.duel import REST
from kotinos.rehearsal.demo.entries import Starter, enter
from kotinos.rehearsal.demo.figures import clock, spread
from kotinos.rehearsal.demo.script import PRESSES, SIGNS, Place, Script, Setting


class Race(msgspec.Struct, frozen=True, kw_only=True):
    """One event: the best time and how far two are apart in milliseconds, decimals shown, heats and how many of each go on.

    ``splits`` are passed one after the other, evenly. ``out``: the mark of invalidity of one who does not arrive. ``photo``: two of
    the final share their time, and the judges at the line tell them apart.
    """

    event: Rsc
    place: Place
    best: int
    step: int
    places: int = 2
    starters: int = 8
    heats: int = 0
    through: int = 0
    lasts: float = 30.0
    splits: tuple[str, ...] = ()
    out: str = ""
    photo: bool = False


def write(setting: Setting, race: Race, at: float) -> Script:
    """The whole event from second ``at``."""
    script = Script(setting, race.event, race.place)
    field = enter(script, race.starters * max(race.heats, 1))
    if race.heats:
        phase = script.phase("HEAT", "heats", 2, {"place": race.through})
        going: list[Starter] = []
        for number in range(1, race.heats + 1):
            unit = script.unit(phase, f"{number:04d}00", at, race.lasts, number=str(number))
            order = _hold(script, race, unit, field[number - 1 :: race.heats], at, slower=3 * race.step)
            going += order[: race.through]
            at += race.lasts + 8
        field = going
        at += PRESSES + SIGNS + REST
    final = script.unit(script.phase("FNL", "final", 1), "000100", at, race.lasts, medal=1)
    _hold(script, race, final, field, at, last=True)
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _hold(
    script: Script, race: Race, unit: Rsc, field: Sequence[Starter], at: float, *, slower: int = 0, last: bool = False
) -> list[Starter]:  # fmt: skip
    """One race; returns who arrived, in order."""
    script.start_list(at - 12, unit, [(str(n), one) for n, one in enumerate(field, start=1)])
    script.schedule(at - 6, unit, "GETTING_READY")
    order = script.lots.sample(list(field), len(field))
    gone = [order.pop()] if race.out and last else []
    times = spread(script.lots, race.best + slower, race.step, len(order), apart=10 ** (3 - race.places))
    times = [time // 10 ** (3 - race.places) * 10 ** (3 - race.places) for time in times]
    if race.photo and last:
        times[2] = times[1]
    slowest = times[-1]
    for number, name in enumerate(race.splits, start=1):
        part = number * 1000 // (len(race.splits) + 1)
        items = [
            (one.id, f"split/{name}", clock(time * part // 1000, race.places))
            for one, time in zip(order, times, strict=True)
        ]
        script.observe(at + race.lasts * 0.6 * number / (len(race.splits) + 1), unit, items)
    for place, (one, time) in enumerate(zip(order, times, strict=True), start=1):
        passed = (time - times[0]) / max(slowest - times[0], 1)
        items = [(one.id, "mark", clock(time, race.places)), (one.id, "place", str(place))]
        script.observe(at + race.lasts * (0.6 + 0.4 * passed), unit, items)
    if gone:
        script.observe(at + race.lasts + 0.5, unit, [(gone[0].id, "irm", race.out)])
    script.close(at + race.lasts + 1, unit)
    return order
