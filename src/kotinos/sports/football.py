"""Football: matches, groups, third-placed teams, and the final ranking of a tournament.

FIFA World Cup regulations by year, and the Regulations for the Olympic Football Tournaments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, pool_tables, pools, tournaments
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Match, Ranking, RuleSet, Unit, rank_by

IRMS = ("WDR", "ABD", "DNS", "DSQ", "DQB")

TWO_POINTS = pool_tables.by_result(2, 1, 0)
THREE_POINTS = pool_tables.by_result(3, 1, 0)

_OVERALL = (pools.difference_step, pools.scored_step)
_MEETINGS = pools.head_to_head(restart=False)


# -- one match ---------------------------------------------------------------------------------------------------------


def _is_group_match(unit: Unit) -> bool:
    return unit.facts.get("knockout") is False or (unit.rsc is not None and unit.rsc.phase.startswith("GP"))


MATCH = duels.DuelRule(
    steps=(duels.by_score(), duels.by_slot("pso", "duel_shootout")),
    level=_is_group_match,
    irms=IRMS,
)
"""``score`` is the goals up to the end of extra time, ``pso`` those of the shoot-out (ODF FBL: never added to the score)."""


# -- groups ------------------------------------------------------------------------------------------------------------


def without_play_off(unit: Unit) -> tuple[Match, ...]:
    """The matches of the table: each pair once. A second meeting, the later one, is the play-off for a place."""
    seen: set[frozenset[str]] = set()
    first: list[Match] = []
    for match in _by_date(unit):
        pair = frozenset((match.home, match.away))
        if pair not in seen:
            seen.add(pair)
            first.append(match)
    return tuple(first)


def _by_date(unit: Unit) -> list[Match]:
    return sorted(unit.matches, key=lambda m: (str(m.facts.get("date", "")), bool(m.facts.get("play_off"))))


def play_off_step(pool: pools.Pool) -> Criterion:
    """The play-off of two tied teams (1954 and 1958), when it was held."""
    held = [match for match in _by_date(pool.unit) if match not in pool.matches]

    def key(entry: Entry, group: tuple[Entry, ...]) -> int:
        lines = pool_tables.table([other.id for other in group], held, pool.points)
        return -lines[entry.id].points

    def show(entry: Entry, group: tuple[Entry, ...]) -> str:
        line = pool_tables.table([other.id for other in group], held, pool.points)[entry.id]
        return f"{line.scored}–{line.conceded}" if line.played else ""

    return Criterion("football_play_off", key, show)


_BEFORE_1962 = pools.PoolRule(
    points=TWO_POINTS,
    steps=(pools.points_step, play_off_step, pools.lots_step, pools.average_step, pools.difference_step),
    irms=IRMS,
)
"""A tie for a place that mattered went to a play-off or to lots; the rest of the table has only been put in order later."""

_GOAL_AVERAGE = pools.PoolRule(
    points=TWO_POINTS, steps=(pools.points_step, pools.average_step, pools.lots_step), irms=IRMS
)
_GOAL_DIFFERENCE = pools.PoolRule(points=TWO_POINTS, steps=(pools.points_step, *_OVERALL, pools.lots_step), irms=IRMS)
_MEETINGS_AFTER_GOALS = (pools.points_step, *_OVERALL, _MEETINGS, pools.lots_step)
_FAIR_PLAY = (pools.points_step, *_OVERALL, _MEETINGS, pools.fair_play_step, pools.lots_step)
_MEETINGS_FIRST = (
    pools.points_step,
    pools.head_to_head(restart=True),
    *_OVERALL,
    pools.fair_play_step,
    pools.world_ranking_step,
)

_WORLD_CUPS: tuple[tuple[date, pools.PoolRule, str], ...] = (
    (date(1930, 1, 1), _BEFORE_1962, "World Cup regulations 1930 to 1958: play-off or lots"),
    (date(1962, 1, 1), _GOAL_AVERAGE, "World Cup regulations 1962 and 1966: goal average"),
    (date(1970, 1, 1), _GOAL_DIFFERENCE, "World Cup regulations 1970 to 1982: goal difference, goals scored"),
    (
        date(1986, 1, 1),
        pools.PoolRule(points=TWO_POINTS, steps=_MEETINGS_AFTER_GOALS, irms=IRMS),
        "World Cup regulations 1986 and 1990: then the matches among the tied teams",
    ),
    (
        date(1994, 1, 1),
        pools.PoolRule(points=THREE_POINTS, steps=_MEETINGS_AFTER_GOALS, irms=IRMS),
        "World Cup regulations 1994 to 2014: three points for a win",
    ),
    (
        date(2018, 1, 1),
        pools.PoolRule(points=THREE_POINTS, steps=_FAIR_PLAY, irms=IRMS),
        "Regulations 2018 FIFA World Cup Russia, Article 32.5: fair play before lots",
    ),
    (
        date(2026, 1, 1),
        pools.PoolRule(points=THREE_POINTS, steps=_MEETINGS_FIRST, irms=IRMS),
        "Regulations FIFA World Cup 26, Article 13: the matches among the tied teams first, world ranking instead of lots",
    ),
)

OLYMPIC_2024 = pools.PoolRule(points=THREE_POINTS, steps=_FAIR_PLAY, irms=IRMS)
"""Olympic Football Tournaments Paris 2024: as the World Cup of 2018 and 2022."""

_POINTS_RULES = {"2-1-0": TWO_POINTS, "3-1-0": THREE_POINTS}


def rank_group(unit: Unit, rule: pools.PoolRule, rule_set: str) -> Ranking:
    """Rank a group. ``facts["points_rule"]`` (``"2-1-0"``), where it is given, stands against the regulation of the date."""
    named = unit.facts.get("points_rule")
    if named is not None:
        if str(named) not in _POINTS_RULES:
            raise CannotRank(f"{unit.id}: points rule {named!r}; one of {', '.join(_POINTS_RULES)}")
        rule = pools.PoolRule(points=_POINTS_RULES[str(named)], steps=rule.steps, void=rule.void, irms=rule.irms)
    return pools.rank_pool(unit, rule, rule_set, of_table=without_play_off if play_off_step in rule.steps else None)


# -- across groups -----------------------------------------------------------------------------------------------------


def rank_third_placed(groups: Mapping[str, Ranking], unit: Unit, rule_set: str = "FBL-thirds@2024-01-01") -> Ranking:
    """Put the third-placed teams of several groups in order: points, difference, goals, fair play, lots.

    ``groups`` are the rankings by group letter; ``unit`` has the third-placed teams as entries (with ``fair_play`` where it is
    known) and ``lots`` in its facts. Raises `CannotRank` when the entries are not the third-placed teams.
    """
    thirds = {row.id: row for ranking in groups.values() for row in ranking.rows if row.rank == 3}
    if set(thirds) != {entry.id for entry in unit.entries}:
        raise CannotRank(f"{unit.id}: third-placed are {sorted(thirds)}, given {sorted(e.id for e in unit.entries)}")
    lines = {
        team: pool_tables.Line(
            played=row.values["played"],
            won=row.values["won"],
            scored=row.values["for"],
            conceded=row.values["against"],
            points=row.values["points"],
        )
        for team, row in thirds.items()
    }
    pool = pools.Pool(unit, (), THREE_POINTS, lines)
    steps = (pools.points_step, *_OVERALL, pools.fair_play_step, pools.lots_step)
    return rank_by(unit.entries, tuple(step(pool) for step in steps), rule_set, values=lambda e: thirds[e.id].values)


QUARTER_FINALS_OF_FOUR_GROUPS = (("A1", "B2"), ("C1", "D2"), ("B1", "A2"), ("D1", "C2"))
"""Men's Olympic tournament of sixteen, in the order of the quarter-final units of Paris 2024."""

_THIRDS = {"AB": ("B", "A"), "AC": ("C", "A"), "BC": ("C", "B")}
"""Which third meets the winners of groups A and C, by the two groups that the best thirds come from."""


def quarter_finals_of_three_groups(best_thirds: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Women's Olympic tournament of twelve: the quarter-finals, once the groups of the two best thirds are known.

    In the order of the quarter-final units of Paris 2024.
    """
    groups = "".join(sorted(best_thirds))
    if groups not in _THIRDS:
        raise CannotRank(f"best thirds of groups {groups!r}; two of A B C")
    with_a, with_c = _THIRDS[groups]
    return (("A1", f"{with_a}3"), ("C1", f"{with_c}3"), ("B1", "C2"), ("A2", "B2"))


# -- the whole tournament ----------------------------------------------------------------------------------------------


def rank_tournament(unit: Unit, places: Mapping[str, int], rule_set: str = "FBL-tournament@2024-01-01") -> Ranking:
    """Final ranking: 1 to 4 by the medal matches, the others by how far they came, then points, difference and goals.

    ``places`` are the best place that a team can still share by its last stage (1, 2, 3, 4, 5 for a lost quarter-final, 9 after
    the groups); ``unit`` holds all teams and all matches of the tournament. A match decided by a shoot-out counts as a tie.
    """
    lines = pool_tables.table([entry.id for entry in unit.entries], unit.matches, THREE_POINTS)
    missing = sorted(set(lines) - set(places))
    if missing:
        raise CannotRank(f"{unit.id}: no stage is known for {', '.join(missing)}")
    pool = pools.Pool(unit, unit.matches, THREE_POINTS, lines)
    stage = Criterion("football_stage", lambda e, _: places[e.id], lambda e, _: str(places[e.id]))
    steps = tuple(step(pool) for step in (pools.points_step, *_OVERALL, pools.fair_play_step))
    return rank_by(unit.entries, (stage, *steps), rule_set, irms=IRMS)


# -- what the rule book reads ------------------------------------------------------------------------------------------


def _covers_group(rsc: Rsc) -> bool:
    return rsc.discipline == "FBL" and rsc.phase.startswith("GP") and not rsc.unit


def _covers_match(rsc: Rsc) -> bool:
    return rsc.discipline == "FBL" and bool(rsc.unit)


def _world_cup(effective: date, rule: pools.PoolRule, source: str) -> RuleSet:
    name = f"FBL-worldcup@{effective.isoformat()}"
    return RuleSet(
        id=name,
        effective=effective,
        rank=partial(rank_group, rule=rule, rule_set=name),
        names=("group_standings",),
        irms=IRMS,
        source=source,
    )


RULE_SETS: tuple[RuleSet, ...] = (
    *(_world_cup(*one) for one in _WORLD_CUPS),
    RuleSet(
        id="FBL-group@2020-01-01",
        effective=date(2020, 1, 1),
        rank=partial(rank_group, rule=OLYMPIC_2024, rule_set="FBL-group@2020-01-01"),
        names=("olympic_group_standings",),
        covers=_covers_group,
        irms=IRMS,
        source="Regulations for the Olympic Football Tournaments Paris 2024",
    ),
    RuleSet(
        id="FBL-match@1976-01-01",
        effective=date(1976, 1, 1),
        rank=partial(duels.decide, rule=MATCH, rule_set="FBL-match@1976-01-01"),
        names=("football_match",),
        covers=_covers_match,
        irms=IRMS,
        source="IFAB Laws of the Game, Laws 7 and 10",
    ),
)

PHRASES: dict[str, dict[str, str]] = {
    "football_play_off": {
        "en": "play-off ({0} against {1})",
        "fr": "match d’appui ({0} contre {1})",
        "en_name": "play-off",
        "fr_name": "match d’appui",
    },
    "football_stage": {
        "en": "came further (place {0} against {1})",
        "fr": "est allé plus loin (place {0} contre {1})",
        "en_name": "stage",
        "fr_name": "tour",
    },
}


def rank_event(results: EventResults) -> Ranking | None:
    """The event by its bracket; once every team of the tree has its place, those who came equally far by all their matches."""
    placed = tournaments.by_bracket(results)
    if placed is None or results.bracket is None:
        return placed
    tree = {seat.competitor for contest in results.bracket.contests for seat in contest.sides}
    if any(row.rank is None for row in placed.rows if row.id in tree):
        return placed
    places = {row.id: row.rank for row in placed.rows if row.rank is not None and row.id in tree}
    after = len(places) + 1
    unit = Unit(id=results.event, rsc=results.event, entries=results.entries, matches=results.matches())
    return rank_tournament(unit, {entry.id: places.get(entry.id, after) for entry in results.entries})


DISCIPLINES = (
    Discipline(
        code="FBL",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        event=rank_event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
