"""Which documents a fact can change. Each is made anew from the state; whether it really changed is seen by its bytes.

The law that this file keeps: after any step, what was published last under every key is what the state gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kotinos.codes import statistics
from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.competition import Games, UnitState
from kotinos.results.documents import MedallistsBody
from kotinos.results.facts import Fact
from kotinos.results.life import FINISHED
from kotinos.results.local_names import ids
from kotinos.results.projections import drafts, event_stats
from kotinos.results.projections import event as of_event
from kotinos.results.projections import games as of_games
from kotinos.results.projections.drafts import Draft
from kotinos.results.projections.memo import Memo
from kotinos.results.projections.records import event_records
from kotinos.results.projections.view import View
from kotinos.results.records import EventRecords


def derive(before: Games, after: Games, step: Sequence[Fact], memo: Memo | None = None) -> list[Draft]:
    """The documents that a step may have changed, in the usual order of the feed (ODF Foundation Principles 6.8), each once.

    ``memo`` remembers rankings of what did not change; it changes how long this takes, never what it gives.
    """
    stood, view = View(before, memo), View(after, memo)
    # A unit that is new in this step is shown whole with its plan.
    units = dict.fromkeys(
        unit
        for fact in step
        for unit in _with_whole(after, _unit_of(fact))
        if unit is not None and unit in before.units
    )
    # Asked first: what stood before is still remembered from the last step of this event, and is forgotten below.
    stands = [_Stood.of(stood, view, unit) for unit in units]
    made = [draft for fact in step for draft in _of(before, stood, view, fact)]
    made += [draft for unit in stands for draft in _unit(stood, view, unit)]
    return made if len(step) == 1 else _each_once(made)


def _each_once(changed: Iterable[Draft]) -> list[Draft]:
    """All are of one state, so that a key has one body. What is withdrawn and comes back is withdrawn first."""
    made: dict[tuple[str, bool], Draft] = {}
    for draft in changed:
        key = (draft.key, draft.body is None)
        if key[1] and (draft.key, False) in made:
            made = {key: draft, **made}
        made.setdefault(key, draft)
    return list(made.values())


def _unit_of(fact: Fact) -> Rsc | None:
    """The unit that a fact is about and that the public hears of."""
    quiet = isinstance(fact, facts.MarkProposed)
    return None if quiet else getattr(fact, "unit", None)


def _with_whole(games: Games, rsc: Rsc | None) -> tuple[Rsc | None, ...]:
    """A unit, and the match of teams whose score it makes."""
    return (rsc,) if rsc is None else (rsc, games.whole_of(rsc))


def _of(before: Games, stood: View, view: View, fact: Fact) -> Iterable[Draft]:
    match fact:
        case facts.GamesDeclared():
            return _declared(view)
        case facts.ParticipantsEntered():
            return _entered(before, view, fact)
        case facts.NamesTold():
            return _named(view, fact)
        case facts.HorsesEntered():
            return (drafts.horses(view, fact.discipline),)
        case facts.WeatherObserved():
            return (drafts.weather(view, fact.about, fact.place),)
        case facts.EventPlanned():
            return (
                *_events(view, [fact.event]),
                *drafts.medals(view, [fact.event]),
                *drafts.records(view, [fact.event.discipline]),
            )
        case facts.UnitsPlanned():
            return _planned(before, view, fact)
        case facts.RecordsListed():
            return _records_listed(stood, view, fact)
        case facts.Disqualified() | facts.Reinstated():
            return (
                *_events(view, [fact.event]),
                *drafts.medals(view, [fact.event]),
                *drafts.records(view, [fact.event.discipline]),
            )
        case facts.EmbargoLifted():
            return _released(before, view, fact.scope)
        case _:
            return ()


def _declared(view: View) -> Iterator[Draft]:
    """The first day of the Games dates the rules of units that have no day of their own."""
    yield Draft(type="GAMES", rsc=Rsc.of("GEN"), body=of_games.games(view))
    yield from _events(view, view.games.of_event)
    yield from drafts.medals(view, view.games.events)
    yield from drafts.records(view, view.games.records)


def _entered(before: Games, view: View, fact: facts.ParticipantsEntered) -> Iterator[Draft]:
    for discipline in sorted({Rsc.of(e.discipline) for p in fact.participants for e in p.events}):
        yield Draft(type="DT_PARTIC", rsc=discipline, body=of_games.participants(view, discipline))
        yield from (drafts.names(view, discipline, language) for language in view.games.local_names)
    known = {p.id for p in fact.participants} & before.participants.keys()
    entries = [*fact.participants, *(before.participants[who] for who in known)]
    yield from drafts.configs(view, {event for one in entries for event in one.events})
    # Rows stand alone: a name put right is put right wherever it is shown.
    if not known:
        return
    shown = {
        u.plan.rsc.at(Level.EVENT) for u in view.games.units.values() if any(s.competitor in known for s in u.starts)
    }
    if shown:
        yield from _events(view, shown)
        yield from drafts.medals(view, shown)
        yield from drafts.records(view, {e.discipline for e in shown})


def _named(view: View, fact: facts.NamesTold) -> Iterator[Draft]:
    """The lists of names of every discipline in which somebody of ``fact`` is entered."""
    told = {name.id for name in fact.names}
    concerned = (p for p in view.games.participants.values() if told & set(ids(p)))
    for discipline in sorted({Rsc.of(e.discipline) for p in concerned for e in p.events}):
        yield drafts.names(view, discipline, fact.language)


def _planned(before: Games, view: View, fact: facts.UnitsPlanned) -> Iterator[Draft]:
    for discipline in sorted({Rsc.of(u.rsc.discipline) for u in fact.units}):
        yield Draft(type="DT_SCHEDULE", rsc=discipline, body=of_games.schedule(view, discipline))
    events = {u.rsc.at(Level.EVENT) for u in fact.units}
    yield from _events(view, events, schedule=False)
    stood = View(before)
    if any(event not in before.events or stood.medallists(event) or view.medallists(event) for event in events):
        yield from drafts.medals(view, events)
    yield from drafts.records(view, {e.discipline for e in events})


def _events(view: View, events: Iterable[Rsc], *, schedule: bool = True) -> Iterator[Draft]:
    """Everything that is shown of whole events."""
    for event in sorted(events):
        yield from drafts.configs(view, [event])
        for unit in view.games.of_event.get(event, ()):
            if schedule:
                yield drafts.schedule_update(view, unit)
            yield drafts.unit_result(view, unit)
            yield from drafts.communications(view, unit)
        yield from drafts.phases(view, event)
        yield from drafts.whole_event(view, event)
        yield from drafts.statistics(view, event)


class _Stood(msgspec.Struct, frozen=True):
    """What other documents knew of a unit, its phase and its event before a step."""

    rsc: Rsc
    medals: tuple[MedallistsBody | None, bool]
    cut: Any
    records: EventRecords
    sides: Mapping[Rsc, Any]

    @classmethod
    def of(cls, before: View, view: View, rsc: Rsc) -> _Stood:
        event = rsc.at(Level.EVENT)
        return cls(
            rsc,
            _medals_stand(before, event),
            before.cut(rsc.at(Level.PHASE)),
            event_records(before, event),
            {follower: before.sides(follower) for follower in view.followers(rsc) if follower in before.games.units},
        )


def _unit(before: View, view: View, stood: _Stood) -> Iterator[Draft]:
    rsc = stood.rsc
    event, phase = rsc.at(Level.EVENT), rsc.at(Level.PHASE)
    yield drafts.schedule_update(view, rsc)
    if rsc.level is Level.UNIT and phase in view.games.units:
        yield drafts.schedule_update(view, phase)
    if _withdrawn(before.games.units[rsc].status, view.unit(rsc).status):
        yield Draft(type="DT_RESULT", rsc=rsc, body=None, status=before.games.units[rsc].status)
    yield drafts.unit_result(view, rsc)
    yield from drafts.communications(view, rsc)
    news = _differ(stood.records, event_records(view, event))
    if news:
        yield from (drafts.unit_result(view, other) for other in view.games.of_event[event] if other != rsc)
    elif stood.cut != view.cut(phase):
        yield from (drafts.unit_result(view, other.plan.rsc) for other in view.of_phase(phase) if other.plan.rsc != rsc)
    for follower, sides in stood.sides.items():
        if view.sides(follower) != sides:
            yield drafts.schedule_update(view, follower)
            yield drafts.unit_result(view, follower)
    yield from drafts.phases(view, event, only=None if news else phase)
    yield from drafts.whole_event(view, event)
    if statistics.kept(event.discipline) and _counts_differently(before.games.units[rsc], view.unit(rsc)):
        same = event_stats.status(before, [event]) == event_stats.status(view, [event])
        met = {start.competitor for unit in (before.games.units[rsc], view.unit(rsc)) for start in unit.starts}
        yield from drafts.statistics(view, event, only=met if same else None)
    if stood.medals != _medals_stand(view, event):
        yield from drafts.medals(view, [event])
    if news:
        yield from drafts.records(view, [event.discipline])


def _counts_differently(before: UnitState, after: UnitState) -> bool:
    """Whether statistics may have changed: a match is over or no longer, is held or no longer, or other teams meet in it."""
    over = {before.status, after.status} & set(FINISHED)
    held = before.schedule != "CANCELLED", after.schedule != "CANCELLED"
    return bool(over) or held[0] != held[1] or before.starts != after.starts


def _medals_stand(view: View, event: Rsc) -> tuple[MedallistsBody | None, bool]:
    """What the documents of a discipline and of the Games hold of an event: its medals with their notes, and whether more are to come.

    The notes count: a lot drawn in a semi-final is said beside the medals, though it changes none.
    """
    return of_event.medallists(view, event), view.medal_status(event) == "OFFICIAL"


def _released(before: Games, view: View, scope: Rsc) -> Iterator[Draft]:
    """Everything of an event that was held back comes out together; ``before`` is what the public saw until now."""
    event = scope.at(Level.EVENT)
    if before.of_event.get(event) != view.games.of_event[event]:
        discipline = Rsc.of(scope.discipline)
        yield Draft(type="DT_SCHEDULE", rsc=discipline, body=of_games.schedule(view, discipline))
    for rsc, stood in before.units.items():
        if scope.covers(rsc) and _withdrawn(stood.status, view.unit(rsc).status):
            yield Draft(type="DT_RESULT", rsc=rsc, body=None, status=stood.status)
    yield from _events(view, [event])
    yield from drafts.medals(view, [event])
    yield from drafts.records(view, [scope.discipline])


def _withdrawn(before: str, after: str) -> bool:
    return before not in ("", "START_LIST") and after in ("", "START_LIST")


def _records_listed(before: View, view: View, fact: facts.RecordsListed) -> Iterator[Draft]:
    """A new list touches the events whose records are others by it."""
    own = [event for event in view.games.of_event if event.discipline == fact.discipline]
    changed = [event for event in own if _differ(event_records(before, event), event_records(view, event))]
    yield from _events(view, changed, schedule=False)
    yield from drafts.records(view, [fact.discipline])


def _differ(one: EventRecords, other: EventRecords) -> bool:
    return one is not other and one != other
