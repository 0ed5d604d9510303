"""What a mark can be, and what is seldom seen. PURE: whether a person must look at it before it is shown.

A mark beyond ``possible`` cannot be true; one beyond ``usual`` can, but somebody should say so. Beyond the best mark ever there is a
margin, by the kind of event: records are broken by little.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.plausible_table import TABLE


class Finding(msgspec.Struct, frozen=True):
    """Why a person must look: ``code`` names the check and its phrase, ``values`` fill it."""

    code: str
    values: tuple[str, ...] = ()


class Kind(msgspec.Struct, frozen=True):
    """A kind of mark: what it is measured in, whether less is better, and by which part of it a record is broken at most.

    ``seldom``: broken by more than this is surprising; ``never``: cannot be.
    """

    measure: str
    less: bool
    seldom: Decimal
    never: Decimal


KINDS = {
    "sprint": Kind("TIME", True, Decimal("0.010"), Decimal("0.04")),
    "swim": Kind("TIME", True, Decimal("0.015"), Decimal("0.06")),
}


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The ends of what is possible and of what is usual, in seconds, metres, kilograms, points or counts; ends included."""

    possible: tuple[Decimal, Decimal]
    usual: tuple[Decimal, Decimal]


class Norm(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the table: its limits, and the best mark ever from which they come."""

    kind: str
    record: Decimal
    limits: Limits


@lru_cache(maxsize=4096)
def norm_of(rsc: Rsc) -> Norm | None:
    """What is known of an event's marks; ``None`` where nothing is."""
    return next((norm for scope, norm in _NORMS if _covers(scope, rsc)), None)


def _covers(scope: tuple[str, str, str], rsc: Rsc) -> bool:
    discipline, gender, event = scope
    same = rsc.event.startswith(event[:-1]) if event.endswith("*") else rsc.event == event
    return rsc.discipline == discipline and gender in ("*", rsc.gender) and same


def number(measure: str, value: Any) -> Decimal | None:
    """A mark as a number: seconds, metres, points; ``None`` where it is none (a failure, a pass, a word)."""
    try:
        if measure == "TIME":
            return Decimal(marks.parse_time(value)) / marks.SECOND
        if measure == "DISTANCE":
            return Decimal(marks.parse_distance(value)) / 1000
        return marks.parse_points(value)
    except marks.MarkError:
        return None


def value(rsc: Rsc, slot: str, said: Any, limits: Limits | None = None) -> list[Finding]:
    """One value by itself. ``limits`` replace those of the table. ``None`` takes a value back and is always plausible."""
    norm = norm_of(rsc)
    if said is None or norm is None or slot not in ("mark", "t4"):
        return []
    measure = KINDS[norm.kind].measure
    read = Decimal(said) / marks.SECOND if slot == "t4" else number(measure, said)
    found = beyond(limits or norm.limits, read, str(said)) if read is not None else None
    return [found] if found else []


def beyond(limits: Limits, value: Decimal, shown: str) -> Finding | None:
    """Whether a mark lies outside what is possible, or what is usual."""
    for code, (low, high) in (("impossible", limits.possible), ("surprising", limits.usual)):
        if not low <= value <= high:
            return Finding(code, (shown, f"{low:f}", f"{high:f}"))
    return None


def _norms() -> list[tuple[tuple[str, str, str], Norm]]:
    found = []
    for line in TABLE.split("\n"):
        if not line:
            continue
        discipline, gender, event, kind, record, usual, possible = line.split()
        found.append(((discipline, gender, event), _norm(kind, record, usual, possible)))
    return found


def _norm(name: str, record: str, usual: str, possible: str) -> Norm:
    kind = KINDS[name]
    best, seldom, never = (number(kind.measure, text) or Decimal(0) for text in (record, usual, possible))
    sign = -1 if kind.less else 1
    ends = [best * (1 + sign * margin) for margin in (kind.never, kind.seldom)]
    if kind.less:
        limits = Limits(possible=(ends[0], never), usual=(ends[1], seldom))
    else:
        limits = Limits(possible=(never, ends[0]), usual=(seldom, ends[1]))
    return Norm(kind=name, record=best, limits=limits)


_NORMS = _norms()

PHRASES: dict[str, dict[str, str]] = {
    "impossible": {
        "en": "{0} cannot be: possible are {1} to {2}",
        "fr": "{0} est impossible\N{NO-BREAK SPACE}: de {1} à {2} serait possible",
    },
    "surprising": {
        "en": "{0} is seldom seen: usual are {1} to {2}",
        "fr": "{0} est rarement vu\N{NO-BREAK SPACE}: de {1} à {2} est habituel",
    },
}

CODES = tuple(PHRASES)
"""The names of all checks."""


def text(found: Finding) -> dict[str, str]:
    """The reason in every language of the house."""
    return {lang: PHRASES[found.code][lang].format(*found.values) for lang in ("en", "fr")}
