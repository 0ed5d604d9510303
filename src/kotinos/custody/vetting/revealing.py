"""Where a batch gets its values: from the vault, under the zone's standing grant of vetting, as an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting.actions.packing import Reveal

GRANT = "vetting"


def under_grant(vault: Vault) -> Reveal:
    """The vault's values for `pack`; they leave with the transaction that logs them."""

    def reveal(
        connection: Connection, act: Act, subjects: Sequence[str], fields: Sequence[str]
    ) -> Mapping[str, Mapping[str, str | bytes]]:
        return vault.reveal_within(connection, act, GRANT, subjects, fields, "export")

    return reveal
