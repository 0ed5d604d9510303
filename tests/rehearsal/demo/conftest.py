"""One demonstration, written once for all tests that only look at it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.demo.day import DAYS
from kotinos.rehearsal.demo.game import Memory, calendar, stream
from kotinos.rehearsal.demo.script import Script

BEGIN = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def memory() -> Memory:
    """A demonstration that begins at ten in the morning in Paris."""
    return Memory(seed=7, origin=BEGIN)


@pytest.fixture(scope="session")
def scripts() -> list[list[Script]]:
    """The events of every day."""
    setting = Memory(seed=7, origin=BEGIN).setting()
    return [written for _, _, written, _ in calendar(setting, len(DAYS))]


@pytest.fixture(scope="session")
def cues() -> list[Cue]:
    """Everything that is sent."""
    return list(stream(Memory(seed=7, origin=BEGIN).setting()))
