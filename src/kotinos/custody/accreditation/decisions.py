"""What officers decide about an application: back to the sender, approved with a place of the quota, rejected, withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import checks, reference
from kotinos.custody.accreditation.applications import refuse
from kotinos.custody.accreditation.letters.outbox import queue
from kotinos.custody.accreditation.places import give_back, reserve, within_most
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.standing import Row, application_of, move, officer
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Act, Refused

OPINION = "opinion"
"""The reason code of a rejection that the State's opinion binds us to."""


def return_to_draft(connection: Connection, act: Act, id: str, reason: str) -> None:
    """Send a submitted application back for the ``reason`` (a code of ``reasons.csv``)."""
    officer(act)
    row = application_of(connection, act, id)
    _known(act, reason, "return")
    move(connection, act, row, "return", detail=reason, reason=reason)
    queue(connection, act, row, "returned", reason)


def approve(connection: Connection, act: Act, id: str) -> None:
    """Approve a submitted application. A place is reserved in the same transaction: without one it raises Refused("quota_full").

    The reference data of this day explain the application from now on. It opens no door: that needs a clearance and a card.
    """
    officer(act)
    row = application_of(connection, act, id)
    day = reference.on(act.at.date())
    facts = Facts(row.category, row.function, row.sport, row.team)
    refuse(checks.role(day, facts))
    if row.state == "SUBMITTED":
        within_most(connection, day, row.organisation, facts)
        place = reserve(connection, row.organisation, row.category, row.sport)
    else:
        place = None
    version = row.version + 1
    move(connection, act, row, "approve", place=place, decided_at=act.at, reference=day.day, reason="", version=version)
    queue(connection, act, row, "approved")


def reject(connection: Connection, act: Act, id: str, reason: str) -> None:
    """Reject an application for the ``reason`` code; its place is given back. The letter says no more than the code's sentence.

    For `OPINION` it is the neutral letter: it quotes the law and gives no reason, for nobody here knows one.
    """
    officer(act)
    row = _end(connection, act, id, "reject", reason)
    if reason == OPINION:
        queue(connection, act, row, "refused")
    else:
        queue(connection, act, row, "rejected", reason)


def withdraw(connection: Connection, act: Act, id: str, reason: str) -> None:
    """Withdraw an application at the wish of its organisation or its person; its place is given back."""
    _end(connection, act, id, "withdraw", reason)


def _end(connection: Connection, act: Act, id: str, event: str, reason: str) -> Row:
    row = application_of(connection, act, id)
    _known(act, reason, event)
    give_back(connection, row)
    move(connection, act, row, event, detail=reason, reason=reason, decided_at=act.at, place=None)
    return row


def _known(act: Act, reason: str, step: str) -> None:
    found = reference.on(act.at.date()).reasons.get(reason)
    if found is None or found.step != step:
        raise Refused("unknown_reason", reason=reason, step=step)


def approved_of(connection: Connection, subject: str) -> list[str]:
    """The approved applications of a person."""
    a = application.c
    wanted = sa.select(a.id).where(a.subject == subject, a.state == "APPROVED")
    return list(connection.execute(wanted.order_by(a.id)).scalars())
