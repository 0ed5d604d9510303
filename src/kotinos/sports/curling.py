"""Curling: games, the round robin and its ties. World Curling Rules of Curling and Competition C8 to C10.

A game is won by the score after ten ends (eight in mixed doubles) or by an extra end; it is never tied. Round robin: wins, then the games
among the teams that are tied, then the draw shot challenge (slot ``dsc`` of a team in its unit: the average distance of its last stone
draws in centimetres, without the two worst; less is better), then the world ranking (``world_ranking``). Until 2021 ties for the fourth
place were played off (``play_off``: 1 for the winner, 2 for the loser) before anything else was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, formats, marks, pool_tables, pools
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import points_of
from kotinos.sports.ranking import Criterion, Entry, Group, RuleSet

IRMS = ("DNS", "SUS", "DSQ", "DQB")
MATCH = duels.DuelRule(steps=(duels.by_score(),), irms=IRMS)
_WINS = pool_tables.by_result(1, 0, 0)


def among_them(pool: pools.Pool) -> Criterion:
    """Wins in the games among exactly the tied teams; each smaller tie that this leaves goes to the next step (C9)."""

    def wins(entry: Entry, group: Group) -> int:
        return pool.among(group)[entry.id].won

    def show(entry: Entry, group: Group) -> str:
        line = pool.among(group)[entry.id]
        return f"{line.won}–{line.lost}"

    return Criterion("curling_among", lambda entry, group: -wins(entry, group), show)


def tie_breaker(pool: pools.Pool) -> Criterion:
    """The game played off for a place by some of those who are tied: they stand together, in the order of that game, where the best of
    them would by the games among all."""

    def key(entry: Entry, group: Group) -> tuple[int, int]:
        lines = pool.among(group)
        played = [other for other in group if other.raw.get("play_off") is not None]
        if len(played) < 2:
            return 0, 0
        if entry in played:
            return -max(lines[other.id].won for other in played), pools.whole(entry, "play_off")
        return -lines[entry.id].won, 0

    def show(entry: Entry, group: Group) -> str:
        return str(entry.raw.get("play_off", "")) if key(entry, group) != (0, 0) else ""

    return Criterion("curling_tie_breaker", key, show)


def draw_shot(_: pools.Pool) -> Criterion:
    """The draw shot challenge, where every tied team has one."""
    read = points_of(("dsc",))

    def key(entry: Entry, group: Group) -> object:
        return read(entry) if all(marks.given(other.raw.get("dsc")) for other in group) else 0

    return Criterion("curling_dsc", key, lambda entry, _: str(entry.raw.get("dsc", "")))


WITH_TIE_BREAKERS = pools.PoolRule(
    points=_WINS,
    steps=(pools.wins_step, tie_breaker, among_them, draw_shot),
    irms=IRMS,
)
SINCE_2021 = pools.PoolRule(
    points=_WINS, steps=(pools.wins_step, among_them, draw_shot, pools.world_ranking_step), irms=IRMS
)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Round robin, semi-finals of the best four, medal games."""
    return formats.ordered(
        units,
        ("FNL", "SFNL", "GP"),
        kind=lambda phase: "pool" if phase.phase.startswith("GP") else "knockout",
        qualify=lambda phase: {"total": 4} if phase.phase.startswith("GP") else {},
    )


def _table(since: date, rule: pools.PoolRule, source: str) -> RuleSet:
    name = f"CUR-round-robin@{since}"
    return RuleSet(
        id=name,
        effective=since,
        names=("curling_round_robin",),
        covers=lambda rsc: rsc.discipline == "CUR" and rsc.phase.startswith("GP") and not rsc.unit,
        irms=IRMS,
        source=source,
        rank=partial(pools.rank_pool, rule=rule, rule_set=name),
    )


_GAME = "CUR-game@1998-02-09"

RULE_SETS = (
    _table(
        date(1998, 2, 9), WITH_TIE_BREAKERS, "Rules of Curling and Competition C9 as used until Beijing: tie-breakers"
    ),
    _table(date(2021, 10, 1), SINCE_2021, "Rules of Curling and Competition C9: no tie-breakers"),
    RuleSet(
        id=_GAME,
        effective=date(1998, 2, 9),
        names=("curling_game",),
        covers=lambda rsc: rsc.discipline == "CUR" and bool(rsc.unit),
        irms=IRMS,
        source="Rules of Curling and Competition R11",
        rank=partial(duels.decide, rule=MATCH, rule_set=_GAME),
    ),
)

PHRASES = {
    "curling_among": {
        "en": "games among the tied teams ({0} against {1})",
        "fr": "matches entre les équipes à égalité ({0} contre {1})",
        "en_name": "games among them",
        "fr_name": "matches entre elles",
        "en_same": "{0} each in the games among them",
        "fr_same": "{0} chacune dans les matches entre elles",
    },
    "curling_dsc": {
        "en": "draw shot challenge ({0} cm against {1} cm)",
        "fr": "lancers de placement ({0} cm contre {1} cm)",
        "en_name": "draw shot challenge",
        "fr_name": "lancers de placement",
    },
    "curling_tie_breaker": {
        "en": "placed by the tie-breaker",
        "fr": "classé par le match de barrage",
        "en_name": "tie-breaker",
        "fr_name": "match de barrage",
    },
}

DISCIPLINES = (
    Discipline(
        code="CUR",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
