"""The bus of processes that share one PostgreSQL database: NOTIFY and LISTEN, on one connection that is made again when lost."""

from __future__ import annotations

import asyncio

import psycopg
import structlog

from kotinos.journal.bus.board import Board

CHANNEL = "kotinos"
_AGAIN = 0.5  # seconds between two attempts to connect

log = structlog.get_logger()


class PostgresNotifyBus:
    """See `kotinos.journal.event.Bus`. Make it with `open`; what is announced while the server is away is lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._board = Board()
        self._telling: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._turn = asyncio.Lock()
        self._listening = asyncio.Event()
        self._listener: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, url: str) -> PostgresNotifyBus:
        """Begin to listen; returns when it does. Raises ``psycopg.OperationalError`` if the server is not there."""
        bus = cls(url)
        bus._telling = await bus._connected()
        bus._listener = asyncio.create_task(bus._listen(), name="bus: LISTEN")
        await bus._listening.wait()
        return bus

    async def announce(self, topic: str, position: int) -> None:
        """See `Bus`."""
        async with self._turn:
            try:
                if self._telling is None:
                    self._telling = await self._connected()
                await self._telling.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{position} {topic}"))
            except psycopg.OperationalError as error:
                log.warning("announcement lost", bus="postgresql", topic=topic, position=position, error=str(error))
                if self._telling is not None:
                    await self._telling.close()
                self._telling = None

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `Bus`."""
        await self._board.wait(topic, beyond, timeout)

    async def close(self) -> None:
        """See `Bus`."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        if self._telling is not None:
            await self._telling.close()
        self._board.hear_something()

    async def _connected(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(self._url, autocommit=True, application_name="kotinos bus")

    async def _listen(self) -> None:
        while True:
            try:
                async with await self._connected() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._listening.set()
                    self._board.hear_something()  # whatever was said while nobody listened
                    async for notice in connection.notifies():
                        position, _, topic = notice.payload.partition(" ")
                        if position.isdecimal():  # anybody may NOTIFY
                            self._board.hear(topic, int(position))
            except psycopg.OperationalError as error:
                log.warning("not listening, trying again", bus="postgresql", error=str(error))
            await asyncio.sleep(_AGAIN)
