"""Canoe slalom, canoe and kayak singles; kayak cross is in `kayak_cross`. ICF Canoe Slalom Competition Rules: runs, penalties, heats.

A run is its time and its penalties: 2 seconds for a gate touched, 50 for one missed. Slots: ``mark``, the result of the run, or
``time`` and ``gate/1`` … (0, 2 or 50). The better of two runs counts in the heats; equal results share their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import formats, kayak_cross, marks, series, tournaments
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import refuse
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Criterion, Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNF", "DSQ-R", "DNS", "DSQ", "DQB")
"""``DSQ-R`` is for one run only; ``DSQ`` and ``DQB`` are for the event."""

PENALTIES = ("0", "2", "50")

SEMI_FINALISTS: Mapping[str, int] = {"MC1": 16, "MK1": 20, "WC1": 18, "WK1": 22}
"""Who go on from the heats of Paris 2024, by gender and boat."""
FINALISTS = 12


def run_of(entry: Entry) -> marks.T4 | None:
    """The result of one run: ``mark``, or ``time`` and the penalties of all gates; ``None`` without one. Raises `CannotRank`."""
    try:
        if marks.given(entry.raw.get("mark")):
            return marks.parse_time(entry.raw["mark"])
        if marks.given(entry.raw.get("time")):
            return marks.parse_time(entry.raw["time"]) + penalty_of(entry) * marks.SECOND
    except marks.MarkError as error:
        raise refuse(entry, error) from None
    return None


def penalty_of(entry: Entry) -> int:
    """The seconds of all gates; raises `CannotRank` for anything but 0, 2 and 50."""
    gates = {slot: str(value) for slot, value in entry.raw.items() if slot.startswith("gate/") and marks.given(value)}
    for slot, seconds in gates.items():
        if seconds not in PENALTIES:
            raise refuse(entry, f"{slot} {seconds!r}; 0, 2 (touched) or 50 (missed)")
    return sum(int(seconds) for seconds in gates.values())


def rank_run(unit: Unit, rule_set: str) -> Ranking:
    """One run, fewest seconds with penalties first."""
    runs = {entry.id: run for entry in unit.entries if entry.irm is None and (run := run_of(entry)) is not None}
    return _rank(unit.entries, runs, rule_set, {who: {"total": marks.show_time(run)} for who, run in runs.items()})


def rank_heats(unit: Unit, rule_set: str) -> Ranking:
    """Two runs, of which the better one counts. A mark of invalidity stands only for who has no run, or was disqualified."""
    entries = tuple(_out(entry) for entry in unit.entries)
    results = {entry.id: _results(entry) for entry in entries if entry.irm is None}
    runs = {who: min(of_unit.values()) for who, of_unit in results.items() if of_unit}
    shown = {
        who: {
            "total": marks.show_time(run),
            "parts": {name: marks.show_time(one) for name, one in results[who].items()},
        }
        for who, run in runs.items()
    }
    return _rank(entries, runs, rule_set, shown)


def _results(entry: Entry) -> dict[str, marks.T4]:
    try:
        return {part.unit: marks.parse_time(part.mark) for part in series.parts_of(entry) if series.scored(part)}
    except marks.MarkError as error:
        raise refuse(entry, error) from None


def _out(entry: Entry) -> Entry:
    irms = [part.irm for part in series.parts_of(entry) if part.irm]
    if entry.irm is not None or not irms:
        return entry
    of_event = next((irm for irm in ("DQB", "DSQ") if irm in irms), None)
    over = len(irms) == len(series.parts_of(entry))
    return replace(entry, irm=of_event or irms[-1]) if of_event or over else entry


def _rank(
    entries: Sequence[Entry], runs: Mapping[str, marks.T4], rule_set: str, shown: Mapping[str, Mapping[str, Any]]
) -> Ranking:
    result = Criterion(
        "slalom_result", lambda entry, _: runs[entry.id], lambda entry, _: marks.show_time(runs[entry.id])
    )
    return rank_by(
        entries,
        (result, RECORDED),
        rule_set,
        irms=IRMS,
        marked=lambda entry: entry.id in runs,
        values=lambda entry: shown.get(entry.id, {}),
    )


def is_cross(rsc: Rsc) -> bool:
    """Whether this is kayak cross."""
    return rsc.event.startswith("X1")


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Heats of two runs, the semi-final, the final; kayak cross as `kayak_cross.phases` says."""
    if is_cross(event):
        return kayak_cross.phases(event, units)

    def kind(phase: Rsc) -> str:
        runs = sum(unit.at(Level.PHASE) == phase for unit in units)
        return "final" if phase.phase == "FNL" else "series" if runs > 1 else "heats"

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        if phase.phase == "SFNL":
            return {"total": FINALISTS}
        total = SEMI_FINALISTS.get(event.gender + event.event.rstrip("-"))
        return {"total": total} if phase.phase == "HEAT" and total else {}

    return formats.ordered(units, kind=kind, qualify=qualify)


def event(results: EventResults) -> Ranking | None:
    """By the last round that everybody reached, and the place in it."""
    return kayak_cross.event(results) if is_cross(results.event) else tournaments.general(results)


_SINCE = date(2009, 1, 1)
_RUN, _HEATS = f"CSL-run@{_SINCE}", f"CSL-heats@{_SINCE}"


def _two_runs(rsc: Rsc) -> bool:
    return rsc.phase == "HEAT" and not rsc.unit


RULE_SETS = (
    *kayak_cross.RULE_SETS,
    RuleSet(
        id=_HEATS,
        effective=_SINCE,
        names=("canoe_slalom_heats",),
        covers=lambda rsc: rsc.discipline == "CSL" and not is_cross(rsc) and _two_runs(rsc),
        irms=IRMS,
        source="ICF Canoe Slalom Competition Rules, heats: the better of two runs",
        rank=partial(rank_heats, rule_set=_HEATS),
    ),
    RuleSet(
        id=_RUN,
        effective=_SINCE,
        names=("canoe_slalom_run",),
        covers=lambda rsc: rsc.discipline == "CSL" and bool(rsc.phase) and not _two_runs(rsc),
        irms=IRMS,
        source="ICF Canoe Slalom Competition Rules, result of a run",
        rank=partial(rank_run, rule_set=_RUN),
    ),
)

PHRASES = {
    **kayak_cross.PHRASES,
    "slalom_result": {
        "en": "fewer seconds with penalties ({0} against {1})",
        "fr": "moins de secondes, pénalités comprises ({0} contre {1})",
        "en_name": "result",
        "fr_name": "résultat",
    },
}


def _read_mark(rsc: Rsc, text: str) -> str:
    return kayak_cross.read_mark(rsc, text) if is_cross(rsc) and rsc.phase != "QUAL" else time(rsc, text)


DISCIPLINES = (
    Discipline(
        code="CSL",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        event=event,
        mark_type=lambda _: "TIME",
        read_mark=_read_mark,
    ),
)
