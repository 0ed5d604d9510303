"""Random words that open something, and the digest by which a table knows them."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new() -> str:
    """256 random bits, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """How a table knows ``token``: nobody who reads the table can present it."""
    return sha256(token.encode()).hexdigest()
