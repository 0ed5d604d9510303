"""The omnium. UCI Regulations Part 3, from 3.2.247: several races on points, the last of which is a points race.

Since the season of 2016–17 four races in one day: scratch, tempo, elimination, points race. From June 2014 six in two days:
scratch, individual pursuit, elimination, time trial, flying lap, points race. In both the first of a race wins 40 points, the
second 38, and so on; the points race then adds and takes away, and the place in its last sprint breaks a tie.

The ``mark`` of the points race is the running total that boards show, carried points included. Where its own points are recorded
(``sprint_points`` and ``laps``: laps gained, -1 for one lost) the total is computed, and has to be the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks, series
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.series import Part
from kotinos.sports.ties import RECORDED
from kotinos.sports.track_points import last_sprint_of, raced_points

IRMS = ("DNF", "DNS", "DSQ")
"""Who does not finish a race, or does not start the next one, is out of the omnium."""

LAST = "PTS"

FOUR_RACES = ("SCR", "TEMP", "ELIM", LAST)
SIX_RACES = ("SCR", "IP", "ELIM", "TT", "FL", LAST)
ORDER = (LAST, "FL", "TT", "ELIM", "TEMP", "IP", "SCR")
"""Races of either format, from the last to the first."""


def points_of_place(place: int) -> int:
    """40 for the first, 38 for the second … 2 for the twentieth, 1 for everybody behind."""
    return max(1, 42 - 2 * place)


def points_of(part: Part) -> Decimal:
    """What a race before the points race gave."""
    return Decimal(points_of_place(part.rank)) if part.rank is not None else Decimal(0)


def rank_total(unit: Unit, rule_set: str, races: Sequence[str]) -> Ranking:
    """The omnium after the races that have been ridden. Raises `CannotRank` for a race of another format."""
    entries = tuple(_out(entry) for entry in unit.entries)
    for entry in entries:
        strange = [part.unit for part in series.parts_of(entry) if part.phase not in races]
        if strange:
            raise refuse(entry, f"{strange[0]}: the omnium of this date is {', '.join(races)}")
    riding = [entry for entry in entries if entry.irm is None]
    total = series.read_once(riding, total_of)
    sprint = series.read_once(riding, _last_sprint)
    criteria = (
        series.more("points", total, marks.show_points),
        series.where_all_known("last_sprint", sprint),
        RECORDED,
    )
    return rank_by(
        entries,
        criteria,
        rule_set,
        irms=IRMS,
        marked=_begun,
        values=lambda entry: _values(entry, total(entry)) if entry.irm is None and _begun(entry) else {},
    )


def total_of(entry: Entry) -> Decimal:
    """The points of one rider so far; raises `CannotRank` where the points race does not lead to the total shown."""
    parts = series.parts_of(entry)
    carried = sum((points_of(part) for part in parts if part.phase != LAST), Decimal(0))
    last = next((part for part in parts if part.phase == LAST), None)
    if last is None or not _ridden(last):
        return carried
    own = raced_points(entry, last.raw)
    if own is None:
        return series.points_in(entry, last)
    if marks.given(last.raw.get("mark")) and series.points_in(entry, last) != carried + own:
        raise refuse(entry, f"total {last.mark}; {carried} carried and {own} of the points race are {carried + own}")
    return carried + own


def _ridden(part: Part) -> bool:
    return marks.given(part.raw.get("mark")) or marks.given(part.mark) or marks.given(part.raw.get("sprint_points"))


def _begun(entry: Entry) -> bool:
    return any(part.rank is not None or series.scored(part) for part in series.parts_of(entry))


def _last_sprint(entry: Entry) -> int | None:
    return next((last_sprint_of(entry, part.raw) for part in series.parts_of(entry) if part.phase == LAST), None)


def _values(entry: Entry, total: Decimal) -> dict[str, object]:
    parts = series.parts_of(entry)
    given = {part.unit: str(points_of(part)) for part in parts if part.phase != LAST and part.rank is not None}
    own = {
        part.unit: points
        for part in parts
        if part.phase == LAST and (points := raced_points(entry, part.raw)) is not None
    }
    return {"total": marks.show_points(total), "parts": {**given, **{one: str(points) for one, points in own.items()}}}


def _out(entry: Entry) -> Entry:
    irms = [part.irm for part in series.parts_of(entry) if part.irm in IRMS]
    return replace(entry, irm=irms[0]) if irms and entry.irm is None else entry


def _set(since: date, races: tuple[str, ...]) -> RuleSet:
    rule_set = f"CTR-omnium@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("omnium",),
        covers=is_omnium_total,
        irms=IRMS,
        source="UCI Regulations Part 3, from 3.2.247 (omnium)",
        rank=partial(rank_total, rule_set=rule_set, races=races),
    )


def is_omnium_total(rsc: Rsc) -> bool:
    """Whether an RSC is an omnium as a whole."""
    return rsc.discipline == "CTR" and rsc.event.startswith("OMNIUM") and not rsc.phase


SINCE_SIX, SINCE_FOUR = date(2014, 6, 20), date(2016, 11, 4)
"""Six races on points; four races, first ridden at the World Cup of Glasgow."""

RULE_SETS = (_set(SINCE_SIX, SIX_RACES), _set(SINCE_FOUR, FOUR_RACES))
