"""Paris 2024 events played through the rules: every unit, every phase and the event ranked, from nothing but marks and decided facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.discipline import PhaseFormat
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit
from kotinos.sports.series import Part
from tests.sports import paris_sheets
from tests.sports.paris_sheets import Units

DAY = date(2024, 8, 1)


def of_sheets(folder: Path, sheets: Sequence[str], family: str) -> dict[Rsc, EventResults]:
    """Every event of some sheets when it was over."""
    return {
        event: results(event, units)
        for sheet in sheets
        for event, units in paris_sheets.events(folder, sheet, family).items()
    }


def results(event: Rsc, units: Units) -> EventResults:
    """The event when it was over, with all its rankings."""
    held = {
        rsc: UnitResult(rsc=rsc, entries=entries, ranking=_rank(rsc, entries), finished=True)
        for rsc, entries in units.items()
    }
    played: dict[str, PhaseResult] = {}
    for plan in reversed(programme.phases(event, list(units))):
        inside = tuple(held[rsc] for rsc in held if plan.phase.covers(rsc))
        played[plan.phase.phase] = PhaseResult(
            rsc=plan.phase,
            kind=plan.kind,
            level=plan.level,
            units=inside,
            ranking=_phase(plan, inside, played),
            complete=True,
        )
    phases = tuple(reversed(played.values()))
    parts = [unit for phase in reversed(phases) if phase.kind == "component" for unit in phase.units]
    people = {entry.id: entry for entries in units.values() for entry in entries}
    return EventResults(
        event=event,
        phases=phases,
        entries=tuple(Entry(n=n, id=who, noc=people[who].noc) for n, who in enumerate(sorted(people))),
        date=DAY,
        total=_rank(event, in_series(parts)) if parts else None,
    )


def _rank(rsc: Rsc, entries: Sequence[Entry], **more: Any) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=DAY, **more))


def _phase(plan: PhaseFormat, units: Sequence[UnitResult], before: Mapping[str, PhaseResult]) -> Ranking | None:
    facts = {"qualify": dict(plan.qualify)} if plan.qualify else {}
    if plan.kind in ("knockout", "component"):
        return None
    if plan.kind == "pool":
        return _pool(plan.phase, units, facts)
    carried = [before[code] for code in plan.carries]
    entries = in_series(units, carried) if plan.kind == "series" else _together(units)
    return _rank(plan.phase, entries, rule=plan.rule or None, facts=facts)


def _together(units: Sequence[UnitResult]) -> tuple[Entry, ...]:
    entries = [entry for unit in units for entry in unit.entries]
    return tuple(replace(entry, n=n) for n, entry in enumerate(entries))


def _pool(phase: Rsc, units: Sequence[UnitResult], facts: Mapping[str, Any]) -> Ranking:
    """A table from its matches; a drawn lot of a team stands in any of them."""
    members: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in (entry for unit in units for entry in unit.entries):
        members[entry.id] |= {"tie_break": entry.raw["tie_break"]} if "tie_break" in entry.raw else {}
    entries = tuple(Entry(n=n, id=who, raw=members[who]) for n, who in enumerate(sorted(members)))
    matches = tuple(match for unit in units if (match := unit.match()))
    return _rank(phase, entries, matches=matches, facts=facts)


def in_series(units: Sequence[UnitResult], carried: Sequence[PhaseResult] = ()) -> tuple[Entry, ...]:
    """Everybody once, with what each unit gave, after what was carried from earlier phases."""
    parts: dict[str, list[Part]] = defaultdict(list)
    nocs = {entry.id: entry.noc for unit in units for entry in unit.entries}
    for phase in carried:
        rows = phase.ranking.rows if phase.ranking else ()
        for row in rows:
            if row.id in nocs:
                total = str(row.values.get("total", ""))
                parts[row.id].append(
                    Part(unit=phase.rsc[22:], mark=total, irm=row.irm, rank=row.rank, of=len(rows), raw=row.values)
                )
    for unit in units:
        for entry in unit.entries:
            own = unit.row(entry.id)
            parts[entry.id].append(
                Part(
                    unit=unit.rsc[22:],
                    mark=str(entry.raw.get("mark", "")),
                    irm=own.irm if own else entry.irm,
                    rank=own.rank if own else None,
                    of=len(unit.entries),
                    raw={**entry.raw, **(own.values if own else {})},
                )
            )
    return tuple(
        Entry(n=n, id=who, noc=nocs[who], raw={"parts": tuple(parts[who])}) for n, who in enumerate(sorted(parts))
    )


def final_ranking(results_: EventResults) -> Ranking:
    """The event from first to last."""
    own = programme.of(results_.event)
    assert own is not None
    ranking = own.event(results_)
    assert ranking is not None, results_.event
    return ranking


def medallists(results_: EventResults, ranking: Ranking) -> list[tuple[int, str]]:
    """Place and NOC of the first three places."""
    nocs = {entry.id: str(entry.noc) for entry in results_.entries}
    return [(row.rank, nocs[row.id]) for row in ranking.rows if row.rank and row.rank <= 3]
