"""What a competitor did: ``player-stats`` and ``team-stats`` with their ``sub-score`` and properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kotinos.forms.element import Element, text
from kotinos.forms.rowfacts import Score, component_scores, facts, period_score, scores
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
    subs(element, scores(row))
    for name, value, key in facts(row):
        known(element, name, value, key)
    known(element, "outcome", row.wlt if row.wlt not in OUTCOMES else "")
    return element


def _kind(holder: Element) -> str:
    return str(holder.tag).rpartition("}")[2]


def subs(element: Element, measured: Iterable[Score]) -> None:
    """A ``sub-score`` for each value; none where there is nothing."""
    for one in measured:
        if text(one.score):
            put(
                element,
                "sub-score",
                sub_score_type=f"kot:{one.kind}",
                score=one.score,
                sub_score_name=one.name,
                sub_score_key=one.key,
                period_value=one.number,
                total_score=one.total,
                rank=one.rank,
            )


def components(element: Element, items: Sequence[ComponentResult]) -> None:
    """What each unit gave toward a total."""
    for item in sorted(items, key=lambda i: i.order):
        subs(element, component_scores(item))


def periods(element: Element, played: Sequence[Period], side: str) -> None:
    """One side's score in each period and the running total after it. ``side`` is ``home`` or ``away``."""
    subs(element, (period_score(period, number, side) for number, period in enumerate(played, 1)))
