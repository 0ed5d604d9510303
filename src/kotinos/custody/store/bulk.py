"""Rows in the driver's own words: what sits in every seal and every reveal is spared a layer, and PostgreSQL most of the waiting."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

_COPY_FROM = 30  # rows from which PostgreSQL's COPY is worth its own exchange


Rows = tuple[sa.Table, tuple[str, ...], Sequence[tuple[Any, ...]]]
"""A table, its columns, and rows whose values stand in their order and are what the driver itself takes (text, numbers, bytes)."""


def insert(connection: Connection, *wanted: Rows) -> None:
    """Insert rows into several tables, in order. PostgreSQL is told of all of them before it is waited for."""
    few = [one for one in wanted if one[2]]
    if connection.dialect.name != "postgresql":
        for one in few:
            _insert(connection, one)
        return
    while few:
        if len(few[0][2]) >= _COPY_FROM:
            table, columns, rows = few.pop(0)
            _copy_in(connection, _copy(connection.dialect, table, columns), rows)
            continue
        with pipelined(connection):
            while few and len(few[0][2]) < _COPY_FROM:
                _insert(connection, few.pop(0))


def _insert(connection: Connection, wanted: Rows) -> None:
    table, columns, rows = wanted
    connection.exec_driver_sql(
        _statement(connection.dialect, table, columns), rows[0] if len(rows) == 1 else list(rows)
    )


@contextmanager
def pipelined(connection: Connection) -> Iterator[None]:
    """Statements whose results nobody reads: PostgreSQL is waited for once, at the end, which raises what any of them met."""
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as error:  # what goes through SQLAlchemy comes back in its own errors, and this must, too
        raise sa.exc.DBAPIError.instance("pipeline", None, error, psycopg.Error) from error


def select(
    connection: Connection, table: sa.Table, columns: tuple[str, ...], **among: Sequence[str]
) -> Sequence[sa.Row[Any]]:
    """The rows of ``table`` whose text in each column named in ``among`` is one of those, however many they are."""
    statement = _select(connection.dialect, table, columns, tuple(among))
    on_postgres = connection.dialect.name == "postgresql"
    given = tuple(list(values) if on_postgres else json.dumps(list(values)) for values in among.values())
    return connection.exec_driver_sql(statement, given).all()


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


@cache
def _select(dialect: Dialect, table: sa.Table, columns: tuple[str, ...], among: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer.quote
    one_of = "{} = ANY(%s)" if dialect.name == "postgresql" else "{} IN (SELECT value FROM json_each(?))"
    where = " AND ".join(one_of.format(quoted(name)) for name in among)
    return f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table.name)} WHERE {where}"  # noqa: S608 – our own names
