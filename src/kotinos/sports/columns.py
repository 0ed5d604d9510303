"""What a unit shows besides rank and mark: the columns its rows use, and what kind of mark it is."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.sports.athletics import event_kind
from kotinos.sports.sports_of_games import mark_type_of

_ATHLETICS = {
    "vertical": ("heights",),
    "horizontal": ("attempts",),
    "road": ("splits",),
    "combined": ("points",),
}
_WITH_WIND = frozenset({"100M", "200M", "100MHURD", "110MHURD", "100", "200", "100H", "110H"})
_FROM_BLOCKS = _WITH_WIND | {"400M", "400MHURD", "4X100M", "4X400M", "400", "400H"}
_SPLITS = frozenset({"800M", "1500M", "3000M", "3000MST", "5000M", "10000M", "4X100M", "4X400M"})
_WIND_JUMPS = frozenset({"LONGJUMP", "TRPLJUMP", "LJ"})


def columns(rsc: Rsc) -> tuple[str, ...]:
    """The columns of this unit, in order, of ``reaction``, ``wind``, ``attempts``, ``heights``, ``splits``, ``points``, ``d``, ``e``,
    ``penalty`` and ``periods``.

    ``wind`` stands in a row only where each mark has its own (long and triple jump); of a race it is a fact of the unit.
    """
    if rsc.discipline == "ATH":
        return _athletics(rsc)
    if rsc.discipline == "SWM":
        return ("reaction",) if rsc.event.startswith("50M") else ("reaction", "splits")
    if rsc.discipline in ("GAR", "GRY", "GTR"):
        return ("d", "e", "penalty")
    if rsc.discipline in ("FBL", "HBL", "HOC", "BKB", "BK3", "VVO", "VBV", "WPO", "RU7"):
        return ("periods",)
    return ()


def _athletics(rsc: Rsc) -> tuple[str, ...]:
    kind, what = event_kind(rsc), _component(rsc) or rsc.event
    of_kind = _ATHLETICS.get(kind, ())
    if kind == "horizontal" and what in _WIND_JUMPS:
        of_kind = (*of_kind, "wind")
    if kind == "track":
        of_kind = (
            *(("reaction",) if what in _FROM_BLOCKS else ()),
            *(("splits",) if what in _SPLITS else ()),
        )
    return (*of_kind, "points") if _component(rsc) else of_kind


def has_wind(rsc: Rsc) -> bool:
    """Whether the wind of the race is measured: track up to 200 m (World Athletics TR17.8)."""
    return rsc.discipline == "ATH" and (_component(rsc) or rsc.event) in _WITH_WIND


def _component(rsc: Rsc) -> str:
    """The discipline of a combined event's phase: ``100``, ``LJ``; empty elsewhere."""
    return rsc.phase if rsc.event in ("DECATH", "HEPTATH", "PENTATH") else ""


def mark_type(rsc: Rsc) -> str:
    """``TIME``, ``DISTANCE``, ``POINTS``, ``WEIGHT`` or ``STROKES``."""
    if rsc.discipline == "ATH":
        kind = event_kind(rsc)
        return {"combined": "POINTS", "vertical": "DISTANCE", "horizontal": "DISTANCE"}.get(kind, "TIME")
    return "TIME" if rsc.discipline == "SWM" else mark_type_of(rsc)
