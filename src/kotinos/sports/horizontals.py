"""Horizontal jumps and throws. World Athletics TR25.22: the best mark, then the second best, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
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
    try:
        return _read(entry.raw.get("mark"), tuple([_text(one) for one in attempts]) if attempts else ())
    except TypeError:
        raise refuse(entry, f"attempts {attempts!r}: expected a list") from None
    except ValueError as error:
        raise refuse(entry, error) from None


@lru_cache(maxsize=16384)
def _read(mark: Any, attempts: tuple[Any, ...]) -> tuple[marks.Millimetres, ...]:
    shown = marks.parse_distance(mark) if marks.given(mark) else None
    if not attempts:
        return () if shown is None else (shown,)
    lengths = [marks.parse_distance(text) for text in attempts if not _without_mark(text)]
    best = max(lengths, default=None)
    if shown is not None and shown != best:
        found = marks.show_distance(best) if best is not None else "no valid mark"
        raise marks.MarkError(f"mark {mark}, but the best of the attempts is {found}")
    return tuple(sorted(lengths, reverse=True))


def _without_mark(text: Any) -> bool:
    return text is None or str(text).strip().upper() in _WITHOUT_MARK


def _text(attempt: Any) -> Any:
    return attempt.get("mark") if isinstance(attempt, dict) else attempt


@lru_cache(maxsize=16384)
def _where(attempts: tuple[Any, ...], best: marks.Millimetres) -> int:
    """The index of the first attempt that gave the best mark."""
    return next(
        at for at, text in enumerate(attempts) if not _without_mark(text) and marks.parse_distance(text) == best
    )


def rank_trials(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """Best mark first; equal ones by the second best, the third, and so on until a difference (TR25.22)."""
    trials = {entry.id: trials_of(entry) for entry in unit.entries if entry.irm is None}
    longest = max(map(len, trials.values()), default=0)
    return rank_by(
        unit.entries,
        (*(_nth_best(nth, trials) for nth in range(longest)), RECORDED),
        rule_set,
        irms=irms,
        marked=lambda entry: bool(trials[entry.id]),
        values=lambda entry: _values(entry, trials.get(entry.id)),
    )


def _nth_best(nth: int, trials: Mapping[str, tuple[marks.Millimetres, ...]]) -> Criterion:
    """Without a further valid mark one stands behind those who have one."""

    def key(entry: Entry, _: Group) -> int:
        mine = trials[entry.id]
        return -mine[nth] if nth < len(mine) else 1

    def show(entry: Entry, _: Group) -> str:
        mine = trials[entry.id]
        return marks.show_distance(mine[nth]) if nth < len(mine) else "X"

    return Criterion(("best", "second_best")[nth] if nth < 2 else "next_best", key, show)


def _values(entry: Entry, trials: tuple[marks.Millimetres, ...] | None) -> Mapping[str, Any]:
    """The best mark, and the number of the attempt that gave it (the first of equals)."""
    if not trials:
        return {}
    best = marks.show_distance(trials[0])[:-2]
    attempts = entry.raw.get("attempts")
    if not attempts:
        return {"best": best}
    at = _where(tuple([_text(one) for one in attempts]), trials[0])
    one = attempts[at]
    return {"best": best, "best_attempt": int(one.get("n", at + 1)) if isinstance(one, dict) else at + 1}
