"""Why an inbound file changed nothing: one word each, with which exactly one alarm is raised. PURE."""

from __future__ import annotations

from typing import Literal, get_args

Code = Literal[
    "malformed",  # outside the grammar, truncated, a wrong hash or count: not kept, for it may hold anything
    "misnamed",  # the name of the file is not what its header says
    "foreign",  # of another domain or campaign
    "key",  # signed with no key that we know, or with one that no longer counts
    "signature",  # not signed by that key
    "replay",  # a number that was applied before, or already waits
    "gap",  # a number is missing: what came after it waits
    "ahead",  # too far ahead of what is missing to wait
    "batch",  # acknowledges no batch of ours, or not as we sent it, or twice
    "count",  # acknowledges other records than the batch holds
    "token",  # answers a token that we never sent, or that was sent back
    "early",  # answers before the acknowledgement
]
CODES: tuple[Code, ...] = get_args(Code)


class Unacceptable(Exception):
    """An inbound file that may change nothing. ``line`` is where, from 1; 0 for the file as a whole."""

    def __init__(self, code: Code, line: int = 0) -> None:
        super().__init__(f"{code}, line {line}" if line else code)
        self.code: Code = code
        self.line = line
