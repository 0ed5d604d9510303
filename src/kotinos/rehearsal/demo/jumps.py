"""Field events, attempt by attempt: long and triple jump, throws, high jump and pole vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.figures import metres, wind
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting

PIT = Place("OLS", "Olive Stadium", "Pit A")
CIRCLE = Place("OLS", "Olive Stadium", "Throwing sector")
MAT = Place("OLS", "Olive Stadium", "Jumping fan")
FAILED = "X"
NO_MARK = -1


class Trials(msgspec.Struct, frozen=True):
    """An event of six attempts: its best mark in centimetres, how far the others may be behind, and whether the wind counts."""

    event: Rsc
    best: int
    behind: int
    wind: bool = False
    place: Place = PIT


def write_trials(
    setting: Setting, trials: Trials, at: float, *, every: float = 5.0, remeasured: bool = False
) -> Script:
    """A final of ten: three attempts each, three more for the best eight, in reverse order of their marks (TR25.6)."""
    script = Script(setting, trials.event, trials.place)
    field = setting.village.athletes(10, trials.event.gender)
    script.enter(field)
    unit = script.unit(script.phase("FNL", "final", 1), "000100", at, 58 * every, medal=1)
    script.start_list(at - 20, unit, [(str(n), one) for n, one in enumerate(field, start=1)])
    script.schedule(at - 10, unit, "GETTING_READY")
    at, marks = attempts(script, unit, field, 3, at, every, trials)
    best = sorted(field, key=lambda one: _series(marks[one.id]), reverse=True)[:8]
    at, more = attempts(script, unit, best[::-1], 3, at, every, trials, first=4)
    for one in field:
        if not any(mark > 0 for mark in (*marks[one.id], *more.get(one.id, ()))):
            script.observe(at, unit, [(one.id, "irm", "NM")])
    closed = script.close(at, unit)
    if remeasured:
        _remeasure(script, unit, best[0], marks[best[0].id], closed - 9)
    return script


def attempts(
    script: Script, unit: Rsc, order: Sequence[Athlete], rounds: int, at: float, every: float, trials: Trials, *, first: int = 1
) -> tuple[float, dict[str, list[int]]]:  # fmt: skip
    """So many attempts of each, round after round; returns when the last was made, and the centimetres of each athlete."""
    marks: dict[str, list[int]] = {one.id: [] for one in order}
    form = {one.id: script.lots.randint(0, trials.behind) for one in order}
    for number in range(first, first + rounds):
        for one in order:
            mark = NO_MARK if script.lots.random() < 0.2 else trials.best - form[one.id] - _short(script.lots, trials)
            marks[one.id].append(mark)
            value = {"mark": FAILED if mark == NO_MARK else metres(mark)}
            if trials.wind:
                value["wind"] = wind(script.lots)
            script.observe(at, unit, [(one.id, f"attempt/{number}", value)])
            at += every
    return at, marks


def _short(lots: Random, trials: Trials) -> int:
    """An attempt is worse than the best by up to a tenth of it, seldom by little."""
    return max(lots.randint(0, trials.best // 16), lots.randint(0, trials.best // 16))


def _series(marks: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(marks, reverse=True))


def _remeasure(script: Script, unit: Rsc, one: Athlete, marks: Sequence[int], at: float) -> None:
    """The tape was read a hand's breadth too short."""
    number = max(range(3), key=lambda n: marks[n]) + 1
    value = {"mark": metres(marks[number - 1] + 10)}
    script.correct(
        at, unit, [(one.id, f"attempt/{number}", value)], "Measured again: the tape had been misread by 10 cm"
    )


class Bar(msgspec.Struct, frozen=True):
    """An event of heights: where the bar starts, in centimetres, and how much it goes up."""

    event: Rsc
    first: int
    step: int


CARDS = (
    "-   O   O   XO  O   XO  O   XXX",
    "O   O   XO  O   O   XO  O   XXX",
    "O   O   O   O   XO  XXO XXX",
    "O   XO  O   XO  O   XXO XXX",
    "O   O   O   O   O   XXX",
    "O   O   O   O   O   XXX",
    "O   XO  XXO O   XXX",
    "O   O   XO  XXO XXX",
    "XO  O   XXX",
    "XXX",
)
"""What everybody does: two level on everything, who jump off; third place by countback; a fifth place shared; one without a height."""
JUMP_OFF = ("XXO", "XXX")


def write_bar(setting: Setting, bar: Bar, at: float, *, every: float = 4.0) -> Script:
    """A final of ten with a countback and a jump-off (TR26.8, TR26.9)."""
    script = Script(setting, bar.event, MAT)
    field = setting.village.athletes(len(CARDS), bar.event.gender)
    script.enter(field)
    unit = script.unit(script.phase("FNL", "final", 1), "000100", at, 80 * every, medal=1)
    script.start_list(at - 20, unit, [(str(n), one) for n, one in enumerate(field, start=1)])
    script.schedule(at - 10, unit, "GETTING_READY")
    order = script.lots.sample(field, len(field))
    cards = {one.id: card.split() for one, card in zip(order, CARDS, strict=True)}
    at = heights(script, unit, field, cards, bar, at, every)
    script.observe(at, unit, [(order[-1].id, "irm", "NH")])
    for n in range(len(JUMP_OFF[0])):
        for one, trials in zip(order, JUMP_OFF, strict=False):
            at += every
            script.observe(at, unit, [(one.id, "jump_off", trials[: n + 1])])
    script.close(at, unit)
    return script


def heights(
    script: Script, unit: Rsc, field: Sequence[Athlete], cards: Mapping[str, Sequence[str]], bar: Bar, at: float, every: float
) -> float:  # fmt: skip
    """Jump the cards: at each height a first attempt of everybody, a second of who failed, a third."""
    for n in range(max(map(len, cards.values()))):
        height = metres(bar.first + n * bar.step)
        for trial in range(3):
            for one in field:
                card = cards[one.id]
                if n < len(card) and trial < len(card[n]):
                    script.observe(at, unit, [(one.id, f"height/{height}", card[n][: trial + 1])])
                    at += every if card[n] != "-" else 0.5
    return at
