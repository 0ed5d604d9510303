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
    games = view.games
    made_from = (games.of_event.get(event), games.events.get(event))
    trees = view.recall("trees", event, made_from, lambda: _trees(view, event))
    if not trees:
        return None
    planned = [u for u in games.states[event] if u.plan.bracket]
    return BracketsBody(
        event=event,
        event_name=event_name(view, event),
        brackets=tuple(
            Bracket(code=code, rounds=tuple(_round(view, phase, units) for phase, units in rounds))
            for code, rounds in trees
        ),
        notes=notes(view, event, planned),
    )


Tree = tuple[str, list[tuple[Rsc, list[Rsc]]]]
"""A bracket's code, and its phases, the first one first, with their units."""


def _trees(view: View, event: Rsc) -> list[Tree]:
    """What is planned, whatever happens in it; the tree toward gold first."""
    trees: dict[str, list[Rsc]] = {}
    for unit in view.games.states.get(event, ()):
        if unit.plan.bracket:
            trees.setdefault(unit.plan.bracket, []).append(unit.plan.rsc)
    made = []
    for code in sorted(trees, key=lambda code: (code != "FNL", code)):
        ordered = sorted(trees[code], key=lambda rsc: (-view.level(rsc), rsc))
        made.append((code, [(phase, list(units)) for phase, units in groupby(ordered, lambda u: u.at(Level.PHASE))]))
    return made


def _round(view: View, phase: Rsc, units: list[Rsc]) -> BracketRound:
    return BracketRound(
        code=phase[22:26],
        name=phase_name(view, phase),
        items=tuple(_remembered(view, view.unit(unit), at) for at, unit in enumerate(units, start=1)),
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
