"""WebSocket: the framing by itself, and the edge against the `websockets` library's client."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from kotinos.feed import websocket
from kotinos.feed.websocket import Close, Op, Violation

from .conftest import Start
from .publishing import BOUT, FINAL, HEAT

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"


def masked(first: int, body: bytes, key: bytes = b"\x01\x02\x03\x04", size: int | None = None) -> bytes:
    size = len(body) if size is None else size
    return bytes((first, 0x80 | size)) + key + bytes(b ^ key[i & 3] for i, b in enumerate(body))


def test_the_accept_key_is_that_of_the_rfc() -> None:
    assert websocket.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize(
    "key", ["", "short", "dGhlIHNhbXBsZSBub25jZQ", "ü" * 24, "d" * 24, "dGhlIHNhbXBsZSBub25jZQ==\r\nX: 1"]
)
def test_a_key_that_is_not_sixteen_bytes_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        websocket.accept(key)


@pytest.mark.parametrize(
    ("size", "head"),
    [(0, "8100"), (125, "817d"), (126, "817e007e"), (65535, "817effff"), (65536, "817f0000000000010000")],
)
def test_lengths_are_written_in_the_shortest_form(size: int, head: str) -> None:
    frame = websocket.text(b"x" * size)
    assert frame == bytes.fromhex(head) + b"x" * size


FRAMES = st.tuples(st.sampled_from([0x88, 0x89, 0x8A]), st.binary(max_size=125), st.binary(min_size=4, max_size=4))


@given(st.lists(FRAMES, max_size=5), st.data())
def test_control_frames_are_found_however_they_are_cut(
    frames: list[tuple[int, bytes, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(masked(first, body, key) for first, body, key in frames)
    found, rest = [], b""
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        some, rest = websocket.control(rest + stream[:size])
        stream = stream[size:]
        found += some
    assert rest == b""
    assert [(int(op) | 0x80, body) for op, body in found] == [(first, body) for first, body, _ in frames]


@given(st.binary(max_size=300))
def test_any_bytes_are_frames_a_beginning_of_one_or_a_violation(data: bytes) -> None:
    try:
        _, rest = websocket.control(data)
        assert len(rest) < 6 + 125
    except Violation as error:
        assert error.code in (Close.PROTOCOL_ERROR, Close.NOT_ACCEPTED)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (masked(0x81, b"hello"), Close.NOT_ACCEPTED),
        (masked(0x82, b"hello"), Close.NOT_ACCEPTED),
        (masked(0x80, b"more"), Close.NOT_ACCEPTED),
        (masked(0xC9, b""), Close.PROTOCOL_ERROR),
        (masked(0x83, b""), Close.PROTOCOL_ERROR),
        (masked(0x09, b""), Close.PROTOCOL_ERROR),
        (b"\x89\x00", Close.PROTOCOL_ERROR),
        (b"\x89\xfe\x00\x80", Close.PROTOCOL_ERROR),
    ],
    ids=["text", "binary", "continuation", "reserved bit", "opcode 3", "fragmented ping", "no mask", "long ping"],
)
def test_what_a_listener_may_not_send_is_a_violation(data: bytes, code: Close) -> None:
    with pytest.raises(Violation) as violation:
        websocket.control(data)
    assert violation.value.code == code


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", Close.NORMAL),
        (struct.pack("!H", 1000), Close.NORMAL),
        (struct.pack("!H", 4999) + b"bye", Close.NORMAL),
        (b"\x03", Close.PROTOCOL_ERROR),
        (struct.pack("!H", 1005), Close.PROTOCOL_ERROR),
        (struct.pack("!H", 999), Close.PROTOCOL_ERROR),
        (struct.pack("!H", 5000), Close.PROTOCOL_ERROR),
        (struct.pack("!H", 1000) + b"\xff", Close.PROTOCOL_ERROR),
    ],
)
def test_a_close_frame_is_answered_by_what_it_says(body: bytes, answer: Close) -> None:
    assert websocket.close_code(body) is answer


def test_a_close_frame_is_never_longer_than_a_control_frame_may_be() -> None:
    assert len(websocket.close(Close.PROTOCOL_ERROR, "x" * 500)) == 2 + 125
    assert websocket.frame(Op.PONG, b"a") == b"\x8a\x01a"


# -- the edge against a real client ------------------------------------------------------------------------------------


def address(port: int, query: str = "channels=*:*") -> str:
    return f"ws://127.0.0.1:{port}/ws?{query}"


async def messages(client: Any, count: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(5):
        while len(found) < count:
            message = json.loads(await client.recv())
            if message.get("event") != "beat":
                found.append(message)
    return found


async def test_a_websocket_gets_hello_documents_and_step_ends(start: Start) -> None:
    edge = await start()
    async with connect(address(edge.port)) as client:
        edge.put(H)
        edge.put(F, B)
        hello, first, second, third, end = await messages(client, 5)
    assert (hello["event"], hello["epoch"], hello["offset"]) == ("hello", edge.ring.epoch, 0)
    assert [m["offset"] for m in (first, second, third)] == [1, 2, 3]
    assert end == {"event": "step", "step": 2, "offset": 3}


async def test_documents_are_the_same_bytes_on_both_transports(start: Start) -> None:
    from .listening import listen

    edge = await start()
    stream = await listen(edge.port)
    async with connect(address(edge.port)) as client:
        edge.put(H, body="é€ " * 30_000)
        _, document = await messages(client, 2)
        await stream.until(1)
        assert stream.frames == [document]
    await stream.close()


async def test_a_websocket_resumes_and_is_told_when_it_cannot(start: Start) -> None:
    edge = await start()
    for _ in range(3):
        edge.put(H)
    async with connect(address(edge.port, f"channels=*:*&epoch={edge.ring.epoch}&offset=1")) as client:
        assert [m.get("offset") for m in await messages(client, 3)] == [1, 2, 3]
    async with connect(address(edge.port, "channels=*:*&epoch=other&offset=1")) as client:
        assert (await messages(client, 2))[1] == {
            "event": "reload",
            "reason": "epoch",
            "epoch": edge.ring.epoch,
            "offset": 3,
        }


async def test_pings_are_answered_and_beats_arrive(start: Start) -> None:
    edge = await start(heartbeat_s=0.05)
    async with connect(address(edge.port)) as client:
        await asyncio.wait_for(await client.ping(b"are you there"), 2)
        async with asyncio.timeout(2):
            while json.loads(await client.recv()).get("event") != "beat":
                pass


async def test_a_client_that_closes_is_answered(start: Start) -> None:
    edge = await start()
    client = await connect(address(edge.port))
    await messages(client, 1)
    await client.close()
    assert client.close_code == 1000
    await asyncio.sleep(0.05)
    assert len(edge.door) == 0


async def test_a_client_that_talks_is_told_that_nobody_listens(start: Start) -> None:
    edge = await start()
    async with connect(address(edge.port)) as client:
        await client.send("subscribe to everything")
        with pytest.raises(ConnectionClosed):
            await messages(client, 5)
        assert client.close_code == CloseCode.UNSUPPORTED_DATA
    assert edge.closed == {"protocol": 1}


async def test_an_edge_that_closes_says_so(start: Start) -> None:
    edge = await start()
    async with connect(address(edge.port)) as client:
        await messages(client, 1)
        await edge.close()
        with pytest.raises(ConnectionClosed):
            await messages(client, 1)
        assert client.close_code == CloseCode.GOING_AWAY


async def test_bytes_that_follow_the_handshake_at_once_are_heard(start: Start) -> None:
    edge = await start()
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    head = (
        "GET /ws?channels=*:* HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    writer.write(head.encode() + masked(0x89, b"early"))
    await reader.readuntil(b"\r\n\r\n")
    async with asyncio.timeout(2):
        received = b""
        while b"\x8a\x05early" not in received:
            received += await reader.read(100)
    writer.close()
    await writer.wait_closed()
