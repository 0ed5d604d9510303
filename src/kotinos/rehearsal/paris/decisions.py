"""What officials decided and the recorded marks do not hold: who won a keirin, a shoot-off, the last arrow.

``facts/*.csv`` holds it as public facts, typed anew: the unit, the competitor, the slot an official would have filled, and why.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import resources
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one competitor in one unit, and which fact it is that the marks leave open."""

    unit: Rsc
    competitor: str
    slot: str
    value: Any
    why: str


def load() -> dict[Rsc, tuple[Decision, ...]]:
    """All decisions by unit; raises ``ValueError`` for a line that is not one."""
    found: dict[Rsc, list[Decision]] = {}
    for decision in _lines():
        found.setdefault(decision.unit, []).append(decision)
    return {unit: tuple(made) for unit, made in found.items()}


def _lines() -> Iterator[Decision]:
    folder = resources.files("kotinos.rehearsal.paris") / "facts"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".csv"):
            continue
        for number, row in enumerate(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))), start=2):
            try:
                yield Decision(
                    unit=Rsc(row["unit"]),
                    competitor=row["competitor"],
                    slot=row["slot"],
                    value=int(row["value"]) if row["slot"] == "place" else row["value"],
                    why=row["why"],
                )
            except (KeyError, ValueError) as error:
                raise ValueError(f"{file.name}, line {number}: {error}") from error
