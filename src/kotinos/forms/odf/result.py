"""DT_RESULT: one unit, from start list to official; and DT_RESULT_ANALYSIS, the same with more of each race."""

from __future__ import annotations

from kotinos.forms.element import Element
from kotinos.forms.odf import dictionary
from kotinos.forms.odf.dictionary import table
from kotinos.forms.odf.dictionary.general import Sheet
from kotinos.forms.odf.dictionary.qualification import qualification
from kotinos.forms.odf.extension import EntryFact, add_details
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.lineup import describe, officials
from kotinos.forms.odf.periods import periods
from kotinos.forms.odf.rows import records, result, result_types, who
from kotinos.results.documents import ResultBody, ResultRow


def is_analysed(body: ResultBody, status: str) -> bool:
    """Whether DT_RESULT_ANALYSIS has anything to add."""
    rules, sheet = dictionary.of(body.unit.rsc.discipline), Sheet.of(body, status)
    return any(True for row in body.rows for _ in rules.analysis(sheet, row))


def fill_result(competition: Element, body: ResultBody, feed: OdfFeed, status: str, *, analysis: bool = False) -> None:
    """Append what DT_RESULT says: infos, periods, one ``Result`` per competitor in sort order; with ``analysis`` what that adds."""
    rules = dictionary.of(body.unit.rsc.discipline)
    sheet = Sheet.of(body, status)
    infos(
        competition,
        body.unit.rsc,
        body.event_name,
        feed,
        name=body.unit.name,
        unit=body.unit,
        facts=(*rules.infos(sheet), *table.infos(sheet)),
    )
    officials(competition, sheet)
    periods(competition, sheet, rules)
    duel = rules.head_to_head and len(body.rows) <= 2
    in_sides = duel and _has_sides(body.rows)
    types = result_types(body.unit.rsc.discipline)
    for row in sorted(body.rows, key=lambda r: r.start_sort if in_sides else r.sort_order):
        element = result(
            competition,
            row,
            types,
            ranked=not duel,
            qual=qualification(row.qual, body.unit.rsc, rank=row.rank, facts=body.facts),
            diff=rules.diff(body, row),
            order=row.start_sort if in_sides else row.sort_order,
            start_order=row.start_order or (str(row.start_sort) if in_sides else ""),
        )
        added = rules.analysis(sheet, row) if analysis else ()
        add_details(element, (*added, *rules.details(sheet, row), *table.details(sheet, table.slots_of(row))))
        records(element, row, body.unit.rsc)
        facts = [EntryFact(code, value) for code, value in rules.entries(body, row).items()]
        side = row.start_sort or row.sort_order
        describe(who(element, row, body.unit.rsc), sheet, row, facts, side if duel and side in (1, 2) else 0)


def _has_sides(rows: tuple[ResultRow, ...]) -> bool:
    """Whether the start list says who is home (white) and who away (blue): 1 and 2, each once."""
    return sorted(row.start_sort for row in rows) == list(range(1, len(rows) + 1))
