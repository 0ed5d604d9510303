"""What may be recorded about records: lists that agree with themselves and with the map, decisions about marks that were records. PURE."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from kotinos.codes import nocs, record_types
from kotinos.codes.rsc import Level
from kotinos.codes.table import UnknownCode
from kotinos.results import facts
from kotinos.results.competition import Games
from kotinos.results.facts import Command, Fact, ListedRecord, Refused, Unchanged
from kotinos.results.organisers import planned_unit
from kotinos.results.projections.records import event_records
from kotinos.results.projections.view import View
from kotinos.results.records import Claim
from kotinos.sports import marks
from kotinos.sports.records import kept_in, parts, types, value_of

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?Z)?\Z")
_STATUSES = ("ratified", "pending")


def list_records(games: Games, fact: facts.RecordsListed, _: Command) -> Fact:
    """A list of records that contradicts neither itself nor the codes; refuses it with the first line that does."""
    kept = record_types.of(fact.discipline)
    if not kept:
        raise Refused(f"discipline {fact.discipline!r} keeps no records", "discipline")
    if not fact.name:
        raise Refused("a list of records needs a name, such as World Athletics", "name")
    if fact.version < 1:
        raise Refused(f"version {fact.version}: a whole number from 1", "version")
    if not _INSTANT.match(fact.as_of) or not _is_day(fact.as_of[:10]):
        raise Refused(f"as_of {fact.as_of!r}: a day, 2024-07-26, or an instant in UTC, 2024-07-26T08:00:00Z", "as_of")
    records = tuple(_line(one, fact.discipline, kept, f"records[{at}]") for at, one in enumerate(fact.records))
    _agree(records)
    fact = msgspec.structs.replace(fact, records=records)
    _newer(games, fact)
    return fact


def _newer(games: Games, fact: facts.RecordsListed) -> None:
    book = games.records.get(fact.discipline)
    known = max((one for one in book.lists if one.name == fact.name) if book else (), key=_version, default=None)
    if known is None or known.version < fact.version:
        return
    if known == fact:
        raise Unchanged(stale=False)
    if known.version > fact.version:
        raise Unchanged(stale=True)
    raise Refused(
        f"list {fact.name!r} of {fact.discipline}: version {fact.version} is known with other content; "
        f"{fact.version + 1} would be the next",
        "version",
    )


def _version(one: facts.RecordsListed) -> int:
    return one.version


def _line(one: ListedRecord, discipline: str, kept: tuple[str, ...], where: str) -> ListedRecord:
    if one.event.level is not Level.EVENT or one.event.discipline != discipline:
        raise Refused(f"{where}: {one.event} is not an event of {discipline}", f"{where}.event")
    if not kept_in(one.event):
        raise Refused(f"{where}: no records are kept in {one.event}", f"{where}.event")
    if one.part not in parts(one.event):
        right = ", ".join(part or "no part" for part in parts(one.event))
        raise Refused(f"{where}: part {one.part!r} of {one.event}; {right}", f"{where}.part")
    if one.type not in types(one.event, one.part, kept):
        right = " ".join(types(one.event, one.part, kept))
        raise Refused(f"{where}: type {one.type!r} in {one.event}; one of {right}", f"{where}.type")
    if one.status not in _STATUSES:
        raise Refused(f"{where}: status {one.status!r}; one of {', '.join(_STATUSES)}", f"{where}.status")
    if one.date and not _is_day(one.date):
        raise Refused(f"{where}: date {one.date!r}; a day such as 2009-08-16", f"{where}.date")
    try:
        if one.mark:
            value_of(one.event, one.mark)
    except marks.MarkError as error:
        raise Refused(f"{where} ({one.type} in {one.event}): {error}", f"{where}.mark") from None
    return _of_whom(one, where)


def _of_whom(one: ListedRecord, where: str) -> ListedRecord:
    """The scope, and a holder who belongs to it: an Asian record held by Europe is a mistake somebody should hear of."""
    whose = record_types.get(one.type).whose
    if one.noc and not nocs.exists(one.noc):
        raise Refused(f"{where}: NOC {one.noc!r} is not known", f"{where}.noc")
    if whose == "area" and one.noc and nocs.get(one.noc).area and not record_types.open_to(one.type, one.noc):
        what = f"{where}: {one.type} held by {one.noc}, which is in {nocs.get(one.noc).area}"
        raise Refused(f"{what}; {one.type} is for {record_types.get(one.type).areas}", f"{where}.noc")
    if whose == "national":
        scope = one.scope or one.noc
        if not nocs.exists(scope):
            raise Refused(f"{where}: a national record needs its NOC, not {scope!r}", f"{where}.scope")
        if one.noc and one.noc != scope:
            raise Refused(f"{where}: the record of {scope} held by {one.noc}", f"{where}.noc")
        return msgspec.structs.replace(one, scope=scope)
    if whose == "personal":
        scope = one.scope or one.competitor
        if not scope:
            raise Refused(f"{where}: {one.type} needs its competitor as scope", f"{where}.scope")
        return msgspec.structs.replace(one, scope=scope)
    if one.scope:
        raise Refused(f"{where}: {one.type} has no scope of its own, {one.scope!r} was given", f"{where}.scope")
    return one


def _agree(records: tuple[ListedRecord, ...]) -> None:
    first: dict[tuple[str, str, str, str], tuple[int, ListedRecord]] = {}
    for at, one in enumerate(records):
        known_at, known = first.setdefault((one.event, one.type, one.scope, one.part), (at, one))
        same = one.mark and known.mark and value_of(one.event, one.mark) == value_of(known.event, known.mark)
        if known is not one and not same:
            what = (
                f"records[{at}]: {one.type} in {one.event} is {one.mark!r}, but {known.mark!r} in records[{known_at}]"
            )
            raise Refused(f"{what}; who shares a record has the same mark", f"records[{at}].mark")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def ratify(games: Games, fact: facts.RecordRatified, _: Command) -> Fact:
    """A record set here is confirmed."""
    claims = _claims(games, fact)
    if all(c.decision is not None and c.decision.ratified for c in claims):
        raise Unchanged(stale=False)
    return msgspec.structs.replace(fact, types=tuple(dict.fromkeys(c.type for c in claims)))


def reject(games: Games, fact: facts.RecordRejected, _: Command) -> Fact:
    """A record set here is none: the conditions were not met, a test was positive."""
    if not fact.reason:
        raise Refused(f"a record rejected in {fact.unit} without a reason", "reason")
    claims = _claims(games, fact)
    if all(c.rejected for c in claims):
        raise Unchanged(stale=False)
    return msgspec.structs.replace(fact, types=tuple(dict.fromkeys(c.type for c in claims)))


def _claims(games: Games, fact: facts.RecordRatified | facts.RecordRejected) -> list[Claim]:
    """The records that a mark was when it was made, of the types named; refuses what was none."""
    planned_unit(games, fact.unit)
    try:
        wrong = [t for t in fact.types if record_types.get(t).whose == "personal"]
    except UnknownCode as error:
        raise Refused(str(error), "types") from None
    if wrong:
        raise Refused(f"{wrong[0]} is the competitor's own: nobody confirms it", "types")
    found = [c for c in event_records(View(games), fact.unit.at(Level.EVENT)).claims if c.made.unit == fact.unit]
    mine = [
        c
        for c in found
        if c.made.performance.competitor == fact.competitor
        and (c.made.performance.mark, c.made.performance.part) == (fact.mark, fact.part)
        and record_types.get(c.type).whose != "personal"
    ]
    missing = [t for t in fact.types if t not in {c.type for c in mine}]
    if not mine or missing:
        there = sorted({f"{c.type} {c.made.performance.competitor} {c.made.performance.mark}" for c in found})
        what = f"{fact.competitor} with {fact.mark} in {fact.unit} was no {' '.join(missing) or 'record'}"
        raise Refused(f"{what}; records there: {', '.join(there) or 'none'}", "types" if missing and mine else "mark")
    return [c for c in mine if not fact.types or c.type in fact.types]
