"""What a unit of athletics shows besides rank and mark, and what kind of mark it is."""

from __future__ import annotations

from kotinos.codes import classes
from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.athletics_events import event_kind, event_type

_OF_KIND = {
    "vertical": ("heights",),
    "horizontal": ("attempts",),
    "road": ("splits",),
    "combined": ("points",),
}
_WITH_WIND = frozenset({"100M", "200M", "100MHURD", "110MHURD", "100", "200", "100H", "110H"})
_FROM_BLOCKS = _WITH_WIND | {"400M", "400MHURD", "4X100M", "4X400M", "400", "400H"}
_SPLITS = frozenset({"800M", "1500M", "3000M", "3000MST", "5000M", "10000M", "4X100M", "4X400M"})
_WIND_JUMPS = frozenset({"LONGJUMP", "TRPLJUMP", "LJ"})
_MARK_TYPE = {"combined": "POINTS", "vertical": "DISTANCE", "horizontal": "DISTANCE"}


def columns(rsc: Rsc) -> tuple[str, ...]:
    """The columns of one unit. ``wind`` stands in a row only where each mark has its own (long and triple jump); of a race it is a
    fact of the unit."""
    kind, what = event_kind(rsc), _component(rsc) or event_type(rsc)
    of_kind = _OF_KIND.get(kind, ())
    if kind == "horizontal" and what in _WIND_JUMPS:
        of_kind = (*of_kind, "wind")
    if kind == "track":
        of_kind = (
            *(("reaction",) if what in _FROM_BLOCKS else ()),
            *(("splits",) if what in _SPLITS else ()),
        )
    together = classes.of(rsc)
    return (*of_kind, "points") if _component(rsc) or (together and together.combined) else of_kind


def has_wind(rsc: Rsc) -> bool:
    """Whether the wind of the race is measured: track up to 200 m (World Athletics TR17.8)."""
    return rsc.discipline == "ATH" and (_component(rsc) or event_type(rsc)) in _WITH_WIND


def _component(rsc: Rsc) -> str:
    """The discipline of a combined event's phase: ``100``, ``LJ``; empty elsewhere."""
    return rsc.phase if rsc.event in ("DECATH", "HEPTATH", "PENTATH") else ""


def mark_type(rsc: Rsc) -> str:
    """``TIME``, ``DISTANCE`` or ``POINTS``."""
    return _MARK_TYPE.get(event_kind(rsc), "TIME")


def read_mark(rsc: Rsc, text: str) -> str:
    """A mark in its one form; raises `marks.MarkError`."""
    match mark_type(rsc):
        case "TIME":
            return marks.checked_time(text)
        case "DISTANCE":
            return marks.checked_distance(text)
        case _:
            marks.parse_points(text)
            return text
