"""One qualification for three competitions: who counts where, and who goes on."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import gymnastics, gymnastics_cards, rulebook
from kotinos.sports import gymnastics_qualification as qualification
from kotinos.sports.gymnastics_qualification import Gymnast
from kotinos.sports.ranking import CannotRank, Unit

TEAM = Rsc.of("GAR", "W", "TEAM", "QUAL")


def gymnast(who: str, noc: str, team: str = "", vaults: tuple[int, ...] = (), **scores: int) -> Gymnast:
    return Gymnast(id=who, noc=noc, team=team, scores=scores, vaults=vaults)


def test_the_best_three_of_four_count_on_every_apparatus() -> None:
    beam = (14000, 13500, 13000, 12500)
    five = [gymnast(f"A{n}", "AAA", "A", BB=score, FX=score - 100) for n, score in enumerate(beam)]
    ranking = rulebook.rank(Unit(id=TEAM, rsc=TEAM, entries=qualification.team_entries(five), date=date(2024, 7, 28)))
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("A", "80.700")]  # 40.500 and 40.200


def test_a_fifth_score_on_an_apparatus_is_refused() -> None:
    five = [gymnast(f"A{n}", "AAA", "A", BB=13000) for n in range(5)]
    with pytest.raises(CannotRank, match="BB: 5 scores where 4 gymnasts compete"):
        rulebook.rank(Unit(id=TEAM, rsc=TEAM, entries=qualification.team_entries(five), date=date(2024, 7, 28)))


def test_an_individual_is_in_no_team() -> None:
    assert qualification.team_entries([gymnast("X", "BBB", BB=15000)]) == ()


def test_only_who_did_every_apparatus_is_in_the_all_around() -> None:
    all_four = gymnast("A", "AAA", VT=14000, UB=14000, BB=14000, FX=14000)
    three = gymnast("B", "BBB", VT=15000, UB=15000, BB=15000)
    entries = qualification.all_around_entries([three, all_four], gymnastics_cards.WOMEN)
    assert [entry.id for entry in entries] == ["A"]
    ranking = gymnastics.rank_all_around(Unit(id="x", entries=entries), "test")
    assert ranking.rows[0].values["total"] == "56.000"


def test_twenty_four_and_two_of_one_noc_go_to_the_all_around_final() -> None:
    """Who is third of her country stays out, however good her score."""
    field = [gymnast(f"G{n:02}", "AAA" if n < 3 else f"N{n:02}", BB=15000 - n) for n in range(35)]
    ranking = gymnastics.rank_all_around(Unit(id="x", entries=qualification.all_around_entries(field, ("BB",))), "test")
    marks = qualification.all_around_finalists(ranking, field)
    assert [who for who, mark in marks.items() if mark == "Q"] == ["G00", "G01", *(f"G{n:02}" for n in range(3, 25))]
    assert [mark for mark in marks.values() if mark != "Q"] == ["R1", "R2", "R3", "R4"]


def test_on_vault_only_two_vaults_count_for_the_final_and_by_their_average() -> None:
    field = [
        gymnast("A", "AAA", vaults=(15000, 14000), VT=15000),
        gymnast("B", "BBB", vaults=(14800, 14800), VT=14800),
        gymnast("C", "CCC", VT=15500),
    ]
    assert {entry.id: entry.raw["mark"] for entry in qualification.apparatus_entries(field, "VT")} == {
        "A": "14.500",
        "B": "14.800",
    }
    assert qualification.finalists_on("VT", field) == {"B": "Q", "A": "Q"}


def test_three_vaults_are_refused() -> None:
    with pytest.raises(CannotRank, match="A: 3 vaults; two are done"):
        qualification.apparatus_entries([gymnast("A", "AAA", vaults=(1, 2, 3))], "VT")


def test_eight_and_three_reserves_go_to_an_apparatus_final() -> None:
    field = [gymnast(f"G{n:02}", f"N{n:02}", UB=15000 - n) for n in range(14)]
    marks = qualification.finalists_on("UB", field)
    assert list(marks.values()) == ["Q"] * 8 + ["R1", "R2", "R3"]
