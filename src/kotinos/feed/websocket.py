"""WebSocket, server side, as much as a one-way stream needs (RFC 6455): the handshake, text frames out, control frames in.

An own framing because a reader must cost only a few hundred bytes: what libraries keep per connection is fifty times that.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from enum import IntEnum

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
MOST_CONTROL = 125


class Op(IntEnum):
    """Opcodes of section 5.2."""

    CONTINUATION = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10


class Close(IntEnum):
    """Status codes of section 7.4.1 that this side sends."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    NOT_ACCEPTED = 1003
    TRY_AGAIN_LATER = 1013


class Violation(Exception):
    """A client broke the protocol; ``code`` is what the close frame says."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def accept(key: str) -> str:
    """``Sec-WebSocket-Accept`` for a client's ``Sec-WebSocket-Key``; raises ``ValueError`` unless that is 16 bytes in base64."""
    try:
        raw = base64.b64decode(key.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raw = b""
    if len(raw) != 16:
        raise ValueError("Sec-WebSocket-Key must be 16 bytes in base64")
    # The protocol's own use of SHA-1: it proves that the server read the handshake, and protects nothing.
    return base64.b64encode(hashlib.sha1(key.encode() + _GUID, usedforsecurity=False).digest()).decode()


def frame(op: Op, data: bytes) -> bytes:
    """One unfragmented frame from the server, unmasked."""
    size = len(data)
    if size < 126:
        return bytes((0x80 | op, size)) + data
    if size < 65536:
        return bytes((0x80 | op, 126)) + size.to_bytes(2, "big") + data
    return bytes((0x80 | op, 127)) + size.to_bytes(8, "big") + data


def text(data: bytes) -> bytes:
    """A text message."""
    return frame(Op.TEXT, data)


def close(code: Close, reason: str = "") -> bytes:
    """A close frame."""
    return frame(Op.CLOSE, code.to_bytes(2, "big") + reason.encode()[: MOST_CONTROL - 2])


def control(data: bytes) -> tuple[list[tuple[Op, bytes]], bytes]:
    """Take complete control frames off what a client sent; returns them and the rest, shorter than one frame.

    Raises `Violation` for anything that a reader may not send: readers only listen.
    """
    found: list[tuple[Op, bytes]] = []
    at = 0
    while len(data) - at >= 2:
        first, second = data[at], data[at + 1]
        _check(first, second)
        size = second & 0x7F
        if len(data) - at < 6 + size:
            break
        mask = data[at + 2 : at + 6]
        body = data[at + 6 : at + 6 + size]
        found.append((Op(first & 0x0F), bytes(byte ^ mask[i & 3] for i, byte in enumerate(body))))
        at += 6 + size
    return found, data[at:]


def _check(first: int, second: int) -> None:
    op = first & 0x0F
    if first & 0x70:
        raise Violation(Close.PROTOCOL_ERROR, "reserved bits are set")
    if op in (Op.CONTINUATION, Op.TEXT, Op.BINARY):
        raise Violation(Close.NOT_ACCEPTED, "this stream takes no messages; ask by the address")
    if op not in (Op.CLOSE, Op.PING, Op.PONG):
        raise Violation(Close.PROTOCOL_ERROR, f"opcode {op} does not exist")
    if not first & 0x80:
        raise Violation(Close.PROTOCOL_ERROR, "a control frame is in pieces")
    if not second & 0x80:
        raise Violation(Close.PROTOCOL_ERROR, "a client's frame must be masked")
    if second & 0x7F > MOST_CONTROL:
        raise Violation(Close.PROTOCOL_ERROR, "a control frame has more than 125 bytes")


def close_code(body: bytes) -> Close:
    """What to answer a client's close frame with: its own wish, or a protocol error where that is malformed (section 7.4)."""
    if len(body) == 1:
        return Close.PROTOCOL_ERROR
    if len(body) >= 2:
        code = int.from_bytes(body[:2], "big")
        allowed = (1000 <= code <= 1014 and code not in (1004, 1005, 1006)) or 3000 <= code <= 4999
        if not allowed or not _is_utf8(body[2:]):
            return Close.PROTOCOL_ERROR
    return Close.NORMAL


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
