"""The bus between machines and venues: NATS subjects, plain publish and subscribe. Nothing is stored there."""

from __future__ import annotations

from urllib.parse import quote, unquote

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error

from kotinos.journal.bus.board import Board

SUBJECT = "kotinos.bus"
"""Topics are published below this: ``kotinos.bus.journal``; characters that a subject gives a meaning are %-escaped."""

log = structlog.get_logger()


class NatsBus:
    """See `kotinos.journal.event.Bus`. Make it with `open`; what is announced while the server is away is lost."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._board = Board()

    @classmethod
    async def open(cls, url: str) -> NatsBus:
        """Connect and subscribe; a lost server is looked for until `close`. Raises ``nats.errors.NoServersError``."""
        bus = cls(Client())
        await bus._client.connect(
            url,
            name="kotinos bus",
            allow_reconnect=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            pending_size=0,  # an announcement kept for later would come late; a reader looks by itself meanwhile
            reconnected_cb=bus._reconnected,
            error_cb=_warn,
        )
        await bus._client.subscribe(f"{SUBJECT}.*", cb=bus._hear)
        await bus._client.flush()
        return bus

    async def announce(self, topic: str, position: int) -> None:
        """See `Bus`."""
        try:
            await self._client.publish(f"{SUBJECT}.{token(topic)}", b"%d" % position)
        except Error as error:
            log.warning("announcement lost", bus="nats", topic=topic, position=position, error=str(error))

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `Bus`."""
        await self._board.wait(topic, beyond, timeout)

    async def close(self) -> None:
        """See `Bus`."""
        await self._client.close()
        self._board.hear_something()

    async def _hear(self, message: Msg) -> None:
        if message.data.isdigit():  # anybody may publish
            self._board.hear(unquote(message.subject[len(SUBJECT) + 1 :]), int(message.data))

    async def _reconnected(self) -> None:
        self._board.hear_something()  # whatever was said while nobody listened


def token(topic: str) -> str:
    """``topic`` as one part of a subject."""
    return quote(topic, safe="").replace(".", "%2E")


async def _warn(error: Exception) -> None:
    log.warning("NATS", bus="nats", error=str(error) or type(error).__name__)
