"""How an event runs when nobody has said so: phases, their kinds and their order, as its discipline runs them. PURE.

An organiser's own plan always goes first; this is what a schedule feed alone can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.facts import EventPlanned, PhasePlan, Qualify
from kotinos.sports import programme
from kotinos.sports.discipline import PhaseFormat


def default_plan(event: Rsc, units: Iterable[Rsc], rule_date: str = "") -> EventPlanned:
    """The plan of an event that has exactly these units."""
    made = tuple(_planned(phase) for phase in programme.phases(event, tuple(units)))
    return EventPlanned(event=event, phases=made, rule_date=rule_date)


def _planned(phase: PhaseFormat) -> PhasePlan:
    qualify: dict[str, Any] = dict(phase.qualify)
    return PhasePlan(
        rsc=phase.phase,
        kind=phase.kind,
        level=phase.level,
        rule=phase.rule,
        qualify=msgspec.convert(qualify, Qualify) if qualify else None,
        carries=phase.carries,
    )
