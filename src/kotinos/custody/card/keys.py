"""Signer keys, their lives, and the signed list of those that are trusted. PURE.

A key is announced before it signs, so that every gate knows it in time; it is trusted after it stopped, as long as cards that it signed
are in use; it leaves at once when it is withdrawn. Gates hold one key by heart: the anchor, which signs the list and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import cbor2
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.card import cose


class BadTrustList(ValueError):
    """This is no list of trusted keys signed by the anchor, or it is older than the one that is held."""


class SigningKey:
    """A signer in memory, from the 32 bytes of an Ed25519 private key."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()
        self.kid = cose.key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of ``message``."""
        return self._key.sign(message)


class SignerKey(msgspec.Struct, frozen=True):
    """A public key and its life: it signs from ``signs_from`` until ``signs_until``, and is believed until ``trusted_until``."""

    public: bytes
    signs_from: datetime
    signs_until: datetime
    trusted_until: datetime
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if len(self.public) != 32:
            raise ValueError(f"an Ed25519 public key has 32 bytes, not {len(self.public)}")
        if not self.signs_from < self.signs_until <= self.trusted_until:
            raise ValueError("a key signs for some time, and is trusted at least as long")

    @property
    def kid(self) -> bytes:
        """The key's id."""
        return cose.key_id(self.public)

    def signs(self, at: datetime) -> bool:
        """Whether it may sign at ``at``."""
        return not self.withdrawn and self.signs_from <= at < self.signs_until

    def trusted(self, at: datetime) -> bool:
        """Whether a signature of it is believed at ``at``."""
        return not self.withdrawn and self.signs_from <= at < self.trusted_until


Trust = Mapping[bytes, SignerKey]
"""Keys by their id."""


class TrustList(msgspec.Struct, frozen=True):
    """The trusted keys; ``number`` grows with every edition."""

    number: int
    issued: datetime
    keys: tuple[SignerKey, ...]

    def trust(self) -> Trust:
        """The keys by id."""
        return {key.kid: key for key in self.keys}


def current(keys: Iterable[SignerKey], at: datetime) -> SignerKey | None:
    """The key that signs at ``at``: of several the one that does so longest. ``None``: nothing may be signed."""
    return max((key for key in keys if key.signs(at)), key=lambda key: (key.signs_until, key.kid), default=None)


def signed(edition: TrustList, anchor: cose.Signer) -> bytes:
    """The list as a COSE_Sign1 message of the anchor."""
    rows = [
        [key.public, _seconds(key.signs_from), _seconds(key.signs_until), _seconds(key.trusted_until), key.withdrawn]
        for key in sorted(edition.keys, key=lambda key: key.kid)
    ]
    return cose.sign1(cbor2.dumps(["trust", edition.number, _seconds(edition.issued), rows], canonical=True), anchor)


def read(message: bytes, anchor: bytes, held: int = 0) -> TrustList:
    """The list in ``message``, signed by ``anchor`` (its public key) and not older than edition ``held``. Raises `BadTrustList`."""
    try:
        payload = cose.verify(cose.take_apart(message), anchor)
        word, number, issued, rows = cbor2.loads(payload)
        if word != "trust":
            raise BadTrustList(f"a list of {word!r} where one of trusted keys is due")
        keys = tuple(
            SignerKey(public, _instant(first), _instant(last), _instant(until), withdrawn)
            for public, first, last, until, withdrawn in rows
        )
    except BadTrustList:
        raise
    except (ValueError, TypeError) as error:
        raise BadTrustList(f"not a trust list of this anchor: {error}") from error
    if number < held:
        raise BadTrustList(f"edition {number} is older than edition {held}, which is held")
    return TrustList(number, _instant(issued), keys)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
