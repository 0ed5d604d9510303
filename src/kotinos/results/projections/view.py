"""One state, looked at once: rankings and places computed when first asked for, and then the same for every projection of the step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.results import tribunals
from kotinos.results.competition import Games, UnitState, parts_among
from kotinos.results.documents import CompetitorRef, Medallist
from kotinos.results.facts import Origin, PhasePlan
from kotinos.results.life import AFTER, FINISHED
from kotinos.results.projections import display, inputs, outcome
from kotinos.results.projections.memo import Memo
from kotinos.results.projections.people import BYE, of_participant, reference, to_be_determined
from kotinos.sports import decisions, formats, marks, medals, programme, progression, rulebook, tournaments
from kotinos.sports.knockout import BracketError
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Row, Unit
from kotinos.sports.series import Part

T = TypeVar("T")
UNPLANNED = 99
"""The level of a phase that no plan knows."""


class View:
    """The state of a Games with what follows from it."""

    def __init__(self, games: Games, memo: Memo | None = None) -> None:
        self.games = games
        self._memo = memo or Memo()
        self._once: dict[tuple[str, str], Any] = {}
        self._events: dict[Rsc, dict[Any, Any]] = {}
        self._sheets: dict[Rsc, dict[Any, Any]] = {}
        self._phases: dict[Rsc, list[UnitState]] = {}
        self._plans: dict[Rsc, PhasePlan | None] = {}
        self._levels: dict[Rsc, int] = {}

    def unit(self, rsc: Rsc) -> UnitState:
        """The unit's state."""
        return self.games.units[rsc]

    def competitor(self, competitor: str, bib: str = "") -> CompetitorRef:
        """A competitor as rows show it."""
        person = self.games.participants.get(competitor)
        if person is None:
            return reference(self.games, competitor, bib)
        return self._memo.get("face", f"{competitor}/{bib}", (person,), lambda: of_participant(person, bib))

    def remember(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, or gave last time if it was made from equal values."""
        return self._memo.get_equal(kind, name, made_from, make)

    def once(self, kind: str, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives of this state, made when first asked for: for what every row of a step asks."""
        key = (kind, name)
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    def recall(self, kind: str, name: str, made_from: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The same where ``made_from`` are parts of the state, which are the same objects as long as nothing changed."""
        return self._memo.get(kind, name, made_from, make)

    def of_event(self, event: Rsc, what: Any, make: Callable[[], T]) -> T:
        """What ``make`` gives of one event, made when first asked for and kept until anything of the event is another object."""
        known = self._events.get(event)
        if known is None:
            known = self._events[event] = self._memo.place("event", event, self.everything_of(event))
        if what not in known:
            known[what] = make()
        found: T = known[what]
        return found

    # -- rankings ----------------------------------------------------------------------------------------------------

    def ranking(self, rsc: Rsc) -> Ranking | None:
        """The ranking of one unit, or ``None`` where no rule can rank it (`problem` says why)."""
        return self._unit(rsc)[0]

    def problem(self, rsc: Rsc) -> str:
        """Why a unit could not be ranked; empty when it could."""
        return self._unit(rsc)[1]

    def _unit(self, rsc: Rsc) -> Ranked:
        sheet = self._sheet(rsc)
        if "ranked" not in sheet:
            unit = self.games.units[rsc]
            sheet["ranked"] = _shared(_rank(inputs.unit_input(self.games, unit, self._entry)), [unit])
        ranked: Ranked = sheet["ranked"]
        return ranked

    def _sheet(self, rsc: Rsc) -> dict[Any, Any]:
        """Where to keep what follows from the marks of a unit: the same place as long as nothing that a rule reads of it has changed.

        Most of what happens to a unit (it is live, unofficial, official) changes no mark, so no ranking.
        """
        sheet = self._sheets.get(rsc)
        if sheet is None:
            games, unit, event = self.games, self.games.units[rsc], rsc.at(Level.EVENT)
            made_from = (
                *(unit.plan, unit.start, unit.starts, unit.slots, unit.ties, unit.protests, inputs.is_running(unit)),
                *(games.events.get(event), games.declared, games.faces.get(event, ())),
                *games.parts_of(rsc),
            )
            sheet = self._sheets[rsc] = self._memo.place("unit", rsc, made_from)
        return sheet

    def _standing(self, units: Iterable[UnitState]) -> tuple[Any, ...]:
        """What phases and events read of units: their marks, whether they are over, and whether anybody waits for them."""
        return tuple(
            part for u in units for part in (self._sheet(u.plan.rsc), u.status in FINISHED, u.schedule == "CANCELLED")
        )

    def of_phase(self, phase: Rsc) -> list[UnitState]:
        """As `Games.of_phase`, looked up once."""
        found = self._phases.get(phase)
        if found is None:
            event = phase.at(Level.EVENT)
            planned, states = self.games.of_event.get(event, ()), self._units(event)
            places = self._memo.get("phase units", phase, (planned,), lambda: _places(planned, phase))
            found = self._phases[phase] = [states[at] for at in places]
        return found

    def phase_plan(self, phase: Rsc) -> PhasePlan | None:
        """As `Games.phase_plan`, looked up once."""
        if phase not in self._plans:
            self._plans[phase] = self.games.phase_plan(phase)
        return self._plans[phase]

    def sources(self, rsc: Rsc) -> tuple[Any, ...]:
        """Everything that says who stands in a unit and how it ended: the unit, the ones its sides come from, plans and faces."""
        event, unit = rsc.at(Level.EVENT), self.games.units[rsc]
        known = (unit, self.games.events.get(event), self.games.declared, self.games.faces.get(event, ()))
        if unit.starts:
            return known
        found: list[UnitState | None] = []
        for origin in unit.plan.sides:
            found += [self.games.units.get(origin.unit)] if origin.wlt else self.of_phase(origin.unit)
        return (*known, *found)

    def _entry(self, unit: UnitState, n: int) -> Entry:
        start = unit.starts[n]
        made_from = (unit.slots.get(start.competitor), start, unit.ties, n)
        return self.remember(
            "entry", f"{unit.plan.rsc}/{start.competitor}", made_from, lambda: inputs.entry_of(unit, n)
        )

    def phase_ranking(self, phase: Rsc) -> Ranking | None:
        """All units of a phase ranked together; for a pool, its table."""
        plan = self.phase_plan(phase)

        def make() -> Ranked:
            match plan.kind if plan is not None else "":
                case "pool":
                    return _rank(inputs.pool_input(self.games, phase))
                case "series":
                    return _rank(self._series(phase))
                case _:
                    units = self.of_phase(phase)
                    return _shared(_rank(inputs.heats_input(self.games, phase, self._entry)), units)

        def ranked() -> Ranked:
            return self._memo.get("phase", phase, self._all_of_phase(phase), make)

        return self.of_event(phase.at(Level.EVENT), ("phase", phase), ranked)[0]

    def _series(self, phase: Rsc) -> Unit:
        """The units of a series as one, with what each competitor brings along."""
        carried: dict[str, list[Part]] = {}
        for earlier in self.carried(phase):
            rows = found.rows if (found := self.phase_ranking(earlier)) else ()
            for row in rows:
                carried.setdefault(row.id, []).append(inputs.carried_part(earlier, row, len(rows)))
        return inputs.series_input(self.games, phase, self._given(_held(self.of_phase(phase))), carried)

    def carried(self, phase: Rsc) -> tuple[Rsc, ...]:
        """The earlier phases whose result counts in this one."""
        plan, event = self.phase_plan(phase), self.games.events.get(phase.at(Level.EVENT))
        if plan is None or event is None or not plan.carries:
            return ()
        return tuple(one.rsc for one in event.phases if one.rsc.phase in plan.carries and one.level > plan.level)

    def _given(self, units: Sequence[UnitState]) -> list[inputs.Given]:
        """Units of a series with their own rankings and the marks that they show."""
        given = []
        for unit in units:
            rows = {row.id: row for row in self.rows(unit.plan.rsc)}
            given.append(inputs.Given(unit, rows, {who: self.shown(unit.plan.rsc, row) for who, row in rows.items()}))
        return given

    def _all_of_phase(self, phase: Rsc) -> tuple[Any, ...]:
        """Everything that a phase's ranking and qualification are made from."""
        event = self.games.events.get(phase.at(Level.EVENT))
        faces = self.games.faces.get(phase.at(Level.EVENT), ())
        earlier = (unit for other in self.carried(phase) for unit in self.of_phase(other))
        return (event, self.games.declared, faces, *self._standing((*self.of_phase(phase), *earlier)))

    def row(self, rsc: Rsc, competitor: str) -> Row | None:
        """A competitor's row of a unit as it is shown, after decisions of tribunals; ``None`` where there is none."""
        if self.gone(rsc):
            ranking = self.decided(rsc, self.ranking(rsc))
            return next((r for r in ranking.rows if r.id == competitor), None) if ranking else None
        sheet = self._sheet(rsc)
        if "rows" not in sheet:
            sheet["rows"] = {row.id: row for row in self.rows(rsc)}
        found: Row | None = sheet["rows"].get(competitor)
        return found

    def starts(self, rsc: Rsc) -> frozenset[str]:
        """Who starts in a unit."""
        sheet = self._sheet(rsc)
        if "starts" not in sheet:
            sheet["starts"] = frozenset(start.competitor for start in self.games.units[rsc].starts)
        found: frozenset[str] = sheet["starts"]
        return found

    def rows(self, rsc: Rsc) -> tuple[Row, ...]:
        """The rows of a unit's ranking; empty where there is none."""
        ranking = self.ranking(rsc)
        return ranking.rows if ranking else ()

    # -- decisions of tribunals ----------------------------------------------------------------------------------------

    def verdicts(self, rsc: Rsc) -> tuple[tribunals.Verdict, ...]:
        """What tribunals decided about the event of ``rsc``."""
        known = self.games.verdicts
        return known.get(rsc.at(Level.EVENT), ()) if known else ()

    def gone(self, rsc: Rsc) -> tuple[decisions.Removal, ...]:
        """Who is out of the event of ``rsc`` by such decisions."""
        return tribunals.removals(self.verdicts(rsc)) if self.games.verdicts else ()

    def decided(self, rsc: Rsc, ranking: Ranking | None) -> Ranking | None:
        """A ranking of a unit, a phase or an event as it is shown: after those decisions.

        What the rules make one ranking from another (who went on, who met whom) stays as it was on the day.
        """
        gone = self.gone(rsc)
        if ranking is None or not gone:
            return ranking
        return decisions.remove(ranking, gone, keep_order=rsc.level is Level.UNIT and formats.is_duel(rsc))

    # -- progress ----------------------------------------------------------------------------------------------------

    def phase_status(self, phase: Rsc) -> str:
        """The result status of a phase: that of its least advanced unit once all are done, ``INTERMEDIATE`` between units."""
        return combined_status([u.status for u in _held(self.of_phase(phase))])

    def event_status(self, event: Rsc) -> str:
        """The same over all units of an event."""
        return combined_status([u.status for u in _held(self._units(event))])

    def schedule_status(self, rsc: Rsc) -> str:
        """A unit's schedule status; for a phase that is scheduled as one, the status of its units together."""
        own = self.games.units[rsc].schedule
        if rsc.level is not Level.PHASE:
            return own
        inside = {u.schedule for u in self.of_phase(rsc)}
        if len(inside) == 1:
            return inside.pop()
        return "SCHEDULED" if inside == {"SCHEDULED", "RESCHEDULED"} else "RUNNING"

    def complete(self, phase: Rsc) -> bool:
        """Whether every unit of a phase is done, but for those that were cancelled."""
        units = _held(self.of_phase(phase))
        return bool(units) and all(u.status in FINISHED for u in units)

    def qualified(self, phase: Rsc) -> Mapping[str, str]:
        """Qualification marks by competitor, as far as they are decided."""
        gone = {removal.id for removal in self.gone(phase)}
        marks_ = self.cut(phase)[0]
        return {who: mark for who, mark in marks_.items() if who not in gone} if gone else marks_

    def undecided(self, phase: Rsc) -> tuple[str, tuple[str, ...]]:
        """What a tie at the last place needs (``lots``, ``swim_off``), and who shares it; empty where there is none."""
        return self.cut(phase)[1:]

    def cut(self, phase: Rsc) -> Cut:
        """`qualified` and `undecided` at once."""
        plan = self.phase_plan(phase)
        if plan is None or plan.qualify is None:
            return NO_CUT

        def recalled() -> Cut:
            return self._memo.get("cut", phase, self._all_of_phase(phase), lambda: self._cut_of(phase))

        return self.of_event(phase.at(Level.EVENT), ("cut", phase), recalled)

    def _cut_of(self, phase: Rsc) -> Cut:
        plan = self.phase_plan(phase)
        if plan is None or plan.qualify is None:
            return NO_CUT
        if not plan.qualify.standard and not any(u.status in FINISHED for u in self.of_phase(phase)):
            return NO_CUT  # nobody goes through by place or time before one unit is over
        ranking = self.phase_ranking(phase)
        if ranking is None:
            return NO_CUT
        done = {u.plan.rsc: r for u in self.of_phase(phase) if u.status in FINISHED and (r := self.ranking(u.plan.rsc))}
        rule: dict[str, Any] = canonical.plain(plan.qualify)
        if plan.kind == "series":
            done = self._groups(phase)
        if not self.complete(phase):
            # Before the last heat only places and standards are sure; times and totals may still be beaten.
            rule = {name: rule[name] for name in ("place", "standard") if name in rule}
        if plan.qualify.per_noc:
            rule["nocs"] = {row.id: self.competitor(row.id).noc for row in ranking.rows}
        try:
            tied = progression.undecided(ranking, done, rule)
            needed = progression.needed(ranking, rule) if tied else ""
            return progression.qualify(ranking, done, rule), needed, tied
        except (CannotRank, marks.MarkError):
            return NO_CUT

    def _groups(self, phase: Rsc) -> dict[Rsc, Ranking]:
        """The groups of a series (semifinal A, semifinal B), each ranked by itself; none before all of it is over."""
        if not self.complete(phase):
            return {}
        ranked = {group: _rank(part)[0] for group, part in progression.by_heat(self._series(phase)).items()}
        return {Rsc(f"{phase[:22]}{group}----"): ranking for group, ranking in ranked.items() if ranking}

    # -- the event -----------------------------------------------------------------------------------------------------

    def components(self, event: Rsc) -> list[UnitState]:
        """The units that give points toward a total; empty for an event without such."""
        return self.of_event(event, "components", lambda: self._components(event))

    def _components(self, event: Rsc) -> list[UnitState]:
        plan = self.games.events.get(event)
        parts = {p.rsc for p in plan.phases if p.kind == "component"} if plan else set()
        return [u for u in self._units(event) if u.plan.rsc.at(Level.PHASE) in parts] if parts else []

    def total_ranking(self, event: Rsc) -> Ranking | None:
        """The ranking by total points over the components; ``None`` where there are none."""
        if not self.components(event):
            return None

        def recalled() -> Ranked:
            return self._memo.get("total", event, self._all_of_event(event), lambda: self._total(event))

        return self.of_event(event, "total", recalled)[0]

    def _total(self, event: Rsc) -> Ranked:
        return _rank(inputs.series_input(self.games, event, self._given(_held(self.components(event)))))

    def everything_of(self, event: Rsc) -> tuple[Any, ...]:
        """Everything that an event's ranking and medals are made from."""
        faces = self.games.faces.get(event, ())
        return (self.games.events.get(event), self.games.declared, faces, self._units(event), self.verdicts(event))

    def event_ranking(self, event: Rsc) -> Ranking | None:
        """The event from first to last as far as it is known, or ``None`` where no rule can say."""

        def recalled() -> Ranking | None:
            return self._memo.get("whole", event, self._all_of_event(event), lambda: self._ranked_event(event))

        return self.of_event(event, "whole", recalled)

    def _all_of_event(self, event: Rsc) -> tuple[Any, ...]:
        """Everything that the rankings of an event are made from: less than `everything_of`, for a status alone changes none."""
        faces = self.games.faces.get(event, ())
        return (self.games.events.get(event), self.games.declared, faces, *self._standing(self._units(event)))

    def _ranked_event(self, event: Rsc) -> Ranking | None:
        try:
            return self._rank_event(event)
        except (CannotRank, BracketError):
            return None

    def _rank_event(self, event: Rsc) -> Ranking | None:
        if event not in self.games.events:
            return None
        own = programme.of(event)
        return (own.event if own else tournaments.general)(outcome.results(self, event))

    def last_unit(self, event: Rsc, competitor: str) -> UnitState | None:
        """The last unit of an event, nearest to its end, in which a competitor started."""
        return self.of_event(event, "last", lambda: self._last_units(event)).get(competitor)

    def _last_units(self, event: Rsc) -> dict[str, UnitState]:
        from_the_end = sorted(self._units(event), key=lambda u: (self.level(u.plan.rsc), -u.plan.order))
        return {s.competitor: unit for unit in reversed(from_the_end) for s in unit.starts}

    def held(self, event: Rsc) -> list[UnitState]:
        """The units of an event that were not cancelled."""
        return _held(self._units(event))

    def level(self, rsc: Rsc) -> int:
        """How far the unit's phase is from the end of the event: 1 is the final."""
        phase = rsc.at(Level.PHASE)
        level = self._levels.get(phase)
        if level is None:
            plan = self.phase_plan(phase)
            level = self._levels[phase] = plan.level if plan else UNPLANNED
        return level

    def _units(self, event: Rsc) -> Sequence[UnitState]:
        return self.games.states.get(event, ())

    def medal_units(self, event: Rsc) -> list[UnitState]:
        """The units that decide medals: those planned so, else every unit of the last phase, else all components."""
        units = _held(self._units(event))
        planned = _held([one for u in units if u.plan.medal for one in self._inside(u)])
        return planned or self.components(event) or [u for u in units if self.level(u.plan.rsc) == 1]

    def _inside(self, unit: UnitState) -> list[UnitState]:
        """The units of a phase that is scheduled as one; else the unit itself."""
        return self.of_phase(unit.plan.rsc) if unit.plan.rsc.level is Level.PHASE else [unit]

    def medal_status(self, event: Rsc) -> str:
        """``OFFICIAL`` when every unit that decides medals is, ``PARTIAL`` when one of several is, else the status they share; empty
        while no such unit is finished."""
        return self.of_event(event, "medal status", lambda: self._medal_status(event))

    def _medal_status(self, event: Rsc) -> str:
        statuses = [u.status for u in self.medal_units(event)]
        if not statuses or not any(s in FINISHED for s in statuses):
            return ""
        if all(s in FINISHED for s in statuses):
            return least(statuses)
        return "PARTIAL" if "OFFICIAL" in statuses and not self.components(event) else ""

    def medallists(self, event: Rsc) -> tuple[Medallist, ...]:
        """The medals of an event that are official."""
        return self.of_event(event, "medals", lambda: self._award(event))

    def _award(self, event: Rsc) -> tuple[Medallist, ...]:
        units = [u for u in self.medal_units(event) if u.status == "OFFICIAL"]
        whole = (
            self.decided(event, self.event_ranking(event))
            if self.medal_status(event) in ("OFFICIAL", "PARTIAL")
            else None
        )
        if whole is None:
            return ()
        made = []
        for award in medals.award(whole):
            won_in = next((u for u in reversed(units) if any(s.competitor == award.id for s in u.starts)), None)
            if won_in is None and (last := self.last_unit(event, award.id)) and last.status == "OFFICIAL":
                won_in = last  # from a slower heat of a timed final
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

    def last_decided(self, events: Iterable[Rsc]) -> Rsc | None:
        """The one of ``events``, all of which have medals, whose medals were made official last."""
        return max(events, key=lambda e: (self._decided_at(e), e), default=None)

    def _decided_at(self, event: Rsc) -> str:
        return self.of_event(event, "decided at", lambda: max(u.official_at for u in self.medal_units(event)))

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
        if len(unit.starts) == 1:
            return unit.starts[0].competitor if wlt == "W" else None  # a bye
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
        return tuple(self._side(rsc, origin) for origin in unit.plan.sides)

    def _side(self, rsc: Rsc, origin: Origin) -> CompetitorRef:
        known = self.comes_from(origin)
        return self.competitor(known) if known else to_be_determined(rsc)

    def side(self, rsc: Rsc, at: int) -> CompetitorRef:
        """Who stands at a side of a bracket match: 0 or 1. ``BYE`` where a start list names nobody else."""
        unit = self.games.units[rsc]
        if at < len(unit.starts):
            return self.competitor(unit.starts[at].competitor, unit.starts[at].bib)
        if unit.starts:
            return BYE
        return self._side(rsc, unit.plan.sides[at]) if at < len(unit.plan.sides) else to_be_determined(rsc)

    def followers(self, rsc: Rsc) -> list[Rsc]:
        """Units without a start list yet whose sides come from this unit or its phase."""
        event = rsc.at(Level.EVENT)
        planned = self.games.of_event.get(event, ())
        led_to = self._memo.get("followers", event, (planned,), lambda: self._led_to(planned))
        mine, of_phase = led_to.get(rsc, ()), led_to.get(rsc.at(Level.PHASE), ())
        if not mine and not of_phase:
            return []
        return [o for o in planned if (o in mine or o in of_phase) and not self.games.units[o].starts]

    def _led_to(self, planned: Iterable[Rsc]) -> dict[Rsc, list[Rsc]]:
        """By unit or phase, the units whose sides come from there. Planning anything anew makes another tuple of units."""
        found: dict[Rsc, list[Rsc]] = {}
        for other in planned:
            for origin in self.games.units[other].plan.sides:
                found.setdefault(origin.unit, []).append(other)
        return found


def _places(planned: Sequence[Rsc], phase: Rsc) -> list[int]:
    """Where the units of a phase stand among those of its event; see `Games.of_phase`."""
    inside = [(at, unit) for at, unit in enumerate(planned) if unit.startswith(phase.prefix)]
    parts = parts_among(unit for _, unit in inside)
    return [at for at, unit in inside if unit.level is Level.UNIT and unit not in parts] or [at for at, _ in inside]


def _held(units: Sequence[UnitState]) -> list[UnitState]:
    """Without the cancelled ones, for which nobody waits, and the contests of a match of teams, which count in it."""
    parts = parts_among(u.plan.rsc for u in units)
    return [u for u in units if u.schedule != "CANCELLED" and u.plan.rsc not in parts]


Cut = tuple[Mapping[str, str], str, tuple[str, ...]]
"""Qualification marks by competitor; what a tie at the cut needs, and between whom."""
NO_CUT: Cut = ({}, "", ())

Ranked = tuple[Ranking | None, str]
"""A ranking, or why there is none."""


def _rank(unit: Unit) -> Ranked:
    if not unit.entries:
        return None, ""
    try:
        return rulebook.rank(unit), ""
    except CannotRank as error:
        return None, str(error)


def _shared(ranked: Ranked, units: Sequence[UnitState]) -> Ranked:
    """With the places that juries made competitors share."""
    ranking, problem = ranked
    groups = [group for unit in units for group in unit.shares]
    return (decisions.share(ranking, groups), problem) if ranking and groups else ranked


def combined_status(statuses: list[str]) -> str:
    """The status of several units together (ODF Foundation Principles 10.1)."""
    if not statuses or all(s in ("", "START_LIST") for s in statuses):
        return "START_LIST"
    if all(s in FINISHED for s in statuses):
        return least(statuses)
    return "LIVE" if len(statuses) == 1 else "INTERMEDIATE"


def least(statuses: Sequence[str]) -> str:
    """The status of several finished units together: under protest where one of them is, else that of the least advanced."""
    return "PROTESTED" if "PROTESTED" in statuses else min(statuses, key=AFTER.__getitem__)
