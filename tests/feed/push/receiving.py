"""A registered client: a real HTTP server that can refuse, fail, be slow and be away."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kotinos.results.publications import Publication


def form(row: Publication) -> list[bytes]:
    """Stands for the ODF form: the key, version and status of a document."""
    return [f"<OdfBody key='{row.key}' version='{row.version}' status='{row.status}'/>".encode()]


class Received:
    """One accepted message."""

    def __init__(self, request: Request, body: bytes) -> None:
        self.headers = request.headers
        self.text = gzip.decompress(body).decode()
        self.offset = int(request.headers["x-message-id"].rpartition(":")[2].partition("/")[0])


class Client:
    """``answer`` decides the status of each request; ``got`` is what was answered with 200, ``asked`` how often anything came."""

    def __init__(self, port: int, key: str = "secret-key-of-client") -> None:
        self.port, self.key = port, key
        self.url = f"http://127.0.0.1:{port}/odf"
        self.answer: Callable[[Received], int] = lambda _m: 200
        self.delay = 0.0
        self.got: list[Received] = []
        self.asked = 0
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    async def _take(self, request: Request) -> Response:
        message = Received(request, await request.body())
        self.asked += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        status = 401 if request.headers.get("x-api-key") != self.key else self.answer(message)
        if status == 200:
            self.got.append(message)
        return Response(status_code=status)

    async def start(self) -> None:
        app = Starlette(routes=[Route("/odf", self._take, methods=["POST"])])
        config = uvicorn.Config(app, port=self.port, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server._serve())
        while not self._server.started:
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        if self._server is not None and self._serving is not None:
            self._server.should_exit = self._server.force_exit = True
            with suppress(asyncio.CancelledError):
                await self._serving
            self._server = None

    async def until(self, count: int, timeout: float = 10) -> list[int]:
        """Wait until so many messages were accepted; returns their offsets."""
        async with asyncio.timeout(timeout):
            while len(self.got) < count:
                await asyncio.sleep(0.005)
        return [m.offset for m in self.got]
