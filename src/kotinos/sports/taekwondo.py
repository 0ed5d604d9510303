"""Taekwondo: one contest, and the event with the repechage of those who lost to a finalist. World Taekwondo Competition Rules.

Since 2022 a contest is the best of three rounds; before, the points of all rounds counted together. Facts beside the score:
``period/R1`` … (points of the round), ``superiority/R1`` = ``Y`` of whoever the judges gave a level round, and the unit's
``res_code``, the kind of victory (``PTF`` … ``PUN``). In the older form ``golden`` (points of the golden round) and ``superiority``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats, rounds
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, RuleSet, Unit

IRMS = ("WDR", "DDW", "DSQ", "DDQ", "DQB")
"""Withdrawn, both withdrawn, disqualified, both disqualified, disqualified for behaviour."""

_DECISIONS = {
    "RSC": "taekwondo_rsc",
    "WDR": "taekwondo_withdrawal",
    "DSQ": "taekwondo_disqualified",
    "DQB": "taekwondo_disqualified",
    "PUN": "taekwondo_punitive",
    "GDP": "taekwondo_golden",
    "PTG": "taekwondo_gap",
}

ROUNDS = duels.DuelRule(steps=(duels.by_score("taekwondo_rounds"),), irms=IRMS, decision=_DECISIONS)
"""The best of three rounds."""

POINTS = duels.DuelRule(
    steps=(
        duels.by_score("taekwondo_points"),
        duels.by_slot("golden", "taekwondo_golden_round"),
        duels.by_slot("superiority", "taekwondo_superiority"),
    ),
    irms=IRMS,
    decision=_DECISIONS,
)
"""The points of three rounds, then the golden round, then the judges."""


def rank_rounds(unit: Unit, rule_set: str) -> Ranking:
    """Rank one contest by rounds: 1 blue, 2 red; ``mark`` is the rounds won where their points are not known."""
    return duels.decide(rounds.counted(unit), ROUNDS, rule_set)


def rank_points(unit: Unit, rule_set: str) -> Ranking:
    """Rank one contest by the points of all rounds."""
    return duels.decide(duels.one_side(unit, rounds.DECIDED), POINTS, rule_set)


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "REPF", "REP1", "SFNL", "QFNL", "8FNL", "R32")

EXITS = exits.Exits(
    order=ORDER,
    places={"REP1": 7, "QFNL": 9, "8FNL": 11, "R32": 17},
    again=("SFNL",),
    to_finalists=("QFNL", "8FNL"),
)
"""Two bronzes, two fifth and two seventh places; then the quarter-finalists and the round of sixteen that were not in the repechage."""


def event(results: EventResults) -> Ranking | None:
    """First to last; those who went out in one round share its place."""
    return exits.rank(results, EXITS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The knock-out from the final to the first round; repechage after the semi-finals."""
    return formats.ordered(units, order=ORDER)


def draw_lines(count: int) -> tuple[int | None, ...]:
    """The 32 lines of a draw of 2 to 32 by world ranking, ``None`` for a bye.

    From the top 4 5 8 1 and 2 7 6 3, each against the one that makes seventeen with it (33 in a first round).
    Raises ``ValueError``.
    """
    if not 2 <= count <= 32:
        raise ValueError(f"{count} competitors; 2 to 32")
    pairs = [(seed, 17 - seed) for seed in (4, 5, 8, 1, 2, 7, 6, 3)]
    lines = [line for pair in pairs for number in pair for line in (number, 33 - number)]
    return tuple(line if line <= count else None for line in lines)


def _covers(rsc: Rsc) -> bool:
    return rsc.discipline == "TKW" and bool(rsc.unit)


_CUMULATIVE, _BEST_OF_THREE = "TKW-contest@2009-01-01", "TKW-contest@2022-06-01"

RULE_SETS = (
    RuleSet(
        id=_CUMULATIVE,
        effective=date(2009, 1, 1),
        rank=partial(rank_points, rule_set=_CUMULATIVE),
        names=("taekwondo_contest",),
        covers=_covers,
        irms=IRMS,
        source="World Taekwondo Competition Rules before June 2022: points of three rounds, golden round, superiority",
    ),
    RuleSet(
        id=_BEST_OF_THREE,
        effective=date(2022, 6, 1),
        rank=partial(rank_rounds, rule_set=_BEST_OF_THREE),
        names=("taekwondo_contest",),
        covers=_covers,
        irms=IRMS,
        source="World Taekwondo Competition Rules since June 2022: best of three rounds, superiority in a level round",
    ),
)


def _phrase(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


PHRASES = {
    "taekwondo_rounds": _phrase("{0} won {1} rounds to {2}", "{0} l’emporte {1} rounds à {2}"),
    "taekwondo_points": _phrase("{0} won {1}–{2}", "{0} l’emporte {1}–{2}"),
    "taekwondo_golden_round": _phrase(
        "{0} won {1}–{2} in the golden round after {3}", "{0} l’emporte {1}–{2} au round en or après {3}"
    ),
    "taekwondo_superiority": _phrase("{0} won by superiority after {3}", "{0} l’emporte par supériorité après {3}"),
    "taekwondo_rsc": _phrase("{0} won: the referee stopped the contest", "{0} l’emporte par arrêt de l’arbitre"),
    "taekwondo_withdrawal": _phrase("{0} won by withdrawal", "{0} l’emporte par abandon"),
    "taekwondo_disqualified": _phrase("{0} won by disqualification", "{0} l’emporte par disqualification"),
    "taekwondo_punitive": _phrase(
        "{0} won by the referee’s punitive declaration", "{0} l’emporte par déclaration punitive de l’arbitre"
    ),
    "taekwondo_golden": _phrase("{0} won in the golden round", "{0} l’emporte au round en or"),
    "taekwondo_gap": _phrase("{0} won by point gap", "{0} l’emporte par écart de points"),
}

DISCIPLINES = (
    Discipline(code="TKW", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal),
)
