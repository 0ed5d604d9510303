"""A planned bracket as the rules take it: who meets whom, where each comes from, and the place of who goes no further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kotinos.codes.rsc import Rsc
from kotinos.results.competition import UnitState
from kotinos.results.facts import Origin
from kotinos.results.life import FINISHED
from kotinos.sports import formats, knockout
from kotinos.sports.knockout import BYE, Bracket, Contest, Outcome, Seat

if TYPE_CHECKING:
    from kotinos.results.projections.view import View

GOLD_UNIT, BRONZE_UNIT = 1, 3
"""Values of `UnitPlan.medal`."""


def bracket_of(view: View, units: Sequence[UnitState]) -> Bracket:
    """The bracket of an event's knock-out units."""
    ordered = sorted(units, key=lambda u: (-view.level(u.plan.rsc), u.start, u.plan.rsc))
    stops = _stops(view, ordered)
    contests = tuple(
        Contest(
            unit=u.plan.rsc,
            phase=u.plan.rsc.phase,
            sides=(_seat(view, u, 0), _seat(view, u, 1)),
            stop=stops.get(u.plan.rsc, 0),
            medal=u.plan.medal,
        )
        for u in ordered
    )
    places = [(Seat(origin=knockout.Origin(unit, "L")), place) for unit, place in stops.items()]
    for unit in ordered:
        if unit.plan.medal == GOLD_UNIT:
            places.append((Seat(origin=knockout.Origin(unit.plan.rsc, "W")), 1))
        elif unit.plan.medal == BRONZE_UNIT:
            places.append((Seat(origin=knockout.Origin(unit.plan.rsc, "W")), 3))
        elif for_places := _places(unit):
            places.append((Seat(origin=knockout.Origin(unit.plan.rsc, "W")), for_places[0]))
    return Bracket(contests=contests, places=tuple(places))


def outcomes_of(view: View, units: Sequence[UnitState]) -> dict[str, Outcome]:
    """How the decided contests ended."""
    found = {}
    for unit in units:
        ranking = view.ranking(unit.plan.rsc)
        if unit.status not in FINISHED or ranking is None or len(ranking.rows) != 2:
            continue
        home, away = sorted(ranking.rows, key=lambda r: r.sort_order)
        if home.wlt in ("W", "L") and away.wlt in ("W", "L"):
            found[str(unit.plan.rsc)] = Outcome(home.wlt, away.wlt, (home.irm, away.irm))
    return found


def _seat(view: View, unit: UnitState, at: int) -> Seat:
    """Who starts there; a start list, once there is one, says more than the origin that it followed from."""
    if unit.starts:
        return Seat(competitor=unit.starts[at].competitor) if at < len(unit.starts) else BYE
    if at >= len(unit.plan.sides):
        return BYE
    return Seat(origin=_origin(view, unit.plan.sides[at]))


def _origin(view: View, origin: Origin) -> knockout.Origin:
    return knockout.Origin(origin.unit, origin.wlt, origin.rank)


def _places(unit: UnitState) -> tuple[int, int] | None:
    """The places that a match for places, other than one for medals, gives its winner and its loser."""
    return None if unit.plan.medal else formats.places_of(unit.plan.rsc)


def _stops(view: View, units: Sequence[UnitState]) -> dict[Rsc, int]:
    """The place of the loser of each unit that leads nowhere: shared by all who lose in one stage, nearer the final is better."""
    goes_on = {o.unit for u in units for o in u.plan.sides if o.wlt == "L"}
    bronze = [u.plan.rsc for u in units if u.plan.medal == BRONZE_UNIT]
    stops: dict[Rsc, int] = {u.plan.rsc: 2 for u in units if u.plan.medal == GOLD_UNIT}
    stops |= dict.fromkeys(bronze, 3 + len(bronze))
    place = 3 + 2 * len(bronze)
    others = [u for u in units if u.plan.rsc not in stops and u.plan.rsc not in goes_on]
    for unit in others:
        if for_places := _places(unit):
            stops[unit.plan.rsc] = for_places[1]
    others = [u for u in others if u.plan.rsc not in stops]
    place = max([place, *(stop + 1 for stop in stops.values())])
    for level in sorted({view.level(u.plan.rsc) for u in others}):
        stage = [u.plan.rsc for u in others if view.level(u.plan.rsc) == level]
        stops |= dict.fromkeys(stage, place)
        place += len(stage)
    return stops
