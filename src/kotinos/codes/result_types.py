"""Result types: what kind of value a result is, and whether a result, an IRM or both are to be expected."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import sport_codes, table
from kotinos.codes.table import Coded


class ResultType(Coded, frozen=True, kw_only=True):
    """One type. ``shows``: a ``result`` only, an ``irm`` only, ``both`` (a team's points and a mark), or ``none``."""

    shows: Literal["result", "irm", "both", "none"]


_TYPES = table.Codes("result_types", ResultType, "result type", "one such as TIME")
get, name, text = _TYPES.get, _TYPES.name, _TYPES.text


@cache
def of(discipline: str) -> tuple[ResultType, ...]:
    """The result types of a discipline, its usual one first; raises `table.UnknownCode`."""
    return tuple(get(code) for code in sport_codes.get(discipline).result_types.split())
