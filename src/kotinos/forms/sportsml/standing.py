"""``standing``: a pool's table, the medals of an event, the medal table."""

from __future__ import annotations

from kotinos.codes.rsc import Level
from kotinos.forms.element import Element, write
from kotinos.forms.rowfacts import Score
from kotinos.forms.sportsml.building import known, name, put
from kotinos.forms.sportsml.stats import subs
from kotinos.forms.sportsml.who import competitor, key, members, organisation
from kotinos.forms.terms import Terms
from kotinos.forms.urns import urn
from kotinos.results.documents import MedalCount, MedallistsBody, MedalsBody, PoolBody, PoolRow

_METALS = {"ME_GOLD": "gold", "ME_SILVER": "silver", "ME_BRONZE": "bronze"}


def fill_pool(content: Element, body: PoolBody, status: str, terms: Terms) -> None:
    """One table, with the cross table as one ``sub-score`` for each match."""
    standing, metadata = _standing(content, urn(terms.competition, "rsc", body.phase), "spct:group")
    name(metadata, {lang: f"{body.event_name.get(lang, '')} - {words}" for lang, words in body.name.items()})
    known(metadata, "result-status", status)
    known(metadata, "rule-set", body.rule_set)
    known(metadata, "units-total", body.units_total or "")
    known(metadata, "units-complete", body.units_complete if body.units_total else "")
    for note in body.notes:
        known(metadata, "note", note)
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        holder = competitor(standing, row.competitor, terms)
        _table_row(holder, row, terms)
        members(holder, row.competitor, terms)


def _table_row(holder: Element, row: PoolRow, terms: Terms) -> None:
    kind = "player" if row.competitor.type == "A" else "team"
    element = put(holder, f"{kind}-stats", rank=row.rank, standing_points=row.points, events_played=row.played)
    put(
        element,
        "outcome-totals",
        wins=row.won,
        losses=row.lost,
        ties=row.tied,
        points_scored_for=row.for_,
        points_scored_against=row.against,
        points_difference=row.diff,
    )
    for opponent in sorted(row.opponents, key=lambda o: (o.pos, o.unit)):
        met = key(opponent.competitor.id, terms)
        subs(element, [Score(kind="match", score=opponent.result, key=str.__str__(opponent.unit), name=met)])
    known(element, "sort-order", row.sort_order)
    known(element, "rank-equal", row.rank_equal)
    known(element, "irm", row.irm)
    known(element, "qualification", row.qual)
    for lang, words in row.why.items():
        known(element, "why", words, lang)


def fill_medallists(content: Element, body: MedallistsBody, status: str, terms: Terms) -> None:
    """The medals of one event: who won which, where and when."""
    standing, metadata = _standing(content, urn(terms.competition, "rsc", body.event), "kot:medallists")
    name(metadata, body.event_name)
    known(metadata, "result-status", status)
    for note in body.notes:
        known(metadata, "note", note)
    for medal in sorted(
        body.medals, key=lambda m: (list(_METALS).index(m.medal) if m.medal in _METALS else 9, m.order)
    ):
        holder = competitor(standing, medal.competitor, terms)
        kind = "player" if medal.competitor.type == "A" else "team"
        element = put(holder, f"{kind}-stats")
        metal = _METALS.get(medal.medal, medal.medal)
        put(
            element,
            "award",
            award_type="medal",
            name=metal,
            date=medal.date,
            key=urn(terms.competition, "rsc", medal.unit),
        )
        members(holder, medal.competitor, terms)


def fill_medals(content: Element, body: MedalsBody, scope: str, terms: Terms) -> None:
    """The medal table, by gold, silver and bronze; the place by number of medals stands beside it."""
    standing, metadata = _standing(content, urn(terms.competition, "medals", scope), "kot:medal-table")
    write(metadata, "name", "Medal table", **{"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    write(metadata, "name", "Tableau des médailles", **{"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    known(metadata, "events-total", body.events_total or "")
    known(metadata, "events-finished", body.events_finished if body.events_total else "")
    known(metadata, "last-event", body.last_event.at(Level.EVENT) if body.last_event else "")
    for note in body.notes:
        known(metadata, "note", note)
    for kind in body.totals:
        for metal, count in _counts(kind):
            known(metadata, "all-medals", count, f"{kind.type}.{metal}")
    for line in sorted(body.lines, key=lambda one: one.sort_rank):
        element = put(organisation(standing, line.noc, line.name), "team-stats", rank=line.rank)
        for kind in line.counts:
            for metal, count in _counts(kind):
                put(element, "award", award_type="medal", name=metal, event_gender=f"kot:{kind.type}", total=count)
        known(element, "sort-order", line.sort_rank)
        known(element, "rank-equal", line.rank_equal)
        known(element, "rank-total", line.rank_total)
        known(element, "rank-total-equal", line.rank_total_equal)
        known(element, "sort-order-total", line.sort_rank_total)


def _counts(kind: MedalCount) -> tuple[tuple[str, int], ...]:
    return (("gold", kind.gold), ("silver", kind.silver), ("bronze", kind.bronze), ("total", kind.total))


def _standing(content: Element, about: str, kind: str) -> tuple[Element, Element]:
    standing = put(content, "standing")
    return standing, put(standing, "standing-metadata", key=about, standing_type=kind)
