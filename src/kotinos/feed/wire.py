"""What is said on a stream, in the bytes of either transport."""

from __future__ import annotations

import json

from kotinos.feed import sse, websocket

SSE, WS = 0, 1
"""Transports: Server-Sent Events, WebSocket."""


def document(transport: int, epoch: str, offset: int, data: bytes) -> bytes:
    """One published frame."""
    return sse.frame(epoch, offset, data) if transport == SSE else websocket.text(data)


def event(transport: int, name: str, fields: dict[str, object], epoch: str = "", at: int | None = None) -> bytes:
    """An event of the stream itself. On SSE it is named and, with ``at``, moves the position from which the browser resumes;
    on a WebSocket the name is the member ``event``.
    """
    if transport == SSE:
        return sse.event(name, json.dumps(fields).encode(), epoch, at)
    return websocket.text(json.dumps({"event": name, **fields}).encode())
