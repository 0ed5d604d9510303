"""A token: 160 random bits in base32 and a check character, for one consumer. Never made from data. PURE.

The check is ISO 7064, MOD 37,36: it finds every mistyped character and every two that changed places.
"""

from __future__ import annotations

from base64 import b32encode

BYTES = 20
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _check(text: str) -> str:
    product = 36
    for sign in text:
        total = (product + _SIGNS.index(sign)) % 36 or 36
        product = total * 2 % 37
    return _SIGNS[(37 - product) % 36]


def written(random: bytes) -> str:
    """The token of 20 random bytes: 33 characters."""
    if len(random) != BYTES:
        raise ValueError(f"a token is {BYTES} random bytes, not {len(random)}")
    text = b32encode(random).decode()
    return text + _check(text)


def read(token: str) -> str | None:
    """The token as it is kept, from what somebody typed (case and spaces do not count); ``None`` where it cannot be one."""
    text = "".join(token.split()).upper()
    well = len(text) == 33 and all(sign in _SIGNS for sign in text) and _check(text[:-1]) == text[-1]
    return text if well else None
