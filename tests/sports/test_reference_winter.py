"""The winter units of Beijing 2022, shuffled and without their ranks, by the rules of their own disciplines; runs and rounds added up."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import alpine, cross_country, rulebook, sliding
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit

pytestmark = pytest.mark.reference
DAY = date(2022, 2, 10)

TEAM_MATCHES = "Team Event"
EVENTS = {
    "Men's Slalom": "MSL",
    "Women's Slalom": "WSL",
    "Men's Giant Slalom": "MGS",
    "Women's Giant Slalom": "WGS",
    "Men's Combined": "MAC",
    "Women's Combined": "WAC",
    "Men's Singles": "MSINGLES",
    "Women's Singles": "WSINGLES",
    "Doubles": "ODOUBLES",
    "Men's Individual Normal Hill": "MNH",
    "Women's Individual Normal Hill": "WNH",
    "Men's Individual Large Hill": "MLH",
    "Men's Team": "MTEAM4",
    "Mixed Team": "XTEAM4",
    "Men's Individual Sprint": "MSPRINT",
    "Women's Individual Sprint": "WSPRINT",
    "Men's Team Sprint": "MTEAMSP2",
    "Women's Team Sprint": "WTEAMSP2",
    "Team Event": "XTEAM4",
}
ORDER = {"Downhill": 1, "Slalom": 2, "1st Round": 1, "Final Round": 2}
PHASES = {"Quali": "QUAL", "Quart": "QFNL", "Semif": "SFNL", "Heat ": "8FNL"}


def units_of(reference: Path) -> list[dict[str, Any]]:
    with (reference / "ranked_units" / "beijing2022_winter.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def code_of(published: dict[str, Any]) -> Rsc:
    """The RSC of a unit: as published, else from the names of its event and its unit."""
    if published["rsc"]:
        return Rsc(published["rsc"])
    event, name = EVENTS[published["event"]], published["unit"]
    number = ORDER.get(name) or next((int(word) for word in name.split() if word.isdigit()), 1)
    if name == "Small Final":
        number = 2
    return Rsc.of(published["discipline"], event[0], event[1:], PHASES.get(name[:5], "FNL"), f"{number:04d}00")


def unit_of(published: dict[str, Any]) -> Unit:
    rsc = code_of(published)
    shuffled = published["entries"][:]
    random.Random(published["id"]).shuffle(shuffled)
    entries = tuple(
        Entry(
            n=n,
            id=str(entry["id"]),
            name=entry["name"],
            noc=entry["noc"],
            raw={"mark": entry["raw"]["mark"]} if not entry["irm"] else {},
            irm=entry["irm"],
            group=rsc,
        )
        for n, entry in enumerate(shuffled)
    )
    return Unit(id=rsc, rsc=rsc, entries=entries, date=DAY)


def test_every_exact_unit_has_its_published_ranks(reference):
    compared = 0
    for published in units_of(reference):
        if published["check"]["status"] != "exact":
            continue
        official = {str(entry["id"]): entry for entry in published["entries"]}
        unmeasured = set(published["check"].get("ranked_without_raw", ()))
        for row in rulebook.rank(unit_of(published)).rows:
            entry = official[row.id]
            if entry["name"] not in unmeasured:
                assert row.rank == entry["official_rank"], (published["id"], entry["name"])
                compared += 1
    assert compared > 2_100


def test_team_matches_level_on_points_go_to_the_best_man_and_woman(reference):
    seen = 0
    for published in units_of(reference):
        if (
            published["event"] != TEAM_MATCHES
            or published["discipline"] != "ALP"
            or published["check"]["status"] == "exact"
        ):
            continue
        unit = unit_of(published)
        official = {str(entry["id"]): entry for entry in published["entries"]}
        timed = tuple(
            replace(e, raw={**e.raw, "best_time": official[e.id]["raw"]["info5"].replace(".", "")})
            for e in unit.entries
        )
        ranking = rulebook.rank(replace(unit, entries=timed))
        assert [official[row.id]["official_rank"] for row in ranking.rows if row.rank] == [
            row.rank for row in ranking.rows
        ]
        assert "alpine_best_time" in {row.why.code for row in ranking.rows if row.why}
        seen += 1
    assert seen == 7


def total(reference: Path, event: str) -> tuple[Ranking, dict[str, str]]:
    """The phase ``FNL`` of an event from all its runs, and who is who."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    mine = [one for one in units_of(reference) if one["event"] == event and code_of(one).phase == "FNL"]
    for published in sorted(mine, key=code_of):
        unit = unit_of(published)
        rows = {row.id: row for row in rulebook.rank(unit).rows}
        for entry in unit.entries:
            names[entry.id] = entry.name
            parts[entry.id].append(
                {
                    "unit": code_of(published)[22:],
                    "mark": entry.raw.get("mark", ""),
                    "irm": entry.irm,
                    "rank": rows[entry.id].rank,
                    "of": len(unit.entries),
                }
            )
    phase = Rsc(code_of(mine[0])[:26].ljust(34, "-"))
    entries = tuple(Entry(n=n, id=who, raw={"parts": given}) for n, (who, given) in enumerate(sorted(parts.items())))
    return rulebook.rank(Unit(id=phase, rsc=phase, entries=entries, date=DAY)), names


@pytest.mark.parametrize(
    ("event", "medallists", "totals"),
    [
        ("Men's Slalom", "NOEL STROLZ FOSS", "1:44.09 1:44.70 1:44.79"),
        ("Women's Slalom", "VLHOVA LIENSBERGER HOLDENER", "1:44.98 1:45.06 1:45.10"),
        ("Men's Giant Slalom", "ODERMATT KRANJEC FAIVRE", "2:09.35 2:09.54 2:10.69"),
        ("Women's Giant Slalom", "HECTOR BRIGNONE GUT-BEHRAMI", "1:55.69 1:55.97 1:56.41"),
        ("Men's Combined", "STROLZ KILDE CRAWFORD", "2:31.43 2:32.02 2:32.11"),
        ("Women's Combined", "GISIN HOLDENER BRIGNONE", "2:25.67 2:26.72 2:27.52"),
        ("Men's Singles", "LUDWIG KINDL FISCHNALLER", "3:48.735 3:48.895 3:49.686"),
        ("Women's Singles", "GEISENBERGER BERREITER IVANOVA", "3:53.454 3:53.947 3:54.507"),
        ("Doubles", "WENDL EGGERT STEU", "1:56.554 1:56.653 1:57.065"),
        ("Men's Individual Normal Hill", "KOBAYASHI FETTNER KUBACKI", "275 270.8 265.9"),
        ("Men's Individual Large Hill", "LINDVIK KOBAYASHI GEIGER", "296.1 292.8 281.3"),
        ("Women's Individual Normal Hill", "BOGATAJ ALTHAUS KRIZNAR", "239 236.8 232"),
        ("Men's Team", "Austria Slovenia Germany", "942.7 934.4 922.9"),
        ("Mixed Team", "Slovenia ROC Canada", "1001.5 890.3 844.6"),
    ],
)
def test_runs_and_rounds_added_up_give_the_medals(reference, event, medallists, totals):
    ranking, names = total(reference, event)
    first = ranking.rows[:3]
    assert [names[row.id].split()[0].split("/")[0] for row in first] == medallists.split()
    assert [row.rank for row in first] == [1, 2, 3]
    assert [row.values["total"] for row in first] == totals.split()


def test_a_slalom_says_in_which_run_one_went_out(reference):
    ranking, _ = total(reference, "Men's Slalom")
    irms = [row.irm for row in ranking.rows if row.irm]
    assert irms == ["DNF2"] * 6 + ["DSQ2"] + ["DNF1"] * 34 + ["DSQ1", "DNS1"]


def test_disqualified_in_the_final_round_of_a_jumping_keeps_the_points_of_the_first(reference):
    ranking, names = total(reference, "Men's Individual Normal Hill")
    place = {names[row.id]: row.rank for row in ranking.rows}
    assert place["GRANERUD Halvor Egner"] == 30


def test_only_the_first_twenty_sleds_are_in_the_last_run(reference):
    runs = {code_of(one).unit: one for one in units_of(reference) if one["event"] == "Men's Singles"}
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in ("000100", "000200", "000300"):
        for entry in unit_of(runs[number]).entries:
            parts[entry.id].append({"unit": f"FNL-{number}--", "mark": entry.raw.get("mark", ""), "irm": entry.irm})
    phase = Rsc.of("LUG", "M", "SINGLES", "FNL")
    entries = tuple(Entry(n=n, id=who, raw={"parts": given}) for n, (who, given) in enumerate(sorted(parts.items())))
    order = sliding.last_run(rulebook.rank(Unit(id=phase, rsc=phase, entries=entries, date=DAY)))
    assert set(order) == {str(entry["id"]) for entry in runs["000400"]["entries"]}


def test_who_skis_again_are_those_who_came_down(reference):
    for event in ("Men's Slalom", "Women's Slalom", "Men's Giant Slalom", "Women's Giant Slalom"):
        first, second = (one for one in units_of(reference) if one["event"] == event)
        order = alpine.second_run(rulebook.rank(unit_of(first)))
        assert set(order) == {str(entry["id"]) for entry in second["entries"]}


# -- sprints -----------------------------------------------------------------------------------------------------------


def sprint(reference: Path, event: str) -> tuple[EventResults, dict[str, str]]:
    published = [one for one in units_of(reference) if one["event"] == event]
    names = {str(entry["id"]): entry["name"] for one in published for entry in one["entries"]}
    codes = [code_of(one) for one in published]
    whole = Rsc(codes[0][:22].ljust(34, "-"))
    phases = []
    for plan in cross_country.phases(whole, codes):
        own = [one for one in published if code_of(one)[:26] == plan.phase[:26]]
        units = [unit_of(one) for one in own]
        together = tuple(
            Entry(n=n, id=e.id, raw=e.raw, irm=e.irm, group=e.group)
            for n, e in enumerate(entry for unit in units for entry in unit.entries)
        )
        facts = {"qualify": plan.qualify} if plan.qualify else {}
        ranking = rulebook.rank(Unit(id=plan.phase, rsc=plan.phase, entries=together, date=DAY, facts=facts))
        results = tuple(
            UnitResult(rsc=Rsc(unit.id), entries=unit.entries, ranking=rulebook.rank(unit), finished=True)
            for unit in units
        )
        phases.append(
            PhaseResult(rsc=plan.phase, kind=plan.kind, level=plan.level, units=results, ranking=ranking, complete=True)
        )
    entries = tuple(Entry(n=n, id=who) for n, who in enumerate(names))
    return EventResults(event=whole, phases=tuple(phases), entries=entries, date=DAY), names


@pytest.mark.parametrize(
    ("event", "first"),
    [
        ("Men's Individual Sprint", "KLAEBO PELLEGRINO TERENTEV MAKI MALTSEV SVENSSON"),
        ("Women's Individual Sprint", "SUNDLING DAHLQVIST DIGGINS BRENNAN FAEHNDRICH RIBOM"),
        ("Men's Team Sprint", "VALNES NISKANEN BOLSHUNOV"),
        ("Women's Team Sprint", "HENNIG DAHLQVIST STUPAK"),
    ],
)
def test_who_goes_on_in_a_sprint_is_who_started_next(reference, event, first):
    results, names = sprint(reference, event)
    for later, phase in zip(results.phases, results.phases[1:], strict=False):
        through = {row.id for row in phase.ranking.rows if row.qual}
        assert through == set(later.competitors()), phase.rsc
    ranking = cross_country.rank_event(results)
    assert [names[row.id].split()[0] for row in ranking.rows[: len(first.split())]] == first.split()
    assert len(ranking.rows) == len(results.entries)
