"""Records as they stand: the lists that were declared, improved by every mark that bettered or equalled them since. PURE.

The marks of all units of an event are taken in the order in which they were made, whatever runs at the same time: a mark is held against
what stood at its own instant. Nothing is remembered beyond the lists and the decisions, so a mark that goes takes its record with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from kotinos.codes import record_types
from kotinos.codes.rsc import Rsc
from kotinos.results.facts import ListedRecord, RecordRatified, RecordRejected, RecordsListed
from kotinos.sports.performances import Performance
from kotinos.sports.records import Value, value_of


class Key(NamedTuple):
    """One record of an event. ``scope``: the NOC of a national one, the competitor of a personal one, else empty."""

    type: str
    scope: str
    part: str


class Decision(msgspec.Struct, frozen=True):
    """What was decided about a mark as a record of one type."""

    ratified: bool
    reason: str


Decided = tuple[Rsc, str, str, str, str]
"""Unit, competitor, part, mark and type that a decision is about."""


class RecordBook(msgspec.Struct, frozen=True):
    """The records of one discipline: every version of every list that is in force at some time, and the decisions taken."""

    lists: tuple[RecordsListed, ...] = ()
    decisions: Mapping[Decided, Decision] = {}


def listed(books: Mapping[str, RecordBook], fact: RecordsListed) -> Mapping[str, RecordBook]:
    """The books with one more version of a list, which puts away those it replaces: older ones that begin no earlier."""
    book = books.get(fact.discipline, RecordBook())
    kept = [one for one in book.lists if one.name != fact.name or one.as_of < fact.as_of]
    lists = tuple(sorted((*kept, fact), key=lambda one: (one.as_of, one.name)))
    return {**books, fact.discipline: msgspec.structs.replace(book, lists=lists)}


def decided(books: Mapping[str, RecordBook], fact: RecordRatified | RecordRejected) -> Mapping[str, RecordBook]:
    """The books with a decision about a record set here. Its types are named by then."""
    book = books[fact.unit.discipline]
    decision = Decision(isinstance(fact, RecordRatified), fact.reason)
    about = {(fact.unit, fact.competitor, fact.part, fact.mark, type_): decision for type_ in fact.types}
    return {
        **books,
        fact.unit.discipline: msgspec.structs.replace(book, decisions={**book.decisions, **about}),
    }


class Made(msgspec.Struct, frozen=True):
    """A performance, the unit and the organisation it was made for."""

    unit: Rsc
    noc: str
    performance: Performance


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A mark that is or was a record: of a list, or made here."""

    value: Value | None
    listed: ListedRecord | None = None
    made: Made | None = None
    equalled: bool = False
    pending: bool = False


class Standing(msgspec.Struct, kw_only=True):
    """One record: who holds it, what it was before, latest first. ``reinstated``: a better mark of these Games was rejected."""

    holders: tuple[Holder, ...] = ()
    former: tuple[Holder, ...] = ()
    reinstated: bool = False


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A mark made here that was a record when it was made: new, or equalled; ``rejected`` ones are no records any more."""

    type: str
    made: Made
    equalled: bool
    decision: Decision | None = None

    @property
    def rejected(self) -> bool:
        """Whether it was decided that it is no record."""
        return self.decision is not None and not self.decision.ratified

    @property
    def pending(self) -> bool:
        """Whether somebody still has to confirm it: personal bests need nobody."""
        return self.decision is None and record_types.get(self.type).whose != "personal"


class EventRecords(msgspec.Struct, frozen=True):
    """What stands in one event, and every mark made here that was a record when it was made."""

    standing: Mapping[Key, Standing]
    claims: tuple[Claim, ...]


ListVersion = tuple[str, str, Mapping[Key, tuple[ListedRecord, ...]]]
"""From when on it is in force, the name of the list, and its lines of one event."""
Lists = tuple[ListVersion, ...]


def lists_of(book: RecordBook, event: Rsc) -> Lists:
    """The lines of one event, by list version in order of time."""
    found = []
    for one in book.lists:
        lines: dict[Key, tuple[ListedRecord, ...]] = {}
        for record in one.records:
            if record.event == event:
                key = Key(record.type, record.scope, record.part)
                lines[key] = (*lines.get(key, ()), record)
        found.append((one.as_of, one.name, lines))
    return tuple(found)


def thresholds(lists: Lists) -> Mapping[Key, Value | None]:
    """The least that can be a record, by key, whichever list version is in force; ``None`` where anything can."""
    least: dict[Key, Value | None] = {}
    for _, _, lines in lists:
        for key, records in lines.items():
            value = _value(records[0])
            known = least.get(key, value)
            least[key] = None if value is None or known is None else min(known, value)
    return least


def keys_for(made: Made, types: Sequence[str]) -> tuple[Key, ...]:
    """The records that a mark can be, by who made it: never one of another area, another nation or another competitor."""
    performance = made.performance
    return _keys(tuple(types), performance.types, made.noc, performance.competitor, performance.part)


@lru_cache(maxsize=16384)
def _keys(types: tuple[str, ...], only: tuple[str, ...], noc: str, competitor: str, part: str) -> tuple[Key, ...]:
    scopes = {"national": noc, "personal": competitor}
    return tuple(
        Key(type_, scopes.get(record_types.get(type_).whose, ""), part)
        for type_ in types
        if (not only or type_ in only) and record_types.open_to(type_, noc)
    )


def can_be(made: Made, types: Sequence[str], least: Mapping[Key, Value | None]) -> bool:
    """Whether a mark comes up to any record that it can be; most never do, and need not be looked at again."""
    value = made.performance.value
    return any((threshold := least[key]) is None or value >= threshold for key in keys_for(made, types) if key in least)


def settle(
    lists: Lists, marks: Iterable[Made], types: Sequence[str], decisions: Mapping[Decided, Decision]
) -> EventRecords:
    """The records of an event after all ``marks`` (in any order), each held against what stood when it was made."""
    standing: dict[Key, Standing] = {}
    claims: list[Claim] = []
    coming, said = list(lists), dict[str, frozenset[Key]]()
    for made in sorted(marks, key=_in_time):
        while coming and coming[0][0] <= made.performance.at:
            _take_list(standing, said, coming.pop(0))
        for key in keys_for(made, types):
            if key in standing:
                claims += _hold_against(standing[key], key, made, decisions)
    for one in coming:
        _take_list(standing, said, one)
    return EventRecords(standing, tuple(claims))


def _in_time(made: Made) -> tuple[str, Value, Rsc, str, str]:
    """By instant, the best of one instant first."""
    performance = made.performance
    return (performance.at, -performance.value, made.unit, performance.competitor, performance.slot)


def _take_list(standing: dict[Key, Standing], said: dict[str, frozenset[Key]], one: ListVersion) -> None:
    """A list comes into force. What was set here and is better than it says stays: lists lag behind."""
    _, name, lines = one
    for gone in said.get(name, frozenset()) - lines.keys():
        if not any(h.made for h in standing[gone].holders):
            del standing[gone]
    said[name] = frozenset(lines)
    for key, records in lines.items():
        value = _value(records[0])
        holders = tuple(Holder(value=value, listed=r, pending=r.status == "pending") for r in records)
        known = standing.setdefault(key, Standing())
        here = tuple(h for h in known.holders if h.made)
        if not here or (value is not None and here[0].value is not None and value > here[0].value):
            known.holders, known.former = (() if value is None else holders), (*here, *known.former)
        elif value == here[0].value:
            known.holders = _together(holders, here)


def _together(said: tuple[Holder, ...], here: tuple[Holder, ...]) -> tuple[Holder, ...]:
    """A list that knows a mark of these Games confirms it; it may name others who reached the same."""
    nocs, made = {h.listed.noc for h in said if h.listed}, {h.made.noc for h in here if h.made}
    others = (h for h in said if h.listed and h.listed.noc not in made)
    known = (msgspec.structs.replace(h, pending=False) if h.made and h.made.noc in nocs else h for h in here)
    return (*others, *known)


def _hold_against(record: Standing, key: Key, made: Made, decisions: Mapping[Decided, Decision]) -> list[Claim]:
    mine, best = made.performance.value, record.holders[0].value if record.holders else None
    if best is not None and mine < best:
        return []
    equalled = mine == best and not _at_once(record.holders[-1], made)
    performance = made.performance
    about = (made.unit, performance.competitor, performance.part, performance.mark, key.type)
    claim = Claim(type=key.type, made=made, equalled=equalled, decision=decisions.get(about))
    if claim.rejected:
        record.reinstated = True
        return [claim]
    holder = Holder(value=mine, made=made, equalled=equalled, pending=claim.pending)
    if mine == best:
        record.holders = (*record.holders, holder)
    else:
        record.former = (*record.holders, *record.former)
        record.holders = (holder,)
    record.reinstated = False
    return [claim]


def _at_once(holder: Holder, made: Made) -> bool:
    """Two who reach the same mark at once in one race both set it; neither equals the other."""
    other = holder.made
    return (
        other is not None
        and not holder.equalled
        and other.unit == made.unit
        and other.performance.at == made.performance.at
        and other.performance.competitor != made.performance.competitor
    )


def _value(record: ListedRecord) -> Value | None:
    return value_of(record.event, record.mark) if record.mark else None
