"""A football tournament by JSON: a group of four, semi-finals, two medal matches; a match takes two minutes here."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.entries import Starter, team
from kotinos.rehearsal.demo.script import Place, Script, Setting

GROUND = Place("RIV", "Riverside Ground")
MINUTE = 1.1
"""Seconds for a minute of play."""
BREAK = 7.0
MATCH = 90 * MINUTE + BREAK
APART = 9.0
"""Seconds between the starts of two matches of a round, so that they do not rest together."""


class Goal(msgspec.Struct, frozen=True):
    """A goal of side 0 (home) or 1 (away) in a minute of a period."""

    minute: int
    side: int
    period: str


GROUP = (
    ((0, 1, 1, 1), (2, 3, 0, 2)),
    ((0, 2, 2, 0), (1, 3, 3, 1)),
    ((0, 3, 1, 0), (1, 2, 2, 1)),
)
"""Rounds of matches: home, away, goals. Team 1 is ahead of team 0 by goals scored alone: both have 7 points and +3."""


def write(setting: Setting, event: Rsc, at: float) -> Script:
    """The whole tournament from second ``at``."""
    script = Script(setting, event, GROUND)
    teams = [team(script, noc, 16) for noc in setting.village.teams(4)]
    group = script.phase("GPA", "pool", 3, {"place": 4})
    number = 0
    for pairs in GROUP:
        for home, away, *score in pairs:
            number += 1
            unit = script.unit(group, f"{number:04d}00", at, MATCH, number=str(number))
            _play(script, unit, (teams[home], teams[away]), (score[0], score[1]), at)
            at += APART
        at += MATCH + 24 - APART
    table = [teams[n] for n in (1, 0, 3, 2)]
    _knock_out(script, group, table, at)
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _knock_out(script: Script, group: Rsc, table: Sequence[Starter], at: float) -> None:
    semis, finals = script.phase("SFNL", "knockout", 2), script.phase("FNL", "knockout", 1)
    pairs = ((table[0], table[3]), (table[1], table[2]))
    units = []
    for n, ranks in enumerate(((1, 4), (2, 3))):
        sides = [{"unit": group, "rank": rank} for rank in ranks]
        unit = script.unit(semis, f"{n + 1:04d}00", at, MATCH, sides=sides, bracket="FNL", number=str(7 + n))
        _play(script, unit, pairs[n], ((2, 0), (1, 3))[n], at)
        units.append(unit)
        at += APART
    at += MATCH + 26 - APART
    for n, (wlt, medal, pair, score) in enumerate(
        (("L", 3, (table[3], table[1]), (1, 2)), ("W", 1, (table[0], table[2]), (1, 1)))
    ):
        sides = [{"unit": unit, "wlt": wlt} for unit in units]
        last = medal == 1
        unit = script.unit(
            finals, "000100" if last else "000200", at, MATCH + last * 60, medal=medal, sides=sides,
            bracket="FNL" if last else "BRN", number=str(9 + n),
        )  # fmt: skip
        _play(script, unit, pair, score, at, extra=last)
        at += 20


def _goals(lots: Random, score: Sequence[int]) -> list[Goal]:
    minutes = sorted(lots.sample(range(2, 90), sum(score)))
    sides = [0] * score[0] + [1] * score[1]
    lots.shuffle(sides)
    return [Goal(m, s, "H1" if m <= 45 else "H2") for m, s in zip(minutes, sides, strict=True)]


def _play(
    script: Script, unit: Rsc, sides: tuple[Starter, Starter], score: tuple[int, int], at: float, *, extra: bool = False
) -> None:  # fmt: skip
    """A match minute by minute. ``extra``: level after ninety minutes, so extra time and a shoot-out."""
    starts = [
        {"competitor": one.id, "sort": n, "order": str(n)} for n, one in enumerate(sides, start=1)
    ]  # fmt: skip
    script.decide(at - 18, f"line-ups of {unit}", {"kind": "start_list_set", "unit": unit, "starts": starts})
    script.schedule(at - 8, unit, "GETTING_READY")
    goals = _goals(script.lots, score)
    tally = _Tally(script, unit, sides)
    at = tally.period("H1", range(1, 46), goals, at)
    script.status(at, unit, "INTERMEDIATE")
    script.schedule(at + 0.2, unit, "SCHEDULED_BREAK")
    script.schedule(at + BREAK - 0.4, unit, "RUNNING")
    script.status(at + BREAK - 0.2, unit, "LIVE")
    at = tally.period("H2", range(46, 91), goals, at + BREAK)
    if extra:
        at = tally.period("ET-H1", range(91, 106, 2), [], at + 3)
        at = tally.period("ET-H2", range(106, 121, 2), [], at + 2)
        at = _shoot_out(script, unit, sides, at + 3)
    script.status(at + 3, unit, "UNOFFICIAL")
    script.status(at + 14, unit, "OFFICIAL")


class _Tally:
    """The score of one match as it grows."""

    def __init__(self, script: Script, unit: Rsc, sides: tuple[Starter, Starter]) -> None:
        self.script, self.unit, self.sides = script, unit, sides
        self.score = [0, 0]

    def period(self, code: str, minutes: range, goals: Sequence[Goal], at: float) -> float:
        """One period, a message each minute; returns when it ended."""
        own = [0, 0]
        for n, minute in enumerate(minutes):
            scored = [goal for goal in goals if goal.minute in range(minute, minute + minutes.step)]
            for goal in scored:
                own[goal.side] += 1
                self.score[goal.side] += 1
            items = self._items(code, own) if scored or n == 0 else []
            self.script.observe(at, self.unit, items, {"period": code, "minute": str(minute)})
            at += MINUTE
        return at

    def _items(self, code: str, own: Sequence[int]) -> list[tuple[str, str, str]]:
        return [
            (one.id, slot, str(value))
            for n, one in enumerate(self.sides)
            for slot, value in (("mark", self.score[n]), (f"period/{code}", own[n]))
        ]


def _shoot_out(script: Script, unit: Rsc, sides: tuple[Starter, Starter], at: float) -> float:
    """Five penalties each, until one side cannot be reached any more: 4–3 for the second."""
    scored = [0, 0]
    for kick, (home, away) in enumerate(((1, 1), (1, 1), (0, 1), (1, 0), (0, 1))):
        for n, goal in enumerate((home, away)):
            scored[n] += goal
            facts = {"period": "PSO", "minute": "120", "kick": str(kick + 1)}
            script.observe(at, unit, [(one.id, "pso", scored[m]) for m, one in enumerate(sides)], facts)
            at += 2.5
    return at
