"""Publications in memory: for one process that needs no past beyond its own life."""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Sequence
from threading import Lock

from kotinos.results.publications import Publication, Version, check_continues


class MemoryPublications:
    """`Publications` in a list, with the offsets of each document's versions beside it."""

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(8)
        self._lock = Lock()
        self._rows: list[Publication] = []
        self._versions: dict[str, list[int]] = {}

    def append(self, rows: Sequence[Publication]) -> None:
        """See `Publications.append`; raises `OutOfOrder`."""
        with self._lock:
            check_continues(rows, len(self._rows))
            for row in rows:
                self._versions.setdefault(row.key, []).append(row.offset)
            self._rows.extend(rows)

    def read(self, after: int, limit: int = 1000) -> list[Publication]:
        """See `Publications.read`."""
        with self._lock:
            return self._rows[max(after, 0) : max(after, 0) + limit]

    def head(self) -> tuple[int, int]:
        """See `Publications.head`."""
        with self._lock:
            return (self._rows[-1].offset, self._rows[-1].step) if self._rows else (0, 0)

    def latest(self, prefix: str = "", types: Sequence[str] = (), upto: int | None = None) -> list[Publication]:
        """See `Publications.latest`."""
        with self._lock:
            limit = len(self._rows) if upto is None else upto
            found = (
                bisect_right(offsets, limit) and offsets[bisect_right(offsets, limit) - 1]
                for offsets in self._versions.values()
            )
            rows = [self._rows[offset - 1] for offset in sorted(found) if offset]
        return [row for row in rows if row.rsc.startswith(prefix) and (not types or row.type in types)]

    def as_of(self, instant: str, prefix: str = "", types: Sequence[str] = ()) -> list[Publication]:
        """See `Publications.as_of`."""
        return self.latest(prefix, types, self.offset_at(instant))

    def versions(self, key: str) -> list[Version]:
        """See `Publications.versions`."""
        with self._lock:
            rows = [self._rows[offset - 1] for offset in self._versions.get(key, ())]
        return [Version(version=row.version, status=row.status, at=row.at, offset=row.offset) for row in rows]

    def offset_at(self, instant: str) -> int:
        """See `Publications.offset_at`."""
        with self._lock:
            last = max(
                (row for row in self._rows if row.at <= instant), key=lambda row: (row.at, row.offset), default=None
            )
            if last is None:
                return 0
            return next(row.offset for row in self._rows[last.offset - 1 :] if row.last)

    def close(self) -> None:
        """See `Publications.close`."""
