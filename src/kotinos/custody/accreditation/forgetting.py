"""What erasure means in this room: nothing is left by which the person could be found, compared, written to or let in."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.decisions import withdraw
from kotinos.custody.accreditation.life import LIVE
from kotinos.custody.accreditation.standing import application_of, move, note, person_of
from kotinos.custody.accreditation.tables import application, comparison, duplicate, invitation, letter, person
from kotinos.custody.act import Act


def forget(connection: Connection, act: Act, subject: str) -> None:
    """Withdraw what is live of a person, and destroy the keys of comparison, invitations, letters that wait, and open comparisons.

    The rows of the applications stay, for the counts of organisations and quotas: they hold codes and dates. The values themselves are
    destroyed by the vault, in the same transaction of the flow that calls both.
    """
    person_of(connection, subject)
    a, d = application.c, duplicate.c
    ids = list(
        connection.execute(sa.select(a.id).where(a.subject == subject, a.state.in_(LIVE)).order_by(a.id)).scalars()
    )
    for id in ids:
        withdraw(connection, act, id, "person")
    every = sa.select(a.id).where(a.subject == subject)
    connection.execute(sa.delete(comparison).where(comparison.c.subject == subject))
    alike = sa.select(d.application).where(d.other == subject, d.second_by == "")
    waiting_for = list(connection.execute(alike.order_by(d.application)).scalars())
    connection.execute(sa.delete(duplicate).where((d.other == subject) | d.application.in_(every), d.second_by == ""))
    for id in waiting_for:
        _release(connection, act, id)
    connection.execute(sa.delete(invitation).where(invitation.c.application.in_(every)))
    waiting = sa.update(letter).where(letter.c.subject == subject, letter.c.state == "queued")
    connection.execute(waiting.values(state="refused"))
    # The mark is a hash of the identity: without it no guess can be tried. A card still in force would keep this from being committed.
    connection.execute(sa.update(person).where(person.c.subject == subject).values(identity_mark=""))
    # Their own reference of the line is the organisation's name for the person: it goes too.
    connection.execute(sa.update(application).where(a.subject == subject).values(own_reference=None, findings=""))
    note(connection, act, "forget", subject)


def _release(connection: Connection, act: Act, id: str) -> None:
    """Let an application go on that was held only because it looked like the person who is forgotten."""
    d = duplicate.c
    still = sa.select(sa.func.count()).where(d.application == id, d.second_by == "")
    row = application_of(connection, act, id)
    if row.state == "HELD_DUPLICATE" and connection.execute(still).scalar_one() == 0:
        move(connection, act, row, "release")
