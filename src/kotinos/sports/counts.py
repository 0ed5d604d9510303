"""What was counted of one side or one athlete in a match, and sums of it over several matches. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import msgspec

from kotinos.codes.statistics import OF_MATCH, Statistic

TRIED, OPPONENT, CLOCK, HOURS = ".tried", "opponent.", "clock", "hours"
_CLOCK = 60


class Count(msgspec.Struct, frozen=True):
    """How often, and of how many attempts where those were counted."""

    made: Decimal
    tried: Decimal | None = None

    def __add__(self, other: Count) -> Count:
        tried = [one for one in (self.tried, other.tried) if one is not None]
        return Count(self.made + other.made, sum(tried, Decimal(0)) if tried else None)


Counts = Mapping[str, Count]
"""By name: ``gf``, ``shot``, ``mp``."""


def read(value: object, *, clock: bool = False) -> Count | None:
    """``3``, ``6/8`` (of eight), ``/8`` (of which no more is known), on a ``clock`` ``12:30`` in seconds; else ``None``."""
    text = str(value).strip()
    if clock:
        minutes, _, seconds = text.partition(":")
        whole, rest = _number(minutes), _number(seconds or "0")
        return None if whole is None or rest is None else Count(whole * _CLOCK + rest)
    made, stroke, tried = text.partition("/")
    first, second = _number(made or "0") if text else None, _number(tried) if stroke else None
    return None if first is None or (stroke and second is None) else Count(first, second)


def noted(slots: Mapping[str, Any], statistics: Iterable[Statistic]) -> dict[str, Count]:
    """The counts that ``statistics`` need, from a competitor's slots.

    ``gf`` is ``stat/gf/TOT``, ``stat/gf`` or ``gf``, else the sum of its periods, or the greatest of them where the greatest is asked for.
    One that cannot be read (``DNP``) counts nothing.
    """
    found: dict[str, Count] = {}
    if not slots:
        return found
    for name, form in _needed(statistics).items():
        own = f"stat/{name}"
        whole = next((slots[slot] for slot in (f"{own}/TOT", own, name) if slots.get(slot) is not None), None)
        parts = [value for slot, value in slots.items() if slot.startswith(f"{own}/") and value is not None]
        counted = [read(value, clock=form == CLOCK) for value in ([whole] if whole is not None else parts)]
        known = [count for count in counted if count is not None]
        if known and len(known) == len(counted):
            found[name] = _together(form, known)
    return found


def _needed(statistics: Iterable[Statistic]) -> dict[str, str]:
    """The names of the counts, and the form of each."""
    named = ((name, one.form) for one in statistics for text in (one.value, one.tried) for name in _terms(text))
    return {
        name.removeprefix(OPPONENT).removesuffix(TRIED): form for name, form in named if not name.startswith(OF_MATCH)
    }


def extreme(form: str) -> str:
    """``max`` or ``min``, with or without the match in which it was; empty for any other form."""
    which = form.partition(":")[0]
    return which if which in ("max", "min") else ""


def _together(form: str, known: Sequence[Count]) -> Count:
    match extreme(form):
        case "max":
            return max(known, key=lambda count: count.made)
        case "min":
            return min(known, key=lambda count: count.made)
    return sum(known[1:], known[0])


def value(statistic: Statistic, matches: Iterable[Counts]) -> Count | None:
    """A statistic over all matches: summed, or the greatest or least; ``None`` where none of them has it.

    In a sum (``yrc+rc``) what was not counted is nothing, as long as one of its terms was. Of ``gf|score`` each match gives the first
    that it has.
    """
    each = [found for counts in matches if (found := in_match(statistic, counts)) is not None]
    return _together(statistic.form, each) if each else None


def in_match(statistic: Statistic, counts: Counts) -> Count | None:
    """A statistic of one match, ``None`` where it has none; ``counts`` are those of one side, or of the match itself."""
    made = next((made for way in statistic.value.split("|") if (made := _sum(way, counts)) is not None), None)
    if made is None and statistic.form.startswith("zero:"):
        made = Decimal(0) if _sum(statistic.form.removeprefix("zero:"), counts) else None
    if not statistic.tried:
        return None if made is None else Count(made)
    count = counts.get(statistic.tried)
    tried = None if count is None else count.made if count.tried is None else count.tried
    if statistic.tried == statistic.value:
        tried = count.tried if count else None
    return None if made is None and tried is None else Count(made or Decimal(0), tried)


def _sum(way: str, counts: Counts) -> Decimal | None:
    terms = [found for name in way.split("+") if (found := _term(name, counts)) is not None]
    return sum(terms, Decimal(0)) if terms else None


def _term(name: str, counts: Counts) -> Decimal | None:
    count = counts.get(name.removesuffix(TRIED))
    if count is None:
        return None
    return count.tried if name.endswith(TRIED) else count.made


def average(total: Decimal, over: Decimal | int, places: int) -> str:
    """``total`` for each of ``over``, rounded half up to ``places`` decimals; empty where there is none."""
    if not over:
        return ""
    return f"{(total / over).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def percent(count: Count, places: int = 0) -> str:
    """How many of a hundred attempts, to so many decimals; empty where none was counted."""
    return average(count.made * 100, int(count.tried), places) if count.tried else ""


def shown(number: Decimal, form: str = "") -> str:
    """A count as it is written, a time as ``m:ss``, minutes of ``hours`` as ``h:mm``."""
    if form in (CLOCK, HOURS):
        minutes, seconds = divmod(int(number), _CLOCK)
        return f"{minutes}:{seconds:02d}"
    return str(int(number)) if number == number.to_integral_value() else f"{number.normalize():f}"


def _terms(text: str) -> list[str]:
    return text.replace("|", " ").replace("+", " ").split()


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
