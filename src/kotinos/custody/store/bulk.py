"""Many rows at once, in the driver's own words: what sits in every seal and every reveal is spared a layer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect


def insert(connection: Connection, table: sa.Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows``, whose values stand in the order of ``columns`` and are what the driver itself takes (text, numbers, bytes)."""
    if rows:
        connection.exec_driver_sql(_statement(connection.dialect, table, columns), list(rows))


@cache
def _statement(dialect: Dialect, table: sa.Table, columns: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer.quote
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    names, marks = ", ".join(map(quoted, columns)), ", ".join([mark] * len(columns))
    return f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608 – names of our own tables
