"""Retention: when a field's time is over, its values are destroyed; a legal hold keeps them."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import tables
from kotinos.custody.vault.fields import DAYS_KEPT, FIELDS
from kotinos.custody.vault.plans import PLANS

_s, _v, _i = tables.subject.c, tables.value.c, tables.index.c


def expired(games_end: date, today: date) -> tuple[str, ...]:
    """The fields whose time is over on ``today``. The last day counts as kept."""
    over = {kind for kind, days in DAYS_KEPT.items() if today > games_end + timedelta(days=days)}
    return tuple(name for name, field in FIELDS.items() if field.retention in over)


def purge(connection: Connection, act: Act, games_end: date) -> int:
    """Destroy every value whose time is over at ``act.at`` and that no legal hold keeps; how many that were.

    An index is destroyed with the first of its fields.
    """
    fields = expired(games_end, act.at.date())
    if not fields:
        return 0
    held = sa.select(_s.subject).where(_s.held)
    gone = connection.execute(sa.delete(tables.value).where(_v.field.in_(fields), _v.subject.not_in(held))).rowcount
    plans = [plan.name for plan in PLANS.values() if set(plan.fields) & set(fields)]
    connection.execute(sa.delete(tables.index).where(_i.plan.in_(plans), _i.subject.not_in(held)))
    if gone:
        append(connection, [Entry(act.at, act.actor, "purge", fields=fields, outcome=str(gone), detail=act.why)])
    return gone
