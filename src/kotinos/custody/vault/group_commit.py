"""One transaction for everybody who waits: while one commit is on its way to the disk, the next callers gather for the following one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from kotinos.custody.store import Database

Ask = TypeVar("Ask")
Outcome = TypeVar("Outcome")

_MOST = 64  # callers in one transaction: more would make the last of them wait for all


class _Caller(Generic[Ask, Outcome]):
    """One who waits: woken either with an outcome, or to write for all who wait by then."""

    def __init__(self, what: Ask) -> None:
        self.what = what
        self.woken = threading.Event()
        self.outcomes: list[Outcome] = []
        self.error: BaseException | None = None


class GroupCommit(Generic[Ask, Outcome]):
    """Hands what many threads ask for, together, to ``decide`` in one writing transaction of ``database``.

    `ask` returns only when that transaction is on disk. Where it fails, every caller in it gets the exception, and nothing was done.
    """

    def __init__(self, database: Database, decide: Callable[[Connection, Sequence[Ask]], Sequence[Outcome]]) -> None:
        self._database = database
        self._decide = decide
        self._lock = threading.Lock()
        self._waiting: list[_Caller[Ask, Outcome]] = []
        self._written = False  # somebody writes, or was woken to

    def ask(self, what: Ask) -> Outcome:
        """The outcome of ``what``, once it is on disk."""
        mine: _Caller[Ask, Outcome] = _Caller(what)
        with self._lock:
            self._waiting.append(mine)
            writes, self._written = not self._written, True
        if not writes:
            # Not the writer's lock is waited for: a queue before a lock would pass it one by one, and the next group be one of two.
            mine.woken.wait()
        if not mine.outcomes and mine.error is None:
            self._write()
        if mine.error is not None:
            raise mine.error
        return mine.outcomes[0]

    def _write(self) -> None:
        """Write for all who wait, the writer among them, for it is the first; then wake them, and the first of those who came since."""
        with self._lock:
            group, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            with self._database.writing() as connection:
                outcomes = self._decide(connection, [caller.what for caller in group])
            for caller, outcome in zip(group, outcomes, strict=True):
                caller.outcomes.append(outcome)
        except BaseException as error:
            for caller in group:
                caller.error = error
        finally:
            with self._lock:
                following = self._waiting[:1]
                self._written = bool(following)
            for caller in (*group, *following):
                caller.woken.set()
