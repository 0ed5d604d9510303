"""Sailing series: low points with discards. Racing Rules of Sailing, Appendix A: A2.1 (series score), A8 (series ties)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks
from kotinos.sports.discipline import Discipline
from kotinos.sports.generic import IRMS, fewest, first_given, has, refuse, rule
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED


def _points(race: Mapping[str, Any]) -> Decimal:
    return marks.parse_points(race.get("points"))


def series_score(entry: Entry) -> Decimal:
    """The sum of the races that are not discarded, checked against the mark shown. Raises `CannotRank`."""
    mark, races = first_given(entry, ("mark", "net", "points")), entry.raw.get("races")
    try:
        shown = None if mark is None else marks.parse_points(mark)
        if not races:
            return shown if shown is not None else Decimal(0)
        score = sum((_points(race) for race in races if not race.get("discarded")), Decimal(0))
    except marks.MarkError as error:
        raise refuse(entry, error) from None
    if shown is not None and shown != score:
        raise refuse(entry, f"net {mark}, but its races give {marks.show_points(score)}")
    return score


def best_to_worst(entry: Entry, _: Group) -> tuple[Decimal, ...]:
    """A8.1: each boat's race scores from best to worst, without those that were discarded."""
    return tuple(sorted(_points(race) for race in entry.raw.get("races") or () if not race.get("discarded")))


def last_races(entry: Entry, _: Group) -> tuple[Decimal, ...]:
    """A8.2: the score in the last race, then the one before it, and so on, discarded ones too."""
    return tuple(_points(race) for race in reversed(entry.raw.get("races") or ()))


def _shown(entry: Entry, group: Group, key: Any) -> str:
    """The first scores in which the tied boats differ."""
    mine = key(entry, group)
    columns = zip(*(key(one, group) for one in group), strict=False)
    at = next((at for at, column in enumerate(columns) if len(set(column)) > 1), 0)
    return marks.show_points(mine[at]) if at < len(mine) else ""


NET = Criterion("net", lambda e, _: series_score(e), lambda e, _: marks.show_points(series_score(e)))
BEST = Criterion("best_scores", best_to_worst, lambda e, g: _shown(e, g, best_to_worst))
LAST = Criterion("last_race", last_races, lambda e, g: _shown(e, g, last_races))


def _marked(entry: Entry) -> bool:
    return first_given(entry, ("mark", "net", "points", "races")) is not None


_SCORED = ("DPI", "SCP", "ZFP", "STP", "RDG")
"""Scoring codes of boats that finished: their points are what the code made of them, and they have a place (A11)."""
RACE_IRMS = ("RET", "DNF", "OCS", "UFD", "BFD", "DSQ", "DNE", "DNS", "DNC")


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race by its points. A boat without a finish is scored (A5.2) but not placed."""
    entries = tuple(replace(one, irm=None) if one.irm in _SCORED else one for one in unit.entries)
    codes = {one.id: {"code": one.irm} for one in unit.entries if one.irm in _SCORED}
    return rank_by(
        entries,
        (fewest("points_less", "mark", "points"), RECORDED),
        rule_set,
        irms=RACE_IRMS,
        marked=has("mark", "points"),
        values=lambda entry: codes.get(entry.id, {}),
    )


_SINCE = date(2001, 4, 1)
_ID = f"SAL-series@{_SINCE}"
_RACE = f"SAL-race@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("sailing_low_point_series",),
        irms=IRMS,
        source="RRS A2.1, A8",
        rank=rule(_ID, (NET, BEST, LAST), _marked),
    ),
    RuleSet(
        id=_RACE,
        effective=_SINCE,
        names=("sailing_race",),
        covers=lambda rsc: rsc.discipline == "SAL",
        irms=RACE_IRMS,
        source="RRS A4, A5",
        rank=lambda unit: rank_race(unit, _RACE),
    ),
)

PHRASES = {
    "net": {
        "en": "fewer net points ({0} against {1})",
        "fr": "moins de points nets ({0} contre {1})",
        "en_name": "net points",
        "fr_name": "points nets",
        "en_same": "both {0} points",
        "fr_same": "{0} points pour les deux",
    },
    "best_scores": {
        "en": "better race scores, best to worst ({0} against {1})",
        "fr": "meilleurs résultats de course, du meilleur au moins bon ({0} contre {1})",
        "en_name": "race scores",
        "fr_name": "résultats de course",
        "en_same": "equal race scores from best to worst",
        "fr_same": "mêmes résultats de course du meilleur au moins bon",
    },
    "last_race": {
        "en": "better in the last race that differs ({0} against {1})",
        "fr": "meilleur dans la dernière course qui les distingue ({0} contre {1})",
        "en_name": "last races",
        "fr_name": "dernières courses",
    },
}

DISCIPLINES = (Discipline(code="SAL", rule_sets=RULE_SETS, phrases=PHRASES),)
