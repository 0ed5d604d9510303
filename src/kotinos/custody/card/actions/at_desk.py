"""A card made at the desk: produced and in force in one transaction, or not at all."""

from __future__ import annotations

from datetime import tzinfo

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.privileges import Privileges
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.act import Act
from kotinos.custody.card.actions.producing import produce
from kotinos.custody.card.actions.validating import Findings, validate


def print_at_desk(
    connection: Connection,
    act: Act,
    application: str,
    findings: Findings,
    *,
    games: str,
    privileges: Privileges,
    reference: Reference,
    zone: tzinfo,
) -> int:
    """A valid card for somebody who stands at the desk without one; its serial. Refused as `produce` and `validate` are."""
    serial = produce(connection, act, application, games=games, privileges=privileges, reference=reference, zone=zone)
    validate(connection, act, serial, findings)
    return serial
