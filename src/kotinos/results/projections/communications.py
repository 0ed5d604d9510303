"""DT_COMMUNICATION: what officials have to say, numbered.

Each protest of a unit is one, from its filing to its decision; each decision of a tribunal is one of its event.
"""

from __future__ import annotations

from kotinos.codes import statuses
from kotinos.codes.rsc import Rsc
from kotinos.results import documents
from kotinos.results.decision_facts import Disqualified
from kotinos.results.documents import CommunicationBody, Text
from kotinos.results.projections.view import View
from kotinos.results.protest_steps import Protest
from kotinos.results.tribunals import Verdict


def protest(view: View, known: Protest) -> documents.Protest:
    """A protest as a result list and a communication show it."""
    filing = known.filing
    decided = known.decided if known.status == "CLS" else None
    return documents.Protest(
        id=known.id,
        by=filing.by,
        reason=filing.reason,
        status=known.status,
        filed=known.steps[0].at,
        outcome=known.outcome if known.status == "CLS" else "",
        decision=decided.text if decided else "",
        decided=decided.at if decided else "",
        number=known.number,
        competitor=view.competitor(filing.competitor) if filing.competitor else None,
        instance=known.instance,
        rule=filing.rule,
        evidence=filing.evidence,
        fee=filing.fee,
        closes=filing.closes,
        late=filing.late,
        admitted=filing.admitted,
        hearing=known.hearing,
        rerun=known.rerun,
        steps=tuple(
            documents.ProtestStep(status=s.status, at=s.at, instance=s.instance, text=s.text, outcome=s.outcome)
            for s in known.steps
        ),
    )


def communication(view: View, rsc: Rsc, known: Protest, name: Text) -> CommunicationBody:
    """The communication on one protest of a unit; ``name`` is the event's."""
    return CommunicationBody(
        unit=rsc,
        event_name=name,
        number=known.number,
        title=_title(known),
        published=known.steps[0].at,
        protest=protest(view, known),
    )


def ruling(view: View, event: Rsc, number: int, verdict: Verdict, name: Text) -> CommunicationBody:
    """The communication on a tribunal's decision about an event."""
    fact = verdict.fact
    out = isinstance(fact, Disqualified)
    word = (
        {"en": "Disqualification", "fr": "Disqualification"} if out else {"en": "Reinstatement", "fr": "Rétablissement"}
    )
    return CommunicationBody(
        unit=event,
        event_name=name,
        number=number,
        title=word,
        published=verdict.at,
        ruling=documents.Ruling(
            authority=fact.authority,
            reason=fact.reason,
            competitors=tuple(view.competitor(who) for who in fact.competitors),
            irm=fact.irm if isinstance(fact, Disqualified) else "",
            promote=fact.promote if isinstance(fact, Disqualified) else "",
        ),
    )


def _title(known: Protest) -> Text:
    """``Protest 2, decided: dismissed``."""
    state = statuses.text("protest", known.status)
    ended = _OUTCOMES.get(known.outcome) if known.status == "CLS" else None
    word = {"en": "Protest", "fr": "Réclamation"}
    return {lang: f"{word[lang]} {known.number}, {(ended or state)[lang].lower()}" for lang in ("en", "fr")}


_OUTCOMES: dict[str, Text] = {
    "upheld": {"en": "Upheld", "fr": "Acceptée"},
    "dismissed": {"en": "Dismissed", "fr": "Rejetée"},
    "withdrawn": {"en": "Withdrawn", "fr": "Retirée"},
    "late": {"en": "Out of time", "fr": "Hors délai"},
}
