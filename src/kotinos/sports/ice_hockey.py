"""Ice hockey: games, groups of three points, and the final ranking. IIHF Statutes and Regulations, Olympic Winter Games.

A win in sixty minutes is three points, in overtime or by shoot-out two to one; the goals of the board count (a shoot-out adds one to the
winner); slots ``period/P1`` … ``period/OT``, ``period/PSO``. Ties: the games among the teams that are tied (points, difference, goals),
then difference and goals of all games; whenever one can be placed, from the beginning for the others, so that the game between them decides
once two are left; then the seeding (``world_ranking``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, formats, pool_steps, pools, tournaments
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Match, Ranking, RuleSet

IRMS = ("FORFEIT", "FORFEIT_2", "WDR", "DQB")
MATCH = duels.DuelRule(steps=(duels.by_score(), duels.by_slot("pso", "duel_shootout")), irms=IRMS)


def points(match: Match) -> tuple[int, int]:
    """Three to none, or two to one where there was overtime or a shoot-out; raises `CannotRank` for a score that is level."""
    if match.score is None or match.score[0] == match.score[1]:
        raise CannotRank(f"{match.home} against {match.away}: {match.score}; a game has a winner")
    won, lost = (2, 1) if match.facts.get("overtime") or "pso" in match.facts else (3, 0)
    return (won, lost) if match.score[0] > match.score[1] else (lost, won)


GROUP = pools.PoolRule(
    points=points,
    steps=(
        pools.points_step,
        pool_steps.from_the_beginning,
        pools.world_ranking_step,
    ),
    irms=IRMS,
)


def _within(results: EventResults) -> Sequence[Criterion]:
    """Who lost in the same round: by the place in the group, then by points, difference and goals there."""
    rows = {
        row.id: (
            row.rank or 0,
            -int(row.values.get("points", 0)),
            -int(row.values.get("diff", 0)),
            -int(row.values.get("for", 0)),
        )
        for phase in results.phases
        if phase.kind == "pool" and phase.ranking
        for row in phase.ranking.rows
    }

    def key(entry: Entry) -> tuple[int, ...]:
        return rows.get(entry.id, (99, 0, 0, 0))

    return (Criterion("hockey_group", lambda entry, _: key(entry), lambda entry, _: str(key(entry)[0])),)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Groups, play-offs to the quarter-finals (``8FNL``), quarter-finals, semi-finals, medal games."""
    return formats.ordered(
        units,
        ("FNL", "SFNL", "QFNL", "8FNL", "GP"),
        kind=lambda phase: "pool" if phase.phase.startswith("GP") else "knockout",
    )


def rank_event(results: EventResults) -> Ranking | None:
    """By the bracket; those who came equally far by their groups."""
    return tournaments.by_bracket(results, _within)


_GROUP, _GAME = "IHO-group@2007-01-01", "IHO-game@1998-02-07"

RULE_SETS = (
    RuleSet(
        id=_GROUP,
        effective=date(2007, 1, 1),
        names=("ice_hockey_group",),
        covers=lambda rsc: rsc.discipline == "IHO" and rsc.phase.startswith("GP") and not rsc.unit,
        irms=IRMS,
        source="IIHF Sport Regulations: three-point system and tie-breaking formula",
        rank=partial(pools.rank_pool, rule=GROUP, rule_set=_GROUP),
    ),
    RuleSet(
        id=_GAME,
        effective=date(1998, 2, 7),
        names=("ice_hockey_game",),
        covers=lambda rsc: rsc.discipline == "IHO" and bool(rsc.unit),
        irms=IRMS,
        source="IIHF Official Rule Book 84",
        rank=partial(duels.decide, rule=MATCH, rule_set=_GAME),
    ),
)

PHRASES = {
    "hockey_group": {
        "en": "better in the groups (place {0} against {1}; then points, difference, goals)",
        "fr": "mieux classé dans les groupes (place {0} contre {1} ; puis points, différence, buts)",
        "en_name": "place in the group",
        "fr_name": "place dans le groupe",
    },
}

DISCIPLINES = (
    Discipline(
        code="IHO",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        event=rank_event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
