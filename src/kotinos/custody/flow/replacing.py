"""A new card in place of another: with what the file gives now, by the reference data of the file's own day."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import queries, reference
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.flow.policy import Policy


def replace_card(connection: Connection, act: Act, policy: Policy, serial: int, application: str, reason: str) -> int:
    """Replace the card ``serial`` of ``application``; the serial of the new one, which is closed. See `cards.reissue`."""
    file = queries.application(connection, application)
    assert file is not None
    return cards.reissue(
        connection,
        act,
        serial,
        reason,
        privileges=queries.privileges(connection, policy.season, application),
        reference=reference.on(file.reference),
        zone=policy.zone,
    )
