"""Which message of a source is newer, when copies, repeats and fail-over producers arrive in any order."""

from __future__ import annotations

import msgspec

from kotinos.results.intake.message import Message
from kotinos.results.intake.reading import Stamp


class _Last(msgspec.Struct):
    source: str
    version: int
    revision: int
    void: bool


class Order:
    """Gives each message its revision. Within one producer the version decides, whatever its clock says; between producers (a
    fail-over machine restarts its counter) the time of the message does (ODF Foundation Principles 6.19, 3.3.2).
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], _Last] = {}
        self._entities: dict[tuple[str, str], int] = {}

    def place(self, message: Message, stamp: Stamp | None) -> int | None:
        """The revision of ``message``, or ``None`` where a newer one was taken already."""
        if stamp is None:
            return message.revision
        if stamp.update:
            return stamp.at
        place = (message.producer, stamp.key)
        last = self._last.get(place)
        revision = stamp.at
        if last is not None and stamp.source == last.source:
            if stamp.version < last.version or (stamp.version == last.version and last.void and not stamp.voids):
                return None
            revision = last.revision if stamp.version == last.version else max(revision, last.revision + 1)
        elif last is not None and stamp.at < last.revision:
            return None
        self._last[place] = _Last(stamp.source, stamp.version, revision, stamp.voids)
        return revision

    def is_news(self, source: str, entity: str, revision: int) -> bool:
        """Whether ``revision`` is the newest of a unit's plan or of a person's entry, which updates carry one by one."""
        if self._entities.get((source, entity), 0) > revision:
            return False
        self._entities[source, entity] = revision
        return True
