"""Who does something, when, and why. PURE. Every change of state in the sealed zone takes one of these."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Act(msgspec.Struct, frozen=True):
    """One deed: the ``actor`` (``staff:ines``, ``org:FRA:jo``, ``authority``, ``clock``), the instant in UTC, and the reason in words.

    The reason is kept for ever in a log that nobody can erase from: it names no person.
    """

    actor: str
    at: datetime
    why: str

    def __post_init__(self) -> None:
        if not self.actor or not self.why:
            raise ValueError("an act names its actor and its reason")
        if self.at.tzinfo is None or self.at.utcoffset():
            raise ValueError(f"an act happens at an instant of UTC, not at {self.at.isoformat()}")


class Refused(Exception):
    """Something asked for may not happen. Nothing has changed.

    ``code`` is a short constant that pages translate (``quota_full``); ``detail`` are the values that the sentence needs, none of them
    a person's datum.
    """

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(f"{code} {detail}" if detail else code)
        self.code = code
        self.detail = detail
