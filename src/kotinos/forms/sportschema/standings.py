"""Pools, trees and medals."""

from __future__ import annotations

from kotinos.codes import nocs
from kotinos.codes.rsc import Level
from kotinos.forms.rowfacts import Score
from kotinos.forms.sportschema import people
from kotinos.forms.sportschema.events import above, phase_of
from kotinos.forms.sportschema.graph import Graph, label
from kotinos.forms.sportsml.event import status_of
from kotinos.forms.sportsml.stats import OUTCOMES
from kotinos.forms.sportsml.who import NOBODY
from kotinos.results.documents import (
    BracketItem,
    BracketPlace,
    BracketsBody,
    Document,
    MedallistsBody,
    MedalsBody,
    PoolBody,
)


def pool(graph: Graph, body: PoolBody) -> str:
    """A group as a phase; every team takes part in it with its totals, and a split for each match of the cross table."""
    id_ = phase_of(graph, body.phase)
    graph.put(id_, "rdfs:label", label(body.name))
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        part = people.participation(graph, row.competitor, id_, of=body.phase)
        for name, value in (
            ("sport:rank", row.rank),
            ("spstat:standingPoints", row.points),
            ("spstat:eventsPlayed", row.played),
            ("spstat:wins", row.won),
            ("spstat:losses", row.lost),
            ("spstat:ties", row.tied),
            ("spstat:pointsScoredFor", row.for_),
            ("spstat:pointsScoredAgainst", row.against),
            ("spstat:pointsDifference", row.diff),
        ):
            graph.put(part, name, value)
        for name, told in (
            ("sort-order", row.sort_order),
            ("rank-equal", row.rank_equal),
            ("irm", row.irm),
            ("qualification", row.qual),
        ):
            graph.ours(part, name, told)
        met = (
            Score(kind="match", score=cell.result, key=str.__str__(cell.unit), name=cell.competitor.id)
            for cell in sorted(row.opponents, key=lambda o: (o.pos, o.unit))
        )
        people.splits(graph, part, body.phase, row.competitor.id, met)
    return id_


def brackets(graph: Graph, body: BracketsBody, document: Document) -> str:
    """Every match of every tree in its round; a place that waits says which match or group will fill it."""
    id_ = above(graph, body.event)
    graph.put(id_, "rdfs:label", label(body.event_name))
    for bracket in body.brackets:
        for round_ in bracket.rounds:
            within = graph.node(
                graph.urn("round", body.event, bracket.code, round_.code),
                "sport:CompetitionPhase",
                rdfs_label=label(round_.name),
                sport_phaseInCompetition=id_,
            )
            graph.link(id_, "sport:containsCompetitionPhase", within)
            for item in sorted(round_.items, key=lambda i: i.order):
                graph.link(within, "sport:phaseContainsEvent", _match(graph, item, document))
    return id_


def _match(graph: Graph, item: BracketItem, document: Document) -> str:
    id_ = graph.node(
        graph.urn("rsc", item.unit),
        "sport:Event",
        sport_eventStatus=status_of("", item.status),
        sport_lastModified=document.at,
        sport_eventInCompetition=above(graph, item.unit),
    )
    for name, value in (
        ("number", item.code),
        ("position", item.position),
        ("order", item.order),
        ("date", item.date),
        ("time", item.time),
        ("result", item.result),
        ("result-status", item.status),
    ):
        graph.ours_once(id_, name, value)
    for place in sorted(item.places, key=lambda p: p.pos):
        graph.link(id_, "sport:participation", _place(graph, place, id_, item))
    return id_


def _place(graph: Graph, place: BracketPlace, event: str, item: BracketItem) -> str:
    of = str.__str__(item.unit) + (f":{place.pos}" if place.competitor.id in NOBODY else "")
    part = people.participation(graph, place.competitor, event, of=of)
    graph.put(part, "sport:score", place.result)
    graph.put(part, "sport:eventOutcome", OUTCOMES.get(place.wlt, ""))
    for name, value in (
        ("position", place.pos),
        ("irm", place.irm),
        ("from-unit", graph.urn("rsc", place.previous_unit) if place.previous_unit else ""),
        ("from-outcome", place.previous_wlt),
        ("from-rank", place.previous_rank or ""),
    ):
        graph.ours_once(part, name, value)
    return part


def medallists(graph: Graph, body: MedallistsBody, document: Document) -> str:
    """Who won which medal of an event, where and when: a participation in the unit that decided it."""
    id_ = above(graph, body.event)
    graph.put(id_, "rdfs:label", label(body.event_name))
    for medal in body.medals:
        event = graph.node(
            graph.urn("rsc", medal.unit),
            "sport:Event",
            sport_eventStatus=status_of("FINISHED"),
            sport_lastModified=document.at,
            sport_eventInCompetition=id_,
        )
        part = people.participation(graph, medal.competitor, event, of=medal.unit)
        for name, value in (("medal", medal.medal), ("medal-date", medal.date), ("medal-order", medal.order)):
            graph.ours_once(part, name, value)
        graph.link(event, "sport:participation", part)
    return id_


def medals(graph: Graph, body: MedalsBody) -> str:
    """The medal table: each organisation takes part in the Games with its places and its medals."""
    id_ = graph.node(graph.urn("games"), "sport:Competition", rdfs_label=label(graph.terms.games))
    for line in sorted(body.lines, key=lambda one: one.sort_rank):
        team = graph.node(
            graph.urn("organisation", line.noc),
            "sport:Team",
            rdfs_label=label(line.name or nocs.text(line.noc)),
            sport_nationality=line.noc,
        )
        part = graph.node(
            graph.urn("participation", "games", line.noc),
            "sport:TeamParticipation",
            sport_participationIn=id_,
            sport_participationBy=team,
            sport_rank=line.rank,
        )
        for name, value in (
            ("sort-order", line.sort_rank),
            ("rank-equal", line.rank_equal),
            ("rank-total", line.rank_total),
            ("rank-total-equal", line.rank_total_equal),
        ):
            graph.ours(part, name, value)
        for count in line.counts:
            for metal in ("gold", "silver", "bronze", "total"):
                graph.ours(part, f"medals-{metal}", str(getattr(count, metal)), count.type)
    if body.last_event:
        graph.ours(id_, "last-event", graph.urn("rsc", body.last_event.at(Level.EVENT)))
    return id_
