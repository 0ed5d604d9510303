"""Which kind of event of athletics an RSC is, and the marks of invalidity of the sport."""

from __future__ import annotations

from kotinos.codes import classes
from kotinos.codes.rsc import Rsc

IRMS = ("NM", "NH", "DNF", "DQ", "DSQ", "DNS", "WDR")
"""No mark, no height, did not finish, disqualified, did not start, withdrawn: listed in this order."""

_ROAD = frozenset({"MARATHON", "HALFMARATHON", "10KM", "20KMWALK", "35KMWALK", "50KMWALK", "42KWALKT", "HMAR", "MAR"})
_VERTICAL = frozenset({"HIGHJUMP", "PLEVAULT"})
_HORIZONTAL = frozenset({"LONGJUMP", "TRPLJUMP", "SHOTPUT", "DISCUS", "HAMMER", "JAVELIN"})
_COMBINED = frozenset({"DECATH", "HEPTATH", "PENTATH"})
_COMPONENT = {"HJ": "vertical", "PV": "vertical"} | dict.fromkeys(("LJ", "SP", "DT", "JT"), "horizontal")


def event_type(rsc: Rsc) -> str:
    """The event without its sport class: ``LONGJUMP`` of ``LONGJUMP20010``."""
    return rsc[4:12].rstrip("-") if classes.of(rsc) else rsc.event.partition("-")[0]


def event_kind(rsc: Rsc) -> str:
    """``track``, ``road``, ``vertical``, ``horizontal``, or ``combined`` for the whole of a decathlon (not for its parts)."""
    event = event_type(rsc)
    if event in _COMBINED:
        return _COMPONENT.get(rsc.phase, "track") if rsc.phase else "combined"
    for kind, events in (("road", _ROAD), ("vertical", _VERTICAL), ("horizontal", _HORIZONTAL)):
        if event in events:
            return kind
    return "track"
