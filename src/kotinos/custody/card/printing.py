"""From the file to the printer: what is sealed is revealed for the print, signed, and set. The log entry is on disk before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import code, signers, tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.actions.producing import Printed
from kotinos.custody.card.claims import Claims, Kind
from kotinos.custody.card.life import ENDED, PASS_ENDED
from kotinos.custody.card.print import Face, Look, batches
from kotinos.custody.vault.root import Root
from kotinos.custody.vault.vault import Vault

GRANT = "card"
FIELDS = ("card_name", "photo", "visa_number", "document_number")


def print_cards(
    vault: Vault, root: Root, act: Act, serials: Sequence[int], *, zone: tzinfo, look: Look | None = None
) -> list[bytes]:
    """The cards and passes of ``serials`` as PDF files, in order; the log says whose. Refused("no_card"), Refused("wrong_state") for one
    that has ended, Refused("no_photo"), and whatever the vault refuses: then nothing is printed.
    """
    with vault.database.reading() as connection:
        rows = [_row(connection, serial) for serial in serials]
        with_visa = _visas(connection, rows)
        signer = signers.signer(connection, root, act.at)
    revealed = vault.reveal(act, GRANT, sorted({row.subject for row in rows}), FIELDS, operation="export")
    faces = []
    for row in rows:
        values = revealed.get(row.subject, {})
        name, photo = values.get("card_name"), values.get("photo")
        numbers = values.get("visa_number"), values.get("document_number")
        visa = numbers if row.serial in with_visa and all(numbers) else None
        if not isinstance(name, str):
            raise Refused("no_identity")
        if row.kind == "card" and not isinstance(photo, bytes):
            raise Refused("no_photo")
        claims = code.fitted(claims_of(row, name, visa=visa is not None))
        faces.append(
            Face(
                claims=claims,
                code=code.write(claims, signer),
                name=name,
                zone=zone,
                photo=photo if isinstance(photo, bytes) else None,
                visa=None if visa is None else (str(visa[0]), str(visa[1])),
                opens=msgspec.json.decode(row.privileges, type=Printed).opens if row.kind == "card" else (),
            )
        )
    return batches(faces, look)


def claims_of(row: record.Row, name: str, *, visa: bool = False) -> Claims:
    """The claims of a card or pass as it stands in the tables, with its sealed name."""
    if row.kind == "card":
        printed = msgspec.json.decode(row.privileges, type=Printed)
        given = msgspec.structs.asdict(printed)
        del given["opens"]
        return Claims(
            games=row.games,
            serial=row.serial,
            name=name,
            visa=visa,
            valid_from=row.valid_from.replace(microsecond=0),
            valid_to=row.valid_to.replace(microsecond=0),
            **given,
        )
    kind = Kind[row.kind.upper()]
    return Claims(
        games=row.games,
        serial=row.serial,
        category={Kind.UPGRADE: "U", Kind.DAY: "DAY", Kind.GUEST: "G"}[kind],
        name=name,
        organisation=row.organisation,
        venues=(row.venue,),
        zones=tuple(row.zones.split()),
        session=row.session,
        valid_from=row.valid_from.replace(microsecond=0),
        valid_to=row.valid_to.replace(microsecond=0),
        kind=kind,
        bearer=row.bearer if kind is Kind.UPGRADE else None,
    )


def _row(connection: Connection, serial: int) -> record.Row:
    kind = connection.execute(sa.select(tables.serial.c.kind).where(tables.serial.c.serial == serial)).scalar()
    row = record.card(connection, serial) if kind in ("card", None) else record.device(connection, serial)
    if row.state in ENDED or row.state in PASS_ENDED or row.state == "requested":
        raise Refused("wrong_state", state=row.state, event="print")
    return row


def _visas(connection: Connection, rows: Sequence[record.Row]) -> set[int]:
    v = tables.visa.c
    found = connection.execute(
        sa.select(v.subject, v.games).where(v.state == "issued", v.subject.in_({row.subject for row in rows}))
    )
    issued = {(row.subject, row.games) for row in found}
    return {row.serial for row in rows if (row.subject, row.games) in issued}
