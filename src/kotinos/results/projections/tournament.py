"""The final ranking of an event that ends in a bracket, with or without groups before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.projections import knockouts
from kotinos.results.projections.inputs import match
from kotinos.sports import football, knockout
from kotinos.sports.ranking import Entry, Ranking, Unit

if TYPE_CHECKING:
    from kotinos.results.competition import UnitState
    from kotinos.results.projections.view import View


def ranking(view: View, event: Rsc) -> Ranking | None:
    """Everybody by how far they came; in football those who came equally far by points, difference and goals of all matches."""
    units = list(view.games.states.get(event, ()))
    kinds = {p.rsc: p.kind for p in view.games.events[event].phases}
    tree = [u for u in units if kinds.get(u.plan.rsc.at(Level.PHASE)) == "knockout"]
    ids = sorted({s.competitor for u in units for s in u.starts})
    entries = tuple(Entry(n=n, id=one, noc=view.competitor(one).noc) for n, one in enumerate(ids))
    if not entries:
        return None
    bracket = knockouts.bracket_of(view, tree)
    placed = knockout.bracket_ranking(
        bracket, knockouts.outcomes_of(view, tree), entries, f"{event.discipline}-bracket@1896-01-01"
    )
    if event.discipline != "FBL" or any(row.rank is None for row in placed.rows if row.id in _in_tree(tree)):
        return placed
    places = {row.id: row.rank for row in placed.rows if row.rank is not None}
    after = len(places) + 1
    matches = tuple(match(u) for u in units if len(u.starts) == 2)
    unit = Unit(id=event, rsc=event, entries=entries, matches=matches)
    return football.rank_tournament(unit, {one: places.get(one, after) for one in ids})


def _in_tree(units: list[UnitState]) -> set[str]:
    return {s.competitor for u in units for s in u.starts}
