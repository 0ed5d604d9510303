"""Puts documents into a real store of publications, step by step, as the engine does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.results.documents import Body
from kotinos.results.publications import Publication, Publications


class Draft(NamedTuple):
    """One document to be published."""

    type: str
    rsc: Rsc
    status: str
    body: Body | None
    subcode: str = ""


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Stage:
    """The single writer of a store; each `step` is published whole."""

    def __init__(self, store: Publications) -> None:
        self.store = store
        self._versions: dict[str, int] = {}
        self._offset, self._step = store.head()

    def step(self, *drafts: Draft, at: str = "") -> int:
        """Publish ``drafts`` together; returns the offset of the last."""
        self._step += 1
        instant = at or now()
        rows = [self._row(draft, instant, last=n == len(drafts)) for n, draft in enumerate(drafts, start=1)]
        self.store.append(rows)
        return rows[-1].offset

    def _row(self, draft: Draft, at: str, *, last: bool) -> Publication:
        key = f"{draft.type}/{draft.rsc}" + (f"/{draft.subcode}" if draft.subcode else "")
        self._offset += 1
        self._versions[key] = version = self._versions.get(key, 0) + 1
        head = {
            "epoch": self.store.epoch,
            "offset": self._offset,
            "step": self._step,
            "last": last,
            "key": key,
            "type": draft.type,
            "rsc": str(draft.rsc),
            "version": version,
            "status": draft.status,
            "at": at,
        }
        return Publication(
            offset=self._offset,
            step=self._step,
            last=last,
            key=key,
            type=draft.type,
            rsc=str(draft.rsc),
            version=version,
            status=draft.status,
            at=at,
            frame=canonical.encode({**head, "body": draft.body}),
        )

    def steps(self, steps: Sequence[Sequence[Draft]]) -> None:
        """Publish several steps, one after the other."""
        for drafts in steps:
            self.step(*drafts)
