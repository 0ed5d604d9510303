"""BMX racing. UCI Regulations Part 6, chapter on BMX racing: motos scored by place, a last-chance race, semi-finals, the final.

Quarter-finals and semi-finals are three runs in changing heats; the place in a run is its points, the fewest points lead. The time
decides a run; a time trial before it only seeds. Slot: ``place``, the order at the line where the photo told equal times apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, formats, marks, series
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, has_time, time_of
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.series import Part
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("DNF", "REL", "DNS", "DSQ")
KEPT = ("DNF", "REL")
"""Did not finish, relegated: behind everybody who arrived, with a place all the same."""

ABSENT = 2
"""Points beyond the number of riders of the heat for who did not start."""

ORDER = ("FNL", "SFNL", "REP", "QFNL", "8FNL", "HEAT", "RND1", "SEED", "QUAL")


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race: by time, then by the photo; who did not finish or was relegated is last."""
    return arrivals.rank_arrivals(
        unit, rule_set, (TIME, FINISH), has_time, irms=IRMS, kept=KEPT, values=lambda entry: {"t4": time_of(entry)}
    )


def points_of(part: Part) -> int | None:
    """The points of one run: the place; the number of riders for DNF and REL, two more for DNS and DSQ; ``None`` before it is run."""
    if part.irm is not None:
        return part.of if part.irm in KEPT else part.of + ABSENT
    return part.rank


def rank_motos(unit: Unit, rule_set: str) -> Ranking:
    """The runs of a phase together: fewest points, then the better place in the last run, then the better time in it.

    A rider who did not start the last run, or has no time there, stands behind those who have one. While runs are to come, riders
    with more runs stand first.
    """

    def counted(entry: Entry) -> list[tuple[Part, int]]:
        return [(part, points) for part in series.parts_of(entry) if (points := points_of(part)) is not None]

    def begun(entry: Entry) -> bool:
        return any(part.irm not in ("DNS", "DSQ") for part, _ in counted(entry))

    entries = tuple(_out(entry) for entry in unit.entries)
    riding = [entry for entry in entries if entry.irm is None and begun(entry)]
    runs = series.read_once(riding, lambda entry: len(counted(entry)))
    points = series.read_once(riding, lambda entry: sum(points for _, points in counted(entry)))
    last = series.read_once(riding, lambda entry: counted(entry)[-1][1])
    clock = series.read_once(riding, lambda entry: _time_in(counted(entry)[-1][0]))
    criteria = (
        series.more("bmx_runs", runs),
        series.fewer("points_less", points),
        series.fewer("bmx_last_run", last),
        series.fewer("bmx_last_time", clock, _show_time),
        RECORDED,
    )

    def values(entry: Entry) -> Mapping[str, Any]:
        if entry.irm is not None or not begun(entry):
            return {}
        return {
            "total": str(sum(points for _, points in counted(entry))),
            "parts": {part.unit: points for part, points in counted(entry)},
        }

    return rank_by(entries, criteria, rule_set, irms=IRMS, marked=begun, values=values)


def _out(entry: Entry) -> Entry:
    """Who was disqualified in a run is so for the phase; who started no run at all did not start it."""
    irms = [part.irm for part in series.parts_of(entry)]
    if entry.irm is None and "DSQ" in irms:
        return replace(entry, irm="DSQ")
    return replace(entry, irm="DNS") if entry.irm is None and irms and set(irms) == {"DNS"} else entry


def _time_in(part: Part) -> tuple[int, marks.T4]:
    return (0, marks.parse_time(part.mark)) if series.scored(part) else (1, 0)


def _show_time(value: tuple[int, marks.T4]) -> str:
    return marks.show_time(value[1], 3) if value[0] == 0 else "–"


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """A phase of several runs is a series. Twelve of the quarter-finals go straight to the semi-finals, the next eight to the
    last-chance race, whose first four follow; eight of the semi-finals are in the final."""
    codes = {unit.phase for unit in units}

    def kind(phase: Rsc) -> str:
        if phase.phase == "FNL":
            return "final"
        runs = {unit.unit[:4] for unit in units if unit.at(Level.PHASE) == phase and unit.unit}
        return "series" if len(runs) > 1 else "heats"

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        match phase.phase:
            case "QFNL" if "REP" in codes:
                return {"total": 12, "reserves": 8}
            case "REP":
                return {"place": 4}
            case "SFNL":
                return {"total": 8}
        return {}

    return formats.ordered(units, ORDER, kind=kind, qualify=qualify)


_SINCE = date(2021, 1, 1)
_RACE, _MOTOS = f"BMX-race@{_SINCE}", f"BMX-motos@{_SINCE}"


def _one_race(rsc: Rsc) -> bool:
    return bool(rsc.unit) or rsc.phase in ("FNL", "REP", "SEED", "QUAL")


RULE_SETS = (
    RuleSet(
        id=_RACE,
        effective=_SINCE,
        names=("bmx_race",),
        covers=lambda rsc: rsc.discipline == "BMX" and bool(rsc.phase) and _one_race(rsc),
        irms=IRMS,
        source="UCI Regulations Part 6, BMX racing: results of a race",
        rank=partial(rank_race, rule_set=_RACE),
    ),
    RuleSet(
        id=_MOTOS,
        effective=_SINCE,
        names=("bmx_motos",),
        covers=lambda rsc: rsc.discipline == "BMX" and bool(rsc.phase) and not _one_race(rsc),
        irms=IRMS,
        source="UCI Regulations Part 6, BMX racing: motos and ties",
        rank=partial(rank_motos, rule_set=_MOTOS),
    ),
)

PHRASES = {
    **arrivals.PHRASES,
    "bmx_runs": {
        "en": "more runs ridden ({0} against {1})",
        "fr": "plus de manches courues ({0} contre {1})",
        "en_name": "runs",
        "fr_name": "manches",
        "en_same": "both rode {0} runs",
        "fr_same": "{0} manches courues chacun",
    },
    "bmx_last_run": {
        "en": "better in the last run ({0} against {1} points)",
        "fr": "meilleur dans la dernière manche ({0} contre {1} points)",
        "en_name": "last run",
        "fr_name": "dernière manche",
        "en_same": "both {0} points in the last run",
        "fr_same": "{0} points chacun dans la dernière manche",
    },
    "bmx_last_time": {
        "en": "faster in the last run ({0} against {1})",
        "fr": "plus rapide dans la dernière manche ({0} contre {1})",
        "en_name": "time in the last run",
        "fr_name": "temps de la dernière manche",
    },
}

DISCIPLINES = (
    Discipline(
        code="BMX",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda rsc: "TIME" if _one_race(rsc) else "POINTS",
        read_mark=time,
    ),
)
