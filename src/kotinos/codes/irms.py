"""Invalid result marks: why a competitor has no valid result. Each discipline has its own set and order."""

from __future__ import annotations

from functools import cache

from kotinos.codes import sport_codes, table
from kotinos.codes.table import Coded

_KEEPING_PLACE = frozenset({"LAP", "OVL", "REL"})


def keeps_place(code: str) -> bool:
    """Whether the mark takes the result away but not the place: lapped, overtaken, relegated. Nobody else with an IRM has a rank."""
    return code in _KEEPING_PLACE


class Irm(Coded, frozen=True, kw_only=True):
    """One mark with its meaning."""


_IRMS = table.Codes("irms", Irm, "IRM", "a mark such as DNF")
get, name, text = _IRMS.get, _IRMS.name, _IRMS.text


@cache
def of(discipline: str) -> tuple[Irm, ...]:
    """The IRMs of a discipline in the order in which they stand below the ranked; raises `table.UnknownCode`.

    Who took part stands above who did not, and disqualification last, unless the sport lists them otherwise.
    """
    return tuple(get(code) for code in sport_codes.get(discipline).irms.split())
