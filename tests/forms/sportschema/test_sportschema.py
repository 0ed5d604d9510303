"""Whatever is published, its graph keeps to the vocabulary, keeps what it can hold, and names each thing the same way always."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kotinos.forms.problem import HeldBack
from kotinos.forms.sportschema import form, validate
from kotinos.forms.sportschema.vocabulary import CLASSES, NAMES, context
from kotinos.forms.sportsml.form import TYPES
from kotinos.forms.terms import Edition
from kotinos.results.documents import CumulativeBody, Document, MedalsBody, PoolBody, ResultBody, ResultRow
from tests.forms import invented
from tests.forms.approved import TERMS
from tests.forms.strategies import BY_TYPE

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TOLD = [type_ for type_ in BY_TYPE if type_ in TYPES]
Node = dict[str, Any]


def read(document: Document) -> dict[str, Node]:
    [message] = form(Edition(document=document), TERMS)
    return {node["@id"]: node for node in json.loads(message.data)["@graph"]}


def participations(graph: dict[str, Node]) -> dict[str, Node]:
    """Participations by the competitor's id."""
    found = (node for node in graph.values() if node["@type"].endswith("Participation"))
    return {node["sport:participationBy"].rpartition(":")[2]: node for node in found}


def splits(graph: dict[str, Node], part: Node, kind: str) -> list[Node]:
    of = [graph[id_] for id_ in part.get("sport:participationSplit", [])]
    return [node for node in of if node["sport:participationSplitType"] == f"kot:{kind}"]


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
        [only] = json.loads(withdrawn.data)["@graph"]
        assert only["kot:withdrawn"] is True

    holds()


@pytest.mark.parametrize("type_", ["DT_RESULT", "DT_PHASE_RESULT", "DT_RANKING", "DT_CUMULATIVE_RESULT"])
def test_every_row_comes_back_with_all_that_it_holds(type_: str) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE[type_]())
    def holds(document: Document) -> None:
        graph = read(document)
        found = participations(graph)
        body: Any = document.body
        rows = [entry.row for entry in body.rows] if isinstance(body, CumulativeBody) else body.rows
        assert len(found) == len(rows)
        for row in rows:
            _same(graph, row, found[row.competitor.id])
        if isinstance(body, CumulativeBody):
            for entry in body.rows:
                gave = splits(graph, found[entry.row.competitor.id], "component-points")
                assert [one["sport:score"] for one in gave] == [item.points for item in entry.items]

    holds()


def _same(graph: dict[str, Node], row: ResultRow, part: Node) -> None:
    assert part.get("sport:rank") == row.rank
    assert part.get("sport:score", "") == row.mark
    assert part["kot:sortOrder"] == row.sort_order
    assert part.get("kot:rankEqual", False) == row.rank_equal
    assert part.get("kot:irm", "") == row.irm
    assert part.get("kot:qualification", "") == row.qual
    outcome = {"W": "win", "L": "loss", "T": "tie", "": None}[row.wlt]
    assert part.get("sport:eventOutcome") == (outcome and f"speventoutcome:{outcome}")
    assert [(s["kot:name"], s["sport:score"]) for s in splits(graph, part, "split")] == [
        (s.point, s.time) for s in row.splits
    ]
    assert [s["sport:score"] for s in splits(graph, part, "attempt")] == [a.mark for a in row.attempts]
    heights = [(s["kot:name"], s["sport:score"]) for s in splits(graph, part, "height")]
    assert heights == [(h.height, h.attempts) for h in row.heights]
    assert {s["kot:name"]: s["sport:score"] for s in splits(graph, part, "part")} == row.parts
    assert {one["kot:key"]: one["kot:value"] for one in part.get("kot:bestBy", [])} == row.bests
    who = graph[part["sport:participationBy"]]
    assert who["sport:nationality"] == row.competitor.noc
    members = [n for n in graph.values() if n.get("sport:membershipOf") == who["@id"]]
    assert [n["sport:member"].rpartition(":")[2] for n in members] == [m.id for m in row.competitor.members]


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_POOL_STANDING"]())
def test_every_line_of_a_pool_comes_back(document: Document) -> None:
    found = participations(read(document))
    assert isinstance(document.body, PoolBody)
    for row in document.body.rows:
        part = found.pop(row.competitor.id)
        told = ("sport:rank", "spstat:standingPoints", "spstat:eventsPlayed", "spstat:wins")
        assert [part[name] for name in told] == [row.rank, row.points, row.played, row.won]
    assert not found


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_MEDALS"]())
def test_every_medal_of_the_table_comes_back(document: Document) -> None:
    found = participations(read(document))
    assert isinstance(document.body, MedalsBody)
    for line in document.body.lines:
        [count] = line.counts
        part = found[line.noc]
        of = [part[f"kot:medals{metal}By"][0]["kot:value"] for metal in ("Gold", "Silver", "Bronze", "Total")]
        assert of == [str(n) for n in (count.gold, count.silver, count.bronze, count.total)]


def test_a_thing_has_one_name_in_every_document_of_the_games() -> None:
    unit = f"urn:kotinos:OG2024-TEV:rsc:{invented.HEAT}"
    scheduled, ran = read(invented.schedule()), read(invented.heat())
    assert scheduled[unit]["@type"] == ran[unit]["@type"] == "sport:Event"
    runner = "urn:kotinos:OG2024-TEV:competitor:9000101"
    assert ran[runner] == read(invented.long_jump())[runner]


def test_a_place_in_a_tree_says_which_match_will_fill_it() -> None:
    graph = read(invented.judo_brackets())
    waiting = [node for node in graph.values() if node.get("sport:participationBy") == "kot:TBD"]
    assert [node["kot:fromUnit"].rpartition(":")[2] for node in waiting] == ["JUDW57KG--------------SFNL000200--"]


def test_the_context_travels_inside_and_names_every_prefix() -> None:
    [message] = form(Edition(document=invented.heat()), TERMS)
    assert json.loads(message.data)["@context"] == context()
    used = {name.partition(":")[0] for properties in CLASSES.values() for name in properties}
    assert used | {"kot", "xsd", "speventstatus", "speventoutcome"} == set(NAMES)


def _tampered(change: Any) -> list[str]:
    [message] = form(Edition(document=invented.heat()), TERMS)
    graph = json.loads(message.data)
    change(graph, {node["@id"].rpartition("OG2024-TEV:")[2]: node for node in graph["@graph"]})
    return [str(problem) for problem in validate(json.dumps(graph).encode())]


FIRST = f"participation:{invented.HEAT}:9000101"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda g, n: n[FIRST].update({"sport:rank": 0}), "sport:rank: 0; would be right: a whole number from 1"),
        (lambda g, n: n[FIRST].update({"sport:rnk": 1}), "sport:rnk: a property that the class does not have"),
        (lambda g, n: n[FIRST].update({"kot:irm": "DNF"}), "rank 1 beside DNF; would be right: one of the two"),
        (lambda g, n: n[FIRST].pop("sport:participationBy"), "sport:participationBy is missing"),
        (lambda g, n: g["@graph"].remove(n["competitor:9000101"]), "would be right: the @id of a thing in this graph"),
        (lambda g, n: g["@graph"].append(n[FIRST]), "stands twice; would be right: each thing once"),
        (lambda g, n: n[f"rsc:{invented.HEAT}"].update({"sport:eventStatus": "over"}), "one of the codes of IPTC"),
        (lambda g, n: n[f"rsc:{invented.HEAT}"].update({"sport:startDateTime": "2024-08-04"}), "an instant with its offset"),
        (lambda g, n: g.update({"@context": "https://example.org/context"}), "@context: another context; would be right: ours"),
        (lambda g, n: g["@graph"].pop(0), "0 documents; would be right: one kot:Document"),
        (lambda g, n: n[FIRST].update({"@type": "sport:Runner"}), "'sport:Runner'; would be right: one of sport:Competition"),
    ],
)  # fmt: skip
def test_what_breaks_the_vocabulary_is_said_with_what_would_be_right(change: Any, said: str) -> None:
    assert any(said in problem for problem in _tampered(change)), _tampered(change)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"@graph": []}', b"<xml/>"])
def test_what_is_no_graph_is_said_to_be_none(data: bytes) -> None:
    assert [problem.rule for problem in validate(data)] == ["shape"]


def test_a_place_beside_an_irm_is_held_back() -> None:
    document = invented.heat()
    assert isinstance(document.body, ResultBody)
    rows = list(document.body.rows)
    rows[3] = msgspec.structs.replace(rows[3], rank=4)
    body = msgspec.structs.replace(document.body, rows=tuple(rows))
    with pytest.raises(HeldBack, match=r"DT_RESULT/ATHM100M.* version 3 is held back:\n.*rank 4 beside DNF"):
        form(Edition(document=msgspec.structs.replace(document, body=body)), TERMS)
