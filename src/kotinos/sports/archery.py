"""Archery: the ranking round, matches of individuals and teams, and the event. World Archery Constitution and Rules, Books 2 and 3.

The ranking round counts points, then tens (with Xs), then Xs; where a tie stands at the cut arrows are shot off, elsewhere a disk is
tossed (recorded as ``tie_break``). Recurve matches go by set points, two for a set and one for a level one: individuals to six,
teams to five; a level match by a shoot-off, then by the arrow closest to the centre. Before 2010 (teams: 2014) all arrows of a match
counted together.

Facts beside the mark: ``tens``, ``xs``; ``period/S1`` … (points of a set), ``shoot_off`` (arrows, ``10 9 X``),
``shoot_off_mm`` (of the closest arrow), ``arrows`` (points of all arrows of a match, where its sets are not known).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats, marks, rounds, series
from kotinos.sports.archery_phrases import PHRASES
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.draws import Layout, line_up
from kotinos.sports.generic import has, most
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNF", "DNS", "DSQ", "DQB")

TEN = 10


def is_team(rsc: Rsc | None) -> bool:
    """Whether it is a team or mixed team event."""
    return rsc is not None and rsc.event.startswith("TEAM")


def shoot_off(entry: Entry) -> tuple[int, ...]:
    """The arrows of the shoot-off in order, empty where none was shot; an X is ten. Raises `CannotRank`."""
    given = entry.raw.get("shoot_off")
    words = [] if given in (None, "") else str(given).upper().split()
    arrows = [TEN if word == "X" else 0 if word == "M" else int(word) if word.isdecimal() else -1 for word in words]
    if not all(0 <= arrow <= TEN for arrow in arrows):
        raise CannotRank(f"entry {entry.n} ({entry.id}): shoot_off {given!r}; the arrows, 1 to 10, X or M (10 9 X)")
    return tuple(arrows)


def from_centre(entry: Entry) -> int | None:
    """The distance of the closest arrow of the shoot-off from the centre, in tenths of a millimetre; ``None`` where it was not
    measured. Raises `CannotRank`."""
    given = entry.raw.get("shoot_off_mm")
    if given in (None, ""):
        return None
    try:
        tenths = marks.parse_points(given) * 10
    except marks.MarkError as error:
        raise CannotRank(f"entry {entry.n} ({entry.id}): shoot_off_mm: {error}") from None
    if tenths < 0 or tenths != int(tenths):
        raise CannotRank(
            f"entry {entry.n} ({entry.id}): shoot_off_mm {given!r}; millimetres with at most one decimal (55.8)"
        )
    return int(tenths)


# -- the ranking round -------------------------------------------------------------------------------------------------


def _more_where_known(code: str, slot: str) -> Criterion:
    """More is better, compared only where all of the tied have a count."""

    def read(entry: Entry) -> int | None:
        found = duels.whole(entry, slot)
        return None if found is None else -found

    return series.where_all_known(code, read, lambda number: str(-number))


def _shot_off(entry: Entry, group: Group) -> int:
    """The arrows of the shoot-off at the cut, among those who all took part in it."""
    return -sum(shoot_off(entry)) if all(shoot_off(other) for other in group) else 0


def _show_shoot_off(entry: Entry, group: Group) -> str:
    return str(entry.raw["shoot_off"]) if all(shoot_off(other) for other in group) else ""


def _centre_after_shoot_off(entry: Entry) -> int | None:
    """Only the arrows of those who are still level after the shoot-off are measured."""
    return from_centre(entry) if shoot_off(entry) else None


_RANKING = (
    most("archery_points", "mark"),
    _more_where_known("archery_tens", "tens"),
    _more_where_known("archery_xs", "xs"),
    Criterion("archery_shoot_off_arrows", _shot_off, _show_shoot_off),
    series.where_all_known(
        "archery_nearer", _centre_after_shoot_off, lambda tenths: marks.show_points(Decimal(tenths) / 10)
    ),
    RECORDED,
)


def rank_round(unit: Unit, rule_set: str) -> Ranking:
    """Rank the ranking round, of archers or of teams (whose points are those of their archers)."""
    return rank_by(unit.entries, _RANKING, rule_set, irms=IRMS, marked=has("mark"))


def team_points(archers: Sequence[tuple[str, str, int]], genders: Sequence[str]) -> dict[str, int]:
    """The points of each NOC's team in the ranking round: of its best archer for every place of ``genders``.

    ``archers`` are (NOC, gender, points); ``genders`` is ``MMM``, ``WWW`` or ``MW``. A NOC that cannot fill its team has none.
    """
    points: dict[str, int] = {}
    for noc in {noc for noc, _, _ in archers}:
        best = {g: sorted((p for n, s, p in archers if (n, s) == (noc, g)), reverse=True) for g in set(genders)}
        if all(len(best[gender]) >= genders.count(gender) for gender in best):
            points[noc] = sum(sum(best[gender][: genders.count(gender)]) for gender in best)
    return points


# -- matches -----------------------------------------------------------------------------------------------------------


def _arrows_of_shoot_off(entry: Entry) -> int | None:
    return sum(shoot_off(entry)) if shoot_off(entry) else None


def _closer(entry: Entry) -> int | None:
    found = from_centre(entry)
    return None if found is None else -found


_TIE = (
    duels.Comparison("archery_shoot_off", _arrows_of_shoot_off),
    duels.Comparison("archery_closest", _closer),
)

SETS = duels.DuelRule(steps=(duels.by_score("archery_sets"), *_TIE), irms=IRMS)
"""Set points, which hold the point of a shoot-off once it is given, then the shoot-off itself."""

CUMULATIVE = duels.DuelRule(steps=(duels.by_score("archery_arrows"), *_TIE), irms=IRMS)
"""The points of all arrows, then the shoot-off."""


def rank_sets(unit: Unit, rule_set: str) -> Ranking:
    """Rank one match by set points, made of its sets where both sides have the points of each. Raises `CannotRank`."""
    return duels.decide(rounds.counted(unit, rounds.two_for_the_winner), SETS, rule_set)


def rank_arrows(unit: Unit, rule_set: str) -> Ranking:
    """Rank one match by the points of all its arrows."""
    return duels.decide(unit, CUMULATIVE, rule_set)


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "SFNL", "QFNL", "8FNL", "R32", "R64", "R128", "QUAL")
KNOCK_OUT = ORDER[:-1]

_PLACES = {"QFNL": 5, "8FNL": 9, "R32": 17, "R64": 33}


def event(results: EventResults) -> Ranking | None:
    """First to last: the losers of the quarter-finals by set points there, then by the points of all arrows there; all others who
    went out in one round share its place (9, 17, 33 …); whoever missed the cut by the ranking round."""
    first = results.phase("R64")
    contests = sum(len(unit.entries) == 2 for unit in first.units) if first else 0
    exits_ = exits.Exits(order=KNOCK_OUT, places={**_PLACES, "R128": 33 + contests}, again=("SFNL",))
    last = exits.last_contests(results, KNOCK_OUT)

    def in_quarter_final(read: Callable[[Entry], int]) -> series.Read:
        def value(entry: Entry) -> int:
            found = last.get(entry.id)
            if found is None or found.unit.rsc.phase != "QFNL":
                return 0
            return read(next(one for one in found.unit.entries if one.id == entry.id))

        return value

    def set_points(entry: Entry) -> int:
        row = last[entry.id].unit.row(entry.id)
        return int(row.values.get("score", 0)) if row else 0

    within = (
        series.more("archery_last_sets", in_quarter_final(set_points)),
        series.more("archery_last_arrows", in_quarter_final(arrows_of)),
    )
    return exits.rank(results, exits_, within)


def arrows_of(entry: Entry) -> int:
    """The points of all arrows of a match: of its sets, else ``arrows``; 0 where neither is known."""
    return sum(rounds.points_of(entry).values()) or duels.whole(entry, "arrows") or 0


CUT = {"INDIVID": 64, "TEAM3": 12, "TEAM2": 16}
"""How many go from the ranking round into the matches of the Olympic Games."""


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The ranking round, of which the best go through, then the knock-out."""
    duel = any(unit.phase != "QUAL" for unit in units)
    return formats.ordered(
        units,
        order=ORDER,
        qualify=lambda phase: (
            {"total": CUT[phase.event]} if phase.phase == "QUAL" and duel and phase.event in CUT else {}
        ),
    )


CHART_OF_104 = 104


def match_chart(count: int) -> tuple[int | None, ...]:
    """The lines of a match-play chart by place in the ranking round, ``None`` for a bye: 1 meets the last, and so on.

    The chart of 65 to 104 archers rests the best eight for two rounds: 9 meets 104, 56 meets 57. Raises ``ValueError``.
    """
    if not 2 <= count <= CHART_OF_104:
        raise ValueError(f"{count} archers; 2 to {CHART_OF_104}")
    if count > 64:
        fours = (_four(place) for place in line_up(32, Layout.MIRRORED))
        return tuple(line if line and line <= count else None for four in fours for line in four)
    size = 2
    while size < count:
        size *= 2
    return tuple(line if line <= count else None for line in line_up(size, Layout.MIRRORED))


def _four(place: int) -> tuple[int | None, ...]:
    """The four lines that lead to the place of ``place`` among the last 32."""
    if place <= 8:
        return place, None, None, None
    return place, 113 - place, 65 - place, 48 + place


def _covers(team: bool) -> Callable[[Rsc], bool]:
    return lambda rsc: (
        rsc.discipline == "ARC" and bool(rsc.unit) and rsc.phase not in formats.RANKED_IN_DUELS and is_team(rsc) == team
    )


def _match(family: str, effective: date, rank: Callable[[Unit, str], Ranking], *, team: bool, source: str) -> RuleSet:
    name = f"{family}@{effective.isoformat()}"
    return RuleSet(
        id=name,
        effective=effective,
        rank=lambda unit: rank(unit, name),
        names=("archery_team_match" if team else "archery_match",),
        covers=_covers(team),
        irms=IRMS,
        source=f"World Archery Constitution and Rules: {source}",
    )


_ROUND = "ARC-ranking@1992-01-01"

RULE_SETS = (
    RuleSet(
        id=_ROUND,
        effective=date(1992, 1, 1),
        rank=partial(rank_round, rule_set=_ROUND),
        names=("archery_ranking_round",),
        covers=lambda rsc: rsc.discipline == "ARC" and rsc.phase in formats.RANKED_IN_DUELS,
        irms=IRMS,
        source="World Archery Constitution and Rules, Book 2 (ranking round) and Book 3 (ties: tens, Xs, shoot-off, disk toss)",
    ),
    _match("ARC-match", date(1992, 1, 1), rank_arrows, team=False, source="all arrows of a match together"),
    _match("ARC-match", date(2010, 4, 1), rank_sets, team=False, source="set system, first to six set points"),
    _match("ARC-team", date(1992, 1, 1), rank_arrows, team=True, source="all arrows of a team match together"),
    _match("ARC-team", date(2014, 4, 1), rank_sets, team=True, source="set system of teams, first to five set points"),
)


def mark_type(rsc: Rsc) -> str:
    """``SETS`` in a match, ``POINTS`` in the ranking round."""
    return "SETS" if formats.is_duel(rsc) and rsc.unit else "POINTS"


DISCIPLINES = (
    Discipline(
        code="ARC",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        event=event,
        mark_type=mark_type,
        read_mark=decimal,
    ),
)
