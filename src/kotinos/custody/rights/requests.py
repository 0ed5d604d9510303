"""Requests: asked, checked, answered in time. Fulfilling one is done by `access`, `erasure`, or `fulfil_restriction` here."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.rights import life, tables
from kotinos.custody.rights.life import Kind
from kotinos.custody.vault.vault import Vault

Row = sa.Row[Any]


def ask(connection: Connection, act: Act, subject: str, kind: Kind) -> str:
    """Note that somebody asks; the id. The clock runs from now."""
    id = secrets.token_hex(16)
    connection.execute(
        tables.request.insert().values(
            id=id,
            subject=subject,
            kind=kind,
            state="asked",
            asked_at=act.at,
            due_on=life.due(act.at.date()),
            changed_at=act.at,
        )
    )
    append(connection, [Entry(act.at, act.actor, f"ask-{kind}", subject=subject, detail=act.why)])
    return id


def check(connection: Connection, act: Act, id: str) -> None:
    """An officer is sure that it is the person who asks."""
    _move(connection, act, one(connection, id), "check")


def refuse(connection: Connection, act: Act, id: str, reason: str) -> None:
    """Refuse, with a reason of `life.REFUSALS`."""
    if reason not in life.REFUSALS:
        raise Refused("reason_unknown", reason=reason)
    _move(connection, act, one(connection, id), "refuse", reason=reason)


def extend(connection: Connection, act: Act, id: str) -> date:
    """Two months more, once, for a request that is complex (article 12(3)); the new last day."""
    row = one(connection, id)
    if row.extended or row.state not in ("asked", "checked"):
        raise Refused("not_now", state=row.state, event="extend")
    last = life.due(row.asked_at.date(), 3)
    connection.execute(
        sa.update(tables.request).where(tables.request.c.id == id).values(extended=True, due_on=last, changed_at=act.at)
    )
    append(connection, [Entry(act.at, act.actor, "extend-request", subject=row.subject, detail=act.why)])
    return last


def fulfilled(connection: Connection, act: Act, id: str, kind: Kind) -> Row:
    """Note that a checked request of this kind is done, in the transaction that does it; its row as it was."""
    row = one(connection, id)
    if row.kind != kind:
        raise Refused("other_kind", kind=row.kind)
    _move(connection, act, row, "fulfil")
    return row


def fulfil_restriction(connection: Connection, act: Act, vault: Vault, id: str) -> None:
    """Restrict processing: from now on nothing of the person leaves the vault but to the person (article 18)."""
    row = fulfilled(connection, act, id, "restriction")
    vault.restrict(connection, act, row.subject)


def one(connection: Connection, id: str) -> Row:
    """The request; raises Refused("no_request")."""
    found = connection.execute(sa.select(tables.request).where(tables.request.c.id == id)).one_or_none()
    if found is None:
        raise Refused("no_request")
    return found


def open_requests(connection: Connection) -> list[Row]:
    """What has to be answered, the most urgent first."""
    r = tables.request.c
    wanted = sa.select(tables.request).where(r.state.in_(("asked", "checked"))).order_by(r.due_on, r.asked_at, r.id)
    return list(connection.execute(wanted).all())


def _move(connection: Connection, act: Act, row: Row, event: str, reason: str = "") -> None:
    to = life.after(row.state, event)
    if to is None:
        raise Refused("not_now", state=row.state, event=event)
    connection.execute(
        sa.update(tables.request)
        .where(tables.request.c.id == row.id)
        .values(state=to, reason=reason, changed_at=act.at)
    )
    append(
        connection, [Entry(act.at, act.actor, f"{event}-{row.kind}", subject=row.subject, outcome=to, detail=act.why)]
    )
