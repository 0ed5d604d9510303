"""How an older database becomes one of today: numbered steps, in one transaction, on SQLite and PostgreSQL.

A step says what it does in SQL of its own: the tables of the code move on, a step never does. It passes over what is not there, because a
database of before the counting may be of any age; tables that are missing are made at the end, in today's form. Who adds a step writes its
number into `kotinos.custody.store.database.SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import Database, metadata
from kotinos.custody.store.database import SCHEMA, set_version, version
from kotinos.custody.vault import sealing
from kotinos.custody.vault.keys import CROSSING, KeyRing


class Step(msgspec.Struct, frozen=True):
    """What leads from schema ``number`` − 1 to ``number``."""

    number: int
    what: str
    take: Callable[[Connection, KeyRing], None]


def migrate(database: Database, ring: KeyRing, act: Act) -> tuple[int, int]:
    """Bring ``database``, opened ``outdated``, to today's schema, all of the way or not at all; from which to which. Logged."""
    with database.writing() as connection:
        before = version(connection)
        if before < SCHEMA:
            if lacks(connection, "home", "version"):
                _run(connection, "ALTER TABLE home ADD COLUMN version INTEGER NOT NULL DEFAULT 0")
            for step in STEPS[before:]:
                step.take(connection, ring)
            metadata.create_all(connection)
            set_version(connection)
            append(connection, [Entry(act.at, act.actor, "migrate", outcome=f"{before} to {SCHEMA}", detail=act.why)])
    return before, SCHEMA


def lacks(connection: Connection, table: str, column: str) -> bool:
    """Whether ``table`` is there and ``column`` is not."""
    inspector = sa.inspect(connection)
    return inspector.has_table(table) and all(found["name"] != column for found in inspector.get_columns(table))


def _letters(connection: Connection, _ring: KeyRing) -> None:
    if not _sqlite(connection) and sa.inspect(connection).has_table("letter"):  # SQLite holds no text to a length
        _run(connection, "ALTER TABLE letter ALTER COLUMN state TYPE VARCHAR(11)")


def _crossings(connection: Connection, ring: KeyRing) -> None:
    if not lacks(connection, "crossing", "epoch"):
        return
    named = sa.text("SELECT 1 FROM vault_secret WHERE name = :name")
    if connection.execute(named, {"name": CROSSING}).first() is None:
        ring.make_secret(connection, CROSSING, 1)
    epoch, key = ring.secret(connection, CROSSING)
    _run(connection, f"ALTER TABLE crossing ADD COLUMN epoch INTEGER NOT NULL DEFAULT {epoch}")
    if not _sqlite(connection):  # SQLite takes no default back
        _run(connection, "ALTER TABLE crossing ALTER COLUMN epoch DROP DEFAULT")
    sealed = sa.text("UPDATE crossing SET body = :body WHERE seq = :seq")
    for seq, body in connection.execute(sa.text("SELECT seq, body FROM crossing")).all():
        values = {"seq": seq, "body": sealing.seal(key, bytes(body), "crossing", ring.domain, seq)}
        connection.execute(sealed, values)


def _shipments(connection: Connection, _ring: KeyRing) -> None:
    if lacks(connection, "card_shipment", "lost_at"):
        _run(
            connection,
            "ALTER TABLE card_shipment ADD COLUMN lost_at VARCHAR(27)"
            " CONSTRAINT shipment_one_end CHECK (lost_at IS NULL OR received_at IS NULL)",
            "ALTER TABLE card_shipment ADD COLUMN lost_by VARCHAR(80)"
            " CONSTRAINT shipment_lost CHECK ((lost_at IS NULL) = (lost_by IS NULL))",
        )
    if not lacks(connection, "visa_message", "sent_by"):
        return
    # Nobody wrote down who had told the authority: what was told then was told by somebody.
    told = "UPDATE visa_message SET sent_by = 'unknown' WHERE sent_at IS NOT NULL"
    named = "CONSTRAINT visa_message_sent CHECK ((sent_at IS NULL) = (sent_by IS NULL))"
    if not _sqlite(connection):
        _run(connection, "ALTER TABLE visa_message ADD COLUMN sent_by VARCHAR(80)", told)
        _run(connection, f"ALTER TABLE visa_message ADD {named}")
        return
    # SQLite adds no rule to a table that has rows against it; nothing refers to this one, so that it can be written anew.
    _run(
        connection,
        "ALTER TABLE visa_message RENAME TO visa_message_before",
        "CREATE TABLE visa_message (id INTEGER NOT NULL PRIMARY KEY, subject VARCHAR(32) NOT NULL, games VARCHAR(6) NOT NULL,"
        " what VARCHAR(10) NOT NULL, at VARCHAR(27) NOT NULL, sent_at VARCHAR(27), sent_by VARCHAR(80),"
        f" {named}, CONSTRAINT visa_message_what CHECK (what IN ('annul', 'recheck')))",
        "INSERT INTO visa_message SELECT id, subject, games, what, at, sent_at, "
        " CASE WHEN sent_at IS NULL THEN NULL ELSE 'unknown' END FROM visa_message_before",
        "DROP TABLE visa_message_before",
    )


def _windows(connection: Connection, _ring: KeyRing) -> None:
    if sa.inspect(connection).has_table("card"):
        live = "ended = 0" if _sqlite(connection) else "NOT ended"
        _run(connection, f"CREATE INDEX IF NOT EXISTS card_window ON card (valid_to) WHERE {live}")


def _indexes(connection: Connection, _ring: KeyRing) -> None:
    if sa.inspect(connection).has_table("vault_index"):
        _run(
            connection,
            "DELETE FROM vault_index WHERE plan IN ('identity', 'name_and_birth', 'contact')",
            "DELETE FROM vault_secret WHERE name IN ('index:identity', 'index:name_and_birth', 'index:contact')",
        )


STEPS = (
    Step(1, "a letter may have no address to go to", _letters),
    Step(2, "what crossed is sealed at rest", _crossings),
    Step(3, "a shipment may be lost, and who tells the visa authority is named", _shipments),
    Step(4, "cards are found by the end of their window", _windows),
    Step(5, "blind indexes that give people away are destroyed, with their keys", _indexes),
)


def _sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
