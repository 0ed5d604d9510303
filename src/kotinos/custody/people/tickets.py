"""Tickets: what a custodian may do to keys, grants and the log they may do for an hour at most, for a reason, when a second person agreed.

There is no standing privilege: without an open ticket a custodian sees the console and can ask for one.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import tables
from kotinos.custody.people.queries import Person
from kotinos.custody.people.roles import ROLES, may

LONGEST = 60
"""Minutes."""
PATIENCE = timedelta(hours=8)
"""A ticket nobody agreed to in a shift is asked for anew."""


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """``until`` is there once somebody agreed."""

    id: str
    name: str
    why: str
    minutes: int
    asked_at: datetime
    agreed_by: str | None
    until: datetime | None


def ask(connection: Connection, act: Act, person: Person, minutes: int) -> str:
    """Ask for a ticket; its number. Raises `Refused`: ``ticket_length``, ``ticket_needless`` (the role has nothing by ticket)."""
    if not 1 <= minutes <= LONGEST:
        raise Refused("ticket_length", most=LONGEST)
    if not ROLES[person.role].by_ticket:
        raise Refused("ticket_needless", role=person.role)
    id_ = secrets.token_hex(8)
    row = {"id": id_, "name": person.name, "why": act.why, "minutes": minutes, "asked_at": act.at}
    connection.execute(tables.ticket.insert().values(**row))
    append(connection, [Entry(act.at, act.actor, "ask-ticket", detail=f"{id_}: {act.why}")])
    return id_


def agree(connection: Connection, act: Act, second: Person, ticket: str) -> None:
    """A second person agrees: the ticket opens now. Raises `Refused`: ``ticket_unknown``, ``same_person``, ``may_not``."""
    found = next((one for one in asked(connection, act.at) if one.id == ticket), None)
    if found is None:
        raise Refused("ticket_unknown")
    if found.name == second.name:
        raise Refused("same_person")
    if not may(second.role, "countersign", ticket=False):
        raise Refused("may_not")
    until = act.at + timedelta(minutes=found.minutes)
    opened = sa.update(tables.ticket).where(tables.ticket.c.id == ticket).values(agreed_by=second.name, until=until)
    connection.execute(opened)
    append(connection, [Entry(act.at, act.actor, "agree-ticket", detail=f"{ticket}: {act.why}")])


def end(connection: Connection, act: Act, ticket: str) -> None:
    """End a ticket before its time; one that is over stays over."""
    c = tables.ticket.c
    connection.execute(sa.update(tables.ticket).where(c.id == ticket, c.until > act.at).values(until=act.at))
    append(connection, [Entry(act.at, act.actor, "end-ticket", detail=f"{ticket}: {act.why}")])


def open_for(connection: Connection, name: str, now: datetime) -> Ticket | None:
    """The ticket that is open for this person now."""
    c = tables.ticket.c
    return next(iter(_tickets(connection, (c.name == name) & (c.until > now))), None)


def asked(connection: Connection, now: datetime) -> list[Ticket]:
    """Tickets that wait for a second person."""
    c = tables.ticket.c
    return _tickets(connection, c.agreed_by.is_(None) & (c.asked_at > now - PATIENCE))


def allowed(connection: Connection, person: Person, permission: str, now: datetime) -> bool:
    """Whether this person may do what ``permission`` names, now."""
    return may(person.role, permission, ticket=open_for(connection, person.name, now) is not None)


def _tickets(connection: Connection, which: sa.ColumnElement[bool]) -> list[Ticket]:
    rows = connection.execute(sa.select(tables.ticket).where(which).order_by(tables.ticket.c.asked_at))
    return [Ticket(**row._mapping) for row in rows]
