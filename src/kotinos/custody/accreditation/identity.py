"""The identity of a person: read with an entry in the log, sealed with the forms that are made from it, and marked."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.comparison import Known, keys
from kotinos.custody.accreditation.fields import FIELDS
from kotinos.custody.accreditation.names import Name, card_name, mrz_name
from kotinos.custody.accreditation.tables import comparison, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault

GRANT = "accreditation"
"""The zone's standing grant under which this room reads what it checks."""


def values_of(connection: Connection, act: Act, vault: Vault, subject: str) -> dict[str, str]:
    """What a person filled in, read inside the caller's transaction; empty where nothing is sealed yet."""
    try:
        found = vault.reveal_within(connection, act, GRANT, [subject], tuple(FIELDS))[subject]
    except Refused as refused:
        if refused.code != "unknown_subject":
            raise
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def forms(values: Mapping[str, str]) -> dict[str, str]:
    """The forms that follow from a name as typed: of the machine-readable zone, and of the card."""
    name = Name(values["family_name"], values.get("given_names", ""))
    return {"mrz_name": mrz_name(name), "card_name": card_name(name)}


def known(values: Mapping[str, str]) -> Known:
    """What of a person is compared with others."""
    name = mrz_name(Name(values["family_name"], values.get("given_names", "")))
    rest = ("birth_date", "nationality", "document_number", "document_issuer")
    return Known(name, *(values.get(field, "") for field in rest))


def seal_identity(connection: Connection, act: Act, vault: Vault, subject: str, values: Mapping[str, str]) -> str:
    """Seal the name's other forms, set the person's identity mark and the keys of comparison from ``values``; the mark."""
    vault.seal(connection, act, subject, forms(values))
    mark = vault.mark(connection, values)
    connection.execute(sa.update(person).where(person.c.subject == subject).values(identity_mark=mark))
    connection.execute(sa.delete(comparison).where(comparison.c.subject == subject))
    hashes = vault.comparison(connection, sorted(keys(known(values))))
    connection.execute(comparison.insert(), [{"key": key, "subject": subject} for key in dict.fromkeys(hashes)])
    return mark
