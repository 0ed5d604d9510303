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


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The clock of a match: ``down`` to zero or up, and what it says at the start of a period, in seconds (``otherwise`` of others)."""

    down: bool = False
    otherwise: int = 0
    starts: Mapping[str, int] = {}


class MatchSheet(msgspec.Struct, frozen=True, kw_only=True):
    """``periods`` in playing order; ``summed``: the score is their sum; ``noted``: further counts of a side, by slot; ``scored``: there is
    a score beside these counts; ``clock``: how its time is kept, where it has one."""

    periods: tuple[str, ...] = ()
    summed: bool = False
    noted: tuple[str, ...] = ()
    scored: bool = True
    clock: Clock | None = None


_HALVES = ("H1", "H2", "ET-H1", "ET-H2")
_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
_CARDS = ("yellow", "red")
_MINUTE = 60


def _up(*minutes: int) -> Clock:
    """A clock that goes on over the halves, each with the minute at which it starts."""
    return Clock(starts={period: minute * _MINUTE for period, minute in zip(_HALVES, minutes, strict=False)})


def _down(minutes: int, **others: int) -> Clock:
    """A clock that counts every period down; ``others`` are the minutes of those that are shorter."""
    starts = {period: minute * _MINUTE for period, minute in others.items()}
    return Clock(down=True, otherwise=minutes * _MINUTE, starts=starts)


_SETS = MatchSheet(periods=("S1", "S2", "S3", "S4", "S5"))

SHEETS: Mapping[str, MatchSheet] = {
    "FBL": MatchSheet(periods=_HALVES, summed=True, noted=("pso", *_CARDS), clock=_up(0, 45, 90, 105)),
    "HBL": MatchSheet(periods=_HALVES, summed=True, noted=_CARDS, clock=_up(0, 30, 60, 65)),
    "RU7": MatchSheet(periods=("H1", "H2"), noted=("tries", *_CARDS), clock=_up(0, 7)),
    "BKB": MatchSheet(periods=(*_QUARTERS, "OT1", "OT2"), summed=True, clock=_down(10, OT1=5, OT2=5)),
    "HOC": MatchSheet(periods=_QUARTERS, summed=True, noted=("pso", "green", *_CARDS), clock=_down(15)),
    "WPO": MatchSheet(periods=_QUARTERS, summed=True, noted=("pso",), clock=_down(8)),
    "IHO": MatchSheet(periods=("P1", "P2", "P3", "OT"), summed=True, clock=Clock()),
    "VVO": _SETS,
    "TEN": _SETS,
    "VBV": MatchSheet(periods=("S1", "S2", "S3")),
    "BDM": MatchSheet(periods=("G1", "G2", "G3")),
    "SQU": MatchSheet(periods=("G1", "G2", "G3", "G4", "G5")),
    "TTE": MatchSheet(periods=("G1", "G2", "G3", "G4", "G5", "G6", "G7")),
    "ARC": MatchSheet(periods=("S1", "S2", "S3", "S4", "S5"), noted=("shoot_off",)),
    "BKG": MatchSheet(periods=("R1", "R2", "R3"), noted=("votes",)),
    "BOX": MatchSheet(periods=("R1", "R2", "R3"), clock=_down(3)),
    "TKW": MatchSheet(periods=("R1", "R2", "R3"), clock=_down(2)),
    "WRE": MatchSheet(periods=("P1", "P2"), clock=_down(3)),
    "JUD": MatchSheet(noted=("ippon", "waza_ari", "yuko", "shido"), scored=False, clock=_down(4)),
}
"""By discipline; another duel has a score alone. The lengths are those of the federations' books for 2024, of seniors; a desk sets the
clock wherever an event plays otherwise."""


def sheet(rsc: Rsc) -> MatchSheet:
    """The match sheet of a unit's discipline."""
    return SHEETS.get(rsc.discipline, MatchSheet())


def starts_at(rsc: Rsc, period: str) -> str:
    """What the clock says when a period begins (``10:00``); empty where there is no clock."""
    clock = sheet(rsc).clock
    if clock is None:
        return ""
    seconds = clock.starts.get(period, clock.otherwise)
    return f"{seconds // _MINUTE}:{seconds % _MINUTE:02d}"


def score(rsc: Rsc, periods: Mapping[str, object]) -> str | None:
    """The score as the sum of the ``periods`` known of one side; ``None`` where it is no sum, or nothing is known.

    Raises `marks.MarkError` for a period that is no number.
    """
    wanted = sheet(rsc)
    counted = [periods[name] for name in wanted.periods if periods.get(name) is not None]
    if not (wanted.summed and counted):
        return None
    return f"{sum((marks.parse_points(value) for value in counted), Decimal(0)):f}"
