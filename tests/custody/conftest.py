"""A sealed database on both backends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kotinos.custody.act import Act
from kotinos.custody.store import Database

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty sealed database of the domain FR."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'sealed.db'}"
    else:
        url = request.getfixturevalue("postgres").database().replace("postgresql://", "postgresql+psycopg://", 1)
    made = Database(url, "FR")
    yield made
    made.close()


@pytest.fixture
def act() -> Act:
    """What an invented officer does at noon."""
    return Act("staff:ines", NOON, "a test")
