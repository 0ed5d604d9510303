"""Notices commits of other processes to a SQLite file of publications."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

QUICK, SLOW, CALM = 0.001, 0.004, 0.5
"""Seconds between two looks while things happen and afterwards, and how long it takes to be calm."""


class FileWatch:
    """A `Bus` that only listens: whoever commits to the file has announced it.

    SQLite counts the commits of others in ``PRAGMA data_version``; asking takes some microseconds and touches no disk.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._inode = self._path.stat().st_ino
        self._version = self._look()
        self._changed = 0.0

    def _look(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def moved(self) -> bool:
        """Whether another file stands at the path now."""
        try:
            return self._path.stat().st_ino != self._inode
        except OSError:
            return True

    async def announce(self, topic: str, position: int) -> None:
        """Nothing to do: the commit itself is seen."""

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `kotinos.journal.event.Bus.wait`. Returns after any commit since the last wait."""
        now = asyncio.get_running_loop().time
        until = now() + timeout
        while now() < until:
            version = self._look()
            if version != self._version:
                self._version, self._changed = version, now()
                return
            await asyncio.sleep(QUICK if now() - self._changed < CALM else SLOW)

    async def close(self) -> None:
        """See `kotinos.journal.event.Bus.close`."""
        self._connection.close()
