"""Cards and passes as rows: read for a change, moved along their table, numbered, logged."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import life, tables
from kotinos.custody.log.access import Entry, append

Row = sa.Row[Any]


def card(connection: Connection, serial: int) -> Row:
    """The card of this serial; raises Refused("no_card")."""
    found = connection.execute(sa.select(tables.card).where(tables.card.c.serial == serial)).one_or_none()
    if found is None:
        raise Refused("no_card", serial=serial)
    return found


def device(connection: Connection, serial: int) -> Row:
    """The pass of this serial; raises Refused("no_pass")."""
    found = connection.execute(sa.select(tables.device).where(tables.device.c.serial == serial)).one_or_none()
    if found is None:
        raise Refused("no_pass", serial=serial)
    return found


def number(connection: Connection, kind: str) -> int:
    """A new serial; it is never given again."""
    found = connection.execute(tables.serial.insert().values(kind=kind)).inserted_primary_key
    assert found is not None
    return int(found[0])


def edition(connection: Connection) -> int:
    """The edition of the status list as it stands."""
    latest = [
        connection.execute(sa.select(sa.func.max(table.c.changed))).scalar() or 0
        for table in (tables.card, tables.device)
    ]
    return max(latest)


def card_event(state: str, event: str) -> str:
    """The state that follows; raises Refused("wrong_state")."""
    try:
        return life.card_after(state, event)
    except life.NotNow as error:
        raise Refused("wrong_state", state=state, event=event) from error


def pass_event(state: str, event: str) -> str:
    """The state that follows; raises Refused("wrong_state")."""
    try:
        return life.pass_after(state, event)
    except life.NotNow as error:
        raise Refused("wrong_state", state=state, event=event) from error


def move_card(connection: Connection, act: Act, row: Row, event: str, **values: Any) -> None:
    """One event of a card: its next state, whatever else changes with it, its place in the next edition, its entry in the log.

    What leans on a card in force falls with it, in the same transaction.
    """
    state = card_event(row.state, event)
    off: dict[str, Any] = (
        {"clearance_id": None, "clearance_verdict": None, "valid_mark": None} if state != "validated" else {}
    )
    if state != "suspended":
        off["suspended_by"] = None
    if state in life.ENDED:
        off["ended"] = _end(connection, row.serial)
    if row.state == "validated" and state != "validated":
        _drop_leaning(connection, act, row.serial)
    connection.execute(
        sa.update(tables.card)
        .where(tables.card.c.serial == row.serial)
        .values(state=state, changed=edition(connection) + 1, **{**off, **values})
    )
    log(connection, act, f"{event}-card", row.subject)


def move_pass(connection: Connection, act: Act, row: Row, event: str, **values: Any) -> None:
    """One event of a pass. Handed back or cancelled, its place of the quota is free again."""
    state = pass_event(row.state, event)
    off: dict[str, Any] = {} if state == "issued" else {"bearer_state": None}
    if state in life.PASS_ENDED:
        off["ended"] = _end(connection, row.serial)
    if row.state in ("approved", "issued") and state in ("returned", "cancelled"):
        q = tables.pass_quota.c
        connection.execute(sa.update(tables.pass_quota).where(*quota_line(row)).values(taken=q.taken - 1))
    connection.execute(
        sa.update(tables.device)
        .where(tables.device.c.serial == row.serial)
        .values(state=state, changed=edition(connection) + 1, **{**off, **values})
    )
    log(connection, act, f"{event}-pass", row.subject)


def _end(connection: Connection, serial: int) -> bool:
    """Spend a serial for good."""
    s = tables.serial
    connection.execute(sa.update(s).where(s.c.serial == serial).values(ended=True))
    return True


def quota_line(row: Row) -> tuple[sa.ColumnElement[bool], ...]:
    """The line of the quota that a pass is taken from."""
    q = tables.pass_quota.c
    return (q.organisation == row.organisation, q.kind == row.kind, q.venue == row.venue, q.day == row.day)


def _drop_leaning(connection: Connection, act: Act, serial: int) -> None:
    d = tables.device.c
    for row in connection.execute(sa.select(tables.device).where(d.bearer == serial, d.state == "issued")).all():
        move_pass(connection, act, row, "cancel", reason="bearer")


def log(connection: Connection, act: Act, verb: str, subject: str = "") -> None:
    """One entry in the log of everything done."""
    append(connection, [Entry(act.at, act.actor, verb, subject=subject, detail=act.why)])
