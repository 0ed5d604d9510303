"""What becomes of a card when its visa does: no card is in force without a visa that is needed, and none carries an old number."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.life import UNUSED
from kotinos.custody.card.tables import card
from kotinos.custody.flow.policy import Policy
from kotinos.custody.flow.replacing import replace_card
from kotinos.custody.vault.vault import Vault


def need_visa(connection: Connection, act: Act, policy: Policy, subject: str, *, needed: bool) -> None:
    """Say whether a person needs a visa. A card in force is suspended where one is. Refused("visa_not_now")."""
    visa.ask(connection, act, subject, policy.games, needed=needed)
    if needed:
        cards.suspend_of(connection, act, subject, "visa")


def issue_visa(connection: Connection, act: Act, vault: Vault, policy: Policy, subject: str, number: str) -> int | None:
    """Take in the number of a visa; the serial of the card that carries it, None where no card is printed yet.

    A card that was printed without the pair, or with an old one, is replaced. One that is suspended for another reason is left to who
    looks at that reason. Refused: visa_number, visa_not_now.
    """
    visa.issue(connection, act, vault, subject, policy.games, number)
    c = card.c
    closed = c.state.in_(UNUSED) | ((c.state == "suspended") & (c.reason == "visa"))
    wanted = sa.select(c.serial, c.application).where(c.subject == subject, c.games == policy.games, closed)
    found = connection.execute(wanted).first()
    if found is None:
        return None
    return replace_card(connection, act, policy, found.serial, found.application, "reprint")


def refuse_visa(connection: Connection, act: Act, policy: Policy, subject: str) -> None:
    """The authority refuses the visa, or takes it back: the card stays closed, one in force is suspended. Refused("visa_not_now")."""
    visa.refuse(connection, act, subject, policy.games)
    cards.suspend_of(connection, act, subject, "visa")
