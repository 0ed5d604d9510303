"""DT_RECORD: the records of a discipline as they stand, with what they were before these Games."""

from __future__ import annotations

from itertools import groupby

from kotinos.forms.element import Element, add, text
from kotinos.forms.odf.competitor import athlete, competitor
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import english, mark, signed
from kotinos.results.documents import CompetitorRef, RecordLine, RecordsBody, RecordStanding
from kotinos.sports.columns import mark_type

_NOBODY_HERE = "-"
"""The code of a holder who is no competitor of these Games."""


def fill_records(competition: Element, body: RecordsBody, feed: OdfFeed) -> None:
    """Append one ``Record`` an event: its types from the highest, each with who holds it and who held it."""
    for event, records in groupby(body.records, key=lambda record: record.event):
        own = list(records)
        element = add(competition, "Record", Code=event)
        add(element, "Description", Name=english(own[0].event_name))
        for order, record in enumerate(own, 1):
            _type(element, record, order, feed)


def _type(parent: Element, record: RecordStanding, order: int, feed: OdfFeed) -> None:
    element = add(
        parent,
        "RecordType",
        Order=order,
        RecordType=record.code,
        Subcode="-".join(part for part in (record.part, record.scope) if part),
        Shared="Y" if len(record.holders) > 1 else "N",
        NotEstablished="" if record.holders else "Y",
    )
    lines = [*((line, True) for line in record.holders), *((line, False) for line in record.former)]
    for at, (line, current) in enumerate(lines, 1):
        _data(element, record, line, at, feed, current=current)


def _data(
    parent: Element, record: RecordStanding, line: RecordLine, order: int, feed: OdfFeed, *, current: bool
) -> None:
    element = add(
        parent,
        "RecordData",
        Order=order,
        Historical="N" if line.unit else "Y",
        Current="Y" if current else "",
        ResultType=mark_type(record.event),
        Result=mark(line.mark),
        Unit=line.unit,
        Place=line.place,
        Date=line.date,
        Equalled="Y" if line.equalled else "",
        Unconfirmed="Y" if line.pending else "",
        Reinstated="Y" if current and record.reinstated else "",
        Competition=feed.competition if line.unit else "",
    )
    if line.wind:
        add(element, "Extension", Code="WIND_SPEED", Value=signed(line.wind, 1))
    _holder(element, record, line)


def _holder(element: Element, record: RecordStanding, line: RecordLine) -> None:
    """The holder as a competitor. One who is not at these Games is known by name and organisation only."""
    name = text(line.holder) or line.noc
    if line.competitor is not None:
        competitor(element, line.competitor, rsc=record.event)
    elif name:
        known = CompetitorRef(id=_NOBODY_HERE, noc=line.noc, name=name)
        block = add(element, "Competitor", Code=_NOBODY_HERE, Type="A", Organisation=line.noc)
        if line.noc:
            athlete(add(block, "Composition"), known, noc=line.noc, rsc=record.event)
