"""The status list as it stands in the tables: derived from the states of cards and passes, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.card import life, status, tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.status import Changes, Status, StatusList


def status_list(connection: Connection, at: datetime) -> StatusList:
    """The whole list, issued ``at``."""
    bits = status.packed(_codes(connection))
    return StatusList(record.edition(connection), at.replace(microsecond=0), bits, _upto(connection))


def changes_since(connection: Connection, since: int, at: datetime, held: StatusList | None = None) -> Changes:
    """What changed after edition ``since``. ``held`` saves reading the whole list: any edition not older than ``since``."""
    now = record.edition(connection)
    found = list(_codes(connection, since))
    if held is not None and since <= held.number <= now:
        later = list(_codes(connection, held.number))
        bits = status.packed(later, held.bits)
        current = StatusList(now, at.replace(microsecond=0), bits, _upto(connection))
    else:
        current = status_list(connection, at)
    return status.changed(since, (serial for serial, _ in found), current)


def of(connection: Connection, serial: int) -> Status:
    """The status of one card or pass; not active where there is none."""
    for table, meaning in ((tables.card, life.STATUS), (tables.device, life.PASS_STATUS)):
        state = connection.execute(sa.select(table.c.state).where(table.c.serial == serial)).scalar()
        if state is not None:
            return meaning[state]
    return Status.NOT_ACTIVE


def _upto(connection: Connection) -> int:
    return (connection.execute(sa.select(sa.func.max(tables.serial.c.serial))).scalar() or 0) + 1


def _codes(connection: Connection, since: int = -1) -> Iterator[tuple[int, int]]:
    for table, meaning in ((tables.card, life.STATUS), (tables.device, life.PASS_STATUS)):
        rows = connection.execute(sa.select(table.c.serial, table.c.state).where(table.c.changed > since))
        for serial, state in rows:
            yield serial, meaning[state]
