"""Classification points of a wrestling bout: what each kind of victory gives the two. UWW International Wrestling Rules, classification
points."""

from __future__ import annotations

from collections.abc import Mapping

from kotinos.sports.ranking import CannotRank

FALL, SUPERIORITY = frozenset({"VFA", "VT"}), frozenset({"VSU", "VSU1", "ST", "SP"})

OF_VICTORY: Mapping[str, tuple[int, int]] = {
    "VFA": (5, 0),
    "VIN": (5, 0),
    "VCA": (5, 0),
    "VFO": (5, 0),
    "DSQ": (5, 0),
    "VSU": (4, 0),
    "VSU1": (4, 1),
    "VPO": (3, 0),
    "VPO1": (3, 1),
    "2VIN": (0, 0),
    "2VFO": (0, 0),
    "2DSQ": (0, 0),
    "VT": (5, 0),
    "VB": (5, 0),
    "VA": (5, 0),
    "VF": (5, 0),
    "ST": (4, 0),
    "SP": (4, 1),
    "PO": (3, 0),
    "PP": (3, 1),
    "EV": (5, 0),
    "E2": (0, 0),
}
"""Points of the winner and of the loser by kind of victory: fall, injury, cautions, forfeit, disqualification; technical superiority
without and with a point of the loser; by points; both out. The second half are the codes in use before 2017."""

GAP = {"FS": 10, "GR": 8}
"""The lead in technical points that is superiority, by style (UWW, since 2014)."""


def points(victory: str) -> tuple[int, int]:
    """The classification points of a kind of victory; raises `CannotRank` for an unknown one."""
    try:
        return OF_VICTORY[victory]
    except KeyError:
        raise CannotRank(f"res_code {victory!r}; one of {' '.join(OF_VICTORY)}") from None


def victory_by(won: int, lost: int, style: str) -> str:
    """The kind of victory that technical points alone tell: superiority or points; whoever won from behind won by fall."""
    if won < lost:
        return "VFA"
    superior = won - lost >= GAP[style]
    return ("VSU" if superior else "VPO") + ("1" if lost else "")
