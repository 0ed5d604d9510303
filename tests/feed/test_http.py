"""Requests at the edge: what is answered, what is refused, and that no bytes whatever bring it down."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.feed import sse
from kotinos.feed.edge import Edge
from kotinos.feed.http import Rejected, Request, RequestParser
from kotinos.feed.limits import Limits
from kotinos.results.publications.memory import MemoryPublications

from .conftest import Start
from .listening import fetch, listen
from .publishing import HEAT, Press

H = f"DT_RESULT/{HEAT}"
WHOLE = b"GET /stream?channels=%2A%3A%2A&x=1 HTTP/1.1\r\nHost: a\r\nLast-Event-ID: e:5\r\nX-Other: 1\r\n\r\n"


@given(st.lists(st.integers(1, len(WHOLE)), max_size=20))
def test_a_request_is_the_same_however_it_is_cut(cuts: list[int]) -> None:
    parser, found = RequestParser(8192), None
    edges = sorted({0, *cuts, len(WHOLE)})
    for begin, end in itertools.pairwise(edges):
        assert found is None
        found = parser.feed(WHOLE[begin:end])
    assert found == Request(
        path="/stream", query={"channels": "*:*", "x": "1"}, headers={"host": "a", "last-event-id": "e:5"}
    )


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=80).map(lambda b: WHOLE[:30] + b + WHOLE[30:])))
def test_any_bytes_are_a_request_a_beginning_of_one_or_refused(data: bytes) -> None:
    try:
        RequestParser(8192).feed(data)
    except Rejected as error:
        assert 400 <= error.status < 500


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"POST /stream HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"GET /health HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 413),
        (b"GET /health HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413),
        (b"GET /health HTTP/1.1\r\nLast-Event-ID: a:1\r\nLast-Event-ID: a:2\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nX: " + b"y" * 9000 + b"\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"GET /stream?channels=*:*&channels=*:A* HTTP/1.1\r\n\r\n", 400),
        (b"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /ws?channels=*:* HTTP/1.1\r\nHost: a\r\n\r\n", 426),
        (
            b"GET /ws?channels=*:* HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n\r\n",
            426,
        ),
        (
            b"GET /ws?channels=*:* HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n",
            400,
        ),
    ],
)
async def test_what_is_not_for_the_edge_is_refused_in_words(start: Start, raw: bytes, status: int) -> None:
    edge = await start()
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    writer.write(raw)
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    assert int(answer.split(b" ")[1]) == status
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("channels=ATH", "write TYPE:RSC"),
        ("channels=*:*&class=fast", "one of every, latest"),
        ("channels=*:*&offset=3", "an epoch and an offset"),
        ("channels=*:*&offset=-3&epoch=a", "an epoch and an offset"),
        ("channels=*:*&offset=1&epoch=%0d%0aX:1", "an epoch and an offset"),
        ("channels=*:*&delay=301", "seconds from 0 to 300"),
        ("channels=*:*&delay=-1", "seconds from 0 to 300"),
        ("channels=*:*&delay=nan", "seconds from 0 to 300"),
        ("channels=*:*&at=yesterday", "an instant such as"),
        ("channels=*:*&at=2024-08-04T19:50:00", "an instant such as"),
    ],
)
async def test_a_wrong_wish_is_refused_with_what_would_be_right(start: Start, query: str, says: str) -> None:
    edge = await start()
    status, fields, body = await fetch(edge.port, f"/snapshot?{query}")
    assert status == 400
    assert says in json.loads(body)["error"]
    assert fields["content-type"] == "application/json"


async def test_who_may_read_in_a_browser_is_configurable(start: Start) -> None:
    everybody, one, nobody = await start(), await start(origin="https://games.example"), await start(origin="")
    for edge, origin in ((everybody, "*"), (one, "https://games.example"), (nobody, None)):
        _, fields, _ = await fetch(edge.port, "/health")
        assert fields.get("access-control-allow-origin") == origin
        assert "access-control-allow-credentials" not in fields
        stream = await listen(edge.port)
        assert (f"Access-Control-Allow-Origin: {origin}" in stream.head) == (origin is not None)
        await stream.close()


async def test_a_request_that_does_not_come_is_ended_in_time(start: Start) -> None:
    edge = await start(request_s=0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    writer.write(b"GET /health HT")
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 408 ")
    writer.close()
    await writer.wait_closed()


async def test_a_full_edge_says_so(start: Start) -> None:
    edge = await start(readers=2)
    first, second = await listen(edge.port), await listen(edge.port)
    status, _, body = await fetch(edge.port, "/health")
    assert (status, json.loads(body)["error"]) == (503, "this edge is full")
    await first.close()
    await second.close()
    await asyncio.sleep(0.1)
    assert (await fetch(edge.port, "/health"))[0] == 200


async def test_one_address_gets_only_so_many_connections(start: Start) -> None:
    edge = await start(per_address=1)
    first = await listen(edge.port)
    assert (await fetch(edge.port, "/health"))[0] == 503
    await first.close()


async def test_behind_a_trusted_proxy_the_address_is_the_one_it_names(start: Start) -> None:
    edge = await start(per_address=1, trusted_proxies=frozenset({"127.0.0.1"}))
    first = await listen(edge.port, headers="X-Forwarded-For: 10.0.0.9, 192.0.2.1\r\n")
    assert (await fetch(edge.port, "/health", "X-Forwarded-For: 192.0.2.1\r\n"))[0] == 503
    assert (await fetch(edge.port, "/health", "X-Forwarded-For: 192.0.2.2\r\n"))[0] == 200
    await first.close()


async def test_an_untrusted_client_cannot_choose_its_address(start: Start) -> None:
    edge = await start(per_address=1)
    first = await listen(edge.port, headers="X-Forwarded-For: 192.0.2.1\r\n")
    assert (await fetch(edge.port, "/health", "X-Forwarded-For: 192.0.2.2\r\n"))[0] == 503
    await first.close()


@given(st.text(max_size=40), st.integers(0, 10**9), st.binary(max_size=80))
def test_nothing_inside_a_document_can_end_its_event(epoch: str, offset: int, data: bytes) -> None:
    event = sse.frame(epoch, offset, data)
    assert event.endswith(b"\n\n")
    assert b"\r" not in event
    assert b"\0" not in event
    lines = event[:-2].split(b"\n")
    assert len(lines) == 2
    assert (lines[0][:4], lines[1][:6]) == (b"id: ", b"data: ")


PIECES = st.one_of(
    st.binary(min_size=1, max_size=120), st.sampled_from([WHOLE, b"\r\n\r\n", b"GET /ws?channels=*:* HTTP/1.1\r\n"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=5))
def test_the_edge_serves_on_whatever_it_is_sent(pieces: list[bytes]) -> None:
    async def play() -> None:
        edge = Edge(MemoryPublications(), Limits(request_s=1))
        port = edge.open()
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        good = await listen(port)
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0)
        with contextlib.suppress(OSError):
            writer.write_eof()  # the edge may have hung up already
        rows = Press(edge.store).put(H)
        edge.offer(rows)
        await good.until(1)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        await good.close()
        assert (await fetch(port, "/health"))[0] == 200
        await edge.close()

    asyncio.run(play())


async def test_a_channel_expression_may_be_escaped_or_not(start: Start) -> None:
    edge = await start()
    edge.put(H)
    for expression in ("*:ATH*", quote("*:ATH*", safe="")):
        _, _, body = await fetch(edge.port, f"/snapshot?channels={expression}")
        assert len(json.loads(body)["documents"]) == 1
