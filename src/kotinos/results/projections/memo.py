"""What was computed for states that have not changed since. States are immutable, so "unchanged" means "the same object"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """Remembers one value for each name, and what it was made from."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}

    def get(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The value of ``kind`` for ``name``; made anew only if one of the objects it is ``made_from`` is another one than last time."""
        kept = self._kept.get((kind, name))
        if kept is not None and len(kept[0]) == len(made_from) and all(map(_is, kept[0], made_from)):
            value: T = kept[1]
            return value
        value = make()
        self._kept[(kind, name)] = (made_from, value)
        return value


def _is(one: Any, other: Any) -> bool:
    return one is other
