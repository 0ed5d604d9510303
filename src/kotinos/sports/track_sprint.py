"""The individual sprint on the track. UCI Regulations Part 3, from 3.2.029: flying 200 m, matches, repechages, best of three.

Slots of a match: ``ride/1`` … ``ride/3``, the place in each ride of a match over the best of three; or ``wlt`` (W, L), or ``place``.
Slot of the qualification: ``last_100``, the time of the last 100 m, which breaks equal times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kotinos.codes.rsc import Rsc
from kotinos.sports import arrivals, marks, tournaments
from kotinos.sports.generic import TIME, first_given, has_time, refuse, time_of, won_and_lost
from kotinos.sports.outcome import EventResults, PhaseResult
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, Unit

IRMS = ("DNF", "REL", "DNS", "DSQ")
KEPT = ("DNF", "REL", "DNS")
"""In a match they lose it; nothing more."""

ORDER = ("FNL", "SFNL", "QFNL", "REP3", "8FNL", "REP2", "R32", "REP1", "R64", "QUAL")

NEEDED = 2
"""Rides that win a match over the best of three."""

_BEST_OF_THREE = frozenset({"QFNL", "SFNL", "FNL"})

DRAW: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "R64": tuple((f"Q{n}", f"Q{25 - n}") for n in range(1, 13)),
    "REP1": tuple(tuple(f"LR64-{n}" for n in heat) for heat in ((1, 8, 9), (2, 7, 10), (3, 6, 11), (4, 5, 12))),
    "R32": (
        *((f"WR64-{n}", f"WREP1-{5 - n}") for n in (1, 2, 3, 4)),
        *((f"WR64-{n}", f"WR64-{17 - n}") for n in (5, 6, 7, 8)),
    ),
    "REP2": tuple((f"LR32-{n}", f"LR32-{9 - n}") for n in (1, 2, 3, 4)),
    "8FNL": (
        *((f"WR32-{n}", f"WREP2-{5 - n}") for n in (1, 2, 3, 4)),
        ("WR32-5", "WR32-8"),
        ("WR32-6", "WR32-7"),
    ),
    "REP3": (("L8FNL-1", "L8FNL-4", "L8FNL-5"), ("L8FNL-2", "L8FNL-3", "L8FNL-6")),
    "QFNL": (
        ("W8FNL-1", "WREP3-2"),
        ("W8FNL-2", "WREP3-1"),
        ("W8FNL-3", "W8FNL-6"),
        ("W8FNL-4", "W8FNL-5"),
    ),
    "SFNL": (("WQFNL-1", "WQFNL-4"), ("WQFNL-2", "WQFNL-3")),
    "FNL": (("WSFNL-1", "WSFNL-2"), ("LSFNL-1", "LSFNL-2"), tuple(f"LQFNL-{n}" for n in (1, 2, 3, 4))),
}
"""Who rides in every heat of a sprint of 24: ``Q3`` third of the qualification, ``WR64-1`` and ``LR64-1`` who won and lost heat 1."""


def draw(phase: str, came: Callable[[str], Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The riders of every heat of ``phase``; ``came`` gives who stands for an origin of `DRAW` (``WR64-1``), nobody or one or more.

    Raises `CannotRank` for a phase that is not in the table.
    """
    if phase not in DRAW:
        raise CannotRank(f"phase {phase!r} of a sprint; one of {', '.join(DRAW)}")
    return tuple(tuple(rider for origin in heat for rider in came(origin)) for heat in DRAW[phase])


def rank_qualification(unit: Unit, rule_set: str) -> Ranking:
    """The flying 200 m: by time, then by the time of the last 100 m, then by lots."""

    def last_100(entry: Entry, group: Group) -> int:
        return 0 if any(_last_100(one) is None for one in group) else _last_100(entry) or 0

    def show(entry: Entry, _: Group) -> str:
        value = _last_100(entry)
        return "" if value is None else marks.show_time(value, 3)

    return arrivals.rank_arrivals(
        unit,
        rule_set,
        (TIME, Criterion("last_100", last_100, show)),
        has_time,
        irms=IRMS,
        kept=(),
        values=lambda entry: {"t4": time_of(entry)},
    )


def _last_100(entry: Entry) -> marks.T4 | None:
    value = first_given(entry, ("last_100",))
    try:
        return None if value is None else marks.parse_time(value)
    except marks.MarkError as error:
        raise refuse(entry, f"last_100: {error}") from None


def rides_won(entry: Entry) -> int:
    """How many rides of a best-of-three match were won; raises `CannotRank` where a place in a ride is no place."""
    return sum(_ride(entry, slot) == 1 for slot in _rides(entry))


def _rides(entry: Entry) -> list[str]:
    return [slot for slot, value in entry.raw.items() if slot.startswith("ride/") and marks.given(value)]


def _ride(entry: Entry, slot: str) -> int:
    text = str(entry.raw[slot])
    if text not in ("1", "2"):
        raise refuse(entry, f"{slot} {text!r}; the place in that ride, 1 or 2")
    return int(text)


def _letter(entry: Entry) -> str | None:
    value = entry.raw.get("wlt")
    if value not in (None, "W", "L"):
        raise refuse(entry, f"wlt {value!r}; W or L")
    return None if value is None else str(value)


def rank_match(unit: Unit, rule_set: str) -> Ranking:
    """A match of two, a heat of three or the ride for places 5 to 8; with all heats of a phase, the winners before the losers.

    A recorded ``wlt`` decides, else two rides won of three, else the place. An open match has no places.
    """
    won = {(entry.group, entry.id): rides_won(entry) for entry in unit.entries}
    decided = {group for (group, _), rides in won.items() if rides >= NEEDED}

    def marked(entry: Entry) -> bool:
        return _letter(entry) is not None or entry.group in decided or arrivals.has_place(entry)

    def letter(entry: Entry, _: Group) -> int:
        return {"W": 0, None: 1, "L": 2}[_letter(entry)]

    def rides(entry: Entry, group: Group) -> int:
        return -rides_won(entry) if all(one.group in decided for one in group) else 0

    criteria = (
        Criterion("sprint_decided", letter, lambda entry, _: _letter(entry) or ""),
        Criterion("rides", rides, lambda entry, group: str(rides_won(entry)) if rides(entry, group) else "0"),
        arrivals.PLACE,
    )
    return won_and_lost(arrivals.rank_arrivals(unit, rule_set, criteria, marked, irms=IRMS, kept=KEPT, values=_score))


def _score(entry: Entry) -> dict[str, int]:
    return {"score": rides_won(entry)} if _rides(entry) else {}


def is_best_of_three(rsc: Rsc) -> bool:
    """Whether a unit is ridden over the best of three: from the quarter-finals on, but for the ride for places 5 to 8."""
    return rsc.phase in _BEST_OF_THREE and not rsc.unit.startswith("0003")


def event(results: EventResults) -> Ranking | None:
    """The finals, then who went out in each round by the time of the qualification."""
    qualified = results.phase("QUAL")
    rows = qualified.ranking.rows if qualified and qualified.ranking else ()
    places = {row.id: row.rank for row in rows if row.rank is not None}
    by_time = Criterion(
        "sprint_qualified", lambda entry, _: places.get(entry.id, 1_000), lambda entry, _: str(places.get(entry.id, ""))
    )

    def apart(phase: PhaseResult) -> Iterator[Ranking]:
        match phase.rsc.phase:
            case "QUAL" | "FNL":
                return tournaments.finals_apart(phase)
            case "QFNL":
                return tournaments.went_out(phase, ())
        return tournaments.went_out(phase, (by_time,))

    return tournaments.by_stages(results, apart)


PHRASES = {
    "last_100": {
        "en": "faster over the last 100 m ({0} against {1})",
        "fr": "plus rapide sur les 100 derniers mètres ({0} contre {1})",
        "en_name": "last 100 m",
        "fr_name": "100 derniers mètres",
    },
    "sprint_decided": {
        "en": "won the match",
        "fr": "a remporté le match",
        "en_name": "match",
        "fr_name": "match",
    },
    "rides": {
        "en": "more rides won ({0} against {1})",
        "fr": "plus de manches gagnées ({0} contre {1})",
        "en_name": "rides won",
        "fr_name": "manches gagnées",
    },
    "sprint_qualified": {
        "en": "better in the qualification (place {0} against {1})",
        "fr": "mieux placé aux qualifications (place {0} contre {1})",
        "en_name": "qualification",
        "fr_name": "qualifications",
    },
}
