"""A change of identity re-opens everything that depended on the old one, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import changes, queries
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.tables import visa as visas
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries as clearances


def change_identity(connection: Connection, act: Act, vault: Vault, subject: str, values: Mapping[str, str]) -> bool:
    """Seal new ``values`` of a person's identity or document; whether the person is somebody else to the State from now on.

    If so, the clearance of the old identity is superseded and asked for anew, and every card in force is suspended: it is printed for
    somebody who no longer exists. A new travel document alone leaves the clearance, which is about the human being; a visa that was issued
    on the old document is to be checked again, and the card that carries it is suspended until then.
    """
    before = queries.person(connection, subject)
    if before is None:
        raise Refused("unknown_person")
    mark = changes.change_identity(connection, act, vault, subject, values)
    anew: bool = mark != before.identity_mark
    if anew:
        cards.suspend_of(connection, act, subject, "identity")
        if clearances.clearance_of(connection, subject) is not None:
            vetting.reopen(connection, act, subject, mark)
    for games in connection.execute(sa.select(visas.c.games).where(visas.c.subject == subject)).scalars().all():
        if visa.recheck(connection, act, subject, games) and not anew:
            cards.suspend_of(connection, act, subject, "visa")
    return anew
