"""AES-256-GCM, and the one place that chooses nonces.

Every nonce is 96 random bits. A key may seal 2^32 values before two nonces are likely enough to meet that it matters (NIST SP 800-38D,
8.3): a data key seals some dozens in its life; a key-encryption key wraps one data key a subject, and a million is 2^20.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kotinos.custody.vault.binding import bound

KEY = 32
_NONCE = 12


class SealBroken(Exception):
    """A sealed value is not what was sealed there: changed, moved from elsewhere, or under another key. Nothing was read."""


def new_key() -> bytes:
    """A new random key of 256 bits."""
    return os.urandom(KEY)


def seal(key: bytes, plain: bytes, *context: str | int) -> bytes:
    """``plain`` under ``key``, tied to ``context``: it opens only where exactly the same context is given."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound(*context))


def unseal(key: bytes, sealed: bytes, *context: str | int) -> bytes:
    """What was sealed; raises `SealBroken`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound(*context))
    except (InvalidTag, ValueError):
        raise SealBroken(f"the seal does not hold for {' / '.join(map(str, context))}") from None
