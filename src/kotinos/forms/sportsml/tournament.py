"""``tournament``: the trees of an event, round by round. A place that waits says which match or group will fill it."""

from __future__ import annotations

from kotinos.forms.element import Element
from kotinos.forms.sportsml.building import known, name, put
from kotinos.forms.sportsml.event import status_of
from kotinos.forms.sportsml.stats import OUTCOMES
from kotinos.forms.sportsml.who import competitor, members
from kotinos.forms.terms import Terms
from kotinos.forms.urns import urn
from kotinos.results.documents import BracketItem, BracketPlace, BracketsBody


def fill_brackets(content: Element, body: BracketsBody, status: str, terms: Terms) -> None:
    """Every tree as a division of the tournament."""
    tournament = put(content, "tournament")
    metadata = put(tournament, "tournament-metadata", key=urn(terms.competition, "rsc", body.event))
    name(metadata, body.event_name)
    known(metadata, "result-status", status)
    for note in body.notes:
        known(metadata, "note", note)
    for bracket in body.brackets:
        division = put(tournament, "tournament-division")
        put(division, "tournament-division-metadata", key=f"kot:{bracket.code}")
        for round_ in bracket.rounds:
            element = put(division, "tournament-round")
            name(put(element, "tournament-round-metadata", key=f"kot:{round_.code}"), round_.name)
            for item in sorted(round_.items, key=lambda i: i.order):
                _match(element, item, terms)


def _match(round_: Element, item: BracketItem, terms: Terms) -> None:
    event = put(round_, "sports-event")
    metadata = put(
        event,
        "event-metadata",
        key=urn(terms.competition, "rsc", item.unit),
        event_status=status_of("", item.status),
        event_number=item.code,
    )
    known(metadata, "result-status", item.status)
    known(metadata, "position", item.position)
    known(metadata, "order", item.order)
    known(metadata, "date", item.date)
    known(metadata, "time", item.time)
    known(metadata, "result", item.result)
    for place in sorted(item.places, key=lambda p: p.pos):
        _place(event, place, terms)


def _place(event: Element, place: BracketPlace, terms: Terms) -> None:
    holder = competitor(event, place.competitor, terms)
    kind = "player" if place.competitor.type == "A" else "team"
    outcome = OUTCOMES.get(place.wlt, "")
    element = put(holder, f"{kind}-stats", score=place.result, event_outcome=outcome)
    known(element, "position", place.pos)
    known(element, "irm", place.irm)
    known(element, "outcome", "" if outcome else place.wlt)
    known(element, "from-unit", place.previous_unit)
    known(element, "from-outcome", place.previous_wlt)
    known(element, "from-rank", place.previous_rank or "")
    members(holder, place.competitor, terms)
