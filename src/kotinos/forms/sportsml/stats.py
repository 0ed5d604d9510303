"""What a competitor did: ``player-stats`` and ``team-stats`` with their ``sub-score`` and properties."""

from __future__ import annotations

from collections.abc import Sequence

from kotinos.forms.element import Element, text
from kotinos.forms.sportsml.building import known, put
from kotinos.results.documents import ComponentResult, Period, ResultRow

OUTCOMES = {"W": "speventoutcome:win", "L": "speventoutcome:loss", "T": "speventoutcome:tie", "D": "speventoutcome:tie"}


def stats(holder: Element, row: ResultRow) -> Element:
    """Append the statistics of ``row`` to its ``player`` or ``team``."""
    element = put(
        holder,
        f"{_kind(holder)}-stats",
        rank=row.rank,
        score=row.mark,
        score_units=f"kot:{row.mark_type}" if row.mark and row.mark_type not in ("", "IRM") else "",
        event_outcome=OUTCOMES.get(row.wlt, ""),
        score_behind=row.diff,
    )
    _measured(element, row)
    _facts(element, row)
    return element


def _kind(holder: Element) -> str:
    return str(holder.tag).rpartition("}")[2]


def _measured(element: Element, row: ResultRow) -> None:
    for split in row.splits:
        sub(element, "split", split.time, name=split.point, rank=split.rank)
    for attempt in row.attempts:
        sub(element, "attempt", attempt.mark, period=attempt.n)
    for height in row.heights:
        sub(element, "height", height.attempts, name=height.height)
    for part, value in row.parts.items():
        sub(element, "part", value, name=part)


def sub(element: Element, kind: str, score: str, **more: object) -> None:
    """One ``sub-score``; left out without a score."""
    if text(score):
        named = {"name": "sub_score_name", "key": "sub_score_key", "period": "period_value", "total": "total_score"}
        attributes = {named.get(field, field): value for field, value in more.items()}
        put(element, "sub-score", sub_score_type=f"kot:{kind}", score=score, **attributes)


def _facts(element: Element, row: ResultRow) -> None:
    known(element, "sort-order", row.sort_order)
    known(element, "rank-equal", row.rank_equal)
    known(element, "irm", row.irm)
    known(element, "qualification", row.qual)
    known(element, "outcome", row.wlt if row.wlt not in OUTCOMES else "")
    known(element, "start-order", row.start_order)
    known(element, "start-sort", row.start_sort or "")
    known(element, "reaction", row.reaction)
    known(element, "wind", row.wind)
    for split in row.splits:
        known(element, "split-behind", split.diff, split.point)
    for attempt in row.attempts:
        known(element, "wind", attempt.wind, str(attempt.n))
        known(element, "best-attempt", attempt.n if attempt.best else "")
    for kind, mark in row.bests.items():
        known(element, "best", mark, kind)
    for record in row.records:
        known(element, "record", record)
    known(element, "unit", row.unit)
    for lang, words in row.why.items():
        known(element, "why", words, lang)
    known(element, "changed", row.changed)


def components(element: Element, items: Sequence[ComponentResult]) -> None:
    """What each unit gave toward a total: its mark, its points, its place, and why there is none."""
    for item in sorted(items, key=lambda i: i.order):
        sub(element, "component", item.mark, key=item.unit, period=item.order, rank=item.rank)
        sub(element, "component-points", item.points, key=item.unit, period=item.order)
        sub(element, "component-irm", item.irm, key=item.unit, period=item.order)


def periods(element: Element, played: Sequence[Period], side: str) -> None:
    """One side's score in each period and the running total after it. ``side`` is ``home`` or ``away``."""
    for number, period in enumerate(played, 1):
        own, total = getattr(period, f"{side}_period"), getattr(period, side)
        if own:
            sub(element, "period", own, name=period.code, period=number, total=total)
        else:
            sub(element, "running-score", total, name=period.code, period=number)
