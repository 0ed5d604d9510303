"""Short code sets: result and schedule status, phase types, medals, outcomes, qualification marks, records, periods, weather."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import sport_codes, table
from kotinos.codes.table import Named

Set = Literal[
    "result",
    "schedule",
    "phase_type",
    "medal",
    "competitor",
    "protest",
    "wlt",
    "qualification",
    "record",
    "best",
    "period",
    "sky",
    "precipitation",
    "wind_direction",
    "horse_sex",
]


class Code(Named, frozen=True, kw_only=True):
    """One code of a set, its order there, its name and, where the name does not say it all, its meaning.

    ``pairs``: of a result status, the schedule statuses that may stand beside it.
    """

    set: Set
    code: str
    order: int
    meaning_en: str = ""
    meaning_fr: str = ""
    pairs: str = ""


@cache
def of(which: Set) -> tuple[Code, ...]:
    """All codes of a set, in order; raises `table.UnknownCode` for a set that does not exist."""
    found = tuple(sorted((row for row in table.rows("statuses", Code) if row.set == which), key=lambda row: row.order))
    if not found:
        raise table.UnknownCode(f"code set {which!r}: not in statuses.csv")
    return found


@cache
def _by_code(which: Set) -> dict[str, Code]:
    return {row.code: row for row in of(which)}


def get(which: Set, code: str) -> Code:
    """One code of a set; raises `table.UnknownCode`, which names the codes there are."""
    found = _by_code(which).get(code)
    if found is None:
        raise table.UnknownCode(f"{which} {code!r}: one of {' '.join(_by_code(which))}")
    return found


def name(which: Set, code: str, lang: str) -> str:
    """A code's name in ``lang``; raises `table.UnknownCode`."""
    return get(which, code).name(lang)


def text(which: Set, code: str) -> dict[str, str]:
    """Both names of a code; the code itself where the set does not hold it."""
    found = _by_code(which).get(code)
    return found.text() if found else table.same(code)


@cache
def schedule_allows(result_status: str) -> frozenset[str]:
    """The schedule statuses that may stand beside a result status (ODF Foundation Principles 10.1).

    RUNNING goes with LIVE, FINISHED with UNCONFIRMED, UNOFFICIAL and OFFICIAL. A planned or unplanned stop leaves the
    result LIVE or INTERMEDIATE. Raises `table.UnknownCode`.
    """
    return frozenset(get("result", result_status).pairs.split())


def qualification_marks(discipline: str) -> tuple[Code, ...]:
    """The qualification marks of a discipline; raises `table.UnknownCode`."""
    return _these("qualification", sport_codes.get(discipline).qualification_marks)


def outcomes(discipline: str) -> tuple[Code, ...]:
    """Won, lost, tied, as the discipline writes them; none where nobody meets anybody. Raises `table.UnknownCode`."""
    return _these("wlt", sport_codes.get(discipline).wlt)


def record_types(discipline: str) -> tuple[Code, ...]:
    """The records of a discipline, the highest first; raises `table.UnknownCode`."""
    return _these("record", sport_codes.get(discipline).record_types)


def periods(discipline: str) -> tuple[Code, ...]:
    """The periods of a match in the order in which they come; raises `table.UnknownCode`."""
    return _these("period", sport_codes.get(discipline).periods)


def _these(which: Set, codes: str) -> tuple[Code, ...]:
    return tuple(get(which, code) for code in codes.split())
