"""Tokens: one name of a subject for each consumer, random, so that two consumers who meet cannot join what they know.

The database keeps a token only as a keyed hash and sealed under the subject's data key: who steals it can neither join consumers nor
present a token, and erasing the subject destroys its tokens.
"""

from __future__ import annotations

import hmac
import os

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import records, sealing, tables, token_code
from kotinos.custody.vault.binding import bound
from kotinos.custody.vault.keys import TOKEN, KeyRing

_t = tables.token.c


def live(connection: Connection, ring: KeyRing, act: Act, consumer: str, subject: str) -> str:
    """The live token of ``subject`` for ``consumer``; made when it is first asked for."""
    sealed = connection.execute(
        sa.select(_t.sealed).where(_t.subject == subject, _t.consumer == consumer, _t.state == "live")
    ).scalar()
    key = _data_key(connection, ring, subject)
    if sealed is not None:
        return sealing.unseal(key, sealed, "token", ring.domain, subject, consumer).decode()
    token = token_code.written(os.urandom(token_code.BYTES))
    connection.execute(
        tables.token.insert().values(
            mark=_mark(connection, ring, consumer, token),
            consumer=consumer,
            subject=subject,
            sealed=sealing.seal(key, token.encode(), "token", ring.domain, subject, consumer),
            state="live",
            made_at=act.at.isoformat(),
        )
    )
    append(connection, [Entry(act.at, act.actor, "make-token", consumer, subject=subject, detail=act.why)])
    return token


def rotate(connection: Connection, ring: KeyRing, act: Act, consumer: str, subject: str) -> str:
    """A new live token; the one before still leads to the subject until `end` is called for it."""
    connection.execute(
        sa.update(tables.token)
        .where(_t.subject == subject, _t.consumer == consumer, _t.state == "live")
        .values(state="rotated")
    )
    return live(connection, ring, act, consumer, subject)


def end(connection: Connection, act: Act, consumer: str, subject: str) -> None:
    """Rotated tokens of ``subject`` for ``consumer`` lead nowhere any more."""
    connection.execute(
        sa.update(tables.token)
        .where(_t.subject == subject, _t.consumer == consumer, _t.state == "rotated")
        .values(state="dead", sealed=None)
    )
    append(connection, [Entry(act.at, act.actor, "end-tokens", consumer, subject=subject, detail=act.why)])


def subject_of(connection: Connection, ring: KeyRing, consumer: str, token: str) -> str | None:
    """The subject of a token that ``consumer`` presents; ``None`` for a dead, unknown or mistyped one, or another consumer's."""
    text = token_code.read(token)
    if text is None:
        return None
    mark = _mark(connection, ring, consumer, text)
    return connection.execute(sa.select(_t.subject).where(_t.mark == mark, _t.state != "dead")).scalar()


def _mark(connection: Connection, ring: KeyRing, consumer: str, token: str) -> bytes:
    _, key = ring.secret(connection, TOKEN)
    return hmac.digest(key, bound(consumer, token), "sha256")


def _data_key(connection: Connection, ring: KeyRing, subject: str) -> bytes:
    found = records.read(connection, [subject], [])
    if subject not in found:
        raise Refused("unknown_subject", subject=subject)
    return records.data_key(connection, ring, found[subject])
