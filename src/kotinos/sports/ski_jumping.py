"""Ski jumping and nordic combined: points of jumps, and a race that starts by them. FIS ICR 431 to 454 (jumping), 5xx (combined).

Jumping: fifty start, the best thirty of the first round jump again, both count; equal totals share the place. A team's mark is what its
jumpers have together; the best eight go on. Nordic combined: the jump (phase ``SJP``) gives the start order of the race (phase ``FNL``),
which whoever comes in first wins. Slots of a jump: see `kotinos.sports.jump_points`; ``mark`` where the total is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, formats, handicap, jump_points, marks, series
from kotinos.sports.cards import Asked, Card, CardOf, no_card
from kotinos.sports.discipline import Discipline, Phases, decimal, time
from kotinos.sports.generic import TIME, has, has_time, most, points_of, time_of
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNS", "DSQ", "DQB")
RACE_IRMS = ("LAP", "DNF", *IRMS)
SECONDS_A_POINT = {"": Fraction(4), "2": Fraction(2), "4": Fraction(4, 3)}
"""By the size of a team: 15 points a minute for one athlete, 30 for a pair, 45 for four."""


def rank_jumps(unit: Unit, rule_set: str) -> Ranking:
    """One round: the most points, given as mark or computed from distance, style, wind and gate."""
    hill = jump_points.hill_of(unit)
    entries = tuple(_scored(entry, hill) for entry in unit.entries)

    def values(entry: Entry) -> Mapping[str, Any]:
        marked = entry.irm is None and has("mark")(entry)
        return {"total": marks.show_points(points_of(("mark",))(entry))} if marked else {}

    criteria = (most("points", "mark"), RECORDED)
    return rank_by(entries, criteria, rule_set, irms=IRMS, marked=has("mark"), values=values)


def _scored(entry: Entry, hill: jump_points.Hill | None) -> Entry:
    if hill is None or marks.given(entry.raw.get("mark")):
        return entry
    points = jump_points.points_of(entry, hill)
    return entry if points is None else replace(entry, raw={**entry.raw, "mark": str(points)})


def rank_rounds(unit: Unit, rule_set: str) -> Ranking:
    """Both rounds together. Who did not jump again, or was disqualified there, keeps the points of the first round."""
    entries = tuple(_kept(entry) for entry in unit.entries)
    begun = [entry for entry in entries if entry.irm is None and series.begun(entry)]
    again = series.read_once(begun, lambda entry: sum(_over(part) for part in series.parts_of(entry)))
    total = series.read_once(begun, series.total)

    def values(entry: Entry) -> Mapping[str, Any]:
        if entry.irm is not None or not series.begun(entry):
            return {}
        jumped = {part.unit: part.mark for part in series.parts_of(entry) if series.scored(part)}
        return {"total": marks.show_points(total(entry)), "parts": jumped}

    criteria = (
        series.more("jump_rounds", again),
        series.more("points", total, marks.show_points),
        RECORDED,
    )
    return rank_by(entries, criteria, rule_set, irms=IRMS, marked=series.begun, values=values)


def _kept(entry: Entry) -> Entry:
    parts = series.parts_of(entry)
    if entry.irm is not None or not parts or parts[0].irm is None:
        return entry
    return replace(entry, irm=parts[0].irm)


def _over(part: series.Part) -> bool:
    return part.irm is not None or series.scored(part)


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """The race of nordic combined: in the order of arrival, the time since the first start; the photo tells equal ones apart."""
    return arrivals.rank_arrivals(
        unit,
        rule_set,
        (TIME, arrivals.KNOWN_PLACE),
        has_time,
        irms=RACE_IRMS,
        kept=("LAP",),
        values=lambda entry: {"t4": time_of(entry)},
    )


def race_starts(jumps: Ranking, event: Rsc) -> Mapping[str, int]:
    """Seconds after the first in the race, from the ranking of the jumps; a team event has its size at the end of its code."""
    size = event.event[-1] if "TEAM" in event.event and event.event[-1] in "24" else ""
    return handicap.from_points(jumps, SECONDS_A_POINT[size])


def jumping_phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Fifty of the qualification; then two rounds, the second for the best thirty, or for eight teams."""

    def kind(phase: Rsc) -> str:
        return "series" if sum(unit.at(Level.PHASE) == phase for unit in units) > 1 else "final"

    return formats.ordered(
        units,
        ("FNL", "QUAL"),
        kind=lambda phase: "heats" if phase.phase == "QUAL" else kind(phase),
        qualify=lambda phase: {"total": 50} if phase.phase == "QUAL" else {},
    )


SECOND_ROUND, SECOND_ROUND_TEAMS = 30, 8


def second_round(first: Ranking, *, teams: bool = False) -> tuple[str, ...]:
    """Who jumps again, and in which order: the best thirty (eight teams), the leader last; all who share the last such place."""
    most_places = SECOND_ROUND_TEAMS if teams else SECOND_ROUND
    through = [row.id for row in first.rows if row.rank is not None and row.rank <= most_places]
    return tuple(reversed(through))


def combined_phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The race after the jump."""
    return formats.ordered(units, ("FNL", "SJP"), kind=lambda phase: "final" if phase.phase == "FNL" else "heats")


def _set(
    family: str,
    since: date,
    source: str,
    irms: tuple[str, ...],
    covers: Callable[[Rsc], bool],
    rank: Any,
    name: str,
    card: CardOf = no_card,
) -> RuleSet:
    rule_set = f"{family}@{since}"
    rank = partial(rank, rule_set=rule_set)
    return RuleSet(
        id=rule_set, effective=since, names=(name,), covers=covers, irms=irms, source=source, rank=rank, card=card
    )


def _jump_card(_: Asked) -> Card:
    return jump_points.CARD


_JUMPING = "FIS ICR 4xx (ski jumping): 431, 432, 433, 452"
_COMBINED = "FIS ICR 5xx (nordic combined): 523, 525"
_SINCE, _GUNDERSEN = date(1924, 2, 4), date(1988, 2, 28)


def _is_total(rsc: Rsc) -> bool:
    return rsc.discipline == "SJP" and rsc.phase == "FNL" and not rsc.unit


RULE_SETS = (
    _set("SJP-rounds", _SINCE, _JUMPING, IRMS, _is_total, rank_rounds, "jump_rounds"),
    _set(
        "SJP-jump", _SINCE, _JUMPING, IRMS, lambda rsc: rsc.discipline == "SJP", rank_jumps, "jump_points", _jump_card
    ),
    _set(
        "NCB-jump",
        _SINCE,
        _COMBINED,
        IRMS,
        lambda rsc: rsc.discipline == "NCB" and rsc.phase == "SJP",
        rank_jumps,
        "combined_jump",
        _jump_card,
    ),
    _set("NCB-race", _GUNDERSEN, _COMBINED, RACE_IRMS, lambda rsc: rsc.discipline == "NCB", rank_race, "gundersen"),
)

PHRASES = {
    **arrivals.PHRASES,
    "jump_rounds": {
        "en": "jumped in the final round",
        "fr": "a sauté dans la manche finale",
        "en_name": "rounds",
        "fr_name": "manches",
        "en_same": "both jumped in {0} rounds",
        "fr_same": "{0} manches chacun",
    },
}


def _is_jump(rsc: Rsc) -> bool:
    return rsc.discipline == "SJP" or rsc.phase == "SJP"


DISCIPLINES = tuple(
    Discipline(
        code=code,
        rule_sets=tuple(one for one in RULE_SETS if one.id.startswith(code)),
        phrases=PHRASES,
        phases=run,
        mark_type=lambda rsc: "POINTS" if _is_jump(rsc) else "TIME",
        read_mark=lambda rsc, text: decimal(rsc, text) if _is_jump(rsc) else time(rsc, text),
        columns=lambda rsc: ("distance",) if _is_jump(rsc) else ("splits",),
    )
    for code, run in (("SJP", jumping_phases), ("NCB", combined_phases))
)
