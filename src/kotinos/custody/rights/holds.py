"""Legal holds as they stand: on whom, and every reason that was given since the last one ended, as the log has it."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.tables import application
from kotinos.custody.log.access import Kept, entries_of
from kotinos.custody.vault import tables


class Held(msgspec.Struct, frozen=True):
    """Somebody under a legal hold: the files (organisation, category) by which an officer knows who it is, and the entries of the log."""

    subject: str
    files: tuple[tuple[str, str], ...]
    because: tuple[Kept, ...]


def every(connection: Connection) -> list[Held]:
    """Everybody under a hold, the longest first."""
    s = tables.subject.c
    subjects = connection.execute(sa.select(s.subject).where(s.held)).scalars().all()
    found = [Held(subject, _files(connection, subject), _because(connection, subject)) for subject in subjects]
    return sorted(found, key=lambda one: ([entry.at for entry in one.because], one.subject))


def _files(connection: Connection, subject: str) -> tuple[tuple[str, str], ...]:
    a = application.c
    rows = connection.execute(sa.select(a.organisation, a.category).where(a.subject == subject).order_by(a.opened_at))
    return tuple((organisation, category) for organisation, category in rows)


def _because(connection: Connection, subject: str) -> tuple[Kept, ...]:
    reasons: list[Kept] = []
    for _, entry in entries_of(connection, subject):
        if entry.act == "end-hold":
            reasons.clear()
        elif entry.act == "hold":
            reasons.append(entry)
    return tuple(reasons)
