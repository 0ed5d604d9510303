"""A shipment that never arrived: nothing in it may open a door, and everybody in it still needs a card."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import queries, reference
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card.tables import card
from kotinos.custody.flow.policy import Policy


def lose(connection: Connection, act: Act, policy: Policy, shipment: int) -> list[int]:
    """Close a shipment as lost; the serials of the new cards, which are closed and wait to be sent.

    Every card that was still on its way is cancelled (its number never returns) and replaced, so that no visa is annulled for a parcel.
    A card that was put in force meanwhile did arrive, and stays. Raises what `cards.lose_shipment` raises.
    """
    cards.lose_shipment(connection, act, shipment)
    c = card.c
    wanted = sa.select(card).where(c.shipment == shipment, c.state == "shipped").order_by(c.serial)
    made = []
    for row in connection.execute(wanted).all():
        file = queries.application(connection, row.application)
        assert file is not None
        made.append(
            cards.reissue(
                connection,
                act,
                row.serial,
                "lost",
                privileges=queries.privileges(connection, file.id),
                reference=reference.on(file.reference),
                zone=policy.zone,
            )
        )
    return made
