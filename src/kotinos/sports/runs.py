"""Timed runs that are added up: two runs of a slalom, four heats of luge. The least total wins; equal totals share their place.

An entry has ``raw["parts"]``, one for each run in the order of the schedule (`kotinos.sports.series`). Who has finished more runs
stands before who has finished fewer, so that a run that is still on never puts anybody ahead who has not come down yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks, series
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit, rank_by
from kotinos.sports.series import Part
from kotinos.sports.ties import RECORDED


def time_in(entry: Entry, part: Part) -> marks.T4:
    """The time of one run: ``t4`` where a device or a factor gave it, else the mark; raises `CannotRank`."""
    exact = part.raw.get("t4")
    try:
        return marks.parse_time(part.mark) if exact is None else int(str(exact))
    except ValueError as error:
        raise refuse(entry, f"{part.unit}: {error}") from None


def total_time(entry: Entry) -> marks.T4:
    """The sum of all runs that have a time."""
    return sum(time_in(entry, part) for part in series.parts_of(entry) if series.scored(part))


def finished(entry: Entry) -> int:
    """How many runs have a time."""
    return sum(series.scored(part) for part in series.parts_of(entry))


def rank_total(unit: Unit, rule_set: str, irms: Sequence[str], *, decimals: int, numbered: bool = False) -> Ranking:
    """Rank by the total of all runs, shown with so many ``decimals``.

    An IRM in any run is one for the total. With ``numbered`` it says in which run (``DNF2``), and later runs stand before earlier
    ones. Raises `CannotRank`.
    """
    entries = tuple(_out(entry, numbered) for entry in unit.entries)
    begun = [entry for entry in entries if entry.irm is None and series.begun(entry)]
    runs = series.read_once(begun, finished)
    total = series.read_once(begun, total_time)

    def show(time: marks.T4) -> str:
        return marks.show_time(time, decimals)

    def values(entry: Entry) -> Mapping[str, Any]:
        if entry.irm is not None or not series.begun(entry):
            return {}
        done = (part for part in series.parts_of(entry) if series.scored(part))
        return {"total": show(total(entry)), "t4": total(entry), "parts": {part.unit: part.mark for part in done}}

    criteria = (series.more("runs_finished", runs), series.fewer("total_time", total, show), RECORDED)
    return rank_by(entries, criteria, rule_set, irms=irms, marked=series.begun, values=values)


def _out(entry: Entry, numbered: bool) -> Entry:
    if entry.irm is not None:
        return entry
    for at, part in enumerate(series.parts_of(entry), start=1):
        if part.irm is not None:
            return replace(entry, irm=f"{part.irm}{at}" if numbered and part.irm in NUMBERED else part.irm)
    return entry


NUMBERED = ("DNF", "DNS", "DSQ")
"""Marks of invalidity that are told with the run in which they were given."""


def numbered_irms(runs: int) -> tuple[str, ...]:
    """``DNF2``, ``DSQ2``, ``DNS2``, ``DNF1`` …: those of the last run first."""
    return tuple(f"{irm}{run}" for run in range(runs, 0, -1) for irm in ("DNF", "DSQ", "DNS"))


def reversed_order(ranking: Ranking, first: int, *, up_to: int | None = None) -> tuple[str, ...]:
    """The start order of the next run: the best ``first`` in reverse, then the others as they stand; at most ``up_to`` places start.

    Equal competitors at either limit all belong to it (FIS ICR 621.11.3), and among equal ones the higher start number, who stands
    later in the list, starts first. Raises `CannotRank` for a ``first`` below one.
    """
    if first < 1:
        raise CannotRank(f"a start order that reverses the best {first}; at least one")
    placed = [row for row in ranking.rows if row.rank is not None and (up_to is None or row.rank <= up_to)]
    best = [row.id for row in placed if row.rank is not None and row.rank <= first]
    return (*reversed(best), *(row.id for row in placed[len(best) :]))


PHRASES = {
    "runs_finished": {
        "en": "more runs finished ({0} against {1})",
        "fr": "plus de manches terminées ({0} contre {1})",
        "en_name": "runs finished",
        "fr_name": "manches terminées",
        "en_same": "both finished {0} runs",
        "fr_same": "{0} manches terminées chacun",
    },
    "total_time": {
        "en": "faster in total ({0} against {1})",
        "fr": "plus rapide au total ({0} contre {1})",
        "en_name": "total time",
        "fr_name": "temps total",
    },
}
