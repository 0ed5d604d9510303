"""Marks as boards show them."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from kotinos.rehearsal.demo.figures import clock, metres, points, seconds, spread, wind
from kotinos.sports import marks


@pytest.mark.parametrize(
    ("milliseconds", "places", "shown"),
    [
        (9784, 2, "9.79"),
        (9784, 3, "9.784"),
        (9790, 2, "9.79"),
        (59991, 2, "1:00.00"),
        (60000, 2, "1:00.00"),
        (118310, 2, "1:58.31"),
        (65004, 2, "1:05.01"),
        (600000, 2, "10:00.00"),
    ],
)
def test_times_are_shown_in_the_next_longer_hundredth(milliseconds: int, places: int, shown: str) -> None:
    assert seconds(milliseconds, places) == shown


@pytest.mark.parametrize("milliseconds", range(9_000, 130_000, 1_237))
def test_a_shown_time_is_read_back_as_photo_finish_reads_it(milliseconds: int) -> None:
    assert marks.parse_time(seconds(milliseconds)) == marks.round_up(milliseconds * 10, marks.HUNDREDTH)


def test_distances_and_points_keep_their_zeros() -> None:
    assert (metres(705), metres(2200), points(14_033), points(300)) == ("7.05", "22.00", "14.033", "0.300")


def test_the_wind_has_a_sign_and_one_decimal() -> None:
    lots = Random(1)
    for _ in range(200):
        shown = wind(lots)
        assert shown[0] in "+-"
        assert -120 <= marks.parse_wind(shown) <= 190


def test_spread_marks_rise_and_stay_apart() -> None:
    found = spread(Random(2), 1000, 50, 30, apart=20)
    assert found[0] == 1000
    assert all(20 <= after - before <= 50 for before, after in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("milliseconds", "places", "shown"),
    [
        (110300, 2, "1:50.30"),
        (5172000, 0, "1:26:12"),
        (3600000, 0, "1:00:00"),
        (3604200, 1, "1:00:04.2"),
        (3_785_050, 2, "1:03:05.05"),
    ],
)
def test_times_of_hours_keep_minutes_and_seconds_in_two_digits(milliseconds: int, places: int, shown: str) -> None:
    assert clock(milliseconds, places) == shown
