"""Combined events: decathlon, heptathlon, pentathlon. World Athletics TR39; ties by the rule of the day.

Until 2019 a tie was separated: more points in more of the events, then the highest points in any one event, the second highest
and so on (IAAF Rule 200, Ties). Since the Technical Rules in force from 1 November 2019 equal points are a tie (TR39).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks, series
from kotinos.sports.athletics_events import IRMS, event_kind
from kotinos.sports.combined_points import event_code, points
from kotinos.sports.generic import has, refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

_WOMEN_ONLY = frozenset({"100H", "800"})


def events_of(entry: Entry) -> Mapping[str, Mapping[str, Any]]:
    """What was done in each event: ``raw.events`` ({"100m": {"mark": "10.60"}, …}), or the parts of a series, by phase."""
    done = entry.raw.get("events")
    if done:
        return dict(done)
    parts = (part for part in series.parts_of(entry) if part.mark or part.irm)
    return {part.phase: {"mark": part.mark, "irm": part.irm} for part in parts}


def component_points(entry: Entry, gender: str) -> dict[str, int]:
    """Points of each event that the entry has done, by event code. Raises `CannotRank`.

    ``points`` stands in where no mark is known. A mark of invalidity gives 0.
    """
    found: dict[str, int] = {}
    for name, done in events_of(entry).items():
        mark, stated = done.get("mark"), done.get("points")
        try:
            if done.get("irm"):
                found[event_code(name)] = 0
            elif marks.given(mark):
                found[event_code(name)] = points(name, gender, mark)
            elif stated is not None:
                found[event_code(name)] = int(str(stated))
        except ValueError as error:
            raise refuse(entry, error) from None
        if (
            stated is not None
            and marks.given(mark)
            and not done.get("irm")
            and int(str(stated)) != found[event_code(name)]
        ):
            raise refuse(entry, f"{name} {mark}: {stated} points stated, the table gives {found[event_code(name)]}")
    return found


def gender_of(unit: Unit) -> str:
    """``M`` or ``W``: from the RSC, else from the events themselves (only women hurdle 100 m or run 800 m)."""
    if unit.rsc is not None and unit.rsc.gender in ("M", "W"):
        return unit.rsc.gender
    codes = {event_code(name) for entry in unit.entries for name in events_of(entry)}
    return "W" if codes & _WOMEN_ONLY else "M"


class _Table:
    """The points of one unit, computed once."""

    def __init__(self, unit: Unit) -> None:
        gender = gender_of(unit)
        self.parts = {entry.id: component_points(entry, gender) for entry in unit.entries}
        self.totals = {entry.id: self._total(entry) for entry in unit.entries if entry.irm is None and marked(entry)}

    def _total(self, entry: Entry) -> int:
        parts, shown = self.parts[entry.id], entry.raw.get("mark", entry.raw.get("points"))
        if not parts:
            return _whole(entry, shown)
        summed = sum(parts.values())
        if marks.given(shown) and _whole(entry, shown) != summed:
            raise refuse(entry, f"{shown} points stated, its events give {summed}")
        return summed

    def best_in(self, entry: Entry, group: Group) -> int:
        """In how many events the entry has more points than every other one of the group."""
        others = [self.parts[one.id] for one in group if one.id != entry.id]
        return sum(all(got > other.get(event, 0) for other in others) for event, got in self.parts[entry.id].items())

    def highest(self, entry: Entry) -> tuple[int, ...]:
        return tuple(sorted(self.parts[entry.id].values(), reverse=True))

    def highest_shown(self, entry: Entry, group: Group) -> str:
        """The highest points of one event that tell the entry from the others; the first, where none do."""
        columns = list(zip(*(self.highest(one) for one in group), strict=False))
        at = next((at for at, column in enumerate(columns) if len(set(column)) > 1), 0)
        return str(self.highest(entry)[at]) if columns else ""


def _whole(entry: Entry, value: Any) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise refuse(entry, f"points {value!r}: expected a whole number") from None


def marked(entry: Entry) -> bool:
    """Whether there is a total or an event to make one of."""
    return has("mark", "points")(entry) or bool(events_of(entry))


def _rank(unit: Unit, rule_set: str, *, separate: bool) -> Ranking:
    unit = replace(unit, entries=tuple(_retired(entry) for entry in unit.entries))
    table = _Table(unit)
    criteria = [Criterion("points", lambda e, _: -table.totals[e.id], lambda e, _: str(table.totals[e.id]))]
    if separate:
        criteria += [
            Criterion("more_events", lambda e, g: -table.best_in(e, g), lambda e, g: str(table.best_in(e, g))),
            Criterion("best_event", lambda e, _: tuple(-p for p in table.highest(e)), table.highest_shown),
        ]

    def values(entry: Entry) -> Mapping[str, Any]:
        done = table.parts[entry.id]
        parts = {part.unit: done.get(event_code(part.phase)) for part in series.parts_of(entry)}
        known = {unit: points for unit, points in parts.items() if points is not None}
        return {"total": table.totals.get(entry.id), "events": done, "parts": known}

    return rank_by(unit.entries, (*criteria, RECORDED), rule_set, irms=IRMS, marked=marked, values=values)


def _retired(entry: Entry) -> Entry:
    """Who does not start an event has left the competition and is not classified (TR39)."""
    left = any(done.get("irm") == "DNS" for done in events_of(entry).values())
    return replace(entry, irm="DNF") if left and entry.irm is None else entry


def _set(since: date, source: str, *, separate: bool) -> RuleSet:
    rule_set = f"ATH-combined@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("combined_events_points",),
        covers=lambda rsc: rsc.discipline == "ATH" and event_kind(rsc) == "combined",
        irms=IRMS,
        source=source,
        rank=lambda unit: _rank(unit, rule_set, separate=separate),
    )


RULE_SETS = (
    _set(date(1985, 4, 1), "IAAF Rule 200, Ties", separate=True),
    _set(date(2019, 11, 1), "World Athletics TR39", separate=False),
)

PHRASES = {
    "more_events": {
        "en": "more points in more of the events ({0} events against {1})",
        "fr": "plus de points dans plus d’épreuves ({0} épreuves contre {1})",
        "en_name": "events won",
        "fr_name": "épreuves gagnées",
    },
    "best_event": {
        "en": "higher points in a single event ({0} against {1})",
        "fr": "plus de points dans une épreuve ({0} contre {1})",
        "en_name": "best single event",
        "fr_name": "meilleure épreuve",
    },
}
