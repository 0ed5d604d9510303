"""What is played: one message at one moment, through one of the doors that a stranger has."""

from __future__ import annotations

import json
from typing import Any

import msgspec


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """An HTTP POST to the intake: ``path`` below its address, ``body``, and headers (no key: the player has it)."""

    path: str
    body: bytes
    headers: dict[str, str] = {}


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """A file that a timing device writes into the watched folder; ``name`` may hold a sub-folder."""

    name: str
    body: bytes


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One message. ``at``: seconds of competition time since the play began. ``what`` says it for a person.

    Cues of one ``lane`` are sent strictly one after the other, in their order; different lanes do not wait for each other.
    ``barrier``: everything before it is done before it is sent, and nothing after it goes before it is done.
    ``after`` names a unit whose result must show one of ``status`` first (what an official waits for before pressing "official"),
    and with ``whole`` a place or an IRM in every row, as the file of a timing device is taken a moment after it was written.
    """

    at: float
    lane: str
    what: str
    send: Post | Drop
    barrier: bool = False
    after: str = ""
    status: tuple[str, ...] = ()
    whole: bool = False


def command(id: str, fact: dict[str, Any], by: str) -> Post:
    """An official's command to the JSON interface."""
    return Post(path="/v1/commands", body=json.dumps({"id": id, "fact": fact, "by": by}, ensure_ascii=False).encode())
