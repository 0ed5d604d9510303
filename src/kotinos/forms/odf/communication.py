"""DT_COMMUNICATION: a protest and what became of it, or a decision; one message each, numbered by its subcode."""

from __future__ import annotations

from lxml import etree

from kotinos.codes import statuses
from kotinos.codes.table import UnknownCode
from kotinos.forms.element import Element, add, text
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import date_time, english
from kotinos.results.documents import CommunicationBody, Protest, Ruling

_JURY = {"referee": "Referee", "jury": "Jury of Appeal", "cas": "Court of Arbitration for Sport"}


def fill_communication(competition: Element, body: CommunicationBody, feed: OdfFeed) -> None:
    """Append the communication."""
    block = add(competition, "Communication", PublishTime=date_time(body.published, feed.timezone))
    if body.protest is not None:
        _protest(block, body, body.protest, feed)
    if body.ruling is not None:
        _decision(block, body, body.ruling, feed)


def _protest(block: Element, body: CommunicationBody, protest: Protest, feed: OdfFeed) -> None:
    element = add(
        block,
        "Protest",
        Status=protest.status,
        Procedure=_procedure(protest),
        HearingTime=date_time(protest.hearing, feed.timezone),
        DecisionTime=date_time(protest.decided, feed.timezone),
        Initiator=protest.by,
        Respondent=protest.competitor.name or protest.competitor.id if protest.competitor else "",
    )
    # Mandatory: without a value they are sent as "" (Foundation Principles 3.1).
    element.set("Rule", text(protest.rule))
    element.set("Interpreter", "")
    element.set("Unit", text(body.unit))
    _said(element, "Type", english(body.title))
    _said(element, "Details", " ".join((protest.reason, *_lateness(protest), *protest.evidence)))
    _said(element, "DecisionShort", protest.outcome)
    _said(element, "DecisionLong", protest.decision)
    _said(element, "Jury", _JURY.get(protest.instance, ""))


def _decision(block: Element, body: CommunicationBody, ruling: Ruling, feed: OdfFeed) -> None:
    element = add(
        block,
        "Decision",
        ItemNum=body.number,
        IssuedTime=date_time(body.published, feed.timezone),
        AffectsSCH="N",
        AffectsRES="Y",
        AffectsOTH="N",
        Unit=body.unit,
    )
    names = ", ".join(one.name or one.id for one in ruling.competitors)
    _said(element, "Subtitle", english(body.title))
    _said(element, "Summary", f"{names} ({ruling.irm})" if ruling.irm else names)
    _said(element, "Details", ruling.reason)
    _said(element, "IssuedBy", ruling.authority)


def _procedure(protest: Protest) -> str:
    """The state in words, as a notice board says it."""
    try:
        return statuses.name("protest", protest.status, "en")
    except UnknownCode:
        return ""


def _lateness(protest: Protest) -> tuple[str, ...]:
    if not protest.late:
        return ()
    heard = f"; admitted: {protest.admitted}" if protest.admitted else ""
    return (f"({protest.late} s after the time for protests{heard})",)


def _said(parent: Element, tag: str, value: str) -> None:
    shown = text(value)
    if shown:
        etree.SubElement(parent, tag).text = shown
