"""Documents of a whole event: cumulative result, final ranking, medallists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UnitState
from kotinos.results.documents import (
    ComponentResult,
    CumulativeBody,
    CumulativeRow,
    MedallistsBody,
    RankingBody,
    ResultRow,
)
from kotinos.results.life import FINISHED
from kotinos.results.projections import display, records, wording
from kotinos.results.projections.unit import event_name, notes, phase_name
from kotinos.results.projections.view import View
from kotinos.sports.ranking import Row


def cumulative(view: View, scope: Rsc) -> CumulativeBody | None:
    """The total over several units: the components of an event, or the series of a phase; ``None`` where there are none."""
    event = scope.at(Level.EVENT)
    of_event = scope.level is Level.EVENT
    units = view.components(event) if of_event else view.of_phase(scope)
    if not units:
        return None
    ranking = view.decided(scope, view.total_ranking(event) if of_event else view.phase_ranking(scope))
    if ranking is None:
        return None
    done = [u for u in units if u.status in FINISHED]
    carried = () if of_event else view.carried(scope)
    rows = []
    before: Row | None = None
    for row in ranking.rows:
        made = _row(view, scope, row, before, "total row")
        rows.append(CumulativeRow(row=made, items=_items(view, units, row, carried)))
        before = row
    return CumulativeBody(
        event=event,
        phase=None if of_event else scope,
        event_name=event_name(view, event),
        name={} if of_event else phase_name(view, scope),
        rows=tuple(rows),
        rule_set=ranking.rule_set,
        last_unit=done[-1].plan.rsc if done else None,
        units_total=len(units),
        units_complete=len(done),
        notes=notes(view, event, units),
    )


def ranking(view: View, event: Rsc) -> RankingBody | None:
    """The event from first to last, once its last phase has been competed; ``None`` before."""
    whole = view.decided(event, view.event_ranking(event)) if view.medal_status(event) else None
    if whole is None:
        return None
    rows = []
    before: Row | None = None
    for row in whole.rows:
        rows.append(_row(view, event, row, before, "event row"))
        before = row
    units = list(view.games.states.get(event, ()))
    return RankingBody(
        event=event,
        event_name=event_name(view, event),
        rows=tuple(rows),
        rule_set=whole.rule_set,
        notes=notes(view, event, units),
    )


def medallists(view: View, event: Rsc) -> MedallistsBody | None:
    """The medals of an event as far as they are won; ``None`` before the first."""
    medals = view.medallists(event)
    if not medals:
        return None
    units = list(view.games.states.get(event, ()))
    return MedallistsBody(
        event=event, event_name=event_name(view, event), medals=medals, notes=notes(view, event, units)
    )


def _row(view: View, scope: Rsc, row: Row, before: Row | None, kind: str) -> ResultRow:
    """A row of the event or of one of its phases. ``kind`` names the list that it stands in."""
    event = scope.at(Level.EVENT)
    last = view.last_unit(event, row.id)
    flags = records.flags(view, last.plan.rsc, row.id) if last else records.NO_FLAGS
    slots = last.slots.get(row.id) if last else None
    person = view.games.participants.get(row.id)
    made_from = (
        *(row, before.rank if before else "first", last.plan if last else None, slots, flags, person),
        bool(view.components(event)),
    )
    return view.remember(kind, f"{scope}/{row.id}", made_from, lambda: _made(view, event, row, before, last, flags))


def _made(
    view: View, event: Rsc, row: Row, before: Row | None, last: UnitState | None, flags: records.Flags
) -> ResultRow:
    """The mark is the one of the last unit that the competitor took part in, or the total."""
    total = row.values.get("total")
    raw = _raw(last, row.id) if last else {}
    mark = str(total) if total is not None else display.mark(last.plan.rsc, row, raw) if last else ""
    return ResultRow(
        sort_order=row.sort_order,
        competitor=view.competitor(row.id),
        rank=row.rank,
        rank_equal=row.rank_equal,
        mark=mark,
        mark_type=_mark_type(view, event, last, row, mark),
        qual=row.qual or "",
        irm=row.irm or "",
        records=flags.records,
        pending=flags.pending,
        unit=last.plan.rsc if last else None,
        why=wording.why(row, before),
    )


def _mark_type(view: View, event: Rsc, last: UnitState | None, row: Row, mark: str) -> str:
    if row.irm and not mark:
        return "IRM"
    if row.values.get("total") is not None:
        return display.mark_type(event if view.components(event) or last is None else last.plan.rsc.at(Level.PHASE))
    return display.mark_type(last.plan.rsc) if last else ""


def _raw(unit: UnitState, competitor: str) -> dict[str, Any]:
    return {n: s.value for n, s in unit.slots.get(competitor, {}).items() if s.value is not None}


def _carried(view: View, phase: Rsc, order: int, points: Any, competitor: str) -> ComponentResult:
    """A whole earlier phase as one item."""
    ranking = view.decided(phase, view.phase_ranking(phase))
    placed = next((r for r in ranking.rows if r.id == competitor), None) if ranking else None
    return ComponentResult(
        unit=phase,
        order=order,
        mark=str(points),
        points=str(points),
        rank=placed.rank if placed else None,
        irm=(placed.irm or "") if placed else "",
    )


def _items(view: View, units: list[UnitState], row: Row, carried: Sequence[Rsc]) -> tuple[ComponentResult, ...]:
    points: Mapping[str, int] = row.values.get("parts") or {}
    items = [
        _carried(view, phase, order, points[phase[22:]], row.id)
        for order, phase in enumerate(carried, start=1)
        if phase[22:] in points
    ]
    for unit in units:
        if row.id not in view.starts(unit.plan.rsc):
            continue
        placed = view.row(unit.plan.rsc, row.id)
        code = unit.plan.rsc[22:]
        items.append(
            ComponentResult(
                unit=unit.plan.rsc,
                order=len(items) + 1,
                mark=display.mark(unit.plan.rsc, placed, _raw(unit, row.id)) if placed else "",
                points=str(points[code]) if code in points else "",
                rank=placed.rank if placed else None,
                irm=(placed.irm or "") if placed else "",
            )
        )
    return tuple(items)
