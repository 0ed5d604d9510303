"""An event's state as its discipline ranks it: phases, units, the bracket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UnitState
from kotinos.results.life import FINISHED
from kotinos.results.projections import inputs, knockouts
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry

if TYPE_CHECKING:
    from kotinos.results.facts import PhasePlan
    from kotinos.results.projections.view import View


def results(view: View, event: Rsc) -> EventResults:
    """Everything that the ranking of an event is made from; its units are the ones that were not cancelled."""
    units = view.held(event)
    plan = view.games.events[event]
    phases = tuple(_phase(view, phase) for phase in sorted(plan.phases, key=lambda phase: phase.level))
    trees = {phase.rsc for phase in plan.phases if phase.kind == "knockout"}
    tree = [unit for unit in units if unit.plan.rsc.at(Level.PHASE) in trees]
    ids = sorted({start.competitor for unit in units for start in unit.starts})
    return EventResults(
        event=event,
        phases=phases,
        entries=tuple(Entry(n=n, id=one, noc=view.competitor(one).noc) for n, one in enumerate(ids)),
        date=inputs.rule_date(view.games, event, units[-1] if units else None),
        bracket=knockouts.bracket_of(view, tree) if trees else None,
        outcomes=knockouts.outcomes_of(view, tree),
        total=view.total_ranking(event) if view.components(event) else None,
    )


def _phase(view: View, plan: PhasePlan) -> PhaseResult:
    units = [unit for unit in view.of_phase(plan.rsc) if unit.schedule != "CANCELLED"]
    return PhaseResult(
        rsc=plan.rsc,
        kind=plan.kind,
        level=plan.level,
        units=tuple(_unit(view, unit) for unit in units),
        ranking=view.phase_ranking(plan.rsc) if plan.kind != "knockout" else None,
        complete=view.complete(plan.rsc),
    )


def _unit(view: View, unit: UnitState) -> UnitResult:
    return UnitResult(
        rsc=unit.plan.rsc,
        entries=tuple(inputs.entry_of(unit, n) for n in range(len(unit.starts))),
        ranking=view.ranking(unit.plan.rsc),
        finished=unit.status in FINISHED,
        medal=unit.plan.medal,
        facts=unit.plan.facts,
    )
