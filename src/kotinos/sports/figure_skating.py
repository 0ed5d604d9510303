"""Figure skating: short programme (rhythm dance) and free, added up; teams by the points of places. ISU Special Regulations 353.

The phase ``QUAL`` is the short programme, ``FNL`` the free skating for the best twenty-four (sixteen pairs, twenty couples). The mark is
the score of a segment: elements, components, less deductions. Equal totals: the better free skating (353.4). Equal scores in a segment:
in the short programme the better technical score (slot ``tes``), in the free the better components (``pcs``). Teams: places of each segment
give 10 points to the first of ten, and so on down; equal ones by their two best places, then by the scores of these two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, series
from kotinos.sports.cards import Asked, Blank, Card, CardOf, no_card
from kotinos.sports.discipline import Discipline, PhaseFormat, Phases, decimal
from kotinos.sports.generic import has, most, points_of
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("WD", "DSQ", "DQB")
TO_FREE = {"SINGLES": 24, "PAIRS": 16, "ICEDANCE": 20}
SHORT, FREE = "QUAL", "FNL"


def rank_segment(unit: Unit, rule_set: str) -> Ranking:
    """One segment: the highest score, then technical score (short) or components (free); what is still equal shares the place."""
    slot = _tie_slot(unit.rsc)

    def part(entry: Entry, group: Group) -> Decimal:
        known = all(marks.given(other.raw.get(slot)) for other in group)
        return -points_of((slot,))(entry) if known else Decimal(0)

    def values(entry: Entry) -> Mapping[str, Any]:
        scored = entry.irm is None and has("mark")(entry)
        return {"total": marks.show_points(points_of(("mark",))(entry))} if scored else {}

    tie = Criterion(f"skating_{slot}", part, lambda entry, _: str(entry.raw.get(slot, "")))
    criteria = (most("points", "mark"), tie, RECORDED)
    return rank_by(unit.entries, criteria, rule_set, irms=IRMS, marked=has("mark"), values=values)


def _tie_slot(rsc: Rsc | None) -> str:
    return "tes" if rsc and rsc.phase == SHORT else "pcs"


def card(asked: Asked) -> Card:
    """The card of a segment: its score, and the part of it that breaks a tie."""
    part = _TES if _tie_slot(asked.rsc) == "tes" else _PCS
    return Card(blanks=(part, Blank(slot="mark", text={"en": "Score", "fr": "Note"}, makes=())))


_TES = Blank(slot="tes", head="TES", text={"en": "Technical score", "fr": "Note technique"}, makes=())
_PCS = Blank(slot="pcs", head="PCS", text={"en": "Components", "fr": "Composantes"}, makes=())


def rank_total(unit: Unit, rule_set: str) -> Ranking:
    """Both segments: who has skated both, then the sum, then the better free skating. Who withdrew from the free has no place."""
    entries = tuple(_out(entry) for entry in unit.entries)
    begun = [entry for entry in entries if entry.irm is None and series.begun(entry)]
    done = series.read_once(begun, lambda entry: sum(map(series.scored, series.parts_of(entry))))
    total = series.read_once(begun, series.total)
    free = series.read_once(begun, _free)

    def values(entry: Entry) -> Mapping[str, Any]:
        if entry.irm is not None or not series.begun(entry):
            return {}
        scored = {part.unit: part.mark for part in series.parts_of(entry) if series.scored(part)}
        return {"total": marks.show_points(total(entry)), "parts": scored}

    criteria = (
        series.more("skating_segments", done),
        series.more("points", total, marks.show_points),
        series.more("skating_free", free, marks.show_points),
        RECORDED,
    )
    return rank_by(entries, criteria, rule_set, irms=IRMS, marked=series.begun, values=values)


def _out(entry: Entry) -> Entry:
    irm = next((part.irm for part in series.parts_of(entry) if part.irm), None)
    return replace(entry, irm=irm) if entry.irm is None and irm else entry


def _free(entry: Entry) -> Decimal:
    found = (part for part in series.parts_of(entry) if part.phase == FREE and series.scored(part))
    return sum((series.points_in(entry, part) for part in found), Decimal(0))


# -- teams -------------------------------------------------------------------------------------------------------------

TEAM_POINTS = 11
"""The first of a segment has ten points, the second nine: eleven less the place."""


Segment = tuple[int, Decimal]
"""What one segment of a team event gave: its points, and the score behind them."""


def segments(entry: Entry) -> tuple[Segment, ...]:
    """All segments that a team has skated, those of an earlier phase too; raises `CannotRank`."""
    found: list[Segment] = []
    for part in series.parts_of(entry):
        if part.number and series.scored(part):
            points = max(TEAM_POINTS - part.rank, 0) if part.rank is not None else 0
            found.append((points, series.points_in(entry, part)))
        elif not part.number:
            carried = part.raw.get("segments", ())
            found.extend((int(points), marks.parse_points(score)) for points, score in carried)
    return tuple(found)


def rank_teams(unit: Unit, rule_set: str) -> Ranking:
    """The most points over all segments; ties by the two best segments in points, then by their scores (ISU 353.5)."""
    entries = unit.entries
    total = series.read_once(entries, lambda entry: sum(points for points, _ in segments(entry)))
    pair = series.read_once(entries, _two_best)
    criteria = (
        series.more("points", total),
        series.more("skating_two_best", lambda entry: pair(entry)[0]),
        series.more("skating_two_scores", lambda entry: pair(entry)[1], marks.show_points),
        RECORDED,
    )
    return rank_by(
        entries,
        criteria,
        rule_set,
        irms=IRMS,
        marked=series.begun,
        values=lambda entry: {
            "total": str(total(entry)),
            "segments": [[points, str(score)] for points, score in segments(entry)],
        },
    )


def _two_best(entry: Entry) -> Segment:
    chosen = sorted(segments(entry), reverse=True)[:2]
    return sum(points for points, _ in chosen), sum((score for _, score in chosen), Decimal(0))


# -- the rule book -----------------------------------------------------------------------------------------------------


def _is_team(rsc: Rsc) -> bool:
    return rsc.event.startswith("TEAM")


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """The short programme, then the free skating, in which both count. A team event: all its segments together, five teams in the end."""

    def kind(phase: Rsc) -> str:
        return "series" if _is_team(event) or phase.phase == FREE else "heats"

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        if phase.phase != SHORT:
            return {}
        return {"total": 5 if _is_team(event) else TO_FREE.get(event.event, 24)}

    ordered = formats.ordered(units, (FREE, SHORT), kind=kind, qualify=qualify)
    short = any(phase.phase.phase == SHORT for phase in ordered)
    return tuple(_carrying(one) if short and one.phase.phase == FREE else one for one in ordered)


def _carrying(phase: PhaseFormat) -> PhaseFormat:
    return replace(phase, carries=(SHORT,))


_SINCE = date(2004, 7, 1)
_SEGMENT, _TOTAL, _TEAM = f"FSK-segment@{_SINCE}", f"FSK-total@{_SINCE}", "FSK-team@2014-02-06"


def _set(name: str, since: date, rank: Any, called: str, covers: Any, card: CardOf = no_card) -> RuleSet:
    return RuleSet(
        id=name,
        effective=since,
        names=(called,),
        covers=lambda rsc: rsc.discipline == "FSK" and bool(rsc.phase) and covers(rsc),
        irms=IRMS,
        source="ISU Special Regulations Figure Skating 353",
        rank=partial(rank, rule_set=name),
        card=card,
    )


RULE_SETS = (
    _set(_TEAM, date(2014, 2, 6), rank_teams, "skating_team", lambda rsc: _is_team(rsc) and not rsc.unit),
    _set(_TOTAL, _SINCE, rank_total, "skating_total", lambda rsc: rsc.phase == FREE and not rsc.unit),
    _set(_SEGMENT, _SINCE, rank_segment, "skating_segment", lambda _: True, card),
)

PHRASES = {
    "skating_tes": {
        "en": "better technical score ({0} against {1})",
        "fr": "meilleure note technique ({0} contre {1})",
        "en_name": "technical score",
        "fr_name": "note technique",
    },
    "skating_pcs": {
        "en": "better programme components ({0} against {1})",
        "fr": "meilleures composantes du programme ({0} contre {1})",
        "en_name": "components",
        "fr_name": "composantes",
    },
    "skating_segments": {
        "en": "more segments skated ({0} against {1})",
        "fr": "plus de segments patinés ({0} contre {1})",
        "en_name": "segments",
        "fr_name": "segments",
        "en_same": "both skated {0} segments",
        "fr_same": "{0} segments chacun",
    },
    "skating_free": {
        "en": "better free skating ({0} against {1})",
        "fr": "meilleur programme libre ({0} contre {1})",
        "en_name": "free skating",
        "fr_name": "programme libre",
    },
    "skating_two_best": {
        "en": "more points in the two best segments ({0} against {1})",
        "fr": "plus de points dans les deux meilleurs segments ({0} contre {1})",
        "en_name": "two best segments",
        "fr_name": "deux meilleurs segments",
    },
    "skating_two_scores": {
        "en": "higher scores in the two best segments ({0} against {1})",
        "fr": "meilleures notes dans les deux meilleurs segments ({0} contre {1})",
        "en_name": "scores of these",
        "fr_name": "notes de ceux-ci",
    },
}

DISCIPLINES = (
    Discipline(
        code="FSK",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda _: "POINTS",
        read_mark=decimal,
    ),
)
