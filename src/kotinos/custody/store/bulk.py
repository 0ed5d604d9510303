"""Many rows at once, in the driver's own words: what sits in every seal and every reveal is spared a layer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

_COPY_FROM = 30  # rows from which PostgreSQL's COPY is worth its own exchange


def insert(connection: Connection, table: sa.Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows``, whose values stand in the order of ``columns`` and are what the driver itself takes (text, numbers, bytes)."""
    if len(rows) >= _COPY_FROM and connection.dialect.name == "postgresql":
        _copy_in(connection, _copy(connection.dialect, table, columns), rows)
    elif rows:
        connection.exec_driver_sql(
            _statement(connection.dialect, table, columns), rows[0] if len(rows) == 1 else list(rows)
        )


def _copy_in(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:  # what goes through SQLAlchemy comes back in its own errors, and this must, too
        raise sa.exc.OperationalError(statement, None, error) from error


@cache
def _copy(dialect: Dialect, table: sa.Table, columns: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer.quote
    return f"COPY {quoted(table.name)} ({', '.join(map(quoted, columns))}) FROM STDIN"


@cache
def _statement(dialect: Dialect, table: sa.Table, columns: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer.quote
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    names, marks = ", ".join(map(quoted, columns)), ", ".join([mark] * len(columns))
    return f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608 – names of our own tables
