"""What was done with sealed values, one entry a deed, in the transaction of the deed.

An entry never holds a person's datum. The subject stands in it as a pseudonym: an HMAC under the log's key of the subject and a salt of
its own. Whoever holds the log alone cannot tell whose entry it is, nor find out by guessing; when the salt is destroyed (`forget`), nobody
can. Each entry carries random bytes besides, so that the hashes of its neighbours in a proof give away nothing of what they hash.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.log import tables
from kotinos.custody.log.merkle import Frontier, grow, leaf_hash
from kotinos.custody.store import bulk

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


def append(connection: Connection, entries: Sequence[Entry]) -> Sequence[int]:
    """Append ``entries`` in the caller's writing transaction; their places, from 0. They are on disk when that transaction is."""
    if not entries:
        return ()
    key, frontier, domain = _head(connection)
    names, salts = _pseudonyms(connection, key, {e.subject for e in entries if e.subject})
    pseudonyms = [names.get(e.subject, "") for e in entries]
    bodies = [_body(e, name, domain) for e, name in zip(entries, pseudonyms, strict=True)]
    grown, nodes = grow(frontier, [leaf_hash(body) for body in bodies])
    seqs = range(frontier.size, grown.size)
    rows = list(zip(seqs, pseudonyms, bodies, strict=True))
    bulk.insert(
        connection,
        (tables.salt, ("subject", "salt"), salts),
        (tables.entry, ("seq", "pseudonym", "body"), rows),
        (tables.node, ("level", "place", "hash"), nodes),
    )
    connection.execute(_SET_HEAD, {"size": grown.size, "peaks": b"".join(grown.peaks)})
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


_HEAD = sa.select(tables.head.c.key, tables.head.c.size, tables.head.c.peaks, sa.column("domain")).select_from(
    tables.head.join(sa.table("home"), sa.true())
)
_SET_HEAD = sa.update(tables.head)


def _head(connection: Connection) -> tuple[bytes, Frontier, str]:
    """The log's key, its frontier, and the domain of the database; a new database gets a key."""
    found = connection.execute(_HEAD).one_or_none()
    if found is None:
        new = {"one": 1, "size": 0, "peaks": b"", "key": secrets.token_bytes(32), "lineage": 1}
        connection.execute(tables.head.insert().values(new))
        found = connection.execute(_HEAD).one()
    return found.key, frontier(found.size, found.peaks), found.domain


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


def _pseudonyms(
    connection: Connection, key: bytes, subjects: Iterable[str]
) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """The name of each subject in the log, and the salts that are new with them."""
    wanted = sorted(subjects)
    known = bulk.select(connection, tables.salt, ("subject", "salt"), subject=wanted) if wanted else ()
    salts: dict[str, bytes] = {row.subject: row.salt for row in known}
    new = [(subject, secrets.token_bytes(16)) for subject in wanted if subject not in salts]
    salts.update(new)
    return {subject: _named(key, subject, salts[subject]) for subject in wanted}, new
