"""Every real competition of the reference data whose rule is covered here: shuffled, stripped of its ranks, ranked again."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results.ranking_cli import answers
from kotinos.sports import progression, rulebook
from kotinos.sports.ranking import Entry, Unit
from kotinos.sports.why import say

pytestmark = pytest.mark.reference

JUDGEMENT = ("official_rank", "qual", "official_rank_phase", "advanced", "records")
FILES = [
    "beijing2022_winter",
    "climbing_ifsc",
    "combined_events_points",
    "diving_judges",
    "euro2024rome_athletics",
    "finishlynx_lif_wakaama",
    "lenex_swim_meets",
    "olympics_swimming_1924_2016",
    "olympics_swimming_phase_summaries",
    "sailing_series_sailwave",
]
DISAGREE = {"ifsc/Lead/2010_october_30_ifsc_climbing_worldcup_huaiji_[chn]_lead_women"}
"""Units whose raw values are wrong at the source; docs/explanation/disagreements.md says how."""


def units(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / "ranked_units" / f"{name}.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def ranked(published: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each published entry with the row it was given."""
    entries = published["entries"][:]
    random.Random(published["id"]).shuffle(entries)
    plain = {key: value for key, value in published.items() if key not in ("check", "tags")}
    plain["entries"] = [{k: v for k, v in entry.items() if k not in JUDGEMENT} for entry in entries]
    answer = next(answers([json.dumps(plain).encode()]))
    assert "error" not in answer, (published["id"], answer)
    return [(entries[row["n"]], row) for row in answer["entries"]]


def without_raw(published: dict[str, Any], entry: dict[str, Any]) -> bool:
    return entry["name"] in published["check"].get("ranked_without_raw", ())


@pytest.mark.parametrize("name", FILES)
def test_published_ranks_follow_from_the_marks(reference, name):
    compared = 0
    for published in units(reference, name):
        if published["check"]["status"] != "exact":
            continue
        for entry, row in ranked(published):
            if entry["official_rank"] is not None and not without_raw(published, entry):
                assert row["rank"] == entry["official_rank"], (published["id"], entry["name"])
                compared += 1
            if entry["irm"]:
                assert row["rank"] is None
    assert compared > 30


@pytest.mark.parametrize("name", FILES)
def test_nothing_contradicts_what_was_published(reference, name):
    for published in units(reference, name):
        if published["check"]["status"] == "exact" or published["id"] in DISAGREE:
            continue
        rows = [
            (entry["official_rank"], row["rank"], entry["name"])
            for entry, row in ranked(published)
            if entry["official_rank"] and row["rank"] and not without_raw(published, entry)
        ]
        inverted = [(one, two) for one in rows for two in rows if one[0] < two[0] and one[1] > two[1]]
        assert not inverted, published["id"]


@pytest.mark.parametrize("name", FILES)
def test_a_recorded_decision_gives_the_published_order(reference, name):
    """Where something that the file does not hold separated equal marks, saying so must be enough."""
    for published in units(reference, name):
        if published["check"]["status"] == "exact" or published["id"] in DISAGREE:
            continue
        for entry in published["entries"]:
            if entry["official_rank"]:
                entry["raw"]["tie_break"] = entry["official_rank"]
        lost = {e["name"] for e in published["entries"] if without_raw(published, e)}
        rows = [(e["official_rank"], r["rank"]) for e, r in ranked(published) if r["rank"] and e["name"] not in lost]
        assert [one for one, _ in rows] == sorted(one for one, _ in rows), published["id"]


def test_who_goes_through_follows_from_place_and_time(reference):
    """Rome 2024: Q by place in the heat, q by time over all heats, from the published rule alone."""
    seen = 0
    for published in units(reference, "progressions_Q_q"):
        if published["check"]["status"] != "exact":
            continue
        entries = tuple(
            Entry(
                n=n,
                id=str(e["id"]),
                name=e["name"],
                raw={**e["raw"], **({"place": e["official_rank"]} if e["official_rank"] else {})},
                irm=e["irm"],
                group=e["heat"],
            )
            for n, e in enumerate(published["entries"])
        )
        place = int(next(iter(published["check"]["Q_per_heat"])))
        facts = {"place": place, "time": published["check"]["q_total"]}
        unit = Unit(id=published["id"], entries=entries, rule="ATH-track", facts={})
        heats = [rulebook.rank(part) for part in progression.by_heat(unit).values()]
        through = progression.qualify(rulebook.rank(unit), heats, facts)
        assert through == {str(e["id"]): e["qual"] for e in published["entries"] if e["qual"]}, published["id"]
        seen += 1
    assert seen == 21


def paris(folder: Path) -> Iterator[Unit]:
    """Every unit of Paris 2024, 45 sports."""
    for path in sorted((folder / "paris2024" / "marks").glob("*.csv")):
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rows[row.get("stage_code") or ""].append(row)
        for code, found in rows.items():
            if not code:
                continue  # one sheet has no marks, only ranks by event
            entries = tuple(
                Entry(
                    n=n,
                    id=row["participant_code"],
                    name=row["participant_name"],
                    noc=row["participant_country_code"],
                    raw={"mark": row["result"], "score": row["result"]} if row["result"] else {},
                    irm=row.get("result_IRM") or None,
                )
                for n, row in enumerate(found)
            )
            yield Unit(id=code, entries=entries, rsc=Rsc(code), date=date(2024, 8, 1))


def test_every_unit_of_paris_2024_is_ranked_and_explained(reference):
    count = 0
    for unit in paris(reference):
        rows = rulebook.rank(unit).rows
        assert sorted(row.n for row in rows) == list(range(len(unit.entries)))
        for before, row in pairwise(rows):
            assert say(row.why, before.rank, row.rank, "en"), unit.id
            assert say(row.why, before.rank, row.rank, "fr"), unit.id
        count += 1
    assert count > 4300
