"""The documents themselves, each made of a state: what `derive` has to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import Body
from kotinos.results.projections import event as of_event
from kotinos.results.projections import games as of_games
from kotinos.results.projections import phase as of_phase
from kotinos.results.projections import record_lists, stats
from kotinos.results.projections import unit as of_unit
from kotinos.results.projections.brackets import brackets
from kotinos.results.projections.communications import communication, ruling
from kotinos.results.projections.config import config
from kotinos.results.projections.view import View


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its version. ``body`` ``None`` withdraws what stands under the key."""

    type: str
    rsc: Rsc
    body: Body | None
    status: str = ""
    subcode: str = ""

    @property
    def key(self) -> str:
        """As `documents.Document.key`."""
        return f"{self.type}/{self.rsc}" + (f"/{self.subcode}" if self.subcode else "")


def unit_result(view: View, rsc: Rsc) -> Draft:
    """The result of a unit."""
    return Draft(type="DT_RESULT", rsc=rsc, body=of_unit.result(view, rsc), status=view.unit(rsc).status)


def communications(view: View, rsc: Rsc) -> Iterator[Draft]:
    """The protests of a unit."""
    for known in view.unit(rsc).protests:
        body = communication(view, rsc, known, of_unit.event_name(view, rsc))
        yield Draft(type="DT_COMMUNICATION", rsc=rsc, body=body, subcode=str(known.number))


def schedule_update(view: View, rsc: Rsc) -> Draft:
    """A unit's line of the schedule."""
    return Draft(type="DT_SCHEDULE_UPDATE", rsc=rsc, body=of_games.schedule_update(view, rsc))


def configs(view: View, events: Iterable[Rsc]) -> Iterator[Draft]:
    """How events will run."""
    for event in sorted(events):
        yield Draft(type="DT_CONFIG", rsc=event, body=config(view, event))


def phases(view: View, event: Rsc, only: Rsc | None = None) -> Iterator[Draft]:
    """The phases of an event as wholes, or of them ``only`` one and those that carry its results on."""
    planned = view.games.events.get(event)
    for phase in planned.phases if planned else ():
        if only not in (None, phase.rsc) and only not in view.carried(phase.rsc):
            continue
        status = view.phase_status(phase.rsc)
        if phase.kind == "pool":
            yield Draft(type="DT_POOL_STANDING", rsc=phase.rsc, body=of_phase.pool(view, phase), status=status)
        elif phase.kind == "series":
            yield Draft(
                type="DT_CUMULATIVE_RESULT", rsc=phase.rsc, body=of_event.cumulative(view, phase.rsc), status=status
            )
        elif phase.kind == "heats":
            yield Draft(type="DT_PHASE_RESULT", rsc=phase.rsc, body=of_phase.phase_result(view, phase), status=status)


def whole_event(view: View, event: Rsc) -> Iterator[Draft]:
    """Totals, trees, medals, places and the decisions of tribunals of an event."""
    status, medals = view.event_status(event), view.medal_status(event)
    for type_, body, own in (
        ("DT_CUMULATIVE_RESULT", of_event.cumulative(view, event), status),
        ("DT_BRACKETS", brackets(view, event), status),
        ("DT_MEDALLISTS", of_event.medallists(view, event), medals),
        ("DT_RANKING", of_event.ranking(view, event), medals),
    ):
        yield Draft(type=type_, rsc=event, body=body, status=own if body is not None else "")
    for number, verdict in enumerate(view.verdicts(event), start=1):
        said = ruling(view, event, number, verdict, of_unit.event_name(view, event))
        yield Draft(type="DT_COMMUNICATION", rsc=event, body=said, subcode=str(number))


def statistics(view: View, event: Rsc, only: Collection[str] | None = None) -> Iterator[Draft]:
    """Every table of statistics, or of the tables of single competitors ``only`` theirs."""
    for table in stats.tables(view, event, only):
        yield Draft(type="DT_STATS", rsc=table.rsc, body=table.body, status=table.status, subcode=table.subcode)


def medals(view: View, events: Iterable[Rsc]) -> Iterator[Draft]:
    """The medal table, and the table and the medallists of each discipline of ``events``."""
    yield Draft(type="DT_MEDALS", rsc=Rsc.of("GEN"), body=of_games.medals(view))
    for discipline in sorted({event.discipline for event in events}):
        yield Draft(type="DT_MEDALS", rsc=Rsc.of(discipline), body=of_games.medals_of(view, discipline))
        body = of_games.medallists(view, discipline)
        yield Draft(type="DT_MEDALLISTS_DISCIPLINE", rsc=Rsc.of(discipline), body=body)


def records(view: View, disciplines: Iterable[str]) -> Iterator[Draft]:
    """The records of those of the disciplines that have some."""
    for discipline in sorted(set(disciplines) & view.games.records.keys()):
        yield Draft(type="DT_RECORD", rsc=Rsc.of(discipline), body=record_lists.records(view, discipline))


def horses(view: View, discipline: str) -> Draft:
    """The horses of a discipline."""
    return Draft(type="DT_PARTIC_HORSES", rsc=Rsc.of(discipline), body=of_games.horses(view, discipline))


def weather(view: View, about: Rsc, place: str) -> Draft:
    """The weather at a place."""
    return Draft(type="DT_WEATHER", rsc=about, body=of_games.weather(view, about, place), subcode=place)


def names(view: View, discipline: Rsc, language: str) -> Draft:
    """What everyone of a discipline is called in a language."""
    body = of_games.local_names(view, discipline, language)
    return Draft(type="DT_PARTIC_NAME", rsc=discipline, body=body, subcode=language)
