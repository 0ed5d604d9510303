"""Records of an event as they stand, and what every row says of them. Of a discipline without a list of records nothing is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kotinos.codes import record_types
from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UNIT, UnitState
from kotinos.results.documents import RecordLine
from kotinos.results.facts import ListedRecord, Participant
from kotinos.results.projections.view import View
from kotinos.results.records import (
    Claim,
    EventRecords,
    Holder,
    Key,
    Lists,
    Made,
    RecordBook,
    can_be,
    lists_of,
    settle,
    thresholds,
)
from kotinos.sports import marks
from kotinos.sports.performances import Performance, performances
from kotinos.sports.ranking import Ranking
from kotinos.sports.records import KEPT, Value, average_is_legal, kept_in, parts, value_of
from kotinos.sports.records import types as types_of

NONE = EventRecords({}, ())


class Flags(msgspec.Struct, frozen=True):
    """What a row shows: the records of its marks (``WR``, ``=OR``), those of them that nobody confirmed yet, and the same by slot."""

    records: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    by_slot: Mapping[str, tuple[str, ...]] = {}


NO_FLAGS = Flags()


def event_records(view: View, event: Rsc) -> EventRecords:
    """The records of an event after everything that was measured in it."""
    book = view.games.records.get(event.discipline)
    if book is None or not kept_in(event):
        return NONE

    def recalled() -> EventRecords:
        return view.recall("records", event, (book, *view.everything_of(event)), lambda: _settled(view, event, book))

    return view.once("records", event, recalled)


def _settled(view: View, event: Rsc, book: RecordBook) -> EventRecords:
    types = record_types.of(event.discipline)
    bests = _bests(view, event)
    lists, least = view.recall("record lists", event, (book.lists, bests), lambda: _said(book, event, bests))
    units = [u for u in view.games.states.get(event, ()) if u.slots]
    found = [made for unit in units for made in _candidates(view, unit, least)]
    found += [made for made in _totals(view, event) if can_be(made, types, least)]
    # Annulled results set no record.
    gone = {removal.id for removal in view.gone(event)}
    found = [made for made in found if made.performance.competitor not in gone]
    # Most marks are no record: then everything is what it was, the very object, and nothing else need be looked at.
    made_from = (lists, tuple(found), book.decisions)
    return view.remember("settled records", event, made_from, lambda: settle(lists, found, types, book.decisions))


def _said(book: RecordBook, event: Rsc, bests: Lists) -> tuple[Lists, Mapping[Key, Value | None]]:
    lists = (*bests, *lists_of(book, event))
    return lists, thresholds(lists)


def _candidates(view: View, unit: UnitState, least: Mapping[Key, Value | None]) -> tuple[Made, ...]:
    """The marks of a unit that come up to some record: most units have none, and a unit that did not change is not read again."""
    rsc = unit.plan.rsc
    faces = view.games.faces.get(rsc.at(Level.EVENT), ())
    starters = {s.competitor for s in unit.starts}

    def read() -> tuple[Made, ...]:
        cards = {who: card for who, card in unit.slots.items() if who != UNIT and who in starters}
        found = performances(rsc, cards, unit.slots.get(UNIT, {}))
        made = (Made(rsc, _noc(view, one.competitor), one) for one in found)
        return tuple(one for one in made if can_be(one, record_types.of(rsc.discipline), least))

    return view.recall("record marks", rsc, (unit.slots, unit.starts, faces, least), read)


def _totals(view: View, event: Rsc) -> Iterator[Made]:
    """Totals of a combined event that is over for somebody; made in its last unit, when the last mark came."""
    kept = next((k for k in kept_in(event) if k.reads == "total"), None)
    units = view.components(event) if kept else []
    ranking = view.total_ranking(event) if units else None
    for row in ranking.rows if ranking else ():
        taken = [u for u in units if u.slots.get(row.id)]
        points = row.values.get("total")
        if row.irm or points is None or {u.plan.rsc.phase for u in taken} != {u.plan.rsc.phase for u in units}:
            continue
        winds = [_wind(u, row.id, view.ranking(u.plan.rsc)) for u in taken if _has_wind(u.plan.rsc)]
        if not average_is_legal(winds):
            continue
        last = max(taken, key=lambda u: max(slot.at for slot in u.slots[row.id].values()))
        performance = Performance(
            competitor=row.id,
            value=value_of(event, str(points)),
            mark=str(points),
            at=max(slot.at for slot in last.slots[row.id].values()),
            slot="total",
        )
        yield Made(last.plan.rsc, _noc(view, row.id), performance)


_WIND = frozenset({"100", "200", "100H", "110H", "LJ"})


def _has_wind(rsc: Rsc) -> bool:
    return rsc.phase in _WIND


def _wind(unit: UnitState, competitor: str, ranking: Ranking | None) -> Any:
    """Of a race its own; of a long jump that of the best attempt."""
    if unit.plan.rsc.phase != "LJ":
        return unit.value(UNIT, "wind")
    row = next((r for r in ranking.rows if r.id == competitor), None) if ranking else None
    best = unit.value(competitor, f"attempt/{row.values.get('best_attempt')}") if row else None
    return best.get("wind") if isinstance(best, Mapping) else unit.value(competitor, "wind")


def _bests(view: View, event: Rsc) -> Lists:
    """What participants bring of their own: their bests, which are one event's, so only of those who enter one."""
    who = {s.competitor for u in view.games.states.get(event, ()) for s in u.starts}
    people = tuple(p for one in sorted(who) if (p := view.games.participants.get(one)) is not None and p.bests)
    if not people or parts(event) != ("",):
        return ()

    def read() -> Lists:
        lines = {
            Key(type_, person.id, ""): (ListedRecord(event=event, type=type_, scope=person.id, mark=mark),)
            for person in people
            if [e for e in person.events if e.discipline == event.discipline] == [event]
            for type_, mark in _own(event, person)
        }
        return (("", "", lines),) if lines else ()

    return view.remember("bests", event, people, read)


def _own(event: Rsc, person: Participant) -> Iterator[tuple[str, str]]:
    for type_ in ("PB", "SB"):
        mark = person.bests.get(type_, "")
        try:
            value_of(event, mark)
        except marks.MarkError:
            continue
        yield type_, mark


def _noc(view: View, competitor: str) -> str:
    person = view.games.participants.get(competitor)
    return person.noc if person else ""


# -- what rows and units show ------------------------------------------------------------------------------------------


def flags(view: View, rsc: Rsc, competitor: str) -> Flags:
    """The records of a competitor's marks in a unit; a mark that was bettered later was one all the same."""
    if rsc.discipline not in view.games.records:
        return NO_FLAGS
    return view.once("record flags", rsc, lambda: _of_unit(view, rsc)).get(competitor, NO_FLAGS)


def _of_unit(view: View, rsc: Rsc) -> dict[str, Flags]:
    claims: dict[str, list[Claim]] = {}
    for claim in event_records(view, rsc.at(Level.EVENT)).claims:
        if claim.made.unit == rsc and not claim.rejected:
            claims.setdefault(claim.made.performance.competitor, []).append(claim)
    return {who: _flags(record_types.of(rsc.discipline), mine) for who, mine in claims.items()}


def _flags(types: tuple[str, ...], claims: list[Claim]) -> Flags:
    """One flag a type, the greatest record first: set before equalled, and no season best beside a personal one."""
    best: dict[tuple[str, str], Claim] = {}
    slots: dict[str, list[Claim]] = {}
    for claim in claims:
        what = (claim.type, claim.made.performance.part)
        if what not in best or best[what].equalled or not claim.equalled:
            best[what] = claim
        slots.setdefault(claim.made.performance.slot, []).append(claim)
    shown = _shown(types, list(best.values()))
    pending = {c for c in best.values() if c.pending}
    return Flags(
        tuple(dict.fromkeys(map(_code, shown))),
        tuple(dict.fromkeys(_code(c) for c in shown if c in pending)),
        {slot: tuple(dict.fromkeys(map(_code, _shown(types, mine)))) for slot, mine in slots.items()},
    )


def _shown(types: tuple[str, ...], claims: list[Claim]) -> list[Claim]:
    personal = any(c.type == "PB" and not c.equalled for c in claims)
    left = [c for c in claims if not (personal and c.type == "SB")]
    return sorted(left, key=lambda c: (types.index(c.type), _PARTS.index(c.made.performance.part)))


_PARTS = tuple(dict.fromkeys(kept.part for kept in KEPT))
"""In the order in which a sport names them."""


def _code(claim: Claim) -> str:
    """``WR``, ``=WR``; with its part where an event has several records of the type: ``OR/SNATCH``."""
    event, part = claim.made.unit.at(Level.EVENT), claim.made.performance.part
    of_type = [p for p in parts(event) if claim.type in types_of(event, p, record_types.of(event.discipline))]
    code = f"{claim.type}/{part}" if len(of_type) > 1 else claim.type
    return f"={code}" if claim.equalled else code


def standing_lines(view: View, unit: UnitState) -> tuple[RecordLine, ...]:
    """The records that stand for those who start in a unit: everybody's, those of their areas and of their nations."""
    event = unit.plan.rsc.at(Level.EVENT)
    if event.discipline not in view.games.records:
        return ()
    standing = event_records(view, event).standing
    here = sorted({_noc(view, s.competitor) for s in unit.starts})
    kept = dict.fromkeys(kept.part for kept in kept_in(unit.plan.rsc))
    keys = (
        Key(type_, scope, part)
        for type_ in record_types.of(event.discipline)
        for part in kept
        for scope in _scopes(type_, here)
    )
    return tuple(line(view, key, holder) for key in keys if key in standing for holder in standing[key].holders)


def _scopes(type_: str, here: list[str]) -> list[str]:
    """Of the records of a type, those that concern these nations."""
    whose = record_types.get(type_).whose
    if whose == "national":
        return here
    concerned = whose in ("everybody", "age") or (
        whose == "area" and any(record_types.open_to(type_, noc) for noc in here)
    )
    return [""] if concerned else []


def line(view: View, key: Key, holder: Holder) -> RecordLine:
    """One holder of a record as a line."""
    if holder.made is not None:
        performance, unit = holder.made.performance, view.unit(holder.made.unit)
        person = view.competitor(performance.competitor)
        return RecordLine(
            code=key.type,
            scope=key.scope,
            part=key.part,
            mark=performance.mark,
            holder=person.name,
            noc=person.noc,
            date=(unit.start or performance.at)[:10],
            place=unit.plan.venue_name or unit.plan.venue,
            wind=performance.wind,
            equalled=holder.equalled,
            pending=holder.pending,
            unit=holder.made.unit,
            competitor=person,
        )
    said = holder.listed
    assert said is not None
    return RecordLine(
        code=key.type,
        scope=key.scope,
        part=key.part,
        mark=said.mark,
        holder=said.holder,
        noc=said.noc,
        date=said.date,
        place=said.place,
        wind=said.wind,
        pending=holder.pending,
        competitor=view.competitor(said.competitor) if said.competitor in view.games.participants else None,
    )
