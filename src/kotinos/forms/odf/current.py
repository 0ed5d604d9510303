"""DT_CURRENT: clock and score of a match, or where everybody is in a race, while it is LIVE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import is_known
from kotinos.results.documents import ResultBody, ResultRow

_LIVE = "LIVE"


def clock_of(body: ResultBody) -> Mapping[str, Any] | None:
    """The fact ``clock``: ``time`` (``45:10``), ``running`` and, where the device says it, ``period`` (else the fact of that name)."""
    clock = body.facts.get("clock")
    return clock if isinstance(clock, Mapping) and clock.get("time") else None


def is_current(body: ResultBody, status: str) -> bool:
    """Whether there is a message: a clock was given, and both sides are known."""
    return status == _LIVE and clock_of(body) is not None and len(_sides(body)) == 2


def fill_current(competition: Element, body: ResultBody) -> None:
    """Append ``Clock`` and one ``Result`` per side, home first."""
    clock = clock_of(body) or {}
    running = clock.get("running") in (True, "Y")
    period = clock.get("period") or body.facts.get("period")
    add(competition, "Clock", Running="Y" if running else "N", Time=clock.get("time"), Period=period)
    for order, row in enumerate(_sides(body), 1):
        element = add(
            competition,
            "Result",
            ResultType=row.mark_type if row.mark and row.mark_type != "IRM" else "",
            Result=row.mark if row.mark_type != "IRM" else "",
            SortOrder=order,
            StartSortOrder=order,
        )
        who = row.competitor
        add(element, "Competitor", Code=who.id, Type=who.type, Organisation=who.noc)


def _sides(body: ResultBody) -> list[ResultRow]:
    known = [row for row in body.rows if is_known(row.competitor)]
    return sorted(known, key=lambda row: row.start_sort or row.sort_order)
