"""What a match sheet counts: the periods of a match, whether the score is their sum, and what else is noted of a side.

Periods are those of the common codes (CC @Period). Where a match is won by sets or games (volleyball, badminton) the score counts the
sets that are won, which only a referee's end of set says: it is noted by itself, never computed from a set that may still run.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks


class MatchSheet(msgspec.Struct, frozen=True, kw_only=True):
    """``periods`` in playing order; ``summed``: the score is their sum; ``noted``: further counts of a side, by slot; ``scored``: there is
    a score beside these counts."""

    periods: tuple[str, ...] = ()
    summed: bool = False
    noted: tuple[str, ...] = ()
    scored: bool = True


_HALVES = ("H1", "H2", "ET-H1", "ET-H2")
_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
_CARDS = ("yellow", "red")
_SETS = MatchSheet(periods=("S1", "S2", "S3", "S4", "S5"))

SHEETS: Mapping[str, MatchSheet] = {
    "FBL": MatchSheet(periods=_HALVES, summed=True, noted=("pso", *_CARDS)),
    "HBL": MatchSheet(periods=_HALVES, summed=True, noted=_CARDS),
    "RU7": MatchSheet(periods=("H1", "H2"), noted=("tries", *_CARDS)),
    "BKB": MatchSheet(periods=(*_QUARTERS, "OT1", "OT2"), summed=True),
    "HOC": MatchSheet(periods=_QUARTERS, summed=True, noted=("pso", "green", *_CARDS)),
    "WPO": MatchSheet(periods=_QUARTERS, summed=True, noted=("pso",)),
    "IHO": MatchSheet(periods=("P1", "P2", "P3", "OT"), summed=True),
    "VVO": _SETS,
    "TEN": _SETS,
    "VBV": MatchSheet(periods=("S1", "S2", "S3")),
    "BDM": MatchSheet(periods=("G1", "G2", "G3")),
    "SQU": MatchSheet(periods=("G1", "G2", "G3", "G4", "G5")),
    "TTE": MatchSheet(periods=("G1", "G2", "G3", "G4", "G5", "G6", "G7")),
    "ARC": MatchSheet(periods=("S1", "S2", "S3", "S4", "S5"), noted=("shoot_off",)),
    "BKG": MatchSheet(periods=("R1", "R2", "R3"), noted=("votes",)),
    "BOX": MatchSheet(periods=("R1", "R2", "R3")),
    "TKW": MatchSheet(periods=("R1", "R2", "R3")),
    "WRE": MatchSheet(periods=("P1", "P2")),
    "JUD": MatchSheet(noted=("ippon", "waza_ari", "yuko", "shido"), scored=False),
}
"""By discipline; another duel has a score alone."""


def sheet(rsc: Rsc) -> MatchSheet:
    """The match sheet of a unit's discipline."""
    return SHEETS.get(rsc.discipline, MatchSheet())


def score(rsc: Rsc, periods: Mapping[str, object]) -> str | None:
    """The score as the sum of the ``periods`` known of one side; ``None`` where it is no sum, or nothing is known.

    Raises `marks.MarkError` for a period that is no number.
    """
    wanted = sheet(rsc)
    counted = [periods[name] for name in wanted.periods if periods.get(name) is not None]
    if not (wanted.summed and counted):
        return None
    return f"{sum((marks.parse_points(value) for value in counted), Decimal(0)):f}"
