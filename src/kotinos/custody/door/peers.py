"""Who is at the other end of a connection: the name in the certificate that it showed, as ``scope["peer"]``."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kotinos.custody.pki import tls


class Named(HttpToolsProtocol):
    """Serves a connection over mutual TLS and tells the application who connected.

    The server does not pass the certificate on by itself, and a header for it could be written by anybody.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember who connected, for every request on this connection."""
        super().connection_made(transport)
        secured: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        self.app: Any = _as(self.app, tls.peer(secured.getpeercert(binary_form=True)) if secured else "")


def _as(app: Any, peer: str) -> ASGIApp:
    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["peer"] = peer
        await app(scope, receive, send)

    return told
