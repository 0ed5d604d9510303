"""A document's way into SportsML."""

from __future__ import annotations

from kotinos.codes import disciplines
from kotinos.codes.rsc import Level
from kotinos.forms.element import Element, serialise, write
from kotinos.forms.headline import headline
from kotinos.forms.problem import HeldBack
from kotinos.forms.sportsml import event, standing, tournament
from kotinos.forms.sportsml.building import LANG, content, name, put
from kotinos.forms.sportsml.schema import validate
from kotinos.forms.terms import Edition, Message, Terms, said
from kotinos.forms.urns import urn
from kotinos.results import documents
from kotinos.results.documents import Document

TYPES = (
    "DT_RESULT",
    "DT_PHASE_RESULT",
    "DT_CUMULATIVE_RESULT",
    "DT_POOL_STANDING",
    "DT_BRACKETS",
    "DT_RANKING",
    "DT_MEDALLISTS",
    "DT_MEDALS",
    "DT_SCHEDULE",
    "DT_SCHEDULE_UPDATE",
)
"""The documents that are told in SportsML, one message each."""


def form(edition: Edition, terms: Terms) -> list[Message]:
    """The message that says what the document says; none for a type that SportsML does not tell.

    Raises `HeldBack` with every problem if the message would break the schema.
    """
    document = edition.document
    if document.type not in TYPES:
        return []
    root = content()
    root.set(LANG, terms.lang)
    _metadata(root, document, terms)
    if document.body is not None:
        _fill(root, document, document.body, terms)
    xml = serialise(root)
    if problems := validate(xml):
        raise HeldBack(document.key, document.version, {document.type: problems})
    return [Message(type=document.type, data=xml)]


def _metadata(root: Element, document: Document, terms: Terms) -> None:
    """What the message is about. ``doc-id`` stays the same, ``revision-id`` counts the versions; no content: it is withdrawn."""
    metadata = put(
        root,
        "sports-metadata",
        doc_id=urn(terms.competition, "document", document.type, document.rsc, document.subcode),
        revision_id=document.version,
        date_time=document.at,
        language=terms.lang,
        document_class="kot:withdrawn" if document.body is None else f"kot:{document.type}",
        publisher="Kotinos",
    )
    write(metadata, "sports-title", headline(document, terms.lang), **{LANG: terms.lang})
    codes = put(metadata, "sports-content-codes")
    if terms.competition:
        put(
            codes,
            "sports-content-code",
            code_type="spct:competition",
            code_key=urn(terms.competition, "games"),
            code_name=said(terms.games, terms.lang) or terms.competition,
        )
    discipline = said(disciplines.text(document.rsc.discipline), terms.lang)
    put(
        codes,
        "sports-content-code",
        code_type="spct:sport",
        code_key=f"kot:{document.rsc.discipline}",
        code_name=discipline,
    )
    if document.rsc.level >= Level.EVENT:
        of_event = document.rsc.at(Level.EVENT)
        put(codes, "sports-content-code", code_type="spct:event", code_key=urn(terms.competition, "rsc", of_event))
    if document.status:
        put(codes, "sports-content-code", code_type="kot:result-status", code_key=f"kot:{document.status}")


def _fill(root: Element, document: Document, body: documents.Body, terms: Terms) -> None:
    match body:
        case documents.ResultBody():
            event.fill_result(root, body, document.status, terms)
        case documents.PhaseResultBody():
            event.fill_phase(root, body, document.status, terms)
        case documents.CumulativeBody():
            event.fill_cumulative(root, body, document.status, terms)
        case documents.RankingBody():
            event.fill_ranking(root, body, document.status, terms)
        case documents.PoolBody():
            standing.fill_pool(root, body, document.status, terms)
        case documents.MedallistsBody():
            standing.fill_medallists(root, body, document.status, terms)
        case documents.MedalsBody():
            standing.fill_medals(root, body, document.rsc.discipline, terms)
        case documents.BracketsBody():
            tournament.fill_brackets(root, body, document.status, terms)
        case documents.ScheduleBody():
            _fill_schedule(root, body, document, terms)


def _fill_schedule(root: Element, body: documents.ScheduleBody, document: Document, terms: Terms) -> None:
    """``schedule``: units in time order, with who meets whom."""
    schedule = put(root, "schedule")
    metadata = put(schedule, "schedule-metadata", key=urn(terms.competition, "schedule", document.rsc))
    name(metadata, body.name)
    for line in sorted(body.units, key=lambda one: (not one.start, one.start, one.order, one.rsc)):
        element, _ = event.unit(schedule, line, terms)
        event.sides_of(element, line, terms)
