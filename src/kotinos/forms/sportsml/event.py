"""``sports-event``: a unit, a phase, a total over several units, or a whole event from first to last."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, write
from kotinos.forms.sportsml.building import instant, known, name, put
from kotinos.forms.sportsml.stats import components, periods, stats
from kotinos.forms.sportsml.who import NOBODY, competitor, members
from kotinos.forms.terms import Terms
from kotinos.forms.urns import urn
from kotinos.results.documents import (
    CumulativeBody,
    PhaseResultBody,
    RankingBody,
    ResultBody,
    ResultRow,
    Text,
    UnitLine,
)

_BY_SCHEDULE = {
    "RUNNING": "mid-event",
    "FINISHED": "post-event",
    "SCHEDULED_BREAK": "intermission",
    "INTERRUPTED": "suspended",
    "DELAYED": "delayed",
    "POSTPONED": "postponed",
    "RESCHEDULED": "rescheduled",
    "CANCELLED": "canceled",
}
_BY_RESULT = {
    "LIVE": "mid-event",
    "INTERMEDIATE": "mid-event",
    "PARTIAL": "mid-event",
    "UNCONFIRMED": "post-event",
    "UNOFFICIAL": "post-event",
    "OFFICIAL": "post-event",
    "PROTESTED": "post-event",
    "PROVISIONAL": "post-event",
}


def status_of(schedule: str, result: str = "") -> str:
    """IPTC's event status: what the schedule says, else what the result says; before both, ``pre-event``."""
    return f"speventstatus:{_BY_SCHEDULE.get(schedule) or _BY_RESULT.get(result) or 'pre-event'}"


def whole_event(parent: Element, rsc: Rsc, text: Text, status: str, terms: Terms) -> tuple[Element, Element]:
    """``sports-event`` of something above a unit, with its metadata."""
    event = put(parent, "sports-event")
    metadata = put(event, "event-metadata", key=urn(terms.competition, "rsc", rsc), event_status=status_of("", status))
    name(metadata, text)
    known(metadata, "result-status", status)
    return event, metadata


def unit(parent: Element, line: UnitLine, terms: Terms, status: str = "") -> tuple[Element, Element]:
    """``sports-event`` of a unit, with its times, its venue and what the schedule says of it."""
    event = put(parent, "sports-event")
    metadata = put(
        event,
        "event-metadata",
        key=urn(terms.competition, "rsc", line.rsc),
        event_status=status_of(line.status, status),
        start_date_time=instant(line.actual_start or line.start, terms.timezone),
        end_date_time=instant(line.actual_end or line.end, terms.timezone),
        event_number=line.number,
    )
    name(metadata, line.name)
    _site(metadata, line)
    known(metadata, "schedule-status", line.status)
    known(metadata, "result-status", status or line.result_status)
    if line.actual_start:
        known(metadata, "planned-start", instant(line.start, terms.timezone))
    if line.actual_end:
        known(metadata, "planned-end", instant(line.end, terms.timezone))
    known(metadata, "session", line.session)
    known(metadata, "medal", line.medal or "")
    known(metadata, "order", line.order or "")
    return event, metadata


def _site(metadata: Element, line: UnitLine) -> None:
    if not line.venue and not line.location:
        return
    site = put(put(metadata, "site"), "site-metadata", key=f"kot-venue:{quote(line.venue)}" if line.venue else "")
    write(site, "name", line.venue_name or line.venue or line.location)
    known(site, "location", line.location)


def fill_result(content: Element, body: ResultBody, status: str, terms: Terms) -> None:
    """One unit, from start list to official. In a duel the first side of the start list is ``home``."""
    event, metadata = unit(content, body.unit, terms, status)
    _about(metadata, body.rule_set, body.notes, body.qualify)
    known(metadata, "wind", body.wind)
    for protest in body.protests:
        shown = " ".join(filter(None, (protest.status, protest.outcome, protest.by, protest.reason, protest.decision)))
        known(metadata, "protest", shown, protest.id)
    if body.change is not None:
        known(metadata, "change", body.change.code)
        for lang, words in body.change.text.items():
            known(metadata, "change", words, lang)
    for record in body.records:
        held = " ".join(filter(None, (record.mark, record.holder, record.noc, record.date, record.place)))
        known(metadata, "standing-record", held, record.code)
    alignment = sides(body)
    for row in _sorted(body.rows):
        side = alignment.get(row.competitor.id, "")
        holder = competitor(event, row.competitor, terms, bib=row.bib, alignment=side)
        element = stats(holder, row)
        if side:
            periods(element, body.periods, side)
        members(holder, row.competitor, terms)


def sides(body: ResultBody) -> dict[str, str]:
    """Who is home and who away, where two meet."""
    two = sorted(body.rows, key=lambda row: row.start_sort or row.sort_order)
    duel = len(two) == 2 and (body.periods or any(row.wlt for row in two))
    return dict(zip((row.competitor.id for row in two), ("home", "away"), strict=True)) if duel else {}


def fill_phase(content: Element, body: PhaseResultBody, status: str, terms: Terms) -> None:
    """All units of a phase ranked together."""
    event, metadata = whole_event(content, body.phase, _of_phase(body.event_name, body.name), status, terms)
    _about(metadata, body.rule_set, body.notes, body.qualify)
    _progress(metadata, body.units_total, body.units_complete)
    _rows(event, body.rows, terms)


def fill_ranking(content: Element, body: RankingBody, status: str, terms: Terms) -> None:
    """A whole event from first to last."""
    event, metadata = whole_event(content, body.event, body.event_name, status, terms)
    _about(metadata, body.rule_set, body.notes, {})
    _rows(event, body.rows, terms)


def fill_cumulative(content: Element, body: CumulativeBody, status: str, terms: Terms) -> None:
    """A total, with what each unit gave."""
    text = _of_phase(body.event_name, body.name)
    event, metadata = whole_event(content, body.phase or body.event, text, status, terms)
    _about(metadata, body.rule_set, body.notes, {})
    _progress(metadata, body.units_total, body.units_complete)
    known(metadata, "last-unit", body.last_unit)
    for entry in sorted(body.rows, key=lambda one: one.row.sort_order):
        holder = competitor(event, entry.row.competitor, terms, bib=entry.row.bib)
        components(stats(holder, entry.row), entry.items)
        members(holder, entry.row.competitor, terms)


def _rows(event: Element, rows: Iterable[ResultRow], terms: Terms) -> None:
    for row in _sorted(rows):
        holder = competitor(event, row.competitor, terms, bib=row.bib)
        stats(holder, row)
        members(holder, row.competitor, terms)


def _sorted(rows: Iterable[ResultRow]) -> list[ResultRow]:
    return sorted(rows, key=lambda row: row.sort_order)


def _of_phase(event: Text, phase: Text) -> Text:
    return {lang: " - ".join(filter(None, (event.get(lang, ""), phase.get(lang, "")))) for lang in {**event, **phase}}


def _about(metadata: Element, rule_set: str, notes: Iterable[str], qualify: Text) -> None:
    known(metadata, "rule-set", rule_set)
    for lang, words in qualify.items():
        known(metadata, "qualify", words, lang)
    for note in notes:
        known(metadata, "note", note)


def _progress(metadata: Element, total: int, complete: int) -> None:
    known(metadata, "units-total", total or "")
    known(metadata, "units-complete", complete if total else "")


def sides_of(event: Element, line: UnitLine, terms: Terms) -> None:
    """Who meets whom in a unit that is scheduled, as soon as one side is known."""
    if all(side.id in NOBODY for side in line.sides):
        return
    for side, alignment in zip(line.sides, ("home", "away"), strict=False):
        competitor(event, side, terms, alignment=alignment)
