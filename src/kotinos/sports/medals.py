"""Medals, and the table of those who have them. Shared places share medals: two golds leave no silver, two silvers no bronze."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from kotinos.sports.generic import has, most, rule
from kotinos.sports.ranking import CannotRank, Ranking, RuleSet

GOLD, SILVER, BRONZE = "ME_GOLD", "ME_SILVER", "ME_BRONZE"
_OF_RANK = {1: GOLD, 2: SILVER, 3: BRONZE}


class Award(msgspec.Struct, frozen=True):
    """One medal of one competitor; ``order`` tells several of one colour apart, from 1."""

    medal: str
    id: str
    order: int = 1


def award(ranking: Ranking) -> tuple[Award, ...]:
    """The medals of a ranking: places 1, 2 and 3, as 1224 numbering leaves them."""
    return _ordered((_OF_RANK[row.rank], row.id) for row in ranking.rows if row.rank in _OF_RANK and row.rank)


def award_matches(final: Ranking, bronzes: Sequence[Ranking]) -> tuple[Award, ...]:
    """Medals decided by matches: the winner and loser of ``final``, and the winner of each match for bronze (one, or two).

    A side without a win or a loss (the match is not decided) gets none; a loser disqualified for behaviour (DQB) neither.
    """
    won = [(GOLD, row.id) for row in final.rows if row.wlt == "W"]
    lost = [(SILVER, row.id) for row in final.rows if row.wlt == "L" and row.irm != "DQB"]
    third = [(BRONZE, row.id) for match in bronzes for row in match.rows if row.wlt == "W"]
    return _ordered((*won, *lost, *third))


def _ordered(given: Any) -> tuple[Award, ...]:
    counts: dict[str, int] = {}
    awards = []
    for medal, who in given:
        counts[medal] = counts.get(medal, 0) + 1
        awards.append(Award(medal, who, counts[medal]))
    return tuple(awards)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the medal table, with both rankings in use: by gold, silver, bronze, and by the sum."""

    noc: str
    gold: int
    silver: int
    bronze: int
    rank: int
    rank_equal: bool
    rank_total: int
    rank_total_equal: bool


def table(counts: Mapping[str, tuple[int, int, int]]) -> tuple[Standing, ...]:
    """The medal table: most golds first, then silvers, then bronzes; equals share a rank and stand by code."""
    order = sorted(counts, key=lambda noc: (*(-medals for medals in counts[noc]), noc))
    if any(min(counts[noc]) < 0 for noc in counts):
        raise CannotRank("a medal count below zero")
    ranks, totals = _ranks(counts.values()), _ranks(sum(medals) for medals in counts.values())
    return tuple(
        Standing(
            noc=noc,
            gold=counts[noc][0],
            silver=counts[noc][1],
            bronze=counts[noc][2],
            rank=ranks[counts[noc]][0],
            rank_equal=ranks[counts[noc]][1],
            rank_total=totals[sum(counts[noc])][0],
            rank_total_equal=totals[sum(counts[noc])][1],
        )
        for noc in order
    )


def _ranks(values: Iterable[Any]) -> dict[Any, tuple[int, bool]]:
    """The rank of each value, the greatest first, and whether several share it."""
    ranks: dict[Any, tuple[int, bool]] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        ranks[value] = (ranks[value][0], True) if value in ranks else (place, False)
    return ranks


_SINCE = date(1896, 1, 1)
_TABLE = f"medal_table@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_TABLE,
        effective=_SINCE,
        names=("medal_table",),
        source="by gold, then silver, then bronze",
        rank=rule(
            _TABLE, [most(colour, colour) for colour in ("gold", "silver", "bronze")], has("gold", "silver", "bronze")
        ),
    ),
)

PHRASES = {
    colour: {
        "en": f"more {colour} medals ({{0}} against {{1}})",
        "fr": f"plus de médailles {french} ({{0}} contre {{1}})",
        "en_name": f"{colour} medals",
        "fr_name": f"médailles {french}",
        "en_same": f"{{0}} {colour} each",
        "fr_same": f"{{0}} {french} chacun",
    }
    for colour, french in (("gold", "d’or"), ("silver", "d’argent"), ("bronze", "de bronze"))
}
