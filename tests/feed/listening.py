"""A plain SSE client over a real socket, that checks what it is told as it goes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote


@dataclass
class Event:
    name: str
    id: str
    data: Any


@dataclass
class Listener:
    """One connection. ``frames`` are the documents received, ``events`` everything but heartbeats, in order."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str = ""
    events: list[Event] = field(default_factory=list)
    beats: list[Event] = field(default_factory=list)
    last_id: str = ""

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [e.data for e in self.events if e.name == "message"]

    @property
    def offsets(self) -> list[int]:
        return [frame["offset"] for frame in self.frames]

    def named(self, name: str) -> list[Any]:
        return [e.data for e in self.events if e.name == name]

    async def next(self, timeout: float = 5.0) -> Event | None:
        """The next event of any kind; ``None`` at the end of the stream."""
        name, ident = "message", ""
        data: list[str] = []
        while True:
            async with asyncio.timeout(timeout):
                raw = await self.reader.readline()
            if not raw:
                return None
            line = raw.decode().rstrip("\n")
            if not line:
                if not data:
                    continue
                event = Event(name, ident, json.loads("\n".join(data)))
                if ident:
                    self.last_id = ident
                (self.beats if name == "beat" else self.events).append(event)
                return event
            key, _, value = line.partition(": ")
            if key == "event":
                name = value
            elif key == "id":
                ident = value
            elif key == "data":
                data.append(value)

    async def until(self, offset: int, timeout: float = 5.0) -> Listener:
        """Read until everything up to ``offset`` is here: its frame, its step's marker, or a heartbeat from there."""
        async with asyncio.timeout(timeout):
            while self.place < offset:
                if await self.next(timeout) is None:
                    raise AssertionError(f"the stream ended at {self.last_id}, before {offset}")
        return self

    async def settle(self, offset: int, timeout: float = 5.0) -> Listener:
        """Read until a heartbeat from ``offset`` on: nothing that belongs to it is still to come."""
        async with asyncio.timeout(timeout):
            while not self.beats or self.beats[-1].data["head"] < offset:
                if await self.next(timeout) is None:
                    raise AssertionError(f"the stream ended at {self.last_id}, before {offset}")
        return self

    @property
    def place(self) -> int:
        return int(self.last_id.rpartition(":")[2] or -1)

    async def rest(self, seconds: float) -> Listener:
        """Read for a while."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await self.next(60) is not None:
                    pass
        return self

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()


async def listen(
    port: int, channels: str = "*:*", *, headers: str = "", path: str = "/stream", buffer: int = 0, **query: object
) -> Listener:
    """Connect and read the head of the response. ``buffer`` bounds what the kernel takes for a reader that does not read."""
    address = f"{path}?channels={quote(channels)}" + "".join(f"&{k.rstrip('_')}={v}" for k, v in query.items())
    sock = socket.socket()
    if buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    sock.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    except BaseException:
        sock.close()
        raise
    reader, writer = await asyncio.open_connection(sock=sock, limit=1 << 24)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
    try:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).decode()
    except BaseException:
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        raise
    return Listener(reader, writer, head)


async def fetch(port: int, target: str, headers: str = "", method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """One request, one whole response: status, headers, body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
    raw = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    await writer.wait_closed()
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), fields, body


async def snapshot(port: int, channels: str = "*:*", **query: object) -> dict[str, Any]:
    """The document that ``/snapshot`` answers."""
    address = f"/snapshot?channels={quote(channels)}" + "".join(f"&{k}={v}" for k, v in query.items())
    status, _, body = await fetch(port, address)
    assert status == 200, body
    document: dict[str, Any] = json.loads(body)
    return document
