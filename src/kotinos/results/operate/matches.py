"""How a match goes on at its desk: its periods, its clock, and whether it can end as it stands. PURE."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from kotinos.results.competition import Games, UnitState
from kotinos.results.documents import Text
from kotinos.results.ending import reasons_against
from kotinos.results.life import FINISHED
from kotinos.results.projections.view import View
from kotinos.sports import formats, match_sheets
from kotinos.sports.match_sheets import MatchSheet
from kotinos.sports.plausible_text import text

OVER = "UNOFFICIAL"
"""The status with which a desk ends a match."""


class Period(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One period, and what the clock says when it begins. A match without periods has one without a code."""

    code: str
    clock: str = ""


class Ending(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the match would end now: who has won, or that it is a tie, and what speaks against its being over."""

    winner: str = ""
    tie: bool = False
    doubts: tuple[Text, ...] = ()


class Match(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A match of two known sides that is not over. ``down``: its clock counts to zero. ``nil``: a period begins at 0 for either side, for
    the score is the sum of the periods."""

    periods: tuple[Period, ...]
    clock: bool = False
    down: bool = False
    nil: bool = False
    ending: Ending


def match(games: Games, unit: UnitState) -> Match | None:
    """The match that a unit is; ``None`` for any other, for one whose sides are not known, and for one that is over."""
    rsc = unit.plan.rsc
    if not formats.is_duel(rsc) or len(unit.starts) != 2 or unit.status in FINISHED:
        return None
    wanted = MatchSheet() if games.parts_of(rsc) else match_sheets.sheet(rsc)
    return Match(
        periods=tuple(
            Period(code=code, clock=match_sheets.starts_at(rsc, code) if wanted.clock else "")
            for code in wanted.periods or ("",)
        ),
        clock=wanted.clock is not None,
        down=wanted.clock is not None and wanted.clock.down,
        nil=wanted.summed,
        ending=_ending(games, unit),
    )


def _ending(games: Games, unit: UnitState) -> Ending:
    rsc = unit.plan.rsc
    over = replace(unit, status=OVER)
    rows = View(replace(games, units={**games.units, rsc: over})).rows(rsc)
    results = {row.wlt: row.id for row in rows}
    return Ending(
        winner=results.get("W", ""),
        tie="T" in results,
        doubts=tuple(text(found) for found in reasons_against(games, unit, OVER)),
    )
