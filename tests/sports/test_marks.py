"""Marks are read exactly, shown in the field's way, and refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.sports import marks


@pytest.mark.parametrize(
    ("text", "t4"),
    [
        ("9.784", 97840),
        ("9.7841", 97841),
        ("3:11.59", 1_915_900),
        ("1:23:45.67", 50_256_700),
        ("2:56:10", 105_700_000),
        ("00:01:10.82", 708_200),
        ("75:20.3", 45_203_000),
        ("10.4h", 104_000),
        ("59,99", 599_900),
        ("0", 0),
    ],
)
def test_times_are_read_in_ten_thousandths(text, t4):
    assert marks.parse_time(text) == t4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1:60.00", "'60' seconds after a minute; 00 to 59"),
        ("1:5.00", "'5' seconds after a minute"),
        ("1:60:00", "'60' minutes after an hour"),
        ("9.78412", "finer than 0.0001 s"),
        ("DNF", "expected seconds, m:ss or h:mm:ss"),
        ("-9.78", "expected seconds"),
        ("", "expected seconds"),
        ("9.7.8", "expected seconds"),
    ],
)
def test_a_wrong_time_is_refused_with_what_is_wrong(text, reason):
    with pytest.raises(marks.MarkError, match=reason):
        marks.parse_time(text)


@given(st.integers(0, 10**9))
def test_a_time_reads_back_as_it_was_shown(t4):
    assert marks.parse_time(marks.show_time(t4)) == t4


@pytest.mark.parametrize(
    ("t4", "least", "text"),
    [
        (97840, 3, "9.784"),
        (97900, 2, "9.79"),
        (621_100, 2, "1:02.11"),
        (75_860_000, 0, "2:06:26"),
        (600_000, 2, "1:00.00"),
    ],
)
def test_times_are_shown_without_leading_zeros(t4, least, text):
    assert marks.show_time(t4, least) == text


@pytest.mark.parametrize(
    ("text", "millimetres"),
    [("8.12", 8120), ("2.37 m", 2370), ("90", 90_000), ("8,1", 8100), ("8.125", 8125), ("8.1200", 8120)],
)
def test_distances_are_read_in_millimetres(text, millimetres):
    assert marks.parse_distance(text) == millimetres


@pytest.mark.parametrize("text", ["X", "8.1234", "-8.12", "eight"])
def test_a_wrong_distance_is_refused(text):
    with pytest.raises(marks.MarkError, match="distance"):
        marks.parse_distance(text)


@given(st.integers(0, 10**6))
def test_a_distance_reads_back_as_it_was_shown(millimetres):
    assert marks.parse_distance(marks.show_distance(millimetres)) == millimetres


def test_points_are_exact_decimals_whatever_they_came_as():
    assert marks.parse_points("257.3533") == Decimal("257.3533")
    assert marks.parse_points(0.1) + marks.parse_points(0.2) == Decimal("0.3")
    assert marks.parse_points("-2") == -2
    with pytest.raises(marks.MarkError, match="points '1e3'"):
        marks.parse_points("1e3")


@pytest.mark.parametrize(("text", "value"), [("+0.4", 40), ("-1.30", -130), ("2", 200), ("0.0", 0)])
def test_wind_is_read_in_hundredths(text, value):
    assert marks.parse_wind(text) == value


def test_a_wrong_wind_is_refused():
    with pytest.raises(marks.MarkError, match="wind 'NWI'"):
        marks.parse_wind("NWI")


@pytest.mark.parametrize(
    ("t4", "unit", "rounded"),
    [
        (97840, marks.HUNDREDTH, 97900),
        (97900, marks.HUNDREDTH, 97900),
        (97901, marks.HUNDREDTH, 98000),
        (16_013_200, marks.TENTH, 16_014_000),
        (75_850_001, marks.SECOND, 75_860_000),
    ],
)
def test_times_are_rounded_up_never_down(t4, unit, rounded):
    assert marks.round_up(t4, unit) == rounded


@given(st.integers(0, 10**8))
def test_rounding_up_and_cutting_enclose_the_time(t4):
    low, high = marks.cut(t4, marks.HUNDREDTH), marks.round_up(t4, marks.HUNDREDTH)
    assert low <= t4 <= high
    assert high - low in (0, marks.HUNDREDTH)


@pytest.mark.parametrize(
    ("mark", "fraction", "exact"),
    [
        (97900, ".784", 97840),
        (97900, "9.784", 97840),
        (97900, "784", 97840),
        (100_000, ".995", 99950),
        (100_000, ".000", 100_000),
    ],
)
def test_thousandths_belong_to_the_second_they_round_up_from(mark, fraction, exact):
    assert marks.thousandths(mark, fraction) == exact


@pytest.mark.parametrize("value", [None, "", " ", "-", "?", [], {}])
def test_nothing_is_no_mark(value):
    assert not marks.given(value)


@pytest.mark.parametrize("value", ["0", 0, "9.79", "LAP"])
def test_anything_else_is_one(value):
    assert marks.given(value)
