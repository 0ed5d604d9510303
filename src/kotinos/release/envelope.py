"""Sealing to the zone's public key: whoever holds an envelope, its sender included, cannot read it. HPKE, RFC 9180."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kotinos.release.schema import Envelope

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """An envelope that was not sealed to this key, or not as it is now. Nothing of it is believed."""


def name_of(key: X25519PublicKey) -> str:
    """The name under which envelopes point at a public key: the first sixteen hexadecimal digits of its SHA-256."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def seal(content: bytes, key: X25519PublicKey) -> Envelope:
    """Seal ``content`` for the holder of the private key."""
    id_ = secrets.token_hex(16)
    return Envelope(id=id_, key=name_of(key), sealed=_SUITE.encrypt(content, key, _info(id_)))


def unseal(envelope: Envelope, key: X25519PrivateKey) -> bytes:
    """The content. Raises `CannotOpen`."""
    if envelope.key != name_of(key.public_key()):
        raise CannotOpen(
            f"envelope {envelope.id} is sealed to the key {envelope.key}, not to {name_of(key.public_key())}"
        )
    try:
        return _SUITE.decrypt(envelope.sealed, key, _info(envelope.id))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"envelope {envelope.id} is not as it was sealed") from error


def _info(id_: str) -> bytes:
    return b"kotinos release envelope 1 " + id_.encode()
