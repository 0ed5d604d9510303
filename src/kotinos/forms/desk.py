"""Desk JSON: what a commentator's desk, a page or a programme reads. The same shape as the frames of the feed.

A desk document is the published document, plainly: the field names of `kotinos.results.documents`, values of JSON, and nothing that is
at its default. ``docs/reference/desk.md`` describes every field.
"""

from __future__ import annotations

from typing import Any

from kotinos.codes import canonical
from kotinos.results.documents import Document


def desk(document: Document) -> dict[str, Any]:
    """A document as a desk reads it; ``body`` is ``None`` where the document is withdrawn."""
    return {
        "key": document.key,
        "type": document.type,
        "rsc": str.__str__(document.rsc),
        "version": document.version,
        "status": document.status,
        "step": document.step,
        "at": document.at,
        "body": canonical.plain(document.body),
    }


def encoded(document: Document) -> bytes:
    """The same as canonical JSON."""
    return canonical.encode(desk(document))


def decoded(data: bytes) -> Document:
    """A document back from its desk JSON; raises ``msgspec.ValidationError`` that names the path."""
    plain = canonical.decode(data, dict)
    key = plain.pop("key")
    subcode = key.removeprefix(f"{plain['type']}/{plain['rsc']}").removeprefix("/")
    return canonical.convert({**plain, "subcode": subcode}, Document)
