"""Horizontal jumps and throws. World Athletics TR25.22: the best mark, then the second best, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.sports import marks
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED

_WITHOUT_MARK = frozenset({"X", "-", "–", "R", "P", ""})
"""A failure, a pass, a retirement: trials that give no mark."""


def trials_of(entry: Entry) -> tuple[marks.Millimetres, ...]:
    """All valid marks, best first. Raises `CannotRank` where the mark shown is not the best of the attempts."""
    attempts = entry.raw.get("attempts")
    mark = entry.raw.get("mark")
    try:
        shown = marks.parse_distance(mark) if marks.given(mark) else None
        if not attempts:
            return () if shown is None else (shown,)
        lengths = [marks.parse_distance(text) for text in map(_text, attempts) if text.upper() not in _WITHOUT_MARK]
    except marks.MarkError as error:
        raise refuse(entry, error) from None
    best = max(lengths, default=None)
    if shown is not None and shown != best:
        found = marks.show_distance(best) if best is not None else "no valid mark"
        raise refuse(entry, f"mark {mark}, but the best of the attempts is {found}")
    return tuple(sorted(lengths, reverse=True))


def _text(attempt: Any) -> str:
    value = attempt.get("mark") if isinstance(attempt, Mapping) else attempt
    return "" if value is None else str(value).strip()


def best_attempt(entry: Entry) -> int:
    """The number of the attempt that gave the best mark, the first of equals; 0 without one."""
    marked = trials_of(entry)
    for at, attempt in enumerate(entry.raw.get("attempts") or (), start=1):
        text = _text(attempt)
        if text.upper() not in _WITHOUT_MARK and marks.parse_distance(text) == marked[0]:
            return int(attempt.get("n", at)) if isinstance(attempt, Mapping) else at
    return 0


def _show(entry: Entry, nth: int) -> str:
    trials = trials_of(entry)
    return marks.show_distance(trials[nth]) if nth < len(trials) else "X"


def _nth_best(nth: int) -> Criterion:
    """Without a further valid mark one stands behind those who have one."""

    def key(entry: Entry, _: Group) -> int:
        trials = trials_of(entry)
        return -trials[nth] if nth < len(trials) else 1

    code = ("best", "second_best")[nth] if nth < 2 else "next_best"
    return Criterion(code, key, lambda entry, _: _show(entry, nth))


def rank_trials(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """Best mark first; equal ones by the second best, the third, and so on until a difference (TR25.22)."""
    longest = max((len(trials_of(entry)) for entry in unit.entries if entry.irm is None), default=0)
    criteria = (*(_nth_best(nth) for nth in range(longest)), RECORDED)
    return rank_by(
        unit.entries, criteria, rule_set, irms=irms, marked=lambda entry: bool(trials_of(entry)), values=_values
    )


def _values(entry: Entry) -> Mapping[str, Any]:
    if entry.irm is not None:
        return {}
    trials = trials_of(entry)
    if not trials:
        return {}
    return {"best": marks.show_distance(trials[0]).removesuffix(" m"), "best_attempt": best_attempt(entry)}
