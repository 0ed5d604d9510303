"""The legal clock, exact to the day: month ends, leap years, and the nights in which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.vetting.clock import Delay, day, is_expired, is_silent, last_day

TWO_MONTHS = Delay(2)


@pytest.mark.parametrize(
    ("sent", "delay", "last"),
    [
        (date(2026, 3, 15), Delay(2), date(2026, 5, 15)),
        (date(2026, 12, 31), Delay(2), date(2027, 2, 28)),  # no 31 February
        (date(2027, 12, 31), Delay(2), date(2028, 2, 29)),  # … but a leap day
        (date(2027, 12, 29), Delay(2), date(2028, 2, 29)),
        (date(2026, 12, 28), Delay(2), date(2027, 2, 28)),
        (date(2028, 2, 29), Delay(2), date(2028, 4, 29)),
        (date(2026, 7, 31), Delay(2), date(2026, 9, 30)),
        (date(2026, 11, 30), Delay(2), date(2027, 1, 30)),  # over the new year
        (date(2026, 1, 31), Delay(1), date(2026, 2, 28)),
        (date(2026, 1, 31), Delay(1, 15), date(2026, 3, 15)),  # first the month, then the days
        (date(2026, 2, 20), Delay(0, 15), date(2026, 3, 7)),
        (date(2099, 12, 31), Delay(2), date(2100, 2, 28)),  # 2100 is no leap year
    ],
)
def test_the_last_day(sent: date, delay: Delay, last: date) -> None:
    assert last_day(sent, delay) == last


@pytest.mark.parametrize(
    ("at", "local"),
    [
        ("2026-03-28T22:59:59", date(2026, 3, 28)),  # winter time: midnight is 23:00 UTC
        ("2026-03-28T23:00:00", date(2026, 3, 29)),  # the night in which the clocks go forward
        ("2026-03-29T21:59:59", date(2026, 3, 29)),  # summer time: that day has 23 hours
        ("2026-03-29T22:00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00", date(2026, 10, 25)),  # the day with 25 hours
        ("2026-10-25T22:59:59", date(2026, 10, 25)),
        ("2026-10-25T23:00:00", date(2026, 10, 26)),
        ("2026-12-31T23:00:00", date(2027, 1, 1)),
    ],
)
def test_the_day_in_the_authoritys_country(at: str, local: date) -> None:
    assert day(datetime.fromisoformat(at).replace(tzinfo=UTC), "Europe/Paris") == local


def test_the_last_day_is_whole_and_silence_counts_from_the_midnight_after_it() -> None:
    last = last_day(date(2026, 8, 29), TWO_MONTHS)  # 29 October, after the clocks went back
    before = datetime(2026, 10, 29, 22, 59, 59, tzinfo=UTC)
    assert not is_silent(last, day(before, "Europe/Paris"))
    assert is_silent(last, day(before + timedelta(seconds=1), "Europe/Paris"))


def test_an_answer_is_good_to_the_end_of_its_last_day() -> None:
    assert not is_expired(date(2026, 8, 31), date(2026, 8, 31))
    assert is_expired(date(2026, 8, 31), date(2026, 9, 1))


@pytest.mark.parametrize(("months", "days"), [(3, 0), (2, 1), (1, 29), (0, 57), (0, 0), (-1, 0), (1, -1)])
def test_a_delay_that_the_law_does_not_know_is_refused(months: int, days: int) -> None:
    with pytest.raises(ValueError, match="not"):
        Delay(months, days)


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.sampled_from([Delay(2), Delay(1), Delay(1, 28), Delay(0, 56)]))
def test_no_delay_is_ever_longer_than_two_months(sent: date, delay: Delay) -> None:
    assert sent < last_day(sent, delay) <= last_day(sent, TWO_MONTHS) <= sent + timedelta(days=62)


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_a_later_request_never_ends_before_an_earlier_one(sent: date) -> None:
    assert last_day(sent, TWO_MONTHS) <= last_day(sent + timedelta(days=1), TWO_MONTHS)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(["Europe/Paris", "America/New_York"]))
def test_every_instant_is_on_exactly_one_day_that_wall_clocks_show(at: datetime, zone: str) -> None:
    instant = at.replace(tzinfo=UTC)
    assert day(instant, zone) == datetime.fromtimestamp(instant.timestamp(), ZoneInfo(zone)).date()


def test_after_the_last_year_there_is_no_calendar() -> None:
    with pytest.raises(OverflowError, match="10000"):
        last_day(date(9999, 12, 1), TWO_MONTHS)
