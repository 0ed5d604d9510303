"""How a row shows what was measured: the mark, the gap to the best, the components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.columns import columns, mark_type
from kotinos.sports.ranking import Row

__all__ = ["columns", "difference", "mark", "mark_type", "parts"]

_PARTS = ("d", "e", "penalty", "ippon", "waza_ari", "yuko", "shido", "outcome", "pso", "points", "decision")


def parts(_: Rsc) -> tuple[str, ...]:
    """The slots that are shown as components of a mark, in order."""
    return _PARTS


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
