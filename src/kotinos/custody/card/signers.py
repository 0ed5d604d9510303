"""The keys that sign cards, lists and snapshots: made, wrapped by the root key, replaced in time, withdrawn at once."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import keys, tables
from kotinos.custody.card.keys import SignerKey, SigningKey, TrustList
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault.root import Root

SIGNS = timedelta(days=120)
TRUSTED = timedelta(days=365)
"""How long a key signs, and is believed after it stopped: a card lives from its print to the end of the Games."""
_ANCHOR_LIFE = timedelta(days=3650)


def make(
    connection: Connection, act: Act, root: Root, *, role: str = "signer", signs_from: datetime | None = None
) -> bytes:
    """A new key; its id. ``signs_from`` in the future announces it, so that gates know it before it signs."""
    secret = os.urandom(32)
    key = SigningKey(secret)
    first = signs_from or act.at
    last = first + (_ANCHOR_LIFE if role == "anchor" else SIGNS)
    connection.execute(
        tables.signer.insert().values(
            kid=key.kid.hex(),
            role=role,
            public=key.public,
            wrapped=root.wrap(secret, "card-signer", role, key.kid.hex()),
            signs_from=first,
            signs_until=last,
            trusted_until=last if role == "anchor" else last + TRUSTED,
            edition=_edition(connection) + 1,
        )
    )
    _log(connection, act, f"make-{role}")
    return key.kid


def ensure(connection: Connection, act: Act, root: Root) -> None:
    """Make the anchor and the first signer where they are missing; announce the next one a month before the present one stops."""
    if not _rows(connection, "anchor"):
        make(connection, act, root, role="anchor")
    lasting = [row for row in _rows(connection, "signer") if not row.withdrawn]
    if not any(row.signs_until > act.at for row in lasting):
        make(connection, act, root)
    elif all(row.signs_until < act.at + timedelta(days=30) for row in lasting):
        make(connection, act, root, signs_from=max(row.signs_until for row in lasting) - timedelta(days=14))


def withdraw(connection: Connection, act: Act, kid: bytes) -> None:
    """Believe a key no longer, from the next trust list on: every card that it signed has to be printed again. Refused("unknown_key")."""
    s = tables.signer.c
    done = connection.execute(
        sa.update(tables.signer)
        .where(s.kid == kid.hex(), s.role == "signer", sa.not_(s.withdrawn))
        .values(withdrawn=True, edition=_edition(connection) + 1)
    )
    if done.rowcount != 1:
        raise Refused("unknown_key")
    _log(connection, act, "withdraw-signer")


def signer(connection: Connection, root: Root, at: datetime) -> SigningKey:
    """The key that signs at ``at``. Raises Refused("no_signer")."""
    found = keys.current((_key(row) for row in _rows(connection, "signer")), at)
    if found is None:
        raise Refused("no_signer")
    return _secret(connection, root, found.kid, "signer")


def trust_list(connection: Connection, at: datetime) -> TrustList:
    """The keys that are trusted, as of now."""
    rows = _rows(connection, "signer")
    return TrustList(_edition(connection), at.replace(microsecond=0), tuple(_key(row) for row in rows))


def signed_trust_list(connection: Connection, root: Root, at: datetime) -> bytes:
    """The trust list, signed by the anchor."""
    return keys.signed(trust_list(connection, at), anchor(connection, root))


def anchor(connection: Connection, root: Root) -> SigningKey:
    """The anchor. Raises Refused("no_signer") before there is one."""
    rows = _rows(connection, "anchor")
    if not rows:
        raise Refused("no_signer")
    return _secret(connection, root, bytes.fromhex(rows[0].kid), "anchor")


def _secret(connection: Connection, root: Root, kid: bytes, role: str) -> SigningKey:
    s = tables.signer.c
    wrapped = connection.execute(sa.select(s.wrapped).where(s.kid == kid.hex())).scalar_one()
    return SigningKey(root.unwrap(wrapped, "card-signer", role, kid.hex()))


def _rows(connection: Connection, role: str) -> list[sa.Row[Any]]:
    s = tables.signer
    return list(connection.execute(sa.select(s).where(s.c.role == role).order_by(s.c.kid)))


def _key(row: sa.Row[Any]) -> SignerKey:
    whole = {"microsecond": 0}
    return SignerKey(
        row.public,
        row.signs_from.replace(**whole),
        row.signs_until.replace(**whole),
        row.trusted_until.replace(**whole),
        row.withdrawn,
    )


def _edition(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.max(tables.signer.c.edition))).scalar() or 0


def _log(connection: Connection, act: Act, verb: str) -> None:
    append(connection, [Entry(act.at, act.actor, verb, detail=act.why)])
