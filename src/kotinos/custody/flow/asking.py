"""A question that the State could not be asked, or could not read: put right, and asked again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.fields import IDENTITY
from kotinos.custody.act import Act
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions as vetting


def ask_again(connection: Connection, act: Act, vault: Vault, subject: str, values: Mapping[str, str]) -> None:
    """Seal ``values`` that are no part of an identity (the home address), and let the question go out with the next batch.

    What is part of an identity is changed by `change_identity`, which asks again by itself. Refused("nothing_to_mend").
    """
    if values.keys() & set(IDENTITY):
        raise ValueError("an identity changes by a change of identity only")
    if given := {name: value for name, value in values.items() if value}:
        vault.seal(connection, act, subject, given)
    vetting.mend(connection, act, subject)
