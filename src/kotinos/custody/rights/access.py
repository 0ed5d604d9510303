"""What is held of a person, and who received what of it: the answer to a request for access, and the file for one of portability."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.fields import FIELDS as PROVIDED
from kotinos.custody.act import Act
from kotinos.custody.card.tables import card
from kotinos.custody.log import access as log
from kotinos.custody.rights import requests
from kotinos.custody.vault.fields import DAYS_KEPT, FIELDS
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import queries as clearances

_LEFT = ("mask", "reveal", "export", "answer", "release")
"""Deeds of the log by which something of a person reached somebody."""
_OWN = "rights"


class Received(msgspec.Struct, frozen=True):
    """Somebody received something: when, who (an actor and the consumer it acted for), how, and of which fields."""

    at: str
    actor: str
    consumer: str
    how: str
    fields: tuple[str, ...]


class Held(msgspec.Struct, frozen=True):
    """One field that is held: its value (a photo in Base64), on which legal basis, for what, and how many days after the Games."""

    value: str
    basis: str
    purposes: tuple[str, ...]
    days_kept: int


class Answer(msgspec.Struct, frozen=True):
    """Everything that article 15 names. What the authority said stands in it as its verdict: no reason was ever received."""

    subject: str
    made_at: str
    held: dict[str, Held]
    applications: list[dict[str, str]]
    clearance: str
    cards: list[dict[str, str]]
    received: list[Received]


def fulfil_access(connection: Connection, act: Act, vault: Vault, id: str) -> bytes:
    """The answer to a checked request for access, as JSON. It must not leave before the transaction commits."""
    row = requests.fulfilled(connection, act, id, "access")
    return msgspec.json.format(msgspec.json.encode(answer(connection, act, vault, row.subject)), indent=2)


def fulfil_portability(connection: Connection, act: Act, vault: Vault, id: str) -> bytes:
    """What the person provided, as JSON by field (article 20): not what others added."""
    row = requests.fulfilled(connection, act, id, "portability")
    found = _values(connection, act, vault, row.subject)
    values = {name: _text(value) for name, value in found.items() if name in PROVIDED or name == "photo"}
    return msgspec.json.format(
        msgspec.json.encode({"format": "kotinos-person", "version": 1, "values": values}), indent=2
    )


def answer(connection: Connection, act: Act, vault: Vault, subject: str) -> Answer:
    """What is held of ``subject``, and the recipients as the log has them."""
    received = recipients(connection, subject)  # before this reveal adds itself
    values = _values(connection, act, vault, subject)
    clearance = clearances.clearance_of(connection, subject)
    c = card.c
    cards = connection.execute(sa.select(c.serial, c.state, c.produced_at).where(c.subject == subject).order_by(c.seq))
    return Answer(
        subject=subject,
        made_at=act.at.isoformat(),
        held={
            name: Held(
                _text(value),
                FIELDS[name].basis,
                tuple(sorted(FIELDS[name].purposes)),
                DAYS_KEPT[FIELDS[name].retention],
            )
            for name, value in sorted(values.items())
        },
        applications=[
            {"organisation": row.organisation, "category": row.category, "function": row.function, "state": row.state}
            for row in queries.applications_of(connection, subject)
        ],
        clearance=clearance.verdict if clearance else "",
        cards=[
            {"serial": str(row.serial), "state": row.state, "produced": row.produced_at.isoformat()} for row in cards
        ],
        received=received,
    )


def recipients(connection: Connection, subject: str) -> list[Received]:
    """Who received what of ``subject``, in order, from the log alone."""
    return [
        Received(entry.at, entry.actor, entry.consumer, entry.act, entry.fields)
        for _, entry in log.entries_of(connection, subject)
        if entry.act in _LEFT and entry.outcome == "done"
    ]


def _values(connection: Connection, act: Act, vault: Vault, subject: str) -> Mapping[str, str | bytes]:
    own = [name for name, field in FIELDS.items() if _OWN in field.purposes]
    return vault.reveal_within(connection, act, _OWN, [subject], own, "export")[subject]


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else b64encode(value).decode()
