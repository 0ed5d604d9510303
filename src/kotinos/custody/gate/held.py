"""What the zone holds ready, so that many devices may ask at once: the status list, followed from edition to edition, and the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy.engine import Connection

from kotinos.custody.card import listing, signers, status
from kotinos.custody.card.keys import SigningKey
from kotinos.custody.card.status import StatusList
from kotinos.custody.gate import carrying
from kotinos.custody.gate.carrying import Common
from kotinos.custody.vault.root import Root

REST_FOR = (5.0, 30.0)
"""Seconds: the rest is not read again before the first, and is after the second whatever happened. The status list is never that old."""


class Ready(msgspec.Struct, frozen=True):
    """What answers are made of."""

    statuses: StatusList
    carried: Common
    signer: SigningKey


class Held:
    """For the threads that answer."""

    def __init__(self, root: Root, clock: Callable[[], datetime], rest_for: tuple[float, float] = REST_FOR) -> None:
        self._root, self._clock = root, clock
        self._least, self._most = rest_for
        self._lock = threading.Lock()
        self._statuses: StatusList | None = None
        self._carried: Common | None = None
        self._edition, self._read_at = -1, 0.0

    def ready(self, connection: Connection) -> Ready:
        """As of this transaction. Refused("no_signer") where nothing may be signed."""
        with self._lock:
            now = self._clock()
            if self._statuses is not None and self._statuses.number > listing.edition(connection):
                self._statuses = None  # the database was put back to an earlier state
            self._statuses = listing.status_list(connection, now, self._statuses)
            signer = signers.signer(connection, self._root, now)
            age = time.monotonic() - self._read_at
            if (
                self._carried is None
                or age >= self._most
                or (age >= self._least and self._edition != self._statuses.number)
            ):
                trust = signers.signed_trust_list(connection, self._root, now)
                self._carried = carrying.common(connection, now, trust)
                self._edition, self._read_at = self._statuses.number, time.monotonic()
            return Ready(self._statuses, self._carried, signer)

    def changes(self, connection: Connection, since: int, ready: Ready) -> bytes:
        """What changed after edition ``since``, signed."""
        found = listing.changes_since(connection, since, ready.statuses.issued, ready.statuses)
        return status.signed_changes(found, ready.signer)
