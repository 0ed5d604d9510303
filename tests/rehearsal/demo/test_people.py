"""Invented athletes: nobody twice, nobody real."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from kotinos.codes import nocs
from kotinos.rehearsal.demo.people import TONGUE_OF_NOC, Village, every_name


def words(name: str) -> frozenset[str]:
    """The words of a name in any order and case, without accents: how two spellings of one person compare."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return frozenset(re.findall(r"[a-z]+", plain))


def test_nobody_has_the_name_the_id_or_the_bib_of_another() -> None:
    village = Village(3)
    people = [one for gender in "WMWM" for one in village.athletes(24, gender)]
    for what in ("name", "id", "bib"):
        assert max(Counter(getattr(one, what) for one in people).values()) == 1, what


def test_an_id_is_never_somebody_elses_bib() -> None:
    people = Village(3).athletes(24, "W")
    assert not {one.id for one in people} & {one.bib for one in people}


@pytest.mark.parametrize("per_noc", [1, 2])
def test_no_organisation_sends_more_than_it_may(per_noc: int) -> None:
    people = Village(5).athletes(24, "M", per_noc=per_noc)
    assert max(Counter(one.noc for one in people).values()) <= per_noc


def test_a_seed_gives_the_same_people_and_another_seed_gives_others() -> None:
    first, again, other = (Village(seed).athletes(24, "W") for seed in (1, 1, 2))
    assert first == again
    assert [one.name for one in first] != [one.name for one in other]


def test_everybody_comes_from_a_known_organisation() -> None:
    assert all(nocs.get(noc).kind == "current" for noc in TONGUE_OF_NOC)


def test_a_squad_is_of_one_organisation() -> None:
    squad = Village(1).squad("NOR", "W", 16)
    assert {one.noc for one in squad} == {"NOR"}
    assert len({one.id for one in squad}) == 16


def test_an_entry_is_shown_as_television_and_as_print_show_it() -> None:
    one = Village(1).athletes(1, "W")[0]
    entry = one.participant("ATHW100M--------------------------")
    assert entry["name"] == f"{one.given} {one.family.upper()}"
    assert entry["print_name"] == f"{one.family.upper()} {one.given}"
    assert len(entry["id"]) <= 20


@pytest.mark.reference
def test_no_name_that_can_be_made_is_that_of_a_real_athlete(reference: Path) -> None:
    real: dict[frozenset[str], str] = {}
    for path in (reference / "paris2024" / "marks").glob("*.csv"):
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                real[words(row["participant_name"])] = row["participant_name"]
    for path in (reference / "ranked_units").glob("*.jsonl"):
        for line in path.read_text().splitlines():
            for entry in json.loads(line)["entries"]:
                real[words(str(entry["name"]))] = str(entry["name"])
    assert len(real) > 10_000
    made = {words(f"{given} {family}") for given, family in every_name()}
    assert [real[name] for name in made & real.keys()] == []
