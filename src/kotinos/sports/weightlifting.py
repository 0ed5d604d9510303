"""Weightlifting: the best snatch and the best clean and jerk together. IWF Technical and Competition Rules and Regulations (TCRR).

The highest total wins. Equal totals: since 2017 who reached it first, before that who was lighter at the weigh-in. Whoever fails
all three attempts of a lift has no total and is not placed.

Slots of a competitor: ``snatch/1`` … ``snatch/3`` and ``clean/1`` … ``clean/3`` (kilograms, with a minus sign where the lift was not
good, ``-`` where it was declined), ``bodyweight`` (kilograms at the weigh-in), ``session`` (1 lifted before 2, where a category is
split) and ``reached`` (who had the total first: 1 before 2), which goes before what the attempts tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, series
from kotinos.sports.discipline import Discipline, Phases
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("NM", "DNF", "DNS", "WD", "DSQ", "DQB")
"""Without a total, did not start, withdrawn, disqualified: listed in this order, without a place."""

LIFTS = ("snatch", "clean")
ATTEMPTS = 3

_KILOGRAMS = re.compile(r"-?[1-9][0-9]{1,2}\Z")
_WHOLE = re.compile(r"[0-9]{1,4}\Z")


class Attempt(msgspec.Struct, frozen=True):
    """One attempt: its number, the weight on the bar, and whether the lift was good."""

    number: int
    kilograms: int
    good: bool


def attempts_of(entry: Entry, lift: str) -> tuple[Attempt, ...]:
    """The attempts of one lift that were taken, in their order. Raises `CannotRank` for a text that is no weight."""
    taken = []
    for number in range(1, ATTEMPTS + 1):
        value = entry.raw.get(f"{lift}/{number}")
        if not marks.given(value):
            continue
        text = str(value)
        if not _KILOGRAMS.match(text):
            raise refuse(entry, f"{lift}/{number} {value!r}; kilograms (150), with a minus sign for no lift (-150)")
        taken.append(Attempt(number, abs(int(text)), not text.startswith("-")))
    return tuple(taken)


def best_of(entry: Entry, lift: str) -> Attempt | None:
    """The heaviest good lift, ``None`` where there is none."""
    good = [attempt for attempt in attempts_of(entry, lift) if attempt.good]
    return max(good, key=lambda attempt: attempt.kilograms) if good else None


def failed(entry: Entry, lift: str) -> bool:
    """Whether all three attempts of a lift were taken, and none was good."""
    taken = attempts_of(entry, lift)
    return len(taken) == ATTEMPTS and not any(attempt.good for attempt in taken)


def total_of(entry: Entry) -> Decimal:
    """The total, from the lifts so far where they are known; a mark that says otherwise is refused. Raises `CannotRank`."""
    mark = entry.raw.get("mark")
    best = [found.kilograms for lift in LIFTS if (found := best_of(entry, lift))]
    try:
        shown = marks.parse_points(mark) if marks.given(mark) else None
    except marks.MarkError as error:
        raise refuse(entry, error) from None
    if shown is not None and len(best) == len(LIFTS) and shown != sum(best):
        raise refuse(entry, f"total {mark}, but its lifts give {sum(best)}")
    return shown if shown is not None else Decimal(sum(best))


def call_order(entry: Entry, attempt: Attempt) -> tuple[int, ...]:
    """When an attempt at the clean and jerk was called, as a sort key (TCRR, order of calling the athletes).

    The lightest bar is lifted first; of equal ones the lower attempt number; then whoever took the attempt before earlier; then
    the lower start number.
    """
    earlier = [one for one in attempts_of(entry, "clean") if one.number < attempt.number]
    called = [number for one in (attempt, *reversed(earlier)) for number in (one.kilograms, one.number)]
    return (*called, entry.order or 0)


def _reached(entry: Entry) -> tuple[int, ...] | None:
    """When the total was complete: with the good clean and jerk that completed it; ``None`` where it cannot be told."""
    best = best_of(entry, "clean")
    return None if best is None else (_count(entry, "session") or 1, *call_order(entry, best))


def _count(entry: Entry, slot: str) -> int | None:
    value = entry.raw.get(slot)
    if not marks.given(value):
        return None
    if not _WHOLE.match(str(value)):
        raise refuse(entry, f"{slot} {value!r}; a whole number, 1 before 2")
    return int(str(value))


def _first_to_reach() -> Criterion:
    def key(entry: Entry, group: Group) -> Any:
        recorded = {other.id: _count(other, "reached") for other in group}
        if all(recorded.values()):
            return (recorded[entry.id],)
        lifted = {other.id: _reached(other) for other in group}
        return lifted[entry.id] if all(lifted.values()) else ()

    def show(entry: Entry, group: Group) -> str:
        best = best_of(entry, "clean")
        return f"{best.kilograms} kg" if best and key(entry, group) else ""

    return Criterion("wlf_first", key, show)


def bodyweight_of(entry: Entry) -> Decimal | None:
    """The bodyweight at the weigh-in in kilograms; ``None`` where it is not known. Raises `CannotRank`."""
    value = entry.raw.get("bodyweight")
    if not marks.given(value):
        return None
    try:
        return marks.parse_points(value)
    except marks.MarkError:
        raise refuse(entry, f"bodyweight {value!r}; kilograms (60.95)") from None


FIRST = _first_to_reach()
LIGHTER = series.where_all_known("wlf_bodyweight", bodyweight_of, marks.show_points)


def rank_total(unit: Unit, tie: Sequence[Criterion], rule_set: str) -> Ranking:
    """Rank a category by the total, then by ``tie``. While it is on, a snatch alone counts as far as it goes."""
    entries = tuple(_out(entry) for entry in unit.entries)
    totals = series.read_once([entry for entry in entries if entry.irm is None], total_of)
    return rank_by(
        entries,
        (series.more("weight", totals, marks.show_points), *tie, RECORDED),
        rule_set,
        irms=IRMS,
        marked=lambda entry: totals(entry) > 0,
        values=_values,
    )


def _out(entry: Entry) -> Entry:
    """Three failed attempts at a lift leave no total (TCRR): the athlete did not finish."""
    out = entry.irm is None and any(failed(entry, lift) for lift in LIFTS)
    return replace(entry, irm="DNF") if out else entry


def _values(entry: Entry) -> dict[str, Any]:
    best = {lift: found.kilograms for lift in LIFTS if (found := best_of(entry, lift))}
    values: dict[str, Any] = dict(best)
    if len(best) == len(LIFTS):
        values["total"] = str(sum(best.values()))
    return values


def kilograms(_: Rsc, text: str) -> str:
    """A mark in whole kilograms; raises `marks.MarkError`."""
    if not re.fullmatch(r"[1-9][0-9]{1,2}", text):
        raise marks.MarkError(f"weight {text!r}: whole kilograms (310)")
    return text


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """One phase: everybody of a category lifts for the same places, also where it is split into groups."""
    kind = "final" if len(units) == 1 else "heats"
    return formats.ordered(units, kind=lambda _: kind)


def _set(since: date, source: str, *tie: Criterion) -> RuleSet:
    rule_set = f"WLF-total@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("weightlifting",),
        covers=lambda rsc: rsc.discipline == "WLF",
        irms=IRMS,
        source=source,
        rank=partial(rank_total, tie=tie, rule_set=rule_set),
    )


RULE_SETS = (
    _set(
        date(1973, 1, 1), "IWF TCRR until 2016: the lighter athlete, then who reached the total first", LIGHTER, FIRST
    ),
    _set(date(2017, 1, 1), "IWF TCRR since 2017: who reached the total first", FIRST),
)

PHRASES = {
    "wlf_first": {
        "en": "reached the total first ({0} in the clean and jerk, then {1})",
        "fr": "a atteint le total en premier ({0} à l’épaulé-jeté, puis {1})",
        "en_name": "when the total was reached",
        "fr_name": "moment du total",
    },
    "wlf_bodyweight": {
        "en": "lighter at the weigh-in ({0} kg against {1} kg)",
        "fr": "plus léger à la pesée ({0} kg contre {1} kg)",
        "en_name": "bodyweight",
        "fr_name": "poids de corps",
        "en_same": "both weighed {0} kg",
        "fr_same": "{0} kg à la pesée pour les deux",
    },
}

DISCIPLINES = (
    Discipline(
        code="WLF",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda _: "WEIGHT",
        read_mark=kilograms,
    ),
)
