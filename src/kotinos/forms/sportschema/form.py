"""A document's way into a graph."""

from __future__ import annotations

from kotinos.forms.problem import HeldBack
from kotinos.forms.sportschema import events, standings
from kotinos.forms.sportschema.graph import Graph
from kotinos.forms.sportschema.schema import validate
from kotinos.forms.sportsml.form import TYPES
from kotinos.forms.terms import Edition, Message, Terms
from kotinos.results import documents
from kotinos.results.documents import Body, Document


def form(edition: Edition, terms: Terms) -> list[Message]:
    """The graph that says what the document says, as JSON-LD; none for a type that it does not tell.

    The same types as SportsML. Raises `HeldBack` with every problem if the graph would break the vocabulary.
    """
    document = edition.document
    if document.type not in TYPES:
        return []
    graph = Graph(terms)
    _document(graph, document)
    data = graph.encoded()
    if problems := validate(data):
        raise HeldBack(document.key, document.version, {document.type: problems})
    return [Message(type=document.type, data=data)]


def _document(graph: Graph, document: Document) -> None:
    """The document itself: what it is about, in which version, whether it is withdrawn."""
    id_ = graph.node(graph.urn("document", document.type, document.rsc, document.subcode), "kot:Document")
    for name, value in (
        ("type", document.type),
        ("version", document.version),
        ("published", document.at),
        ("result-status", document.status),
        ("withdrawn", document.body is None),
    ):
        graph.ours(id_, name, value)
    for note in getattr(document.body, "notes", ()):
        graph.ours(id_, "note", note)
    if document.body is not None:
        graph.put(id_, "kot:about", _about(graph, document.body, document))


def _about(graph: Graph, body: Body, document: Document) -> str:
    """Add what the document tells; returns what it is about."""
    match body:
        case documents.ResultBody():
            return events.result(graph, body, document)
        case documents.PhaseResultBody():
            return events.phase(graph, body, document)
        case documents.RankingBody():
            return events.ranking(graph, body, document)
        case documents.CumulativeBody():
            return events.cumulative(graph, body, document)
        case documents.ScheduleBody():
            return events.schedule(graph, body, document)
        case documents.PoolBody():
            return standings.pool(graph, body)
        case documents.BracketsBody():
            return standings.brackets(graph, body, document)
        case documents.MedallistsBody():
            return standings.medallists(graph, body, document)
        case documents.MedalsBody():
            return standings.medals(graph, body)
    return ""
