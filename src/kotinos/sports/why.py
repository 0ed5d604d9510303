"""Why one stands before another: a phrase with the compared values, said in the reader's language."""

from __future__ import annotations

import msgspec


class Why(msgspec.Struct, frozen=True):
    """What separates a row from the row before it, or keeps them together.

    ``code`` names the phrase; ``values`` are the texts that fill it: first the row before, then this row. ``same`` are the
    criteria on which both agree and that were compared first, as (code, text): ``(("height", "2.29 m"),)``.
    """

    code: str
    values: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
