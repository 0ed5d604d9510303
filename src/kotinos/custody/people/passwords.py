"""Passwords: argon2id, and a rule that asks for length alone (NIST SP 800-63B-4 §3.1.1: no composition, no expiry)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kotinos.custody.act import Refused

SHORTEST, LONGEST = 12, 200
_hasher = PasswordHasher()  # RFC 9106, low-memory recommendation: 64 MiB, three passes
_NOBODY = _hasher.hash("the password of nobody")


def hashed(password: str, *not_in: str) -> str:
    """A new password as it is kept. Raises `Refused` (``password_short``, ``password_long``, ``password_is_name``)."""
    if len(password) < SHORTEST:
        raise Refused("password_short", least=SHORTEST)
    if len(password) > LONGEST:
        raise Refused("password_long", most=LONGEST)
    if any(word and word.casefold() in password.casefold() for word in not_in):
        raise Refused("password_is_name")
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password. As slow for somebody who does not exist (``None``), so that the time tells nothing."""
    try:
        return _hasher.verify(kept or _NOBODY, password[: LONGEST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
