"""DT_RESULT: one unit, from start list to official."""

from __future__ import annotations

from kotinos.codes import statuses
from kotinos.codes.table import UnknownCode
from kotinos.forms.element import Element, add
from kotinos.forms.odf import dictionary
from kotinos.forms.odf.competitor import is_known
from kotinos.forms.odf.dictionary.general import Sheet
from kotinos.forms.odf.extension import add_details
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import records, result, result_types, who
from kotinos.results.documents import Period, ResultBody, ResultRow


def fill_result(competition: Element, body: ResultBody, feed: OdfFeed, status: str) -> None:
    """Append what DT_RESULT says: infos, periods, one ``Result`` per competitor in sort order."""
    rules = dictionary.of(body.unit.rsc.discipline)
    sheet = Sheet.of(body, status)
    infos(
        competition,
        body.unit.rsc,
        body.event_name,
        feed,
        name=body.unit.name,
        unit=body.unit,
        facts=rules.infos(sheet),
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
            start_order=row.start_order or (str(row.start_sort) if in_sides else ""),
        )
        add_details(element, rules.details(sheet, row))
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
    for period in (*body.periods, *_whole(body)):
        add(
            block,
            "Period",
            Code=period.code,
            HomeScore=period.home,
            AwayScore=period.away,
            HomePeriodScore=period.home_period,
            AwayPeriodScore=period.away_period,
        )


def _whole(body: ResultBody) -> tuple[Period, ...]:
    """``TOT``, the score without a shoot-out, where the discipline has it and nobody gave it."""
    try:
        known = {period.code for period in statuses.periods(body.unit.rsc.discipline)}
    except UnknownCode:
        return ()
    played = [period for period in body.periods if period.code != "PSO"]
    if "TOT" not in known or not played or any(period.code == "TOT" for period in played):
        return ()
    return (Period(code="TOT", home=played[-1].home, away=played[-1].away),)
