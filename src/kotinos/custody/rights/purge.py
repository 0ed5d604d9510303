"""The purge when time is over, and the proof that nothing is left: counted anew, from every table, after it."""

from __future__ import annotations

from datetime import date

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.tables import comparison
from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import retention, tables
from kotinos.custody.vault.fields import IDENTITY


class Report(msgspec.Struct, frozen=True):
    """``gone`` values were destroyed; ``left`` are those of these fields that are still there: under a legal hold (``held``), or 0."""

    on: date
    fields: tuple[str, ...]
    gone: int
    held: int
    left: int
    entry: int


def purge(connection: Connection, act: Act, games_end: date) -> Report:
    """Destroy what is over on the day of ``act``, and count what is left. Keys of comparison go with the identities they were made of."""
    fields = retention.expired(games_end, act.at.date())
    gone = retention.purge(connection, act, games_end)
    v, s = tables.value.c, tables.subject.c
    under_hold = sa.select(s.subject).where(s.held)
    if set(IDENTITY) & set(fields):
        connection.execute(sa.delete(comparison).where(comparison.c.subject.not_in(under_hold)))
    here = sa.select(sa.func.count()).select_from(tables.value).where(v.field.in_(fields))
    left = connection.execute(here).scalar_one()
    held = connection.execute(here.where(v.subject.in_(under_hold))).scalar_one()
    [entry] = append(
        connection, [Entry(act.at, act.actor, "purge-report", fields=fields, outcome=f"{gone} gone, {left} left")]
    )
    return Report(act.at.date(), fields, gone, held, left - held, entry)
