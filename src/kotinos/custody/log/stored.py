"""The tree as it lies in the database: its nodes, its head, its entries, its checkpoints."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.log import merkle, tables
from kotinos.custody.log.access import frontier
from kotinos.custody.log.checkpoint import Checkpoint, Note, read
from kotinos.custody.log.merkle import Frontier
from kotinos.custody.log.proofs import Proof


def head(connection: Connection) -> Frontier:
    """Size and peaks of the tree."""
    row = connection.execute(sa.select(tables.head.c.size, tables.head.c.peaks)).one_or_none()
    return frontier(row.size, row.peaks) if row else Frontier()


def lineage(connection: Connection) -> int:
    """1, and one more for each time that the log was restored from a backup and lost its end."""
    return connection.execute(sa.select(tables.head.c.lineage)).scalar() or 1


def origin(connection: Connection, name: str) -> str:
    """The origin of the log ``name`` in its present lineage: what was restored is another log to a witness, and says so."""
    number = lineage(connection)
    return name if number == 1 else f"{name}/{number}"


def inclusion(connection: Connection, index: int, size: int) -> list[bytes]:
    """The audit path of entry ``index`` in the tree of ``size`` entries; reads O(log n) rows."""
    return merkle.inclusion(lambda level, place: _node(connection, level, place), index, size)


def consistency(connection: Connection, old: int, new: int) -> list[bytes]:
    """The proof that the first ``old`` of ``new`` entries are what they were; reads O(log n) rows."""
    return merkle.consistency(lambda level, place: _node(connection, level, place), old, new)


def root(connection: Connection, size: int) -> bytes:
    """The root of the tree of the first ``size`` entries."""
    return merkle.root(lambda level, place: _node(connection, level, place), size)


def _node(connection: Connection, level: int, place: int) -> bytes:
    n = tables.node.c
    found: bytes = connection.execute(sa.select(n.hash).where(n.level == level, n.place == place)).scalar_one()
    return found


def entry(connection: Connection, seq: int) -> bytes:
    """The bytes of one entry; raises LookupError."""
    found: bytes | None = connection.execute(sa.select(tables.entry.c.body).where(tables.entry.c.seq == seq)).scalar()
    if found is None:
        raise LookupError(f"the log has no entry {seq}")
    return found


def entries(connection: Connection, after: int = -1, at_once: int = 1000) -> Iterator[tuple[int, bytes]]:
    """Every entry behind ``after`` with its place."""
    e = tables.entry.c
    while True:
        wanted = sa.select(e.seq, e.body).where(e.seq > after).order_by(e.seq).limit(at_once)
        rows = connection.execute(wanted).all()
        if not rows:
            return
        for row in rows:
            yield row.seq, row.body
        after = rows[-1].seq


def checkpoint(connection: Connection, name: str) -> Checkpoint:
    """What the log has to say of itself now."""
    now = head(connection)
    return Checkpoint(origin(connection, name), now.size, now.root())


def last_note(connection: Connection) -> Note | None:
    """The latest signed checkpoint."""
    c = tables.checkpoint.c
    found = connection.execute(sa.select(c.note).order_by(c.size.desc()).limit(1)).scalar()
    return read(found.decode()) if found else None


def keep(connection: Connection, note: Note, at: str) -> None:
    """Keep ``note``; one of the same size with fewer signatures is replaced."""
    c = tables.checkpoint.c
    connection.execute(sa.delete(tables.checkpoint).where(c.size == note.checkpoint.size))
    connection.execute(tables.checkpoint.insert().values(size=note.checkpoint.size, at=at, note=str(note).encode()))


def proof(connection: Connection, seq: int) -> Proof:
    """The proof of entry ``seq`` under the latest checkpoint; raises LookupError where none covers it yet."""
    note = last_note(connection)
    if note is None or not 0 <= seq < note.checkpoint.size:
        raise LookupError(f"no checkpoint covers entry {seq} yet")
    return Proof(entry(connection, seq), seq, tuple(inclusion(connection, seq, note.checkpoint.size)), note)
