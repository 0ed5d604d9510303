"""``push``: sends the documents of the store to registered clients, each in its form, until it has acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import lru_cache

import structlog

from kotinos.config import Config
from kotinos.feed.push import ClientError, Cursors, PushClient, load_clients, push_all
from kotinos.feed.source import open_source
from kotinos.forms import catalogue
from kotinos.forms.catalogue import Form, UnknownForm
from kotinos.forms.editions import edition_of, terms_at
from kotinos.forms.problem import HeldBack
from kotinos.forms.terms import Terms
from kotinos.journal.event import Bus
from kotinos.programs.loop import asked_to_end
from kotinos.results.publications import Publication, Publications

KEPT = 512
"""Formed documents that are remembered: clients are at nearly the same place, so each document is formed once for all."""

log = structlog.get_logger("push")


async def serve(config: Config) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit code: 2 when the file of clients cannot be used."""
    try:
        clients = load_clients(config.push)
        forms_of(clients)
    except ClientError as error:
        log.error("the file of clients cannot be used", error=str(error))
        return 2
    config.folder.mkdir(parents=True, exist_ok=True)
    store, bus, _ = await open_source(config.publications_url, config.bus_url)
    cursors = Cursors(config.folder / "push.db")
    pushing = asyncio.create_task(_pushing(clients, store, cursors, bus, Terms(flag=config.odf_flag)))
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


class PushForm:
    """Makes the messages of a publication in one form; used from threads. A document that would break it is an alarm, and not sent."""

    def __init__(self, store: Publications, form: Form, terms: Terms) -> None:
        self._store, self._form, self._terms = store, form, terms
        self._made = lru_cache(maxsize=KEPT)(self._make)

    def __call__(self, row: Publication) -> Sequence[bytes]:
        """The messages, ready to be sent."""
        return self._made(row)

    def _make(self, row: Publication) -> tuple[bytes, ...]:
        try:
            terms = terms_at(self._store, row.offset, self._terms)
            return tuple(message.data for message in self._form.make(edition_of(row, self._store), terms))
        except HeldBack as held:
            log.error("ALARM: a document is held back", key=row.key, version=row.version, problems=str(held))
            return ()


def forms_of(clients: Iterable[PushClient]) -> dict[str, Form]:
    """The form of each client, by its name; raises `ClientError` for one that does not exist."""
    found = {}
    for client in clients:
        try:
            found[client.form] = catalogue.get(client.form)
        except UnknownForm as error:
            raise ClientError(f"client {client.name!r}: {error}") from error
    return found


async def _pushing(
    clients: Sequence[PushClient], store: Publications, cursors: Cursors, bus: Bus, terms: Terms
) -> None:
    """Deliver to everyone; clients of one form share what is made."""
    async with asyncio.TaskGroup() as group:
        for name, form in forms_of(clients).items():
            alike = [client for client in clients if client.form == name]
            made = PushForm(store, form, terms)
            group.create_task(push_all(alike, store, cursors, made, bus, media_type=form.media_type))
