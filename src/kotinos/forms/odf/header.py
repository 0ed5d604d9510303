"""The envelope of every message: the root element with its header, the competition, the notes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kotinos.forms.element import Element, add, fill, text
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import header_time, local, logical_date
from kotinos.results.documents import Document

_FROM_START_LIST = frozenset(
    {
        "DT_RESULT",
        "DT_RESULT_ANALYSIS",
        "DT_PLAY_BY_PLAY",
        "DT_PHASE_RESULT",
        "DT_CUMULATIVE_RESULT",
        "DT_POOL_STANDING",
        "DT_BRACKETS",
    }
)
"""Messages that always have a status; one without is a start list still."""


def body(document: Document, feed: OdfFeed, *, type_: str = "", subtype: str = "", language: str = "") -> Element:
    """``OdfBody`` with its header.

    ``language`` is said where it is not English. ``Date`` and ``Time`` are those of the event that made the document, so the same
    document always gives the same bytes.
    """
    moment = local(document.at, feed.timezone)
    return fill(
        etree.Element("OdfBody"),
        CompetitionCode=feed.competition,
        DocumentCode=document.rsc,
        DocumentSubcode=document.subcode,
        DocumentType=type_ or document.type,
        DocumentSubtype=subtype,
        Version=document.version,
        ResultStatus=document.status or ("START_LIST" if (type_ or document.type) in _FROM_START_LIST else ""),
        Language=language,
        FeedFlag=feed.flag,
        Date=moment.date().isoformat(),
        Time=header_time(moment),
        LogicalDate=logical_date(moment, feed.day_ends),
        Source=feed.source_of(document.rsc.discipline),
    )


def competition(root: Element, document: Document, feed: OdfFeed) -> Element:
    """``Competition`` with the versions of the documents that the message follows."""
    return add(root, "Competition", Gen=feed.gen, Sport=feed.sport_of(document.rsc.discipline), Codes=feed.codes)


def notes(root: Element, texts: Sequence[str]) -> None:
    """``Note`` elements, always after ``Competition``, all of them each time (they are cumulative)."""
    for note in texts:
        shown = text(note)
        if shown:
            etree.SubElement(root, "Note").text = shown
