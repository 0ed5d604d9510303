"""Sailing series: low points with discards. Racing Rules of Sailing, Appendix A: A2.1 (series score), A8 (series ties)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kotinos.sports import marks
from kotinos.sports.generic import IRMS, first_given, refuse, rule
from kotinos.sports.ranking import Criterion, Entry, Group, RuleSet


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


_SINCE = date(2001, 4, 1)
_ID = f"SAL-series@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("sailing_low_point_series",),
        irms=IRMS,
        source="RRS A2.1, A8",
        rank=rule(_ID, (NET, BEST, LAST), _marked),
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
