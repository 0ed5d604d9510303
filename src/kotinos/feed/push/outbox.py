"""What waits for one client: in order for each document, with what is superseded while it waits left out."""

from __future__ import annotations

from collections import deque

from kotinos.results.publications import Publication


class Outbox:
    """Documents that wait, by key. Pure: the clock comes in as ``now``.

    Of one document at most one version is on its way, so a newer one never overtakes it. A LIVE version that waits is replaced by
    the next version; any other status is never left out. LIVE versions of one document leave at least ``gap`` seconds apart.
    """

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._waiting: dict[str, deque[Publication]] = {}
        self._under_way: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, row: Publication) -> Publication | None:
        """Take a document; returns the waiting version that it replaces, if any."""
        waiting = self._waiting.setdefault(row.key, deque())
        first_is_out = row.key in self._under_way
        replaced = None
        if len(waiting) > first_is_out and waiting[-1].status == "LIVE":
            replaced = waiting.pop()
        else:
            self._size += 1
        waiting.append(row)
        return replaced

    def take(self, now: float) -> Publication | None:
        """The oldest document that may leave now; it is then under way until `sent` or `failed`."""
        ready = [
            rows[0]
            for key, rows in self._waiting.items()
            if key not in self._under_way and self._allowed(rows[0]) <= now
        ]
        if not ready:
            return None
        row = min(ready, key=lambda row: row.offset)
        self._under_way.add(row.key)
        return row

    def _allowed(self, row: Publication) -> float:
        """When a document may leave. What is not LIVE waits only for a retry, not for the gap."""
        instant = self._not_before.get(row.key, 0.0)
        return instant if row.status == "LIVE" else instant - self._gap

    def next_at(self) -> float | None:
        """When the next document that waits only for its time may leave."""
        return min(
            (self._allowed(rows[0]) for key, rows in self._waiting.items() if key not in self._under_way), default=None
        )

    def sent(self, row: Publication, now: float) -> None:
        """The client has it."""
        self._under_way.discard(row.key)
        waiting = self._waiting[row.key]
        waiting.popleft()
        self._size -= 1
        if not waiting:
            del self._waiting[row.key]
        self._not_before[row.key] = now + self._gap
        if len(self._not_before) > 4096:
            self._not_before = {key: at for key, at in self._not_before.items() if at > now}

    def failed(self, row: Publication, retry_at: float) -> None:
        """The client does not have it; it leaves again at ``retry_at``."""
        self._under_way.discard(row.key)
        self._not_before[row.key] = retry_at + self._gap
