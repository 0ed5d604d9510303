"""Races on points: points race, madison, tempo. UCI Regulations Part 3, Chapter II.

Sprints give 5, 3, 2 and 1 points, the last one double; a lap gained 20, a lap lost takes 20 away. A tie is broken by the last sprint.
Slots: ``mark``, the points that stand; or ``sprint_points`` with ``laps`` (gained, -1 for one lost); ``place``, the place in the last
sprint, which is that at the end of the race.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kotinos.sports import arrivals, marks, series
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Entry, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNF", "REL", "DNS", "DSQ")

SPRINT, LAST_SPRINT = (5, 3, 2, 1), (10, 6, 4, 2)
LAP = 20


def points_of_sprint(place: int, *, last: bool = False) -> int:
    """What a place in one sprint gives."""
    points = LAST_SPRINT if last else SPRINT
    return points[place - 1] if 1 <= place <= len(points) else 0


def raced_points(entry: Entry, raw: Mapping[str, Any]) -> Decimal | None:
    """The points of the race itself, from ``sprint_points`` and ``laps``; ``None`` where neither is recorded. Raises `CannotRank`."""
    given = [name for name in ("sprint_points", "laps") if marks.given(raw.get(name))]
    if not given:
        return None
    try:
        points, laps = (marks.parse_points(raw.get(name) or 0) for name in ("sprint_points", "laps"))
    except marks.MarkError as error:
        raise refuse(entry, f"sprint_points and laps: {error}") from None
    return points + LAP * laps


def last_sprint_of(entry: Entry, raw: Mapping[str, Any]) -> int | None:
    """The place in the last sprint; raises `CannotRank`."""
    return arrivals.place_of(Entry(n=entry.n, id=entry.id, raw=raw))


def rank_points(unit: Unit, rule_set: str) -> Ranking:
    """Most points first, then the place in the last sprint, where it is known of all who are tied."""

    def marked(entry: Entry) -> bool:
        return marks.given(entry.raw.get("mark")) or raced_points(entry, entry.raw) is not None

    def points(entry: Entry) -> Decimal:
        own = raced_points(entry, entry.raw)
        if not marks.given(entry.raw.get("mark")) and own is not None:
            return own
        try:
            return marks.parse_points(entry.raw.get("mark"))
        except marks.MarkError as error:
            raise refuse(entry, error) from None

    racing = [entry for entry in unit.entries if entry.irm is None and marked(entry)]
    total = series.read_once(racing, points)
    criteria = (
        series.more("points", total, marks.show_points),
        series.where_all_known("last_sprint", lambda entry: last_sprint_of(entry, entry.raw)),
        RECORDED,
    )
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=IRMS,
        marked=marked,
        values=lambda entry: {"points": marks.show_points(total(entry))} if entry.irm is None and marked(entry) else {},
    )


PHRASES = {
    "last_sprint": {
        "en": "better in the last sprint (place {0} against {1})",
        "fr": "mieux placé au dernier sprint (place {0} contre {1})",
        "en_name": "last sprint",
        "fr_name": "dernier sprint",
    },
}
