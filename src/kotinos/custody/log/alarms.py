"""Alarms: what a person must look at now. Each is a row that stays until somebody says so, and a line in the program's log."""

from __future__ import annotations

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import tables
from kotinos.custody.log.access import Entry, append

_lines = structlog.get_logger("kotinos.custody.alarm")


def sound(connection: Connection, act: Act, kind: str, detail: str = "") -> None:
    """Raise an alarm of ``kind`` (``canary``, ``over_quota``, ``split_view`` …). ``detail`` names no person and no subject."""
    connection.execute(tables.alarm.insert().values(at=act.at.isoformat(), kind=kind, actor=act.actor, detail=detail))
    append(connection, [Entry(act.at, act.actor, "alarm", outcome=kind, detail=detail)])
    _lines.warning("alarm", kind=kind, actor=act.actor, detail=detail)


def see(connection: Connection, act: Act, alarm: int) -> None:
    """Say that a person has seen the alarm with this number."""
    found = tables.alarm.c
    connection.execute(
        sa.update(tables.alarm)
        .where(found.id == alarm, found.seen_at.is_(None))
        .values(seen_by=act.actor, seen_at=act.at.isoformat())
    )
    append(connection, [Entry(act.at, act.actor, "see-alarm", outcome=str(alarm), detail=act.why)])


def unseen(connection: Connection) -> list[sa.Row[tuple[int, str, str, str, str]]]:
    """The alarms that nobody has looked at: id, at, kind, actor, detail; the oldest first."""
    a = tables.alarm.c
    return list(
        connection.execute(sa.select(a.id, a.at, a.kind, a.actor, a.detail).where(a.seen_at.is_(None)).order_by(a.id))
    )
