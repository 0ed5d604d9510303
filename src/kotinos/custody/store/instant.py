"""A column that holds an instant of UTC, the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant of UTC. Kept as text of one fixed width (``2026-07-01T12:00:00.000000Z``), which sorts as time does.

    SQLite has no type for it and PostgreSQL would answer in the zone of the session; a naive datetime is refused.
    """

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """An instant as it is kept; raises `ValueError` for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant of UTC, not the naive {value.isoformat()}")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """A kept instant as a datetime of UTC."""
        return None if value is None else datetime.fromisoformat(value)
