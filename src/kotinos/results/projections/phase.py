"""DT_PHASE_RESULT and DT_POOL_STANDING: all units of a phase together."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.competition import UnitState
from kotinos.results.documents import Opponent, PhaseResultBody, PoolBody, PoolRow, ResultRow
from kotinos.results.facts import PhasePlan
from kotinos.results.life import FINISHED
from kotinos.results.projections import wording
from kotinos.results.projections.unit import event_name, notes, phase_facts, phase_name, row_of
from kotinos.results.projections.view import View
from kotinos.sports.ranking import Row


def phase_result(view: View, plan: PhasePlan) -> PhaseResultBody:
    """Everyone of a phase in one ranking, with the qualification marks as far as they are decided."""
    units = view.of_phase(plan.rsc)
    ranking = view.phase_ranking(plan.rsc)
    return PhaseResultBody(
        phase=plan.rsc,
        name=phase_name(view, plan.rsc),
        event_name=event_name(view, plan.rsc),
        rows=phase_rows(view, plan.rsc),
        rule_set=ranking.rule_set if ranking else "",
        qualify=wording.qualify(plan.qualify, plan.kind) if plan.qualify else {},
        units_total=len(units),
        units_complete=sum(u.status in FINISHED for u in units),
        notes=notes(view, plan.rsc, units),
        facts=phase_facts(view, plan.rsc),
    )


def phase_rows(view: View, phase: Rsc) -> tuple[ResultRow, ...]:
    """The rows of a phase, each with the unit it competed in."""
    ranking = view.decided(phase, view.phase_ranking(phase))
    if ranking is None:
        return ()
    ran_in = {s.competitor: (unit, s) for unit in view.of_phase(phase) for s in unit.starts}
    qualified = view.qualified(phase)
    best = next((view.shown(ran_in[r.id][0].plan.rsc, r) for r in ranking.rows if r.rank == 1), None)
    rows = []
    before: Row | None = None
    for row in ranking.rows:
        unit, start = ran_in[row.id]
        made = row_of(view, unit, start, row, before, best, "phase row")
        rows.append(_in_phase(made, unit, qualified.get(row.id, "")))
        before = row
    return tuple(rows)


def _in_phase(row: ResultRow, unit: UnitState, qual: str) -> ResultRow:
    return msgspec.structs.replace(row, unit=unit.plan.rsc, qual=qual, wlt="")


def pool(view: View, plan: PhasePlan) -> PoolBody:
    """The table of a group, with its cross table."""
    units = view.of_phase(plan.rsc)
    ranking = view.decided(plan.rsc, view.phase_ranking(plan.rsc))
    qualified = view.qualified(plan.rsc)
    positions = (
        {row.id: at for at, row in enumerate(sorted(ranking.rows, key=lambda r: r.n), start=1)} if ranking else {}
    )
    rows = []
    before: Row | None = None
    for row in ranking.rows if ranking else ():
        rows.append(_pool_row(view, units, row, before, positions, qualified.get(row.id, "")))
        before = row
    return PoolBody(
        phase=plan.rsc,
        name=phase_name(view, plan.rsc),
        event_name=event_name(view, plan.rsc),
        rows=tuple(rows),
        rule_set=ranking.rule_set if ranking else "",
        units_total=len(units),
        units_complete=sum(u.status in FINISHED for u in units),
        notes=notes(view, plan.rsc, units),
    )


def _pool_row(
    view: View, units: list[UnitState], row: Row, before: Row | None, positions: dict[str, int], qual: str
) -> PoolRow:
    value = row.values
    difference = int(value.get("diff", 0))
    return PoolRow(
        sort_order=row.sort_order,
        competitor=view.competitor(row.id),
        rank=row.rank,
        rank_equal=row.rank_equal,
        qual=qual,
        irm=row.irm or "",
        points=str(value.get("points", "")),
        played=int(value.get("played", 0)),
        won=int(value.get("won", 0)),
        tied=int(value.get("tied", 0)),
        lost=int(value.get("lost", 0)),
        for_=int(value.get("for", 0)),
        against=int(value.get("against", 0)),
        diff=f"{difference:+d}" if difference else "0",
        opponents=_opponents(view, units, row.id, positions),
        why=wording.why(row, before),
    )


def _opponents(view: View, units: list[UnitState], team: str, positions: dict[str, int]) -> tuple[Opponent, ...]:
    made = []
    for unit in units:
        sides = [s.competitor for s in unit.starts]
        if len(sides) != 2 or team not in sides:
            continue
        other = sides[1 - sides.index(team)]
        own, theirs = unit.value(team, "mark"), unit.value(other, "mark")
        done = unit.status in FINISHED and own is not None
        made.append(
            Opponent(
                competitor=view.competitor(other),
                pos=positions.get(other, 0),
                unit=unit.plan.rsc,
                date=unit.start[:10],
                time=unit.start[11:16],
                home_away="H" if sides.index(other) == 0 else "A",
                result=f"{own}-{theirs}" if done else "",
            )
        )
    return tuple(sorted(made, key=lambda o: o.pos))
