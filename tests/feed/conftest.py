"""Stores and edges for the tests of the feed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from kotinos.feed.edge import Edge
from kotinos.feed.limits import Limits
from kotinos.results.publications import Publications
from kotinos.results.publications.sqlite import SqlitePublications

from .publishing import Press


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Publications]:
    opened = SqlitePublications(tmp_path / "publications.db")
    yield opened
    opened.close()


@pytest.fixture
def press(store: Publications) -> Press:
    return Press(store)


class Running(Edge):
    """An edge with the port it listens on; `put` publishes a step as the live program does: store first, then offer."""

    port: int
    press: Press

    def put(self, *keys: str, **more: object) -> int:
        """Publish one step; returns its last offset."""
        rows = self.press.put(*keys, **more)  # type: ignore[arg-type]
        self.offer(rows)
        return rows[-1].offset


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start(press: Press) -> AsyncIterator[Start]:
    """Starts edges over the store; closes them afterwards."""
    started: list[Running] = []

    async def begin(port: int = 0, **limits: object) -> Running:
        edge = Running(press.store, Limits(**{"heartbeat_s": 0.2, **limits}))  # type: ignore[arg-type]
        edge.press = press
        edge.port = edge.open(port=port)
        started.append(edge)
        return edge

    yield begin
    for edge in started:
        await edge.close()
