"""Who has an account."""

from __future__ import annotations

from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.people import tables


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One account. ``organisation`` is the employer, or the code of the responsible organisation that the person acts for."""

    name: str
    full_name: str
    organisation: str
    role: str
    language: str
    handle: bytes
    enrolled: bool
    closed: bool
    seen_at: datetime | None

    @property
    def actor(self) -> str:
        """How acts name this person."""
        return f"org:{self.organisation}:{self.name}" if self.role == "organisation" else f"staff:{self.name}"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A new account or a recovery that waits for a second person."""

    id: str
    name: str
    what: str
    asked_by: str
    asked_at: datetime
    why: str


def person(connection: Connection, name: str) -> Person | None:
    """The account called ``name``."""
    found = _people(connection, tables.staff.c.name == name)
    return found[0] if found else None


def everybody(connection: Connection) -> list[Person]:
    """All accounts, by name."""
    return _people(connection, sa.true())


def staffed(connection: Connection) -> bool:
    """Whether anybody of the staff has credentials yet."""
    return any(one.enrolled and one.role != "organisation" for one in everybody(connection))


def pending(connection: Connection) -> list[Change]:
    """The changes that wait, the oldest first."""
    c = tables.change.c
    rows = connection.execute(
        sa.select(c.id, c.name, c.what, c.asked_by, c.asked_at, c.why)
        .where(c.agreed_by.is_(None))
        .order_by(c.asked_at, c.id)
    )
    return [Change(**row._mapping) for row in rows]


def _people(connection: Connection, which: sa.ColumnElement[bool]) -> list[Person]:
    c = tables.staff.c
    keys = sa.select(tables.passkey.c.id).where(tables.passkey.c.name == c.name).exists()
    rows = connection.execute(
        sa.select(
            *(c.name, c.full_name, c.organisation, c.role, c.language, c.handle, c.seen_at),
            (c.password.is_not(None) | keys).label("enrolled"),
            c.closed_at.is_not(None).label("closed"),
        )
        .where(which)
        .order_by(c.name)
    )
    return [Person(**row._mapping) for row in rows]
