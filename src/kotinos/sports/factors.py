"""Competitors of several classes in one event: points from a performance and a class, factored times. Data of the organiser, not of ours.

A multi-class event is the same discipline with another rule: its plan names one of these (``raza_points``, ``time_points``,
``factored_time``) and holds the table as facts of the event. The class of a competitor is ``sport_class`` of its entry.

``raza``: {class: [a, b, c]}: points = a · e^(−e^(b − c · x)), cut to whole ones; x is metres for a throw or a jump (World Para Athletics,
Raza), and one over the seconds for a time (World Para Swimming, point scores). ``factors``: {class: percent}: real time × percent, cut to
``factor_unit`` seconds (0.01; para alpine, nordic and cycling publish a list for each season). A classification that is missing is
refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal, localcontext
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks
from kotinos.sports.generic import IRMS, distance_of, has, has_time, rank_times, refuse, time_of
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import FINISH, RECORDED

DIGITS = 50
"""Decimal digits of the exponentials: far beyond what could turn a whole number of points."""
Coefficients = tuple[Decimal, Decimal, Decimal]


def raza(performance: Decimal, coefficients: Coefficients) -> int:
    """Whole points of a performance, cut: ``a · e^(−e^(b − c · performance))``."""
    a, b, c = coefficients
    with localcontext() as context:
        context.prec = DIGITS
        exact = a * (-((b - c * performance).exp())).exp()
        return int(exact.to_integral_value(ROUND_FLOOR))


def factored(t4: marks.T4, percent: Decimal, unit: marks.T4 = marks.HUNDREDTH) -> marks.T4:
    """A time with its class's percentage, cut to ``unit`` (0.0001 s)."""
    return marks.cut(int(t4 * percent / 100), unit)


def sport_class(entry: Entry) -> str:
    """The class of an entry; raises `CannotRank` where it has none."""
    found = str(entry.raw.get("sport_class") or "")
    if not found:
        raise refuse(entry, "no sport class; in a multi-class event everybody has one (T64)")
    return found


def coefficients_of(unit: Unit, entry: Entry) -> Coefficients:
    """The three coefficients of an entry's class, from the event's table; raises `CannotRank`."""
    own = _of_class(unit, entry, "raza")
    if not isinstance(own, Sequence) or isinstance(own, str) or len(own) != 3:
        raise CannotRank(f"{unit.id}: raza of {sport_class(entry)} {own!r}; three coefficients [a, b, c]")
    a, b, c = (_number(unit, one) for one in own)
    return a, b, c


def _of_class(unit: Unit, entry: Entry, table: str) -> Any:
    known = unit.facts.get(table)
    if not isinstance(known, Mapping):
        raise CannotRank(f"{unit.id}: no {table} among the facts of the event; a table by class")
    own = sport_class(entry)
    if own not in known:
        raise refuse(entry, f"class {own} is not in the event's {table}: {', '.join(sorted(known)) or 'none'}")
    return known[own]


def _number(unit: Unit, value: Any) -> Decimal:
    if isinstance(value, float):
        raise CannotRank(f"{unit.id}: {value!r} is a binary fraction; write coefficients as text ('1200.5')")
    try:
        return marks.parse_points(value)
    except marks.MarkError as error:
        raise CannotRank(f"{unit.id}: {error}") from None


def _metres(millimetres: marks.Millimetres) -> Decimal:
    return Decimal(millimetres) / 1000


def _attempts(entry: Entry) -> dict[int, marks.Millimetres]:
    """The valid attempts by their number; ``X``, ``-`` and ``r`` are attempts without a distance."""
    found: dict[int, marks.Millimetres] = {}
    for at, attempt in enumerate(entry.raw.get("attempts") or (), start=1):
        try:
            found[int(attempt.get("n", at))] = marks.parse_distance(attempt["mark"])
        except marks.MarkError:
            continue
    return found


def _distances(entry: Entry) -> list[Decimal]:
    """All valid attempts in metres, the best first; the mark alone where the attempts are not known."""
    return sorted(map(_metres, _attempts(entry).values()), reverse=True) or [_metres(distance_of(entry))]


def _best(entry: Entry) -> Mapping[str, Any]:
    tried = _attempts(entry)
    best = max(tried.values(), default=0) or distance_of(entry)
    attempt = next((n for n, distance in tried.items() if distance == best), None)
    return {"best": marks.show_distance(best)[:-2], **({"best_attempt": attempt} if attempt else {})}


def _inverse_seconds(entry: Entry) -> list[Decimal]:
    t4 = time_of(entry)
    if t4 <= 0:
        raise refuse(entry, "a time of nothing has no points")
    with localcontext() as context:
        context.prec = DIGITS
        return [Decimal(marks.SECOND) / Decimal(t4)]


def _has_distance(entry: Entry) -> bool:
    return has("mark")(entry) or bool(_attempts(entry))


def rank_points(
    unit: Unit,
    rule_set: str,
    performances: Callable[[Entry], list[Decimal]],
    marked: Callable[[Entry], bool],
    shown: Callable[[Entry], Mapping[str, Any]] = lambda _: {},
) -> Ranking:
    """The most points; ties by the points of the second best attempt, and so on (World Para Athletics, combined classes)."""
    scored = {
        entry.id: [raza(one, coefficients_of(unit, entry)) for one in performances(entry)]
        for entry in unit.entries
        if entry.irm is None and marked(entry)
    }

    def next_best(entry: Entry, group: Group) -> tuple[int, ...]:
        longest = max(len(scored[other.id]) for other in group)
        own = scored[entry.id][1:]
        return (*(-points for points in own), *[0] * (longest - 1 - len(own)))

    criteria = (
        Criterion("class_points", lambda e, _: -scored[e.id][0], lambda e, _: str(scored[e.id][0])),
        Criterion("class_next_points", next_best, lambda e, g: " ".join(str(-p) for p in next_best(e, g))),
        RECORDED,
    )

    def values(entry: Entry) -> Mapping[str, Any]:
        own = scored.get(entry.id)
        return {"points": own[0], **shown(entry)} if own else {}

    return rank_by(unit.entries, criteria, rule_set, irms=IRMS, marked=marked, values=values)


def factored_times(unit: Unit) -> dict[str, marks.T4]:
    """The factored time of all who have a time and no IRM; raises `CannotRank`."""
    cut = int(_number(unit, unit.facts.get("factor_unit", "0.01")) * marks.SECOND)
    if cut < 1:
        raise CannotRank(f"{unit.id}: factor_unit {unit.facts['factor_unit']!r}; seconds, such as 0.01")
    return {
        entry.id: factored(time_of(entry), _number(unit, _of_class(unit, entry, "factors")), cut)
        for entry in unit.entries
        if entry.irm is None and has_time(entry)
    }


def rank_factored(unit: Unit, rule_set: str, irms: Sequence[str] = IRMS) -> Ranking:
    """The least factored time, which each row has as ``t4`` and ``factored``; what is equal by the line, else it shares the place."""
    times = factored_times(unit)
    clock = Criterion("factored_time", lambda e, _: times[e.id], lambda e, _: marks.show_time(times[e.id]))
    ranking = rank_times(unit, times, (clock, FINISH, RECORDED), rule_set, irms)
    rows = (
        replace(row, values={**row.values, "factored": marks.show_time(times[row.id])}) if row.id in times else row
        for row in ranking.rows
    )
    return replace(ranking, rows=tuple(rows))


_SINCE = date(2011, 1, 1)
_RAZA, _POINTS, _FACTORED = f"raza@{_SINCE}", f"time-points@{_SINCE}", f"factored-time@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_RAZA,
        effective=_SINCE,
        names=("raza_points",),
        irms=IRMS,
        source="World Para Athletics: Raza point system for field events of several classes",
        rank=partial(rank_points, rule_set=_RAZA, performances=_distances, marked=_has_distance, shown=_best),
    ),
    RuleSet(
        id=_POINTS,
        effective=_SINCE,
        names=("time_points",),
        irms=IRMS,
        source="World Para Swimming: point scores of multi-class events",
        rank=partial(rank_points, rule_set=_POINTS, performances=_inverse_seconds, marked=has_time),
    ),
    RuleSet(
        id=_FACTORED,
        effective=_SINCE,
        names=("factored_time",),
        irms=IRMS,
        source="Percentage system: FIS Para Snowsport ICR 303, UCI para-cycling 16.18",
        rank=partial(rank_factored, rule_set=_FACTORED),
    ),
)

PHRASES = {
    "class_points": {
        "en": "more points of the class table ({0} against {1})",
        "fr": "plus de points au barème des classes ({0} contre {1})",
        "en_name": "points",
        "fr_name": "points",
    },
    "class_next_points": {
        "en": "more points with the next best attempts ({0} against {1})",
        "fr": "plus de points aux meilleurs essais suivants ({0} contre {1})",
        "en_name": "next best attempts",
        "fr_name": "essais suivants",
    },
    "factored_time": {
        "en": "faster by the class factor ({0} against {1})",
        "fr": "plus rapide au temps compensé ({0} contre {1})",
        "en_name": "factored time",
        "fr_name": "temps compensé",
    },
}
