"""Paris 2024 events straight from the recorded marks: every unit ranked by its rule, every event as its discipline ranks it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.rehearsal import paris
from kotinos.sports import programme, rulebook
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit

FACTS = Path(paris.__file__).parent / "facts"
DAY = date(2024, 8, 1)

Units = dict[Rsc, tuple[Entry, ...]]


def facts(family: str) -> dict[tuple[Rsc, str], dict[str, str]]:
    """What the marks do not hold, by unit and competitor."""
    found: dict[tuple[Rsc, str], dict[str, str]] = defaultdict(dict)
    with (FACTS / f"{family}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[Rsc(row["unit"]), row["competitor"]][row["slot"]] = row["value"]
    return found


def read(folder: Path, discipline: str, family: str) -> dict[Rsc, Units]:
    """The units of each event of a discipline with their entries, sides in the order of the file's competitor codes."""
    known = facts(family)
    lines: dict[Rsc, list[dict[str, str]]] = defaultdict(list)
    with (folder / "paris2024" / "marks" / f"{discipline}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lines[Rsc(row["stage_code"])].append(row)
    events: dict[Rsc, Units] = defaultdict(dict)
    for rsc, rows in sorted(lines.items()):
        rows.sort(key=lambda row: row["participant_code"])
        events[rsc.at(Level.EVENT)][rsc] = tuple(
            _entry(n, row, known.get((rsc, row["participant_code"]), {})) for n, row in enumerate(rows)
        )
    return events


def _entry(n: int, row: dict[str, str], known: dict[str, str]) -> Entry:
    raw: dict[str, Any] = {"mark": row["result"], **known}
    irm = raw.pop("irm", None) or row.get("result_IRM") or None
    return Entry(
        n=n,
        id=row["participant_code"],
        name=row["participant_name"],
        noc=row["participant_country_code"],
        raw={name: value for name, value in raw.items() if value != ""},
        irm=irm,
        order=n + 1,
        group=row["stage_code"],
    )


def rank(rsc: Rsc, entries: Sequence[Entry]) -> Ranking:
    """One unit, or all of a phase, by its rule."""
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=DAY))


def results(event: Rsc, units: Units) -> EventResults:
    """The event when it was over."""
    held = {
        rsc: UnitResult(rsc=rsc, entries=entries, ranking=rank(rsc, entries), finished=True)
        for rsc, entries in units.items()
    }
    phases = []
    for plan in programme.phases(event, list(units)):
        inside = tuple(held[rsc] for rsc in held if plan.phase.covers(rsc))
        ranking = _phase(plan.phase, plan.kind, inside, plan.qualify)
        phases.append(
            PhaseResult(rsc=plan.phase, kind=plan.kind, level=plan.level, units=inside, ranking=ranking, complete=True)
        )
    people = {entry.id: entry for entries in units.values() for entry in entries}
    return EventResults(
        event=event,
        phases=tuple(phases),
        entries=tuple(Entry(n=n, id=who, noc=people[who].noc) for n, who in enumerate(sorted(people))),
        date=DAY,
    )


def _phase(phase: Rsc, kind: str, units: Sequence[UnitResult], qualify: Mapping[str, Any]) -> Ranking | None:
    if kind == "knockout":
        return None
    if kind == "heats":
        return rank(phase, [entry for unit in units for entry in unit.entries])
    members: dict[str, dict[str, Any]] = defaultdict(dict)
    for entry in (entry for unit in units for entry in unit.entries):
        members[entry.id] |= {"tie_break": entry.raw["tie_break"]} if "tie_break" in entry.raw else {}
    matches = [match for unit in units if (match := unit.match())]
    return rulebook.rank(
        Unit(
            id=phase,
            rsc=phase,
            entries=tuple(Entry(n=n, id=who, raw=members[who]) for n, who in enumerate(sorted(members))),
            matches=tuple(matches),
            date=DAY,
            facts={"qualify": dict(qualify)} if qualify else {},
        )
    )


def medallists(results_: EventResults, ranking: Ranking) -> list[tuple[int, str]]:
    """Place and NOC of the first three places."""
    nocs = {entry.id: str(entry.noc) for entry in results_.entries}
    return [(row.rank, nocs[row.id]) for row in ranking.rows if row.rank and row.rank <= 3]
