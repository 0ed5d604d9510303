"""Erasure: the subject's data key is destroyed, and with it everything that was ever sealed under it, in every copy that is opened here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import tables
from kotinos.custody.vault.ledger import Ledger

_s = tables.subject.c


def erase(connection: Connection, ledger: Ledger | None, act: Act, subject: str) -> None:
    """Destroy what is sealed of ``subject``; the ledger gets its line at the moment in which the transaction commits."""
    if ledger is None:
        raise Refused("no_ledger")
    found = connection.execute(sa.select(_s.held, _s.erased_at).where(_s.subject == subject)).one_or_none()
    if found is None:
        raise Refused("unknown_subject", subject=subject)
    if found.erased_at is not None:
        raise Refused("erased", subject=subject)
    if found.held:
        raise Refused("held", subject=subject)
    _destroy(connection, act, subject)

    def written(_connection: Connection) -> None:
        ledger.add([subject], act.at)

    # Only now is it certain that every rule of the transaction agreed. A line without a commit is replayed at the next opening; a commit
    # without a line could be undone by a backup.
    sa.event.listen(connection, "commit", written, once=True)


def replay(connection: Connection, ledger: Ledger | None, at: datetime) -> int:
    """Destroy what the ledger lists and this database still has (it was restored, or a commit failed); how many that were.

    Raises Refused("ledger_behind") where the database has erased somebody whom the ledger does not know: it is another's, or was cut.
    """
    listed = {line.subject for line in ledger.lines} if ledger else set()
    erased = set(connection.execute(sa.select(_s.subject).where(_s.erased_at.is_not(None))).scalars())
    if erased - listed:
        raise Refused("ledger_behind", missing=len(erased - listed))
    if not listed - erased:
        return 0
    there = set(connection.execute(sa.select(_s.subject).where(_s.erased_at.is_(None))).scalars())
    back = sorted(listed & there)
    for subject in back:
        _destroy(connection, Act("clock", at, "replayed from the ledger of erasures"), subject)
    return len(back)


def _destroy(connection: Connection, act: Act, subject: str) -> None:
    append(connection, [Entry(act.at, act.actor, "erase", subject=subject, detail=act.why)])
    access.forget(connection, subject)
    connection.execute(sa.delete(tables.value).where(tables.value.c.subject == subject))
    connection.execute(sa.delete(tables.index).where(tables.index.c.subject == subject))
    connection.execute(
        sa.update(tables.token).where(tables.token.c.subject == subject).values(state="dead", sealed=None)
    )
    connection.execute(
        sa.update(tables.subject)
        .where(_s.subject == subject)
        .values(wrapped=None, erased_at=act.at.isoformat(), restricted=False)
    )
