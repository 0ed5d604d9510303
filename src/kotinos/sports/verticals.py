"""Vertical jumps: high jump, pole vault. World Athletics TR26.1-4 (trials), TR26.8 (ties), TR26.9 (jump-off)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kotinos.sports import marks
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED


class HeightCard(msgspec.Struct, frozen=True):
    """One athlete's card, read: best height in millimetres (0 without a clearance), and the failures that count."""

    best: marks.Millimetres
    failures_at: int
    failures_up_to: int


def read_card(heights: tuple[tuple[str, str], ...]) -> HeightCard:
    """Read ``(("2.20", "O"), ("2.24", "XXO"), …)``; raises ``ValueError`` naming the height where the card breaks a rule.

    Failures above the best height never count: trying for more must not cost a place already won.
    """
    best = failures_at = failures_up_to = 0
    failures = in_a_row = 0
    bar, retired = 0, False
    for text, tried in heights:
        height, trials = marks.parse_distance(text), tried.upper()
        if height <= bar:
            raise ValueError(f"{text} m after {marks.show_distance(bar)}: the bar only goes up")
        bar = height
        here = 0
        for at, trial in enumerate(trials):
            if retired or in_a_row == 3:
                raise ValueError(f"{tried!r} at {text} m: no trial after three failures in a row or a retirement")
            if trial == "X":
                here, in_a_row = here + 1, in_a_row + 1
            elif trial == "O":
                if at != len(trials) - 1:
                    raise ValueError(f"{tried!r} at {text} m: no trial after a clearance")
                in_a_row = 0
                best, failures_at, failures_up_to = height, here, failures + here
            elif trial == "R":
                retired = True
            elif trial != "-":
                raise ValueError(f"{tried!r} at {text} m: a trial is O, X, - or r")
        failures += here
    return HeightCard(best, failures_at, failures_up_to)


_read = lru_cache(maxsize=16384)(read_card)


def card_of(entry: Entry) -> HeightCard:
    """The card of an entry, or only the best height where no card is known. Raises `CannotRank`."""
    heights = entry.raw.get("heights")
    mark = entry.raw.get("mark")
    try:
        shown = marks.parse_distance(mark) if marks.given(mark) else None
        if not heights:
            return HeightCard(shown or 0, 0, 0)
        card = _read(tuple((str(_field(one, 0)), str(_field(one, 1))) for one in heights))
    except ValueError as error:
        raise refuse(entry, error) from None
    if shown is not None and shown != card.best:
        raise refuse(entry, f"mark {mark}, but the best height cleared is {marks.show_distance(card.best)}")
    return card


def _field(one: Any, at: int) -> Any:
    return one[("height", "attempts")[at]] if isinstance(one, Mapping) else one[at]


def jump_off_of(entry: Entry) -> tuple[int, ...]:
    """The jump-off, one trial a round (TR26.9): ``"XO"`` or a list of ``{"height", "attempts"}``. 0 cleared, 1 not."""
    rounds = entry.raw.get("jump_off") or ()
    trials = rounds if isinstance(rounds, str) else "".join(str(_field(one, 1)) for one in rounds)
    if not set(trials.upper()) <= set("OX-R"):
        raise refuse(entry, f"jump-off {trials!r}: a trial is O, X, - or r")
    return tuple(0 if trial in "Oo" else 1 for trial in trials)


def _show_jump_off(entry: Entry, _: Group) -> str:
    return "".join("O" if trial == 0 else "X" for trial in jump_off_of(entry))


HEIGHT = Criterion(
    "height", lambda entry, _: -card_of(entry).best, lambda entry, _: marks.show_distance(card_of(entry).best)
)


def _failures(code: str, count: Callable[[HeightCard], int]) -> Criterion:
    """Compared only where every card of the tied is known: a bare height must not pass for one without failures."""

    def known(group: Group) -> bool:
        return all(one.raw.get("heights") for one in group)

    return Criterion(
        code,
        lambda entry, group: count(card_of(entry)) if known(group) else 0,
        lambda entry, group: str(count(card_of(entry))) if known(group) else "",
    )


FAILURES_AT = _failures("failures_at", lambda card: card.failures_at)
FAILURES = _failures("failures", lambda card: card.failures_up_to)


def rank_jumps(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """Best height, failures there, failures up to there; a jump-off for first place only, and only if it was held.

    Those who share first place and do not jump on share it for good (TR26.8.4).
    """
    cards = {
        entry.id: msgspec.structs.astuple(card_of(entry))
        for entry in unit.entries
        if entry.irm is None and _jumped(entry)
    }
    top = min(((-best, at, total) for best, at, total in cards.values()), default=None)

    def jumped_off(entry: Entry, group: Group) -> tuple[int, ...]:
        best, at, total = cards[entry.id]
        if (-best, at, total) != top:
            return ()
        longest = max(len(jump_off_of(one)) for one in group)
        trials = jump_off_of(entry)
        # Who takes no further part forfeits: a missing trial counts as a failure.
        return (*trials, *(1 for _ in range(longest - len(trials))))

    criteria = (HEIGHT, FAILURES_AT, FAILURES, Criterion("jump_off", jumped_off, _show_jump_off), RECORDED)
    return rank_by(unit.entries, criteria, rule_set, irms=irms, marked=_jumped, values=_values)


def _jumped(entry: Entry) -> bool:
    try:
        return card_of(entry).best > 0
    except CannotRank:
        if entry.irm is None:
            raise
        return False


def _values(entry: Entry) -> Mapping[str, Any]:
    if entry.irm is not None or not _jumped(entry):
        return {}
    card = card_of(entry)
    return {
        "best": marks.show_distance(card.best).removesuffix(" m"),
        "failures_at": card.failures_at,
        "failures": card.failures_up_to,
    }
