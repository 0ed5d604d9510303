"""Why one stands before another: a phrase with the compared values, said in the reader's language."""

from __future__ import annotations

import msgspec


class Why(msgspec.Struct, frozen=True):
    """``code`` names the phrase; ``values`` are the texts that fill it: first the row before, then this row."""

    code: str
    values: tuple[str, ...] = ()
