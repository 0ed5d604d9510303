"""A request's body: bounded while it arrives, and while it is unpacked."""

from __future__ import annotations

import zlib

from starlette.requests import Request

LIMIT = 10_000_000
"""Bytes of one message, unpacked (ODF Foundation Principles 8.2.4)."""


class TooLarge(ValueError):
    """A body beyond the limit."""


class Unreadable(ValueError):
    """A body that is not in the encoding its header names."""


async def body_of(request: Request, limit: int = LIMIT) -> bytes:
    """The body, unpacked if it came gzipped. Never holds more than ``limit`` bytes and one chunk."""
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise Unreadable(f"Content-Encoding {packing!r}: send gzip or none")
    chunks: list[bytes] = []
    size = 0
    inflate = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    async for chunk in request.stream():
        data = _inflated(inflate, chunk, limit - size) if inflate else chunk
        size += len(data)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes")
        chunks.append(data)
    if inflate and (not inflate.eof or inflate.unused_data):
        raise Unreadable("the gzip body is cut off or followed by other bytes")
    return b"".join(chunks)


def _inflated(inflate: zlib._Decompress, chunk: bytes, left: int) -> bytes:
    try:
        # One byte more than is allowed is enough to know that it is too much.
        return inflate.decompress(chunk, left + 1)
    except zlib.error as error:
        raise Unreadable(f"the body is not gzip: {error}") from error
