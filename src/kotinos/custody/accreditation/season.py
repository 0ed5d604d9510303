"""The days on which cards open doors: the windows of the reference data, moved to the day on which a zone's Games open. PURE."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import msgspec

from kotinos.custody.accreditation.reference import Reference, Window, read

_BEFORE = timedelta(days=7)
"""The window of the Games begins so long before they open, and ends so long after they close."""
GAMES = "GAMES"
"""The window of the Games themselves."""


class Season(msgspec.Struct, frozen=True):
    """When one zone's Games are: ``opening`` is their first day, with which every window is moved. None: as the reference data has them."""

    opening: date | None = None

    def window(self, reference: Reference, code: str = GAMES) -> Window:
        """One window, by the reference data of their day; raises `KeyError` for a code that they do not know."""
        row = _written(reference.day)[code]
        moved = self._moved()
        return msgspec.structs.replace(row, valid_from=row.valid_from + moved, valid_to=row.valid_to + moved)

    def of(self, reference: Reference, category: str) -> Window:
        """The window of a category; raises `KeyError` for one that the reference data does not know."""
        return self.window(reference, reference.categories[category].window)

    @property
    def last_day(self) -> date | None:
        """The last day of the Games, which last as long as the reference data has them; ``None`` where nobody said when they open."""
        if self.opening is None:
            return None
        written = _written(date.max)[GAMES]
        return self.opening + (written.valid_to - written.valid_from) - 2 * _BEFORE

    def _moved(self) -> timedelta:
        if self.opening is None:
            return timedelta()
        return self.opening - _written(date.max)[GAMES].valid_from - _BEFORE


@cache
def _written(day: date) -> dict[str, Window]:
    return read("windows", Window, day)
