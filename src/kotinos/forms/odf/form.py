"""A document's way into ODF messages."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kotinos.codes.rsc import Level
from kotinos.forms.element import Element, serialise
from kotinos.forms.odf import code_sets, header, stats
from kotinos.forms.odf.brackets import fill_brackets
from kotinos.forms.odf.communication import fill_communication
from kotinos.forms.odf.config import fill_config
from kotinos.forms.odf.cumulative import fill_cumulative
from kotinos.forms.odf.current import fill_current, is_current
from kotinos.forms.odf.dictionary.configs import configs
from kotinos.forms.odf.feed import OdfFeed, OdfMessage
from kotinos.forms.odf.horses import fill_horses
from kotinos.forms.odf.local_names import fill_names
from kotinos.forms.odf.medallists import fill_medallists, fill_medallists_discipline
from kotinos.forms.odf.medals import fill_medals
from kotinos.forms.odf.partic import fill_changes, fill_partic, fill_teams, people, teams
from kotinos.forms.odf.phase_result import fill_phase_result
from kotinos.forms.odf.play_by_play import SUBTYPE, actions, fill_play_by_play, period_of
from kotinos.forms.odf.pool import fill_pool
from kotinos.forms.odf.ranking import fill_ranking
from kotinos.forms.odf.records import fill_records
from kotinos.forms.odf.result import fill_result, is_analysed
from kotinos.forms.odf.schedule import fill_schedule
from kotinos.forms.odf.schema import HeldBack, validate
from kotinos.forms.odf.schema.catalogue import FORMS
from kotinos.forms.odf.weather import fill_weather
from kotinos.results import documents
from kotinos.results.documents import Document

BULK = frozenset({"DT_SCHEDULE", "DT_PARTIC", "DT_PARTIC_TEAMS"})


def form(document: Document, feed: OdfFeed, *, number: int = 0, before: Document | None = None) -> list[OdfMessage]:
    """The ODF messages that say what ``document`` says; none where there is nothing to say yet.

    ``number`` is the Version of ``_UPDATE`` messages, which must count up over the whole discipline while documents count per unit:
    the publication's offset, or 0 for the document's step. ``before`` is the version that this one replaces, if known: what changed among
    the participants is told beside the whole list. Raises `HeldBack` with every problem if a message would break the standard.
    """
    messages = [_message(type_, root) for type_, root in _roots(document, feed, number, before)]
    problems = {
        m.document_type: found for m in messages if (found := [p for p in validate(m.xml) if p.severity == "error"])
    }
    if problems:
        raise HeldBack(document.key, document.version, problems)
    return messages


def _message(type_: str, root: Element) -> OdfMessage:
    return OdfMessage(document_type=type_, xml=serialise(root))


def _roots(document: Document, feed: OdfFeed, number: int, before: Document | None) -> Iterator[tuple[str, Element]]:
    """Each message of a document as a tree. Participants give persons and teams apart. What is no message of ODF gives none."""
    body = document.body
    if isinstance(body, documents.GamesBody):
        yield from _codes(document, feed)
        return
    if document.type not in FORMS or _said_by_its_phase(document):
        return
    if document.type == "DT_PARTIC":
        entered = body if isinstance(body, documents.ParticipantsBody) else None
        yield from _root(document, feed, "DT_PARTIC", number, empty=entered is not None and not people(entered))
        yield from _root(document, feed, "DT_PARTIC_TEAMS", number, empty=entered is not None and not teams(entered))
        if entered is not None and before is not None and isinstance(before.body, documents.ParticipantsBody):
            yield from _changes(document, entered, before.body, feed, number)
        return
    if document.type == "DT_STATS":
        yield "DT_STATS", _stats(document, feed)
        return
    if document.type == "DT_PARTIC_NAME":
        yield "DT_PARTIC_NAME", _names(document, feed)
        return
    if isinstance(body, documents.ConfigBody):
        yield from _configs(document, body, feed)
        return
    yield from _root(document, feed, document.type, number, empty=_is_empty(body))
    if isinstance(body, documents.ResultBody):
        yield from _of_unit(document, body, feed)


def _changes(
    document: Document,
    body: documents.ParticipantsBody,
    before: documents.ParticipantsBody,
    feed: OdfFeed,
    number: int,
) -> Iterator[tuple[str, Element]]:
    """The persons and the teams that are not what they were; no message where all are."""
    head = _discipline_wide(document, number)
    for type_, fill in (("DT_PARTIC_UPDATE", fill_partic), ("DT_PARTIC_TEAMS_UPDATE", fill_teams)):
        root = header.body(head, feed, type_=type_)
        competition = header.competition(root, head, feed)
        fill_changes(competition, body, before, head.rsc, fill)
        if len(competition):
            yield type_, root


def _stats(document: Document, feed: OdfFeed) -> Element:
    """A table of the event is told by its subtype, that of a competitor by its subcode too."""
    head, table = stats.head(document)
    root = header.body(head, feed, subtype=table)
    if isinstance(document.body, documents.StatsBody):
        stats.fill_stats(header.competition(root, head, feed), document.body, feed)
    return root


def _codes(document: Document, feed: OdfFeed) -> Iterator[tuple[str, Element]]:
    """The code tables, which a reader needs before anything else of the Games."""
    for name in code_sets.SETS:
        root = header.body(document, feed, type_="DT_CODES", subtype=name)
        code_sets.fill_codes(header.competition(root, document, feed), name)
        yield "DT_CODES", root


def _names(document: Document, feed: OdfFeed) -> Element:
    """The language, which is the document's subcode, stands in the header."""
    head = msgspec.structs.replace(document, subcode="")
    root = header.body(head, feed, language=document.subcode)
    if isinstance(document.body, documents.LocalNamesBody):
        fill_names(header.competition(root, head, feed), document.body, document.rsc)
    return root


def _configs(document: Document, body: documents.ConfigBody, feed: OdfFeed) -> Iterator[tuple[str, Element]]:
    """One message an event, or one a phase."""
    for scope, settings in configs(body).items():
        head = msgspec.structs.replace(document, rsc=scope)
        root = header.body(head, feed)
        fill_config(header.competition(root, head, feed), settings)
        yield "DT_CONFIG", root


def _said_by_its_phase(document: Document) -> bool:
    """A result that is addressed by its phase alone, where heats were not told apart, is the same list as its DT_PHASE_RESULT."""
    rsc = document.rsc
    return document.type == "DT_RESULT" and rsc.level is Level.PHASE and rsc.phase != "FNL"


def _of_unit(document: Document, body: documents.ResultBody, feed: OdfFeed) -> Iterator[tuple[str, Element]]:
    """What else ODF wants to hear of a unit: its splits, its actions, and its clock while it is LIVE."""
    status = document.status or "START_LIST"
    if is_analysed(body, status):
        root = header.body(document, feed, type_="DT_RESULT_ANALYSIS")
        fill_result(header.competition(root, document, feed), body, feed, document.status, analysis=True)
        header.notes(root, body.notes)
        yield "DT_RESULT_ANALYSIS", root
    if actions(body):
        head = msgspec.structs.replace(document, subcode=period_of(body, status))
        root = header.body(head, feed, type_="DT_PLAY_BY_PLAY", subtype=SUBTYPE)
        fill_play_by_play(header.competition(root, document, feed), body, feed, status)
        yield "DT_PLAY_BY_PLAY", root
    if is_current(body, status):
        root = header.body(msgspec.structs.replace(document, status=""), feed, type_="DT_CURRENT")
        fill_current(header.competition(root, document, feed), body)
        yield "DT_CURRENT", root


def _is_empty(body: documents.Body | None) -> bool:
    if isinstance(body, documents.RecordsBody):
        return not body.records
    content = ("rows", "units", "brackets", "medals", "events")
    return body is not None and any(not getattr(body, name) for name in content if hasattr(body, name))


def _root(document: Document, feed: OdfFeed, type_: str, number: int, *, empty: bool) -> Iterator[tuple[str, Element]]:
    """One message. Without content it cannot be sent: the first version then waits, a later one withdraws what stood."""
    if empty and document.version == 1 and document.body is not None:
        return
    head = _discipline_wide(document, number) if type_.endswith("_UPDATE") else document
    subtype = "SYNC" if feed.handed_over and type_ in BULK else ""
    root = header.body(head, feed, type_=type_, subtype=subtype)
    if document.body is not None and not empty:
        _fill(root, type_, document, feed)
    yield type_, root


def _discipline_wide(document: Document, number: int) -> Document:
    """``_UPDATE`` messages are about the discipline, whatever unit they change."""
    return msgspec.structs.replace(
        document, rsc=document.rsc.at(Level.DISCIPLINE), version=number or document.step or document.version
    )


def _fill(root: Element, type_: str, document: Document, feed: OdfFeed) -> None:
    competition = header.competition(root, document, feed)
    body = document.body
    match body:
        case documents.ResultBody():
            fill_result(competition, body, feed, document.status)
        case documents.PhaseResultBody():
            fill_phase_result(competition, body, feed)
        case documents.CumulativeBody():
            fill_cumulative(competition, body, feed)
        case documents.PoolBody():
            fill_pool(competition, body, feed)
        case documents.BracketsBody():
            fill_brackets(competition, body, feed)
        case documents.RankingBody():
            fill_ranking(competition, body, feed)
        case documents.MedallistsBody():
            fill_medallists(competition, body, feed)
        case documents.DisciplineMedallistsBody():
            fill_medallists_discipline(competition, body, feed)
        case documents.MedalsBody():
            fill_medals(competition, body, feed, document.at)
        case documents.CommunicationBody():
            fill_communication(competition, body, feed)
        case documents.RecordsBody():
            fill_records(competition, body, feed)
        case documents.HorsesBody():
            fill_horses(competition, body)
        case documents.WeatherBody():
            fill_weather(competition, body, feed)
        case documents.ScheduleBody():
            fill_schedule(competition, body, feed, update=type_ == "DT_SCHEDULE_UPDATE")
        case documents.ParticipantsBody():
            (fill_partic if type_ == "DT_PARTIC" else fill_teams)(competition, body, document.rsc)
    header.notes(root, getattr(body, "notes", ()))
