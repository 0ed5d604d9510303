"""Bodyweight categories by date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes import weight_categories
from kotinos.codes.table import UnknownCode


@pytest.mark.parametrize(
    ("gender", "day", "games", "limits"),
    [
        ("M", date(2018, 10, 31), False, (56, 62, 69, 77, 85, 94, 105)),
        ("M", date(2018, 11, 1), False, (55, 61, 67, 73, 81, 89, 96, 102, 109)),
        ("W", date(2016, 12, 31), False, (48, 53, 58, 63, 69, 75)),
        ("W", date(2017, 1, 1), False, (48, 53, 58, 63, 69, 75, 90)),
        ("M", date(2024, 8, 8), True, (61, 73, 89, 102)),
        ("W", date(2025, 6, 1), False, (48, 53, 58, 63, 69, 77, 86)),
        ("M", date(2028, 7, 20), True, (65, 75, 85, 95, 110)),
    ],
)
def test_the_categories_of_a_day(gender, day, games, limits):
    assert weight_categories.in_force("WLF", gender, day, games=games).kilograms() == limits


def test_a_limit_belongs_to_its_category_and_above_the_last_there_is_one_more():
    paris = weight_categories.in_force("WLF", "W", date(2024, 8, 8), games=True)
    assert [paris.of(Decimal(text)) for text in ("49.00", "49.01", "81.01")] == ["49KG", "59KG", "O81KG"]


def test_a_day_without_categories_is_said():
    with pytest.raises(UnknownCode, match="weight categories of a Games in WLF M on 2024-07-01"):
        weight_categories.in_force("WLF", "M", date(2024, 7, 1), games=True)
