"""Invalid result marks: why a competitor has no valid result. Each discipline has its own set and order."""

from __future__ import annotations

from functools import cache

from kotinos.codes import sport_codes, table
from kotinos.codes.table import Named

_KEEPING_PLACE = frozenset({"LAP", "OVL", "REL"})


def keeps_place(code: str) -> bool:
    """Whether the mark takes the result away but not the place: lapped, overtaken, relegated. Nobody else with an IRM has a rank."""
    return code in _KEEPING_PLACE


class Irm(Named, frozen=True, kw_only=True):
    """One mark with its meaning."""

    code: str


@cache
def _by_code() -> dict[str, Irm]:
    return {row.code: row for row in table.rows("irms", Irm)}


@cache
def of(discipline: str) -> tuple[Irm, ...]:
    """The IRMs of a discipline in the order in which they stand below the ranked; raises `table.UnknownCode`.

    Who took part stands above who did not, and disqualification last, unless the sport lists them otherwise.
    """
    return tuple(get(code) for code in sport_codes.get(discipline).irms.split())


def get(code: str) -> Irm:
    """The IRM ``code``; raises `table.UnknownCode`."""
    found = _by_code().get(code)
    if found is None:
        raise table.UnknownCode(f"IRM {code!r}: not in irms.csv; a mark such as DNF")
    return found


def name(code: str, lang: str) -> str:
    """What the mark means, in ``lang``; raises `table.UnknownCode`."""
    return get(code).name(lang)


def text(code: str) -> dict[str, str]:
    """Both meanings; the code itself where it is unknown."""
    found = _by_code().get(code)
    return found.text() if found else table.same(code)
