"""Modern pentathlon: points of every discipline added up. UIPM Competition Rules, scoring and final classification.

The fencing ranking round counts in the semifinal and again in the final; the best nine of each semifinal go through. The laser run
starts by handicap, so that who is first over the line is first overall: equal totals go by the order of the finish.

Slot of a competitor in a laser run: ``place``, the order over the line. Fact of a unit or plan: ``swim_step``, hundredths of a
second for one point of swimming where a competition counts otherwise than in 50.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, progression, series
from kotinos.sports.discipline import Discipline, Phases
from kotinos.sports.generic import TIME, has, most, refuse, rule
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("DNF", "EL", "DNS", "WD", "DSQ", "DQB")
"""Did not finish, eliminated, did not start, withdrawn, disqualified. In one discipline all but the disqualifications are zero points."""

OUT = ("DSQ", "DQB")
"""What ends the whole competition for an athlete."""

PAR: marks.T4 = 150 * marks.SECOND
PAR_POINTS = 250
SWIM_STEP = 50
"""200 m in 2:30.00 give 250 points; every 0.50 s that was begun is one more, every 0.50 s that was completed one less."""

THROUGH = 9
"""Who leaves each semifinal for the final."""


def swimming_points(t4: marks.T4, step: int = SWIM_STEP) -> int:
    """Points of 200 m freestyle: 2:30.00 is 250, one point for each ``step`` hundredths of a second."""
    return max(0, PAR_POINTS - (t4 - PAR) // (step * marks.HUNDREDTH))


def is_swim(part: series.Part) -> bool:
    """Whether a unit is a heat of swimming (``FNL-0001SW02``)."""
    return part.number[4:6] == "SW"


def is_laser_run(part: series.Part) -> bool:
    """Whether a unit is the laser run (``FNL-0001LR``)."""
    return part.number[4:6] == "LR"


def points_in(entry: Entry, part: series.Part, step: int = SWIM_STEP) -> Decimal:
    """What one discipline gave: its points, those of the time swum, none for a mark of invalidity alone. Raises `CannotRank`."""
    mark = part.raw.get("mark", part.mark)
    if not marks.given(mark) or str(mark) == part.irm:
        return Decimal(0)
    try:
        if is_swim(part):
            return Decimal(0) if part.irm else Decimal(swimming_points(marks.parse_time(mark), step))
        return marks.parse_points(mark)
    except marks.MarkError as error:
        raise refuse(entry, f"{part.unit}: {error}") from None


def _step(unit: Unit) -> int:
    value = unit.facts.get("swim_step", SWIM_STEP)
    if not str(value).isdigit() or int(value) == 0:
        raise CannotRank(f"{unit.id}: swim_step {value!r}; hundredths of a second for one point (50)")
    return int(value)


def rank_total(unit: Unit, rule_set: str) -> Ranking:
    """Rank a final, or semifinals A and B together: by the place in each, then by the points. Raises `CannotRank`."""
    step = _step(unit)
    entries = tuple(_out(entry) for entry in unit.entries)
    running = [entry for entry in entries if entry.irm is None]
    totals = series.read_once(
        running, lambda entry: sum((points_in(entry, part, step) for part in series.parts_of(entry)), Decimal(0))
    )
    by_points = (series.more("points", totals, marks.show_points), _ahead_at_the_finish(), RECORDED)

    def ranked(part: Unit, *before: Criterion) -> Ranking:
        criteria = (*before, *by_points)
        values = partial(_values, step=step)
        return rank_by(part.entries, criteria, rule_set, irms=IRMS, marked=_begun, values=values)

    whole = replace(unit, entries=entries)
    if len(progression.by_heat(whole)) < 2:
        return ranked(whole)
    places = progression.places_by_heat(whole, ranked)
    return ranked(whole, series.fewer("mpn_semifinal", lambda entry: places[entry.id]))


def _out(entry: Entry) -> Entry:
    """A disqualification in one discipline is one from the competition."""
    found = next((part.irm for part in series.parts_of(entry) if part.irm in OUT), None)
    return replace(entry, irm=found) if found and entry.irm is None else entry


def _begun(entry: Entry) -> bool:
    return any(part.irm or marks.given(part.mark) for part in series.parts_of(entry))


def _values(entry: Entry, step: int) -> Mapping[str, Any]:
    parts = {part.unit: points_in(entry, part, step) for part in series.parts_of(entry)}
    shown = {unit: marks.show_points(points) for unit, points in parts.items()}
    return {"total": marks.show_points(sum(parts.values(), Decimal(0))), "parts": shown}


def _ahead_at_the_finish() -> Criterion:
    """``place`` in the laser run, between those who ran in the same one."""

    def place(entry: Entry) -> int | None:
        given = next((part.raw.get("place") for part in series.parts_of(entry) if is_laser_run(part)), None)
        if not marks.given(given):
            return None
        if not str(given).isdigit():
            raise refuse(entry, f"place {given!r}; the order over the line, 1 for the first")
        return int(str(given))

    def key(entry: Entry, group: Group) -> int:
        apart = len({other.group for other in group}) > 1 or any(place(other) is None for other in group)
        return 0 if apart else place(entry) or 0

    return Criterion("finish", key, lambda entry, group: str(key(entry, group) or ""))


def handicaps(totals: Mapping[str, Decimal]) -> dict[str, int]:
    """Seconds after the leader at which each athlete starts the laser run: one for each point behind, in the order of the start."""
    if not totals:
        return {}
    best = max(totals.values())
    behind = {who: int(best - points) for who, points in totals.items()}
    return dict(sorted(behind.items(), key=lambda one: (one[1], one[0])))


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Ranking round, semifinals A and B, final; the ranking round counts in both of them."""
    made = formats.ordered(
        units,
        kind=lambda phase: "heats" if phase.phase == "RANK" else "series",
        qualify=lambda phase: {"place": THROUGH} if phase.phase == "SFNL" else {},
    )
    return tuple(replace(one, carries=("RANK",)) if one.kind == "series" else one for one in made)


def mark_type(unit: Rsc) -> str:
    """Swimming is a time, everything else is points."""
    return "TIME" if _swims(unit) else "POINTS"


def read_mark(unit: Rsc, text: str) -> str:
    """A time or points; raises `marks.MarkError`."""
    if _swims(unit):
        return marks.checked_time(text)
    marks.parse_points(text)
    return text


def _swims(unit: Rsc) -> bool:
    return unit[30:32] == "SW"


_SINCE = date(2009, 1, 1)
_TOTAL, _TIME, _POINTS = (f"MPN-{name}@{_SINCE}" for name in ("total", "swimming", "points"))


def _set(rule_set: str, name: str, covers: Any, rank: Any) -> RuleSet:
    return RuleSet(
        id=rule_set,
        effective=_SINCE,
        names=(name,),
        covers=lambda rsc: rsc.discipline == "MPN" and covers(rsc),
        irms=IRMS,
        source="UIPM Competition Rules, scoring and final classification",
        rank=rank,
    )


RULE_SETS = (
    _set(
        _TOTAL,
        "modern_pentathlon_total",
        lambda rsc: not rsc.unit and rsc.phase != "RANK",
        partial(rank_total, rule_set=_TOTAL),
    ),
    _set(_TIME, "modern_pentathlon_swimming", _swims, rule(_TIME, (TIME, FINISH), has("t4", "mark"), IRMS)),
    _set(
        _POINTS,
        "modern_pentathlon_unit",
        lambda _: True,
        rule(
            _POINTS,
            (most("points", "mark"), FINISH),
            has("mark"),
            IRMS,
            values=lambda entry: {"total": entry.raw["mark"]} if marks.given(entry.raw.get("mark")) else {},
        ),
    ),
)

PHRASES = {
    "mpn_semifinal": {
        "en": "better place in the semifinal ({0} against {1})",
        "fr": "mieux placé en demi-finale ({0} contre {1})",
        "en_name": "place in the semifinal",
        "fr_name": "place en demi-finale",
        "en_same": "both placed {0} in their semifinals",
        "fr_same": "{0}e chacun de sa demi-finale",
    },
}

DISCIPLINES = (
    Discipline(
        code="MPN",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=mark_type,
        read_mark=read_mark,
    ),
)
