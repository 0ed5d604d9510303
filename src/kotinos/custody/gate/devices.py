"""The devices at the gates: invited by a person, enrolled with keys that they made themselves, blocked at once when one is lost."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.gate import tables
from kotinos.custody.gate.decision import Post
from kotinos.custody.log.access import Entry, append

INVITED_FOR = timedelta(hours=24)
CLOCK_OFF = timedelta(minutes=5)


class Device(msgspec.Struct, frozen=True):
    """An enrolled device: where it stands, its keys, whether its guard may see photos."""

    id: str
    games: str
    post: Post
    photos: bool
    sign_key: bytes
    seal_key: bytes


def invite(connection: Connection, act: Act, games: str, post: Post, *, photos: bool = False) -> tuple[str, str]:
    """A place for a device, and the code with which one takes it, once, within a day. The code is nowhere but here."""
    device, code = secrets.token_hex(16), _code()
    connection.execute(
        tables.device.insert().values(
            id=device,
            games=games,
            **msgspec.structs.asdict(post),
            photos=photos,
            state="invited",
            invitation=_hash(code),
            invited_until=act.at + INVITED_FOR,
            made_at=act.at,
            made_by=act.actor,
        )
    )
    _log(connection, act, "invite-device")
    return device, code


def _code() -> str:
    """120 bits in small letters and digits: typed with a thumb, and no command line takes its first sign for an option."""
    return base64.b32encode(secrets.token_bytes(15)).decode().lower()


def enrol(connection: Connection, at: datetime, code: str, sign_key: bytes, seal_key: bytes) -> Device:
    """A device takes its place with its two public keys. Refused: no_invitation, bad_key."""
    d = tables.device
    row = connection.execute(
        sa.select(d).where(d.c.invitation == _hash(code), d.c.state == "invited", d.c.invited_until > at)
    ).one_or_none()
    if row is None:
        raise Refused("no_invitation")
    used = connection.execute(sa.select(d.c.id).where(d.c.sign_key == sign_key)).first()
    if len(sign_key) != 32 or len(seal_key) != 32 or sign_key == seal_key or used:
        raise Refused("bad_key")
    connection.execute(
        sa.update(d)
        .where(d.c.id == row.id)
        .values(state="enrolled", invitation=None, sign_key=sign_key, seal_key=seal_key, enrolled_at=at)
    )
    _log(connection, Act(f"device:{row.id[:8]}", at, "the code of its invitation"), "enrol-device")
    return one(connection, row.id)


def block(connection: Connection, act: Act, device: str) -> None:
    """A device is lost or misused: it gets nothing more. What it carries opens nothing after a day. Refused: no_device, blocked."""
    d = tables.device
    state = connection.execute(sa.select(d.c.state).where(d.c.id == device)).scalar()
    if state is None:
        raise Refused("no_device")
    if state == "blocked":
        raise Refused("blocked")
    connection.execute(sa.update(d).where(d.c.id == device).values(state="blocked", invitation=None))
    _log(connection, act, "block-device")


def one(connection: Connection, device: str) -> Device:
    """An enrolled device. Refused: no_device, blocked."""
    row = connection.execute(sa.select(tables.device).where(tables.device.c.id == device)).one_or_none()
    if row is None or row.state == "invited":
        raise Refused("no_device")
    if row.state == "blocked":
        raise Refused("blocked")
    return _device(row)


def devices(connection: Connection, limit: int | None = None, offset: int = 0) -> list[sa.Row[Any]]:
    """Every device with when it was last seen (``seen_at``), its list (``edition``) and its clock (``behind``); none of these is sure."""
    d, s = tables.device, tables.seen
    columns = (s.c.at.label("seen_at"), s.c.edition, s.c.behind)
    wanted = sa.select(d, *columns).join_from(d, s, isouter=True).order_by(d.c.venue, d.c.gate, d.c.id)
    return list(connection.execute(wanted.limit(limit).offset(offset)).all())


def note_seen(connection: Connection, at: datetime, device: str, behind: int, edition: int | None) -> None:
    """A device asked for something. One that says nothing of its list is believed to have the one that it had."""
    s = tables.seen
    values = {"at": at, "behind": behind} | ({} if edition is None else {"edition": edition})
    if not connection.execute(sa.update(s).where(s.c.device == device).values(values)).rowcount:
        connection.execute(s.insert().values(device=device, **values))


def to_be_signed(method: str, target: str, at: int, body: bytes) -> bytes:
    """What a device signs of a request: method, path with query, Unix time, SHA-256 of the body, a line each."""
    return "\n".join(["kotinos gate 1", method, target, str(at), hashlib.sha256(body).hexdigest()]).encode()


def known(connection: Connection, now: datetime, device: str, at: int, signature: bytes, signed: bytes) -> Device:
    """The device that signed a request. Refused: no_device, blocked, bad_signature, clock."""
    found = one(connection, device)
    try:
        Ed25519PublicKey.from_public_bytes(found.sign_key).verify(signature, signed)
    except InvalidSignature as error:
        raise Refused("bad_signature") from error
    if abs(now.timestamp() - at) > CLOCK_OFF.total_seconds():
        raise Refused("clock", now=int(now.timestamp()))
    return found


def add_session(connection: Connection, act: Act, code: str, venue: str, opens: datetime, closes: datetime) -> None:
    """A high-demand event: its venue opens only to those with more than the card. Said again, it is changed."""
    if opens >= closes:
        raise Refused("session_window")
    s = tables.session
    connection.execute(sa.delete(s).where(s.c.code == code))
    connection.execute(s.insert().values(code=code, venue=venue, opens=opens, closes=closes))
    _log(connection, act, "add-session")


def _device(row: sa.Row[Any]) -> Device:
    post = Post(row.gate, row.venue, row.zone, row.direction, row.passback)
    return Device(row.id, row.games, post, bool(row.photos), row.sign_key, row.seal_key)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _log(connection: Connection, act: Act, verb: str) -> None:
    append(connection, [Entry(act.at, act.actor, verb, detail=act.why)])
