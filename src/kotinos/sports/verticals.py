"""Vertical jumps: high jump, pole vault. World Athletics TR26.1-4 (trials), TR26.8 (ties), TR26.9 (jump-off)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kotinos.sports import marks
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED


class HeightCard(msgspec.Struct, frozen=True):
    """One athlete's card, read: best height in millimetres (0 without a clearance), and the failures that count."""

    best: marks.Millimetres
    failures_at: int
    failures_up_to: int


def read_card(heights: Iterable[tuple[Any, Any]]) -> HeightCard:
    """Read ``(("2.20", "O"), ("2.24", "XXO"), …)``; raises ``ValueError`` naming the height where the card breaks a rule.

    Failures above the best height never count: trying for more must not cost a place already won.
    """
    best = failures_at = failures_up_to = 0
    failures = in_a_row = 0
    bar, retired = 0, False
    for text, tried in heights:
        height, trials = marks.parse_distance(text), str(tried).upper()
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


def card_of(entry: Entry) -> HeightCard:
    """The card of an entry, or only the best height where no card is known. Raises `CannotRank`."""
    heights = entry.raw.get("heights")
    try:
        return _card_of(entry.raw.get("mark"), tuple([_pair(one) for one in heights]) if heights else ())
    except TypeError:
        raise refuse(entry, f"heights {heights!r}: expected a list") from None
    except ValueError as error:
        raise refuse(entry, error) from None


@lru_cache(maxsize=16384)
def _card_of(mark: Any, heights: tuple[tuple[Any, Any], ...]) -> HeightCard:
    shown = marks.parse_distance(mark) if marks.given(mark) else None
    if not heights:
        return HeightCard(shown or 0, 0, 0)
    card = read_card(heights)
    if shown is not None and shown != card.best:
        raise marks.MarkError(f"mark {mark}, but the best height cleared is {marks.show_distance(card.best)}")
    return card


def _pair(one: Any) -> tuple[Any, Any]:
    try:
        return (one["height"], one["attempts"]) if isinstance(one, dict) else (one[0], one[1])
    except (KeyError, IndexError, TypeError):
        raise ValueError(f"height {one!r}: expected a height and what was tried there") from None


def jump_off_of(entry: Entry) -> tuple[int, ...]:
    """The jump-off, one trial a round (TR26.9): ``"XO"`` or a list of ``{"height", "attempts"}``. 0 cleared, 1 not."""
    rounds = entry.raw.get("jump_off") or ()
    trials = rounds if isinstance(rounds, str) else "".join(str(_pair(one)[1]) for one in rounds)
    if not set(trials.upper()) <= set("OX-R"):
        raise refuse(entry, f"jump-off {trials!r}: a trial is O, X, - or r")
    return tuple(0 if trial in "Oo" else 1 for trial in trials)


def _show_jump_off(entry: Entry, _: Group) -> str:
    return "".join("O" if trial == 0 else "X" for trial in jump_off_of(entry))


def rank_jumps(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """Best height, failures there, failures up to there; a jump-off for first place only, and only if it was held.

    Those who share first place and do not jump on share it for good (TR26.8).
    """
    cards = {entry.id: card_of(entry) for entry in unit.entries if entry.irm is None}
    criteria = (
        Criterion("height", lambda e, _: -cards[e.id].best, lambda e, _: marks.show_distance(cards[e.id].best)),
        _failures("failures_at", {who: card.failures_at for who, card in cards.items()}),
        _failures("failures", {who: card.failures_up_to for who, card in cards.items()}),
        _jump_off(cards),
        RECORDED,
    )
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=irms,
        marked=lambda entry: cards[entry.id].best > 0,
        values=lambda entry: _values(cards.get(entry.id)),
    )


def _failures(code: str, count: Mapping[str, int]) -> Criterion:
    """Compared only where every card of the tied is known: a bare height must not pass for one without failures."""
    asked: Group | None = None
    known = False

    def counted(entry: Entry, group: Group) -> int | None:
        nonlocal asked, known
        if group is not asked:  # once a group, not once an entry
            asked, known = group, all(one.raw.get("heights") for one in group)
        return count[entry.id] if known else None

    def show(entry: Entry, group: Group) -> str:
        failures = counted(entry, group)
        return "" if failures is None else str(failures)

    return Criterion(code, lambda entry, group: counted(entry, group) or 0, show)


def _jump_off(cards: Mapping[str, HeightCard]) -> Criterion:
    """Among those who share first place. Who takes no further part forfeits: a missing trial counts as a failure."""
    first = min((_countback(card) for card in cards.values()), default=None)

    def key(entry: Entry, group: Group) -> tuple[int, ...]:
        if _countback(cards[entry.id]) != first:
            return ()
        trials = jump_off_of(entry)
        longest = max(len(jump_off_of(one)) for one in group)
        return (*trials, *(1 for _ in range(longest - len(trials))))

    def show(entry: Entry, group: Group) -> str:
        return "".join("OX"[trial] for trial in key(entry, group))

    return Criterion("jump_off", key, show)


def _countback(card: HeightCard) -> tuple[int, int, int]:
    return (-card.best, card.failures_at, card.failures_up_to)


def _values(card: HeightCard | None) -> Mapping[str, Any]:
    if card is None or not card.best:
        return {}
    best = marks.show_distance(card.best)[:-2]
    return {"best": best, "failures_at": card.failures_at, "failures": card.failures_up_to}
