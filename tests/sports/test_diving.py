"""Synchronised dives, who goes on, and ties that stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import diving, programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit

SYNCHRO = Rsc.of("DIV", "W", "10MTEAM2", "FNL", "000100")


def synchro(first: str, second: str, both: str, difficulty: str) -> Decimal:
    return diving.synchronised_points(first.split(), second.split(), both.split(), difficulty)


def test_of_eleven_judges_the_middle_one_of_each_diver_counts_and_three_for_synchronisation() -> None:
    # 8 + 7 + (8.5 + 9 + 9) = 41.5; times 3/5, times 3.2
    assert synchro("7.5 8 9.5", "6 7 7", "8.5 9 10 9 4", "3.2") == Decimal("79.68")


def test_of_nine_judges_the_highest_and_the_lowest_of_both_divers_are_dropped_together() -> None:
    # of 8 9 and 5 6 the 9 and the 5 go: 8 + 6 + (8 + 8 + 8) = 38
    assert synchro("8 9", "5 6", "8 8 8 8 8", "3.0") == Decimal("68.4")


def test_a_synchronised_dive_of_equal_awards_is_worth_what_an_individual_one_is() -> None:
    together = synchro("8 8 8", "8 8 8", "8 8 8 8 8", "3.2")
    assert together == diving.dive_points(["8"] * 7, "3.2") == Decimal("76.8")


@pytest.mark.parametrize(
    ("first", "second", "both", "reason"),
    [
        ("8 8 8", "8 8", "8 8 8 8 8", "panels of 3, 2 and 5"),
        ("8 8 8", "8 8 8", "8 8 8", "panels of 3, 3 and 3"),
        ("8 8 8", "8 8 10.5", "8 8 8 8 8", r"award 10\.5: 0 to 10 in halves"),
    ],
)
def test_panels_that_cannot_be_are_refused(first: str, second: str, both: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        synchro(first, second, both, "3.0")


def dive(points: str | None = None) -> dict[str, object]:
    awards: dict[str, object] = {"first": ["8"] * 3, "second": ["7"] * 3, "synchronisation": ["8"] * 5, "dd": "3.0"}
    return {"code": "407C", **awards, **({"points": points} if points else {})}


def test_the_points_of_a_synchronised_dive_follow_from_its_panels() -> None:
    pair = Entry(n=0, id="A", raw={"dives": [dive()]})
    ranking = rulebook.rank(Unit(id="x", rsc=SYNCHRO, entries=(pair,)))
    assert ranking.rows[0].values["total"] == "70.20"


def test_stated_points_that_its_panels_do_not_give_are_refused() -> None:
    pair = Entry(n=0, id="A", raw={"dives": [dive("70.50")]})
    with pytest.raises(CannotRank, match=r"dive 407C: 70\.50 points stated, its awards give 70\.2"):
        rulebook.rank(Unit(id="x", rsc=SYNCHRO, entries=(pair,)))


def phase(code: str, totals: list[int]) -> Ranking:
    rsc = Rsc.of("DIV", "M", "3M", code)
    unit = Rsc.of("DIV", "M", "3M", code, "000100")
    qualify = next(one.qualify for one in programme.phases(rsc.at(Level.EVENT), [unit]) if one.phase == rsc)
    entries = tuple(Entry(n=n, id=f"D{n:02}", raw={"mark": str(total)}) for n, total in enumerate(totals, 1))
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2024, 8, 6), facts={"qualify": qualify}))


@pytest.mark.parametrize(("code", "places"), [("PREL", 18), ("SFNL", 12)])
def test_so_many_go_on_and_two_are_reserves(code: str, places: int) -> None:
    ranking = phase(code, [500 - n for n in range(25)])
    assert [row.qual for row in ranking.rows] == ["Q"] * places + ["R1", "R2"] + [None] * (23 - places)


def test_who_ties_for_the_last_place_goes_on() -> None:
    ranking = phase("SFNL", [500 - n for n in range(11)] + [400, 400, 390])
    assert [row.qual for row in ranking.rows][10:] == ["Q", "Q", "Q", "R1"]
    assert [row.rank for row in ranking.rows][11:] == [12, 12, 14]
