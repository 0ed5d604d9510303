"""How a clearance goes from one state to the next: only by the table of its life, and never without an entry in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.vetting import refusals, tables
from kotinos.custody.vetting.life import Event as LifeEvent
from kotinos.custody.vetting.life import State, after, verdict
from kotinos.custody.vetting.values import Change, Clearance

CONSUMER = "vetting"


def entry(act: Act, verb: str, subject: str = "", outcome: str = "done") -> access.Entry:
    """An entry of the log about one subject."""
    return access.Entry(
        at=act.at, actor=act.actor, act=verb, consumer=CONSUMER, subject=subject, outcome=outcome, detail=act.why
    )


def step(clearance: Clearance, event: LifeEvent) -> State:
    """The state that ``event`` leads to; raises `Refused` (``not_from_here``) where the life of a clearance has no such step."""
    new = after(clearance.state, event)
    if new is None:
        raise Refused(refusals.NOT_FROM_HERE, state=clearance.state, event=event)
    return new


class Move(msgspec.Struct, frozen=True):
    """One clearance's next state, and what stands beside it. ``answer_id`` is the answer that says so, where one does."""

    clearance_id: int
    subject: str
    old: State
    new: State
    answer_id: int | None = None
    valid_until: date | None = None
    due_on: date | None = None
    held_field: int = 0


def move(connection: Connection, act: Act, moves: Sequence[Move]) -> list[Change]:
    """Write the moves, many at once; returns those that changed a state.

    A clearance that leaves ``favourable`` keeps which answer last stood behind it; the answer's last day stands only while it does.
    """
    if not moves:
        return []
    c = tables.clearance.c
    connection.execute(
        sa.update(tables.clearance)
        .where(c.id == sa.bindparam("of"))
        .values(
            state=sa.bindparam("new"),
            verdict=sa.bindparam("says"),
            present=sa.bindparam("stays"),
            answer_id=sa.func.coalesce(sa.bindparam("answer", type_=sa.Integer), c.answer_id),
            valid_until=sa.bindparam("until", type_=sa.Date),
            due_on=sa.func.coalesce(sa.bindparam("due", type_=sa.Date), c.due_on),
            held_field=sa.bindparam("held"),
            changed_at=act.at,
        ),
        [
            {
                "of": m.clearance_id,
                "new": m.new,
                "says": verdict(m.new),
                "stays": m.new != "superseded",
                "answer": m.answer_id,
                "until": m.valid_until,
                "due": m.due_on,
                "held": m.held_field,
            }
            for m in moves
        ],
    )
    return [Change(m.subject, m.clearance_id, m.old, m.new) for m in moves if m.old != m.new]
