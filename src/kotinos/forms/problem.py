"""What a check finds, in words that a producer can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
from lxml import etree


def line_of(element: etree._Element) -> int:
    """The line of an element in its file; 0 where it was not read from one."""
    line: Any = getattr(element, "sourceline", None)
    return int(line or 0)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One defect of a message.

    ``where`` is the path (``OdfBody/Competition/Result[2]/@Rank``), ``line`` its line where the message has lines. ``rule`` names what
    was broken.
    A ``warning`` is a code that the tables do not know: said, but no reason to hold a message back, because tables differ
    from Games to Games.
    """

    where: str
    what: str
    would_be_right: str
    rule: str
    line: int = 0
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; would be right: {self.would_be_right}"


class HeldBack(ValueError):
    """Messages that must not leave, with every problem by document type. It names the document and its version."""

    def __init__(self, key: str, version: int, problems: Mapping[str, Sequence[Problem]]) -> None:
        listed = "\n".join(f"  {type_} {problem}" for type_, found in problems.items() for problem in found)
        super().__init__(f"{key} version {version} is held back:\n{listed}")
        self.key = key
        self.version = version
        self.problems = {type_: list(found) for type_, found in problems.items()}
