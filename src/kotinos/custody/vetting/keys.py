"""Keys of the exchange: the zone signs; the authority signs and unseals.

The zone's private key lies under its root key; public ones travel by hand.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

PUBLIC = "zone.json"
AUTHORITY = "authority.json"


class Public(msgspec.Struct, frozen=True):
    """A public key (64 hexadecimal digits) and the time in which it counts: from ``since`` until just before ``until``."""

    public: str
    since: datetime
    until: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Whether it counts at that instant."""
        return self.since <= at and (self.until is None or at < self.until)


class Published(msgspec.Struct, frozen=True, omit_defaults=True):
    """The public keys of one side, as they are handed over. The zone has none for sealing: nothing is sealed to it."""

    signing: tuple[Public, ...]
    sealing: tuple[Public, ...] = ()


class NoKey(Exception):
    """The exchange has not been given a key that it needs."""


class Keys(msgspec.Struct, frozen=True):
    """What the zone holds: its own signing key and the authority's public ones."""

    signing: Ed25519PrivateKey
    authority: Published

    def sealing(self, at: datetime) -> X25519PublicKey:
        """The authority's newest key that counts at that instant. Raises `NoKey`."""
        counting = [key for key in self.authority.sealing if key.counts(at)]
        if not counting:
            raise NoKey("the authority has no sealing key that counts now")
        newest = max(counting, key=lambda key: key.since)
        return X25519PublicKey.from_public_bytes(bytes.fromhex(newest.public))

    def signer(self, name: str, at: datetime) -> Ed25519PublicKey | None:
        """The authority's signing key of that name, where it counts at that instant."""
        for key in self.authority.signing:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public))
            if name_of(public) == name:
                return public if key.counts(at) else None
        return None


def name_of(key: Ed25519PublicKey | X25519PublicKey) -> str:
    """The name under which files point at a public key: the first sixteen hexadecimal digits of its SHA-256."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def is_signed(signer: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    """Whether ``signature`` is the signer's over exactly these bytes."""
    try:
        signer.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def hand_over(folder: Path, signing: Ed25519PrivateKey, at: datetime) -> Path:
    """Write what the authority is to be given, the public half of ``signing``, which counts from ``at``; the file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    published = Published((Public(signing.public_key().public_bytes_raw().hex(), at),))
    (folder / PUBLIC).write_bytes(msgspec.json.format(msgspec.json.encode(published), indent=1) + b"\n")
    return folder / PUBLIC


def load(folder: Path, signing: Ed25519PrivateKey) -> Keys:
    """``signing``, and the authority's keys in ``folder``. Raises `NoKey`, which says what is missing and how it gets there."""
    try:
        return Keys(signing, msgspec.json.decode((folder / AUTHORITY).read_bytes(), type=Published))
    except FileNotFoundError:
        raise NoKey(f"{folder / AUTHORITY}: put the file of public keys here that the authority handed over") from None
    except msgspec.MsgspecError as error:
        raise NoKey(f"{folder / AUTHORITY}: {error}") from error
