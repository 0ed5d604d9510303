"""Boxing: one bout, the event with two bronzes, and the weight classes of each time. AIBA, IBA, World Boxing, the Paris 2024 Boxing Unit.

A bout on points goes to whom more judges have ahead (`boxing_cards` says how the cards are written); any other way to win (knock-out,
stopped contest, walkover …) is recorded as the winner (``wlt``) with the unit's ``res_code``. A double knock-out, a double
disqualification and a no contest are a loss of both. Before June 2013 a computer counted hits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import cards, duels, exits, formats
from kotinos.sports.boxing_cards import Panel, card, counted
from kotinos.sports.cards import Blank
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, RuleSet, Unit

IRMS = ("DQB",)
"""Disqualified for behaviour; every other way to lose is a result code."""

_DECISIONS = {
    "KO": "boxing_ko",
    "TKO": "boxing_stopped",
    "RSC": "boxing_stopped",
    "TKO-I": "boxing_injury",
    "RSC-I": "boxing_injury",
    "ABD": "boxing_abandon",
    "WO": "boxing_walkover",
    "DSQ": "boxing_disqualified",
    "BDSQ": "boxing_disqualified",
}

JUDGED = duels.DuelRule(steps=(duels.by_score("boxing_judges"),), irms=IRMS, decision=_DECISIONS)
"""By the number of judges."""

HITS = duels.DuelRule(
    steps=(duels.by_score("boxing_points"), duels.by_slot("countback", "boxing_countback")),
    irms=IRMS,
    decision=_DECISIONS,
)
"""By the hits that the computer counted, then by those of all single judges (``countback``); then the judges' decision, as recorded."""


def rank_bout(unit: Unit, rule_set: str, panel: Panel) -> Ranking:
    """Rank one bout on the judges' cards: 1 red, 2 blue; ``mark`` is the number of judges where the cards are not known."""
    return duels.decide(counted(unit, panel), JUDGED, rule_set)


def rank_hits(unit: Unit, rule_set: str) -> Ranking:
    """Rank one bout of the time of computer scoring."""
    return duels.decide(unit, HITS, rule_set)


_ON_POINTS = frozenset(step.code for rule in (JUDGED, HITS) for step in rule.steps)


def decided(res_code: str, ranking: Ranking | None) -> str:
    """How a bout was won: as recorded, else ``WP`` where the cards or hits have a winner."""
    why = ranking.rows[-1].why if ranking and ranking.rows else None
    return res_code or ("WP" if why is not None and why.code in _ON_POINTS else "")


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "SFNL", "QFNL", "8FNL", "R32", "R64")

EXITS = exits.Exits(order=ORDER, places={"SFNL": 3, "QFNL": 5, "8FNL": 9, "R32": 17, "R64": 33})
"""Both losers of the semi-finals are third."""


def event(results: EventResults) -> Ranking | None:
    """First to last; those who went out in one round share its place: 1, 2, 3, 3, 5, 9, 17, 33."""
    return exits.rank(results, EXITS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The knock-out from the final to the first round."""
    return formats.ordered(units, order=ORDER)


WEIGHT_CLASSES: tuple[tuple[date, dict[str, tuple[str, ...]]], ...] = (
    (
        date(2010, 9, 1),
        {"M": ("49", "52", "56", "60", "64", "69", "75", "81", "91", "+91"), "W": ("51", "60", "75")},
    ),
    (
        date(2019, 6, 1),
        {"M": ("52", "57", "63", "69", "75", "81", "91", "+91"), "W": ("51", "57", "60", "69", "75")},
    ),
    (
        date(2022, 6, 1),
        {"M": ("51", "57", "63.5", "71", "80", "92", "+92"), "W": ("50", "54", "57", "60", "66", "75")},
    ),
    (
        date(2025, 3, 1),
        {"M": ("55", "60", "65", "70", "80", "90", "+90"), "W": ("51", "54", "57", "60", "65", "70", "75")},
    ),
)
"""The Olympic weight classes in kg, by gender, from the qualification for London 2012, Tokyo 2020, Paris 2024 and Los Angeles 2028 on."""


def weight_classes(gender: str, day: date) -> tuple[str, ...]:
    """The Olympic classes (the upper limit in kg, ``+`` for the open one) of ``M`` or ``W`` on a day; the oldest known for any earlier."""
    in_force = [classes for since, classes in WEIGHT_CLASSES if since <= day] or [WEIGHT_CLASSES[0][1]]
    return in_force[-1][gender]


def _covers(rsc: Rsc) -> bool:
    return rsc.discipline == "BOX" and bool(rsc.unit)


def _judged(effective: date, panel: Panel, source: str) -> RuleSet:
    name = f"BOX-bout@{effective.isoformat()}"
    return RuleSet(
        id=name,
        effective=effective,
        rank=partial(rank_bout, rule_set=name, panel=panel),
        names=("boxing_bout",),
        covers=_covers,
        irms=IRMS,
        source=source,
        card=card(panel),
    )


_HITS = "BOX-bout@1992-01-01"
_HITS_CARD = cards.fixed(
    Blank(slot="mark", text={"en": "Hits", "fr": "Touches"}, check=cards.whole, makes=()),
    Blank(slot="countback", text={"en": "Countback", "fr": "Décompte"}, check=cards.whole, makes=()),
)

RULE_SETS = (
    RuleSet(
        id=_HITS,
        effective=date(1992, 1, 1),
        rank=partial(rank_hits, rule_set=_HITS),
        names=("boxing_bout",),
        covers=_covers,
        irms=IRMS,
        source="AIBA Technical and Competition Rules before June 2013: hits counted by computer",
        card=_HITS_CARD,
    ),
    _judged(
        date(2013, 6, 1), Panel(counting=3), "AIBA Technical Rules 2013: 10-point must, three of five judges by lot"
    ),
    _judged(date(2017, 2, 1), Panel(), "AIBA Technical Rules 2017: 10-point must, all five judges"),
    _judged(
        date(2021, 10, 24), Panel(review=True), "IBA Technical and Competition Rules 2021: review of a 3:2 decision"
    ),
    _judged(date(2024, 7, 1), Panel(), "Paris 2024 Boxing Unit; World Boxing Competition Rules: all five judges"),
)


def _phrase(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


PHRASES = {
    "boxing_judges": _phrase("{0} won on points {1}:{2}", "{0} l’emporte aux points {1}:{2}"),
    "boxing_points": _phrase("{0} won {1}–{2}", "{0} l’emporte {1}–{2}"),
    "boxing_countback": _phrase(
        "{0} won on countback {1}–{2} after {3}", "{0} l’emporte au décompte {1}–{2} après {3}"
    ),
    "boxing_ko": _phrase("{0} won by knock-out", "{0} l’emporte par K.-O."),
    "boxing_stopped": _phrase("{0} won: the referee stopped the contest", "{0} l’emporte par arrêt de l’arbitre"),
    "boxing_injury": _phrase("{0} won: stopped for injury", "{0} l’emporte\N{NO-BREAK SPACE}: arrêt sur blessure"),
    "boxing_abandon": _phrase("{0} won by abandonment", "{0} l’emporte par abandon"),
    "boxing_walkover": _phrase("{0} won by walkover", "{0} l’emporte par forfait"),
    "boxing_disqualified": _phrase("{0} won by disqualification", "{0} l’emporte par disqualification"),
}

DISCIPLINES = (
    Discipline(
        code="BOX", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal, decided=decided
    ),
)
