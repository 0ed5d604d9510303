"""DT_STATS of more than one competitor: of an event or all events of a gender, of the cards of a discipline, and before the last matches.

SOG-2024-FBL 2.8, SOG-2024-BDM 2.5, SOG-2024-BOX 3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from kotinos.codes import phases, statistics
from kotinos.codes.rsc import Level, Rsc
from kotinos.codes.statistics import EACH_PHASE, OF_MATCH, Statistic
from kotinos.results.competition import UnitState
from kotinos.results.documents import StatLine, StatPart, StatRow, StatsBody
from kotinos.results.life import FINISHED
from kotinos.results.projections import counting
from kotinos.results.projections.counting import Match, Side
from kotinos.results.projections.stat_lines import UNIT_NUM, lines
from kotinos.results.projections.unit import event_name
from kotinos.results.projections.view import View
from kotinos.sports.counts import Count

CUM, TEAM_RANKING, IND_RANKING, TOU, ANALYSIS = "CUM", "TEAM_RANKING", "IND_RANKING", "TOU", "ANALYSIS"
OF_EVENT = (TEAM_RANKING, IND_RANKING, TOU)
"""Tables of the whole event, under their own name as subcode; any other subcode of an event is a competitor."""
_CARD = "PTY"
_HALF = Count(Decimal("0.5"))
_LAST = ("SFNL", "FNL")
"""The phases before whose matches both sides are compared."""


class Table(msgspec.Struct, frozen=True):
    """One document: what it is about, its subcode and status, and what stands in it; ``None`` withdraws it."""

    rsc: Rsc
    subcode: str
    status: str
    body: StatsBody | None


def status(view: View, events: Iterable[Rsc]) -> str:
    """``OFFICIAL`` once every match of the events is, ``INTERMEDIATE`` before."""
    return "OFFICIAL" if all(u.status == "OFFICIAL" for event in events for u in view.held(event)) else "INTERMEDIATE"


def body(
    view: View,
    rsc: Rsc,
    table: str,
    units: int,
    sides: Sequence[Side],
    rows: tuple[StatRow, ...] = (),
    stats: tuple[StatLine, ...] = (),
) -> StatsBody:
    """A table of ``rsc``: so many ``units`` count in it sooner or later, ``sides`` are those of the matches that do."""
    return StatsBody(
        event=rsc,
        event_name=event_name(view, rsc) if rsc.level >= Level.EVENT else {},
        table=table,
        rows=rows,
        stats=stats,
        last_unit=sides[-1].unit if sides else None,
        units_total=units,
        units_complete=len({side.unit for side in sides}),
    )


# -- the event ---------------------------------------------------------------------------------------------------------


def tournament(view: View, event: Rsc, matches: Sequence[Match]) -> StatsBody | None:
    """``TOU`` of an event; ``None`` while there is nothing to say. What is told phase by phase waits for the end of each phase."""
    wanted = statistics.of(event.discipline, "event")
    by_phase = [one for one in wanted if one.pos == EACH_PHASE]
    over = _over(view, event, matches) if by_phase else {}
    found = _lines(view, event, [one for one in wanted if one.pos != EACH_PHASE], matches)
    for phase, own in over.items():
        found += _lines(view, f"{event}/{phase}", [replace(one, pos=phase) for one in by_phase], own)
    if not found:
        return None
    counted = [match for own in over.values() for match in own] if by_phase else matches
    return body(view, event, TOU, len(view.held(event)), counting.sides(counted), stats=found)


def _over(view: View, event: Rsc, matches: Sequence[Match]) -> dict[str, list[Match]]:
    """The matches of each phase that is over, all groups as one phase."""
    open_ = {phases.whole(u.plan.rsc) for u in view.held(event) if u.status not in FINISHED}
    found: dict[str, list[Match]] = {}
    for match in matches:
        phase = phases.whole(match.unit)
        if phase not in open_:
            found.setdefault(phase, []).append(match)
    return found


def _lines(view: View, name: str, wanted: Sequence[Statistic], matches: Sequence[Match]) -> tuple[StatLine, ...]:
    """Both sides together, each as half a match, and what was counted of the matches themselves; made anew only when that is other."""
    if not wanted or not matches:
        return ()
    made_from = tuple(part for match in matches for part in (match.own, match.number, *match.sides))
    return view.recall("tournament", name, made_from, lambda: _summed(wanted, matches))


def _summed(wanted: Sequence[Statistic], matches: Sequence[Match]) -> tuple[StatLine, ...]:
    of_match, numbers = [match.own for match in matches], [match.number for match in matches]
    of_sides = [{**side.own, "mp": _HALF} for match in matches for side in match.sides]
    found: tuple[StatLine, ...] = ()
    for one in wanted:
        found += lines([one], of_match, numbers) if one.value.startswith(OF_MATCH) else lines([one], of_sides)
    return found


# -- more and less than an event ---------------------------------------------------------------------------------------


def beyond(view: View, event: Rsc) -> Iterator[Table]:
    """The tables in which an event counts that are not of the event: of its gender, of the discipline, of its last matches."""
    if statistics.of(event.discipline, "gender"):
        yield _of_gender(view, event.at(Level.GENDER))
    if statistics.of(event.discipline, "card"):
        yield _cards(view, event.at(Level.DISCIPLINE))
    if statistics.of(event.discipline, "analysis"):
        matches = counting.matches(view, event)
        last = (unit for unit in view.games.states.get(event, ()) if unit.plan.rsc.phase in _LAST)
        yield from (_analysis(view, unit, matches) for unit in last)


def _of_gender(view: View, rsc: Rsc) -> Table:
    events = _inside(view, rsc)
    matches = [match for event in events for match in counting.matches(view, event)]
    found = _lines(view, rsc, statistics.of(rsc.discipline, "gender"), matches)
    units = sum(len(view.held(event)) for event in events)
    made = body(view, rsc, TOU, units, counting.sides(matches), stats=found) if found else None
    return _table(rsc, TOU, status(view, events), made)


def _cards(view: View, rsc: Rsc) -> Table:
    """Everyone who was shown a card, with the match of each; numbered as they were shown."""
    events = _inside(view, rsc)
    matches = [match for event in events for match in counting.matches(view, event)]
    known = {one.code for one in statistics.of(rsc.discipline, "card")}
    shown: dict[str, list[tuple[Match, Side, str]]] = {}
    for match in matches:
        for side in match.sides:
            for code in side.cards:
                if code in known:
                    shown.setdefault(side.who.id, []).append((match, side, code))
    who = sorted((own[-1][1].who for own in shown.values()), key=lambda one: (one.noc, one.id))
    rows = tuple(
        StatRow(order=at, competitor=replace(one, members=()), stats=_of_cards(shown[one.id]))
        for at, one in enumerate(who, 1)
    )
    units = sum(len(view.held(event)) for event in events)
    made = body(view, rsc, CUM, units, counting.sides(matches), rows=rows) if rows else None
    return _table(rsc, CUM, status(view, events), made)


def _of_cards(shown: Sequence[tuple[Match, Side, str]]) -> tuple[StatLine, ...]:
    return tuple(
        StatLine(
            type=_CARD,
            code=code,
            pos=str(at),
            value=match.unit,
            parts=(StatPart(code=UNIT_NUM, value=match.number),) if match.number else (),
        )
        for at, (match, _, code) in enumerate(shown, 1)
    )


def _analysis(view: View, unit: UnitState, matches: Sequence[Match]) -> Table:
    """What both sides of a match did before it; as soon as both are known."""
    rsc, level = unit.plan.rsc, view.level(unit.plan.rsc)
    if len(unit.starts) != 2:
        return Table(rsc, ANALYSIS, "", None)
    before = [side for side in counting.sides(matches) if view.level(side.unit) > level]
    starts = [start.competitor for start in unit.starts]
    own = [side for who in starts for side in before if side.who.id == who]
    rows = tuple(
        StatRow(order=at, competitor=replace(view.competitor(who), members=()), stats=found)
        for at, who in enumerate(starts, 1)
        if (found := _typed(rsc, [side for side in own if side.who.id == who]))
    )
    if len(rows) != 2:
        return Table(rsc, ANALYSIS, "", None)
    units = [view.unit(one) for one in dict.fromkeys(side.unit for side in own)]
    official = all(one.status == "OFFICIAL" for one in units)
    made = body(view, rsc, ANALYSIS, len(units), own, rows=rows)
    return _table(rsc, ANALYSIS, "OFFICIAL" if official else "INTERMEDIATE", made)


def _typed(rsc: Rsc, sides: Sequence[Side]) -> tuple[StatLine, ...]:
    found = lines(statistics.of(rsc.discipline, "analysis"), [side.own for side in sides])
    return tuple(replace(line, type=ANALYSIS) for line in found)


def _inside(view: View, rsc: Rsc) -> list[Rsc]:
    return sorted(event for event in view.games.of_event if rsc.covers(event))


def _table(rsc: Rsc, subcode: str, status: str, made: StatsBody | None) -> Table:
    return Table(rsc, subcode, status if made else "", made)
