"""Events in which one performs after the other, or all again and again: exercises, rounds, races of a series, lifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Literal

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.duel import REST
from kotinos.rehearsal.demo.entries import Starter, enter
from kotinos.rehearsal.demo.figures import clock
from kotinos.rehearsal.demo.script import PRESSES, SIGNS, Place, Script, Setting

Kind = Literal["drawn", "added", "either", "time", "place", "lift"]
MEDALS = 3


class Slot(msgspec.Struct, frozen=True):
    """One value of a turn, ``low`` to ``high`` in its smallest unit, shown with ``digits`` decimals.

    ``kind``: ``drawn`` by lot, ``added`` to what was there before, ``either`` the low or the high one, a ``time`` in milliseconds, a
    ``place`` among all who start, a ``lift`` (heavier from turn to turn, with a minus sign where it failed).
    """

    name: str
    low: int = 0
    high: int = 0
    digits: int = 0
    kind: Kind = "drawn"


Turn = tuple[Slot, ...]


class Act(msgspec.Struct, frozen=True):
    """One unit (``FNL-000100``): turns, each of everybody. ``eliminates``: after so many turns the last one goes, and one more after
    every other; 0: nobody does."""

    unit: str
    turns: tuple[Turn, ...]
    eliminates: int = 0


class Rounds(msgspec.Struct, frozen=True, kw_only=True):
    """One event: its units in order, the last one for medals, and how many seconds each takes here. ``less``: less is better."""

    event: Rsc
    place: Place
    acts: tuple[Act, ...]
    starters: int = 8
    lasts: float = 50.0
    less: bool = False


Values = Mapping[tuple[int, int, int], Sequence[tuple[str, str]]]
"""By act, turn and starter: slots and their values."""


def write(setting: Setting, rounds: Rounds, at: float) -> Script:
    """The whole event from second ``at``."""
    script = Script(setting, rounds.event, rounds.place)
    field = enter(script, rounds.starters)
    values = _Draw(script.lots, rounds, len(field)).values()
    for number, act in enumerate(rounds.acts):
        phase = Rsc.of(script.event.discipline, script.event.gender, script.event.event, act.unit[:4].rstrip("-"))
        last = number == len(rounds.acts) - 1
        unit = script.unit(phase, act.unit[4:], at, rounds.lasts, medal=int(last))
        script.start_list(at - 12, unit, [(str(n), one) for n, one in enumerate(field, start=1)])
        script.schedule(at - 6, unit, "GETTING_READY")
        _hold(
            script, unit, field, {key[1:]: found for key, found in values.items() if key[0] == number}, at, rounds.lasts
        )
        script.close(at + rounds.lasts, unit)
        at += rounds.lasts + PRESSES + SIGNS + REST
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _hold(
    script: Script, unit: Rsc, field: Sequence[Starter], values: Mapping[tuple[int, int], Sequence[tuple[str, str]]],
    at: float, lasts: float,
) -> None:  # fmt: skip
    for number, ((_, n), found) in enumerate(sorted(values.items()), start=1):
        items = [(field[n].id, slot, value) for slot, value in found]
        script.observe(at + lasts * number / len(values), unit, items)


class _Draw:
    """All values of an event, drawn until nobody shares a place for a medal."""

    def __init__(self, lots: Random, rounds: Rounds, starters: int) -> None:
        self.lots, self.rounds, self.starters = lots, rounds, starters
        self.totals: dict[int, int] = {}

    def values(self) -> Values:
        while True:
            self.totals = dict.fromkeys(range(self.starters), 0)
            drawn = {key: found for number, act in enumerate(self.rounds.acts) for key, found in self._act(number, act)}
            best = sorted(self.totals.values(), reverse=not self.rounds.less)[: MEDALS + 1]
            if len(set(best)) in (1, len(best)):
                return drawn

    def _act(self, number: int, act: Act) -> Iterator[tuple[tuple[int, int, int], Sequence[tuple[str, str]]]]:
        left = list(range(self.starters))
        before: dict[tuple[int, str], int] = {}
        for at, turn in enumerate(act.turns):
            order = dict(zip(left, self.lots.sample(range(1, len(left) + 1), len(left)), strict=True))
            for n in left:
                yield (number, at, n), [(slot.name, self._value(slot, n, order[n], before, at)) for slot in turn]
            if act.eliminates and at + 1 >= act.eliminates and len(left) > 1:
                left.remove(min(left, key=lambda n: self.totals[n]))

    def _value(self, slot: Slot, n: int, place: int, before: dict[tuple[int, str], int], at: int) -> str:
        match slot.kind:
            case "place":
                return str(place)
            case "lift":
                return self._lift(slot, n, before)
            case "either":
                return str(self.lots.choice((slot.low, slot.high)))
            case "time":
                return clock(self.lots.randrange(slot.low, slot.high, 10 ** (3 - slot.digits)), slot.digits)
        value = self.lots.randint(slot.low, slot.high)
        self.totals[n] += value
        if slot.kind == "added":
            value += before.get((n, slot.name), 0)
            before[n, slot.name] = value
        return _shown(value, slot.digits)

    def _lift(self, slot: Slot, n: int, before: dict[tuple[int, str], int]) -> str:
        lift = slot.name.partition("/")[0]
        first = (n, lift) not in before
        weight = self.lots.randint(slot.low, slot.high) if first else before[n, lift] + self.lots.randint(2, 5)
        good = first or self.lots.random() < 0.6
        self.totals[n] += weight - before.get((n, f"{lift} good"), 0) if good else 0
        before[n, lift] = weight
        before[n, f"{lift} good"] = weight if good else before[n, f"{lift} good"]
        return str(weight) if good else f"-{weight}"


def _shown(value: int, digits: int) -> str:
    """``69.800``."""
    whole, rest = divmod(value, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)
