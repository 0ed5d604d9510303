"""Values of a message against what is known of the event, the competitor and the unit. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from kotinos.codes.rsc import Rsc
from kotinos.results.competition import Games, UnitState
from kotinos.results.facts import Observation, PlausibilityTuned
from kotinos.sports import plausible
from kotinos.sports.plausible import Finding


def reasons_for(games: Games, unit: UnitState, said: Sequence[Observation]) -> list[list[Finding]]:
    """For each value of a message why a person must look at it; empty where nobody must."""
    tuning = _tuning(games, unit.plan.rsc)
    off = tuning.off if tuning else ()
    if "*" in off:
        return [[] for _ in said]
    limits = tuning.limits if tuning else None
    found = [plausible.value(unit.plan.rsc, item.slot, item.value, limits) for item in said]
    return [[f for f in one if f.code not in off] for one in found]


def _tuning(games: Games, rsc: Rsc) -> PlausibilityTuned | None:
    fitting = [scope for scope in games.tuned if rsc.startswith(scope)]
    return games.tuned[max(fitting, key=len)] if fitting else None
