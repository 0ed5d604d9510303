"""Types of record, and whose marks may become one: everybody's, those of an area, of one NOC, or one competitor's own."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from kotinos.codes import nocs, sport_codes, statuses, table

OWN = ("NR", "PB", "SB")
"""Types that every discipline with records has, whatever its own list says: of the nation and of the competitor."""


class RecordType(msgspec.Struct, frozen=True, kw_only=True):
    """One type of record.

    ``whose``: ``everybody`` (world, Olympic, track), ``area`` (of the continents ``areas``), ``national``, ``personal``; ``age`` where a
    birth date would have to be known, which the open zone does not hold; ``equalled``, a way to write that another one was equalled.
    """

    code: str
    whose: Literal["everybody", "area", "national", "personal", "age", "equalled"]
    areas: str = ""


@cache
def _by_code() -> dict[str, RecordType]:
    return {row.code: row for row in table.rows("record_types", RecordType)}


def get(code: str) -> RecordType:
    """The type ``code``; raises `table.UnknownCode`."""
    found = _by_code().get(code)
    if found is None:
        raise table.UnknownCode(f"record type {code!r}: one of {' '.join(_by_code())}")
    return found


@cache
def of(discipline: str) -> tuple[str, ...]:
    """The types that a discipline (``ATH``, or an RSC of it) keeps, the highest first; empty for one that keeps no records."""
    try:
        listed = sport_codes.get(discipline).record_types.split()
    except table.UnknownCode:
        return ()
    kept = [code for code in listed if get(code).whose != "equalled"]
    return tuple(dict.fromkeys((*kept, *OWN))) if kept else ()


def text(code: str) -> dict[str, str]:
    """The name of a type in both languages; the code itself where it has none."""
    return statuses.text("best" if code in ("PB", "SB") else "record", code)


@cache
def open_to(code: str, noc: str) -> bool:
    """Whether a competitor of ``noc`` can set a record of this type: an Asian record is for Asia. Raises `table.UnknownCode`."""
    kind = get(code)
    if kind.whose == "area":
        return nocs.exists(noc) and bool(nocs.get(noc).area) and nocs.get(noc).area in kind.areas.split()
    return kind.whose in ("everybody", "personal") or (kind.whose == "national" and bool(noc))
