"""The bus of processes that share one SQLite journal: nobody announces, everybody watches the file.

SQLite counts the commits of others in ``PRAGMA data_version``. Asking for it costs some microseconds and touches no disk;
one thread asks for all waiters, every millisecond while things happen, less often when nothing has for a while.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from kotinos.journal.bus.board import Board
from kotinos.journal.event import TOPIC
from kotinos.journal.sqlite_file import connect

QUICK, SLOW = 0.001, 0.004
"""Seconds between two looks: while the file changed within `CALM` seconds, and after that."""
CALM = 0.5


class SqliteTailBus:
    """See `kotinos.journal.event.Bus`. Knows how far the journal at ``path`` is; on other topics any commit may mean more."""

    def __init__(self, path: Path | str) -> None:
        self._board = Board()
        self._connection = connect(Path(path), read_only=True)
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._waiters = 0
        self._wanted = threading.Event()
        self._thread = threading.Thread(target=self._watch, name=f"journal tail {path}", daemon=True)
        self._thread.start()

    async def announce(self, topic: str, position: int) -> None:
        """See `Bus`. The file itself tells other processes; this wakes the waiters of this one at once."""
        self._board.hear(topic, position)

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `Bus`."""
        with self._lock:
            self._waiters += 1
        self._wanted.set()
        try:
            await self._board.wait(topic, beyond, timeout)
        finally:
            with self._lock:
                self._waiters -= 1

    async def close(self) -> None:
        """See `Bus`."""
        self._ending.set()
        self._wanted.set()
        self._thread.join()
        self._board.hear_something()

    def _watch(self) -> None:
        version, changed = None, time.monotonic()
        while not self._ending.is_set():
            if not self._waiters:
                self._wanted.clear()
                if not self._waiters:  # one may have come just before the flag was lowered
                    self._wanted.wait()
            try:
                (found,) = self._connection.execute("PRAGMA data_version").fetchone()
                if found != version:
                    version, changed = found, time.monotonic()
                    (seq,) = self._connection.execute("SELECT seq FROM head").fetchone()
                    self._board.hear(TOPIC, seq)
                    self._board.hear_something(but=TOPIC)
            except sqlite3.Error:  # a bus may miss anything; whoever reads the journal will meet the error and say it
                self._ending.wait(1)
            time.sleep(QUICK if time.monotonic() - changed < CALM else SLOW)
        self._connection.close()
