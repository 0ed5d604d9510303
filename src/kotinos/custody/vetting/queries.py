"""What vetting knows, read. For a person who looks, `actions.look`, which leaves a trace, is the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.vetting import tables
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.life import State
from kotinos.custody.vetting.values import Campaign, Clearance

_COLUMNS = [tables.clearance.c[name] for name in Clearance.__struct_fields__]


def clearance_of(connection: Connection, subject: str) -> Clearance | None:
    """The present clearance of ``subject``: the one of its last identity. None where none was ever asked for."""
    c = tables.clearance.c
    row = connection.execute(sa.select(*_COLUMNS).where(c.subject == subject, c.present)).one_or_none()
    return None if row is None else _clearance(row)


def clearance(connection: Connection, clearance_id: int) -> Clearance | None:
    """The clearance of this number, present or superseded."""
    row = connection.execute(sa.select(*_COLUMNS).where(tables.clearance.c.id == clearance_id)).one_or_none()
    return None if row is None else _clearance(row)


def held(connection: Connection) -> list[Clearance]:
    """Present clearances that cannot be asked for until a field is mended, the oldest first."""
    c = tables.clearance.c
    rows = connection.execute(sa.select(*_COLUMNS).where(c.present, c.held_field > 0).order_by(c.changed_at, c.id))
    return [_clearance(row) for row in rows]


def running_out(connection: Connection, campaign: str, until: date) -> list[str]:
    """Whose favourable answer of ``campaign`` has its last day by ``until``, or has run out, and who is not being asked about again."""
    c, r = tables.clearance.c, tables.request.c
    over = (c.state == "expired") | ((c.state == "favourable") & (c.valid_until <= until))
    asked = sa.select(r.id).where(r.clearance_id == c.id, r.outcome.in_(("waiting", "open"))).exists()
    wanted = sa.select(c.subject).where(c.present, c.campaign == campaign, over, ~asked)
    return list(connection.execute(wanted.order_by(c.id)).scalars())


def states(connection: Connection, campaign: str) -> dict[State, int]:
    """How many present clearances of ``campaign`` are in each state."""
    c = tables.clearance.c
    rows = connection.execute(
        sa.select(c.state, sa.func.count().label("n")).where(c.present, c.campaign == campaign).group_by(c.state)
    )
    return {row.state: row.n for row in rows}


def campaign(connection: Connection, code: str) -> Campaign | None:
    """The campaign of this code."""
    found = connection.execute(sa.select(tables.campaign).where(tables.campaign.c.code == code)).one_or_none()
    return None if found is None else _campaign(found)


def open_campaigns(connection: Connection, closed: bool = False) -> list[Campaign]:
    """Campaigns under which clearances are asked for, the oldest first; with ``closed`` also those that only take answers still."""
    c = tables.campaign.c
    which = c.purged_at.is_(None) if closed else c.closed_at.is_(None)
    rows = connection.execute(sa.select(tables.campaign).where(which).order_by(c.opened_at, c.code))
    return [_campaign(row) for row in rows]


def _clearance(row: sa.Row[Any]) -> Clearance:
    return Clearance(**row._asdict())


def _campaign(row: sa.Row[Any]) -> Campaign:
    return Campaign(
        code=row.code,
        authority=row.authority,
        legal_act=row.legal_act,
        zone=row.zone,
        delay=Delay(row.delay_months, row.delay_days),
        purge_on=row.purge_on,
    )
