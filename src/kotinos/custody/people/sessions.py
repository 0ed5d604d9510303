"""Who is signed in. A session is a random token of which the table knows the digest; each sign-in makes a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import queries, tables, tokens
from kotinos.custody.people.queries import Person

IDLE = timedelta(minutes=15)
"""Without a page asked for, a session ends: somebody left the desk."""
LONGEST = timedelta(hours=8)
"""A shift: after that one signs in again."""
_TOUCH = timedelta(minutes=1)  # a row written at every page would make every reader wait for the one writer


class Session(msgspec.Struct, frozen=True):
    """Somebody who is signed in; ``csrf`` comes with every change that a page of theirs asks for."""

    person: Person
    csrf: str
    seen_at: datetime


def begin(connection: Connection, act: Act, person: Person, factor: str) -> str:
    """A new session for somebody whose credentials were right; its token, for the cookie alone."""
    token = tokens.new()
    row = {
        "digest": tokens.digest(token),
        "name": person.name,
        "csrf": tokens.new(),
        "begun_at": act.at,
        "seen_at": act.at,
    }
    connection.execute(tables.session.insert().values(**row))
    _sweep(connection, act.at)
    connection.execute(sa.update(tables.staff).where(tables.staff.c.name == person.name).values(seen_at=act.at))
    append(connection, [Entry(act.at, act.actor, "sign-in", detail=factor)])
    return token


def find(connection: Connection, token: str, now: datetime) -> Session | None:
    """The session that ``token`` opens, while it is neither idle nor over and its account is not closed."""
    c = tables.session.c
    row = connection.execute(
        sa.select(c.name, c.csrf, c.seen_at).where(
            c.digest == tokens.digest(token), c.seen_at > now - IDLE, c.begun_at > now - LONGEST
        )
    ).one_or_none()
    found = queries.person(connection, row.name) if row else None
    return Session(found, row.csrf, row.seen_at) if row and found and not found.closed else None


def stale(session: Session, now: datetime) -> bool:
    """Whether it is time to write down that the session is in use (`touch`)."""
    return now - session.seen_at >= _TOUCH


def touch(connection: Connection, token: str, now: datetime) -> None:
    """The session is in use."""
    connection.execute(
        sa.update(tables.session).where(tables.session.c.digest == tokens.digest(token)).values(seen_at=now)
    )


def end(connection: Connection, act: Act, token: str) -> None:
    """Sign out."""
    connection.execute(sa.delete(tables.session).where(tables.session.c.digest == tokens.digest(token)))
    append(connection, [Entry(act.at, act.actor, "sign-out")])


def _sweep(connection: Connection, now: datetime) -> None:
    c = tables.session.c
    connection.execute(sa.delete(tables.session).where((c.seen_at <= now - IDLE) | (c.begun_at <= now - LONGEST)))
