"""Accounts: who is added, by whom, how lost credentials are replaced, and how an account ends.

Once the zone has staff, a new member of staff and the recovery of one who lost their credentials take two people. A user of a
responsible organisation sees only that organisation's own file and takes one.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import enrolment, queries, tables
from kotinos.custody.people.roles import ROLES

NAME = re.compile(r"[a-z][a-z0-9.-]{1,39}")
DORMANT = timedelta(days=14)
"""An account that nobody used for so long is closed: what sleeps is what a thief wakes."""


def add(
    connection: Connection,
    act: Act,
    key: bytes,
    *,
    name: str,
    full_name: str,
    organisation: str,
    role: str,
    language: str = "en",
) -> str | None:
    """Add an account. Gives the token of its enrolment link, or ``None`` where a second person must agree first (`agree`).

    Raises `Refused`: ``name_form``, ``name_taken``, ``role_unknown``, ``organisation_missing``.
    """
    if not NAME.fullmatch(name):
        raise Refused("name_form", name=name)
    if role not in ROLES:
        raise Refused("role_unknown", role=role)
    if not organisation or not full_name:
        raise Refused("organisation_missing")
    if queries.person(connection, name):
        raise Refused("name_taken", name=name)
    alone = role == "organisation" or not queries.staffed(connection)
    row = {
        "name": name,
        "full_name": full_name,
        "organisation": organisation,
        "role": role,
        "language": language,
        "added_at": act.at,
    }
    connection.execute(tables.staff.insert().values(**row, handle=secrets.token_bytes(32), totp_step=0))
    append(connection, [Entry(act.at, act.actor, "add-account", detail=f"{name} {role} {organisation}: {act.why}")])
    if alone:
        return enrolment.issue(connection, act, key, name)
    _ask(connection, act, name, "add")
    return None


def recover(connection: Connection, act: Act, name: str) -> None:
    """Ask that somebody who lost their credentials may make new ones. Nothing happens until a second person agrees (`agree`)."""
    if queries.person(connection, name) is None:
        raise Refused("nobody", name=name)
    _ask(connection, act, name, "recover")
    append(connection, [Entry(act.at, act.actor, "ask-recover", detail=f"{name}: {act.why}")])


def agree(connection: Connection, act: Act, key: bytes, change: str) -> str:
    """Agree to a change that another asked for; gives the token of the enrolment link. Old credentials and sessions end here.

    Raises `Refused`: ``change_unknown``, ``same_person`` (who asked, or who would get in, cannot agree).
    """
    found = next((one for one in queries.pending(connection) if one.id == change), None)
    if found is None:
        raise Refused("change_unknown")
    if act.actor in (found.asked_by, f"staff:{found.name}"):
        raise Refused("same_person")
    connection.execute(
        sa.update(tables.change).where(tables.change.c.id == change).values(agreed_by=act.actor, agreed_at=act.at)
    )
    _strip(connection, found.name)
    opened = sa.update(tables.staff).where(tables.staff.c.name == found.name)
    connection.execute(opened.values(closed_at=None, added_at=act.at))
    append(connection, [Entry(act.at, act.actor, f"agree-{found.what}", detail=f"{found.name}: {act.why}")])
    return enrolment.issue(connection, act, key, found.name)


def close(connection: Connection, act: Act, name: str) -> None:
    """Close an account: its credentials are destroyed and its sessions end. Raises `Refused` (``nobody``)."""
    if queries.person(connection, name) is None:
        raise Refused("nobody", name=name)
    _strip(connection, name)
    connection.execute(sa.update(tables.staff).where(tables.staff.c.name == name).values(closed_at=act.at))
    append(connection, [Entry(act.at, act.actor, "close-account", detail=f"{name}: {act.why}")])


def close_dormant(connection: Connection, act: Act) -> list[str]:
    """Close every account of the staff that was not used for `DORMANT`; their names. Organisations come back after months."""
    c = tables.staff.c
    last = sa.func.coalesce(c.seen_at, c.added_at)
    asleep = sa.select(c.name).where(c.closed_at.is_(None), c.role != "organisation", last < act.at - DORMANT)
    names = list(connection.scalars(asleep.order_by(c.name)))
    for name in names:
        close(connection, act, name)
    return names


def _ask(connection: Connection, act: Act, name: str, what: str) -> None:
    row = {
        "id": secrets.token_hex(16),
        "name": name,
        "what": what,
        "asked_by": act.actor,
        "asked_at": act.at,
        "why": act.why,
    }
    connection.execute(tables.change.insert().values(**row))


def _strip(connection: Connection, name: str) -> None:
    connection.execute(
        sa.update(tables.staff).where(tables.staff.c.name == name).values(password=None, totp=None, totp_step=0)
    )
    for table in (tables.passkey, tables.session, tables.enrolment, tables.ticket):
        connection.execute(sa.delete(table).where(table.c.name == name))
