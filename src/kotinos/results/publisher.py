"""Turns steps of the journal into numbered publications: compares, versions, encodes once, stores, tells.

A document gets a new version only when its content changed. All documents of one step are stored in one transaction and the last of
them is marked, so a reader that stops only there never holds a mix of versions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b

import msgspec

from kotinos.codes import canonical
from kotinos.results.competition import Games
from kotinos.results.documents import Body
from kotinos.results.embargo import public, silent
from kotinos.results.facts import Fact
from kotinos.results.projections import Draft, derive
from kotinos.results.projections.memo import Memo
from kotinos.results.publications import Publication, Publications
from kotinos.results.steps import Step

FLUSH_AT = 64
"""Steps that may share one transaction of the store when many arrive at once."""


def _raise(_: int, error: Exception) -> None:
    raise error


class Publisher:
    """The single writer of a store of publications.

    ``tell`` hears of rows once they are stored; ``alarm`` of a step whose documents could not be derived, with the error (which is
    raised where nobody listens). The documents that such a step left behind follow with the next event that touches them.
    """

    def __init__(
        self,
        store: Publications,
        tell: Callable[[Sequence[Publication]], None] = lambda _rows: None,
        alarm: Callable[[int, Exception], None] | None = None,
    ) -> None:
        self._store, self._tell = store, tell
        self._alarm = alarm or _raise
        self._memo = Memo()
        self._public = (Games(), Games())
        """The state that was shown last, and what the public sees of it."""
        self._offset = self._stored = 0
        self._known: dict[str, tuple[int, bytes]] = {}
        self._waiting: list[Publication] = []
        self._steps = 0

    def resume(self, head: int) -> int:
        """Take up where the store stands; returns the last step it shows. ``head`` is the journal's: a store ahead of it is refused."""
        self._offset, step = self._store.head()
        self._stored = self._offset
        if step > head:
            raise ValueError(
                f"the store of publications shows step {step}, the journal ends at {head}: they do not belong together. "
                "Move the store away; it will be made again from the journal."
            )
        for row in self._store.latest():
            body = msgspec.json.decode(row.frame, type=_Frame).body
            self._known[row.key] = (row.version, _digest(row.status, bytes(body)))
        return step

    def show(self, before: Games, after: Games, step: Step, seq: int) -> None:
        """Publish what ``step``, which ends at ``seq``, changed. Stored at the next `flush`, at the latest after `FLUSH_AT` steps."""
        at = step[-1][0].at
        try:
            drafts = self._derive(before, after, [fact for _, fact in step])
        except Exception as error:
            # A fault in one sport's projection must not silence the others: they go on, and somebody is told.
            self._alarm(seq, error)
            drafts = []
        changed = [(d, v, b) for d in drafts if (fresh := self._fresh(d)) for v, b in [fresh]]
        for place, (draft, version, body) in enumerate(changed, start=1):
            self._offset += 1
            frame = _Frame(
                epoch=self._store.epoch,
                offset=self._offset,
                step=seq,
                last=place == len(changed),
                key=draft.key,
                type=draft.type,
                rsc=draft.rsc,
                version=version,
                status=draft.status,
                at=at,
                body=msgspec.Raw(body),
            )
            row = Publication(
                offset=frame.offset,
                step=seq,
                last=frame.last,
                key=frame.key,
                type=frame.type,
                rsc=frame.rsc,
                version=version,
                status=frame.status,
                at=frame.at,
                frame=canonical.encode(frame),
            )
            self._waiting.append(row)
        self._steps += 1
        if self._steps >= FLUSH_AT:
            self.flush()

    def _derive(self, before: Games, after: Games, step: Sequence[Fact]) -> list[Draft]:
        """From what the public may see, and from nothing else."""
        stood = self._public[1] if self._public[0] is before else public(before)
        self._public = (after, public(after))
        # What a step says of a unit before it puts it under embargo was seen.
        heard = [fact for fact in step if not (silent(before, fact) and silent(after, fact))]
        return derive(stood, self._public[1], heard, self._memo)

    def flush(self) -> None:
        """Store and tell what waits."""
        rows, self._waiting, self._steps = self._waiting, [], 0
        if rows:
            self._store.append(rows)
            self._stored = rows[-1].offset
            self._tell(rows)

    @property
    def place(self) -> tuple[str, int]:
        """The epoch of the store and the offset of the last document in it."""
        return self._store.epoch, self._stored

    def _fresh(self, draft: Draft) -> tuple[int, bytes] | None:
        """The version and bytes of a draft that differs from what stands, else ``None``. A withdrawal repeats the version it cancels."""
        key = draft.key
        version, standing = self._known.get(key, (0, b""))
        if draft.body is None and version == 0:
            return None
        body = canonical.encode(draft.body)
        digest = _digest(draft.status, body)
        if digest == standing:
            return None
        version += draft.body is not None
        self._known[key] = (version, digest)
        return version, body


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    epoch: str
    offset: int
    step: int
    last: bool
    key: str
    type: str
    rsc: str
    version: int
    status: str
    at: str
    body: msgspec.Raw


def _digest(status: str, body: bytes) -> bytes:
    return blake2b(status.encode() + b"\0" + body, digest_size=16).digest()


def body_of(publication: Publication) -> Body | None:
    """The typed document body of a publication, or ``None`` where it withdraws the document."""
    raw = msgspec.json.decode(publication.frame, type=_Frame).body
    body: Body | None = canonical.decode(bytes(raw), Body | None)  # type: ignore[arg-type]
    return body
