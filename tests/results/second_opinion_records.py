"""A second keeper of records: for every mark it looks back at all that was before, by hand. It shares no code with the first.

A mark is (instant, unit, competitor, NOC, hundredths of a second, types of record that were refused to it).
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    at: int
    unit: str
    competitor: str
    noc: str
    hundredths: int
    refused: frozenset[str]


class List(NamedTuple):
    """From when on it says what, by type and scope."""

    since: int
    lines: dict[tuple[str, str], int]


Claim = tuple[str, str, str, bool]
"""Type, unit, competitor, and whether it only equalled."""


def claims(lists: list[List], marks: list[Mark], types: list[str]) -> set[Claim]:
    """Every mark that was a record when it was made."""
    found: set[Claim] = set()
    for type_ in types:
        for noc in ("",) if type_ != "NR" else tuple({mark.noc for mark in marks}):
            own = [mark for mark in marks if not noc or mark.noc == noc]
            found |= {(type_, mark.unit, mark.competitor, only) for mark, only in _of_one(lists, own, (type_, noc))}
    return found


def _of_one(lists: list[List], marks: list[Mark], key: tuple[str, str]) -> list[tuple[Mark, bool]]:
    """Marks that were this one record, in time; of one instant the fastest is asked first."""
    found: list[tuple[Mark, bool]] = []
    left = list(marks)
    while left:
        mark = left[0]
        for other in left[1:]:
            if (other.at, other.hundredths, other.unit, other.competitor) < (
                mark.at,
                mark.hundredths,
                mark.unit,
                mark.competitor,
            ):
                mark = other
        left.remove(mark)
        listed = [one.lines[key] for one in lists if one.since <= mark.at and key in one.lines][-1:]
        if not listed:
            continue
        best = min([*listed, *(one.hundredths for one, _ in found if key[0] not in one.refused)])
        if mark.hundredths > best:
            continue
        with_it = any(
            (one.at, one.unit, one.hundredths) == (mark.at, mark.unit, mark.hundredths) and not only
            for one, only in found
            if key[0] not in one.refused
        )
        found.append((mark, mark.hundredths == best and not with_it))
    return found
