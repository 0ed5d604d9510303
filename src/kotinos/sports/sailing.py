"""Sailing: races, low points with discards, and what follows the opening series. Racing Rules of Sailing (RRS), Appendix A.

A2.1 series score, A4 and A5 points of a race, A8 ties. `kotinos.sports.sailing_scores` is one race of one boat,
`kotinos.sports.sailing_finals` the medal races and knock-outs.

Slots of a boat in a race: ``mark`` (its points as published), else ``place`` (order of finishing) or a code as IRM. Facts of a unit:
``discards``, and ``a5_3`` where the notice of race invokes that rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, sailing_finals, series
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import IRMS, fewest, first_given, has, refuse, rule
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.sailing_finals import OPENING, rank_kite, rank_knockout, rank_medal_race
from kotinos.sports.sailing_scores import RACE_IRMS, RACE_IRMS_2021, SCORED, exclude, score_of, starters
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


def rank_race(unit: Unit, rule_set: str, irms: Sequence[str]) -> Ranking:
    """One race by its points. A boat without a finish is scored (A5.2) but not placed."""
    entries = tuple(replace(one, irm=None) if one.irm in SCORED else one for one in unit.entries)
    codes = {one.id: {"code": one.irm} for one in unit.entries if one.irm in SCORED}
    return rank_by(
        entries,
        (fewest("points_less", "mark", "points", "place"), RECORDED),
        rule_set,
        irms=irms,
        marked=has("mark", "points", "place"),
        values=lambda entry: codes.get(entry.id, {}),
    )


DISCARDS: Mapping[str, Sequence[tuple[int, int]]] = {
    "IQFOIL": ((4, 1), (9, 2)),
    "FORMKITE": ((4, 1), (7, 2)),
    "": ((4, 1),),
}
"""By class, from how many races on how many scores are excluded, unless the fact ``discards`` says it (notices of race 2024; A2.1)."""


def discards_of(unit: Unit, races: int) -> int:
    """How many scores of an opening series of so many races are excluded. Raises `CannotRank`."""
    given = unit.facts.get("discards")
    if given is not None:
        if not str(given).isdigit():
            raise CannotRank(f"{unit.id}: discards {given!r}; how many scores are excluded (1)")
        return int(str(given))
    event = unit.rsc.event if unit.rsc else ""
    return max((number for start, number in DISCARDS.get(event, DISCARDS[""]) if races >= start), default=0)


def rank_opening(unit: Unit, rule_set: str) -> Ranking:
    """An opening series by its net points: the sum of the scores that are not excluded; ties by A8."""
    boats = starters(unit)
    sailed = {
        entry.id: tuple(
            score for part in series.parts_of(entry) if (score := score_of(entry, part, boats[part.unit])) is not None
        )
        for entry in unit.entries
    }
    number = discards_of(unit, max((len(scores) for scores in sailed.values()), default=0))
    scores = {who: exclude(own, min(number, max(len(own) - 1, 0))) for who, own in sailed.items()}
    entries = tuple(
        replace(entry, raw={**entry.raw, "races": [score.race() for score in scores[entry.id]]})
        for entry in unit.entries
    )
    return rank_by(
        entries,
        (NET, BEST, LAST, RECORDED),
        rule_set,
        irms=RACE_IRMS_2021,
        marked=lambda entry: bool(scores[entry.id]),
        values=lambda entry: {
            "total": marks.show_points(series_score(entry)),
            "parts": {score.unit: marks.show_points(score.points) for score in scores[entry.id]},
            "discarded": [score.unit for score in scores[entry.id] if score.excluded],
        },
    )


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """An opening series whose best ten go on: to a medal race, a knock-out of windsurfing, or semifinals and a final of the kite."""
    made = formats.ordered(units, kind=lambda _: "series", qualify=partial(_qualify, event))
    return tuple(one if one.phase.phase == OPENING else replace(one, carries=(OPENING,)) for one in made)


def _qualify(event: Rsc, phase: Rsc) -> Mapping[str, int]:
    if phase.phase == OPENING:
        return {"total": 10}
    if phase.phase == "FNL":
        return {}
    return {"place": 1 if event.event == "FORMKITE" else 2}


_SINCE = date(2001, 4, 1)
_ID = f"SAL-series@{_SINCE}"
_NSC = date(2021, 1, 1)
_MEDALS = date(2008, 8, 9)
_WINDSURF = date(2022, 1, 1)
_BOARDS = ("IQFOIL", "FORMKITE")


def _race(since: date, irms: Sequence[str], source: str) -> RuleSet:
    rule_set = f"SAL-race@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("sailing_race",),
        covers=lambda rsc: rsc.discipline == "SAL",
        irms=tuple(irms),
        source=source,
        rank=lambda unit: rank_race(unit, rule_set, irms),
    )


def _phase(name: str, since: date, source: str, covers: Callable[[Rsc], bool], rank: Any) -> RuleSet:
    rule_set = f"SAL-{name}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=(f"sailing_{name.replace('-', '_')}",),
        covers=lambda rsc: rsc.discipline == "SAL" and not rsc.unit and covers(rsc),
        irms=RACE_IRMS_2021,
        source=source,
        rank=partial(rank, rule_set=rule_set),
    )


RULE_SETS = (
    RuleSet(
        id=_ID,
        effective=_SINCE,
        names=("sailing_low_point_series",),
        irms=IRMS,
        source="RRS A2.1, A8",
        rank=rule(_ID, (NET, BEST, LAST), _marked),
    ),
    _phase(
        "opening", _SINCE, "RRS A2.1, A4, A5, A8", lambda rsc: rsc.phase not in ("QFNL", "SFNL", "FNL"), rank_opening
    ),
    _phase(
        "windsurf-knockout",
        _WINDSURF,
        "World Sailing, iQFOiL medal series",
        lambda rsc: rsc.event == "IQFOIL",
        rank_knockout,
    ),
    _phase(
        "kite-wins", _WINDSURF, "World Sailing, Formula Kite medal series", lambda r: r.event == "FORMKITE", rank_kite
    ),
    _phase(
        "medal-race",
        _MEDALS,
        "World Sailing, Olympic medal race: double points, not excluded",
        lambda rsc: rsc.phase == "FNL" and rsc.event not in _BOARDS,
        partial(rank_medal_race, weight=2),
    ),
    _race(_SINCE, RACE_IRMS, "RRS A4, A5"),
    _race(_NSC, RACE_IRMS_2021, "RRS 2021-2024 A4, A5, A10"),
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

DISCIPLINES = (
    Discipline(
        code="SAL",
        rule_sets=RULE_SETS,
        phrases={**PHRASES, **sailing_finals.PHRASES},
        phases=phases,
        read_mark=decimal,
    ),
)
