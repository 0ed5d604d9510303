"""The ``Result`` rows that DT_RESULT, DT_PHASE_RESULT, DT_CUMULATIVE_RESULT and DT_RANKING share."""

from __future__ import annotations

from kotinos.codes import irms
from kotinos.codes.result_types import of as types_of
from kotinos.codes.rsc import Level, Rsc
from kotinos.codes.table import UnknownCode
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor
from kotinos.forms.odf.values import mark
from kotinos.results.documents import ResultRow


def result_types(discipline: str) -> frozenset[str]:
    """The SC @ResultType codes of a discipline; none where it is unknown."""
    try:
        return frozenset(kind.code for kind in types_of(discipline))
    except UnknownCode:
        return frozenset()


def outcome(row: ResultRow, types: frozenset[str]) -> dict[str, str]:
    """``ResultType``, ``Result`` and ``IRM`` as they belong together.

    A plain type has a result only, ``IRM`` an IRM only; where the discipline knows ``IRM_POINTS`` (or another such) and there is
    a score as well, both are sent.
    """
    if not row.irm:
        return {"ResultType": row.mark_type, "Result": mark(row.mark)} if row.mark and row.mark_type != "IRM" else {}
    both = f"IRM_{row.mark_type}"
    if row.mark and both in types:
        return {"ResultType": both, "Result": mark(row.mark), "IRM": row.irm}
    if "IRM" not in types and "IRM_POINTS" in types:
        return {"ResultType": "IRM_POINTS", "IRM": row.irm}
    return {"ResultType": "IRM", "IRM": row.irm}


def result(
    parent: Element,
    row: ResultRow,
    types: frozenset[str],
    *,
    ranked: bool = True,
    started: bool = True,
    unit: bool = True,
    qual: str = "",
    diff: str = "",
    order: int = 0,
    start_order: str = "",
) -> Element:
    """One ``Result`` with its attributes.

    ``ranked`` is false head-to-head, where nobody has a rank; ``order`` overrides the sort order there. ``started`` is false where no
    start list is meant, ``unit`` where the row is of a whole event and wins no unit. ``qual`` is the mark of `qualification`.
    """
    has_rank = ranked and row.rank is not None and (not row.irm or irms.keeps_place(row.irm))
    return add(
        parent,
        "Result",
        Rank=row.rank if has_rank else "",
        RankEqual="Y" if has_rank and row.rank_equal else "",
        **outcome(row, types),
        QualificationMark=qual,
        WLT=row.wlt if unit else "",
        SortOrder=order or row.sort_order,
        StartOrder=(start_order or row.start_order) if started else "",
        StartSortOrder=(row.start_sort if started else 0) or "",
        Diff=diff,
    )


def records(element: Element, row: ResultRow, rsc: Rsc) -> None:
    """``RecordIndicators``, greatest record first; ``=WR`` is an equalled one."""
    if not row.records:
        return
    block = add(element, "RecordIndicators")
    for order, record in enumerate(row.records, 1):
        equalled = "Y" if record.startswith("=") else ""
        add(
            block,
            "RecordIndicator",
            Order=order,
            Code=rsc.at(Level.EVENT),
            RecordType=record.lstrip("=").partition("/")[0],
            Equalled=equalled,
        )


def who(element: Element, row: ResultRow, rsc: Rsc) -> Element:
    """The row's ``Competitor``."""
    return competitor(element, row.competitor, rsc=rsc, bib=row.bib)
