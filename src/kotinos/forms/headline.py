"""What a document is about, in a line that a person reads: ``Athletics: Men's 100m - Heat 3 (official)``."""

from __future__ import annotations

from kotinos.codes import disciplines, events, names, statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.terms import said
from kotinos.results import documents
from kotinos.results.documents import Document, Text

COLON = {"en": ": ", "fr": "\N{NO-BREAK SPACE}: "}
SEMICOLON = {"en": "; ", "fr": "\N{NO-BREAK SPACE}; "}
_KINDS: dict[str, Text] = {
    "DT_SCHEDULE": {"en": "schedule", "fr": "programme"},
    "DT_SCHEDULE_UPDATE": {"en": "schedule change", "fr": "changement de programme"},
    "DT_PARTIC_HORSES": {"en": "horses", "fr": "chevaux"},
    "DT_PARTIC_NAME": {"en": "names in another language", "fr": "noms dans une autre langue"},
    "DT_CUMULATIVE_RESULT": {"en": "overall", "fr": "classement général"},
    "DT_BRACKETS": {"en": "draw", "fr": "tableau"},
    "DT_CONFIG": {"en": "format of the event", "fr": "format de l'épreuve"},
    "DT_RANKING": {"en": "final ranking", "fr": "classement final"},
    "DT_STATS": {"en": "statistics", "fr": "statistiques"},
    "DT_MEDALLISTS": {"en": "medallists", "fr": "médaillés"},
    "DT_MEDALLISTS_DISCIPLINE": {"en": "medallists of the discipline", "fr": "médaillés de la discipline"},
    "DT_MEDALS": {"en": "medal table", "fr": "tableau des médailles"},
    "DT_RECORD": {"en": "records", "fr": "records"},
    "DT_WEATHER": {"en": "weather", "fr": "météo"},
    "DT_COMMUNICATION": {"en": "official communication", "fr": "communication officielle"},
}
"""Said of documents that are not simply a unit's, a phase's or a pool's results."""


def headline(document: Document, lang: str) -> str:
    """Sport, subject, kind and status."""
    about = [subject(document, lang), said(_KINDS.get(document.type, {}), lang)]
    status = said(statuses.text("result", document.status), lang).lower() if document.status else ""
    line = (
        f"{sport(document, lang)}{COLON[lang]}{', '.join(filter(None, about))}" if any(about) else sport(document, lang)
    )
    return line + (f" ({status})" if status else "")


def sport(document: Document, lang: str) -> str:
    """The discipline; of documents about all of them, ``Games``."""
    if document.rsc.discipline == "GEN":
        return {"en": "Games", "fr": "Jeux"}[lang]
    return said(disciplines.text(document.rsc.discipline), lang)


def subject(document: Document, lang: str) -> str:
    """The unit, the phase or the event, as it was planned, else as the codes name it; nothing for a whole discipline."""
    body = document.body
    if isinstance(body, documents.ResultBody):
        unit, event = said(body.unit.name, lang) or names.unit_name(document.rsc, lang), said(body.event_name, lang)
        return unit if event in unit else f"{event} - {unit}"
    if isinstance(body, documents.ScheduleBody):
        units = body.units if document.type == "DT_SCHEDULE_UPDATE" else ()
        return said(units[0].name, lang) if len(units) == 1 else ""
    if document.rsc.level < Level.EVENT:
        return ""
    if body is None or isinstance(body, documents.CommunicationBody):
        return names.unit_name(document.rsc, lang)
    if isinstance(body, documents.PhaseResultBody | documents.PoolBody | documents.CumulativeBody):
        parts = (event_name(document.rsc, body.event_name, lang), said(body.name, lang))
        return " - ".join(part for part in parts if part)
    return event_name(document.rsc, getattr(body, "event_name", {}), lang) or names.unit_name(document.rsc, lang)


def event_name(rsc: Rsc, planned: Text, lang: str) -> str:
    """The event's name as planned, else from the codes."""
    return said(planned, lang) or said(events.text(rsc.at(Level.EVENT)), lang)
