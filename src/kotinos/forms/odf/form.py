"""A document's way into ODF messages."""

from __future__ import annotations

from kotinos.forms.odf import header
from kotinos.forms.odf.element import serialise
from kotinos.forms.odf.feed import OdfFeed, OdfMessage
from kotinos.forms.odf.result import fill_result
from kotinos.results.documents import Document, ResultBody


def form(document: Document, feed: OdfFeed) -> list[OdfMessage]:
    root = header.body(document, feed)
    if document.body is not None:
        competition = header.competition(root, document, feed)
        assert isinstance(document.body, ResultBody)
        fill_result(competition, document.body, feed, document.status)
        header.notes(root, document.body.notes)
    return [OdfMessage(document_type=document.type, xml=serialise(root))]
