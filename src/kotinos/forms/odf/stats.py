"""DT_STATS: statistics over several matches, one message a table."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import athlete, competitor, first_athlete
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.results.documents import Document, MemberStats, StatLine, StatRow, StatsBody

TABLES = frozenset({"TEAM_RANKING", "IND_RANKING", "TOU", "ANALYSIS", "CUM"})


def head(document: Document) -> tuple[Document, str]:
    """The document as its header names it, and the DocumentSubtype: a subcode names the table, else the competitor of a cumulative one."""
    if document.subcode in TABLES:
        return msgspec.structs.replace(document, subcode=""), document.subcode
    return document, "CUM"


def fill_stats(competition: Element, body: StatsBody, feed: OdfFeed) -> None:
    """Append ``Stats``: those of the event, then one ``Competitor`` a row in order."""
    progress = (body.last_unit, body.units_total, body.units_complete)
    infos(competition, body.event, body.event_name, feed, progress=progress)
    block = add(competition, "Stats", Code=body.table)
    _items(block, body.stats)
    for row in sorted(body.rows, key=lambda one: one.order):
        _row(block, row, body)


def _row(block: Element, row: StatRow, body: StatsBody) -> None:
    element = competitor(block, row.competitor, rsc=body.event)
    element.set("Order", str(row.order))
    _items(_holder(element, row), row.stats)
    if row.members:
        composition = add(element, "Composition")
        for order, one in enumerate(row.members, 1):
            _member(composition, one, order, row, body)


def _holder(element: Element, row: StatRow) -> Element:
    """Where the counts of a competitor stand: those of ODF's usual type on an athlete who is alone, all others on the competitor."""
    alone = first_athlete(element)
    return element if alone is None or any(line.type for line in row.stats) else alone


def _member(composition: Element, one: MemberStats, order: int, row: StatRow, body: StatsBody) -> None:
    noc, bib = row.competitor.noc, one.member.bib
    _items(athlete(composition, one.member, noc=noc, rsc=body.event, order=order, bib=bib), one.stats)


def _items(parent: Element, lines: Iterable[StatLine]) -> None:
    """``StatsItems``, unless there are none."""
    known = list(lines)
    if not known:
        return
    block = add(parent, "StatsItems")
    composition = parent.find("Composition")
    if composition is not None:
        composition.addprevious(block)
    for line in known:
        item = add(
            block,
            "StatsItem",
            Type=line.type or "ST",
            Code=line.code,
            Pos=line.pos,
            Value=line.value,
            Attempt=line.tried,
            Avg=line.average,
            Percent=line.percent,
            Rank="" if line.rank is None else line.rank,
            RankEqual="Y" if line.rank_equal else "",
            SortOrder=line.sort_order or "",
        )
        for part in line.parts:
            add(item, "ExtendedStat", Code=part.code, Value=part.value)
