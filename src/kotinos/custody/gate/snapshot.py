"""What a device carries through the day, as bytes: signed by the zone, sealed to the device. PURE but for the sealing's randomness.

``["snapshot", games, issued, trust list, status list, venues, sessions, access, upgrades, post]`` as CBOR in a COSE_Sign1 message; the
two lists inside are the signed messages that anybody may have. The whole is sealed to the device's key by HPKE (RFC 9180: X25519,
HKDF-SHA-256, AES-256-GCM), so that a device's store read by a thief, without the key, says nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime

import cbor2
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kotinos.custody.card import cose, keys, status
from kotinos.custody.card.keys import TrustList
from kotinos.custody.card.status import StatusList
from kotinos.custody.gate.decision import Access, Post, Session, Snapshot, Upgrade, Venue

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"kotinos gate snapshot 1"


class BadSnapshot(ValueError):
    """This is no snapshot for this device, or not one that the zone signed, or an older one than it has."""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot before it is signed: the signed lists, and the rest."""

    games: str
    issued: datetime
    trust: bytes
    status: bytes
    post: Post
    venues: tuple[Venue, ...] = ()
    sessions: tuple[Session, ...] = ()
    access: dict[int, Access] = {}
    upgrades: tuple[Upgrade, ...] = ()


def signed(parts: Parts, signer: cose.Signer) -> bytes:
    """The parts as one signed message."""
    body = [
        "snapshot", parts.games, _seconds(parts.issued), parts.trust, parts.status,
        [[v.code, v.kind, list(v.sports)] for v in parts.venues],
        [[s.code, s.venue, _seconds(s.opens), _seconds(s.closes)] for s in parts.sessions],
        [[serial, list(a.venues), list(a.zones), a.prime] for serial, a in sorted(parts.access.items())],
        [[u.serial, u.bearer, u.venue, list(u.zones), _seconds(u.opens), _seconds(u.closes), u.session] for u in parts.upgrades],
        [parts.post.gate, parts.post.venue, parts.post.zone, parts.post.direction, parts.post.passback],
    ]  # fmt: skip
    return cose.sign1(cbor2.dumps(body, canonical=True), signer)


def read(message: bytes, anchor: bytes, held: datetime | None = None) -> tuple[Snapshot, Post, TrustList]:
    """The snapshot in ``message``: its trust list is the anchor's, and one of the keys in it signed the rest. Raises `BadSnapshot`,
    also for one issued before ``held``.
    """
    try:
        envelope = cose.take_apart(message)
        word, games, issued, trust, listed, venues, sessions, access, upgrades, post = cbor2.loads(envelope.payload)
        if word != "snapshot":
            raise BadSnapshot(f"{word!r} where a snapshot is due")
        # Nothing of this is believed before the key that signed it stands in a list that the anchor signed.
        edition = keys.read(trust, anchor)
        at = _instant(issued)
        usable = usable_keys(edition, at)
        if envelope.kid not in usable:
            raise BadSnapshot(f"signed by {envelope.kid.hex()}, which the anchor's list does not trust")
        cose.verify(envelope, usable[envelope.kid])
        statuses = status.read(listed, usable)
    except BadSnapshot:
        raise
    except Exception as error:  # whatever is wrong with bytes from outside, they are no snapshot
        raise BadSnapshot(f"not a snapshot of this zone: {error}") from error
    if held is not None and at < held:
        raise BadSnapshot(f"issued {at.isoformat()}, before {held.isoformat()}, which is held")
    found = Snapshot(
        games=games,
        issued=at,
        trust=edition.keys,
        status=statuses,
        venues=tuple(Venue(code, kind, tuple(sports)) for code, kind, sports in venues),
        sessions=tuple(Session(code, venue, _instant(a), _instant(b)) for code, venue, a, b in sessions),
        access={serial: Access(tuple(v), tuple(z), prime) for serial, v, z, prime in access},
        upgrades=tuple(
            Upgrade(serial, bearer, venue, tuple(zones), _instant(a), _instant(b), session)
            for serial, bearer, venue, zones, a, b, session in upgrades
        ),
    )
    return found, Post(*post), edition


def usable_keys(edition: TrustList, at: datetime) -> dict[bytes, bytes]:
    """The public keys that are trusted ``at``, by id."""
    return {key.kid: key.public for key in edition.keys if key.trusted(at)}


def renewed(snapshot: Snapshot, statuses: StatusList) -> Snapshot:
    """The snapshot with a later status list: as fresh as that list."""
    return msgspec.structs.replace(snapshot, status=statuses, issued=max(snapshot.issued, statuses.issued))


def seal(message: bytes, device: bytes) -> bytes:
    """``message`` for the device whose public X25519 key is ``device``."""
    return _SUITE.encrypt(message, X25519PublicKey.from_public_bytes(device), _INFO)


def unseal(sealed: bytes, key: X25519PrivateKey) -> bytes:
    """What was sealed to ``key``. Raises `BadSnapshot`."""
    try:
        return _SUITE.decrypt(sealed, key, _INFO)
    except (InvalidTag, ValueError) as error:
        raise BadSnapshot("not sealed to this device, or not as it was sealed") from error


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
