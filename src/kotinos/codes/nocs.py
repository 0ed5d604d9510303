"""Organisations that send athletes: the 206 National Olympic Committees, those that were, and teams under none."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Named


class Noc(Named, frozen=True, kw_only=True):
    """One organisation. ``en`` is the name for a narrow column, ``long`` the full English one.

    ``kind``: ``current``, ``historical`` (a State that is no more or bears another name) or ``other`` (refugees,
    neutral athletes, and others who competed under a code that is no NOC's).

    ``area``: the continent whose association it belongs to, as records are kept by it: ``AF``, ``AS``, ``EU``, ``NA`` (North and Central
    America, the Caribbean), ``SA`` or ``OC``; empty for teams of more than one or of none. The Americas are two because athletics
    keeps two records there (Guyana, Panama and Suriname belong to the South American confederation).
    """

    code: str
    long: str
    kind: Literal["current", "historical", "other"]
    area: Literal["", "AF", "AS", "EU", "NA", "SA", "OC"] = ""


@cache
def _by_code() -> dict[str, Noc]:
    return {row.code: row for row in table.rows("nocs", Noc)}


def all() -> tuple[Noc, ...]:
    """All organisations, by code."""
    return table.rows("nocs", Noc)


def exists(code: str) -> bool:
    """Whether ``code`` is in the table, of whichever kind."""
    return code in _by_code()


def get(code: str) -> Noc:
    """The organisation ``code``; raises `table.UnknownCode`."""
    found = _by_code().get(code)
    if found is None:
        raise table.UnknownCode(f"NOC {code!r}: not in nocs.csv; three capital letters such as KEN")
    return found


def name(code: str, lang: str) -> str:
    """The organisation's name in ``lang``; raises `table.UnknownCode`."""
    return get(code).name(lang)


def text(code: str) -> dict[str, str]:
    """Both names; the code itself where it is unknown."""
    found = _by_code().get(code)
    return found.text() if found else table.same(code)
