"""What happens in each unit, as messages in time order: start list, start, marks, official."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, Post, command
from kotinos.rehearsal.paris import decisions
from kotinos.rehearsal.paris.decisions import Decision
from kotinos.rehearsal.paris.doors import Door, device_parts, door
from kotinos.rehearsal.paris.people import name_of
from kotinos.rehearsal.paris.source import Mark, Recording
from kotinos.rehearsal.writing import lenex, lif, odf

LISTED_BEFORE = 1800.0
"""Seconds before the start at which a start list is published."""
RULED_AFTER = 60.0
"""Seconds from the last mark to what officials decide that no mark says."""
DECIDED_AFTER = 300.0
"""Seconds from the last mark to "official"."""


def cues(recording: Recording, venue: odf.Venue, origin: datetime) -> list[Cue]:
    """Every message of every unit that has marks, by time."""
    ends = {i.rsc: i.end for i in recording.items}
    decided = decisions.load()
    made: list[Cue] = []
    for rsc, marks in recording.marks.items():
        start = recording.times[rsc]
        begins = (start - origin).total_seconds()
        planned = ends.get(rsc)
        lasts = max(60.0, (datetime.fromisoformat(planned) - start).total_seconds()) if planned else 300.0
        made.extend(_unit(rsc, in_order(marks), venue, start, begins, begins + lasts))
        if rsc in decided:
            made.append(_ruled(rsc, decided[rsc], begins + lasts + RULED_AFTER))
    return sorted(made, key=lambda c: c.at)


def _ruled(rsc: Rsc, made: Sequence[Decision], at: float) -> Cue:
    """What officials decided, as they would record it between the unofficial and the official result."""
    fact = {
        "kind": "corrected",
        "unit": rsc,
        "items": [{"who": {"id": one.competitor}, "slot": one.slot, "value": one.value} for one in made],
        "reason": "; ".join(dict.fromkeys(one.why for one in made)),
    }
    send = command(f"paris-{rsc}-ruled", fact, by="referee")
    return Cue(at=at, lane=rsc[:22], what=f"{rsc} ruled", send=send)


def in_order(marks: Sequence[Mark]) -> list[Mark]:
    """The start list: by lane or starting order where it is a number, else by id."""
    return sorted(marks, key=lambda m: (int(m.start) if m.start.isdigit() else 999, m.start, m.competitor))


def _unit(rsc: Rsc, marks: list[Mark], venue: odf.Venue, start: datetime, begins: float, ends: float) -> Iterator[Cue]:
    way = door(rsc, marks)
    lane = rsc[:22]

    def cue(at: float, what: str, send: Post) -> Cue:
        return Cue(at=at, lane=lane, what=f"{rsc} {what}", send=send)

    def decide(at: float, status: str) -> Cue:
        fact = {"kind": "status_set", "unit": rsc, "status": status}
        return cue(at, status, command(f"paris-{rsc}-{status}", fact, by="venue results manager"))

    if way is Door.VENUE_SYSTEM:
        for version, (at, status, with_marks) in enumerate(
            (
                (begins - LISTED_BEFORE, "START_LIST", False),
                (begins, "LIVE", False),
                (ends, "UNOFFICIAL", True),
                (ends + DECIDED_AFTER, "OFFICIAL", True),
            ),
            start=1,
        ):
            sent = odf.message(venue, "DT_RESULT", rsc, version, start, _results(rsc, marks, with_marks), status)
            yield cue(at, status, sent)
        return
    yield cue(begins - LISTED_BEFORE, "start list", _start_list(rsc, marks))
    yield decide(begins, "LIVE")
    yield cue(ends, "marks", _FILES[way](rsc, marks))
    if way is not Door.SWIMMING:  # the swimming file itself says that the heat is over
        yield decide(ends + 1, "UNOFFICIAL")
    yield decide(ends + DECIDED_AFTER, "OFFICIAL")


def _start_list(rsc: Rsc, marks: list[Mark]) -> Post:
    lanes = [m.start for m in marks]
    clear = len(set(lanes)) == len(lanes)
    starts: list[dict[str, Any]] = [
        {"competitor": m.competitor, "sort": n, "order": m.start if clear else "", "bib": m.bib}
        for n, m in enumerate(marks, start=1)
    ]
    fact = {"kind": "start_list_set", "unit": rsc, "starts": starts}
    return command(f"paris-{rsc}-starts", fact, by="competition secretary")


def _results(rsc: Rsc, marks: list[Mark], with_marks: bool) -> list[odf.Element]:
    return [odf.result(_side(rsc, m, with_marks), n) for n, m in enumerate(marks, start=1)]


def _side(rsc: Rsc, mark: Mark, with_marks: bool) -> odf.Side:
    attributes = {"StartOrder": mark.start}
    if with_marks:
        attributes |= {"ResultType": mark.kind, "Result": "" if mark.kind == "IRM" else mark.result, "IRM": mark.irm}
    name = name_of(mark.name)
    return odf.Side(
        code=mark.competitor,
        type="T" if mark.team else "A",
        noc=mark.noc,
        name=mark.name,
        bib=mark.bib,
        family=name.family,
        given=name.given,
        gender={"W": "F"}.get(rsc.gender, "M" if rsc.gender == "M" else "X"),
        attributes=attributes,
    )


def _photo_finish(rsc: Rsc, marks: list[Mark]) -> Post:
    event, round_, heat = device_parts(rsc)
    lanes = [m.start for m in marks]
    clear = len(set(lanes)) == len(lanes)
    finishers = [
        lif.Finisher(
            place=mark.irm or place,
            lane=mark.start if clear else "",
            bib=mark.bib,
            family=name_of(mark.name).family,
            given=name_of(mark.name).given,
            club=mark.noc,
            time="" if mark.irm else mark.result,
        )
        for place, mark in _in_order_of_the_photo(marks)
    ]
    body = lif.lif(event, round_, heat, event, finishers)
    return Post(path=f"/v1/lynx?name={event}-{round_}-{heat}.lif&revision=1", body=body)


def _in_order_of_the_photo(marks: Sequence[Mark]) -> Iterator[tuple[str, Mark]]:
    """Everybody with a place. The record has hundredths only: equal times share their place, as nobody can say more from it."""
    times = {m.competitor: _seconds(m.result) for m in marks if not m.irm and m.result}
    for mark in sorted(marks, key=lambda m: times.get(m.competitor, Decimal("Infinity"))):
        own = times.get(mark.competitor)
        yield ("" if own is None else str(1 + sum(other < own for other in times.values()))), mark


def _seconds(shown: str) -> Decimal:
    """``1:41.19`` in seconds."""
    total = Decimal(0)
    for part in shown.split(":"):
        total = total * 60 + Decimal(part)
    return total


def _swimming(rsc: Rsc, marks: list[Mark]) -> Post:
    event, round_, heat = device_parts(rsc)
    swimmers = []
    for mark in marks:
        name = name_of(mark.name)
        swimmers.append(
            lenex.Swimmer(
                id=mark.competitor,
                lane=mark.start,
                family=name.family,
                given=name.given,
                gender=rsc.gender,
                noc=mark.noc,
                time="" if mark.irm else mark.result,
                status=mark.irm,
            )
        )
    body = lenex.lenex(event, round_, heat, swimmers, "Paris 2024")
    return Post(path=f"/v1/lenex?name={event}-{round_}-{heat}.lef&revision=1", body=body)


def _field_table(rsc: Rsc, marks: list[Mark]) -> Post:
    lines = ["unit;id;bib;mark;irm"]
    lines += [f"{rsc};{m.competitor};{m.bib};{'' if m.irm else m.result};{m.irm}" for m in marks]
    return Post(path=f"/v1/csv?name={rsc}.csv&revision=1", body="".join(f"{line}\n" for line in lines).encode())


_FILES = {Door.PHOTO_FINISH: _photo_finish, Door.SWIMMING: _swimming, Door.FIELD_TABLE: _field_table}
