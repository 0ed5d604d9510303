"""DT_RESULT: one unit, from start list to official."""

from __future__ import annotations

from kotinos.forms.odf import dictionary
from kotinos.forms.odf.competitor import is_known
from kotinos.forms.odf.element import Element, add
from kotinos.forms.odf.extension import add_details
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import records, result, result_types, who
from kotinos.results.documents import ResultBody, ResultRow


def fill_result(competition: Element, body: ResultBody, feed: OdfFeed, status: str) -> None:
    """Append what DT_RESULT says: infos, periods, one ``Result`` per competitor in sort order."""
    rules = dictionary.of(body.unit.rsc.discipline)
    infos(
        competition,
        body.unit.rsc,
        body.event_name,
        feed,
        name=body.unit.name,
        unit=body.unit,
        facts=rules.infos(body, status),
    )
    _periods(competition, body)
    duel = rules.head_to_head and len(body.rows) <= 2
    in_sides = duel and _has_sides(body.rows)
    types = result_types(body.unit.rsc.discipline)
    for row in sorted(body.rows, key=lambda r: r.start_sort if in_sides else r.sort_order):
        element = result(
            competition,
            row,
            types,
            ranked=not duel,
            diff=rules.diff(body, row),
            order=row.start_sort if in_sides else row.sort_order,
        )
        add_details(element, rules.details(body, row, status))
        records(element, row, body.unit.rsc)
        who(element, row, body.unit.rsc, rules.entries(body, row))


def _has_sides(rows: tuple[ResultRow, ...]) -> bool:
    """Whether the start list says who is home (white) and who away (blue): 1 and 2, each once."""
    return sorted(row.start_sort for row in rows) == list(range(1, len(rows) + 1))


def _periods(competition: Element, body: ResultBody) -> None:
    """``Periods``: the score after each, between the home and the away side."""
    sides = sorted((row for row in body.rows if is_known(row.competitor)), key=lambda r: r.start_sort or r.sort_order)
    if not body.periods or len(sides) != 2:
        return
    block = add(competition, "Periods", Home=sides[0].competitor.id, Away=sides[1].competitor.id)
    for period in body.periods:
        add(
            block,
            "Period",
            Code=period.code,
            HomeScore=period.home,
            AwayScore=period.away,
            HomePeriodScore=period.home_period,
            AwayPeriodScore=period.away_period,
        )
