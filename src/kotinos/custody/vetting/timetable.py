"""When batches are packed: at fixed times of the authority's day, so that the hour of a batch says nothing. PURE."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def read(text: str) -> tuple[time, ...]:
    """Times of day, as in ``02:00 14:00``. Raises `ValueError` for none, or for one that is no time."""
    found = re.findall(r"[^\s,]+", text)
    if not found:
        raise ValueError("no time of day is named; 02:00 14:00 would be two")
    try:
        return tuple(sorted({time.fromisoformat(one) for one in found}))
    except ValueError:
        raise ValueError(f"{text!r} is not a list of times of day such as 02:00 14:00") from None


def last_slot(now: datetime, times: Sequence[time], zone: str) -> datetime:
    """The newest slot that is not after ``now``, as an instant of UTC.

    A time that a change of clocks leaves out is the instant that it would have been; one that comes twice is the first of the two.
    """
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    days = (today - timedelta(days=1), today)
    slots = (datetime.combine(day, at, local).astimezone(UTC) for day in days for at in times)
    return max(slot for slot in slots if slot <= now)
