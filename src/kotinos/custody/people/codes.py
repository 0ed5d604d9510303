"""The code of the moment (TOTP, RFC 6238) and its secret, which is kept under a key from outside the database."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP = 30
"""Seconds that one code lives."""
DIGITS = 6
_NONCE = 12


def new_secret() -> bytes:
    """A secret for a new device: 160 bits (RFC 4226 §4, R6)."""
    return secrets.token_bytes(20)


def code(secret: bytes, at: datetime) -> str:
    """The code that a device with ``secret`` shows at an instant."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def step(secret: bytes, shown: str, now: datetime, after: int) -> int | None:
    """The step whose code was ``shown``: the present one, or one beside it for a clock that is off; ``None`` where it is none of them.

    Only steps later than ``after`` count: a code that was used once is worth nothing to who looked over a shoulder (RFC 6238 §5.2).
    """
    for off in (0, -1, 1):
        at = now + timedelta(seconds=off * STEP)
        found = int(at.timestamp()) // STEP
        if found > after and secrets.compare_digest(code(secret, at).encode(), shown.encode()):
            return found
    return None


def address(secret: bytes, name: str, issuer: str) -> str:
    """The ``otpauth://`` address that a picture shows to a device."""
    return _totp(secret).get_provisioning_uri(name, issuer)


def seal(key: bytes, name: str, secret: bytes) -> bytes:
    """A secret as it is kept for the person called ``name``."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, f"totp|{name}".encode())


def unseal(key: bytes, name: str, kept: bytes) -> bytes:
    """The secret again; raises `ValueError` where it was sealed for another person or under another key."""
    try:
        return AESGCM(key).decrypt(kept[:_NONCE], kept[_NONCE:], f"totp|{name}".encode())
    except InvalidTag:
        raise ValueError(f"the second factor of {name} was sealed under another key or for another person") from None


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 - HMAC-SHA-1 is what every authenticator application speaks
