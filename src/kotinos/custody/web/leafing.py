"""Long lists, a leaf at a time: so many lines as somebody reads, and where the next ones are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from kotinos.custody.web.visit import Visit

LINES = 50
"""Of one leaf: where a name stands on each, every line is a look at a person's data."""


class Leaf(msgspec.Struct, frozen=True):
    """Some lines of a list; ``before`` and ``after`` are the addresses of the leaves beside it, empty at its ends."""

    lines: Sequence[Any] = ()
    before: str = ""
    after: str = ""


def leaf(visit: Visit, read: Callable[[int, int], Sequence[Any]]) -> Leaf:
    """The leaf that the address asks for (``page``, from 1 on) of what ``read`` finds, given how many lines at most, after how many."""
    asked = visit.request.query_params.get("page", "")
    number = max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    found = read(LINES + 1, (number - 1) * LINES)
    return Leaf(
        lines=found[:LINES],
        before=_address(visit, number - 1) if number > 1 else "",
        after=_address(visit, number + 1) if len(found) > LINES else "",
    )


def _address(visit: Visit, number: int) -> str:
    return "?" + urlencode({**visit.request.query_params, "page": number})
