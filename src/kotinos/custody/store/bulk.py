"""Many rows at once, in the driver's own words: what sits in every seal and every reveal is spared a layer.

On PostgreSQL what is asked in one call travels in one exchange, and what is written is one statement. A statement has one text however
many rows it is about, so that the server plans it once a connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

_AT_ONCE = 10_000  # SQLite takes 32,766 values in one statement
_Row = tuple[Any, ...]


class Find(msgspec.Struct, frozen=True):
    """Those rows of ``table`` in which each column that ``where`` names has one of the values given for it; every row where it is empty."""

    table: sa.TableClause
    columns: tuple[str, ...]
    where: Mapping[str, Sequence[Any]] = {}


class Rows(msgspec.Struct, frozen=True):
    """Rows to be written, their values in the order of ``columns`` and what the driver itself takes (text, numbers, bytes, never nothing).

    They are new, or, with a ``key``, the rows whose first ``key`` columns have these values are given the others.
    """

    table: sa.Table
    columns: tuple[str, ...]
    rows: Sequence[_Row]
    key: int = 0


def find(connection: Connection, *asked: Find) -> list[list[_Row]]:
    """What each of ``asked`` finds, in no order."""
    if connection.dialect.name != "postgresql":
        return [_found(connection, one) for one in asked]
    driver: Any = connection.connection
    wanted = [one if all(one.where.values()) else None for one in asked]
    try:
        with driver.pipeline():
            cursors = [
                driver.execute(_question(connection.dialect, one.table, one.columns, tuple(one.where)), _lists(one))
                if one
                else None
                for one in wanted
            ]
            return [cursor.fetchall() if cursor else [] for cursor in cursors]
    except psycopg.Error as error:
        raise _ours(error) from error


def write(connection: Connection, *many: Rows) -> None:
    """Write ``many``, none of which may rest on another."""
    there = [rows for rows in many if rows.rows]
    if connection.dialect.name != "postgresql":
        for rows in there:
            connection.exec_driver_sql(_by_row(rows.table, rows.columns, rows.key), _turned(rows))
    elif there:
        driver: Any = connection.connection
        statement = _by_column(connection.dialect, tuple((rows.table, rows.columns, rows.key) for rows in there))
        lists = [list(values) for rows in there for values in zip(*rows.rows, strict=True)]
        try:
            driver.execute(statement, lists)
        except psycopg.Error as error:
            raise _ours(error) from error


def _ours(error: psycopg.Error) -> BaseException:
    """What goes through SQLAlchemy comes back in its own errors, and this must, too; without values, which are nobody's to print."""
    return sa.exc.DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True)


def _lists(one: Find) -> list[list[Any]]:
    return [list(values) for values in one.where.values()]


def _turned(rows: Rows) -> Any:
    """A row as SQLite's statement takes it: its key last."""
    turned = [(*row[rows.key :], *row[: rows.key]) for row in rows.rows] if rows.key else list(rows.rows)
    return turned[0] if len(turned) == 1 else turned


def _found(connection: Connection, one: Find) -> list[_Row]:
    return [
        tuple(row)
        for values in _parts(_lists(one))
        for row in connection.exec_driver_sql(
            _lengths(one.table, one.columns, tuple(zip(one.where, map(len, values), strict=True))),
            tuple(value for several in values for value in several),
        )
    ]


def _parts(values: list[list[Any]]) -> Iterator[list[list[Any]]]:
    """The same, with the first list in parts that one statement takes."""
    if not values:
        yield values
    elif all(values):
        first, *others = values
        for begin in range(0, len(first), _AT_ONCE):
            yield [first[begin : begin + _AT_ONCE], *others]


_quoted = sa.engine.default.DefaultDialect().identifier_preparer.quote


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


@lru_cache(1000)
def _lengths(table: sa.TableClause, columns: tuple[str, ...], where: tuple[tuple[str, int], ...]) -> str:
    conditions = [f"{_quoted(name)} IN ({', '.join('?' * length)})" for name, length in where]
    return _select(table, columns, conditions)


@cache
def _question(_dialect: Dialect, table: sa.TableClause, columns: tuple[str, ...], where: tuple[str, ...]) -> str:
    return _select(table, columns, [f"{_quoted(name)} = ANY(%b)" for name in where])


def _select(table: sa.TableClause, columns: tuple[str, ...], conditions: list[str]) -> str:
    asked = f"SELECT {_names(columns)} FROM {_quoted(table.name)}"  # noqa: S608 – names of our own tables
    return f"{asked} WHERE {' AND '.join(conditions)}" if conditions else asked


@cache
def _by_row(table: sa.Table, columns: tuple[str, ...], key: int) -> str:
    name = _quoted(table.name)
    if key:
        settings, wanted = (", ".join, " AND ".join)
        changed = settings(f"{_quoted(column)} = ?" for column in columns[key:])
        return f"UPDATE {name} SET {changed} WHERE {wanted(f'{_quoted(column)} = ?' for column in columns[:key])}"  # noqa: S608
    return f"INSERT INTO {name} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


@cache
def _by_column(dialect: Dialect, many: tuple[tuple[sa.Table, tuple[str, ...], int], ...]) -> str:
    """A list a column, not a value a place: one statement for any number of rows, so that a thousand of them need no ``COPY``; and one
    for any number of tables, each but the last a ``WITH``."""
    *before, last = (_into(dialect, *each) for each in many)
    named = ", ".join(f"part{n} AS ({statement})" for n, statement in enumerate(before))
    return f"WITH {named} {last}" if named else last


def _into(dialect: Dialect, table: sa.Table, columns: tuple[str, ...], key: int) -> str:
    name = _quoted(table.name)
    lists = ", ".join(f"%b::{table.c[column].type.compile(dialect)}[]" for column in columns)
    if key:
        changed = ", ".join(f"{_quoted(column)} = new.{_quoted(column)}" for column in columns[key:])
        same = " AND ".join(f"{name}.{_quoted(column)} = new.{_quoted(column)}" for column in columns[:key])
        return f"UPDATE {name} SET {changed} FROM unnest({lists}) AS new ({_names(columns)}) WHERE {same}"  # noqa: S608
    return f"INSERT INTO {name} ({_names(columns)}) SELECT * FROM unnest({lists})"  # noqa: S608
