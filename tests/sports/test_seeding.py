"""Heats and lanes: as even as the rules ask for, whatever the number of entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.sports.seeding import LANES_OF_TEN, circle, lanes, zigzag


def field(count):
    return [str(n) for n in range(1, count + 1)]


def test_three_heats_are_filled_there_and_back():
    assert zigzag(field(9), 3) == (("1", "6", "7"), ("2", "5", "8"), ("3", "4", "9"))


def test_the_fastest_swim_in_the_last_heat_and_share_the_last_three():
    heats = circle(field(24), 3)
    assert [heat[:2] for heat in heats] == [("3", "6"), ("2", "5"), ("1", "4")]


def test_the_heats_before_the_last_three_are_filled_by_time():
    heats = circle(field(32), 4)
    assert heats[0] == tuple(str(n) for n in range(25, 33))
    assert heats[3][0] == "1"


def test_at_least_three_stand_in_the_first_heat():
    assert [len(heat) for heat in circle(field(26), 4)] == [3, 7, 8, 8]


def test_lanes_go_out_from_the_middle():
    assert lanes(["a", "b", "c"]) == {"a": 4, "b": 5, "c": 3}
    assert lanes(field(10), LANES_OF_TEN)["10"] == 9


@pytest.mark.parametrize("wrong", [lambda: zigzag([], 0), lambda: circle(field(9), 1), lambda: lanes(field(9))])
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\d"):
        wrong()


@given(st.integers(1, 90), st.integers(1, 12))
def test_everybody_is_in_exactly_one_heat_and_heats_are_even(count, heats):
    drawn = zigzag(field(count), heats)
    assert sorted((who for heat in drawn for who in heat), key=int) == field(count)
    sizes = [len(heat) for heat in drawn]
    assert max(sizes) - min(sizes) <= 1


@given(st.data())
def test_circle_seeding_loses_nobody_and_never_overfills(data):
    heats = data.draw(st.integers(1, 10))
    count = data.draw(st.integers(3 * heats, 8 * heats))
    last = data.draw(st.sampled_from((2, 3)))
    drawn = circle(field(count), heats, last=last)
    assert len(drawn) == heats
    assert sorted((who for heat in drawn for who in heat), key=int) == field(count)
    assert all(3 <= len(heat) <= 8 for heat in drawn)
