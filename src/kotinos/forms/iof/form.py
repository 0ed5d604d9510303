"""A race's way into IOF XML: a ``StartList`` before it, a ``ResultList`` from the first start on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kotinos.codes.rsc import Level
from kotinos.forms.element import Element, add, serialise, write
from kotinos.forms.headline import event_name
from kotinos.forms.iof.building import after, instant, message, organisation, person, plain
from kotinos.forms.iof.legs import Leg, legs_of
from kotinos.forms.iof.schema import validate
from kotinos.forms.iof.status import Status, is_time, start_of, status_of
from kotinos.forms.odf.values import local, seconds
from kotinos.forms.problem import HeldBack, Problem
from kotinos.forms.terms import Edition, Message, Terms, said
from kotinos.results.documents import Document, ResultBody, ResultRow

DISCIPLINE = "ORI"
"""Orienteering: every unit of it is told."""
_OPEN = frozenset({"Active", "Inactive", "Finished"})
_NOT_RUN = frozenset({"Inactive", "DidNotStart"})
"""States of who is not in for good."""


def form(edition: Edition, terms: Terms) -> list[Message]:
    """The list that says what the document says; none for what is no race, and none for a withdrawal, which the standard cannot say.

    Raises `HeldBack` with every problem if the list would break the schema, or if a mark of invalidity has no state in the standard.
    """
    document, body = edition.document, edition.document.body
    if not isinstance(body, ResultBody) or not is_race(body):
        return []
    unknown = [row for row in body.rows if status_of(row, body, document) is None]
    if unknown:
        raise HeldBack(document.key, document.version, {document.type: [_no_state(row) for row in unknown]})
    xml = serialise(_list(document, body, terms))
    if problems := validate(xml):
        raise HeldBack(document.key, document.version, {document.type: problems})
    return [Message(type=document.type, data=xml)]


def is_race(body: ResultBody) -> bool:
    """Orienteering, or any other unit that is ranked by time: nobody meets anybody, nothing is tried several times."""
    if body.unit.rsc.discipline == DISCIPLINE:
        return True
    timed = any(row.mark_type == "TIME" for row in body.rows) or "splits" in body.columns
    return timed and not any(row.attempts or row.heights or row.wlt for row in body.rows)


def _no_state(row: ResultRow) -> Problem:
    right = "a mark that the standard has a state for, such as MP, OT, NC, DNF, DNS or DSQ"
    return Problem(where=f"competitor {row.competitor.id}", what=f"IRM {row.irm}", would_be_right=right, rule="status")


def _list(document: Document, body: ResultBody, terms: Terms) -> Element:
    coming = document.status in ("", "START_LIST") and not any(row.mark or row.splits for row in body.rows)
    states = {row.competitor.id: _state(row, body, document) for row in body.rows}
    complete = document.status == "OFFICIAL" and _OPEN.isdisjoint(states.values())
    attributes = {} if coming else {"status": "Complete" if complete else "Snapshot"}
    root = message("StartList" if coming else "ResultList", document.at, **attributes)
    _event(root, body, document, terms)
    group = add(
        root, "ClassStart" if coming else "ClassResult", timeResolution="" if coming else _resolution(body.rows)
    )
    class_ = add(group, "Class")
    write(class_, "Id", document.rsc)
    write(class_, "Name", said(body.unit.name, terms.lang) or event_name(document.rsc, body.event_name, terms.lang))
    best = _best(body.rows)
    for row in sorted(body.rows, key=lambda one: (one.start_sort or one.sort_order) if coming else one.sort_order):
        if coming:
            _start(group, row, body, terms)
        else:
            _result(group, row, body, states[row.competitor.id], best, document.status == "OFFICIAL", terms)
    return root


def _state(row: ResultRow, body: ResultBody, document: Document) -> Status:
    state = status_of(row, body, document)
    assert state is not None, "rows without a state were held back"
    return state


def _event(root: Element, body: ResultBody, document: Document, terms: Terms) -> None:
    event = add(root, "Event")
    write(event, "Id", document.rsc.at(Level.EVENT))
    write(event, "Name", said(terms.games, terms.lang) or event_name(document.rsc, body.event_name, terms.lang))
    for tag, moment in (("StartTime", body.unit.actual_start or body.unit.start), ("EndTime", body.unit.actual_end)):
        if moment:
            here = local(moment, terms.timezone)
            element = add(event, tag)
            write(element, "Date", here.date().isoformat())
            write(element, "Time", here.isoformat(timespec="seconds").partition("T")[2])


def _resolution(rows: Sequence[ResultRow]) -> str:
    """The smallest unit of the times: 1, 0.1, 0.01 … seconds."""
    marks = [seconds(row.mark) for row in rows if is_time(row.mark)]
    places = max((-int(mark.as_tuple().exponent) for mark in marks), default=0)
    return plain(Decimal(1).scaleb(-places)) if places else "1"


def _best(rows: Sequence[ResultRow]) -> Decimal | None:
    return min((seconds(row.mark) for row in rows if row.rank is not None and is_time(row.mark)), default=None)


def _bib(row: ResultRow) -> str:
    return row.bib or row.competitor.bib


def _started(row: ResultRow, body: ResultBody) -> str:
    return start_of(row) or body.unit.actual_start


def _start(group: Element, row: ResultRow, body: ResultBody, terms: Terms) -> None:
    planned = start_of(row) or body.unit.start
    when = instant(planned, terms.timezone) if planned else ""
    who, gender = row.competitor, body.unit.rsc.gender
    if who.type == "A":
        element = add(group, "PersonStart")
        person(element, who, who.noc, gender)
        start = add(element, "Start")
        write(start, "BibNumber", _bib(row))
        write(start, "StartTime", when)
        return
    element = add(group, "TeamStart")
    write(element, "Name", who.name or who.noc or who.id)
    organisation(element, who.noc)
    write(element, "BibNumber", _bib(row))
    for number, runner in enumerate(sorted(who.members, key=lambda m: (m.order or len(who.members), m.id)), 1):
        member = add(element, "TeamMemberStart")
        person(member, runner, who.noc, gender)
        start = add(member, "Start")
        write(start, "Leg", number)
        write(start, "BibNumber", runner.bib)
        write(start, "StartTime", when if number == 1 else "")


def _result(
    group: Element, row: ResultRow, body: ResultBody, state: Status, best: Decimal | None, validated: bool, terms: Terms
) -> None:
    if row.competitor.type == "T":
        _team(group, row, body, state, best, validated, terms)
        return
    element = add(group, "PersonResult")
    person(element, row.competitor, row.competitor.noc, body.unit.rsc.gender)
    result = add(element, "Result")
    write(result, "BibNumber", _bib(row))
    mark = seconds(row.mark) if is_time(row.mark) else None
    ran = state not in _NOT_RUN
    _times(result, _started(row, body) if ran else start_of(row), mark if ran else None, terms)
    _standing(result, row, mark, state, best)
    write(result, "Status", state)
    if ran:
        _splits(result, row, state)


def _times(result: Element, start: str, time: Decimal | None, terms: Terms) -> None:
    write(result, "StartTime", instant(start, terms.timezone) if start else "")
    if time is not None:
        write(result, "FinishTime", after(start, time, terms.timezone) if start else "")
        write(result, "Time", plain(time))


def _standing(result: Element, row: ResultRow, mark: Decimal | None, state: Status, best: Decimal | None) -> None:
    """Place and gap, of those only who are in with a place."""
    if row.rank is not None and state in ("OK", "Finished"):
        if mark is not None and best is not None:
            write(result, "TimeBehind", plain(mark - best))
        write(result, "Position", row.rank)


def _splits(result: Element, row: ResultRow, state: Status) -> None:
    """Every point in its order; one without a time was missed, unless the runner may still come there."""
    for split in row.splits:
        known = is_time(split.time)
        if known or state != "Active":
            element = add(result, "SplitTime", status="" if known else "Missing")
            write(element, "ControlCode", split.point)
            write(element, "Time", plain(seconds(split.time)) if known else "")


def _team(
    group: Element, row: ResultRow, body: ResultBody, state: Status, best: Decimal | None, validated: bool, terms: Terms
) -> None:
    who = row.competitor
    element = add(group, "TeamResult")
    write(element, "Name", who.name or who.noc or who.id)
    organisation(element, who.noc)
    write(element, "BibNumber", _bib(row))
    start = _started(row, body)
    legs = legs_of(row, state, validated=validated)
    for leg in legs:
        before = legs[leg.number - 2].total if leg.number > 1 else Decimal(0)
        away = after(start, before, terms.timezone) if start and before is not None else ""
        _leg(element, leg, away, row, body, terms)
        overall = add(element[-1].find("{*}Result"), "OverallResult")  # type: ignore[arg-type]
        _overall(overall, leg, last=leg is legs[-1], row=row, state=state, best=best)


def _leg(team: Element, leg: Leg, away: str, row: ResultRow, body: ResultBody, terms: Terms) -> None:
    member = add(team, "TeamMemberResult")
    if leg.runner is not None:
        person(member, leg.runner, row.competitor.noc, body.unit.rsc.gender)
    result = add(member, "Result")
    if leg.runner is not None:
        write(result, "Leg", leg.number)
        write(result, "BibNumber", leg.runner.bib)
    ran = leg.status not in _NOT_RUN
    _times(result, away if ran else "", leg.time if ran else None, terms)
    write(result, "Status", leg.status)


def _overall(overall: Element, leg: Leg, *, last: bool, row: ResultRow, state: Status, best: Decimal | None) -> None:
    """How the team stands after a leg: after the last one with its place, before that with what the leg itself says."""
    shown = state if last and leg.status in ("OK", "Finished") else leg.status
    if leg.total is not None and shown not in _NOT_RUN:
        write(overall, "Time", plain(leg.total))
    if last:
        _standing(overall, row, leg.total, state, best)
    write(overall, "Status", shown)
