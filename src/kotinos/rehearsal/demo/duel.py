"""Events of duels: semi-finals, a match for bronze where the sport has one, and the final, two contests at a time."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.contest import Form
from kotinos.rehearsal.demo.entries import Starter, enter
from kotinos.rehearsal.demo.script import PRESSES, SIGNS, Place, Script, Setting

REST = 16.0
"""Seconds from the end of one round until the next begins, its start lists in between."""


class Duel(msgspec.Struct, frozen=True, kw_only=True):
    """One event: how a contest is scored, how many seconds it takes here, and which unit is for bronze (``FNL-000200``; none: both
    losers of the semi-finals have one)."""

    event: Rsc
    place: Place
    form: Form
    lasts: float = 24.0
    bronze: str = "FNL-000200"


def write(setting: Setting, duel: Duel, at: float) -> Script:
    """The whole event from second ``at``."""
    script = Script(setting, duel.event, duel.place)
    field = enter(script, 4)
    won, lost, units = [], [], []
    for number, pair in enumerate((field[:2], field[2:]), start=1):
        unit = script.unit(_phase(script, "SFNL"), f"{number:04d}00", at, duel.lasts, bracket="FNL", number=str(number))
        winner = fight(script, unit, pair, duel.form, at, duel.lasts)
        won.append(pair[winner])
        lost.append(pair[1 - winner])
        units.append(unit)
        at += 5
    at += duel.lasts + PRESSES + SIGNS + REST
    finals = [("FNL-000100", "W", 1, won)]
    if duel.bronze:
        finals.insert(0, (duel.bronze, "L", 3, lost))
    for name, wlt, medal, pair in finals:
        unit = script.unit(
            _phase(script, name[:4]), name[4:], at, duel.lasts, medal=medal, number=str(5 - medal if medal == 1 else 3),
            bracket="FNL" if medal == 1 else "BRN", sides=[{"unit": one, "wlt": wlt} for one in units],
        )  # fmt: skip
        fight(script, unit, pair, duel.form, at, duel.lasts, tight=script.lots.random() < 0.5)
        at += 8
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _phase(script: Script, code: str) -> Rsc:
    """The phase is not planned: its sport says how it runs."""
    return Rsc.of(script.event.discipline, script.event.gender, script.event.event, code.rstrip("-"))


def fight(
    script: Script, unit: Rsc, sides: Sequence[Starter], form: Form, at: float, lasts: float, *, tight: bool = False,
    winner: int | None = None,
) -> int:  # fmt: skip
    """One contest from its start list to official; returns the side that won, drawn by lot where ``winner`` does not say it."""
    won = script.lots.randrange(2) if winner is None else winner
    course = form.course(script.lots, won, tight=tight)
    script.start_list(at - 12, unit, [(str(n), one) for n, one in enumerate(sides, start=1)])
    script.schedule(at - 6, unit, "GETTING_READY")
    for number, moment in enumerate(course, start=1):
        items = [(sides[n].id, slot, value) for n, slot, value in moment]
        script.observe(at + lasts * number / len(course), unit, items)
    script.close(at + lasts, unit)
    return won
