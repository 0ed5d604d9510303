"""A shipment that never arrived: nothing in it may open a door, and everybody in it still needs a card."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card.tables import card
from kotinos.custody.flow.policy import Policy
from kotinos.custody.flow.replacing import replace_card


def lose(connection: Connection, act: Act, policy: Policy, shipment: int) -> list[int]:
    """Close a shipment as lost; the serials of the new cards, which are closed and wait to be sent.

    Every card that was still on its way is cancelled (its number never returns) and replaced, so that no visa is annulled for a parcel.
    A card that was put in force meanwhile did arrive, and stays. Raises what `cards.lose_shipment` raises.
    """
    cards.lose_shipment(connection, act, shipment)
    c = card.c
    wanted = sa.select(card).where(c.shipment == shipment, c.state == "shipped").order_by(c.serial)
    return [
        replace_card(connection, act, policy, row.serial, row.application, "lost")
        for row in connection.execute(wanted).all()
    ]
