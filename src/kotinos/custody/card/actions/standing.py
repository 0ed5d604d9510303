"""Out of force and back: suspend, lift, cancel, replace, expire. A serial that was cancelled never returns."""

from __future__ import annotations

from datetime import tzinfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.privileges import Privileges
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import tables, visa
from kotinos.custody.card.actions import record
from kotinos.custody.card.actions.producing import produce
from kotinos.custody.card.actions.validating import in_force, visa_settled
from kotinos.custody.card.refusals import CANCELLATIONS, SUSPENSIONS


def suspend(connection: Connection, act: Act, serial: int, reason: str) -> None:
    """Take a card out of force, to be looked at. What leans on it is cancelled."""
    _known(reason, SUSPENSIONS)
    record.move_card(connection, act, record.card(connection, serial), "suspend", reason=reason, suspended_by=act.actor)


def suspend_of(connection: Connection, act: Act, subject: str, reason: str) -> list[int]:
    """Suspend whatever cards of a person are in force: what a withdrawn answer or a changed identity does. Their serials."""
    c = tables.card.c
    serials = list(
        connection.execute(sa.select(c.serial).where(c.subject == subject, c.state == "validated")).scalars()
    )
    for serial in serials:
        suspend(connection, act, serial, reason)
    return serials


def lift(connection: Connection, act: Act, serial: int) -> None:
    """Put a suspended card back in force: by a second person, and only where everything that a card needs is so today."""
    row = record.card(connection, serial)
    record.card_event(row.state, "lift")
    if act.actor == row.suspended_by:
        raise Refused("second_person")
    clearance = in_force(connection, act, row)
    visa_settled(connection, row)
    record.move_card(
        connection,
        act,
        row,
        "lift",
        reason="",
        clearance_id=clearance.id,
        clearance_verdict="favourable",
        valid_mark=row.identity_mark,
    )


def cancel(connection: Connection, act: Act, serial: int, reason: str) -> None:
    """End a card for good. Whoever issued a visa on it is told to annul it, unless a new card takes its place."""
    _known(reason, CANCELLATIONS)
    _cancel(connection, act, record.card(connection, serial), reason)


def _cancel(connection: Connection, act: Act, row: record.Row, reason: str, *, replaced: bool = False) -> None:
    record.move_card(connection, act, row, "cancel", reason=reason)
    if not replaced:
        visa.annul(connection, act, row.subject, row.games)


def reissue(
    connection: Connection,
    act: Act,
    serial: int,
    reason: str,
    *,
    privileges: Privileges,
    reference: Reference,
    zone: tzinfo,
) -> int:
    """A new card in place of one that was lost, stolen, damaged or has to read differently; its serial. The old one is cancelled first.

    The new card is closed: it is validated like any other.
    """
    _known(reason, CANCELLATIONS)
    row = record.card(connection, serial)
    _cancel(connection, act, row, reason, replaced=True)
    return produce(
        connection,
        act,
        row.application,
        games=row.games,
        privileges=privileges,
        reference=reference,
        zone=zone,
        replaces=serial,
    )


def expire(connection: Connection, act: Act, at_once: int | None = None) -> int:
    """End what is over: passes and cards whose window has closed, ``at_once`` of each at most. How many."""
    passes, cards = (
        connection.execute(
            sa.select(table).where(~table.c.ended, table.c.valid_to <= act.at).order_by(table.c.valid_to).limit(at_once)
        ).all()
        for table in (tables.device, tables.card)
    )
    for row in passes:
        record.move_pass(connection, act, row, "expire")
    for row in cards:
        record.move_card(connection, act, row, "expire")
    return len(passes) + len(cards)


def _known(reason: str, reasons: tuple[str, ...]) -> None:
    if reason not in reasons:
        raise Refused("reason_unknown", reason=reason)
