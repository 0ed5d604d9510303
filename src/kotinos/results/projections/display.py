"""How a row shows what was measured: the mark, the gap to the best, the components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.columns import columns, mark_type
from kotinos.sports.ranking import Row

__all__ = ["columns", "difference", "mark", "mark_type", "parts"]

_ELSEWHERE = frozenset({"mark", "t4", "irm", "wlt", "wind", "reaction", "place", "tie_break"})
_NUMBERED = frozenset({"attempt", "height", "split", "period"})
"""Slots that have a field of their own in a row."""


def parts(raw: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """Everything else that was measured, by slot: single values as text, and what has parts of its own (a dive, a routine) as it is."""
    single: dict[str, str] = {}
    whole: dict[str, Any] = {}
    for name in sorted(raw):
        if name in _ELSEWHERE or name.partition("/")[0] in _NUMBERED:
            continue
        value = raw[name]
        if isinstance(value, Mapping | list | tuple):
            whole[name] = value
        else:
            single[name] = str(value)
    return single, whole


def computed(rsc: Rsc, row: Row) -> dict[str, str]:
    """What the rule made of a mark: the time after the factor of a class; the points of a class table, in a unit with such a column."""
    points, factored = row.values.get("points"), row.values.get("factored")
    shown = {"points": str(points)} if points is not None and "points" in columns(rsc) else {}
    return {**shown, "factored": str(factored)} if factored else shown


def mark(rsc: Rsc, row: Row | None, raw: Mapping[str, Any]) -> str:
    """The text of a mark: as the device showed it, else what the rule computed from the attempts, heights or parts."""
    if raw.get("mark") not in (None, ""):
        return str(raw["mark"])
    if raw.get("t4") is not None:
        return marks.show_time(marks.round_up(int(raw["t4"]), marks.HUNDREDTH))
    for name in ("mark", "best", "total", "score", "points"):
        value = row.values.get(name) if row else None
        if value not in (None, ""):
            return _shown(rsc, value)
    return "" if raw.get("score") is None else str(raw["score"])


def _shown(rsc: Rsc, value: Any) -> str:
    if isinstance(value, int) and mark_type(rsc) == "DISTANCE":
        return marks.show_distance(value).removesuffix(" m")
    return str(value).removesuffix(" m")


def difference(rsc: Rsc, own: str, best: str) -> str:
    """The gap to the best mark, with its sign (``+0.12``, ``-1.250``); empty where there is none and where the two cannot be compared."""
    try:
        match mark_type(rsc):
            case "TIME":
                decimals = len(best.rpartition(".")[2]) if "." in best else 0
                gap = marks.parse_time(own) - marks.parse_time(best)
                return f"+{marks.show_time(gap, decimals)}" if gap > 0 else ""
            case "DISTANCE":
                behind = marks.parse_distance(best) - marks.parse_distance(own)
                return f"-{marks.show_distance(behind).removesuffix(' m')}" if behind > 0 else ""
            case "POINTS":
                points = marks.parse_points(own) - marks.parse_points(best)
                return f"{points:+f}" if points else ""
    except marks.MarkError:
        return ""
    return ""
