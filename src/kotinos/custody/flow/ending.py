"""Somebody does not come, or no longer: the application ends, and with the last one the card and the question to the State."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import decisions, likenesses, queries
from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.life import LIVE
from kotinos.custody.card.tables import card
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries as clearances


def reject(connection: Connection, act: Act, application: str, reason: str) -> None:
    """Reject an application for a reason code; see `decisions.reject`."""
    decisions.reject(connection, act, application, reason)
    _leave(connection, act, application)


def withdraw(connection: Connection, act: Act, application: str, reason: str) -> None:
    """Withdraw an application for a reason code; see `decisions.withdraw`."""
    decisions.withdraw(connection, act, application, reason)
    _leave(connection, act, application)


def settle_pair(connection: Connection, act: Act, application: str, other: str, verdict: str) -> bool:
    """Say ``merge`` or ``keep`` about two files (see `likenesses.decide`); whether that settled it.

    An approved file that turns out to be somebody else's ends with all that hung on it: every approved application of its person, the
    cards, the question to the State.
    """
    settled = likenesses.decide(connection, act, application, other, verdict)
    if settled and verdict == "merge":
        _leave(connection, act, application)
        row = queries.application(connection, application)
        assert row is not None
        for id in approved_of(connection, row.subject):
            withdraw(connection, act, id, "duplicate")
    return settled


def _leave(connection: Connection, act: Act, application: str) -> None:
    row = queries.application(connection, application)
    if row is None:
        raise Refused("unknown_application")
    cancel_cards(connection, act, row.subject, "withdrawn", application)
    if not approved_of(connection, row.subject) and clearances.clearance_of(connection, row.subject) is not None:
        vetting.release(connection, act, row.subject)


def cancel_cards(connection: Connection, act: Act, subject: str, reason: str, application: str = "") -> None:
    """Cancel every live card of a person, of one application where it is given."""
    c = card.c
    wanted = sa.select(c.serial).where(c.subject == subject, c.state.in_(LIVE))
    if application:
        wanted = wanted.where(c.application == application)
    for serial in connection.execute(wanted).scalars().all():
        cards.cancel(connection, act, serial, reason)
