"""A document's way onto a wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kotinos.codes import statuses
from kotinos.forms.headline import COLON, SEMICOLON, headline
from kotinos.forms.odf.values import local
from kotinos.forms.problem import HeldBack
from kotinos.forms.terms import Edition, Message, Terms, said
from kotinos.forms.wire import correction, matches, tables
from kotinos.forms.wire.lines import validate, wrapped
from kotinos.forms.wire.people import entries, who
from kotinos.forms.wire.records import listed
from kotinos.forms.wire.words import word
from kotinos.results import documents
from kotinos.results.documents import Body, Medallist, Protest, ResultRow, UnitLine

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
    "DT_RECORD",
    "DT_COMMUNICATION",
)
"""The documents that a wire tells."""
_METALS = ("ME_GOLD", "ME_SILVER", "ME_BRONZE")


def form(edition: Edition, terms: Terms) -> list[Message]:
    """The lines that say what the document says, UTF-8 (or ASCII, where the terms ask), each ended; none for a type that is not told.

    Raises `HeldBack` if a line could not be carried.
    """
    document = edition.document
    if document.type not in TYPES:
        return []
    data = ("\n".join(wrapped(_paragraphs(edition, terms), ascii=terms.ascii)) + "\n").encode()
    if problems := validate(data, ascii=terms.ascii):
        raise HeldBack(document.key, document.version, {document.type: problems})
    return [Message(type=document.type, data=data)]


def _paragraphs(edition: Edition, terms: Terms) -> Iterator[str]:
    document, lang = edition.document, terms.lang
    line = headline(document, lang)
    if document.body is None:
        yield f"{word('withdrawn', lang)}{COLON[lang]}{line}"
        yield word("disregard", lang)
        return
    corrected = correction.is_correction(document, edition.before)
    yield f"{word('correction', lang)}{COLON[lang]}{line}" if corrected else line
    if corrected:
        yield from correction.told(document, edition.before, lang)
    yield from _content(document.body, terms)
    for note in getattr(document.body, "notes", ()):
        yield f"{word('note', lang)}{COLON[lang]}{note}"


def _content(body: Body, terms: Terms) -> Iterable[str]:
    lang = terms.lang
    match body:
        case documents.ResultBody():
            return _result(body, lang)
        case documents.PhaseResultBody():
            return [
                *_progress("units", body.units_complete, body.units_total, lang),
                *_qualify(body.qualify, lang),
                entries(body.rows, lang),
            ]
        case documents.RankingBody():
            return [entries(_places(body), lang)]
        case documents.CumulativeBody():
            rows = [entry.row for entry in body.rows]
            return [*_progress("units", body.units_complete, body.units_total, lang), entries(rows, lang)]
        case documents.PoolBody():
            return [*_progress("units", body.units_complete, body.units_total, lang), *tables.pool(body, terms)]
        case documents.BracketsBody():
            return matches.trees(body, lang)
        case documents.MedallistsBody():
            return _medallists(body.medals, lang)
        case documents.MedalsBody():
            return [*_progress("events", body.events_finished, body.events_total, lang), *tables.medals(body, terms)]
        case documents.ScheduleBody():
            return _schedule(body.units, terms)
        case documents.RecordsBody():
            return listed(body, lang)
        case documents.CommunicationBody():
            decided = [_protest(body.protest, lang)] if body.protest else []
            return [f"{said(body.title, lang)}.", *decided]
    return []


def _result(body: documents.ResultBody, lang: str) -> Iterator[str]:
    if matches.is_duel(body):
        yield matches.match(body, lang)
    else:
        if body.wind:
            yield f"{word('wind', lang)}{COLON[lang]}{body.wind}"
        yield from _qualify(body.qualify, lang)
        yield entries(body.rows, lang)
    for protest in body.protests:
        yield _protest(protest, lang)


def _places(body: documents.RankingBody) -> tuple[ResultRow, ...]:
    """The rows of an event; where competitors meet, without the score of somebody's last match, which made no place."""
    if not matches.is_versus(body.event):
        return body.rows
    return tuple(msgspec.structs.replace(row, mark="") for row in body.rows)


def _protest(protest: Protest, lang: str) -> str:
    outcome = {"withdrawn": "taken_back", "": "open"}.get(protest.outcome, protest.outcome)
    status = word(outcome, lang) if outcome in ("open", "upheld", "dismissed", "taken_back", "late") else outcome
    about = ", ".join(part.rstrip(".") for part in (protest.by, protest.reason, protest.decision) if part)
    return f"{word('protest', lang)} ({status}){COLON[lang]}{about}"


def _qualify(text: documents.Text, lang: str) -> list[str]:
    shown = said(text, lang)
    return [f"{word('qualify', lang)}{COLON[lang]}{shown}"] if shown else []


def _progress(what: str, done: int, whole: int, lang: str) -> list[str]:
    """How far it is, while it is not complete."""
    return [f"{word(what, lang)}{COLON[lang]}{word('of', lang, done, whole)}."] if whole and done < whole else []


def _medallists(medals: Iterable[Medallist], lang: str) -> Iterator[str]:
    by_metal: dict[str, list[Medallist]] = {}
    for medal in sorted(medals, key=lambda m: m.order):
        by_metal.setdefault(medal.medal, []).append(medal)
    if not by_metal:
        yield word("no_medal", lang)
    for metal in (name for name in _METALS if name in by_metal):
        winners = SEMICOLON[lang].join(who(medal.competitor, lang, squad=True) for medal in by_metal[metal])
        yield f"{word(metal, lang)}{COLON[lang]}{winners}."


def _schedule(units: Iterable[UnitLine], terms: Terms) -> Iterator[str]:
    """The units by day, each with its time at the venue, and its status where that is not simply to come."""
    day = None
    for line in sorted(units, key=lambda one: (not one.start, one.start, one.order, one.rsc)):
        moment = local(line.start, terms.timezone) if line.start else None
        on = moment.date().isoformat() if moment else word("untimed", terms.lang)
        if on != day:
            day = on
            yield f"{on}:" if moment else f"{on}{COLON[terms.lang].rstrip(' ')}"
        yield " ".join(filter(None, (f"{moment:%H:%M}" if moment else "", _planned(line, terms.lang))))


def _planned(line: UnitLine, lang: str) -> str:
    status = (
        ""
        if line.status in ("SCHEDULED", "UNSCHEDULED")
        else said(statuses.text("schedule", line.status), lang).lower()
    )
    who_meets = matches.pairing(line, lang)
    shown = said(line.name, lang) or line.rsc
    return shown + (f"{COLON[lang]}{who_meets}" if who_meets else "") + (f" ({status})" if status else "")
