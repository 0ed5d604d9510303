"""Numbers, times and names as ODF writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.forms.odf.naming import latin, names
from kotinos.forms.odf.values import behind, date_time, gap, mark, seconds, signed


@pytest.mark.parametrize(
    ("shown", "sent"),
    [
        ("00:05:20", "5:20"),
        ("0:59.90", "59.90"),
        ("2:09:14", "2:09:14"),
        ("02:00.47", "2:00.47"),
        ("9.90", "9.90"),
        ("09.9", "9.9"),
        ("0.148", "0.148"),
        ("0:00.15", "0.15"),
        ("8.02", "8.02"),
        ("01", "01"),
        ("0", "0"),
        ("X", "X"),
        ("", ""),
        ("1:00", "1:00"),
    ],
)
def test_leading_zeros_go_and_trailing_zeros_stay(shown: str, sent: str) -> None:
    assert mark(shown) == sent


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 99))
def test_no_time_changes_its_length_by_losing_zeros(h: int, m: int, s: int, f: int) -> None:
    assert seconds(mark(f"{h:02d}:{m:02d}:{s:02d}.{f:02d}")) == h * 3600 + m * 60 + s + Decimal(f) / 100


@pytest.mark.parametrize(
    ("shown", "sent"),
    [("0.4", "+0.4"), ("-1.25", "-1.3"), ("+2", "+2.0"), ("0", "+0.0"), ("-0.0", "+0.0"), ("calm", "calm")],
)
def test_wind_has_a_sign_and_one_decimal_rounded_half_up(shown: str, sent: str) -> None:
    assert signed(shown, 1) == sent


@pytest.mark.parametrize(
    ("difference", "sent"), [("0.62", "+0.62"), ("65.0", "+1:05.0"), ("61", "+1:01"), ("Infinity", "")]
)
def test_a_gap_is_written_in_minutes_and_seconds(difference: str, sent: str) -> None:
    assert behind(Decimal(difference)) == sent


@pytest.mark.parametrize(("shown", "sent"), [("0:06", "+0:06"), ("+0.62", "+0.62"), ("", ""), ("1 lap", "+1 lap")])
def test_a_gap_has_its_plus(shown: str, sent: str) -> None:
    assert gap(shown) == sent


@pytest.mark.parametrize(
    ("instant", "zone", "sent"),
    [
        ("2024-08-04T19:51:07.250000Z", "Europe/Paris", "2024-08-04T21:51:07+02:00"),
        ("2024-12-04T21:50:00+02:00", "Europe/Paris", "2024-12-04T20:50:00+01:00"),
        ("2024-08-04T20:00:00", "Asia/Tokyo", "2024-08-04T20:00:00+09:00"),
        ("", "UTC", ""),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_venue(instant: str, zone: str, sent: str) -> None:
    assert date_time(instant, zone) == sent


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Åsa Łukasz-Ñandú", "Asa Lukasz-Nandu"),
        ("Þórr Æsir", "THorr AEsir"),
        ("Strauß", "Strauss"),
        ("O’Neill", "O'Neill"),
        ("李", ""),
    ],
)
def test_print_and_television_names_are_basic_latin(name: str, plain: str) -> None:
    assert latin(name) == plain


def test_a_name_has_five_forms() -> None:
    forms = names("Jean-Luc", "d'Exemple")
    assert (forms.print, forms.print_initial) == ("D'EXEMPLE Jean-Luc", "D'EXEMPLE J")
    assert (forms.tv, forms.tv_initial, forms.tv_family) == ("Jean-Luc D'EXEMPLE", "J. D'EXEMPLE", "D'EXEMPLE")


def test_a_long_name_first_loses_its_given_name_then_the_initial_then_its_end() -> None:
    forms = names("Maximiliana Theodora", "Featherstonehaugh-Cholmondeley")
    assert forms.print == "FEATHERSTONEHAUGH-CHOLMONDELEY M."
    assert forms.tv_initial == "FEATHERSTONEHAUGH."
    assert forms.tv_family == "FEATHERSTONEHAUGH-CHOLMO."


def test_somebody_with_one_name_has_no_initial() -> None:
    assert names("", "Suparno").tv_initial == "SUPARNO"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_is_too_long_or_empty(given_name: str, family: str) -> None:
    forms = names(given_name, family)
    for form, length in ((forms.print, 35), (forms.print_initial, 18), (forms.tv, 35), (forms.tv_initial, 18)):
        assert 0 < len(form) <= length
