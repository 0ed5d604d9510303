"""``push``: sends the documents of the store to registered clients, in ODF, until each has acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import lru_cache

import structlog

from kotinos.codes.rsc import Rsc
from kotinos.config import Config
from kotinos.feed.push import ClientError, Cursors, load_clients, push_all
from kotinos.feed.source import open_source
from kotinos.forms.odf import HeldBack, OdfFeed, form
from kotinos.programs.loop import asked_to_end
from kotinos.results.documents import Document, GamesBody
from kotinos.results.publications import Publication, Publications
from kotinos.results.publisher import body_of

KEPT = 512
"""Formed documents that are remembered: clients are at nearly the same place, so each document is formed once for all."""

log = structlog.get_logger("push")


async def serve(config: Config) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit code: 2 when the file of clients cannot be used."""
    try:
        clients = load_clients(config.push)
    except ClientError as error:
        log.error("the file of clients cannot be used", error=str(error))
        return 2
    config.folder.mkdir(parents=True, exist_ok=True)
    store, bus, _ = await open_source(config.publications_url, config.bus_url)
    cursors = Cursors(config.folder / "push.db")
    pushing = asyncio.create_task(push_all(clients, store, cursors, OdfForm(store, config.odf_flag), bus))
    ending = asyncio.create_task(asked_to_end())
    try:
        await asyncio.wait({pushing, ending}, return_when=asyncio.FIRST_COMPLETED)
        if pushing.done():
            pushing.result()
    finally:
        pushing.cancel()
        ending.cancel()
        await asyncio.gather(pushing, ending, return_exceptions=True)
        await bus.close()
        cursors.close()
        store.close()
    return 0


class OdfForm:
    """Makes the ODF messages of a publication; used from threads. A document that would break the standard is an alarm, and not sent."""

    def __init__(self, store: Publications, flag: str) -> None:
        self._store, self._flag = store, flag
        self._formed = lru_cache(maxsize=KEPT)(self._form)

    def __call__(self, row: Publication) -> Sequence[bytes]:
        """The messages, ready to be sent."""
        return self._formed(row)

    def _form(self, row: Publication) -> tuple[bytes, ...]:
        try:
            return tuple(m.xml for m in form(document_of(row), self._feed(row.offset), number=row.offset))
        except HeldBack as held:
            log.error("ALARM: a document is held back", key=row.key, version=row.version, problems=str(held))
            return ()

    def _feed(self, offset: int) -> OdfFeed:
        """What the Games were called when this document was published: the same document gives the same bytes, always."""
        for row in self._store.latest(types=("GAMES",), upto=offset):
            body = body_of(row)
            if isinstance(body, GamesBody):
                return OdfFeed(competition=body.code, timezone=body.timezone, flag="P" if self._flag == "P" else "T")
        return OdfFeed(competition="")


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
