"""Invented documents, published as the results side publishes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kotinos.codes import canonical
from kotinos.results.publications import Publication, Publications

HEAT = "ATHM100M--------------HEAT000300--"
FINAL = "ATHM100M--------------FNL-000100--"
BOUT = "JUDW57KG--------------QFNL000200--"
TABLE = "GEN-------------------------------"
BEGIN = datetime(2024, 8, 4, 19, 0, tzinfo=UTC)


class Press:
    """Appends steps to a store: ``put("DT_RESULT/ATHM…", …)`` is one step with these documents. ``None`` withdraws one."""

    def __init__(self, store: Publications) -> None:
        self.store = store
        self.versions: dict[str, int] = {}
        for row in store.latest():
            self.versions[row.key] = row.version

    def put(self, *keys: str, body: object = "", at: str | None = None) -> list[Publication]:
        """Append one step; returns its rows."""
        rows = self.make(*keys, body=body, at=at)
        self.store.append(rows)
        return rows

    def make(self, *keys: str, body: object = "", at: str | None = None, after: int | None = None) -> list[Publication]:
        """The rows of the next step, not yet appended."""
        offset, step = self.store.head()
        rows = []
        for n, key in enumerate(keys, start=1):
            self.versions[key] = self.versions.get(key, 0) + 1
            instant = at or (BEGIN + timedelta(seconds=step)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            kind, _, rsc = key.partition("/")
            place = {"offset": offset + n, "step": step + 1, "last": n == len(keys)}
            fields = {
                "key": key,
                "type": kind,
                "rsc": rsc[:34],
                "version": self.versions[key],
                "status": "LIVE",
                "at": instant,
            }
            frame = canonical.encode(
                {"epoch": self.store.epoch, **place, **fields, "body": {"text": body} if body is not None else None}
            )
            rows.append(Publication(**place, **fields, frame=frame))  # type: ignore[arg-type]
        return rows
