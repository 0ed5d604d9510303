"""Shooting: qualification totals, finals with eliminations, and matches for the medals of mixed teams. ISSF General and Technical Rules.

Ties in qualification (6.15, 9.15): a shoot-off where one was held (trap, skeet, rapid fire), then inner tens, then the last series and
those before it. In a final a shoot-off decides who is eliminated, in trap and skeet before the medals the better place in qualification.

A mark is the running total. Slots of a competitor: ``inner_tens``, ``series/1`` … (points of each series of ten shots or round of
25 targets), ``shoot_off`` (``10.3 9.9`` or ``4 3``, round by round), ``shots`` (how many were fired before elimination), ``bib`` (the
place in qualification that a shotgun final goes by), ``qualification`` and ``medal_match`` in the finals of their time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, series
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import most, points_of, refuse, won_and_lost
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNF", "DNS", "WD", "DSQ", "DQB")
"""Did not finish, did not start, withdrawn, disqualified: listed in this order, without a place."""

PLACES_IN_FINAL = {"TR": 6, "SK": 6, "RFP": 6}
"""How many reach a final, by the kind of event; eight elsewhere, and four teams of a mixed event, two for each medal match."""

TEAMS = 4

SHOTGUN = ("TR", "SK")
"""How the codes of trap and skeet begin."""


def number(entry: Entry, slot: str) -> Decimal | None:
    """A slot as a number, ``None`` where it is empty; raises `CannotRank`."""
    value = entry.raw.get(slot)
    if not marks.given(value):
        return None
    try:
        return marks.parse_points(value)
    except marks.MarkError:
        raise refuse(entry, f"{slot} {value!r}; a number") from None


def shoot_off_of(entry: Entry) -> tuple[Decimal, ...] | None:
    """A shoot-off, round by round; ``None`` where none was shot. Raises `CannotRank`."""
    value = entry.raw.get("shoot_off")
    if not marks.given(value):
        return None
    try:
        return tuple(marks.parse_points(shot) for shot in str(value).split())
    except marks.MarkError:
        raise refuse(entry, f"shoot_off {value!r}; the score of each round (10.3 9.9)") from None


def series_of(entry: Entry) -> tuple[Decimal, ...] | None:
    """The series, last one first; ``None`` where they are not known. Raises `CannotRank`."""
    numbered = {int(name[7:]) for name in entry.raw if name.startswith("series/") and name[7:].isdigit()}
    found = [number(entry, f"series/{at}") for at in sorted(numbered, reverse=True)]
    return tuple(points for points in found if points is not None) or None


def _most_of(
    code: str, read: Callable[[Entry], Any], negative: Callable[[Any], Any], show: Callable[[Any], str]
) -> Criterion:
    """More is better, where everybody who is tied has a value."""

    def key(entry: Entry, group: Group) -> Any:
        return () if any(read(other) is None for other in group) else negative(read(entry))

    return Criterion(code, key, lambda entry, group: show(read(entry)) if key(entry, group) != () else "")


def _negative(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(-value for value in values)


def _shown(values: Sequence[Decimal]) -> str:
    return " ".join(marks.show_points(value) for value in values)


POINTS = most("points", "mark")
SHOOT_OFF = _most_of("shoot_off", shoot_off_of, _negative, _shown)
INNER_TENS = _most_of(
    "sho_inner_tens", lambda entry: number(entry, "inner_tens"), lambda value: -value, marks.show_points
)
COUNTBACK = _most_of("sho_countback", series_of, _negative, _shown)
SHOTS = _most_of("sho_shots", lambda entry: number(entry, "shots"), lambda value: -value, marks.show_points)
BIB = series.where_all_known("sho_bib", lambda entry: number(entry, "bib"), marks.show_points)

_TOTAL = points_of(("mark",))


def _score_with_qualification(entry: Entry) -> Decimal:
    return _TOTAL(entry) + (number(entry, "qualification") or 0)


WITH_QUALIFICATION = series.more("sho_aggregate", _score_with_qualification, marks.show_points)
MEDAL_MATCH = series.more(
    "sho_medal_match", lambda entry: number(entry, "medal_match") or Decimal(-1), marks.show_points
)


def _marked(entry: Entry) -> bool:
    return marks.given(entry.raw.get("mark"))


def _total(entry: Entry) -> Mapping[str, Any]:
    return {"total": str(entry.raw["mark"])} if _marked(entry) else {}


def rank_qualification(unit: Unit, rule_set: str) -> Ranking:
    """Rank a qualification, or one of its stages or days, by the running total."""
    entries = tuple(_of_all_stages(entry) for entry in unit.entries)
    criteria = (POINTS, SHOOT_OFF, *(() if _decimal(unit.rsc) else (INNER_TENS,)), COUNTBACK, RECORDED)
    return rank_by(entries, criteria, rule_set, irms=IRMS, marked=_marked, values=_total)


def _decimal(rsc: Rsc | None) -> bool:
    """Air rifle counts tenths of a ring: there the series decide at once, without the number of inner tens (6.15)."""
    return rsc is not None and rsc.event.startswith("AR")


def _of_all_stages(entry: Entry) -> Entry:
    """A competitor of several stages or days with everything that was recorded in them: the last total stands."""
    parts = series.parts_of(entry)
    if not parts:
        return entry
    raw: dict[str, Any] = {}
    for part in parts:
        raw |= part.raw
        raw |= {"mark": part.mark} if series.scored(part) else {}
    irm = next((part.irm for part in reversed(parts) if part.irm), None)
    return replace(entry, raw={**raw, **entry.raw}, irm=entry.irm or irm)


def rank_final(unit: Unit, rule_set: str, score: Sequence[Criterion]) -> Ranking:
    """Rank a final: who came further has the higher total, since nobody who is left has less than who was eliminated.

    Two mixed teams meet in a match: first to 16 points, or most targets; the row says who won.
    """
    criteria = (*score, SHOTS, SHOOT_OFF, *((BIB,) if _shotgun(unit.rsc) else ()), RECORDED)
    ranking = rank_by(unit.entries, criteria, rule_set, irms=IRMS, marked=_marked, values=_total)
    return won_and_lost(ranking) if _is_mixed(unit.rsc) and len(unit.entries) == 2 else ranking


def _shotgun(rsc: Rsc | None) -> bool:
    """Only in trap and skeet is the bib the place in qualification; in rifle and pistol (6.17) level shooters shoot off."""
    return rsc is not None and rsc.event.startswith(SHOTGUN)


def _is_mixed(rsc: Rsc | None) -> bool:
    return rsc is not None and rsc.gender == "X"


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """A qualification in one or several stages, then the final, or the matches for gold and bronze."""
    stages = sum(unit.phase == "QUAL" for unit in units)

    def kind(phase: Rsc) -> str:
        return "final" if phase.phase == "FNL" else "series" if stages > 1 else "heats"

    return formats.ordered(
        units, kind=kind, qualify=lambda phase: {"total": _through(event)} if phase.phase == "QUAL" else {}
    )


def _through(event: Rsc) -> int:
    if _is_mixed(event):
        return TEAMS
    return next((number for kind, number in PLACES_IN_FINAL.items() if event.event.startswith(kind)), 8)


_QUALIFICATION = f"SHO-qualification@{date(1986, 1, 1)}"


def _final(since: date, source: str, *score: Criterion) -> RuleSet:
    rule_set = f"SHO-final@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("shooting_final",),
        covers=lambda rsc: rsc.discipline == "SHO" and rsc.phase == "FNL",
        irms=IRMS,
        source=source,
        rank=partial(rank_final, rule_set=rule_set, score=score),
    )


RULE_SETS = (
    _final(date(1986, 1, 1), "ISSF, 1986 to 2012: the final is added to the qualification", WITH_QUALIFICATION),
    _final(date(2013, 1, 1), "ISSF 6.17, from 2013: finals start from zero, with eliminations", POINTS),
    _final(date(2022, 1, 1), "ISSF 6.17, 2022: ranking match, then a medal match of the best two", MEDAL_MATCH, POINTS),
    _final(date(2023, 1, 1), "ISSF 6.17, from 2023: eliminations down to the last shot again", POINTS),
    RuleSet(
        id=_QUALIFICATION,
        effective=date(1986, 1, 1),
        names=("shooting_qualification",),
        covers=lambda rsc: rsc.discipline == "SHO",
        irms=IRMS,
        source="ISSF 6.15, 9.15",
        rank=partial(rank_qualification, rule_set=_QUALIFICATION),
    ),
)

PHRASES = {
    "shoot_off": {
        "en": "won the shoot-off ({0} against {1})",
        "fr": "vainqueur du barrage ({0} contre {1})",
        "en_name": "shoot-off",
        "fr_name": "barrage",
        "en_same": "both {0} in the shoot-off",
        "fr_same": "{0} chacun au barrage",
    },
    "sho_inner_tens": {
        "en": "more inner tens ({0} against {1})",
        "fr": "plus de mouches ({0} contre {1})",
        "en_name": "inner tens",
        "fr_name": "mouches",
        "en_same": "both {0} inner tens",
        "fr_same": "{0} mouches chacun",
    },
    "sho_countback": {
        "en": "better last series ({0} against {1}, last one first)",
        "fr": "meilleures dernières séries ({0} contre {1}, la dernière d’abord)",
        "en_name": "series",
        "fr_name": "séries",
    },
    "sho_shots": {
        "en": "eliminated later (after {0} shots against {1})",
        "fr": "éliminé plus tard (après {0} coups contre {1})",
        "en_name": "shots fired",
        "fr_name": "coups tirés",
        "en_same": "both after {0} shots",
        "fr_same": "après {0} coups pour les deux",
    },
    "sho_bib": {
        "en": "better in qualification (place {0} against {1})",
        "fr": "mieux placé en qualification (place {0} contre {1})",
        "en_name": "place in qualification",
        "fr_name": "place en qualification",
    },
    "sho_aggregate": {
        "en": "more points with the qualification ({0} against {1})",
        "fr": "plus de points avec la qualification ({0} contre {1})",
        "en_name": "points with the qualification",
        "fr_name": "points avec la qualification",
    },
    "sho_medal_match": {
        "en": "won the medal match ({0} against {1})",
        "fr": "vainqueur du match pour la médaille ({0} contre {1})",
        "en_name": "medal match",
        "fr_name": "match pour la médaille",
    },
}

DISCIPLINES = (Discipline(code="SHO", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, read_mark=decimal),)
