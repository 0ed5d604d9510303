"""Eventing: dressage, cross-country and jumping, penalties of all tests together. FEI Rules for Eventing, classification.

Individuals: after the jumping qualifier (unit ``JUMP000200``) the best 25 jump once more for the places (``JUMP000100``). Ties: the
better cross-country, then who was closer to its optimum time, then the better jumping (art. 520). Teams: the same total of three
riders, with 20 penalties for each substitution.

Slot of a rider in the cross-country: ``optimum_gap``, seconds from the optimum time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks, series
from kotinos.sports.equestrian_teams import penalties_in, substitution_penalties
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED

FINAL_JUMPING = "JUMP000100--"
CROSS_COUNTRY = "XC"
JUMPING = "JUMP"
TEAM = "EVENTEAM"

Penalties = Callable[[Entry, series.Part], Decimal | None]


def rank_total(unit: Unit, rule_set: str, irms: Sequence[str], *, drop: bool) -> Ranking:
    """Rank individuals or teams by the penalties of all tests. Raises `CannotRank`."""
    team = unit.rsc is not None and unit.rsc.event == TEAM
    tests = {part.unit for entry in unit.entries for part in series.parts_of(entry)}
    begun = {part.unit for entry in unit.entries for part in series.parts_of(entry) if series.scored(part)}
    required = sorted(tests if team else tests - {FINAL_JUMPING}, key=_in_order)

    def penalties(entry: Entry, part: series.Part) -> Decimal | None:
        if team:
            return penalties_in(entry, {"mark": part.mark, **part.raw}, part.phase, drop=drop)
        return series.points_in(entry, part) if series.scored(part) else None

    entries = tuple(entry if team else _out(entry, required, begun) for entry in unit.entries)
    scored = {entry.id: _by_unit(entry, penalties) for entry in entries}

    def total(entry: Entry) -> Decimal:
        extra = sum(substitution_penalties(entry, part.raw) for part in series.parts_of(entry)) if team else 0
        return sum(scored[entry.id].values(), Decimal(extra))

    def of(phase: str) -> Callable[[Entry], Decimal]:
        return lambda entry: sum(
            (points for test, points in scored[entry.id].items() if test[:4].rstrip("-") == phase), Decimal(0)
        )

    def marked(entry: Entry) -> bool:
        given = scored[entry.id]
        later = [at for at, test in enumerate(required) if test in given]
        return bool(later) and all(test in given for test in required[: max(later)])

    criteria: tuple[Criterion, ...] = (
        series.more("equ_tests", lambda entry: len(scored[entry.id])),
        series.fewer("equ_penalties", total, marks.show_points),
        series.fewer("equ_cross_country", of(CROSS_COUNTRY), marks.show_points),
        series.where_all_known("equ_optimum", _optimum_gap, marks.show_points),
        series.fewer("equ_jumping", of(JUMPING), marks.show_points),
        RECORDED,
    )
    return rank_by(
        entries,
        criteria,
        rule_set,
        irms=irms,
        marked=marked,
        values=lambda entry: _values(total(entry), scored[entry.id]),
    )


def _in_order(test: str) -> tuple[int, str]:
    return ("DRSS", "XC--", "JUMP").index(test[:4]) if test[:4] in ("DRSS", "XC--", "JUMP") else 9, test


def _by_unit(entry: Entry, penalties: Penalties) -> dict[str, Decimal]:
    given = ((part.unit, penalties(entry, part)) for part in series.parts_of(entry))
    return {test: points for test, points in given if points is not None}


def _out(entry: Entry, required: Sequence[str], begun: set[str]) -> Entry:
    """A rider who was eliminated or retired in a test, or is not on the start list of a later one, is out as an individual.

    Whoever came in for another later has no total and no place.
    """
    parts = {part.unit: part for part in series.parts_of(entry)}
    irm = next((parts[test].irm for test in required if test in parts and parts[test].irm), None)
    started = [at for at, test in enumerate(required) if test in parts]
    from_the_start = bool(started) and started[0] == 0
    missing = any(test not in parts and test in begun for test in required)
    if irm is None and from_the_start and missing:
        irm = "WD"
    return replace(entry, irm=irm) if irm and entry.irm is None else entry


def _optimum_gap(entry: Entry) -> Decimal | None:
    value = next((part.raw.get("optimum_gap") for part in series.parts_of(entry) if part.phase == CROSS_COUNTRY), None)
    if not marks.given(value):
        return None
    try:
        return abs(marks.parse_points(value))
    except marks.MarkError:
        raise refuse(entry, f"optimum_gap {value!r}; seconds from the optimum time (12)") from None


def _values(total: Decimal, parts: dict[str, Decimal]) -> dict[str, Any]:
    if not parts:
        return {}
    return {
        "total": marks.show_points(total),
        "parts": {test: marks.show_points(points) for test, points in parts.items()},
    }
