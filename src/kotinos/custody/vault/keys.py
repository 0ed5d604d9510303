"""The keys between the root and a subject: key-encryption keys by epoch, and the keys of hashes. Opened once, held in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Find
from kotinos.custody.vault import sealing, tables
from kotinos.custody.vault.plans import PLANS
from kotinos.custody.vault.root import Root

MARK, TOKEN, CANARY, COMPARE, ENVELOPE, CROSSING = "mark", "token", "canary", "compare", "envelope", "crossing"
ACTIVE = Find(tables.epoch, ("epoch",), {"state": ["active"]})
"""The question for the epoch whose key wraps what is new. It is asked anew each time: another process may have turned keys over."""


def index_name(plan: str) -> str:
    """Under which name the key of a blind index is kept."""
    return f"index:{plan}"


INDEXES = Find(tables.secret, ("name", "epoch"), {"name": list(map(index_name, PLANS))})
"""The question for the epochs of the keys of blind indexes; `latest` reads what it finds. It is asked anew each time, too."""


def latest(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The latest epoch of each name that `INDEXES` found."""
    return dict(sorted(rows))


class KeyRing:
    """The opened keys of one vault."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._epochs: dict[int, bytes] = {}
        self._secrets: dict[tuple[str, int], bytes] = {}
        self._latest: dict[str, int] = {}

    @property
    def domain(self) -> str:
        """The residency domain of the root."""
        return self._root.domain

    def found(self, connection: Connection, at: datetime) -> None:
        """Make the first epoch and the keys of hashes that are missing."""
        if connection.execute(sa.select(sa.func.count()).select_from(tables.epoch)).scalar_one() == 0:
            self.make_epoch(connection, 1, "active", at)
        there = set(connection.execute(sa.select(tables.secret.c.name)).scalars())
        for name in sorted({MARK, TOKEN, CANARY, COMPARE, ENVELOPE, CROSSING, *map(index_name, PLANS)} - there):
            self.make_secret(connection, name, 1)

    def make_secret(self, connection: Connection, name: str, epoch: int) -> None:
        """A new key of the keyed hash ``name``."""
        wrapped = self._root.wrap(sealing.new_key(), "secret", name, epoch)
        connection.execute(tables.secret.insert().values(name=name, epoch=epoch, wrapped=wrapped))

    def make_epoch(self, connection: Connection, epoch: int, state: str, at: datetime) -> None:
        """A new key-encryption key."""
        key = sealing.new_key()
        wrapped = self._root.wrap(key, "epoch", epoch)
        connection.execute(
            tables.epoch.insert().values(epoch=epoch, state=state, wrapped=wrapped, made_at=at.isoformat())
        )

    def active(self, connection: Connection) -> int:
        """The epoch whose key wraps what is new."""
        [[(found,)]] = bulk.find(connection, ACTIVE)
        return int(found)

    def key_of(self, connection: Connection, epoch: int) -> bytes:
        """The key of ``epoch``; raises `sealing.SealBroken` where it was destroyed or is not of this root."""
        found = self._epochs.get(epoch)
        if found is None:
            wrapped = connection.execute(
                sa.select(tables.epoch.c.wrapped).where(tables.epoch.c.epoch == epoch)
            ).scalar()
            if wrapped is None:
                raise sealing.SealBroken(f"the key of epoch {epoch} was destroyed")
            found = self._epochs[epoch] = self._root.unwrap(wrapped, "epoch", epoch)
        return found

    def drop(self, epoch: int) -> None:
        """Hold the key of ``epoch`` no longer."""
        self._epochs.pop(epoch, None)

    def secret(self, connection: Connection, name: str) -> tuple[int, bytes]:
        """The latest epoch of the keyed hash ``name``, which is not of an index and so never turned over, and its key."""
        epoch = self._latest.get(name)
        if epoch is None:
            kept = tables.secret.c
            latest = sa.select(sa.func.max(kept.epoch)).where(kept.name == name)
            epoch = self._latest[name] = connection.execute(latest).scalar_one()
        return epoch, self.secret_of(connection, name, epoch)

    def secret_of(self, connection: Connection, name: str, epoch: int) -> bytes:
        """The key of the keyed hash ``name`` in ``epoch``."""
        found = self._secrets.get((name, epoch))
        if found is None:
            kept = tables.secret.c
            wrapped = connection.execute(
                sa.select(kept.wrapped).where(kept.name == name, kept.epoch == epoch)
            ).scalar_one()
            found = self._secrets[(name, epoch)] = self._root.unwrap(wrapped, "secret", name, epoch)
        return found

    def indexes(self, connection: Connection) -> dict[str, int]:
        """The latest epoch of the key of each blind index, by the name under which it is kept."""
        [rows] = bulk.find(connection, INDEXES)
        return latest((name, epoch) for name, epoch in rows)

    def every_secret(self, connection: Connection, name: str) -> list[bytes]:
        """The keys of the keyed hash ``name`` of every epoch that is still in use. What was destroyed is held no longer."""
        epochs = set(connection.execute(sa.select(tables.secret.c.epoch).where(tables.secret.c.name == name)).scalars())
        for held in [held for held in self._secrets if held[0] == name and held[1] not in epochs]:
            del self._secrets[held]
        return [self.secret_of(connection, name, epoch) for epoch in sorted(epochs)]
