"""Result types: what kind of value a result is, and whether a result, an IRM or both are to be expected."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import sport_codes, table
from kotinos.codes.table import Named


class ResultType(Named, frozen=True, kw_only=True):
    """One type. ``shows``: a ``result`` only, an ``irm`` only, ``both`` (a team's points and a mark), or ``none``."""

    code: str
    shows: Literal["result", "irm", "both", "none"]


@cache
def _by_code() -> dict[str, ResultType]:
    return {row.code: row for row in table.rows("result_types", ResultType)}


@cache
def of(discipline: str) -> tuple[ResultType, ...]:
    """The result types of a discipline, its usual one first; raises `table.UnknownCode`."""
    return tuple(get(code) for code in sport_codes.get(discipline).result_types.split())


def get(code: str) -> ResultType:
    """The type ``code``; raises `table.UnknownCode`."""
    found = _by_code().get(code)
    if found is None:
        raise table.UnknownCode(f"result type {code!r}: not in result_types.csv; one such as TIME")
    return found


def name(code: str, lang: str) -> str:
    """The type's name in ``lang``; raises `table.UnknownCode`."""
    return get(code).name(lang)


def text(code: str) -> dict[str, str]:
    """Both names; the code itself where it is unknown."""
    found = _by_code().get(code)
    return found.text() if found else table.same(code)
