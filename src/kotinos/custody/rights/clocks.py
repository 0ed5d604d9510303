"""The clocks of retention: which fields are kept until which day, how many values that is about, and how many a legal hold keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.vault import tables
from kotinos.custody.vault.fields import DAYS_KEPT, FIELDS, Retention

_v, _s = tables.value.c, tables.subject.c


class Clock(msgspec.Struct, frozen=True):
    """One class of fields: kept for ``days`` after the Games, to the end of ``last`` (``None`` where nobody said when the Games are).

    ``values`` are sealed now, ``held`` of them under a legal hold.
    """

    kind: Retention
    fields: tuple[str, ...]
    days: int
    last: date | None
    values: int
    held: int

    def is_over(self, today: date) -> bool:
        """Whether something waits to be destroyed."""
        return self.last is not None and today > self.last and self.values > self.held


def clocks(connection: Connection, games_end: date | None) -> list[Clock]:
    """Every class, the first that ends first."""
    counted = _counted(connection)
    found = [_clock(kind, games_end, counted) for kind in get_args(Retention)]
    return sorted(found, key=lambda one: one.days)


def _clock(kind: Retention, games_end: date | None, counted: Mapping[str, tuple[int, int]]) -> Clock:
    fields = tuple(name for name, field in FIELDS.items() if field.retention == kind)
    of = [counted.get(name, (0, 0)) for name in fields]
    days = DAYS_KEPT[kind]
    last = games_end + timedelta(days=days) if games_end else None
    return Clock(kind, fields, days, last, sum(every for every, _ in of), sum(held for _, held in of))


def _counted(connection: Connection) -> dict[str, tuple[int, int]]:
    held = sa.func.sum(sa.case((_s.held, 1), else_=0))
    rows = connection.execute(
        sa.select(_v.field, sa.func.count(), held)
        .join_from(tables.value, tables.subject, _v.subject == _s.subject)
        .group_by(_v.field)
    )
    return {field: (every, int(kept)) for field, every, kept in rows}
