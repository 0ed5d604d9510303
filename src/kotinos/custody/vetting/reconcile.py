"""The accounts of the exchange: what was sent is answered or open, batch by batch; every answer stands in a signed file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from kotinos.custody.vetting import grammar, tables
from kotinos.custody.vetting.answers import FIRST_ITEM
from kotinos.custody.vetting.keys import Published, is_signed, name_of


class Account(msgspec.Struct, frozen=True):
    """One batch: how many records it held, and what became of them. ``rejected`` were sent back for a field: they were never asked."""

    batch: int
    sent: int
    favourable: int = 0
    unfavourable: int = 0
    deemed: int = 0
    open: int = 0
    rejected: int = 0

    @property
    def holds(self) -> bool:
        """Sent = F + U + deemed + open, of those that were not sent back. Always."""
        answered = self.favourable + self.unfavourable + self.deemed
        return self.sent - self.rejected == answered + self.open


def accounts(connection: Connection, campaign: str) -> list[Account]:
    """The account of every batch of ``campaign``, in order. The numbers sent are those signed in the manifests."""
    b, r = tables.batch.c, tables.request.c
    rows: Iterable[Any] = connection.execute(
        sa.select(b.seq, b.count, r.outcome, sa.func.count(r.id).label("n"))
        .select_from(tables.batch.outerjoin(tables.request, r.batch_id == b.id))
        .where(b.campaign == campaign)
        .group_by(b.seq, b.count, r.outcome)
        .order_by(b.seq)
    )
    found: dict[int, Account] = {}
    for seq, sent, outcome, n in rows:
        account = found.get(seq, Account(seq, sent))
        found[seq] = account if outcome is None else msgspec.structs.replace(account, **{outcome: n})
    return list(found.values())


def total(parts: Iterable[Account]) -> Account:
    """All batches as one, under the number 0."""
    sums = [0] * 6
    for part in parts:
        values = (part.sent, part.favourable, part.unfavourable, part.deemed, part.open, part.rejected)
        sums = [a + b for a, b in zip(sums, values, strict=True)]
    return Account(0, *sums)


class Finding(msgspec.Struct, frozen=True):
    """Something in the database that the authority never said: in which file, which number, what is wrong."""

    file: int
    what: str


def audit(connection: Connection, campaign: str, published: Published) -> list[Finding]:
    """Look whether every kept answer stands, signed, in the file that it is said to come from; whether every account holds.

    The database refuses a favourable clearance without an answer; this finds an answer that somebody with the power to write to the
    database invented. Keys that no longer count are known still: the files are of their time.
    """
    keys = [Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public)) for key in published.signing]
    named = {name_of(key): key for key in keys}
    f = tables.answer_file.c
    files: Iterable[Any] = connection.execute(
        sa.select(f.id, f.seq, f.file, f.kind).where(f.campaign == campaign).order_by(f.seq)
    )
    findings = []
    for row in files.all():  # type: ignore[attr-defined]
        findings += [Finding(row.seq, what) for what in _file(connection, row, named, campaign)]
    findings += [
        Finding(0, f"batch {account.batch}: the account does not hold")
        for account in accounts(connection, campaign)
        if not account.holds
    ]
    return findings


def _file(connection: Connection, row: Any, named: dict[str, Ed25519PublicKey], campaign: str) -> Iterable[str]:
    try:
        file = grammar.parse(row.file)
    except grammar.Malformed:
        yield "the kept file is not what the authority sent"
        return
    signer = named.get(file.key)
    if signer is None or not is_signed(signer, file.signature, file.signed):
        yield "the kept file is not signed by the authority"
        return
    if (file.sequence, file.campaign, file.kind) != (row.seq, campaign, row.kind):
        yield "the kept file is another one"
        return
    a, r = tables.answer_line.c, tables.request.c
    lines: Iterable[Any] = connection.execute(
        sa.select(a.line, a.code, a.case_number, a.valid_until, r.token)
        .join(tables.request, a.request_id == r.id)
        .where(a.file_id == row.id)
    )
    said = {n: (one.verdict, one.case, one.until, one.token) for n, one in enumerate(file.answers, FIRST_ITEM["ANS"])}
    kept = {line.line: (line.code, line.case_number, line.valid_until, line.token) for line in lines}
    for line in sorted(said.keys() | kept.keys()):
        if said.get(line) != kept.get(line):
            yield f"line {line} is not what the authority said"
