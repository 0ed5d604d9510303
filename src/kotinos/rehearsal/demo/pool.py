"""Tournaments of games: a pool of four in which everybody meets everybody, then the matches for bronze and gold."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.contest import Form
from kotinos.rehearsal.demo.duel import REST, fight
from kotinos.rehearsal.demo.entries import enter
from kotinos.rehearsal.demo.script import PRESSES, SIGNS, Place, Script, Setting

ROUNDS = (((0, 3), (1, 2)), ((3, 1), (2, 0)), ((0, 1), (2, 3)))
"""Teams by their strength: the better one always wins in the pool, so that its table is known."""


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """One event: how a match is scored, how many players a team has, how many seconds a match takes here."""

    event: Rsc
    place: Place
    form: Form
    squad: int = 0
    lasts: float = 26.0


def write(setting: Setting, pool: Pool, at: float) -> Script:
    """The whole tournament from second ``at``."""
    script = Script(setting, pool.event, pool.place)
    teams = enter(script, 4, size=pool.squad)
    table = script.phase("GPA", "pool", 2, {"place": 4})
    number = 0
    for pairs in ROUNDS:
        for pair in pairs:
            number += 1
            unit = script.unit(table, f"{number:04d}00", at, pool.lasts, number=str(number))
            sides = [teams[n] for n in pair]
            fight(script, unit, sides, pool.form, at, pool.lasts, winner=pair.index(min(pair)))
            at += 4
        at += pool.lasts + REST
    at += PRESSES + SIGNS
    finals = script.phase("FNL", "knockout", 1)
    for unit_code, medal, ranks in (("000200", 3, (3, 4)), ("000100", 1, (1, 2))):
        number += 1
        unit = script.unit(
            finals, unit_code, at, pool.lasts, medal=medal, number=str(number), bracket="FNL" if medal == 1 else "BRN",
            sides=[{"unit": table, "rank": rank} for rank in ranks],
        )  # fmt: skip
        sides = [teams[rank - 1] for rank in ranks]
        fight(script, unit, sides, pool.form, at, pool.lasts, tight=medal == 1)
        at += 6
    script.cues.sort(key=lambda cue: cue.at)
    return script
