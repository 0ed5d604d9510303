"""Famous finals: the facts as they were typed, and against the record where there is one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kotinos.codes import events, nocs
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.famous.final import Final, Held, entries, identity, name_of, unit_of

PARIS = [final for final in FINALS if final.units[-1].start.startswith("2024")]
FILES = {
    "ATH": "Athletics.csv",
    "SWM": "Swimming.csv",
    "GAR": "Artistic Gymnastics.csv",
    "JUD": "Judo.csv",
    "FBL": "Football.csv",
}


def held(finals: list[Final]) -> Iterator[tuple[Final, Held]]:
    for final in finals:
        for one in final.units:
            yield final, one


def test_there_are_a_dozen_and_each_has_an_event_of_its_own() -> None:
    assert len(FINALS) >= 12
    assert len({final.event for final in FINALS}) == len(FINALS)
    assert all(events.get(final.event) for final in FINALS)


def test_everybody_has_an_id_of_their_own_and_a_known_organisation() -> None:
    found = entries(FINALS)
    ids = [entry["id"] for entry in found] + [m["id"] for e in found for m in e.get("members", ())]
    assert max(map(len, ids)) <= 20
    assert len({entry["id"] for entry in found}) == len(found)
    assert all(nocs.exists(entry["noc"]) for entry in found)


def test_father_and_son_are_two_people() -> None:
    halls = {entry["name"]: entry["events"] for entry in entries(FINALS) if "HALL" in entry["name"]}
    assert {name: len(entered) for name, entered in halls.items()} == {"Gary HALL": 1, "Gary HALL JR.": 1}


def test_names_are_read_as_they_are_written() -> None:
    assert name_of("Pieter VAN DEN HOOGENBAND NED") == ("Pieter", "VAN DEN HOOGENBAND", "NED")
    assert name_of("Alice D'AMATO ITA") == ("Alice", "D'AMATO", "ITA")
    assert name_of("ESP") == ("", "", "ESP")


def test_a_unit_says_its_games_in_both_languages() -> None:
    for final, one in held(list(FINALS)):
        year = one.start[:4]
        year = "2020" if year == "2021" else year
        assert year in one.en, final.event
        assert year in one.fr, final.event


def test_the_sides_of_a_bracket_come_from_units_that_are_there() -> None:
    for final in FINALS:
        known = {one.phase.ljust(4, "-") + one.unit[:4] for one in final.units} | {code for code, _, _ in final.phases}
        for one in final.units:
            assert all(source in known for source, _ in one.sides), unit_of(final, one)


def _key(final: Final, who: str) -> tuple[str, str]:
    """How the record and we agree on a competitor: organisation, and the family name of an athlete."""
    _, family, noc = name_of(who)
    return noc, family.replace(" ", "").lower()


def _recorded(row: dict[str, str]) -> tuple[str, str]:
    words = row["participant_name"].split() if row["participant_type"] == "Person" else []
    family = [word for word in words if word.upper() == word or word.startswith("Mc")]
    return row["participant_country_code"], "".join(family).lower()


@pytest.mark.reference
@pytest.mark.parametrize("final", PARIS, ids=lambda final: str(final.event).rstrip("-"))
def test_paris_is_typed_as_it_is_on_record(reference: Path, final: Final) -> None:
    with (reference / "paris2024" / "marks" / FILES[final.event[:3]]).open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["stage_code"][:22] == final.event[:22]]
    for one in final.units:
        phase, number = one.phase.ljust(4, "-"), one.unit[:4]
        there = [row for row in rows if row["stage_code"][22:26] == phase and row["result"]]
        if final.event[:3] in ("JUD", "FBL"):
            there = [row for row in there if row["stage_code"][26:30] == number]
        marks = {_recorded(row): row["result"] for row in there}
        typed: dict[tuple[str, str], Any] = {_key(final, row.who): row.values["mark"] for row in one.rows}
        assert typed == marks, unit_of(final, one)


@pytest.mark.reference
def test_munich_is_typed_as_it_is_on_record(reference: Path) -> None:
    lines = (reference / "ranked_units" / "olympics_swimming_1924_2016.jsonl").read_text().splitlines()
    units = (json.loads(line) for line in lines)
    final = next(
        u for u in units if "1972" in u["games"] and u["event"] == "Men's 400m Medley" and u["phase"] == "Final"
    )
    recorded = [(e["name"], e["noc"], e["raw"]["mark"]) for e in final["entries"]]
    medley = next(f for f in FINALS if f.event == "SWMM400MIM------------------------")
    typed = [(" ".join(name_of(r.who)[:2]), name_of(r.who)[2], r.values["mark"]) for r in medley.units[0].rows]
    assert typed == recorded


def test_a_team_is_known_by_its_event() -> None:
    relay = next(final for final in FINALS if "4X100M" in final.event)
    assert identity(relay, "JAM") == "ATHM4X100M-JAM"
