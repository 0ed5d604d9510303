"""One transaction for everybody who waits: while one commit is on its way to the disk, the next callers gather for the following one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from kotinos.custody.store import Database

Ask = TypeVar("Ask")
Outcome = TypeVar("Outcome")

_MOST = 64  # callers in one transaction: more would make the last of them wait for all


class GroupCommit(Generic[Ask, Outcome]):
    """Hands what many threads ask for, together, to ``decide`` in one writing transaction of ``database``.

    `ask` returns only when that transaction is on disk. Where it fails, every caller in it gets the exception, and nothing was done.
    """

    def __init__(self, database: Database, decide: Callable[[Connection, Sequence[Ask]], Sequence[Outcome]]) -> None:
        self._database = database
        self._decide = decide
        self._waiting: list[tuple[Ask, Future[Outcome]]] = []
        self._gathering = threading.Lock()
        self._writing = threading.Lock()

    def ask(self, what: Ask) -> Outcome:
        """The outcome of ``what``, once it is on disk."""
        mine: Future[Outcome] = Future()
        with self._gathering:
            self._waiting.append((what, mine))
        while not mine.done():
            with self._writing:  # whoever comes first writes for all; the others find theirs done
                if not mine.done():
                    self._write()
        return mine.result()

    def _write(self) -> None:
        with self._gathering:
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            with self._database.writing() as connection:
                outcomes = self._decide(connection, [what for what, _ in batch])
        except BaseException as error:
            for _, waiting in batch:
                waiting.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        for (_, waiting), outcome in zip(batch, outcomes, strict=True):
            waiting.set_result(outcome)
