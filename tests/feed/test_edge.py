"""The edge over real sockets: what a reader of the event stream gets."""

from __future__ import annotations

import json

from .conftest import Start
from .listening import fetch, listen, snapshot
from .publishing import BOUT, FINAL, HEAT

H, F, B = f"DT_RESULT/{HEAT}", f"DT_RESULT/{FINAL}", f"DT_RESULT/{BOUT}"


async def test_a_reader_gets_each_document_as_it_is_published(start: Start) -> None:
    edge = await start()
    reader = await listen(edge.port)
    assert "200 OK" in reader.head and "text/event-stream" in reader.head
    edge.put(H, body="first")
    edge.put(F, body="second")
    await reader.until(2)
    assert [(f["key"], f["body"]["text"]) for f in reader.frames] == [(H, "first"), (F, "second")]
    assert [e.id for e in reader.events] == [f"{edge.ring.epoch}:{n}" for n in (0, 1, 2)]
    await reader.close()


async def test_the_first_event_says_where_the_feed_stands(start: Start) -> None:
    edge = await start()
    edge.put(H)
    reader = await listen(edge.port)
    hello = await reader.next()
    assert hello is not None
    assert hello.name == "hello"
    assert hello.data["epoch"] == edge.ring.epoch
    assert hello.data["head"] == hello.data["offset"] == 1
    assert hello.data["heartbeat_s"] == 0.2
    await reader.close()


async def test_a_reader_gets_only_its_channels(start: Start) -> None:
    edge = await start()
    reader = await listen(edge.port, "*:JUD*,DT_MEDALS:*")
    edge.put(H)
    edge.put(B)
    edge.put(f"DT_MEDALS/{HEAT}")
    edge.put(f"DT_MEDALLISTS/{HEAT}")
    await reader.until(4)
    assert reader.offsets == [2, 3]
    await reader.close()


async def test_a_reader_that_comes_back_gets_exactly_what_it_missed(start: Start) -> None:
    edge = await start()
    for _ in range(5):
        edge.put(H)
    reader = await listen(edge.port, offset=2, epoch=edge.ring.epoch)
    edge.put(F)
    await reader.until(6)
    assert reader.offsets == [3, 4, 5, 6]
    await reader.close()


async def test_a_snapshot_is_the_newest_of_everything_wanted(start: Start) -> None:
    edge = await start()
    edge.put(H)
    edge.put(H, F)
    edge.put(B)
    found = await snapshot(edge.port, "*:ATH*")
    assert (found["epoch"], found["offset"]) == (edge.ring.epoch, 4)
    assert [(d["key"], d["version"]) for d in found["documents"]] == [(H, 2), (F, 1)]


async def test_the_versions_of_a_document_are_told_one_a_day(start: Start) -> None:
    edge = await start()
    edge.put(H)
    edge.put(H, F)
    status, _, body = await fetch(edge.port, f"/versions?key={H}")
    told = json.loads(body)
    assert (status, told["key"]) == (200, H)
    assert [(one["version"], one["offset"]) for one in told["versions"]] == [(2, 2)]
    status, _, body = await fetch(edge.port, "/versions?key=DT_RESULT/short")
    assert status == 400
    assert b"a document's key" in body


async def test_health_and_metrics_answer(start: Start) -> None:
    edge = await start()
    edge.put(H)
    status, _, body = await fetch(edge.port, "/health")
    assert (status, json.loads(body)) == (200, {"epoch": edge.ring.epoch, "offset": 1})
    status, _, body = await fetch(edge.port, "/metrics")
    assert b"kotinos_feed_offset 1\n" in body
