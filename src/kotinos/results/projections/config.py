"""DT_CONFIG: how an event will run, from its plan, its units and its entries."""

from __future__ import annotations

from collections import Counter

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.results.documents import ConfigBody, PhaseConfig
from kotinos.results.facts import PhasePlan
from kotinos.results.projections import wording
from kotinos.results.projections.unit import event_name, phase_name
from kotinos.results.projections.view import View

MAIN_TREE = "FNL"
"""The tree toward gold, whose first round says how large the draw is."""


def config(view: View, event: Rsc) -> ConfigBody | None:
    """The configuration of an event, or ``None`` where nothing is planned of it."""
    plan = view.games.events.get(event)
    if plan is None:
        return None
    from_the_first = sorted(plan.phases, key=lambda phase: (-phase.level, phase.rsc))
    return ConfigBody(
        event=event,
        event_name=event_name(view, event),
        phases=tuple(_phase(view, phase) for phase in from_the_first),
        entered=_entered(view)[event],
        draw=_draw(view, event),
    )


def _phase(view: View, plan: PhasePlan) -> PhaseConfig:
    return PhaseConfig(
        phase=plan.rsc,
        name=phase_name(view, plan.rsc),
        kind=plan.kind,
        stage=plan.level,
        units=len(view.of_phase(plan.rsc)),
        rule=canonical.plain(plan.qualify) if plan.qualify else {},
        qualify=wording.qualify(plan.qualify, plan.kind) if plan.qualify else {},
    )


def _draw(view: View, event: Rsc) -> str:
    """The round with the most matches of the main tree, the earlier one of two; empty without a tree."""
    matches = Counter(
        unit.plan.rsc.at(Level.PHASE) for unit in view.games.states.get(event, ()) if unit.plan.bracket == MAIN_TREE
    )
    return max(matches, key=lambda phase: (matches[phase], view.level(phase)))[22:26] if matches else ""


def _entered(view: View) -> Counter[Rsc]:
    """How many compete in each event: teams where teams are entered, else athletes."""

    def count() -> Counter[Rsc]:
        entries = [(event, one.type) for one in view.games.participants.values() for event in one.events]
        of_teams = {event for event, type_ in entries if type_ == "T"}
        return Counter(event for event, type_ in entries if (type_ == "T") == (event in of_teams))

    return view.once("entered", "", count)
