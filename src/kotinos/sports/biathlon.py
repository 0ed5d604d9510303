"""Biathlon: ski time and what the shooting costs. IBU Event and Competition Rules 1.3, 3.1, 11.

In an individual every miss adds time: a minute, or 45 seconds in a short one (unit fact ``penalty_seconds``). Elsewhere a miss is a
penalty loop, skied, and already in the time. Slots: ``shooting/1`` … the misses of each stage; ``ski`` the time on skis of an individual,
to which the penalties are added where the timekeepers gave no ``mark``; ``place`` where the line decided between equal times.
In a pursuit the mark is the time since the first one started. Who is lapped leaves the course and has no place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import formats, marks
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, has_time, refuse, time_of
from kotinos.sports.ranking import CannotRank, Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("LAP", "DNF", "DNS", "DSQ", "DQB")
PENALTY_SECONDS = 60
TARGETS = 5


def misses(entry: Entry) -> tuple[int, ...]:
    """The misses of each stage of shooting, in order; raises `CannotRank` for anything but 0 to 5 (a relay's loops too)."""
    found: list[tuple[int, int]] = []
    for slot, value in entry.raw.items():
        kind, _, number = slot.partition("/")
        if kind == "shooting" and marks.given(value):
            text = str(value)
            if not number.isdigit() or not text.isascii() or not text.isdigit() or int(text) > TARGETS:
                raise refuse(entry, f"{slot} {value!r}; the misses of one stage, 0 to {TARGETS} (shooting/1)")
            found.append((int(number), int(text)))
    return tuple(missed for _, missed in sorted(found))


def with_penalties(entry: Entry, seconds: int) -> Entry:
    """The entry with its total as mark: ``ski`` plus so many seconds for every miss, where no mark was given."""
    if marks.given(entry.raw.get("mark")) or entry.raw.get("t4") is not None or not marks.given(entry.raw.get("ski")):
        return entry
    try:
        total = marks.parse_time(entry.raw["ski"]) + seconds * marks.SECOND * sum(misses(entry))
    except marks.MarkError as error:
        raise refuse(entry, f"ski: {error}") from None
    return replace(entry, raw={**entry.raw, "mark": marks.show_time(total, 1)})


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race: the least time, then the place at the line where it decides; equal times share the place otherwise."""
    seconds = unit.facts.get("penalty_seconds", PENALTY_SECONDS)
    if not str(seconds).isdigit():
        raise CannotRank(f"{unit.id}: penalty_seconds {seconds!r}; whole seconds for a miss (60)")
    entries = tuple(with_penalties(entry, int(seconds)) for entry in unit.entries)

    def values(entry: Entry) -> Mapping[str, Any]:
        if entry.irm is not None or not has_time(entry):
            return {}
        shots = misses(entry)
        return {"t4": time_of(entry), **({"misses": "+".join(map(str, shots))} if shots else {})}

    return rank_by(entries, (TIME, FINISH, RECORDED), rule_set, irms=IRMS, marked=has_time, values=values)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """One race, which is the final."""
    return formats.ordered(units)


_RACE = "BTH-race@1960-02-21"

DISCIPLINES = (
    Discipline(
        code="BTH",
        rule_sets=(
            RuleSet(
                id=_RACE,
                effective=date(1960, 2, 21),
                names=("biathlon_race",),
                covers=lambda rsc: rsc.discipline == "BTH" and rsc.level >= Level.PHASE,
                irms=IRMS,
                source="IBU Event and Competition Rules 1.3, 11",
                rank=partial(rank_race, rule_set=_RACE),
            ),
        ),
        phases=phases,
        mark_type=lambda _: "TIME",
        read_mark=time,
        columns=lambda _: ("splits",),
    ),
)
