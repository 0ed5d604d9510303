"""DT_RECORD: the records of a discipline as they stand."""

from __future__ import annotations

from kotinos.codes import disciplines, record_types
from kotinos.codes.rsc import Rsc
from kotinos.results.documents import RecordsBody, RecordStanding
from kotinos.results.projections.records import event_records, line
from kotinos.results.projections.unit import event_name
from kotinos.results.projections.view import View
from kotinos.results.records import Key


def records(view: View, discipline: str) -> RecordsBody:
    """Every record of the lists of a discipline, with what was set at these Games."""
    book = view.games.records[discipline]
    events = sorted({record.event for one in book.lists for record in one.records})
    return RecordsBody(
        discipline=discipline,
        name=disciplines.text(discipline),
        records=tuple(standing for event in events for standing in _of_event(view, event)),
        as_of={one.name: one.as_of for one in book.lists},
    )


def _of_event(view: View, event: Rsc) -> tuple[RecordStanding, ...]:
    settled = event_records(view, event)
    # A line says the day and the place of its unit, which may be planned anew.
    places = [part for unit in view.games.states.get(event, ()) for part in (unit.plan, unit.start)]
    made_from = (settled, view.games.events.get(event), view.games.faces.get(event, ()), *places)
    return view.recall("record standings", event, made_from, lambda: _standings(view, event))


def _standings(view: View, event: Rsc) -> tuple[RecordStanding, ...]:
    types = record_types.of(event.discipline)
    standing = event_records(view, event).standing
    shown = [key for key in standing if record_types.get(key.type).whose != "personal"]
    shown.sort(key=lambda key: (types.index(key.type), key.part, key.scope))
    return tuple(_standing(view, event, key) for key in shown)


def _standing(view: View, event: Rsc, key: Key) -> RecordStanding:
    found = event_records(view, event).standing[key]
    return RecordStanding(
        event=event,
        event_name=event_name(view, event),
        code=key.type,
        name=record_types.text(key.type),
        scope=key.scope,
        part=key.part,
        holders=tuple(line(view, key, holder) for holder in found.holders),
        former=tuple(line(view, key, holder) for holder in found.former),
        reinstated=found.reinstated,
    )
