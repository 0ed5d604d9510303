"""The legal clock: until when the authority may answer. PURE: the instant and the zone come as arguments.

Days are days of the authority's country. A delay of months ends on the day of the last month that has the number of the day on which it
began, or, where that month has none, on its last day (the rule of article 641 of the French code of civil procedure); days are then
counted on. The last day is whole: an answer at 23:59:59 of it is in time, and the silence counts from the midnight that follows.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

MONTHS = 2
"""The longest delay that the law allows, in months."""


class Delay(msgspec.Struct, frozen=True):
    """How long an act lets the authority take: ``months``, then ``days``. Never more than two months in all."""

    months: int
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or self.months + self.days == 0:
            raise ValueError(f"a delay is at least one day, not {self.months} months and {self.days} days")
        if self.months > MONTHS or (self.months == MONTHS and self.days) or self.days > (MONTHS - self.months) * 28:
            raise ValueError(
                f"the law allows {MONTHS} months at most, not {self.months} months and {self.days} days"
                " (a month that is missing counts as 28 days)"
            )


def day(at: datetime, zone: str) -> date:
    """The day that ``at`` (an instant of UTC) is in ``zone`` (``Europe/Paris``)."""
    return at.astimezone(ZoneInfo(zone)).date()


def last_day(sent: date, delay: Delay) -> date:
    """The last day on which an answer to a request sent on that day is in time.

    Raises `OverflowError` after the year 9999.
    """
    years, month = divmod(sent.month - 1 + delay.months, 12)
    year = sent.year + years
    if year > date.max.year:
        raise OverflowError(f"no calendar for the year {year}")
    number = min(sent.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, number) + timedelta(days=delay.days)


def is_silent(last: date, today: date) -> bool:
    """Whether the delay that ends with ``last`` is over on ``today``."""
    return today > last


def is_expired(valid_until: date, today: date) -> bool:
    """Whether an answer that is good until the end of ``valid_until`` is no longer so on ``today``."""
    return today > valid_until
