"""What was computed for states that have not changed since. States are immutable, so "unchanged" means "the same object"."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """Remembers one value for each name, and what it was made from."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}

    def get(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The value of ``kind`` for ``name``; made anew only if one of the objects it is ``made_from`` is another one than last time."""
        kept = self._kept.get((kind, name))
        if kept is not None and len(kept[0]) == len(made_from) and all(map(is_, kept[0], made_from)):
            value: T = kept[1]
            return value
        return self._make(kind, name, made_from, make)

    def place(self, kind: str, name: str, made_from: tuple[Any, ...]) -> dict[Any, Any]:
        """Where to keep whatever follows from ``made_from``: a new dictionary whenever one of them is another object than last time."""
        return self.get(kind, name, made_from, dict)

    def get_equal(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The same for small values that are made anew at each step: equal is enough."""
        kept = self._kept.get((kind, name))
        if kept is not None and kept[0] == made_from:
            value: T = kept[1]
            return value
        return self._make(kind, name, made_from, make)

    def _make(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        value = make()
        self._kept[(kind, name)] = (made_from, value)
        return value
