"""The link by which somebody makes their own credentials, once: nobody else ever knows a password."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import codes, passwords, queries, tables, tokens
from kotinos.custody.people.queries import Person

LIVES = timedelta(hours=24)


def issue(connection: Connection, act: Act, key: bytes, name: str) -> str:
    """The token of a new link for the account called ``name``; ``key`` is the one that second factors are kept under."""
    token, secret = tokens.new(), codes.new_secret()
    kept = codes.seal(key, name, secret)  # kept, so that the page shows the same picture when it is loaded again
    row = {"digest": tokens.digest(token), "name": name, "totp": kept, "until": act.at + LIVES}
    connection.execute(tables.enrolment.insert().values(**row))
    return token


def whose(connection: Connection, token: str, now: datetime) -> Person | None:
    """Whose link this is; ``None`` once it is used or too old."""
    row = _open(connection, token, now)
    return queries.person(connection, row.name) if row else None


def offered(connection: Connection, key: bytes, token: str, now: datetime) -> bytes | None:
    """The secret of the code that this link offers to a device."""
    row = _open(connection, token, now)
    return codes.unseal(key, row.name, row.totp) if row else None


def with_password(connection: Connection, act: Act, key: bytes, token: str, password: str, shown: str) -> Person:
    """Take ``password`` and the code that the device shows: from now on they open the account, and the link is used up.

    Raises `Refused`: ``enrolment_over``, ``code_wrong``, and those of `passwords.hashed`.
    """
    row = _open(connection, token, act.at)
    found = queries.person(connection, row.name) if row else None
    if row is None or found is None:
        raise Refused("enrolment_over")
    kept = passwords.hashed(password, row.name)
    step = codes.step(codes.unseal(key, row.name, row.totp), shown, act.at, 0)
    if step is None:
        raise Refused("code_wrong")
    changed = sa.update(tables.staff).where(tables.staff.c.name == row.name)
    connection.execute(changed.values(password=kept, totp=row.totp, totp_step=step))
    use_up(connection, act, token, "password and code")
    return found


def use_up(connection: Connection, act: Act, token: str, factor: str) -> None:
    """The link has done its work: ``factor`` says what was made with it."""
    used = sa.update(tables.enrolment).where(tables.enrolment.c.digest == tokens.digest(token)).values(used_at=act.at)
    connection.execute(used)
    append(connection, [Entry(act.at, act.actor, "enrol", detail=factor)])


def _open(connection: Connection, token: str, now: datetime) -> Any:
    c = tables.enrolment.c
    chosen = sa.select(c.digest, c.name, c.totp, c.until)
    return connection.execute(
        chosen.where(c.digest == tokens.digest(token), c.used_at.is_(None), c.until > now)
    ).one_or_none()
