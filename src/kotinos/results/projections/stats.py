"""DT_STATS: the statistics of teams, of their athletes and of a whole event, over the matches that are over.

Every table is a document of its own, so that a match makes new versions of its two teams and of the rankings, and of nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from kotinos.codes import statistics
from kotinos.codes.rsc import Rsc
from kotinos.codes.statistics import Statistic
from kotinos.results.competition import UnitState
from kotinos.results.documents import CompetitorRef, MemberRef, MemberStats, StatLine, StatRow, StatsBody
from kotinos.results.projections import counting
from kotinos.results.projections.counting import Side
from kotinos.results.projections.unit import event_name
from kotinos.results.projections.view import View
from kotinos.sports import counts
from kotinos.sports.counts import Count, Counts

CUM, TEAM_RANKING, IND_RANKING, TOU = "CUM", "TEAM_RANKING", "IND_RANKING", "TOU"
HALF = Count(Decimal("0.5"))
OF_EVENT = (TEAM_RANKING, IND_RANKING, TOU)
"""Tables of the whole event, under their own name as subcode; any other subcode is a team."""


def tables(view: View, event: Rsc) -> Mapping[str, StatsBody]:
    """Every table of an event by its subcode, as far as anything was counted; none where the discipline keeps no statistics."""
    if not statistics.kept(event.discipline):
        return {}
    made_from = (view.games.events.get(event), view.games.faces.get(event, ()), view.games.states.get(event, ()))
    return view.recall("statistics", event, made_from, lambda: _tables(view, event))


def status(view: View, event: Rsc) -> str:
    """``OFFICIAL`` once every match of the event is, ``INTERMEDIATE`` before."""
    return "OFFICIAL" if all(unit.status == "OFFICIAL" for unit in view.held(event)) else "INTERMEDIATE"


def _tables(view: View, event: Rsc) -> dict[str, StatsBody]:
    sides = counting.sides(view, event)
    if not sides:
        return {}
    by_team: dict[str, list[Side]] = {}
    for side in sides:
        by_team.setdefault(side.team.id, []).append(side)
    units = view.held(event)
    made = {team: _remembered(view, event, own, _starting(units, team)) for team, own in sorted(by_team.items())}
    rows = {TEAM_RANKING: _team_rows(event, made), IND_RANKING: _athlete_rows(event, made, by_team)}
    whole = _of_event(event, sides)
    for table in OF_EVENT:
        if rows.get(table) or (table == TOU and whole):
            made[table] = _body(
                view, event, table, units, sides, rows=rows.get(table, ()), stats=whole if table == TOU else ()
            )
    return made


def _body(
    view: View,
    event: Rsc,
    table: str,
    units: Sequence[UnitState],
    sides: Sequence[Side],
    rows: tuple[StatRow, ...] = (),
    stats: tuple[StatLine, ...] = (),
) -> StatsBody:
    return StatsBody(
        event=event,
        event_name=event_name(view, event),
        table=table,
        rows=rows,
        stats=stats,
        last_unit=sides[-1].unit,
        units_total=len(units),
        units_complete=len({side.unit for side in sides}),
    )


def _starting(units: Sequence[UnitState], team: str) -> list[UnitState]:
    return [unit for unit in units if any(start.competitor == team for start in unit.starts)]


# -- one team ----------------------------------------------------------------------------------------------------------


def _remembered(view: View, event: Rsc, sides: Sequence[Side], units: Sequence[UnitState]) -> StatsBody:
    """Made anew only for a team whose matches have changed: their sides are the same objects as long as they have not."""
    made_from = (view.games.events.get(event), len(units), *sides)
    return view.recall(
        "team statistics", f"{event}/{sides[-1].team.id}", made_from, lambda: _of_team(view, event, sides, units)
    )


def _of_team(view: View, event: Rsc, sides: Sequence[Side], units: Sequence[UnitState]) -> StatsBody:
    team = sides[-1].team
    wanted = statistics.of(event.discipline, "athlete")
    members = sorted(team.members, key=lambda one: (len(one.bib), one.bib, one.id))
    athletes = [(one, _lines(wanted, _matches_of(sides, one.id))) for one in members]
    row = StatRow(
        order=1,
        competitor=replace(team, members=()),
        stats=_lines(statistics.of(event.discipline, "team"), [side.own for side in sides]),
        members=tuple(MemberStats(member=one, stats=stats) for one, stats in athletes if stats),
    )
    return _body(view, event, CUM, units, sides, rows=(row,))


def _matches_of(sides: Sequence[Side], athlete: str) -> list[Counts]:
    return [side.athletes[athlete] for side in sides if athlete in side.athletes]


def _lines(wanted: Sequence[Statistic], matches: Sequence[Counts]) -> tuple[StatLine, ...]:
    found = ((one, counts.value(one, matches)) for one in wanted)
    return tuple(_line(one, count, matches) for one, count in found if count is not None)


def _line(one: Statistic, count: Count, matches: Sequence[Counts]) -> StatLine:
    return StatLine(
        code=one.code,
        pos=one.pos,
        value=counts.shown(count.made, one.form),
        tried="" if count.tried is None else counts.shown(count.tried),
        average=_average(one, count, matches),
        percent=counts.percent(count) if one.form == "percent" else "",
    )


def _average(one: Statistic, count: Count, matches: Sequence[Counts]) -> str:
    """For each match, or for each set, that was played."""
    each, _, places = one.average.partition(":")
    if not each:
        return ""
    name = "sets" if each == "set" else "mp"
    return counts.average(count.made, sum((match[name].made for match in matches), Decimal(0)), int(places))


# -- the event ---------------------------------------------------------------------------------------------------------


def _of_event(event: Rsc, sides: Sequence[Side]) -> tuple[StatLine, ...]:
    """Both sides together, each as half a match."""
    return _lines(statistics.of(event.discipline, "event"), [{**side.own, "mp": HALF} for side in sides])


def _team_rows(event: Rsc, teams: Mapping[str, StatsBody]) -> tuple[StatRow, ...]:
    wanted = [one for one in statistics.of(event.discipline, "team") if one.ranked]
    rows = [replace(body.rows[0], members=()) for body in teams.values()]
    return _ranked(wanted, sorted(rows, key=lambda row: (row.competitor.noc, row.competitor.id)))


def _athlete_rows(
    event: Rsc, teams: Mapping[str, StatsBody], sides: Mapping[str, Sequence[Side]]
) -> tuple[StatRow, ...]:
    wanted = [one for one in statistics.of(event.discipline, "athlete") if one.ranked]
    rows = [
        StatRow(order=1, competitor=_athlete(sides[team][-1].team, of_member.member), stats=of_member.stats)
        for team, body in teams.items()
        for of_member in body.rows[0].members
    ]
    return _ranked(wanted, sorted(rows, key=lambda row: (row.competitor.print_name, row.competitor.id)))


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


def _ranked(wanted: Sequence[Statistic], rows: Sequence[StatRow]) -> tuple[StatRow, ...]:
    """The rows in the order of the first statistic that is ranked, each with its places in all of them; none without such a one.

    Who has none of what is ranked has no place in it and stands behind, in the order of ``rows``.
    """
    if not any(_value(row, one) for row in rows for one in wanted):
        return ()
    for one in reversed(wanted):  # the last sort is by the first statistic
        rows = sorted(rows, key=lambda row: -_value(row, one))
        values = [_value(row, one) for row in rows]
        shared = Counter(values)
        rows = [
            _placed(row, one, values.index(own) + 1 if own > 0 else None, equal=own > 0 and shared[own] > 1, at=at)
            for at, (row, own) in enumerate(zip(rows, values, strict=True), start=1)
        ]
    return tuple(replace(row, order=at) for at, row in enumerate(rows, start=1))


def _placed(row: StatRow, one: Statistic, rank: int | None, *, equal: bool, at: int) -> StatRow:
    key = (one.code, one.pos)
    stats = (
        replace(line, rank=rank, rank_equal=equal, sort_order=at) if (line.code, line.pos) == key else line
        for line in row.stats
    )
    return replace(row, stats=tuple(stats))


def _value(row: StatRow, one: Statistic) -> Decimal:
    line = next((line for line in row.stats if (line.code, line.pos) == (one.code, one.pos)), None)
    return Decimal(line.value) if line else Decimal(0)
