"""The status list as it stands in the tables: derived from the states of cards and passes, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.card import life, status, tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.status import Changes, Status, StatusList


def edition(connection: Connection) -> int:
    """The number of the list as it stands: it grows with every event of a card or pass."""
    return record.edition(connection)


def status_list(connection: Connection, at: datetime, held: StatusList | None = None) -> StatusList:
    """The whole list, issued ``at``. ``held``, any earlier edition, saves reading every card again."""
    after, bits = (held.number, held.bits) if held is not None else (-1, b"")
    bits = status.packed(_codes(connection, after), bits)
    return StatusList(record.edition(connection), at.replace(microsecond=0), bits, _upto(connection))


def changes_since(connection: Connection, since: int, at: datetime, held: StatusList | None = None) -> Changes:
    """What changed after edition ``since``; ``held`` as in `status_list`."""
    touched = [serial for serial, _ in _codes(connection, since)]
    return status.changed(since, touched, status_list(connection, at, held))


def of(connection: Connection, serial: int) -> Status:
    """The status of one card or pass; not active where there is none."""
    for table, meaning in ((tables.card, life.STATUS), (tables.device, life.PASS_STATUS)):
        state = connection.execute(sa.select(table.c.state).where(table.c.serial == serial)).scalar()
        if state is not None:
            return meaning[state]
    return Status.NOT_ACTIVE


def _upto(connection: Connection) -> int:
    return (connection.execute(sa.select(sa.func.max(tables.serial.c.serial))).scalar() or 0) + 1


def _codes(connection: Connection, since: int) -> Iterator[tuple[int, int]]:
    for table, meaning in ((tables.card, life.STATUS), (tables.device, life.PASS_STATUS)):
        rows = connection.execute(sa.select(table.c.serial, table.c.state).where(table.c.changed > since))
        for serial, state in rows:
            yield serial, meaning[state]
