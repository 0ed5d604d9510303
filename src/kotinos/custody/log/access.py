"""What was done with sealed values, one entry a deed, in the transaction of the deed.

An entry never holds a person's datum. The subject stands in it as a pseudonym: an HMAC under the log's key of the subject and a salt of
its own. Whoever holds the log alone cannot tell whose entry it is, nor find out by guessing; when the salt is destroyed (`forget`), nobody
can. Each entry carries random bytes besides, so that the hashes of its neighbours in a proof give away nothing of what they hash.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.log import tables
from kotinos.custody.log.merkle import Frontier, grow, leaf_hash
from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Find, Rows

_HASH = 32


class Entry(msgspec.Struct, frozen=True):
    """One deed: ``act`` is a short verb of the field (``reveal``, ``approve``), ``subject`` the subject id, which stays out of the log.

    ``fields`` are names of fields, never their contents; ``detail`` is the reason, and names nobody.
    """

    at: datetime
    actor: str
    act: str
    consumer: str = ""
    grant: str = ""
    subject: str = ""
    fields: tuple[str, ...] = ()
    outcome: str = "done"
    detail: str = ""


Found = Sequence[Sequence[tuple[Any, ...]]]
"""What `asking` finds."""


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry as the log keeps it, byte for byte in canonical JSON: the leaf of the tree."""

    at: str
    actor: str
    act: str
    nonce: str
    domain: str
    consumer: str = ""
    grant: str = ""
    subject: str = ""
    fields: tuple[str, ...] = ()
    outcome: str = "done"
    detail: str = ""


def append(
    connection: Connection, entries: Sequence[Entry], beside: Sequence[Rows] = (), found: Found | None = None
) -> Sequence[int]:
    """Append ``entries`` in the caller's writing transaction; their places, from 0. They are on disk when that transaction is.

    Who counts exchanges with the database writes rows of its own ``beside`` them, and brings what `asking` has ``found`` in this
    transaction, since when nothing was appended.
    """
    if not entries:
        bulk.write(connection, *beside)
        return ()
    wanted = sorted({e.subject for e in entries if e.subject})
    heads, homes, salts = found or bulk.find(connection, *asking(wanted))
    key, before = _begun(connection, heads)
    known: dict[str, bytes] = dict(salts)
    new = [(subject, secrets.token_bytes(16)) for subject in wanted if subject not in known]
    known.update(new)
    names = {subject: _named(key, subject, known[subject]) for subject in wanted}
    pseudonyms = [names.get(e.subject, "") for e in entries]
    bodies = [_body(e, name, homes[0][0]) for e, name in zip(entries, pseudonyms, strict=True)]
    grown, nodes = grow(before, [leaf_hash(body) for body in bodies])
    seqs = range(before.size, grown.size)
    bulk.write(
        connection,
        *beside,
        Rows(tables.salt, _SALT, new),
        Rows(tables.entry, ("seq", "pseudonym", "body"), list(zip(seqs, pseudonyms, bodies, strict=True))),
        Rows(tables.node, ("level", "place", "hash"), nodes),
        Rows(tables.head, ("one", "size", "peaks"), [(1, grown.size, b"".join(grown.peaks))], key=1),
    )
    return seqs


def _body(entry: Entry, pseudonym: str, domain: str) -> bytes:
    if entry.at.tzinfo is None or entry.at.utcoffset():
        raise ValueError(f"an entry happens at an instant of UTC, not at {entry.at.isoformat()}")
    return canonical.encode(
        Kept(
            at=_instant(entry.at),
            actor=entry.actor,
            act=entry.act,
            nonce=b64encode(secrets.token_bytes(12)).decode(),
            domain=domain,
            consumer=entry.consumer,
            grant=entry.grant,
            subject=pseudonym,
            fields=entry.fields,
            outcome=entry.outcome,
            detail=entry.detail,
        )
    )


@lru_cache(16)
def _instant(at: datetime) -> str:  # many entries share one
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_HEAD = Find(tables.head, ("key", "size", "peaks"))
_HOME = Find(sa.table("home"), ("domain",))
_SALT = ("subject", "salt")


def asking(subjects: Sequence[str]) -> tuple[Find, Find, Find]:
    """What must be known to append entries about ``subjects``, or some of them."""
    return _HEAD, _HOME, Find(tables.salt, _SALT, {"subject": subjects})


def _begun(connection: Connection, heads: Sequence[tuple[Any, ...]]) -> tuple[bytes, Frontier]:
    """The log's key and its frontier; a new database gets a key."""
    for key, size, peaks in heads:
        return key, frontier(size, peaks)
    key = secrets.token_bytes(32)
    connection.execute(tables.head.insert().values(one=1, size=0, peaks=b"", key=key, lineage=1))
    return key, Frontier()


def frontier(size: int, peaks: bytes) -> Frontier:
    """The frontier from how it is kept: its peaks one behind the other."""
    return Frontier(size, tuple(peaks[at : at + _HASH] for at in range(0, len(peaks), _HASH)))


def pseudonym(connection: Connection, subject: str) -> str | None:
    """The name under which ``subject`` stands in the log; ``None`` where it never did, or is forgotten."""
    key = connection.execute(sa.select(tables.head.c.key)).scalar()
    salt = connection.execute(sa.select(tables.salt.c.salt).where(tables.salt.c.subject == subject)).scalar()
    return None if key is None or salt is None else _named(key, subject, salt)


def entries_of(connection: Connection, subject: str) -> list[tuple[int, Kept]]:
    """Every entry about ``subject`` with its place: who received what of this person."""
    name = pseudonym(connection, subject)
    if name is None:
        return []
    rows = connection.execute(
        sa.select(tables.entry.c.seq, tables.entry.c.body)
        .where(tables.entry.c.pseudonym == name, tables.entry.c.pseudonym != "")
        .order_by(tables.entry.c.seq)
    )
    return [(row.seq, canonical.decode(row.body, Kept)) for row in rows]


def forget(connection: Connection, subject: str) -> None:
    """Destroy the salt: no entry can ever again be tied to ``subject``. The entries stay, and so does every proof."""
    connection.execute(sa.delete(tables.salt).where(tables.salt.c.subject == subject))


def _named(key: bytes, subject: str, salt: bytes) -> str:
    return hmac.digest(key, salt + subject.encode(), "sha256").hex()[:32]
