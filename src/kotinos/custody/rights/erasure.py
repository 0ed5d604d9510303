"""Erasure: everything that hangs on the person ends, the open zone forgets, and the key is destroyed; then there is nothing to read."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody import flow
from kotinos.custody.accreditation import forgetting, queries
from kotinos.custody.accreditation.life import LIVE
from kotinos.custody.act import Act
from kotinos.custody.door import crossings
from kotinos.custody.log import access as log
from kotinos.custody.rights import requests
from kotinos.custody.vault.tables import value
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import queries as clearances


class Proof(msgspec.Struct, frozen=True):
    """``entry`` is the place in the log that says so, which anybody can have proved; ``left`` counts what can still be read, and is 0."""

    entry: int
    left: int


def fulfil_erasure(connection: Connection, act: Act, vault: Vault, id: str) -> Proof:
    """Erase the person of a checked request; raises Refused("held") under a legal hold, and nothing has changed then."""
    row = requests.fulfilled(connection, act, id, "erasure")
    return erase(connection, act, vault, row.subject)


def erase(connection: Connection, act: Act, vault: Vault, subject: str) -> Proof:
    """Erase ``subject``. Cards are cancelled first: a gate learns it from the status list like any other end."""
    for row in queries.applications_of(connection, subject):
        if row.state in LIVE:
            flow.withdraw(connection, act, row.id, "person")
    flow.cancel_cards(connection, act, subject, "withdrawn")
    crossings.forget(connection, act, vault, subject)
    if queries.person(connection, subject) is not None:
        forgetting.forget(connection, act, subject)
    [entry] = log.append(connection, [log.Entry(act.at, act.actor, "erasure", subject=subject, detail=act.why)])
    vault.erase(connection, act, subject)
    left = connection.execute(
        sa.select(sa.func.count()).select_from(value).where(value.c.subject == subject)
    ).scalar_one()
    assert clearances.clearance_of(connection, subject) is None
    return Proof(entry, left)
