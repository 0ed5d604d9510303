"""How often a sign-in may be tried for one name: five times at once, then once every twelve seconds. Kept on disk, so that a restart
forgives nothing. Where nobody says a name, the network that the question comes from stands for one.

Names share a fixed number of buckets, so that made-up names cannot fill the disk; a stranger can delay a person's sign-in, never lock
it for good.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Refused
from kotinos.custody.people import tables

TRIES = 5
EVERY = timedelta(seconds=12)
_BUCKETS = 4096


def demand(connection: Connection, name: str, now: datetime) -> None:
    """Spend one try for ``name``, or raise Refused("wait"): then nothing was spent."""
    wait = spend(connection, name, now)
    if wait:
        raise Refused("wait", seconds=math.ceil(wait.total_seconds()))


def spend(connection: Connection, name: str, now: datetime) -> timedelta:
    """Spend one try for ``name``. Zero: go on. Otherwise: how long until there is one; nothing was spent."""
    bucket = _bucket(name)
    row = connection.execute(sa.select(tables.tries).where(tables.tries.c.bucket == bucket)).one_or_none()
    spent = max(0.0, row.spent - (now - row.since) / EVERY) if row else 0.0
    if spent > TRIES - 1:
        return (spent - (TRIES - 1)) * EVERY
    _put(connection, bucket, spent + 1, now, new=row is None)
    return timedelta()


def forgive(connection: Connection, name: str, now: datetime) -> None:
    """All tries are there again: the right person came."""
    _put(connection, _bucket(name), 0.0, now, new=False)


def _bucket(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big") % _BUCKETS


def _put(connection: Connection, bucket: int, spent: float, now: datetime, *, new: bool) -> None:
    if new:
        connection.execute(tables.tries.insert().values(bucket=bucket, spent=spent, since=now))
    else:
        connection.execute(
            sa.update(tables.tries).where(tables.tries.c.bucket == bucket).values(spent=spent, since=now)
        )
