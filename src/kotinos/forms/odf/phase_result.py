"""DT_PHASE_RESULT: all units of a phase ranked together."""

from __future__ import annotations

from kotinos.forms.element import Element, add
from kotinos.forms.odf.dictionary.qualification import qualification
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import outcome, records, result, result_types, who
from kotinos.results.documents import PhaseResultBody, ResultRow


def fill_phase_result(competition: Element, body: PhaseResultBody, feed: OdfFeed) -> None:
    """Append the rows of the phase. Lane and place in a start list belong to a unit and are left to its own message."""
    types = result_types(body.phase.discipline)
    progress = (None, body.units_total, body.units_complete)
    infos(competition, body.phase, body.event_name, feed, name=body.name, progress=progress)
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        qual = qualification(row.qual, body.phase, rank=row.rank, facts=body.facts)
        element = result(competition, row, types, started=False, qual=qual)
        records(element, row, body.phase)
        _unit(element, row, types)
        who(element, row, body.phase)


def _unit(element: Element, row: ResultRow, types: frozenset[str]) -> None:
    """In which unit the row was made: a ``ResultItem`` with that unit and its performance."""
    if row.unit is None:
        return
    item = add(add(element, "ResultItems"), "ResultItem", Unit=row.unit, Order=1)
    add(item, "Result", **outcome(row, types), SortOrder=row.sort_order)
