"""When batches leave: at the authority's hours, across nights in which the clocks change."""

from __future__ import annotations

from datetime import time

import pytest

from kotinos.custody.vetting.timetable import last_slot, read
from tests.custody.vetting.conftest import instant

TWICE = (time(2), time(14))


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-07-01T00:00:00", "2026-07-01T00:00:00"),  # 02:00 in Paris, to the second
        ("2026-06-30T23:59:59", "2026-06-30T12:00:00"),
        ("2026-07-01T13:00:00", "2026-07-01T12:00:00"),
        ("2026-01-15T01:30:00", "2026-01-15T01:00:00"),  # winter time
        ("2026-03-29T01:30:00", "2026-03-29T01:00:00"),  # 02:00 does not exist in this night
        ("2026-10-25T00:30:00", "2026-10-25T00:00:00"),  # 02:00 comes twice: the first
        ("2026-10-25T01:30:00", "2026-10-25T00:00:00"),
    ],
)
def test_the_slot_that_has_come(now: str, slot: str) -> None:
    assert last_slot(instant(now), TWICE, "Europe/Paris") == instant(slot)


def test_times_are_read_in_any_order_and_once() -> None:
    assert read("14:00, 02:00 14:00") == TWICE


@pytest.mark.parametrize("text", ["", "noon", "25:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="02:00"):
        read(text)
