"""What a mark can be, and what is seldom seen. PURE: whether a person must look at it before it is shown.

A mark beyond ``possible`` cannot be true; one beyond ``usual`` can, but somebody should say so. Beyond the best mark ever there is a
margin, by the kind of event: records are broken by little.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.plausible_table import TABLE
from kotinos.sports.plausible_text import Finding


class Kind(msgspec.Struct, frozen=True):
    """A kind of mark: what it is measured in, whether less is better, and how far from the record it lies.

    As parts of the record: ``seldom`` and ``never`` by how much it is bettered, ``usual`` and ``possible`` its other ends; ``own`` by how
    much a competitor's own best is bettered before somebody must look, 0 for kinds that know none.
    """

    measure: str
    less: bool
    seldom: Decimal
    never: Decimal
    usual: Decimal
    possible: Decimal
    own: Decimal = Decimal(0)


def _kind(measure: str, *parts: str) -> Kind:
    return Kind(measure, measure == "TIME", *(Decimal(part) for part in parts))


KINDS = {
    "sprint": _kind("TIME", "0.01", "0.04", "2", "6", "0.04"),
    "run": _kind("TIME", "0.015", "0.05", "1.5", "5", "0.06"),
    "road": _kind("TIME", "0.02", "0.06", "1.8", "4", "0.10"),
    "swim": _kind("TIME", "0.015", "0.05", "1.95", "5", "0.05"),
    "track": _kind("TIME", "0.025", "0.08", "1.5", "5", "0.05"),
    "boat": _kind("TIME", "0.02", "0.08", "1.5", "4"),
    "speed": _kind("TIME", "0.04", "0.12", "2.5", "12", "0.12"),
    "course": _kind("TIME", "0", "0.3", "3", "6"),
    "vertical": _kind("DISTANCE", "0.015", "0.05", "0.5", "0.2", "0.05"),
    "jump": _kind("DISTANCE", "0.015", "0.06", "0.3", "0.05", "0.07"),
    "throw": _kind("DISTANCE", "0.03", "0.12", "0.3", "0.05", "0.12"),
    "lift": _kind("WEIGHT", "0.03", "0.12", "0.25", "0.05", "0.12"),
    "judged": _kind("POINTS", "0.03", "0.25", "0", "0"),
    "score": _kind("POINTS", "0", "0", "0", "0"),
    "goals": _kind("POINTS", "0", "2", "0", "0"),
}
"""A ``course`` has no records: its first number is the fastest that is usual. A ``score`` cannot be exceeded, ``goals`` seldom are."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The ends of what is possible and of what is usual, in seconds, metres, kilograms, points or counts; ends included."""

    possible: tuple[Decimal, Decimal]
    usual: tuple[Decimal, Decimal]


class Norm(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an event's marks: their kind, the best one ever, and how far away others are."""

    kind: str
    record: Decimal
    limits: Limits


@lru_cache(maxsize=4096)
def norm_of(rsc: Rsc) -> Norm | None:
    """What is known of an event's marks; ``None`` where nothing is."""
    what = f"{rsc.event}/{rsc.phase}{rsc.unit}"
    for discipline, gender, event, norm in _NORMS:
        if rsc.discipline == discipline and gender in ("*", rsc.gender) and fnmatchcase(what, event):
            return norm
    return None


def limits_at(norm: Norm, record: Decimal | None) -> Limits:
    """The limits with ``record`` as the best mark ever, where the one of the table has been bettered since."""
    kind = KINDS[norm.kind]
    if record is None or kind.own == 0 or (record >= norm.record if kind.less else record <= norm.record):
        return norm.limits
    return _limits(kind, record, norm.limits)


def number(measure: str, value: Any) -> Decimal | None:
    """A mark as a number: seconds, metres, kilograms, points; ``None`` where it is none (a failure, a pass, a word)."""
    try:
        if measure == "TIME":
            return Decimal(marks.parse_time(value)) / marks.SECOND
        if measure == "DISTANCE":
            return Decimal(marks.parse_distance(value)) / 1000
        return marks.parse_points(value)
    except marks.MarkError:
        return None


def measured(norm: Norm, slot: str, said: Any) -> Decimal | None:
    """The mark of the event that a value of ``slot`` holds, if it holds one: a mark, an attempt, a height that was cleared."""
    measure = KINDS[norm.kind].measure
    kind, _, of = slot.partition("/")
    match kind:
        case "mark":
            return number(measure, said)
        case "t4" if measure == "TIME":
            return Decimal(said) / marks.SECOND
        case "attempt":
            return number(measure, said.get("mark", "") if isinstance(said, Mapping) else said)
        case "height" if "O" in str(said):
            return number(measure, of)
        case _:
            return None


def beyond(limits: Limits, value: Decimal, said: str) -> Finding | None:
    """Whether a mark lies outside what is possible, or what is usual."""
    for code, (low, high) in (("impossible", limits.possible), ("surprising", limits.usual)):
        if not low <= value <= high:
            return Finding(code, (said, _plain(low), _plain(high)))
    return None


def betters(norm: Norm, value: Decimal, record: Decimal) -> bool:
    """Whether a mark is better than ``record``."""
    return value < record if KINDS[norm.kind].less else value > record


def beyond_own_best(norm: Norm, value: Decimal, best: Any, said: str) -> Finding | None:
    """Whether a mark is much better than the competitor's own best, as a start list shows it."""
    kind = KINDS[norm.kind]
    own = number(kind.measure, best)
    if not kind.own or not own:
        return None
    limit = own * (1 - kind.own if kind.less else 1 + kind.own)
    return Finding("own_best", (said, str(best))) if betters(norm, value, limit) else None


def _plain(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.001')):f}"
    return text.rstrip("0").rstrip(".")


def _norms() -> list[tuple[str, str, str, Norm]]:
    found = []
    for discipline, gender, event, kind, *numbers in (line.split() for line in TABLE if line):
        pattern = event if "/" in event else f"{event}/*"
        found.append((discipline, gender, pattern, _norm(kind, numbers)))
    return found


def _norm(name: str, numbers: list[str]) -> Norm:
    kind = KINDS[name]
    record, *ends = (number(kind.measure, text) or Decimal(0) for text in numbers)
    usual, possible = ends or (record * kind.usual, record * kind.possible)
    other = Limits(possible=(possible, possible), usual=(usual, usual))
    return Norm(kind=name, record=record, limits=_limits(kind, record, other))


def _limits(kind: Kind, record: Decimal, other: Limits) -> Limits:
    """Limits from ``record`` to the other ends of ``other``."""
    if kind.less:
        return Limits(
            possible=(record * (1 - kind.never), other.possible[1]), usual=(record * (1 - kind.seldom), other.usual[1])
        )
    return Limits(
        possible=(other.possible[0], record * (1 + kind.never)), usual=(other.usual[0], record * (1 + kind.seldom))
    )


_NORMS = _norms()
