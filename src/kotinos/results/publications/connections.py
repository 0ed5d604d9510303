"""Connections that several threads take in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What a pool needs to know of a connection."""

    def close(self) -> None:
        """Let go of it."""


C = TypeVar("C", bound=Closable)


class Connections(Generic[C]):
    """As many connections as there are threads using one at the same time; one that failed is not used again."""

    def __init__(self, connect: Callable[[], C]) -> None:
        self._connect = connect
        self._idle: LifoQueue[C] = LifoQueue()
        self._closed = False

    @contextmanager
    def take(self) -> Iterator[C]:
        """Lend a connection for a ``with`` block."""
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._closed:
            connection.close()
        else:
            self._idle.put(connection)

    def drain(self) -> None:
        """Close those that nobody uses, so that the next one is new."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def close(self) -> None:
        """Close all; one that is lent is closed when it comes back."""
        self._closed = True
        self.drain()
