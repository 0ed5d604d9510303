"""Which codes each discipline uses, in its own order: IRMs, result types, qualification marks, outcomes, records, periods."""

from __future__ import annotations

from functools import cache

import msgspec

from kotinos.codes import table


class SportCodes(msgspec.Struct, frozen=True, kw_only=True):
    """One discipline's codes, each set written with blanks between."""

    discipline: str
    irms: str = ""
    result_types: str = ""
    qualification_marks: str = ""
    wlt: str = ""
    record_types: str = ""
    periods: str = ""


@cache
def _by_discipline() -> dict[str, SportCodes]:
    return {row.discipline: row for row in table.rows("sport_codes", SportCodes)}


def get(discipline: str) -> SportCodes:
    """The codes of a discipline (``ATH``, or an RSC of it); raises `table.UnknownCode`."""
    found = _by_discipline().get(discipline[:3])
    if found is None:
        raise table.UnknownCode(f"discipline {discipline[:3]!r}: not in sport_codes.csv; three letters such as ATH")
    return found
