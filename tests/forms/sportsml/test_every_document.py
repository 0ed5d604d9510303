"""Whatever is published, its SportsML is valid, keeps what it can hold, and is the same each time."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kotinos.forms.sportsml import form, validate
from kotinos.forms.sportsml.building import NAMESPACE
from kotinos.forms.sportsml.form import TYPES
from kotinos.forms.sportsml.who import key
from kotinos.forms.terms import Edition
from kotinos.results.documents import (
    BracketsBody,
    CumulativeBody,
    Document,
    MedallistsBody,
    MedalsBody,
    PoolBody,
    ResultRow,
    ScheduleBody,
)
from tests.forms.approved import TERMS
from tests.forms.strategies import BY_TYPE

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TOLD = [type_ for type_ in BY_TYPE if type_ in TYPES]


def read(document: Document) -> etree._Element:
    [message] = form(Edition(document=document), TERMS)
    return etree.fromstring(message.data)


def by_key(root: etree._Element) -> dict[str, etree._Element]:
    """``player`` and ``team`` at the first level of the content, by their key."""
    holders = root.xpath("/*/*/n:player | /*/*/n:team", namespaces={"n": NAMESPACE})
    return {holder[0].get("key"): holder for holder in holders}  # type: ignore[union-attr]


def facts(element: etree._Element) -> dict[str, str]:
    found = element.iterfind(f"{{{NAMESPACE}}}sports-property")
    return {one.get("formal-name", ""): one.get("value", "") for one in found}


def subs(element: etree._Element, kind: str) -> list[dict[str, str]]:
    return [dict(s.attrib) for s in element.iterfind(f"{{{NAMESPACE}}}sub-score[@sub-score-type='kot:{kind}']")]  # type: ignore[arg-type]


@pytest.mark.parametrize("type_", TOLD)
def test_every_document_is_valid_and_the_same_each_time(type_: str) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE[type_]())
    def holds(document: Document) -> None:
        [message] = form(Edition(document=document), TERMS)
        assert validate(message.data) == []
        assert form(Edition(document=document), TERMS) == [message]
        [withdrawn] = form(Edition(document=msgspec.structs.replace(document, body=None)), TERMS)
        assert validate(withdrawn.data) == []
        assert len(etree.fromstring(withdrawn.data)) == 1

    holds()


@pytest.mark.parametrize("type_", ["DT_RESULT", "DT_PHASE_RESULT", "DT_RANKING", "DT_CUMULATIVE_RESULT"])
def test_every_row_comes_back_with_all_that_it_holds(type_: str) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE[type_]())
    def holds(document: Document) -> None:
        found = by_key(read(document))
        body = document.body
        rows = [e.row for e in body.rows] if isinstance(body, CumulativeBody) else body.rows  # type: ignore[union-attr]
        assert len(found) == len(rows)
        for row in rows:
            _same(row, found[key(row.competitor.id, TERMS)])
        if isinstance(body, CumulativeBody):
            for entry in body.rows:
                sent = subs(found[key(entry.row.competitor.id, TERMS)][1], "component-points")
                assert [s["score"] for s in sent] == [item.points for item in entry.items]

    holds()


def _same(row: ResultRow, holder: etree._Element) -> None:
    metadata, stats = holder[0], holder[1]
    read_facts = facts(stats)
    assert stats.get("rank") == (None if row.rank is None else str(row.rank))
    assert (stats.get("score") or "") == row.mark
    assert read_facts["kot:sort-order"] == str(row.sort_order)
    assert (read_facts.get("kot:rank-equal") == "true") == row.rank_equal
    assert read_facts.get("kot:irm", "") == row.irm
    assert read_facts.get("kot:qualification", "") == row.qual
    assert read_facts.get("kot:start-order", "") == row.start_order
    outcome = {"W": "win", "L": "loss", "T": "tie", "": None}[row.wlt]
    assert stats.get("event-outcome") == (outcome and f"speventoutcome:{outcome}")
    assert [(s["sub-score-name"], s["score"]) for s in subs(stats, "split")] == [(s.point, s.time) for s in row.splits]
    assert [s["score"] for s in subs(stats, "attempt")] == [a.mark for a in row.attempts]
    assert [read_facts.get(f"kot:wind.{a.n}", "") for a in row.attempts] == [a.wind for a in row.attempts]
    heights = [(s["sub-score-name"], s["score"]) for s in subs(stats, "height")]
    assert heights == [(h.height, h.attempts) for h in row.heights]
    assert {s["sub-score-name"]: s["score"] for s in subs(stats, "part")} == row.parts
    assert {k.removeprefix("kot:best."): v for k, v in read_facts.items() if k.startswith("kot:best.")} == row.bests
    assert metadata.get("nationality") == row.competitor.noc
    assert (metadata.get("uniform-number") or "") == row.competitor.bib
    members = [one[0].get("key") for one in holder.iterfind(f"{{{NAMESPACE}}}player")]
    assert members == [key(member.id, TERMS) for member in row.competitor.members]


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_POOL_STANDING"]())
def test_every_line_of_a_pool_comes_back(document: Document) -> None:
    found = by_key(read(document))
    assert isinstance(document.body, PoolBody)
    for row in document.body.rows:
        stats = found.pop(key(row.competitor.id, TERMS))[1]
        assert (stats.get("standing-points"), stats.get("events-played")) == (row.points, str(row.played))
        assert (stats[0].get("points-difference") or "") == row.diff
        assert stats.get("rank") == str(row.rank)
    assert not found


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_MEDALS"]())
def test_every_medal_of_the_table_comes_back(document: Document) -> None:
    root = read(document)
    assert isinstance(document.body, MedalsBody)
    teams = root.findall(f".//{{{NAMESPACE}}}team-stats")
    assert len(teams) == len(document.body.lines)
    for line, stats in zip(sorted(document.body.lines, key=lambda one: one.sort_rank), teams, strict=True):
        awards = {a.get("name"): int(a.get("total", "")) for a in stats.iterfind(f"{{{NAMESPACE}}}award")}
        [count] = line.counts
        assert awards == {"gold": count.gold, "silver": count.silver, "bronze": count.bronze, "total": count.total}
        assert stats.get("rank") == str(line.rank)


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_MEDALLISTS"]())
def test_every_medallist_comes_back_gold_first(document: Document) -> None:
    root = read(document)
    assert isinstance(document.body, MedallistsBody)
    metals = [award.get("name") for award in root.iter(f"{{{NAMESPACE}}}award")]
    wanted = [m.medal.removeprefix("ME_").lower() for m in document.body.medals]
    assert sorted(metals) == sorted(wanted)  # type: ignore[type-var]
    assert metals == sorted(metals, key=["gold", "silver", "bronze"].index)  # type: ignore[arg-type]


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_BRACKETS"]())
def test_a_place_that_waits_says_which_match_fills_it(document: Document) -> None:
    root = read(document)
    assert isinstance(document.body, BracketsBody)
    origins = [e.get("value") for e in root.iter() if e.get("formal-name") == "kot:from-unit"]
    places = [p for b in document.body.brackets for r in b.rounds for i in r.items for p in i.places]
    assert origins == [p.previous_unit for p in places if p.previous_unit]


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_SCHEDULE"]())
def test_every_unit_of_a_schedule_comes_back_with_its_status(document: Document) -> None:
    root = read(document)
    assert isinstance(document.body, ScheduleBody)
    statuses = {
        e.get("key", "").rpartition(":")[2]: facts(e)["kot:schedule-status"]
        for e in root.iter(f"{{{NAMESPACE}}}event-metadata")
    }
    assert statuses == {str(unit.rsc): unit.status for unit in document.body.units}
