"""From the store of publications to what a form is made with: the document, the version before it, and what the Games were called then."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.forms.terms import Edition, Terms
from kotinos.results.documents import Document, GamesBody
from kotinos.results.publications import Publication, Publications
from kotinos.results.publisher import body_of


def document_of(row: Publication) -> Document:
    """The document that a publication carries."""
    return Document(
        type=row.type,
        rsc=Rsc(row.rsc),
        version=row.version,
        step=row.step,
        at=row.at,
        body=body_of(row),
        subcode=row.key.removeprefix(f"{row.type}/{row.rsc}").removeprefix("/"),
        status=row.status,
    )


def edition_of(row: Publication, store: Publications) -> Edition:
    """A publication with its place in the feed and the version that it replaces."""
    document = document_of(row)
    return Edition(document=document, number=row.offset, before=_before(row, store) if row.version > 1 else None)


def _before(row: Publication, store: Publications) -> Document | None:
    earlier = store.latest(row.rsc, (row.type,), upto=row.offset - 1)
    return next((document_of(one) for one in earlier if one.key == row.key), None)


def terms_at(store: Publications, offset: int, terms: Terms) -> Terms:
    """``terms`` with what the Games were called at ``offset``, so that the same publication gives the same bytes, always."""
    for row in store.latest(types=("GAMES",), upto=offset):
        body = body_of(row)
        if isinstance(body, GamesBody):
            return msgspec.structs.replace(terms, competition=body.code, games=body.name, timezone=body.timezone)
    return terms
