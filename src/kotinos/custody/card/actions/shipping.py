"""Pre-valid cards on their way to an organisation: a manifest that it signs when it has them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.actions.standing import cancel


class Shipment(msgspec.Struct, frozen=True):
    """A shipment: its number, and the digest of its manifest that the receiver gives back."""

    id: int
    organisation: str
    serials: tuple[int, ...]
    digest: str


def digest(organisation: str, serials: Sequence[int]) -> str:
    """The SHA-256 of a manifest: one line for the organisation, one a serial, in order."""
    return hashlib.sha256("\n".join([organisation, *map(str, serials)]).encode()).hexdigest()


def ship(connection: Connection, act: Act, organisation: str) -> Shipment:
    """Send every printed card of an organisation on its way. Refused("nothing_to_ship")."""
    c, a = tables.card.c, accreditation.application.c
    rows = connection.execute(
        sa.select(tables.card)
        .join(accreditation.application, a.id == c.application)
        .where(a.organisation == organisation, c.state == "prevalid")
        .order_by(c.serial)
    ).all()
    if not rows:
        raise Refused("nothing_to_ship", organisation=organisation)
    serials = tuple(row.serial for row in rows)
    signed = digest(organisation, serials)
    made = connection.execute(
        tables.shipment.insert().values(
            organisation=organisation,
            manifest=" ".join(map(str, serials)),
            digest=signed,
            shipped_at=act.at,
        )
    ).inserted_primary_key
    assert made is not None
    for row in rows:
        record.move_card(connection, act, row, "ship", shipment=made[0])
    return Shipment(made[0], organisation, serials, signed)


def receive(
    connection: Connection,
    act: Act,
    shipment: int,
    organisation: str,
    manifest: str,
    missing: Collection[int] = (),
) -> None:
    """The organisation signs for a shipment by the digest of its manifest; cards that were not in it are cancelled.

    Refused: no_shipment, other_organisation, manifest_differs, wrong_state, not_on_manifest.
    """
    s = tables.shipment
    found = _found(connection, shipment)
    if found.organisation != organisation:
        raise Refused("other_organisation")
    if found.digest != manifest:
        raise Refused("manifest_differs")
    _on_its_way(found, "receive")
    serials = list(map(int, found.manifest.split()))
    foreign = sorted(set(missing) - set(serials))
    if foreign:
        raise Refused("not_on_manifest", serial=foreign[0])
    for serial in serials:
        row = record.card(connection, serial)
        if row.state != "shipped":
            continue  # it was cancelled on its way
        if serial in missing:
            cancel(connection, act, serial, "not_received")
        else:
            record.move_card(connection, act, row, "receive")
    connection.execute(sa.update(s).where(s.c.id == shipment).values(received_at=act.at, received_by=act.actor))
    record.log(connection, act, "receive-shipment")


def lose_shipment(connection: Connection, act: Act, shipment: int) -> None:
    """Say that a shipment never arrived: nobody signs for it any more. What becomes of its cards, `kotinos.custody.flow.lose` decides.

    Refused: no_shipment, wrong_state.
    """
    s = tables.shipment
    _on_its_way(_found(connection, shipment), "lose")
    connection.execute(sa.update(s).where(s.c.id == shipment).values(lost_at=act.at, lost_by=act.actor))
    record.log(connection, act, "lose-shipment")


def _found(connection: Connection, shipment: int) -> record.Row:
    s = tables.shipment
    found = connection.execute(sa.select(s).where(s.c.id == shipment)).one_or_none()
    if found is None:
        raise Refused("no_shipment", shipment=shipment)
    return found


def _on_its_way(found: record.Row, event: str) -> None:
    for state, at in (("received", found.received_at), ("lost", found.lost_at)):
        if at is not None:
            raise Refused("wrong_state", state=state, event=event)
