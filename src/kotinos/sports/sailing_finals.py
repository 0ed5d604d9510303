"""How an opening series ends: the medal race, the knock-out of windsurfing, the wins of kiteboarding.

World Sailing, notice of race and sailing instructions of the Olympic competition (medal race since 2008; windsurfing and kite 2024).
Each phase carries the opening series (``PREL``), whose place seeds it and breaks ties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from kotinos.sports import marks, progression, series
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.sailing_scores import RACE_IRMS_2021, Score, score_of, starters
from kotinos.sports.ties import RECORDED

OPENING = "PREL"

WINS_TO_WIN = 3
CARRIED = {"FNL": {1: 2, 2: 1}, "SFNL": {3: 2, 4: 2, 5: 1, 6: 1}}
"""Race wins that a place in the opening series is worth in the final and in the semifinals of the kite."""


def opening_part(entry: Entry) -> series.Part | None:
    """What the opening series gave, ``None`` where it is not known."""
    return next((part for part in series.parts_of(entry) if part.phase == OPENING), None)


def opening_place(entry: Entry) -> int | None:
    """The place in the opening series."""
    part = opening_part(entry)
    return part.rank if part else None


OPENING_PLACE = series.where_all_known("sal_opening", opening_place)

Scores = Mapping[str, tuple[Score, ...]]
"""The scores of the races of this phase, by competitor, in the order of the races."""


def races_of(unit: Unit, weight: int = 1) -> Scores:
    """The scores of the phase itself, without what was carried."""
    boats = starters(unit)
    return {
        entry.id: tuple(
            score
            for part in series.parts_of(entry)
            if part.phase != OPENING and (score := score_of(entry, part, boats[part.unit], weight))
        )
        for entry in unit.entries
    }


def _points(scores: Sequence[Score]) -> Decimal:
    return sum((score.points for score in scores), Decimal(0))


def rank_medal_race(unit: Unit, rule_set: str, weight: int) -> Ranking:
    """Opening series plus medal race, whose score is doubled and never excluded; ties go by the medal race, then the opening series."""
    races = races_of(unit, weight)

    def carried(entry: Entry) -> Decimal:
        part = opening_part(entry)
        return series.points_in(entry, part) if part and marks.given(part.mark) else Decimal(0)

    def total(entry: Entry) -> Decimal:
        return carried(entry) + _points(races[entry.id])

    def values(entry: Entry) -> dict[str, Any]:
        part = opening_part(entry)
        parts = {part.unit: part.mark} if part else {}
        parts |= {score.unit: marks.show_points(score.points) for score in races[entry.id]}
        return {"total": marks.show_points(total(entry)), "parts": parts}

    criteria = (
        series.fewer("net", total, marks.show_points),
        series.fewer("sal_medal_race", lambda entry: _points(races[entry.id]), marks.show_points),
        OPENING_PLACE,
        RECORDED,
    )
    return rank_by(unit.entries, criteria, rule_set, irms=RACE_IRMS_2021, marked=series.begun, values=values)


def rank_knockout(unit: Unit, rule_set: str) -> Ranking:
    """A quarterfinal, semifinal or final of windsurfing: the order of finishing; who did not finish comes last, by the opening series."""
    races = races_of(unit)
    criteria = (
        series.fewer("points_less", lambda entry: _points(races[entry.id]), marks.show_points),
        OPENING_PLACE,
        RECORDED,
    )
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=RACE_IRMS_2021,
        marked=lambda entry: bool(races[entry.id]),
        values=lambda entry: {"parts": {score.unit: marks.show_points(score.points) for score in races[entry.id]}},
    )


def wins_of(entry: Entry) -> int:
    """Race wins with those that the place in the opening series brings. Raises `CannotRank`."""
    own = [part for part in series.parts_of(entry) if part.phase != OPENING]
    won = sum(part.rank == 1 and part.irm is None for part in own)
    carried = CARRIED.get(own[0].phase if own else "", {}).get(opening_place(entry) or 0, 0)
    if won + carried > WINS_TO_WIN:
        raise refuse(entry, f"{won} races won and {carried} wins carried; {WINS_TO_WIN} wins end it")
    return won + carried


def rank_kite(unit: Unit, rule_set: str) -> Ranking:
    """The final, or both semifinals: the first with three wins, then by wins, then by the last race, then by the opening series.

    Semifinals A and B stand in one list by the place in each, those of equal place by the opening series.
    """
    races = races_of(unit)
    wins = series.read_once(unit.entries, wins_of)
    by_wins = (series.more("sal_wins", wins), _last_race(races), OPENING_PLACE, RECORDED)
    ranked = partial(_rank_kite, races=races, wins=wins, rule_set=rule_set)
    if len(progression.by_heat(unit)) < 2:
        return ranked(unit, by_wins)
    places = progression.places_by_heat(unit, lambda part: ranked(part, by_wins))
    place = series.fewer("sal_semifinal", lambda entry: places[entry.id])
    return ranked(unit, (place, OPENING_PLACE, RECORDED))


def _rank_kite(
    unit: Unit, criteria: Sequence[Criterion], races: Scores, wins: Callable[[Entry], Any], rule_set: str
) -> Ranking:
    begun = any(races[entry.id] for entry in unit.entries)
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=RACE_IRMS_2021,
        marked=lambda _: begun,
        values=lambda entry: {
            "total": str(wins(entry)),
            "parts": {score.unit: marks.show_points(score.points) for score in races[entry.id]},
        },
    )


def _last_race(races: Scores) -> Criterion:
    """The score in the last race of the phase, then in the one before it (A8.2)."""

    def key(entry: Entry, _: Group) -> tuple[Decimal, ...]:
        return tuple(score.points for score in reversed(races[entry.id]))

    def show(entry: Entry, group: Group) -> str:
        columns = zip(*(key(one, group) for one in group), strict=False)
        at = next((at for at, column in enumerate(columns) if len(set(column)) > 1), 0)
        mine = key(entry, group)
        return marks.show_points(mine[at]) if at < len(mine) else ""

    return Criterion("last_race", key, show)


def kite_entries(order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Who sails where after the opening series: the first two in the final, 3, 6, 7, 10 in semifinal A, 4, 5, 8, 9 in B."""
    return _seats(order, {"FNL-": (1, 2), "SFNL0001": (3, 6, 7, 10), "SFNL0002": (4, 5, 8, 9)})


def windsurf_entries(order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The first in the final, the next two in the semifinal, 4 to 10 in the quarterfinal."""
    return _seats(order, {"FNL-": (1,), "SFNL": (2, 3), "QFNL": tuple(range(4, 11))})


def _seats(order: Sequence[str], places: Mapping[str, Sequence[int]]) -> dict[str, tuple[str, ...]]:
    return {unit: tuple(order[at - 1] for at in seats if at <= len(order)) for unit, seats in places.items()}


PHRASES = {
    "sal_opening": {
        "en": "better in the opening series (place {0} against {1})",
        "fr": "mieux placé dans la série d’ouverture (place {0} contre {1})",
        "en_name": "opening series",
        "fr_name": "série d’ouverture",
    },
    "sal_medal_race": {
        "en": "better medal race ({0} points against {1})",
        "fr": "meilleure course pour les médailles ({0} points contre {1})",
        "en_name": "medal race",
        "fr_name": "course pour les médailles",
        "en_same": "both {0} points in the medal race",
        "fr_same": "{0} points chacun dans la course pour les médailles",
    },
    "sal_wins": {
        "en": "more race wins ({0} against {1})",
        "fr": "plus de victoires de course ({0} contre {1})",
        "en_name": "race wins",
        "fr_name": "victoires de course",
        "en_same": "both {0} race wins",
        "fr_same": "{0} victoires de course chacun",
    },
    "sal_semifinal": {
        "en": "better place in the semifinal ({0} against {1})",
        "fr": "mieux placé en demi-finale ({0} contre {1})",
        "en_name": "place in the semifinal",
        "fr_name": "place en demi-finale",
        "en_same": "both placed {0} in their semifinals",
        "fr_same": "{0}e chacun de sa demi-finale",
    },
}
