"""Values of one competitor or one unit that contradict each other: splits, sums, numbers of attempts, places and times. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks
from kotinos.sports.plausible import number
from kotinos.sports.plausible_text import Finding

_STRONGEST_WIND = 1000
"""Hundredths of a metre per second: beyond it no meeting goes on."""
_REACTION = (Decimal("-1"), Decimal("1.5"))
"""Seconds: a relay swimmer may leave a little before the touch, and a start may be missed; not more."""
_AT_LEAST_COPIED = 3


def by_itself(rsc: Rsc, slot: str, said: Any) -> Finding | None:
    """A wind, a reaction time or a number of an attempt that cannot be."""
    kind = slot.partition("/")[0]
    if kind == "wind" and abs(marks.parse_wind(said)) > _STRONGEST_WIND:
        return Finding("wind", (str(said),))
    if kind == "attempt" and isinstance(said, Mapping) and said.get("wind"):
        return by_itself(rsc, "wind", said["wind"])
    if kind == "reaction" and not _REACTION[0] <= marks.parse_points(said) <= _REACTION[1]:
        return Finding("reaction", (str(said),))
    return None


def too_many(rsc: Rsc, slot: str) -> Finding | None:
    """An attempt, a dive or a round beyond the last one there is."""
    kind, _, of = slot.partition("/")
    most = _most(rsc, kind)
    return Finding("too_many", (of, str(most))) if most and of.isdigit() and int(of) > most else None


def _most(rsc: Rsc, kind: str) -> int:
    """How many of a kind there are at most in a unit; 0 where nothing is known.

    World Athletics TR26.1 (three attempts and three more), TR39.8 and TR39.9 (three in combined events); World Aquatics DV 4
    (six dives of men, five of women); IWF TCRR 6.4 (three snatches, three clean and jerks).
    """
    match rsc.discipline, kind:
        case "ATH", "attempt":
            return 3 if rsc.event in formats.COMBINED or rsc.phase == "QUAL" else 6
        case "WLF", "attempt":
            return 6
        case "DIV", "dive" | "attempt" | "award" | "dd":
            return 6 if rsc.gender == "M" else 5
        case _:
            return 0


def splits(values: Mapping[str, Any]) -> dict[str, Finding]:
    """Splits of one competitor that do not grow with the distance, by slot; the mark itself, if a split is later.

    Times of single laps are splits too: they stay about the same while the distance grows, and nothing is to be said of them.
    """
    read = ((Decimal(s.partition("/")[2]), number("TIME", value), s) for s, value in values.items() if _is_distance(s))
    points = sorted((distance, time, slot) for distance, time, slot in read if time is not None)
    found: dict[str, Finding] = {}
    if not points or _are_laps(points):
        return found
    before = Decimal(0)
    for distance, time, slot in points:
        if time <= before:
            found[slot] = Finding("splits", (f"{distance:f}", str(values[slot]), f"{before:f}"))
        before = max(before, time)
    mark = number("TIME", values.get("mark", ""))
    if mark is not None and mark < before:
        found["mark"] = Finding("splits", ("finish", str(values["mark"]), f"{before:f}"))
    return found


def _are_laps(points: Sequence[tuple[Decimal, Decimal, str]]) -> bool:
    """Whether the times spread far less than the distances do."""
    times = [time for _, time, _ in points]
    return max(times) * points[0][0] * 10 <= min(times) * points[-1][0] * 7


def _is_distance(slot: str) -> bool:
    kind, _, of = slot.partition("/")
    return kind == "split" and of.replace(".", "", 1).isdigit()


def parts(rsc: Rsc, values: Mapping[str, Any]) -> Finding | None:
    """A mark of gymnastics that is not difficulty and execution less the penalty (FIG Code of Points, 7)."""
    if rsc.discipline != "GAR" or not all(marks.given(values.get(name)) for name in ("mark", "d", "e")):
        return None
    mark, d, e = (marks.parse_points(values[name]) for name in ("mark", "d", "e"))
    less = abs(marks.parse_points(values.get("penalty") or "0"))
    given = d + e - less
    # A bonus may be added (Code of Points 2025, stuck landings), and is not sent by every scoring system.
    return (
        None if Decimal(0) <= mark - given <= Decimal("0.2") else Finding("parts", (str(values["mark"]), f"{given:f}"))
    )


def order(placed: Sequence[tuple[int, Decimal, str]]) -> set[int]:
    """Which of the finishers (place, time, text) contradict another one: a better place with a slower time."""
    found: set[int] = set()
    for at, (place, time, _) in enumerate(placed):
        for other, (their_place, their_time, _) in enumerate(placed):
            if place < their_place and time > their_time:
                found |= {at, other}
    return found


def copied(said: Mapping[str, Any], others: Mapping[Rsc, Sequence[Any]]) -> Rsc | None:
    """The unit that has the same marks as were ``said`` (by competitor), at least three of them."""
    mine = sorted(str(value) for value in said.values() if marks.given(value))
    if len(mine) < _AT_LEAST_COPIED or len(set(mine)) < _AT_LEAST_COPIED:
        return None
    return next((unit for unit, theirs in others.items() if sorted(map(str, theirs)) == mine), None)


def numbered(values: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    """The values of a kind of slot by what follows the stroke, in the order of the field: ``S1``, ``S2`` …"""
    found = {slot.partition("/")[2]: value for slot, value in values.items() if slot.startswith(f"{kind}/")}
    yield from sorted(found.items(), key=lambda one: (len(one[0]), one[0]))
