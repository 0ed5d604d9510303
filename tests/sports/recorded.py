"""A recorded event played through the rules: every unit, every phase and the event ranked, from nothing but marks and decided facts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.discipline import PhaseFormat
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit
from kotinos.sports.series import Part

Units = dict[Rsc, list[Entry]]
Facts = Mapping[tuple[str, str], Mapping[str, str]]


def read_facts(path: Path) -> Facts:
    """What officials would have recorded where the marks do not decide, by unit and competitor."""
    facts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            facts[row["unit"], row["competitor"]][row["slot"]] = row["value"]
    return facts


def read_marks(folder: Path, discipline: str, facts: Facts) -> Units:
    """The units of a discipline; a result that is ``LAP`` or the like is a mark as it stands."""
    units: Units = defaultdict(list)
    with (folder / "paris2024" / "marks" / f"{discipline}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rsc = Rsc(row["stage_code"])
            known = dict(facts.get((rsc, row["participant_code"]), {}))
            irm = known.pop("irm", None) or row.get("result_IRM") or None
            mark = {"mark": row["result"]} if row["result"] else {}
            units[rsc].append(
                Entry(
                    n=len(units[rsc]),
                    id=row["participant_code"],
                    name=row["participant_name"],
                    noc=row["participant_country_code"],
                    raw={**mark, **known},
                    irm=irm,
                    group=rsc,
                )
            )
    return units


def by_event(units: Units) -> dict[Rsc, Units]:
    events: dict[Rsc, Units] = defaultdict(dict)
    for rsc in sorted(units):
        events[rsc.at(Level.EVENT)][rsc] = units[rsc]
    return events


def play(event: Rsc, units: Units, day: date) -> EventResults:
    """The event with all its rankings."""
    played: dict[str, PhaseResult] = {}
    for one in reversed(programme.phases(event, list(units))):
        played[one.phase.phase] = _phase(one, units, day, played)
    phases = tuple(reversed(played.values()))
    everybody = {entry.id: entry for entries in units.values() for entry in entries}
    component = [one for one in phases if one.kind == "component"]
    total = None
    if component:
        parts = [unit for phase in reversed(component) for unit in phase.units]
        total = rulebook.rank(Unit(id=event, rsc=event, entries=in_series(parts), date=day))
    return EventResults(
        event=event,
        phases=phases,
        entries=tuple(Entry(n=n, id=one.id, noc=one.noc) for n, one in enumerate(everybody.values())),
        date=day,
        total=total,
    )


def _phase(form: PhaseFormat, units: Units, day: date, before: Mapping[str, PhaseResult]) -> PhaseResult:
    inside = tuple(
        UnitResult(
            rsc=rsc,
            entries=tuple(entries),
            ranking=rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=day)),
            finished=True,
        )
        for rsc, entries in units.items()
        if rsc.at(Level.PHASE) == form.phase
    )
    facts = {"qualify": dict(form.qualify)} if form.qualify else {}
    carried = [before[code] for code in form.carries]
    entries = in_series(inside, carried) if form.kind == "series" else _together(inside)
    whole = Unit(id=form.phase, rsc=form.phase, rule=form.rule or None, entries=entries, date=day, facts=facts)
    ranking = rulebook.rank(whole) if form.kind != "component" else None
    return PhaseResult(rsc=form.phase, kind=form.kind, level=form.level, units=inside, ranking=ranking, complete=True)


def _together(units: Sequence[UnitResult]) -> tuple[Entry, ...]:
    entries = [entry for unit in units for entry in unit.entries]
    return tuple(replace(entry, n=n) for n, entry in enumerate(entries))


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


def final_ranking(results: EventResults) -> Ranking:
    """The event from first to last."""
    own = programme.of(results.event)
    assert own is not None
    ranking = own.event(results)
    assert ranking is not None, results.event
    return ranking
