"""Opening what is sealed with HPKE, base mode, written out from RFC 9180: X25519, HKDF-SHA256, AES-256-GCM.

One message a sealing, no associated data.
"""

from __future__ import annotations

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

_KEM = b"KEM" + (0x0020).to_bytes(2, "big")
_SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0020, 0x0001, 0x0002))
_VERSION = b"HPKE-v1"
ENCAPSULATED = 32


class CannotOpen(Exception):
    """What was sealed was not sealed to this key, or was changed."""


def _extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), _VERSION + suite + label + secret, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + _VERSION + suite + label + info
    return HKDFExpand(hashes.SHA256(), length, labelled).derive(key)


def _decapsulate(encapsulated: bytes, private: X25519PrivateKey) -> bytes:
    """RFC 9180, 4.1: the shared secret."""
    shared = private.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    context = encapsulated + private.public_key().public_bytes_raw()
    return _expand(_KEM, _extract(_KEM, b"", b"eae_prk", shared), b"shared_secret", context, 32)


def unseal(sealed: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    """RFC 9180, 5.1 and 6.1: the plaintext. Raises `CannotOpen`."""
    try:
        shared = _decapsulate(sealed[:ENCAPSULATED], private)
    except ValueError as error:
        raise CannotOpen("no public key stands at the beginning") from error
    context = b"\x00" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    key = _expand(_SUITE, secret, b"key", context, 32)
    nonce = _expand(_SUITE, secret, b"base_nonce", context, 12)
    try:
        return AESGCM(key).decrypt(nonce, sealed[ENCAPSULATED:], b"")
    except InvalidTag as error:
        raise CannotOpen("it was not sealed to this key, or was changed on the way") from error
