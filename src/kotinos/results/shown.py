"""When a score and a result were first before the public: the clock of protests runs from there. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from kotinos.sports import protests

if TYPE_CHECKING:
    from kotinos.results.competition import UnitState

SCORES = frozenset({"mark", "t4", "points", "score", "place", "wlt"})
"""Slots that hold a competitor's whole score: a part alone (a difficulty score before the execution) is none."""


class Shown(msgspec.Struct, frozen=True):
    """Instants (UTC) by competitor and by status of the unit, each the first one; values of the journal, to the microsecond."""

    scores: Mapping[str, str] = {}
    statuses: Mapping[str, str] = {}


def looked_at(before: UnitState, after: UnitState, at: str) -> Shown:
    """What the public has seen once ``after`` stands where ``before`` stood."""
    shown = after.shown
    scores = {
        competitor: at
        for competitor, slots in after.slots.items()
        if competitor not in shown.scores and slots is not before.slots.get(competitor) and _scored(slots)
    }
    if after.status in shown.statuses and not scores:
        return shown
    return Shown({**scores, **shown.scores}, {after.status: at, **shown.statuses})


def _scored(slots: Mapping[str, Any]) -> bool:
    return any(name in SCORES and slot.value is not None for name, slot in slots.items())


def closes(unit: UnitState, competitor: str = "") -> datetime | None:
    """When the time for protests about ``competitor`` (or the whole result) ends; ``None`` while nothing says when."""
    window = window_of(unit)
    if window.start == "score" and not competitor:
        competitor = max(unit.shown.scores, key=lambda who: unit.shown.scores[who], default="")
    waiting = any(
        s.competitor not in unit.shown.scores and unit.value(s.competitor, "irm") is None for s in unit.starts
    )
    return protests.closes(window, unit.shown.scores, unit.shown.statuses, competitor, waiting)


def window_of(unit: UnitState) -> protests.Window:
    """The window of the unit's sport, or the seconds that its plan names."""
    return protests.window_of(unit.plan.rsc.discipline, unit.plan.facts.get("protest_seconds"))
