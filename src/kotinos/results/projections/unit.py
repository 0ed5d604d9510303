"""DT_RESULT: one unit, from its start list to official."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kotinos.codes import canonical, events, names, phases
from kotinos.codes.rsc import Level, Rsc
from kotinos.results import shown, tribunals
from kotinos.results.competition import UNIT, UnitState
from kotinos.results.documents import (
    Attempt,
    Change,
    Height,
    Period,
    ResultBody,
    ResultRow,
    Split,
    Text,
    UnitLine,
)
from kotinos.results.facts import Start
from kotinos.results.holds import waiting
from kotinos.results.projections import display, records, wording
from kotinos.results.projections.communications import protest
from kotinos.results.projections.view import View
from kotinos.sports import protests
from kotinos.sports.ranking import Ranking, Row

LANGUAGES = ("en", "fr")


def line(view: View, rsc: Rsc) -> UnitLine:
    """A unit as it stands in the schedule."""
    unit = view.unit(rsc)
    plan = unit.plan
    return UnitLine(
        rsc=rsc,
        name=plan.name or names.unit_text(rsc),
        start=unit.start,
        end=unit.end,
        actual_start=unit.actual_start,
        actual_end=unit.actual_end,
        status=view.schedule_status(rsc),
        result_status=unit.status,
        venue=plan.venue,
        venue_name=plan.venue_name,
        location=plan.location,
        session=plan.session,
        medal=plan.medal,
        order=plan.order,
        number=plan.number,
        sides=view.sides(rsc),
    )


def event_name(view: View, rsc: Rsc) -> Text:
    """The event's name as planned, else from the codes."""
    planned = view.games.events.get(rsc.at(Level.EVENT))
    return planned.name if planned and planned.name else events.text(rsc)


def phase_name(view: View, phase: Rsc) -> Text:
    """The phase's name as planned, else from the codes."""
    plan = view.phase_plan(phase)
    return plan.name if plan and plan.name else phases.text(phase)


def result(view: View, rsc: Rsc) -> ResultBody:
    """The result document of a unit."""
    unit = view.unit(rsc)
    ranking = view.decided(rsc, view.ranking(rsc))
    problem = view.problem(rsc)
    plan = view.phase_plan(rsc.at(Level.PHASE))
    own = _unit_values(unit)
    return ResultBody(
        unit=line(view, rsc),
        event_name=event_name(view, rsc),
        rows=rows(view, unit, ranking) if ranking else listed(view, unit),
        rule_set=ranking.rule_set if ranking else "",
        wind=str(own.pop("wind", "")),
        periods=_periods(unit),
        protests=tuple(protest(view, one) for one in unit.protests),
        protest_until=protests.written(shown.closes(unit)),
        notes=notes(view, rsc, [unit]),
        qualify=wording.qualify(plan.qualify, plan.kind) if plan and plan.qualify else {},
        records=records.standing_lines(view, unit),
        columns=display.columns(rsc),
        change=_change(view, unit),
        facts={
            **own,
            **({"unranked": problem} if problem else {}),
            **_awaiting(unit),
            **phase_facts(view, rsc.at(Level.PHASE)),
        },
    )


def notes(view: View, rsc: Rsc, units: Sequence[UnitState]) -> tuple[str, ...]:
    """The notes of units, and what tribunals decided about any who start in them."""
    starters = frozenset(start.competitor for unit in units for start in unit.starts) if view.verdicts(rsc) else None
    own = tuple(note for unit in units for note in unit.notes)
    return (*own, *tribunals.notes(view.verdicts(rsc), starters))


def phase_facts(view: View, phase: Rsc) -> dict[str, Any]:
    """How one leaves the phase, in numbers, and a tie at the last place that lots or a swim-off must decide."""
    plan = view.phase_plan(phase)
    if plan is None or plan.qualify is None:
        return {}
    found: dict[str, Any] = {"qualify": canonical.plain(plan.qualify)}
    needed, tied = view.undecided(phase)
    if tied:
        names = [view.competitor(who).name or who for who in tied]
        found["undecided"] = {"needed": needed, "competitors": list(tied), "text": wording.undecided(needed, names)}
    return found


def rows(view: View, unit: UnitState, ranking: Ranking) -> tuple[ResultRow, ...]:
    """The rows of a ranked unit, in the ranking's order, with the qualification marks that the unit itself decides."""
    starts = {s.competitor: s for s in unit.starts}
    qualified = view.qualified(unit.plan.rsc.at(Level.PHASE))
    best = next((view.shown(unit.plan.rsc, r) for r in ranking.rows if r.rank == 1), None)
    result = []
    before: Row | None = None
    for row in ranking.rows:
        made = row_of(view, unit, starts[row.id], row, before, best)
        result.append(msgspec.structs.replace(made, qual=qualified.get(row.id, made.qual)))
        before = row
    return tuple(result)


def row_of(
    view: View,
    unit: UnitState,
    start: Start,
    row: Row,
    before: Row | None = None,
    best: str | None = None,
    kind: str = "row",
) -> ResultRow:
    """One competitor of a unit with everything that was measured, in the place that ``row`` gives it. ``best`` is the leader's mark.

    ``kind`` names the list that the row stands in, where a competitor stands in several.
    """
    person = view.games.participants.get(start.competitor)
    touched = unit.last is not None and start.competitor in unit.last.competitors
    slots = unit.slots.get(start.competitor)
    flags = records.flags(view, unit.plan.rsc, start.competitor)
    made_from = (slots, row, before.rank if before else "first", best, start, person, touched, flags)
    name = f"{unit.plan.rsc}/{start.competitor}"
    return view.remember(kind, name, made_from, lambda: _row(view, unit, start, row, before, best, touched, flags))


def _row(
    view: View,
    unit: UnitState,
    start: Start,
    row: Row,
    before: Row | None,
    best: str | None,
    touched: bool,
    flags: records.Flags,
) -> ResultRow:
    raw = view.raw(unit.plan.rsc, start.competitor)
    numbered = _numbered(raw)
    shown = display.mark(unit.plan.rsc, row, raw)
    parts, details = display.parts(raw)
    parts = {**display.computed(unit.plan.rsc, row), **parts}
    return ResultRow(
        sort_order=row.sort_order,
        competitor=view.competitor(start.competitor, start.bib),
        start_sort=start.sort,
        start_order=start.order,
        bib=start.bib,
        rank=row.rank,
        rank_equal=row.rank_equal,
        mark=shown,
        mark_type="IRM" if row.irm and not shown else display.mark_type(unit.plan.rsc),
        irm=row.irm or "",
        qual=row.qual or "",
        wlt=row.wlt or "",
        diff=display.difference(unit.plan.rsc, shown, best) if best and row.rank not in (None, 1) else "",
        wind=str(raw.get("wind", "")),
        reaction=str(raw.get("reaction", "")),
        attempts=_attempts(numbered.get("attempt", []), row, flags),
        heights=tuple(
            Height(height=h, attempts=str(v), records=flags.by_slot.get(f"height/{h}", ()))
            for h, v in numbered.get("height", ())
        ),
        splits=tuple(Split(point=p, time=str(v)) for p, v in numbered.get("split", ())),
        parts=parts,
        details=details,
        bests=_bests(view, start.competitor),
        records=flags.records,
        pending=flags.pending,
        why=wording.why(row, before),
        changed=touched,
    )


def listed(view: View, unit: UnitState) -> tuple[ResultRow, ...]:
    """A unit that no rule ranks: its marks as received, in the order of the start list."""
    unranked = [Row(n=n, id=s.competitor, sort_order=n + 1) for n, s in enumerate(unit.starts)]
    return tuple(
        row_of(view, unit, s, msgspec.structs.replace(r, irm=unit.value(s.competitor, "irm")))
        for s, r in zip(unit.starts, unranked, strict=True)
    )


def _unit_values(unit: UnitState) -> dict[str, Any]:
    return {n: s.value for n, s in unit.slots.get(UNIT, {}).items() if s.value is not None}


def _awaiting(unit: UnitState) -> dict[str, Any]:
    """That something waits for confirmation: how much, but neither what nor whose."""
    count = len(waiting(unit.holds))
    return {"awaiting": {"count": count, "text": wording.awaiting(count)}} if count else {}


def _bests(view: View, competitor: str) -> dict[str, str]:
    person = view.games.participants.get(competitor)
    return person.bests if person else {}


def _numbered(raw: Mapping[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """The slots that have a number, by kind and in order."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for name, value in raw.items():
        kind, stroke, number = name.partition("/")
        if stroke:
            found.setdefault(kind, []).append((number, value))
    return {kind: sorted(items, key=_by_number) for kind, items in found.items()}


def _by_number(item: tuple[str, Any]) -> tuple[int, str]:
    return (len(item[0].split(".")[0]), item[0])


def _attempts(items: list[tuple[str, Any]], row: Row, flags: records.Flags) -> tuple[Attempt, ...]:
    best = row.values.get("best_attempt")
    return tuple(
        Attempt(
            n=int(n),
            mark=str(v["mark"] if isinstance(v, Mapping) else v),
            wind=str(v.get("wind") or "") if isinstance(v, Mapping) else "",
            best=int(n) == best,
            records=flags.by_slot.get(f"attempt/{n}", ()),
        )
        for n, v in items
    )


def _periods(unit: UnitState) -> tuple[Period, ...]:
    """Scores by period of a match: each side's own goals of the period, and the running score."""
    if len(unit.starts) != 2:
        return ()
    sides = [
        dict(
            _numbered({n: s.value for n, s in unit.slots.get(start.competitor, {}).items() if s.value is not None}).get(
                "period", ()
            )
        )
        for start in unit.starts
    ]
    codes = list(dict.fromkeys([*sides[0], *sides[1]]))
    running = [0, 0]
    made = []
    for code in codes:
        own = [str(side.get(code, "")) for side in sides]
        if code == "TOT":  # a source's own total, which adds nothing to the running score
            made.append(Period(code=code, home=own[0], away=own[1]))
            continue
        for at, text in enumerate(own):
            running[at] += int(text) if text.isdigit() else 0
        made.append(
            Period(code=code, home=str(running[0]), away=str(running[1]), home_period=own[0], away_period=own[1])
        )
    return tuple(made)


def _change(view: View, unit: UnitState) -> Change | None:
    last = unit.last
    if last is None:
        return None
    who = [view.competitor(c) for c in last.competitors]
    return Change(code=last.kind, at=last.at, by=last.actor, text=wording.change(unit, who))
