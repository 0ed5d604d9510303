"""DT_BRACKETS: the trees of an event, from the plan's origins and what has been decided."""

from __future__ import annotations

from itertools import groupby

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UnitState
from kotinos.results.documents import Bracket, BracketItem, BracketPlace, BracketRound, BracketsBody
from kotinos.results.facts import Origin
from kotinos.results.life import FINISHED
from kotinos.results.projections.unit import event_name, notes, phase_name
from kotinos.results.projections.view import View


def brackets(view: View, event: Rsc) -> BracketsBody | None:
    """All brackets of an event, or ``None`` where none is planned."""
    units = list(view.games.states.get(event, ()))
    planned = [u for u in units if u.plan.bracket]
    if not planned:
        return None
    codes = sorted({u.plan.bracket for u in planned}, key=lambda code: (code != "FNL", code))
    return BracketsBody(
        event=event,
        event_name=event_name(view, event),
        brackets=tuple(
            Bracket(code=c, rounds=_rounds(view, [u for u in planned if u.plan.bracket == c])) for c in codes
        ),
        notes=notes(view, event, planned),
    )


def _rounds(view: View, units: list[UnitState]) -> tuple[BracketRound, ...]:
    ordered = sorted(units, key=lambda u: (-view.level(u.plan.rsc), u.plan.rsc))
    return tuple(
        BracketRound(
            code=phase[22:26],
            name=phase_name(view, phase),
            items=tuple(_remembered(view, unit, at) for at, unit in enumerate(items, start=1)),
        )
        for phase, items in groupby(ordered, key=lambda u: u.plan.rsc.at(Level.PHASE))
    )


def _remembered(view: View, unit: UnitState, order: int) -> BracketItem:
    rsc = unit.plan.rsc
    return view.recall("bracket item", f"{rsc}/{order}", view.sources(rsc), lambda: _item(view, unit, order))


def _item(view: View, unit: UnitState, order: int) -> BracketItem:
    scores = [str(unit.value(s.competitor, "mark") or "") for s in unit.starts]
    return BracketItem(
        code=unit.plan.number or str(order),
        order=order,
        position=unit.plan.order or order,
        unit=unit.plan.rsc,
        date=unit.start[:10],
        time=unit.start[11:16],
        result="-".join(scores) if unit.status in FINISHED and len(scores) == 2 and all(scores) else "",
        status=unit.status,
        places=tuple(_place(view, unit, at) for at in range(2)),
    )


def _place(view: View, unit: UnitState, at: int) -> BracketPlace:
    origin = unit.plan.sides[at] if at < len(unit.plan.sides) else None
    who = view.side(unit.plan.rsc, at)
    if at >= len(unit.starts):
        return _with_origin(BracketPlace(pos=at + 1, competitor=who), origin)
    start = unit.starts[at]
    ranking = view.decided(unit.plan.rsc, view.ranking(unit.plan.rsc))
    row = next((r for r in ranking.rows if r.id == start.competitor), None) if ranking else None
    place = BracketPlace(
        pos=at + 1,
        competitor=who,
        result=str(unit.value(start.competitor, "mark") or ""),
        wlt=(row.wlt or "") if row and unit.status in FINISHED else "",
        irm=(row.irm or "") if row else "",
    )
    return _with_origin(place, origin)


def _with_origin(place: BracketPlace, origin: Origin | None) -> BracketPlace:
    if origin is None:
        return place
    return msgspec.structs.replace(place, previous_unit=origin.unit, previous_wlt=origin.wlt, previous_rank=origin.rank)
