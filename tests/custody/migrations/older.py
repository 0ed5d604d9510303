"""A database as an older version would have left it: its tables in their words of then, its rows from a zone of today."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.door import crossings
from kotinos.custody.store import Database, metadata
from kotinos.custody.vault.vault import Vault

FOLDER = Path(__file__).parent
FIRST = ("first.sql",)
"""A zone before it had cards."""
CARDS = ("first.sql", "cards.sql")
"""A zone with cards in the mail, messages to the visa authority and athletes in the open zone."""


def statements(files: tuple[str, ...], backend: str) -> list[str]:
    """The tables of ``files`` for one database."""
    text = "".join((FOLDER / name).read_text(encoding="utf-8") for name in files)
    text = re.sub(r"^--.*$", "", text, flags=re.MULTILINE)
    if backend == "sqlite":
        text = text.replace(
            "    serial SERIAL NOT NULL,\n    kind VARCHAR(7) NOT NULL,\n    ended BOOLEAN NOT NULL,\n    PRIMARY KEY (serial),\n",
            "    serial INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,\n    kind VARCHAR(7) NOT NULL,\n    ended BOOLEAN NOT NULL,\n",
        )
        text = text.replace("SERIAL", "INTEGER").replace("BYTEA", "BLOB")
    return [one for one in text.split(";") if one.strip()]


def tables(files: tuple[str, ...]) -> set[str]:
    """The names of the tables in ``files``."""
    return {name for one in statements(files, "postgresql") for name in re.findall(r"CREATE TABLE (\w+)", one)}


def write(vault: Vault, url: str, files: tuple[str, ...]) -> None:
    """Make the older database at ``url``, with the rows of the zone that ``vault`` is of, as far as it had tables and columns for them."""
    engine = sa.create_engine(url)
    with engine.begin() as there, vault.database.reading() as here:
        for statement in statements(files, engine.dialect.name):
            there.exec_driver_sql(statement)
        columns = {name: _columns(there, name) for name in sa.inspect(there).get_table_names()}
        for table in metadata.sorted_tables:
            if table.name in columns:
                kept = [column for column in table.columns if column.name in columns[table.name]]
                rows = [_then(vault, here, table, row) for row in here.execute(sa.select(*kept)).mappings()]
                if rows:
                    there.execute(sa.insert(sa.table(table.name, *(sa.column(c.name, c.type) for c in kept))), rows)
        if engine.dialect.name == "postgresql":
            _count_on(there, columns)
    engine.dispose()


def _columns(connection: sa.Connection, table: str) -> set[str]:
    return {str(column["name"]) for column in sa.inspect(connection).get_columns(table)}


def _then(vault: Vault, here: sa.Connection, table: sa.Table, row: Any) -> dict[str, Any]:
    """A row as it was kept then: what crossed lay in clear."""
    found = {str(name): value for name, value in row.items()}
    if table.name == "crossing":
        [body] = [one.body for one in crossings.after(here, vault, 0).crossings if one.seq == found["seq"]]
        found["body"] = canonical.encode(body)
    return found


def _count_on(connection: sa.Connection, columns: dict[str, set[str]]) -> None:
    """Rows that were put in with their numbers do not move PostgreSQL's counters."""
    for table in columns:
        for column in sa.inspect(connection).get_columns(table):
            if "nextval" in str(column["default"] or ""):
                name = column["name"]
                moved = (
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{name}'), COALESCE(MAX({name}), 1)) FROM {table}"
                )
                connection.exec_driver_sql(moved)


def shape(database: Database) -> dict[str, Any]:
    """Everything that a database holds its rows to."""
    with database.reading() as connection:
        inspector = sa.inspect(connection)
        return {name: _shape(connection, inspector, name) for name in inspector.get_table_names()}


def _shape(connection: sa.Connection, inspector: Any, table: str) -> dict[str, Any]:
    sqlite = connection.dialect.name == "sqlite"
    # SQLite holds no text to a length, and reads a rule back only as part of a text.
    kinds = {
        c["name"]: re.sub(r"\(\d+\)", "", str(c["type"])) if sqlite else str(c["type"])
        for c in inspector.get_columns(table)
    }
    if sqlite:
        said = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
        rules = set(re.findall(r"CONSTRAINT (\w+)", said))
    else:
        rules = {(one["name"], one["sqltext"]) for one in inspector.get_check_constraints(table)}
    return {
        "columns": {c["name"]: (kinds[c["name"]], c["nullable"]) for c in inspector.get_columns(table)},
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "rules": rules,
        "unique": {tuple(one["column_names"]) for one in inspector.get_unique_constraints(table)},
        "refers": {
            (
                tuple(one["constrained_columns"]),
                one["referred_table"],
                tuple(one["referred_columns"]),
                str(one["options"]),
            )
            for one in inspector.get_foreign_keys(table)
        },
        "indexes": {
            (one["name"], tuple(one["column_names"]), bool(one["unique"])) for one in inspector.get_indexes(table)
        },
    }
