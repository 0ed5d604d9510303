"""World Cup groups and gymnastics apparatus with official ranks: shuffled, stripped of them, ranked again."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kotinos.sports import football, gymnastics
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Unit

pytestmark = pytest.mark.reference

Official = dict[str, int | None]


def read(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / "ranked_units" / f"{name}.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def stripped(record: dict[str, Any], ids: list[str]) -> tuple[tuple[Entry, ...], Official]:
    """The entries in an order that gives nothing away, and the official ranks apart from them."""
    entries = [
        Entry(n=n, id=one, name=e["name"], noc=e["noc"], raw=e["raw"], irm=e["irm"])
        for n, (one, e) in enumerate(zip(ids, record["entries"], strict=True))
    ]
    official: Official = {one: e["official_rank"] for one, e in zip(ids, record["entries"], strict=True)}
    random.Random(record["id"]).shuffle(entries)
    return tuple(entries), official


def inversions(ranking: Ranking, official: Official) -> list[tuple[str, str]]:
    """Pairs that stand the other way round in the official ranking; sharing a place is none."""
    rows = [(row.id, row.rank, official[row.id]) for row in ranking.rows if row.rank and official[row.id]]
    return [
        (one, two)
        for one, rank, other in rows
        for two, later, second in rows
        if rank and later and other and second and rank < later and other > second
    ]


# -- football ----------------------------------------------------------------------------------------------------------


def group(record: dict[str, Any], facts: dict[str, Any] | None = None) -> tuple[Ranking, Official]:
    entries, official = stripped(record, [e["noc"] for e in record["entries"]])
    matches = tuple(
        Match(home=m["home"], away=m["away"], score=tuple(m["score"]), facts={"date": m["date"]})
        for m in record["matches"]
    )
    held = date(int(record["games"][:4]), 7, 1)
    rule = [r for r in football.RULE_SETS if record["rule"] in r.names and r.effective <= held][-1]
    unit = Unit(id=record["id"], entries=entries, matches=matches, date=held, facts=facts or {})
    return rule.rank(unit), official


def test_all_world_cup_groups_end_as_they_did_by_the_regulations_of_their_year(reference: Path) -> None:
    """The points for a win are not told to the rules: they follow from the year."""
    exact = 0
    for record in read(reference, "football_worldcup_group_standings"):
        ranking, official = group(record)
        if record["check"]["status"] == "exact":
            assert {row.id: row.rank for row in ranking.rows} == official, record["id"]
            exact += 1
        else:
            assert not inversions(ranking, official), record["id"]
    assert exact == 72


def test_the_tables_are_those_that_were_published(reference: Path) -> None:
    for record in read(reference, "football_worldcup_group_standings"):
        ranking, _ = group(record)
        published = {e["noc"]: e["raw"] for e in record["entries"]}
        for row in ranking.rows:
            raw = published[row.id]
            found = [row.values[name] for name in ("played", "won", "tied", "lost", "for", "against", "points")]
            assert found == [raw[name] for name in ("p", "w", "d", "l", "gf", "ga", "pts")], (record["id"], row.id)


def test_the_lots_of_1990_put_ireland_before_the_netherlands(reference: Path) -> None:
    (record,) = (
        r for r in read(reference, "football_worldcup_group_standings") if r["check"]["status"] == "consistent"
    )
    tied, _ = group(record)
    assert {(row.id, row.rank) for row in tied.rows[1:3]} == {("IRL", 2), ("NLD", 2)}
    drawn, official = group(record, {"lots": ["IRL", "NLD"]})
    assert {row.id: row.rank for row in drawn.rows} == official
    assert drawn.rows[2].why is not None
    assert drawn.rows[2].why.code == "pool_lots"


# -- gymnastics --------------------------------------------------------------------------------------------------------


def apparatus(record: dict[str, Any], facts: dict[str, Any] | None = None) -> tuple[Ranking, Official]:
    """Guests who compete outside the ranking are known only by their missing rank, so they are left out here."""
    entered = [e for e in record["entries"] if e["official_rank"] is not None]
    entries, official = stripped({**record, "entries": entered}, [f"{n}" for n in range(len(entered))])
    name = "gymnastics_points" if record["rule"] == "points_desc" else record["rule"]
    (rule,) = [r for r in gymnastics.RULE_SETS if name in r.names]
    return rule.rank(Unit(id=record["id"], entries=entries, facts=facts or {})), official


def test_all_apparatus_units_end_as_published(reference: Path) -> None:
    exact = consistent = 0
    for record in read(reference, "gymnastics_apparatus"):
        ranking, official = apparatus(record)
        if record["check"]["status"] == "exact":
            assert {row.id: row.rank for row in ranking.rows} == official, record["id"]
            exact += 1
        else:
            assert not inversions(ranking, official), record["id"]
            consistent += 1
    assert (exact, consistent) == (516, 7)


def test_judged_scores_that_do_not_add_up_are_refused_and_published_ones_are_flagged(reference: Path) -> None:
    """Three of 11,905 published scores contradict their own parts; the appendix on disagreements lists them."""
    flagged, refused, scores = [], [], 0
    for record in read(reference, "gymnastics_apparatus"):
        ranking, _ = apparatus(record)
        scores += len(record["entries"])
        flagged += [record["id"] for row in ranking.rows if "contradiction" in row.values]
        try:
            apparatus(record, {"scores": "judged"})
        except CannotRank:
            refused.append(record["id"])
    assert scores == 11905
    assert flagged == refused
    assert len(flagged) == 3
