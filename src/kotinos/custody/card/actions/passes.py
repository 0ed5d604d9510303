"""Day passes, guest passes and upgrades: from a quota of the day, for a window, handed back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.claims import in_order

LONGEST = timedelta(hours=36)
"""A pass of a day, with the night that may follow it."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A pass as it is asked for. ``subject`` is whose name is sealed; ``bearer`` the card of an upgrade's bearer or a guest's host."""

    kind: str
    games: str
    subject: str
    organisation: str
    venue: str
    zones: tuple[str, ...]
    day: date
    valid_from: datetime
    valid_to: datetime
    session: str = ""
    bearer: int | None = None


def set_quota(
    connection: Connection, act: Act, organisation: str, kind: str, venue: str, day: date, number: int
) -> None:
    """How many passes an organisation may hand out for a venue on a day. Refused("pass_quota_full") below what is taken."""
    q = tables.pass_quota.c
    here = (q.organisation == organisation, q.kind == kind, q.venue == venue, q.day == day)
    taken = connection.execute(sa.select(q.taken).where(*here)).scalar()
    if taken is None:
        connection.execute(
            tables.pass_quota.insert().values(
                organisation=organisation, kind=kind, venue=venue, day=day, number=number, taken=0
            )
        )
    elif number < taken:
        raise Refused("pass_quota_full", taken=taken)
    else:
        connection.execute(sa.update(tables.pass_quota).where(*here).values(number=number))
    record.log(connection, act, "set-pass-quota")


def request_pass(connection: Connection, act: Act, wanted: Wanted) -> int:
    """Ask for a pass; its serial. Refused: window, bearer_not_valid."""
    length = wanted.valid_to - wanted.valid_from
    if not timedelta() < length <= LONGEST or wanted.valid_to <= act.at:
        raise Refused("window")
    _bearer(connection, wanted.kind, wanted.bearer)
    serial = record.number(connection, wanted.kind)
    values = msgspec.structs.asdict(wanted) | {"zones": " ".join(in_order("zones", wanted.zones))}
    connection.execute(
        tables.device.insert().values(
            serial=serial,
            state=record.pass_event("", "request"),
            changed=record.edition(connection) + 1,
            **values,
        )
    )
    record.log(connection, act, "request-pass", wanted.subject)
    return serial


def approve_pass(connection: Connection, act: Act, serial: int) -> None:
    """Take a place of the quota. Refused: pass_quota_missing, pass_quota_full, bearer_not_valid, wrong_state."""
    row = record.device(connection, serial)
    record.pass_event(row.state, "approve")
    _bearer(connection, row.kind, row.bearer)
    q = tables.pass_quota.c
    here = record.quota_line(row)
    taken = connection.execute(sa.update(tables.pass_quota).where(*here, q.taken < q.number).values(taken=q.taken + 1))
    if taken.rowcount != 1:
        there = connection.execute(sa.select(q.number).where(*here)).scalar()
        raise Refused("pass_quota_missing" if there is None else "pass_quota_full")
    record.move_pass(connection, act, row, "approve")


def issue_pass(
    connection: Connection, act: Act, serial: int, *, escorted: bool = False, document_left: bool = False
) -> None:
    """Hand a pass out. Refused: window, bearer_not_valid, not_escorted, wrong_state."""
    row = record.device(connection, serial)
    record.pass_event(row.state, "issue")
    if act.at >= row.valid_to:
        raise Refused("window")
    state = _bearer(connection, row.kind, row.bearer)
    if row.kind == "guest" and not (escorted and document_left):
        raise Refused("not_escorted")
    record.move_pass(connection, act, row, "issue", bearer_state=state, escorted=escorted, document_left=document_left)


def upgrade(connection: Connection, act: Act, wanted: Wanted) -> int:
    """An upgrade "U" of a card in force, at a desk in one step; its serial."""
    serial = request_pass(connection, act, wanted)
    approve_pass(connection, act, serial)
    issue_pass(connection, act, serial)
    return serial


def hand_back(connection: Connection, act: Act, serial: int) -> None:
    """A pass comes back: it opens nothing any more, and its place can be given to somebody else."""
    record.move_pass(connection, act, record.device(connection, serial), "return")


def cancel_pass(connection: Connection, act: Act, serial: int, reason: str) -> None:
    """End a pass; its place is given back."""
    record.move_pass(connection, act, record.device(connection, serial), "cancel", reason=reason)


def _bearer(connection: Connection, kind: str, bearer: int | None) -> str | None:
    """The state of the card that a pass leans on, which must be in force; None for a day pass, which leans on none."""
    if (kind == "day") != (bearer is None):
        raise Refused("bearer_not_valid")
    if bearer is None:
        return None
    state: str = record.card(connection, bearer).state
    if state != "validated":
        raise Refused("bearer_not_valid")
    return state
