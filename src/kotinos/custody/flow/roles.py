"""Another role, or other privileges: the card says what it opens, so it is printed anew."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import changes
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.act import Act
from kotinos.custody.card.life import LIVE
from kotinos.custody.card.tables import card
from kotinos.custody.flow.approval import print_if_ready
from kotinos.custody.flow.policy import Policy
from kotinos.custody.flow.replacing import replace_card


def change_role(connection: Connection, act: Act, policy: Policy, application: str, role: Facts) -> int | None:
    """Give an application another role; the serial of its new card, which is closed until it is validated. See `changes.change_role`."""
    changes.change_role(connection, act, application, role)
    return reprint(connection, act, policy, application)


def set_override(
    connection: Connection, act: Act, policy: Policy, application: str, axis: str, value: str, given: bool
) -> int | None:
    """Give or take one privilege; the serial of the new card."""
    changes.set_override(connection, act, application, axis, value, given)
    return reprint(connection, act, policy, application)


def reprint(connection: Connection, act: Act, policy: Policy, application: str) -> int | None:
    """Replace the card of an application by one that reads as the file does now: the old one is cancelled first. None if none is live."""
    c = card.c
    live = sa.select(c.serial).where(c.application == application, c.games == policy.games, c.state.in_(LIVE))
    serial = connection.execute(live).scalar()
    if serial is None:
        return print_if_ready(connection, act, policy, application)
    return replace_card(connection, act, policy, serial, application, "role")
