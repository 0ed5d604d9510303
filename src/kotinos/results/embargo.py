"""What the public may see. PURE. An embargo keeps its units as they were shown when it began; everything published is derived from that.

So no projection, form or screen has to know of embargoes, and none can forget one: `public` gives the state that they all start from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.embargo_facts import EmbargoLifted, EmbargoPlanned, EmbargoSet
from kotinos.results.life import FINISHED
from kotinos.results.plan import default_plan
from kotinos.results.shown import Shown, looked_at

if TYPE_CHECKING:
    from kotinos.results.competition import Games, UnitState
    from kotinos.results.facts import EventPlanned, Fact

change = msgspec.structs.replace


class Embargo(msgspec.Struct, frozen=True, kw_only=True):
    """What is held, until whose word, and what stands in its place: the units (none that was planned later) and the event's plan.

    ``decided``: what had been decided by then about records set in these units.
    """

    scope: Rsc
    until: str
    reason: str
    since: str
    units: Mapping[Rsc, UnitState]
    plan: EventPlanned | None = None
    decided: Mapping[Any, Any] = {}
    verdicts: int = 0
    """How many decisions of tribunals on the event were known."""


def covering(games: Games, rsc: Rsc) -> tuple[Embargo, ...]:
    """The embargoes on a unit."""
    return tuple(e for e in games.embargoes.values() if e.scope.covers(rsc))


def silent(games: Games, fact: Fact) -> bool:
    """Whether the public hears nothing of ``fact``: its unit is held."""
    unit = getattr(fact, "unit", None)
    return unit is not None and bool(games.embargoes) and bool(covering(games, unit))


def planned_for(games: Games, rsc: Rsc) -> EmbargoPlanned | None:
    """The plan of the narrowest scope that covers a unit; ``None`` where there is none."""
    plans = [p for p in games.embargo_plans.values() if p.scope.covers(rsc)]
    narrowest = max(plans, key=lambda p: len(p.scope.prefix), default=None)
    return narrowest if narrowest and narrowest.until else None


def begins(games: Games, before: UnitState, after: UnitState, fact: Fact) -> EmbargoPlanned | None:
    """The plan by which ``fact`` puts its unit under embargo."""
    plan = planned_for(games, after.plan.rsc) if games.embargo_plans else None
    if plan is None or covering(games, after.plan.rsc):
        return None
    if plan.when == "decision":
        return plan if isinstance(fact, facts.ProtestDecided) else None
    return plan if after.status in FINISHED and before.status not in FINISHED else None


def seen(games: Games, before: UnitState, after: UnitState, fact: Fact, at: str) -> Shown:
    """What the public has seen of a unit after ``fact``: nothing new while it is held."""
    if covering(games, after.plan.rsc) or begins(games, before, after, fact):
        return after.shown
    return looked_at(before, after, at)


def automatic(before: Games, after: Games, fact: Any, at: str) -> Games:
    """``after`` a fact about a unit, with the embargo that its plan begins with it."""
    plan = begins(before, before.units[fact.unit], after.units[fact.unit], fact)
    if plan is None:
        return after
    held = _hold(before, fact.unit, plan.until, plan.reason, at)
    return change(after, embargoes={**after.embargoes, fact.unit: held})


def applied(games: Games, fact: EmbargoPlanned | EmbargoSet | EmbargoLifted, at: str) -> Games:
    """The state after an embargo was planned, set or lifted."""
    match fact:
        case EmbargoPlanned():
            return change(games, embargo_plans={**games.embargo_plans, fact.scope: fact})
        case EmbargoSet():
            held = _hold(games, fact.scope, fact.until, fact.reason, at)
            return change(games, embargoes={**games.embargoes, fact.scope: held})
        case EmbargoLifted():
            return _lifted(games, fact.scope, at)


def _hold(games: Games, scope: Rsc, until: str, reason: str, at: str) -> Embargo:
    """An embargo that keeps what the public sees now; what an earlier one holds back stays held back."""
    event = scope.at(Level.EVENT)
    stands = public(games)
    book = stands.records.get(scope.discipline)
    return Embargo(
        scope=scope,
        until=until,
        reason=reason,
        since=at,
        units={rsc: stands.units[rsc] for rsc in stands.of_event.get(event, ()) if scope.covers(rsc)},
        plan=stands.events.get(event) if scope == event else None,
        verdicts=len(stands.verdicts.get(event, ())),
        decided={about: one for about, one in (book.decisions if book else {}).items() if scope.covers(about[0])},
    )


def _lifted(games: Games, scope: Rsc, at: str) -> Games:
    """The state without an embargo. The clocks of protests start for what is seen only now."""
    stood = public(games)
    free = change(games, embargoes={s: e for s, e in games.embargoes.items() if s != scope})
    units = dict(free.units)
    event = scope.at(Level.EVENT)
    for rsc in free.of_event.get(event, ()):
        if scope.covers(rsc) and not covering(free, rsc):
            now = units[rsc]
            units[rsc] = change(now, shown=looked_at(stood.units.get(rsc, change(now, slots={})), now, at))
    states = tuple(units[rsc] for rsc in free.of_event.get(event, ()))
    return change(free, units=units, states={**free.states, event: states})


def public(games: Games) -> Games:
    """The state as the public may see it; ``games`` itself where nothing is held."""
    if not games.embargoes:
        return games
    units, verdicts = dict(games.units), dict(games.verdicts)
    of_event, states, events = dict(games.of_event), dict(games.states), dict(games.events)
    for held in games.embargoes.values():
        event = held.scope.at(Level.EVENT)
        if event in verdicts:
            verdicts[event] = verdicts[event][: held.verdicts]
        for rsc in games.of_event.get(event, ()):
            if held.scope.covers(rsc) and rsc in units:
                units.pop(rsc)
                if rsc in held.units:
                    units[rsc] = held.units[rsc]
    for event in {held.scope.at(Level.EVENT) for held in games.embargoes.values()}:
        inside = [rsc for rsc in games.of_event.get(event, ()) if rsc in units]
        of_event[event] = tuple(sorted(inside, key=lambda u: (units[u].plan.start, units[u].plan.order, u)))
        states[event] = tuple(units[rsc] for rsc in of_event[event])
        whole = games.embargoes.get(event)
        if whole is not None and whole.plan is not None:
            events[event] = whole.plan
        elif event not in games.planned and len(inside) < len(games.of_event[event]):
            events[event] = default_plan(event, of_event[event])
    return change(
        games,
        units=units,
        of_event=of_event,
        states=states,
        events=events,
        records=_records(games),
        verdicts=verdicts,
        embargoes={},
    )


def _records(games: Games) -> Mapping[str, Any]:
    """The books of records, without what was decided meanwhile about marks that are held."""
    books = dict(games.records)
    for held in games.embargoes.values():
        book = books.get(held.scope.discipline)
        if book is not None:
            others = {about: one for about, one in book.decisions.items() if not held.scope.covers(about[0])}
            books[held.scope.discipline] = change(book, decisions={**others, **held.decided})
    return books
