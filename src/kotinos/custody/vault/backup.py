"""A backup of the sealed database, of one domain, that opens only with the root key; and its return.

The file is written from one state of the database, table by table, in frames that are each sealed under a key of the backup alone, which
the root wraps. The wrapped key-encryption keys are *not* in it: they go into a file of their own (``…keys``), to be kept elsewhere. So a
backup whose file of keys was destroyed opens for nobody. The ledger of erasures is in neither: it is replayed when the vault opens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import stored
from kotinos.custody.log import tables as log_tables
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import Database, WrongDomain, metadata
from kotinos.custody.store.database import SCHEMA
from kotinos.custody.vault import sealing, tables
from kotinos.custody.vault.root import Root

_FORMAT = "kotinos backup 1"
_ROWS = 1000  # in a frame
_HOME = "home"  # the database's own note of its domain: made when it is opened, never copied


class BackupBroken(Exception):
    """A backup is not whole, not one of ours, or not of this root key. Nothing was restored."""


class Head(msgspec.Struct, frozen=True):
    """The first frame, in clear."""

    format: str
    domain: str
    at: str
    key: bytes
    schema: int = 0
    """Of the tables; 0 in backups of before it was counted."""


class Frame(msgspec.Struct, frozen=True):
    """Some rows of one table; the last frame names no table and counts all rows."""

    table: str
    rows: list[dict[str, Any]]
    count: int = 0


class Keys(msgspec.Struct, frozen=True):
    """The file of keys."""

    format: str
    domain: str
    at: str
    epochs: dict[int, bytes]


def write(database: Database, root: Root, act: Act, path: Path) -> int:
    """Write the backup to ``path`` and its keys to ``path`` + ``.keys``, new files; how many rows. Logged."""
    with database.writing() as connection:
        append(connection, [Entry(act.at, act.actor, "backup", detail=act.why)])
    key, at = sealing.new_key(), act.at.isoformat()
    head = Head(_FORMAT, database.domain, at, root.wrap(key, _FORMAT, database.domain, at), SCHEMA)
    count = 0
    with database.reading() as connection, _new(path) as file:
        _frame(file, msgspec.msgpack.encode(head))
        for number, frame in enumerate(_frames(connection)):
            count += len(frame.rows)
            frame = msgspec.structs.replace(frame, count=count)
            _frame(file, sealing.seal(key, msgspec.msgpack.encode(frame), _FORMAT, database.domain, number))
        epochs = connection.execute(
            sa.select(tables.epoch.c.epoch, tables.epoch.c.wrapped).where(tables.epoch.c.wrapped.is_not(None))
        )
        keys = Keys(_FORMAT, database.domain, at, {row.epoch: row.wrapped for row in epochs})
        _durable(file)
    with _new(keys_of(path)) as file:
        file.write(msgspec.msgpack.encode(keys))
        _durable(file)
    return count


def keys_of(path: Path) -> Path:
    """The file of keys of a backup."""
    return path.with_name(f"{path.name}.keys")


def restore(path: Path, keys: Path, database: Database, root: Root, act: Act) -> int:
    """Bring a backup into an empty ``database`` of the same domain; how many rows. All of it, or nothing.

    The log that comes back lacks what was entered after the backup, so that it goes on as another lineage, under another origin, and says
    so in an entry. Erasures since then are made good when a `kotinos.custody.vault.vault.Vault` is opened on it.
    """
    with path.open("rb") as file, database.writing() as connection:
        head, kept = _head(file, path), _keys(keys)
        if {head.domain, kept.domain, root.domain} != {database.domain}:
            raise WrongDomain(
                f"{path} is of {head.domain}, its keys of {kept.domain}; this database is of {database.domain}"
            )
        if kept.at != head.at:
            raise BackupBroken(f"{keys} is not the file of keys of {path}")
        if any(connection.execute(sa.select(sa.literal(1)).select_from(t).limit(1)).first() for t in _tables()):
            raise BackupBroken("the database is not empty: a backup is restored into a new one")
        try:
            key = root.unwrap(head.key, _FORMAT, head.domain, head.at)
            count = _fill(connection, file, key, head.domain, kept)
        except sealing.SealBroken as error:
            raise BackupBroken(f"{path}: {error}") from None
        _go_on(connection, act, head.at)
    return count


def _tables() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table.name != _HOME]


def _frames(connection: Connection) -> Iterator[Frame]:
    for table in _tables():
        columns = [c if c is not tables.epoch.c.wrapped else sa.literal(b"").label("wrapped") for c in table.columns]
        found = connection.execution_options(yield_per=_ROWS).execute(sa.select(*columns))
        for rows in found.mappings().partitions(_ROWS):
            yield Frame(str(table.name), [{str(name): value for name, value in row.items()} for row in rows])
    yield Frame("", [])


def _fill(connection: Connection, file: BinaryIO, key: bytes, domain: str, kept: Keys) -> int:
    known = {table.name: table for table in _tables()}
    count, number = 0, 0
    while True:
        sealed = _next(file)
        if sealed is None:
            raise BackupBroken("the backup ends in the middle")
        frame = msgspec.msgpack.decode(sealing.unseal(key, sealed, _FORMAT, domain, number), type=Frame)
        count, number = count + len(frame.rows), number + 1
        if frame.count != count:
            raise BackupBroken(f"{count} rows were found where the backup counts {frame.count}")
        if not frame.table:
            return count
        if frame.table not in known:
            raise BackupBroken(f"this version knows no table {frame.table}")
        if frame.table == tables.epoch.name:
            frame = msgspec.structs.replace(
                frame, rows=[{**r, "wrapped": kept.epochs.get(r["epoch"])} for r in frame.rows]
            )
        connection.execute(sa.insert(known[frame.table]), [_typed(known[frame.table], row) for row in frame.rows])


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """Dates and exact numbers travel as text."""
    wanted = {column.name: column.type.python_type for column in table.columns}
    return {
        name: msgspec.convert(value, wanted[name]) if isinstance(value, str) and wanted[name] is not str else value
        for name, value in row.items()
    }


def _go_on(connection: Connection, act: Act, at: str) -> None:
    size = stored.head(connection).size
    lineage = stored.lineage(connection) + 1
    connection.execute(sa.update(log_tables.head).values(lineage=lineage))
    append(connection, [Entry(act.at, act.actor, "restore", outcome=f"{size} entries of {at}", detail=act.why)])


def _head(file: BinaryIO, path: Path) -> Head:
    try:
        head = msgspec.msgpack.decode(_next(file) or b"", type=Head)
    except msgspec.DecodeError:
        raise BackupBroken(f"{path} is no backup of a sealed database") from None
    if head.format != _FORMAT:
        raise BackupBroken(f"{path} is {head.format!r}, not {_FORMAT!r}")
    if head.schema != SCHEMA:
        raise BackupBroken(
            f"{path} is of schema {head.schema}, not {SCHEMA}: restore it by the version that wrote it, then migrate"
        )
    return head


def _keys(path: Path) -> Keys:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Keys)
    except (OSError, msgspec.DecodeError) as error:
        raise BackupBroken(f"{path} is no file of keys: {error}; without it the backup opens for nobody") from None


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _durable(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _frame(file: BinaryIO, content: bytes) -> None:
    file.write(len(content).to_bytes(4, "big") + content)


def _next(file: BinaryIO) -> bytes | None:
    length = file.read(4)
    if len(length) < 4:
        return None
    content = file.read(int.from_bytes(length, "big"))
    return content if len(content) == int.from_bytes(length, "big") else None
