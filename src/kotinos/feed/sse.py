"""The bytes of a Server-Sent Events stream (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import re

_BREAKS = re.compile(rb"[\r\n\0]+")


def frame(epoch: str, offset: int, data: bytes) -> bytes:
    """One document. JSON encoders write no line breaks; one that came in another way is stripped, so it cannot end the event."""
    return b"id: %s:%d\ndata: %s\n\n" % (_clean(epoch), offset, _BREAKS.sub(b" ", data))


def event(name: str, data: bytes, epoch: str = "", offset: int | None = None) -> bytes:
    """A named event; with an offset it also moves the position from which the browser will resume."""
    place = b"" if offset is None else b"id: %s:%d\n" % (_clean(epoch), offset)
    return b"event: %s\n%sdata: %s\n\n" % (_clean(name), place, _BREAKS.sub(b" ", data))


def retry(milliseconds: int) -> bytes:
    """How long a browser waits before it connects again."""
    return b"retry: %d\n" % milliseconds


def _clean(text: str) -> bytes:
    return _BREAKS.sub(b"", text.encode())
