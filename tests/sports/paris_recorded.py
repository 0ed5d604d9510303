"""A sheet of Paris 2024 marks played through the real decisions, with the deciding facts that the sheet cannot hold."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kotinos
from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.facts import Command, Locator, Observation, Participant, Start, UnitPlan
from kotinos.results.officials import decide, stream_of
from kotinos.results.plan import default_plan
from kotinos.results.projections.view import View

FACTS = Path(kotinos.__file__).parent / "rehearsal" / "paris" / "facts"

Rows = Mapping[Rsc, list[dict[str, str]]]


class Recording:
    """The state after every unit of a sheet is official."""

    def __init__(self, folder: Path, sheet: str, family: str) -> None:
        self.games = Games()
        self.count = 0
        self.units = read(folder, sheet)
        self.decided = deciding(family)
        events: dict[Rsc, list[Rsc]] = defaultdict(list)
        for rsc in self.units:
            events[rsc.at(Level.EVENT)].append(rsc)
        for event, units in events.items():
            self._plan(event, units)
        for rsc in self.units:
            self._compete(rsc)
        self.view = View(self.games)
        self.events = tuple(events)

    def starters(self, event: Rsc, *phases: str) -> set[str]:
        """Who started in any unit of these phases."""
        units = (rsc for rsc in self.units if rsc.at(Level.EVENT) == event and rsc.phase in phases)
        return {row["participant_code"] for rsc in units for row in self.units[rsc]}

    def names(self, event: Rsc) -> dict[str, str]:
        """Name and NOC by competitor: ``WEARN Matt AUS``."""
        rows = (row for rsc, rows in self.units.items() if rsc.at(Level.EVENT) == event for row in rows)
        return {row["participant_code"]: f"{row['participant_name']} {row['participant_country_code']}" for row in rows}

    def _do(self, fact: Any) -> None:
        self.count += 1
        number = str(self.count)
        decided = decide(self.games, Command(id=number, fact=fact, actor="tester", source="official"))
        event = Proposal(
            id=number,
            at="2024-08-11T12:00:00.000000Z",
            stream=stream_of(decided),
            kind=str(decided.__struct_config__.tag),
            actor="tester",
            source="official",
            body=canonical.encode(decided),
        )
        self.games = apply(self.games, event, fact_of(event))

    def _plan(self, event: Rsc, units: list[Rsc]) -> None:
        people = {row["participant_code"]: row for rsc in units for row in self.units[rsc]}
        self._do(facts.ParticipantsEntered(participants=tuple(_person(event, row) for row in people.values())))
        self._do(default_plan(event, units))
        ordered = sorted(units, key=lambda rsc: (self.units[rsc][0]["date"][:10], rsc))
        plans = (UnitPlan(rsc=rsc, order=n, start=self.units[rsc][0]["date"]) for n, rsc in enumerate(ordered))
        self._do(facts.UnitsPlanned(units=tuple(plans)))

    def _compete(self, rsc: Rsc) -> None:
        rows = self.units[rsc]
        codes = [row["participant_code"] for row in rows]
        starts = (Start(competitor=who, sort=n, order=str(n)) for n, who in enumerate(codes, start=1))
        self._do(facts.StartListSet(unit=rsc, revision=0, starts=tuple(starts)))
        values = [(row["participant_code"], "mark", row["result"]) for row in rows if row["result"]]
        values += [(row["participant_code"], "irm", row["result_IRM"]) for row in rows if row["result_IRM"]]
        values += self.decided.get(rsc, [])
        items = tuple(Observation(who=Locator(id=who), slot=slot, value=value) for who, slot, value in values)
        self._do(facts.MarksObserved(unit=rsc, revision=1, items=items, complete=True))
        self._do(facts.StatusSet(unit=rsc, status="OFFICIAL"))


def _person(event: Rsc, row: Mapping[str, str]) -> Participant:
    return Participant(
        id=row["participant_code"],
        type="T" if row["participant_type"] == "Team" else "A",
        noc=row["participant_country_code"],
        name=row["participant_name"],
        print_name=row["participant_name"],
        gender=event.gender,
        events=(event,),
    )


def read(folder: Path, sheet: str) -> Rows:
    """The units of a sheet, each with its rows."""
    units: dict[Rsc, list[dict[str, str]]] = defaultdict(list)
    with (folder / "paris2024" / "marks" / f"{sheet}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            units[Rsc(row["stage_code"])].append(row)
    return units


def deciding(family: str) -> dict[Rsc, list[tuple[str, str, str]]]:
    """What an official would have recorded beside the marks: by unit, (competitor, slot, value)."""
    decided: dict[Rsc, list[tuple[str, str, str]]] = defaultdict(list)
    with (FACTS / f"{family}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            decided[Rsc(row["unit"])].append((row["competitor"], row["slot"], row["value"]))
    return decided
