"""Bodyweight categories of a sport as they were in force: between two days, or for one Games."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from kotinos.codes import table


class Categories(msgspec.Struct, frozen=True, kw_only=True):
    """The categories of one gender. ``limits`` are kilograms, lightest first; above the last one there is one more, without a limit.

    ``games`` names the Games that had categories of their own; ``until`` is the last day.
    """

    sport: str
    since: date
    until: date
    gender: str
    limits: str
    games: str = ""

    def kilograms(self) -> tuple[int, ...]:
        """The limits as numbers."""
        return tuple(int(limit) for limit in self.limits.split())

    def of(self, bodyweight: Decimal) -> str:
        """The category of a bodyweight as event codes write it: ``61KG``, ``O102KG`` above all limits."""
        found = next((limit for limit in self.kilograms() if bodyweight <= limit), None)
        return f"{found}KG" if found is not None else f"O{self.kilograms()[-1]}KG"


def in_force(sport: str, gender: str, day: date, *, games: bool = False) -> Categories:
    """The categories on a day; with ``games``, those of the Games held then. Raises `table.UnknownCode`."""
    for row in table.rows("weight_categories", Categories):
        if (row.sport, row.gender, bool(row.games)) == (sport, gender, games) and row.since <= day <= row.until:
            return row
    kind = "of a Games" if games else "of the federation"
    raise table.UnknownCode(f"weight categories {kind} in {sport} {gender} on {day}: not in weight_categories.csv")
