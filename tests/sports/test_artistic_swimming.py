"""Routines of two eras, and their sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import artistic_swimming as swa
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Ranking, Unit
from kotinos.sports.series import Part

FINAL = Rsc.of("SWA", "W", "TEAM2", "FNL")


def duet(n: int, who: str, *routines: str) -> Entry:
    """A routine as its mark, or ``DNS``."""
    parts = tuple(
        Part(unit=f"FNL-000{at}00--", mark="" if one == "DNS" else one, irm="DNS" if one == "DNS" else None)
        for at, one in enumerate(routines, 1)
    )
    return Entry(n=n, id=who, raw={"parts": parts})


def rank(*entries: Entry) -> Ranking:
    return rulebook.rank(Unit(id=FINAL, rsc=FINAL, entries=entries, date=date(2024, 8, 10)))


def places(ranking: Ranking) -> list[tuple[str, int | None, str | None]]:
    return [(row.id, row.rank, row.irm) for row in ranking.rows]


def test_paris_duets_end_by_both_routines_with_a_seventh_of_a_point_between_silver_and_bronze() -> None:
    ranking = rank(
        duet(0, "NED", "293.6897", "264.7066"),
        duet(1, "GBR", "294.5085", "264.0282"),
        duet(2, "CHN", "289.6916", "276.7867"),
        duet(3, "AUT", "288.4145", "267.2533"),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("CHN", "566.4783"),
        ("GBR", "558.5367"),
        ("NED", "558.3963"),
        ("AUT", "555.6678"),
    ]


def test_equal_sums_share_their_place() -> None:
    ranking = rank(duet(0, "A", "250.0000", "240.0000"), duet(1, "B", "240.0000", "250.0000"), duet(2, "C", "1", "1"))
    assert places(ranking) == [("A", 1, None), ("B", 1, None), ("C", 3, None)]


def test_who_did_not_start_in_one_routine_has_no_place() -> None:
    ranking = rank(duet(0, "ITA", "DNS"), duet(1, "NZL", "166.5105", "188.0901"))
    assert places(ranking) == [("NZL", 1, None), ("ITA", None, "DNS")]


def test_between_routines_the_sum_of_what_was_swum_stands() -> None:
    assert places(rank(duet(0, "A", "250"), duet(1, "B", "251"), duet(2, "C", ""))) == [
        ("B", 1, None),
        ("A", 2, None),
        ("C", None, None),
    ]


def test_an_element_is_the_mean_of_the_middle_three_times_its_difficulty() -> None:
    assert swa.element_points(["8", "8.25", "8.5", "9", "7"], "2.4") == Decimal("19.8000")


def test_a_routine_since_2023_is_elements_less_errors_and_impression() -> None:
    eights = ["8"] * 5
    routine = swa.routine_since_2023([(eights, "3.0"), (eights, "2.5")], [(eights, "1.0")], (2, 1, 0), "0.5")
    assert routine == Decimal("44") - Decimal("0.7") + 8 - Decimal("0.5")


def test_a_major_error_takes_three_points_off() -> None:
    assert swa.synchronisation(0, 0, 1) == 3


def test_ten_from_every_judge_was_a_hundred_until_2022() -> None:
    tens = ["10"] * 5
    for weights in (swa.TECHNICAL_UNTIL_2022, swa.FREE_UNTIL_2022):
        assert swa.routine_until_2022(dict.fromkeys(weights, tens), weights) == 100


def test_the_highest_and_the_lowest_award_of_each_panel_were_dropped() -> None:
    awards = {"execution": ["10", "9", "9", "9", "0"], "artistic_impression": ["9"] * 5, "difficulty": ["9"] * 5}
    assert swa.routine_until_2022(awards, swa.FREE_UNTIL_2022, "0.5") == Decimal("89.5")


@pytest.mark.parametrize(
    ("awards", "step", "reason"),
    [
        ("8 8 8 8", swa.QUARTER, "4 awards"),
        ("8 8 8 8 8.1", swa.QUARTER, r"award 8\.1: 0 to 10 in steps of 0\.25"),
        ("8 8 8 8 10.1", swa.TENTH, r"award 10\.1"),
    ],
)
def test_awards_that_cannot_be_are_refused(awards: str, step: Decimal, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        swa.panel(awards.split(), step)
