"""Signing in with a password and the code of the moment.

What is wrong is never said: a stranger learns neither whether a name exists nor which of the two was right. Each try is on disk before
its password is looked at.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import codes, passwords, queries, sessions, tables, throttle
from kotinos.custody.store import Database


class Opened(msgspec.Struct, frozen=True):
    """Signed in: the token for the cookie."""

    token: str


class TurnedAway(msgspec.Struct, frozen=True):
    """Not signed in. ``wait`` is zero where the credentials were wrong, else how long until the next try."""

    wait: timedelta = timedelta()


def with_password(
    database: Database, key: bytes, name: str, password: str, shown: str, now: datetime
) -> Opened | TurnedAway:
    """Sign in; ``shown`` is the code on the person's device. Slow on purpose: call it beside the event loop."""
    with database.writing() as connection:
        wait = throttle.spend(connection, name, now)
    if wait:
        return TurnedAway(wait)
    kept = tables.staff.c
    with database.reading() as connection:
        row = connection.execute(
            sa.select(kept.password, kept.totp).where(kept.name == name, kept.closed_at.is_(None))
        ).one_or_none()
    right = passwords.matches(password, row.password if row else None)
    with database.writing() as connection:
        found = queries.person(connection, name)
        last = connection.execute(sa.select(kept.totp_step, kept.password).where(kept.name == name)).one_or_none()
        same = row is not None and last is not None and last.password == row.password
        if right and same and found and not found.closed and row is not None and last is not None and row.totp:
            step = codes.step(codes.unseal(key, name, row.totp), shown, now, last.totp_step)
            if step is not None:
                connection.execute(sa.update(tables.staff).where(kept.name == name).values(totp_step=step))
                throttle.forgive(connection, name, now)
                act = Act(found.actor, now, "sign-in")
                return Opened(sessions.begin(connection, act, found, "password and code"))
        # A name that somebody typed may be a password in the wrong box: only names that exist are kept.
        actor = found.actor if found else "nobody"
        append(connection, [Entry(now, actor, "sign-in", outcome="refused")])
    return TurnedAway()
