"""Rules that many sports share: the fastest, the farthest, the most points, the fewest. Ties stand unless a decision is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import FINISH, RECORDED

IRMS = (
    *(
        "NM",
        "NH",
        "NR",
        "NC",
        "NT",
        "NO_TIME",
        "REL",
        "LAP",
        "OVL",
        "DNF",
        "RET",
        "RT",
        "AB",
        "INJ",
        "TO",
        "EL",
        "FS",
        "FALL",
        "Fall",
    ),
    *("DSQ", "DQ", "DQB", "BUW", "UFD", "BFD", "EXC", "DNE", "DNC", "DNS", "NS", "WDR", "WD", "SCR", "W/O"),
)
"""The marks of invalidity that sports use, in the order in which they are listed below the ranked."""

_POINTS = ("mark", "points", "total")
_PARTS = ("rounds", "scores", "parts")

_NO_VALUES: Mapping[str, Any] = {}

_WITHOUT_TIME: dict[Any, marks.T4] = {"FLT": 10**12, "LAP": 10**12 + 1, "RAL": 10**12 + 2}
"""After every time: who missed a gate of kayak cross, was lapped, or was ranked as last has a place but no time (ICF, UCI, FIS)."""


def refuse(entry: Entry, reason: object) -> CannotRank:
    """The error for one entry, with what is wrong."""
    return CannotRank(f"entry {entry.n} ({entry.id}): {reason}")


def first_given(entry: Entry, names: Sequence[str]) -> Any:
    """The first of ``names`` that the entry has a mark under; ``None`` where it has none."""
    raw = entry.raw
    for name in names:
        value = raw.get(name)
        if value is not None and marks.given(value):
            return value
    return None


def has(*names: str) -> Callable[[Entry], bool]:
    """Whether an entry has a mark under one of ``names``."""
    return lambda entry: first_given(entry, names) is not None


def time_of(entry: Entry) -> marks.T4:
    """The time in 0.0001 s: ``t4`` where a device gave it, else the mark that was shown. Raises `CannotRank`.

    A ``t4`` and a ``mark`` that do not belong together are refused: one of the two was mistyped.
    """
    mark, exact = entry.raw.get("mark"), entry.raw.get("t4")
    try:
        return _time_of(mark, exact)
    except ValueError as error:
        raise refuse(entry, error) from None


@lru_cache(maxsize=65536)
def _time_of(mark: Any, exact: Any) -> marks.T4:
    word = str(mark).partition(" ")[0]
    if word in _WITHOUT_TIME:
        return _WITHOUT_TIME[word]
    shown = marks.parse_time(mark) if marks.given(mark) else None
    if exact is None:
        if shown is None:
            raise marks.MarkError("no time")
        return shown
    t4 = int(str(exact))
    if shown is not None and abs(shown - t4) >= _unit(str(mark)):
        raise marks.MarkError(f"mark {mark} and t4 {exact} are not the same time")
    return t4


def _unit(mark: str) -> marks.T4:
    """The unit a time is shown in: 0.01 s for ``9.79``, 1 s for ``2:06:26``."""
    _, _, decimals = mark.replace(",", ".").partition(".")
    return marks.SECOND // int(10 ** min(len(decimals.rstrip("h ")), 4))


def show_time_of(entry: Entry, _: Group) -> str:
    t4 = time_of(entry)
    if t4 >= _WITHOUT_TIME["FLT"]:
        return str(entry.raw["mark"])
    return marks.show_time(t4, 0 if t4 % marks.SECOND == 0 and t4 > 36_000_000 else 2)


def times_of(unit: Unit) -> dict[str, marks.T4]:
    """The times of all who have one and no IRM, by entry id: each is read once, however often it is compared."""
    return {entry.id: time_of(entry) for entry in unit.entries if entry.irm is None and has_time(entry)}


def has_time(entry: Entry) -> bool:
    """Whether there is a time at all."""
    raw = entry.raw
    return raw.get("t4") is not None or marks.given(raw.get("mark"))


def rank_times(
    unit: Unit, times: Mapping[str, marks.T4], criteria: Sequence[Criterion], rule_set: str, irms: Sequence[str]
) -> Ranking:
    """Rank a unit whose times have been read; each row gets its ``t4``."""
    values = {who: {"t4": t4} for who, t4 in times.items()}
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=irms,
        marked=lambda entry: entry.id in times,
        values=lambda entry: values.get(entry.id, _NO_VALUES),
    )


def points_of(names: Sequence[str]) -> Callable[[Entry], Decimal]:
    """Reads points from the first of ``names`` that is given."""

    def read(entry: Entry) -> Decimal:
        try:
            return marks.parse_points(first_given(entry, names))
        except marks.MarkError as error:
            raise refuse(entry, error) from None

    return read


def distance_of(entry: Entry) -> marks.Millimetres:
    """The mark in millimetres. Raises `CannotRank`."""
    try:
        return marks.parse_distance(entry.raw.get("mark"))
    except marks.MarkError as error:
        raise refuse(entry, error) from None


def most(code: str, *names: str) -> Criterion:
    """More is better."""
    read = points_of(names)
    return Criterion(code, lambda entry, _: -read(entry), lambda entry, _: marks.show_points(read(entry)))


def fewest(code: str, *names: str) -> Criterion:
    """Less is better."""
    read = points_of(names)
    return Criterion(code, lambda entry, _: read(entry), lambda entry, _: marks.show_points(read(entry)))


TIME = Criterion("time", lambda entry, _: time_of(entry), show_time_of)
DISTANCE = Criterion(
    "distance", lambda entry, _: -distance_of(entry), lambda entry, _: marks.show_distance(distance_of(entry))
)


def rule(
    rule_set: str,
    criteria: Sequence[Criterion],
    marked: Callable[[Entry], bool],
    irms: Sequence[str] = IRMS,
    values: Callable[[Entry], Mapping[str, Any]] | None = None,
) -> Callable[[Unit], Ranking]:
    """A rule that is nothing but its criteria."""
    ordered = (*criteria, RECORDED)
    return lambda unit: rank_by(unit.entries, ordered, rule_set, irms=irms, marked=marked, values=values)


def _summed(code: str, sign: int) -> Criterion:
    """The mark, checked against its parts where they are known: the rounds of golf, the routines of a total."""
    read = points_of(_POINTS)

    def total(entry: Entry) -> Decimal:
        parts = first_given(entry, _PARTS)
        if parts is None:
            return read(entry)
        texts = parts.values() if isinstance(parts, Mapping) else parts
        summed = sum((marks.parse_points(part) for part in texts if marks.given(part)), Decimal(0))
        if first_given(entry, _POINTS) is not None and read(entry) != summed:
            raise refuse(entry, f"total {read(entry)} is not the sum of its parts, {marks.show_points(summed)}")
        return summed

    return Criterion(code, lambda entry, _: sign * total(entry), lambda entry, _: marks.show_points(total(entry)))


def head_to_head(
    rule_set: str, criteria: Sequence[Criterion], marked: Callable[[Entry], bool]
) -> Callable[[Unit], Ranking]:
    """Two meet, the better one wins: adds W, L or T to the rows."""
    plain = rule(rule_set, criteria, marked)

    def rank(unit: Unit) -> Ranking:
        if len(unit.entries) > 2:
            raise CannotRank(f"{len(unit.entries)} entries in a unit of two")
        return won_and_lost(plain(unit))

    return rank


def won_and_lost(ranking: Ranking) -> Ranking:
    """The ranking of two with W and L, or T for both where they share the place; nothing before both have a result."""
    rows = ranking.rows
    if len(rows) != 2 or rows[0].rank is None or (rows[1].rank is None and rows[1].irm is None):
        return ranking
    letters = ("T", "T") if rows[1].rank == 1 else ("W", "L")
    return replace(ranking, rows=tuple(replace(row, wlt=letter) for row, letter in zip(rows, letters, strict=True)))


_SINCE = date(1896, 1, 1)


def _set(name: str, criteria: Sequence[Criterion], marked: Callable[[Entry], bool], *others: str) -> RuleSet:
    rule_set = f"{name}@{_SINCE}"
    return RuleSet(
        id=rule_set, effective=_SINCE, names=(name, *others), irms=IRMS, rank=rule(rule_set, criteria, marked)
    )


def _pair(name: str, criteria: Sequence[Criterion], marked: Callable[[Entry], bool]) -> RuleSet:
    rule_set = f"{name}@{_SINCE}"
    return RuleSet(
        id=rule_set, effective=_SINCE, names=(name,), irms=IRMS, rank=head_to_head(rule_set, criteria, marked)
    )


def _ridden_time(entry: Entry, group: Group) -> marks.T4:
    """The time, where all who are tied have one: an unknown time is not the fastest."""
    times = {one.id: first_given(one, ("time", "t4")) for one in group}
    return 0 if None in times.values() else marks.parse_time(times[entry.id])


RULE_SETS = (
    _set("time_asc", (TIME, FINISH), has("t4", "mark")),
    _set(
        "points_desc", (most("points", *_POINTS),), has(*_POINTS), "points_desc_multi_class", "modern_pentathlon_points"
    ),
    _set("points_asc", (fewest("points_less", *_POINTS),), has(*_POINTS)),
    _set("distance_best_desc", (DISTANCE,), has("mark")),
    _set("height_best_desc", (DISTANCE,), has("mark")),
    _set("weight_desc", (most("weight", "mark", "total"),), has("mark", "total")),
    _set("strokes_asc", (fewest("strokes", "mark", "strokes", "total"),), has("mark", "strokes", "total")),
    _set(
        "faults_then_time",
        (
            fewest("faults", "faults", "penalty", "points", "mark"),
            Criterion(
                "time",
                _ridden_time,
                lambda entry, group: str(entry.raw.get("time") or "") if _ridden_time(entry, group) else "",
            ),
        ),
        has("faults", "penalty", "points", "mark"),
    ),
    _set("placing_only", (fewest("finish", "place", "mark"),), has("place", "mark")),
    _set("sum_desc", (_summed("points", -1),), has(*_POINTS, *_PARTS)),
    _set("sum_asc_strokes", (_summed("points_less", 1),), has(*_POINTS, *_PARTS), "sum_asc_penalties"),
    _pair("h2h_points", (most("points", *_POINTS),), has(*_POINTS)),
    _pair("h2h_time_asc", (TIME, FINISH), has("t4", "mark")),
)

PHRASES = {
    "time": {
        "en": "faster ({0} against {1})",
        "fr": "plus rapide ({0} contre {1})",
        "en_name": "time",
        "fr_name": "temps",
    },
    "finish": {
        "en": "ahead at the finish line (place {0} against {1})",
        "fr": "devant sur la ligne d’arrivée (place {0} contre {1})",
        "en_name": "finish",
        "fr_name": "arrivée",
    },
    "points": {
        "en": "more points ({0} against {1})",
        "fr": "plus de points ({0} contre {1})",
        "en_name": "points",
        "fr_name": "points",
    },
    "points_less": {
        "en": "fewer points ({0} against {1})",
        "fr": "moins de points ({0} contre {1})",
        "en_name": "points",
        "fr_name": "points",
    },
    "distance": {
        "en": "better mark ({0} against {1})",
        "fr": "meilleure marque ({0} contre {1})",
        "en_name": "mark",
        "fr_name": "marque",
    },
    "weight": {
        "en": "heavier total ({0} kg against {1} kg)",
        "fr": "total plus lourd ({0} kg contre {1} kg)",
        "en_name": "total",
        "fr_name": "total",
    },
    "strokes": {
        "en": "fewer strokes ({0} against {1})",
        "fr": "moins de coups ({0} contre {1})",
        "en_name": "strokes",
        "fr_name": "coups",
    },
    "faults": {
        "en": "fewer faults ({0} against {1})",
        "fr": "moins de fautes ({0} contre {1})",
        "en_name": "faults",
        "fr_name": "fautes",
    },
}
