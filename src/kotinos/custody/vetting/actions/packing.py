"""Packing: requests that wait become a numbered batch for the authority, in one transaction with the entries of what was revealed."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.residency import Domain, may_leave
from kotinos.custody.vetting import batch, clock, queries, records, refusals, tables
from kotinos.custody.vetting.actions.changing import Move, entry, move
from kotinos.custody.vetting.keys import Keys
from kotinos.custody.vetting.life import after

WHAT = "vetting-batch"
"""What leaves, in the words of the domain's list of ways out."""
LIMIT = 10_000
"""Records that are packed at once unless more are asked for: others who write wait as long as it takes."""
FIELDS = tuple(field.vault for field in records.FIELDS if field.vault)


class Packed(msgspec.Struct, frozen=True):
    """A batch, how many records it holds, and how many requests were held back for a field."""

    built: batch.Built
    sent: int
    held: int


class Reveal(Protocol):
    """Hands out values inside the transaction: `Vault.reveal_within`, bound to the grant of vetting."""

    def __call__(
        self, connection: Connection, act: Act, subjects: Sequence[str], fields: Sequence[str]
    ) -> Mapping[str, Mapping[str, str | bytes]]: ...


def pack(
    connection: Connection, act: Act, code: str, *, domain: Domain, keys: Keys, reveal: Reveal, limit: int = LIMIT
) -> Packed:
    """Pack up to ``limit`` waiting requests of the campaign ``code`` into its next batch, an empty one where none wait.

    A request with a field that cannot be sent is held back under that field's number. The batch may leave once the transaction has
    committed. Raises `Refused` (``no_campaign``), `ForbiddenEgress`, `NoKey`; nothing is changed then.
    """
    campaign = queries.campaign(connection, code)
    if campaign is None:
        raise Refused(refusals.NO_CAMPAIGN, campaign=code)
    may_leave(domain, campaign.authority, WHAT)
    waiting = _waiting(connection, code, limit)
    values = reveal(connection, act, [row.subject for row in waiting], FIELDS) if waiting else {}
    lines, sent, held = [], [], []
    for row in waiting:
        token = b32encode(secrets.token_bytes(20)).decode()
        try:
            lines.append(records.record(token, _texts(values.get(row.subject, {})), row.reason))
            sent.append((row, token))
        except records.Unfit as unfit:
            held.append((row, unfit.field))
    head = _head(connection, act, domain, code)
    built = batch.build(head, lines, keys.signing, keys.sealing(act.at))
    due = clock.last_day(clock.day(act.at, campaign.zone), campaign.delay)
    number = _number(connection, act, code, head.sequence, len(sent), built, due)
    if sent:
        connection.execute(
            sa.update(tables.request)
            .where(tables.request.c.id == sa.bindparam("of"))
            .values(token=sa.bindparam("named"), batch_id=number, outcome="open"),
            [{"of": row.id, "named": token} for row, token in sent],
        )
    move(connection, act, [_moved(row, after(row.state, "send"), due, 0) for row, _ in sent])
    move(connection, act, [_moved(row, row.state, row.due_on, field) for row, field in held])
    access.append(
        connection,
        [
            *(entry(act, "send-request", row.subject, built.name) for row, _ in sent),
            *(entry(act, "hold-request", row.subject, str(field)) for row, field in held),
            entry(act, "pack-batch", outcome=built.name),
        ],
    )
    return Packed(built, len(sent), len(held))


def placed(connection: Connection, act: Act, code: str, sequence: int, again: bool = False) -> None:
    """Note that a batch stands in the outbound spool."""
    b = tables.batch.c
    connection.execute(sa.update(tables.batch).where(b.campaign == code, b.seq == sequence).values(placed_at=act.at))
    access.append(
        connection, [entry(act, "place-batch-again" if again else "place-batch", outcome=f"{code} {sequence}")]
    )


def _waiting(connection: Connection, code: str, limit: int) -> Sequence[Any]:
    r, c = tables.request.c, tables.clearance.c
    return connection.execute(
        sa.select(r.id, c.id.label("clearance"), c.subject, c.reason, c.state, c.valid_until, c.due_on)
        .join(tables.clearance, r.clearance_id == c.id)
        .where(r.outcome == "waiting", c.campaign == code, c.present, c.held_field == 0)
        .order_by(r.id)
        .limit(limit)
    ).all()


def _texts(values: Mapping[str, str | bytes]) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _head(connection: Connection, act: Act, domain: Domain, code: str) -> batch.Head:
    b = tables.batch.c
    last = connection.execute(
        sa.select(b.seq, b.digest).where(b.campaign == code).order_by(b.seq.desc()).limit(1)
    ).one_or_none()
    created = act.at.replace(microsecond=0)
    if last is None:
        return batch.Head(domain.country, code, 1, created, batch.FIRST)
    return batch.Head(domain.country, code, last.seq + 1, created, last.digest)


def _number(
    connection: Connection, act: Act, code: str, sequence: int, count: int, built: batch.Built, due: Any
) -> int:
    found = connection.execute(
        sa.insert(tables.batch).values(
            campaign=code,
            seq=sequence,
            count=count,
            manifest=built.manifest,
            digest=built.digest,
            created_at=act.at,
            due_on=due,
        )
    ).inserted_primary_key
    assert found is not None
    number: int = found[0]
    return number


def _moved(row: Any, new: Any, due: Any, held: int) -> Move:
    assert new is not None
    return Move(row.clearance, row.subject, row.state, new, valid_until=row.valid_until, due_on=due, held_field=held)
