"""Units, phases, events and totals: who takes part, and with which result."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.rowfacts import component_scores, period_score
from kotinos.forms.sportschema import people
from kotinos.forms.sportschema.graph import Graph, label
from kotinos.forms.sportsml.building import instant
from kotinos.forms.sportsml.event import sides, status_of
from kotinos.forms.sportsml.who import NOBODY
from kotinos.results.documents import (
    CumulativeBody,
    Document,
    PhaseResultBody,
    RankingBody,
    ResultBody,
    ResultRow,
    ScheduleBody,
    Text,
    UnitLine,
)


def above(graph: Graph, rsc: Rsc) -> str:
    """The competition that an event is: the event of the programme, within the Games."""
    games = graph.node(graph.urn("games"), "sport:Competition", rdfs_label=label(graph.terms.games))
    return graph.node(graph.urn("rsc", rsc.at(Level.EVENT)), "sport:Competition", sport_parent=games)


def phase_of(graph: Graph, rsc: Rsc) -> str:
    """The phase that a unit belongs to."""
    return graph.node(
        graph.urn("rsc", rsc.at(Level.PHASE)), "sport:CompetitionPhase", sport_phaseInCompetition=above(graph, rsc)
    )


def unit(graph: Graph, line: UnitLine, document: Document, status: str = "") -> str:
    """A unit with its times, its site, and where it belongs."""
    zone = graph.terms.timezone
    id_ = graph.node(
        graph.urn("rsc", line.rsc),
        "sport:Event",
        rdfs_label=label(line.name),
        sport_eventStatus=status_of(line.status, status),
        sport_startDateTime=instant(line.actual_start or line.start, zone),
        sport_endDateTime=instant(line.actual_end or line.end, zone),
        sport_lastModified=document.at,
        sport_location=_site(graph, line),
        sport_eventInCompetition=above(graph, line.rsc),
        sport_eventInCompetitionPhase=phase_of(graph, line.rsc) if line.rsc.phase else "",
    )
    planned = instant(line.start, zone) if line.actual_start else ""
    for name, value in (
        ("schedule-status", line.status),
        ("result-status", status or line.result_status),
        ("planned-start", planned),
        ("session", line.session),
        ("number", line.number),
        ("medal", line.medal or ""),
        ("location", line.location),
    ):
        graph.ours(id_, name, value)
    return id_


def _site(graph: Graph, line: UnitLine) -> str:
    if not line.venue:
        return ""
    return graph.node(graph.urn("venue", quote(line.venue)), "sport:Site", rdfs_label=line.venue_name or line.venue)


def _whole(graph: Graph, rsc: Rsc, text: Text, document: Document) -> str:
    """A phase or an event as something that people take part in as a whole."""
    id_ = graph.node(
        graph.urn("ranked", rsc),
        "sport:Event",
        rdfs_label=label(text),
        sport_eventStatus=status_of("", document.status),
        sport_lastModified=document.at,
        sport_eventInCompetition=above(graph, rsc),
        sport_eventInCompetitionPhase=phase_of(graph, rsc) if rsc.phase else "",
    )
    graph.ours(id_, "result-status", document.status)
    return id_


def result(graph: Graph, body: ResultBody, document: Document) -> str:
    """One unit with everybody in it; a duel has a home and an away side, and periods."""
    id_ = unit(graph, body.unit, document, document.status)
    for name, value in (("rule-set", body.rule_set), ("wind", body.wind)):
        graph.ours(id_, name, value)
    alignment = sides(body)
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        side = alignment.get(row.competitor.id, "")
        part = people.result(graph, row, id_, of=body.unit.rsc, alignment=side)
        if side:
            played = (period_score(period, number, side) for number, period in enumerate(body.periods, 1))
            people.splits(graph, part, body.unit.rsc, row.competitor.id, played)
        graph.link(id_, "sport:participation", part)
    return id_


def phase(graph: Graph, body: PhaseResultBody, document: Document) -> str:
    """All units of a phase ranked together."""
    id_ = _whole(graph, body.phase, body.name or body.event_name, document)
    _rows(graph, body.rows, id_, body.phase)
    return id_


def ranking(graph: Graph, body: RankingBody, document: Document) -> str:
    """A whole event from first to last."""
    id_ = _whole(graph, body.event, body.event_name, document)
    _rows(graph, body.rows, id_, body.event)
    return id_


def cumulative(graph: Graph, body: CumulativeBody, document: Document) -> str:
    """A total, with what each unit gave."""
    id_ = _whole(graph, document.rsc, body.name or body.event_name, document)
    _rows(graph, (entry.row for entry in body.rows), id_, document.rsc)
    for entry in body.rows:
        part = graph.urn("participation", f"ranked:{document.rsc}", entry.row.competitor.id)
        gave = (score for item in sorted(entry.items, key=lambda i: i.order) for score in component_scores(item))
        people.splits(graph, part, document.rsc, entry.row.competitor.id, gave)
    return id_


def _rows(graph: Graph, rows: Iterable[ResultRow], event: str, rsc: Rsc) -> None:
    for row in sorted(rows, key=lambda r: r.sort_order):
        graph.link(event, "sport:participation", people.result(graph, row, event, of=f"ranked:{rsc}"))


def schedule(graph: Graph, body: ScheduleBody, document: Document) -> str:
    """Every unit, with who meets whom as soon as one side is known. The document is about the discipline."""
    for line in body.units:
        id_ = unit(graph, line, document)
        if any(side.id not in NOBODY for side in line.sides):
            for side, alignment in zip(line.sides, ("home", "away"), strict=False):
                of = line.rsc if side.id not in NOBODY else f"{line.rsc}:{alignment}"
                graph.link(
                    id_, "sport:participation", people.participation(graph, side, id_, of=of, alignment=alignment)
                )
    return ""
