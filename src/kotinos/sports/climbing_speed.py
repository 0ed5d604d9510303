"""Speed climbing: two races of seeding, elimination heats, then two by two to the finals. IFSC Rules, speed; qualification of Paris 2024.

A mark is a time. Who falls (``Fall``) or starts too early (``FS``) loses the race. Eight go on from the elimination heats: their
winners and, as lucky losers, the fastest of those who lost. Everybody counts by the best time of seeding and elimination, equal
ones by the next best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import arrivals, formats, marks, series, tournaments
from kotinos.sports.discipline import Phases
from kotinos.sports.generic import TIME, has_time, refuse, show_time_of, time_of, won_and_lost
from kotinos.sports.outcome import EventResults, PhaseResult
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

EVENT = "SPEED"
IRMS = ("Fall", "FS", "DNF", "DNS", "DSQ")
LOST = ("Fall", "FS", "DNF")
"""Marks of invalidity that lose a race and leave the loser in it."""
QUARTER_FINALISTS = 8

Times = tuple[marks.T4, ...]


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """A race of two; or the seeding, in which everybody climbs both lanes and the better time counts."""
    if unit.rsc is not None and unit.rsc.phase == "QUAL" and len(unit.entries) > 2:
        return rank_by(unit.entries, (TIME, RECORDED), rule_set, irms=IRMS, marked=has_time)
    return won_and_lost(arrivals.rank_arrivals(unit, rule_set, (TIME,), has_time, irms=IRMS, kept=LOST))


def times_of(entry: Entry) -> Times:
    """The valid times of seeding and elimination, the best first; raises `CannotRank`."""
    parts = [part for part in series.parts_of(entry) if series.scored(part)]
    try:
        return tuple(sorted(marks.parse_time(part.mark) for part in parts))
    except marks.MarkError as error:
        raise refuse(entry, error) from None


def is_heat(part: series.Part) -> bool:
    """Whether a part is an elimination heat (``0002EL01``)."""
    return "EL" in part.number


def go_on(entries: Sequence[Entry]) -> frozenset[str]:
    """Who goes on from the elimination heats: their winners, then the fastest losers; nobody before all heats are decided."""
    heats: dict[str, list[tuple[Entry, series.Part]]] = {}
    for entry in entries:
        for part in filter(is_heat, series.parts_of(entry)):
            heats.setdefault(part.unit, []).append((entry, part))
    decided = all(part.rank is not None or part.irm for heat in heats.values() for _, part in heat)
    if not heats or not decided:
        return frozenset()
    winners = {entry.id for heat in heats.values() for entry, part in heat if part.rank == 1}
    losers = [entry for heat in heats.values() for entry, part in heat if part.rank != 1 and part.irm not in _OUT]
    fastest = sorted((entry for entry in losers if times_of(entry)), key=lambda entry: (times_of(entry), entry.id))
    return frozenset(winners | {entry.id for entry in fastest[: max(QUARTER_FINALISTS - len(winners), 0)]})


_OUT = ("DNS", "DSQ")


def rank_qualification(unit: Unit, rule_set: str) -> Ranking:
    """Seeding and elimination together: who goes on before who does not, each of both by their times."""
    entries = tuple(_without_time(entry) for entry in unit.entries)
    on = go_on(unit.entries)
    times = {entry.id: times_of(entry) for entry in entries}

    def shown(at: int) -> Criterion:
        def key(entry: Entry, _: Group) -> tuple[bool, marks.T4]:
            own = times[entry.id]
            return (len(own) <= at, own[at] if len(own) > at else 0)

        def show(entry: Entry, _: Group) -> str:
            own = times[entry.id]
            return marks.show_time(own[at]) if len(own) > at else "–"

        return Criterion("time" if at == 0 else "speed_next_time", key, show)

    through = Criterion("speed_through", lambda entry, _: entry.id not in on, lambda entry, _: "")
    return rank_by(
        entries,
        (through, shown(0), shown(1), RECORDED),
        rule_set,
        irms=IRMS,
        marked=lambda entry: bool(times[entry.id]),
        values=lambda entry: {"total": marks.show_time(times[entry.id][0])} if times[entry.id] else {},
    )


def _without_time(entry: Entry) -> Entry:
    """Who has no valid time has the last mark of invalidity."""
    found = [part.irm for part in series.parts_of(entry) if part.irm]
    disqualified = next((irm for irm in found if irm == "DSQ"), None)
    irm = disqualified or (found[-1] if found and not times_of(entry) else None)
    return replace(entry, irm=entry.irm or irm)


def quarter_finals(qualified: Ranking) -> tuple[tuple[str, str], ...]:
    """Who meets in the quarter-finals, by the rank of everybody's times: 1 and 8, 4 and 5, 2 and 7, 3 and 6.

    Raises ``ValueError`` where there are not eight who go on.
    """
    through = [row for row in qualified.rows if row.qual == "Q"]
    if len(through) != QUARTER_FINALISTS:
        raise ValueError(f"{len(through)} go on; the quarter-finals have {QUARTER_FINALISTS}")
    seeds = [row.id for row in through]
    return tuple((seeds[high - 1], seeds[low - 1]) for high, low in ((1, 8), (4, 5), (2, 7), (3, 6)))


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Qualification (seeding and elimination), quarter-finals, semi-finals, small and big final."""

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        if phase.phase == "FNL":
            return {}
        return {"total": QUARTER_FINALISTS} if phase.phase == "QUAL" else {"place": 1}

    return formats.ordered(units, kind=_kind, qualify=qualify)


def _kind(phase: Rsc) -> str:
    return {"FNL": "final", "QUAL": "series"}.get(phase.phase, "heats")


def _loser_time(entry: Entry, _: Group) -> tuple[bool, marks.T4]:
    return (not has_time(entry), time_of(entry) if has_time(entry) else 0)


LOSER_TIME = Criterion("time", _loser_time, lambda entry, group: show_time_of(entry, group) if has_time(entry) else "–")
"""Who went out in the same round stand by their times in it."""


def event(results: EventResults) -> Ranking | None:
    """By the round that everybody reached, there by time."""

    def apart(phase: PhaseResult) -> Iterator[Ranking]:
        if phase.kind == "heats":
            return tournaments.went_out(phase, (LOSER_TIME,))
        return tournaments.finals_apart(phase)

    return tournaments.by_stages(results, apart)


_SINCE = date(2018, 1, 1)
_RACE, _QUALIFICATION = f"CLB-speed@{_SINCE}", f"CLB-speed-qualification@{_SINCE}"


def _is_speed(rsc: Rsc) -> bool:
    return rsc.discipline == "CLB" and rsc.event == EVENT


RULE_SETS = (
    RuleSet(
        id=_QUALIFICATION,
        effective=_SINCE,
        names=("climbing_speed_qualification",),
        covers=lambda rsc: _is_speed(rsc) and rsc.phase == "QUAL" and not rsc.unit,
        irms=IRMS,
        source="IFSC Rules, speed: qualification by best time; elimination heats and lucky losers of Paris 2024",
        rank=partial(rank_qualification, rule_set=_QUALIFICATION),
    ),
    RuleSet(
        id=_RACE,
        effective=_SINCE,
        names=("climbing_speed",),
        covers=_is_speed,
        irms=IRMS,
        source="IFSC Rules, speed: the faster wins, a fall or a false start loses",
        rank=partial(rank_race, rule_set=_RACE),
    ),
)

PHRASES = {
    "speed_through": {
        "en": "went on: won the elimination heat or was among the fastest losers",
        "fr": "qualifié\N{NO-BREAK SPACE}: vainqueur de sa série éliminatoire ou parmi les perdants les plus rapides",
        "en_name": "elimination",
        "fr_name": "élimination",
    },
    "speed_next_time": {
        "en": "faster second time ({0} against {1})",
        "fr": "deuxième temps plus rapide ({0} contre {1})",
        "en_name": "second time",
        "fr_name": "deuxième temps",
    },
}
