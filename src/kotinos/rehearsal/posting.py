"""HTTP POST over connections that stay open, for a sender of many small messages. httptools reads the answers.

A general client spends several times what the platform needs on each message; then a replay would measure the player.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

import httptools
import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back. The names of ``headers`` are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as text, whatever it is."""
        return self.content.decode(errors="replace")


class Posting:
    """Posts to ``address`` with ``headers`` on every message. Whoever posts at the same time has a connection of its own."""

    def __init__(self, address: str, headers: Mapping[str, str], patience: float = 60) -> None:
        parts = urlsplit(address)
        self._host, self._secure = parts.hostname or "localhost", parts.scheme == "https"
        self._port = parts.port or (443 if self._secure else 80)
        self._prefix, self._patience = parts.path.rstrip("/"), patience
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in {"Host": parts.netloc, **headers}.items())
        self._idle: list[_Wire] = []

    async def post(self, path: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer to ``content``; raises ``OSError`` where there is none within the seconds of ``patience``."""
        own = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {self._prefix}{path} HTTP/1.1\r\n{self._headers}{own}Content-Length: {len(content)}\r\n\r\n"
        wire = await self._connected()
        try:
            async with asyncio.timeout(self._patience):
                answer = await wire.ask(head.encode() + content)
        except BaseException:
            wire.close()
            raise
        if wire.open:
            self._idle.append(wire)
        return answer

    async def _connected(self) -> _Wire:
        while self._idle:
            wire = self._idle.pop()
            if wire.open:
                return wire
        async with asyncio.timeout(self._patience):
            _, made = await asyncio.get_running_loop().create_connection(
                _Wire, self._host, self._port, ssl=self._secure or None
            )
        return made

    def close(self) -> None:
        """Let go of the connections."""
        for wire in self._idle:
            wire.close()
        self._idle.clear()


class _Wire(asyncio.Protocol):
    """One connection, one question at a time."""

    def __init__(self) -> None:
        self.open = False
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    async def ask(self, request: bytes) -> Answer:
        """The answer to a whole request; raises ``ConnectionError``."""
        if self._transport is None or not self.open:
            raise ConnectionError("the connection was closed")
        self._answer = asyncio.get_running_loop().create_future()
        self._headers, self._body = {}, bytearray()
        self._parser = httptools.HttpResponseParser(self)
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """End the connection."""
        self.open = False
        if self._transport is not None:
            self._transport.close()

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self.open = transport, True

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(f"an answer that is not HTTP: {error}")
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        self._fail(str(error or "closed before the answer was whole"))

    def _fail(self, why: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError(why))

    # What httptools calls.

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self.open = self.open and self._parser.should_keep_alive()
        if self._answer is not None and not self._answer.done():
            status = self._parser.get_status_code()
            self._answer.set_result(Answer(status=status, headers=self._headers, content=bytes(self._body)))
