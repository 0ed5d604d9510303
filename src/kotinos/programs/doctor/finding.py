"""What a look at one thing found."""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["here", "warning", "missing"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """``name`` is for programs and stays as it is; ``said`` and ``mend`` are sentences. Only ``missing`` stops a platform."""

    name: str
    state: State
    said: str
    mend: str = ""


def here(name: str, said: str) -> Finding:
    """All is well."""
    return Finding(name=name, state="here", said=said)


def missing(name: str, said: str, mend: str) -> Finding:
    """It stops what needs it."""
    return Finding(name=name, state="missing", said=said, mend=mend)


def warning(name: str, said: str, mend: str) -> Finding:
    """It works, within limits that somebody should know."""
    return Finding(name=name, state="warning", said=said, mend=mend)
