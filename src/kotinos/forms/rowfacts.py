"""What a row holds beside place, mark and outcome, by name: the same names in every form that has to bring its own.

`scores` are measured one after the other (splits, attempts, heights, parts); `facts` are said once.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kotinos.results.documents import ComponentResult, Period, ResultRow


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One measured value. ``kind`` says of what; ``name``, ``key`` (an RSC) and ``number`` say which; ``total`` is the sum after it."""

    kind: str
    score: str
    name: str = ""
    key: str = ""
    number: int | None = None
    rank: int | None = None
    total: str = ""


def scores(row: ResultRow) -> Iterator[Score]:
    """Splits, attempts, heights, parts, in the order in which they come."""
    for split in row.splits:
        yield Score(kind="split", score=split.time, name=split.point, rank=split.rank)
    for attempt in row.attempts:
        yield Score(kind="attempt", score=attempt.mark, number=attempt.n)
    for height in row.heights:
        yield Score(kind="height", score=height.attempts, name=height.height)
    for part, value in row.parts.items():
        yield Score(kind="part", score=value, name=part)


def component_scores(item: ComponentResult) -> Iterator[Score]:
    """What one unit gave toward a total: its mark with its place, its points, and why there is none."""
    unit, order = str.__str__(item.unit), item.order
    yield Score(kind="component", score=item.mark, key=unit, number=order, rank=item.rank)
    yield Score(kind="component-points", score=item.points, key=unit, number=order)
    yield Score(kind="component-irm", score=item.irm, key=unit, number=order)


def period_score(period: Period, number: int, side: str) -> Score:
    """One side's score in a period, with its total after it. ``side`` is ``home`` or ``away``."""
    own, total = getattr(period, f"{side}_period"), getattr(period, side)
    if own:
        return Score(kind="period", score=own, name=period.code, number=number, total=total)
    return Score(kind="running-score", score=total, name=period.code, number=number)


def facts(row: ResultRow) -> Iterator[tuple[str, object, str]]:
    """Name, value and key of everything else; a value may be empty."""
    yield "sort-order", row.sort_order, ""
    yield "rank-equal", row.rank_equal, ""
    yield "irm", row.irm, ""
    yield "qualification", row.qual, ""
    yield "start-order", row.start_order, ""
    yield "start-sort", row.start_sort or "", ""
    yield "reaction", row.reaction, ""
    yield "wind", row.wind, ""
    for split in row.splits:
        yield "split-behind", split.diff, split.point
    for attempt in row.attempts:
        yield "wind", attempt.wind, str(attempt.n)
        yield "best-attempt", attempt.n if attempt.best else "", ""
    for kind, mark in row.bests.items():
        yield "best", mark, kind
    for record in row.records:
        yield "record", record, ""
    for record in row.pending:
        yield "record-pending", record, ""
    yield "unit", row.unit, ""
    for lang, words in row.why.items():
        yield "why", words, lang
    yield "changed", row.changed, ""
