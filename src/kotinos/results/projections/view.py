"""One state, looked at once: rankings and places computed when first asked for, and then the same for every projection of the step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.documents import CompetitorRef, Medallist
from kotinos.results.facts import Origin
from kotinos.results.life import AFTER, FINISHED
from kotinos.results.projections import display, tournament
from kotinos.results.projections.people import TBD, reference
from kotinos.sports import combined_points, medals, progression, rulebook
from kotinos.sports import stages as stages_
from kotinos.sports.knockout import BracketError
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Row, Unit

LISTED = ("attempt", "height", "split", "period")
"""Slots that come in numbers (``attempt/3``) and become a list in the ranking's input (``attempts``)."""


class View:
    """The state of a Games with what follows from it."""

    def __init__(self, games: Games) -> None:
        self.games = games
        self._rankings: dict[Rsc, Ranking | None] = {}
        self._phases: dict[Rsc, Ranking | None] = {}
        self._events: dict[Rsc, Ranking | None] = {}
        self._medals: dict[Rsc, tuple[Medallist, ...]] = {}
        self._problems: dict[Rsc, str] = {}

    def unit(self, rsc: Rsc) -> UnitState:
        """The unit's state."""
        return self.games.units[rsc]

    def competitor(self, competitor: str, bib: str = "") -> CompetitorRef:
        """A competitor as rows show it."""
        return reference(self.games, competitor, bib)

    # -- rankings ----------------------------------------------------------------------------------------------------

    def ranking(self, rsc: Rsc) -> Ranking | None:
        """The ranking of one unit, or ``None`` where no rule can rank it (`problem` says why)."""
        if rsc not in self._rankings:
            unit = self.games.units[rsc]
            self._rankings[rsc] = self._rank(self.unit_input(unit), rsc)
        return self._rankings[rsc]

    def phase_ranking(self, phase: Rsc) -> Ranking | None:
        """All units of a phase ranked together; for a pool, its table."""
        if phase not in self._phases:
            plan = self.games.phase_plan(phase)
            pool = plan is not None and plan.kind == "pool"
            whole = self._pool_input(phase) if pool else self._heats_input(phase)
            self._phases[phase] = self._rank(whole, phase)
        return self._phases[phase]

    def problem(self, rsc: Rsc) -> str:
        """Why a unit or phase could not be ranked; empty when it could."""
        return self._problems.get(rsc, "")

    def _rank(self, unit: Unit, rsc: Rsc) -> Ranking | None:
        if not unit.entries:
            return None
        try:
            return rulebook.rank(unit)
        except CannotRank as error:
            self._problems[rsc] = str(error)
            return None

    def rows(self, rsc: Rsc) -> tuple[Row, ...]:
        """The rows of a unit's ranking; empty where there is none."""
        ranking = self.ranking(rsc)
        return ranking.rows if ranking else ()

    def unit_input(self, unit: UnitState) -> Unit:
        """A unit as the rules take it: only what stands in its slots, and recorded decisions."""
        rsc = unit.plan.rsc
        return Unit(
            id=rsc,
            rsc=rsc,
            rule=self._rule(rsc.at(Level.PHASE)),
            date=self._rule_date(rsc, unit),
            entries=tuple(_entry(unit, n) for n in range(len(unit.starts))),
            facts={**unit.plan.facts, **_values(unit, UNIT), **_running(unit)},
        )

    def _heats_input(self, phase: Rsc) -> Unit:
        units = self.games.of_phase(phase)
        entries = [
            msgspec.structs.replace(_entry(unit, n), order=None, group=unit.plan.rsc)
            for unit in units
            for n in range(len(unit.starts))
        ]
        numbered = tuple(msgspec.structs.replace(e, n=n) for n, e in enumerate(_latest(entries)))
        plan = self.games.phase_plan(phase)
        when = self._rule_date(phase, units[0]) if units else None
        facts = {"qualify": msgspec.to_builtins(plan.qualify)} if plan and plan.qualify else {}
        return Unit(id=phase, rsc=phase, rule=self._rule(phase), date=when, entries=numbered, facts=facts)

    def _pool_input(self, phase: Rsc) -> Unit:
        units = self.games.of_phase(phase)
        teams: dict[str, Entry] = {}
        matches = []
        for unit in units:
            for start in unit.starts:
                person = self.games.participants.get(start.competitor)
                entry = Entry(
                    n=len(teams),
                    id=start.competitor,
                    name=person.name if person else "",
                    noc=person.noc if person else None,
                    raw=_lots(units, start.competitor),
                )
                teams.setdefault(start.competitor, entry)
            if len(unit.starts) == 2:
                matches.append(self.match(unit))
        ordered = sorted(teams.values(), key=lambda e: e.id)
        entries = tuple(msgspec.structs.replace(e, n=n) for n, e in enumerate(ordered))
        facts: dict[str, Any] = {}
        for unit in units:
            facts.update(unit.plan.facts)
        return Unit(
            id=phase,
            rsc=phase,
            rule=self._rule(phase),
            date=self._rule_date(phase, units[0]) if units else None,
            entries=entries,
            matches=tuple(matches),
            facts=facts,
        )

    def match(self, unit: UnitState) -> Match:
        home, away = (s.competitor for s in unit.starts)
        scores = [unit.value(c, "mark") for c in (home, away)]
        known = unit.status in FINISHED and all(s is not None and str(s).isdigit() for s in scores)
        irms = {c: unit.value(c, "irm") for c in (home, away) if unit.value(c, "irm")}
        score = (int(scores[0]), int(scores[1])) if known else None
        return Match(home=home, away=away, score=score, facts={"irm": irms} if irms else {})

    def _rule(self, phase: Rsc) -> str | None:
        plan = self.games.phase_plan(phase)
        return plan.rule or None if plan else None

    def _rule_date(self, rsc: Rsc, unit: UnitState | None) -> date | None:
        event = self.games.events.get(rsc.at(Level.EVENT))
        text = (event.rule_date if event else "") or (unit.start if unit else "") or self.games.declared.start
        return date.fromisoformat(text[:10]) if text else None

    # -- progress ----------------------------------------------------------------------------------------------------

    def phase_status(self, phase: Rsc) -> str:
        """The result status of a phase: that of its least advanced unit once all are done, ``INTERMEDIATE`` between units."""
        return combined_status([u.status for u in self.games.of_phase(phase)])

    def event_status(self, event: Rsc) -> str:
        """The same over all units of an event."""
        return combined_status([self.games.units[u].status for u in self.games.of_event.get(event, ())])

    def schedule_status(self, rsc: Rsc) -> str:
        """A unit's schedule status; for a phase that is scheduled as one, the status of its units together."""
        own = self.games.units[rsc].schedule
        if rsc.level is not Level.PHASE:
            return own
        inside = {u.schedule for u in self.games.of_phase(rsc)}
        if len(inside) == 1:
            return inside.pop()
        return "SCHEDULED" if inside == {"SCHEDULED", "RESCHEDULED"} else "RUNNING"

    def complete(self, phase: Rsc) -> bool:
        """Whether every unit of a phase is done."""
        units = self.games.of_phase(phase)
        return bool(units) and all(u.status in FINISHED for u in units)

    def qualified(self, phase: Rsc) -> Mapping[str, str]:
        """Qualification marks by competitor, as far as they are decided."""
        plan, ranking = self.games.phase_plan(phase), self.phase_ranking(phase)
        if plan is None or plan.qualify is None or ranking is None:
            return {}
        done = {
            u.plan.rsc: r
            for u in self.games.of_phase(phase)
            if u.status in FINISHED and (r := self.ranking(u.plan.rsc))
        }
        rule: dict[str, Any] = msgspec.to_builtins(plan.qualify)
        if not self.complete(phase):
            # Before the last heat only places are sure; times and totals may still be beaten.
            rule = {"place": rule.get("place", 0)}
        if plan.qualify.per_noc:
            rule["nocs"] = {row.id: self.competitor(row.id).noc for row in ranking.rows}
        try:
            return progression.qualify(ranking, done, rule)
        except CannotRank as error:
            self._problems[phase] = str(error)
            return {}

    # -- the event -----------------------------------------------------------------------------------------------------

    def components(self, event: Rsc) -> list[UnitState]:
        """The units that give points toward a total; empty for an event without such."""
        plan = self.games.events.get(event)
        parts = {p.rsc for p in plan.phases if p.kind == "component"} if plan else set()
        units = [self.games.units[u] for u in self.games.of_event.get(event, ())]
        return [u for u in units if u.plan.rsc.at(Level.PHASE) in parts]

    def component_code(self, rsc: Rsc) -> str:
        """The name under which a component's points stand in the total."""
        return combined_points.event_code(rsc.phase)

    def total_ranking(self, event: Rsc) -> Ranking | None:
        """The ranking by total points over the components."""
        if event not in self._phases:
            done: dict[str, dict[str, Any]] = {}
            for unit in self.components(event):
                for row in self.rows(unit.plan.rsc):
                    shown = self.shown(unit.plan.rsc, row)
                    values = {"mark": shown, "irm": row.irm} if shown or row.irm else {}
                    done.setdefault(row.id, {})[unit.plan.rsc.phase] = values
            entries = tuple(
                Entry(n=n, id=who, raw={"events": {k: v for k, v in parts.items() if v}})
                for n, (who, parts) in enumerate(sorted(done.items()))
            )
            when = self._rule_date(event, None)
            self._phases[event] = self._rank(Unit(id=event, rsc=event, date=when, entries=entries), event)
        return self._phases[event]

    def event_ranking(self, event: Rsc) -> Ranking | None:
        """The event from first to last as far as it is known, or ``None`` where no rule can say."""
        if event not in self._events:
            try:
                self._events[event] = self._rank_event(event)
            except (CannotRank, BracketError) as error:
                self._problems[event] = str(error)
                self._events[event] = None
        return self._events[event]

    def _rank_event(self, event: Rsc) -> Ranking | None:
        plan = self.games.events.get(event)
        if plan is None:
            return None
        if any(p.kind == "component" for p in plan.phases):
            return self.total_ranking(event)
        if any(p.kind == "knockout" for p in plan.phases):
            return tournament.ranking(self, event)
        stages = [
            stages_.Stage(p.level, r)
            for p in plan.phases
            if (r := self.phase_ranking(p.rsc)) and any(row.rank or row.irm for row in r.rows)
        ]
        return stages_.event_ranking(stages) if stages else None

    def last_unit(self, event: Rsc, competitor: str) -> UnitState | None:
        """The last unit of an event, nearest to its end, in which a competitor started."""
        found = [u for u in self._units(event) if any(s.competitor == competitor for s in u.starts)]
        return min(found, key=lambda u: (self.level(u.plan.rsc), -u.plan.order)) if found else None

    def level(self, rsc: Rsc) -> int:
        """How far the unit's phase is from the end of the event: 1 is the final."""
        plan = self.games.phase_plan(rsc.at(Level.PHASE))
        return plan.level if plan else 99

    def _units(self, event: Rsc) -> list[UnitState]:
        return [self.games.units[u] for u in self.games.of_event.get(event, ())]

    def medal_units(self, event: Rsc) -> list[UnitState]:
        """The units that decide medals: those planned so, else every unit of the last phase, else all components."""
        planned = [u for u in self._units(event) if u.plan.medal]
        return planned or self.components(event) or [u for u in self._units(event) if self.level(u.plan.rsc) == 1]

    def medal_status(self, event: Rsc) -> str:
        """``OFFICIAL`` when every unit that decides medals is, ``PARTIAL`` when one of several is, else the status they share; empty
        while no such unit is finished."""
        statuses = [u.status for u in self.medal_units(event)]
        if not statuses or not any(s in FINISHED for s in statuses):
            return ""
        if all(s in FINISHED for s in statuses):
            return min(statuses, key=AFTER.__getitem__)
        return "PARTIAL" if "OFFICIAL" in statuses and not self.components(event) else ""

    def medallists(self, event: Rsc) -> tuple[Medallist, ...]:
        """The medals of an event that are official."""
        if event not in self._medals:
            self._medals[event] = self._award(event)
        return self._medals[event]

    def _award(self, event: Rsc) -> tuple[Medallist, ...]:
        units = [u for u in self.medal_units(event) if u.status == "OFFICIAL"]
        whole = self.event_ranking(event) if self.medal_status(event) in ("OFFICIAL", "PARTIAL") else None
        if whole is None:
            return ()
        made = []
        for award in medals.award(whole):
            won_in = next((u for u in reversed(units) if any(s.competitor == award.id for s in u.starts)), None)
            if won_in is not None:
                made.append(
                    Medallist(
                        medal=award.medal,
                        competitor=self.competitor(award.id),
                        unit=won_in.plan.rsc,
                        date=(won_in.actual_end or won_in.start)[:10],
                        order=award.order,
                    )
                )
        return tuple(made)

    def raw(self, rsc: Rsc, competitor: str) -> Mapping[str, Any]:
        """What stands in a competitor's slots of a unit."""
        slots = self.games.units[rsc].slots.get(competitor, {})
        return {name: slot.value for name, slot in slots.items() if slot.value is not None}

    def shown(self, rsc: Rsc, row: Row) -> str:
        """The mark of a row as it is shown in a unit."""
        return display.mark(rsc, row, self.raw(rsc, row.id))

    # -- brackets ----------------------------------------------------------------------------------------------------

    def winner(self, rsc: Rsc, wlt: str) -> str | None:
        """The competitor that left a decided unit with ``W`` or ``L``."""
        unit = self.games.units.get(rsc)
        if unit is None or unit.status not in FINISHED:
            return None
        found = [row.id for row in self.rows(rsc) if row.wlt == wlt]
        return found[0] if len(found) == 1 else None

    def comes_from(self, origin: Origin) -> str | None:
        """The competitor that an origin yields, once that is decided."""
        if origin.wlt:
            return self.winner(origin.unit, origin.wlt)
        if origin.rank and self.complete(origin.unit):
            ranking = self.phase_ranking(origin.unit)
            found = [r.id for r in ranking.rows if r.rank == origin.rank] if ranking else []
            return found[0] if len(found) == 1 else None
        return None

    def sides(self, rsc: Rsc) -> tuple[CompetitorRef, ...]:
        """The two sides of a head-to-head unit, ``TBD`` where still open; empty for other units."""
        unit = self.games.units[rsc]
        if unit.starts:
            return tuple(self.competitor(s.competitor, s.bib) for s in unit.starts) if len(unit.starts) == 2 else ()
        return tuple(self.competitor(c) if (c := self.comes_from(o)) else TBD for o in unit.plan.sides)

    def followers(self, rsc: Rsc) -> list[Rsc]:
        """Units without a start list yet whose sides come from this unit or its phase."""
        phase = rsc.at(Level.PHASE)
        return [
            other
            for other in self.games.of_event.get(rsc.at(Level.EVENT), ())
            if not self.games.units[other].starts
            and any(o.unit in (rsc, phase) for o in self.games.units[other].plan.sides)
        ]


def combined_status(statuses: list[str]) -> str:
    """The status of several units together (ODF Foundation Principles 10.1)."""
    if not statuses or all(s in ("", "START_LIST") for s in statuses):
        return "START_LIST"
    if all(s in FINISHED for s in statuses):
        return min(statuses, key=AFTER.__getitem__)
    return "LIVE" if len(statuses) == 1 else "INTERMEDIATE"


def _running(unit: UnitState) -> dict[str, Any]:
    """While a duel runs there is a score but no winner yet."""
    return {"running": True} if unit.status in ("LIVE", "INTERMEDIATE") else {}


def _values(unit: UnitState, competitor: str) -> dict[str, Any]:
    """A competitor's slots as the rules take them: numbered ones as lists in order, the others by name."""
    values: dict[str, Any] = {}
    numbered: dict[str, list[tuple[str, Any]]] = {}
    for name, slot in unit.slots.get(competitor, {}).items():
        if slot.value is None:
            continue
        kind, _, number = name.partition("/")
        if number and kind in LISTED:
            numbered.setdefault(kind, []).append((number, slot.value))
        else:
            values[name] = slot.value
    for kind, items in numbered.items():
        values[f"{kind}s"] = [_item(kind, number, value) for number, value in sorted(items, key=_in_order)]
    return values


def _in_order(item: tuple[str, Any]) -> tuple[int, float, str]:
    try:
        return (0, float(item[0]), "")
    except ValueError:
        return (1, 0.0, item[0])


def _item(kind: str, number: str, value: Any) -> Any:
    match kind:
        case "attempt":
            return {"n": int(number), **(value if isinstance(value, Mapping) else {"mark": value})}
        case "height":
            return {"height": number, "attempts": value}
        case _:
            return [number, value]


def _entry(unit: UnitState, n: int) -> Entry:
    start = unit.starts[n]
    raw = _values(unit, start.competitor)
    irm = raw.pop("irm", None)
    decided = next((order.index(start.competitor) + 1 for order in unit.ties if start.competitor in order), None)
    if decided is not None:
        raw["tie_break"] = decided
    return Entry(n=n, id=start.competitor, raw=raw, irm=irm, order=start.sort, group=unit.plan.rsc)


def _latest(entries: list[Entry]) -> list[Entry]:
    """One entry per competitor: who ran twice in a phase (a re-run, a swim-off) counts with the later unit."""
    return list({e.id: e for e in entries}.values())


def _lots(units: list[UnitState], competitor: str) -> dict[str, Any]:
    """Facts that break ties in a pool and stand with a team in any of its matches: cards, a drawing of lots."""
    raw: dict[str, Any] = {}
    for unit in units:
        values = _values(unit, competitor)
        if "fair_play" in values:
            raw["fair_play"] = raw.get("fair_play", 0) + int(values["fair_play"])
        decided = next((o.index(competitor) + 1 for o in unit.ties if competitor in o), None)
        if decided is not None:
            raw["tie_break"] = decided
    return raw
