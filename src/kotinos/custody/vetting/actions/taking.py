"""Taking in: one file of the authority is checked whole, and only then changes everything that it says, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import access, alarms
from kotinos.custody.vetting import answers, clock, grammar, tables
from kotinos.custody.vetting.actions.changing import Move, entry, move
from kotinos.custody.vetting.alarms import Code, Unacceptable
from kotinos.custody.vetting.answers import Asked, Judged
from kotinos.custody.vetting.grammar import Inbound
from kotinos.custody.vetting.keys import Keys, is_signed
from kotinos.custody.vetting.spool import WAITING
from kotinos.custody.vetting.values import Change

_AT_ONCE = 500


class Taken(msgspec.Struct, frozen=True):
    """What became of a file: applied (with the changes that cards follow), waiting for its turn, or set aside with a code."""

    fate: Literal["applied", "waiting", "aside"]
    changes: tuple[Change, ...] = ()
    code: Code | None = None
    line: int = 0
    batch: str = ""
    """The name of the batch that it acknowledged."""


def name_of(file: Inbound) -> str:
    """The name under which a file stands in the spool."""
    return f"kotinos-{file.domain}-{file.campaign}-answer-{file.sequence:08}.kva"


def take_in(
    connection: Connection,
    act: Act,
    name: str,
    body: bytes,
    *,
    domain: str,
    keys: Keys,
    waiting: Collection[str] = (),
    waits: bool = False,
) -> Taken:
    """Check the file ``name`` and apply it if it is its turn.

    ``waiting`` are the names of other files that wait for theirs; ``waits``: this one came before its turn and has waited since.

    A file that may change nothing raises one alarm, and nothing else is changed. The caller moves the file by its fate.
    """
    try:
        file = _trusted(act, name, body, domain, keys)
        campaign = _campaign(connection, file)
        if file.sequence > campaign.next_file:
            if name in waiting:
                raise Unacceptable("replay")
            _ahead(connection, act, campaign, file, waits)
            return Taken("waiting")
        if file.sequence < campaign.next_file:
            raise Unacceptable("replay")
        return _apply(connection, act, campaign, file, body)
    except Unacceptable as why:
        alarms.sound(connection, act, f"vetting-{why.code}", _detail(body, why))
        return Taken("aside", code=why.code, line=why.line)


def _trusted(act: Act, name: str, body: bytes, domain: str, keys: Keys) -> Inbound:
    try:
        file = grammar.parse(body)
    except grammar.Malformed as wrong:
        raise Unacceptable("malformed", wrong.line) from wrong
    if name != name_of(file):
        raise Unacceptable("misnamed")
    if file.domain != domain:
        raise Unacceptable("foreign")
    signer = keys.signer(file.key, act.at)
    if signer is None:
        raise Unacceptable("key")
    if not is_signed(signer, file.signature, file.signed):
        raise Unacceptable("signature")
    return file


def _detail(body: bytes, why: Unacceptable) -> str:
    return f"sha256 {hashlib.sha256(body).hexdigest()}, {len(body)} bytes, line {why.line}"


def _campaign(connection: Connection, file: Inbound) -> Any:
    c = tables.campaign.c
    found = connection.execute(
        sa.select(c.code, c.zone, c.next_file, c.told_missing).where(c.code == file.campaign, c.purged_at.is_(None))
    ).one_or_none()
    if found is None:
        raise Unacceptable("foreign")
    return found


def _ahead(connection: Connection, act: Act, campaign: Any, file: Inbound, waits: bool) -> None:
    """Let it wait. The alarm is for the number that is missing, and comes once, however many files wait for it."""
    if file.sequence >= campaign.next_file + WAITING:
        raise Unacceptable("ahead")
    if campaign.told_missing != campaign.next_file:
        connection.execute(
            sa.update(tables.campaign)
            .where(tables.campaign.c.code == campaign.code)
            .values(told_missing=campaign.next_file)
        )
        alarms.sound(connection, act, "vetting-gap", f"{campaign.code}: file {campaign.next_file} is missing")
    if not waits:
        access.append(connection, [entry(act, "wait-for-file", outcome=name_of(file))])


def _apply(connection: Connection, act: Act, campaign: Any, file: Inbound, body: bytes) -> Taken:
    acknowledged = ""
    if file.kind == "ACK":
        batch = _batch(connection, file)
        judged = answers.acknowledge(file, _asked(connection, tables.request.c.batch_id == batch.id))
        connection.execute(sa.update(tables.batch).where(tables.batch.c.id == batch.id).values(acknowledged_at=act.at))
        acknowledged = f"kotinos-{file.domain}-{file.campaign}-batch-{file.batch:08}.kvb"
    else:
        known = _named(connection, campaign.code, [one.token for one in file.answers])
        judged = answers.answer(file, known, clock.day(act.at, campaign.zone))
    kept = _keep(connection, act, campaign, file, body, judged)
    changes = _carry_out(connection, act, judged, kept)
    return Taken("applied", tuple(changes), batch=acknowledged)


def _batch(connection: Connection, file: Inbound) -> Any:
    b = tables.batch.c
    found = connection.execute(
        sa.select(b.id, b.digest, b.acknowledged_at).where(b.campaign == file.campaign, b.seq == file.batch)
    ).one_or_none()
    if found is None or found.digest != file.manifest or found.acknowledged_at is not None:
        raise Unacceptable("batch")
    return found


def _named(connection: Connection, campaign: str, tokens: Sequence[str]) -> dict[str, Asked]:
    wanted = sorted(set(tokens))
    found: dict[str, Asked] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        of = tables.request.c.token.in_(wanted[at : at + _AT_ONCE])
        found |= _asked(connection, of, tables.clearance.c.campaign == campaign)
    return found


def _asked(connection: Connection, *where: sa.ColumnElement[bool]) -> dict[str, Asked]:
    r, c = tables.request.c, tables.clearance.c
    later = tables.request.alias("later")
    last = ~sa.exists().where(later.c.clearance_id == r.clearance_id, later.c.id > r.id)
    rows: Iterable[Any] = connection.execute(
        sa.select(
            r.id, r.token, r.batch_id, r.outcome, r.accepted, last.label("last"),
            c.id.label("clearance"), c.subject, c.identity_mark, c.state, c.valid_until,
        )
        .join(tables.clearance, r.clearance_id == c.id)
        .where(*where)
    )  # fmt: skip
    return {
        row.token: Asked(
            row.id, row.token, row.batch_id, row.outcome, row.accepted, bool(row.last),
            row.clearance, row.subject, row.identity_mark, row.state, row.valid_until,
        )
        for row in rows
    }  # fmt: skip


def _keep(
    connection: Connection, act: Act, campaign: Any, file: Inbound, body: bytes, judged: Judged
) -> Mapping[int, int]:
    """Keep the file and its answers; returns the number of each answer by its line."""
    connection.execute(
        sa.update(tables.campaign).where(tables.campaign.c.code == campaign.code).values(next_file=file.sequence + 1)
    )
    found = connection.execute(
        sa.insert(tables.answer_file).values(
            campaign=campaign.code, seq=file.sequence, kind=file.kind, digest=file.digest, created_at=file.created,
            applied_at=act.at, file=body, count=len(file.answers) + len(file.receipts),
        )
    ).inserted_primary_key  # fmt: skip
    assert found is not None
    if not judged.lines:
        return {}
    top = connection.execute(sa.select(sa.func.coalesce(sa.func.max(tables.answer_line.c.id), 0))).scalar_one()
    says = {"F": "favourable", "U": "unfavourable", "W": "unfavourable", "P": "none"}
    numbers = {line.line: top + n for n, line in enumerate(judged.lines, 1)}
    connection.execute(
        sa.insert(tables.answer_line),
        [
            {
                "id": numbers[line.line],
                "file_id": found[0],
                "line": line.line,
                "request_id": line.asked.request,
                "clearance_id": line.asked.clearance,
                "identity_mark": line.asked.identity_mark,
                "code": line.answer.verdict,
                "says": says[line.answer.verdict],
                "case_number": line.answer.case,
                "valid_until": line.answer.until,
            }
            for line in judged.lines
        ],
    )
    return numbers


def _carry_out(connection: Connection, act: Act, judged: Judged, kept: Mapping[int, int]) -> list[Change]:
    r = tables.request.c
    for column, of in (
        ("outcome", [{"of": number, "to": outcome} for number, outcome in judged.outcomes.items()]),
        ("accepted", [{"of": number, "to": True} for number in sorted(judged.accepted)]),
    ):
        if of:
            connection.execute(
                sa.update(tables.request).where(r.id == sa.bindparam("of")).values({column: sa.bindparam("to")}), of
            )
    access.append(
        connection,
        [entry(act, "answer-applied", line.asked.subject, line.answer.verdict) for line in judged.lines]
        + [
            entry(act, "request-sent-back", standing.subject, str(standing.held_field))
            for standing in judged.clearances.values()
            if standing.held_field
        ],
    )
    return move(
        connection,
        act,
        [
            Move(
                clearance_id=of,
                subject=standing.subject,
                old=standing.old,
                new=standing.state,
                answer_id=kept.get(standing.line) if standing.state != "expired" else None,
                valid_until=standing.valid_until,
                held_field=standing.held_field,
            )
            for of, standing in judged.clearances.items()
        ],
    )
