"""DT_STATS: the statistics of competitors, of the athletes of teams and of a whole event, over the matches that are over.

Every table is a document of its own, so that a match makes new versions of its two competitors and of the rankings, and of nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kotinos.codes import statistics
from kotinos.codes.rsc import Rsc
from kotinos.results.documents import CompetitorRef, MemberRef, MemberStats, StatRow, StatsBody
from kotinos.results.projections import counting, event_stats
from kotinos.results.projections.counting import Side
from kotinos.results.projections.event_stats import CUM, IND_RANKING, OF_EVENT, TEAM_RANKING, TOU, Table
from kotinos.results.projections.stat_lines import lines, ranked
from kotinos.results.projections.view import View


def tables(view: View, event: Rsc, only: Collection[str] | None = None) -> Iterator[Table]:
    """Every table in which an event counts, without a body where nothing is counted (any more); none where the discipline keeps none.

    ``only``: of the tables of single competitors just theirs, because those of all others are what they were.
    """
    if not statistics.kept(event.discipline):
        return
    found, status = _found(view, event), event_stats.status(view, [event])
    if statistics.of(event.discipline, "team") or statistics.of(event.discipline, "athlete"):
        whose = counting.competitors(view, event) if only is None else only
        yield from (_table(event, who, status, found) for who in sorted(whose))
    yield from (_table(event, name, status, found) for name in OF_EVENT)
    yield from event_stats.beyond(view, event)


def _table(event: Rsc, subcode: str, status: str, found: Mapping[str, StatsBody]) -> Table:
    body = found.get(subcode)
    return Table(event, subcode, status if body else "", body)


def _found(view: View, event: Rsc) -> Mapping[str, StatsBody]:
    made_from = (view.games.events.get(event), view.games.faces.get(event, ()), view.games.states.get(event, ()))
    return view.recall("statistics", event, made_from, lambda: _made(view, event))


def _made(view: View, event: Rsc) -> dict[str, StatsBody]:
    matches = counting.matches(view, event)
    whole = event_stats.tournament(view, event, matches)
    made = {TOU: whole} if whole else {}
    by_id: dict[str, list[Side]] = {}
    for side in counting.sides(matches):
        by_id.setdefault(side.who.id, []).append(side)
    counted = {who: own for who, own in by_id.items() if any(side.told for side in own)}
    units = view.held(event) if counted else ()
    starting = Counter(start.competitor for unit in units for start in unit.starts)
    made |= {who: _remembered(view, event, own, starting[who]) for who, own in sorted(counted.items())}
    for table, rows in ((TEAM_RANKING, _team_rows(event, made)), (IND_RANKING, _athlete_rows(event, made))):
        if rows:
            made[table] = event_stats.body(view, event, table, len(units), counting.sides(matches), rows=rows)
    return made


# -- one competitor ----------------------------------------------------------------------------------------------------


def _remembered(view: View, event: Rsc, sides: Sequence[Side], units: int) -> StatsBody:
    """Made anew only for one whose matches have changed: its sides are the same objects as long as they have not."""
    made_from = (view.games.events.get(event), units, *sides)
    return view.recall(
        "own statistics", f"{event}/{sides[-1].who.id}", made_from, lambda: _of_one(view, event, sides, units)
    )


def _of_one(view: View, event: Rsc, sides: Sequence[Side], units: int) -> StatsBody:
    who = sides[-1].who
    own = lines(statistics.of(event.discipline, counting.kind(who)), [side.own for side in sides])
    row = StatRow(order=1, competitor=replace(who, members=()), stats=own, members=_members(event, who, sides))
    return event_stats.body(view, event, CUM, units, sides, rows=(row,))


def _members(event: Rsc, team: CompetitorRef, sides: Sequence[Side]) -> tuple[MemberStats, ...]:
    if team.type != "T":
        return ()
    wanted = statistics.of(event.discipline, "athlete")
    members = sorted(team.members, key=lambda one: (len(one.bib), one.bib, one.id))
    own = ((one, [side.athletes[one.id] for side in sides if one.id in side.athletes]) for one in members)
    return tuple(MemberStats(member=one, stats=found) for one, matches in own if (found := lines(wanted, matches)))


# -- rankings ----------------------------------------------------------------------------------------------------------


def _team_rows(event: Rsc, made: Mapping[str, StatsBody]) -> tuple[StatRow, ...]:
    wanted = [one for one in statistics.of(event.discipline, "team") if one.ranked]
    rows = [replace(row, members=()) for row in _own(made) if row.competitor.type == "T"]
    return ranked(wanted, sorted(rows, key=lambda row: (row.competitor.noc, row.competitor.id)))


def _athlete_rows(event: Rsc, made: Mapping[str, StatsBody]) -> tuple[StatRow, ...]:
    wanted = [one for one in statistics.of(event.discipline, "athlete") if one.ranked]
    rows = [row for row in _own(made) if row.competitor.type != "T"]
    rows += [
        StatRow(order=1, competitor=_athlete(row.competitor, one.member), stats=one.stats)
        for row in _own(made)
        for one in row.members
    ]
    return ranked(wanted, sorted(rows, key=lambda row: (row.competitor.print_name, row.competitor.id)))


def _own(made: Mapping[str, StatsBody]) -> Iterator[StatRow]:
    return (row for body in made.values() if body.table == CUM for row in body.rows)


def _athlete(team: CompetitorRef, member: MemberRef) -> CompetitorRef:
    return CompetitorRef(
        id=member.id,
        noc=team.noc,
        name=member.name,
        print_name=member.print_name,
        given_name=member.given_name,
        family_name=member.family_name,
        gender=member.gender,
        bib=member.bib,
        sport_class=member.sport_class,
    )
