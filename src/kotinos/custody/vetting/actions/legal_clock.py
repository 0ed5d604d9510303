"""The legal clock strikes: what the authority left without an answer counts as unfavourable, and what it answered runs out."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import access
from kotinos.custody.vetting import tables
from kotinos.custody.vetting.actions.changing import Move, entry, move
from kotinos.custody.vetting.life import after
from kotinos.custody.vetting.values import Change


def run_clock(connection: Connection, act: Act, today: date, campaign: str = "") -> list[Change]:
    """Strike the day ``today`` of the authority's zone (`clock.day`), for all campaigns or for one. Striking it again changes nothing.

    Requests whose last day is over are deemed unfavourable; favourable clearances whose last day is over are expired.
    """
    return [*_lapse(connection, act, today, campaign), *_expire(connection, act, today, campaign)]


def _lapse(connection: Connection, act: Act, today: date, campaign: str) -> list[Change]:
    r, b, c = tables.request.c, tables.batch.c, tables.clearance.c
    silent = (
        sa.select(r.id, c.id.label("clearance"), c.subject, c.state, c.present, c.valid_until)
        .join(tables.batch, r.batch_id == b.id)
        .join(tables.clearance, r.clearance_id == c.id)
        .where(b.due_on < today, r.outcome == "open", *([b.campaign == campaign] if campaign else []))
        .order_by(r.id)
    )
    rows = connection.execute(silent).all()
    if not rows:
        return []
    connection.execute(
        sa.update(tables.request).where(r.id == sa.bindparam("of")).values(outcome="deemed"),
        [{"of": row.id} for row in rows],
    )
    moves = []
    for row in rows:
        new = after(row.state, "lapse")
        # A superseded identity's request lapses in its batch's account alone; an answer in force stands until its own last day.
        if row.present and new is not None and new != row.state:
            moves.append(Move(row.clearance, row.subject, row.state, new, valid_until=row.valid_until))
    access.append(connection, [entry(act, "deem-unfavourable", row.subject) for row in rows])
    return move(connection, act, moves)


def _expire(connection: Connection, act: Act, today: date, campaign: str) -> list[Change]:
    c = tables.clearance.c
    over = sa.select(c.id, c.subject).where(
        c.state == "favourable", c.valid_until < today, *([c.campaign == campaign] if campaign else [])
    )
    rows = connection.execute(over.order_by(c.id)).all()
    access.append(connection, [entry(act, "expire-clearance", row.subject) for row in rows])
    return move(connection, act, [Move(row.id, row.subject, "favourable", "expired") for row in rows])
