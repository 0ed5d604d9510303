"""What a table of a pool needs of a match besides its score: points of each period, counts that were noted, marks of invalidity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.sports.ranking import Match
from kotinos.sports.rounds import is_round

NOTED = ("pso", "tries")
"""Slots of a side that a tie-break adds up: goals of the penalty shoot-out, tries."""

OVERTIME = ("OT", "PSO")
"""Periods that are only played to decide a match."""

WALKOVERS = ("W/O", "WO")
"""Tennis and table tennis mark the walkover on the side that goes on, not on the one that stayed away."""

WITHDRAWN = "WDN"

ABSENT = ("DNS", "WDR", WITHDRAWN, "DSQ")
"""Who has one of these in a match did not play it, or is treated so: no point for it."""

Sides = tuple[int, int]


def facts_of(home: Mapping[str, Any], away: Mapping[str, Any]) -> dict[str, Any]:
    """``periods`` (``{"S1": (25, 21)}``), each of `NOTED` as a pair, as far as both sides have whole numbers there, and ``overtime``
    where a period after the regular ones was noted of either."""
    facts: dict[str, Any] = {}
    mine, theirs = _periods(home), _periods(away)
    periods = {name: (mine[name], theirs[name]) for name in mine if name in theirs}
    if periods:
        facts["periods"] = periods
    if any(str(name) in OVERTIME for raw in (home, away) for name, _ in raw.get("periods") or ()):
        facts["overtime"] = True
    for slot in NOTED:
        own, other = _count(home.get(slot)), _count(away.get(slot))
        if own is not None and other is not None:
            facts[slot] = (own, other)
    return facts


def _periods(raw: Mapping[str, Any]) -> dict[str, int]:
    counts = {str(name): _count(points) for name, points in raw.get("periods") or () if is_round(str(name))}
    return {name: count for name, count in counts.items() if count is not None}


def _count(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def pair(match: Match, slot: str) -> Sides | None:
    """A noted count of home and away; ``None`` where it is not known of both."""
    found = match.facts.get(slot)
    return (int(found[0]), int(found[1])) if found else None


def period_points(match: Match) -> Sides | None:
    """The points of all sets or games of a match, home and away; ``None`` where they are not known."""
    periods = match.facts.get("periods")
    if not periods:
        return None
    return sum(own for own, _ in periods.values()), sum(other for _, other in periods.values())


def out_of(match: Match) -> dict[str, str]:
    """Who did not play the match, or not to its end, by competitor with the IRM; of a walkover that is the other side."""
    found: Mapping[str, str] = match.facts.get("irm") or {}
    out = {team: irm for team, irm in found.items() if irm not in WALKOVERS}
    for team, irm in found.items():
        if irm in WALKOVERS:
            out.setdefault(match.away if team == match.home else match.home, WITHDRAWN)
    return out
