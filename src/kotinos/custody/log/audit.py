"""The whole log checked against itself and its checkpoints, in the database or from an exported file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.log import stored, tables
from kotinos.custody.log.access import Kept
from kotinos.custody.log.checkpoint import Key, Note, NoteInvalid, read, require
from kotinos.custody.log.merkle import Frontier, ProofInvalid, grow, leaf_hash

_STRIDE = 1000
_FORMAT = "kotinos log 1"


class Head(msgspec.Struct, frozen=True):
    """The first line of an exported log: what it is, and the checkpoint that covers all lines behind it."""

    format: str
    domain: str
    checkpoint: str


def check(connection: Connection, key: Key | None) -> Iterator[int]:
    """Yields how many entries were found whole, from time to time; raises ProofInvalid at the first that was changed.

    Every node is computed anew, and every checkpoint ever signed must be the root of its size.
    """
    notes = {row.size: read(row.note.decode()) for row in connection.execute(sa.select(tables.checkpoint))}
    found = Frontier()
    for rows in _batches(connection):
        made: list[tuple[int, int, bytes]] = []
        signed: list[Frontier] = []
        for row in rows:
            if row.seq != found.size:
                raise ProofInvalid(f"entry {found.size} is missing")
            if canonical.decode(row.body, Kept).subject != row.pseudonym:
                raise ProofInvalid(f"entry {row.seq} is filed under another subject than it names")
            found, nodes = grow(found, [leaf_hash(row.body)])
            made += nodes
            if found.size in notes:
                signed.append(found)
        _same_nodes(connection, made)  # first: it says which entry
        for one in signed:
            _same_root(one, notes, key)
        yield found.size
    late = sorted(size for size in notes if size > found.size)
    if late:
        raise ProofInvalid(f"a checkpoint of {late[-1]} entries was signed, and {found.size} are there")
    if stored.head(connection) != found:
        raise ProofInvalid(f"the head of the log is not that of its {found.size} entries")


def _batches(connection: Connection) -> Iterator[Sequence[Any]]:
    e = tables.entry.c
    after = -1
    while rows := connection.execute(
        sa.select(e.seq, e.pseudonym, e.body).where(e.seq > after).order_by(e.seq).limit(_STRIDE)
    ).all():
        yield rows
        after = rows[-1].seq


def _same_nodes(connection: Connection, made: Sequence[tuple[int, int, bytes]]) -> None:
    n = tables.node.c
    levels: dict[int, dict[int, bytes]] = {}
    for level, place, value in made:
        levels.setdefault(level, {})[place] = value
    for level, wanted in levels.items():
        rows = connection.execute(
            sa.select(n.place, n.hash).where(n.level == level, n.place.between(min(wanted), max(wanted)))
        )
        there = {row.place: row.hash for row in rows}
        if there != wanted:
            wrong = min(place for place in wanted if there.get(place) != wanted[place])
            raise ProofInvalid(
                f"entry {wrong << level}, or one of the {(1 << level) - 1} behind it, is not what was entered"
            )


def _same_root(found: Frontier, notes: Mapping[int, Note], key: Key | None) -> None:
    note = notes.get(found.size)
    if note is None:
        return
    if note.checkpoint.root != found.root():
        raise ProofInvalid(f"the first {found.size} entries are not those that the checkpoint was signed for")
    if key is not None and note.checkpoint.origin == key.name:
        require(note, key, (), 0)


def export(connection: Connection, domain: str, file: BinaryIO) -> int:
    """Write the latest checkpoint and every entry that it covers, one a line; how many. Raises LookupError without a checkpoint."""
    note = stored.last_note(connection)
    if note is None:
        raise LookupError("no checkpoint was signed yet")
    size = note.checkpoint.size
    file.write(canonical.encode(Head(_FORMAT, domain, str(note))) + b"\n")
    for seq, body in stored.entries(connection):
        if seq >= size:
            break
        file.write(body + b"\n")
    return size


def check_export(
    file: BinaryIO, key: Key, witnesses: Sequence[Key], at_least: int, domain: str = "", earlier: Sequence[Note] = ()
) -> Head:
    """Check an exported log from public keys alone; raises ProofInvalid. ``earlier`` are checkpoints that somebody kept: each must be
    the root of as many first entries. ``domain`` refuses the log of another.
    """
    try:
        head = msgspec.json.decode(file.readline(), type=Head)
        note = read(head.checkpoint)
        require(note, key, witnesses, at_least)
    except (msgspec.DecodeError, NoteInvalid) as error:
        raise ProofInvalid(f"this is no exported log ({_FORMAT}): {error}") from None
    if head.format != _FORMAT or (domain and head.domain != domain):
        raise ProofInvalid(f"an export of {head.domain} ({head.format}), not of {domain}")
    kept = {one.checkpoint.size: one for one in earlier}
    found = Frontier()
    for line in file:
        body = line.removesuffix(b"\n")
        if canonical.decode(body, Kept).domain != head.domain:
            raise ProofInvalid(f"entry {found.size} is of another domain than {head.domain}")
        found, _ = grow(found, [leaf_hash(body)])
        _same_root(found, kept, None)
    beyond = [size for size in kept if size > found.size]
    if beyond or (found.size, found.root()) != (note.checkpoint.size, note.checkpoint.root):
        raise ProofInvalid(f"the {found.size} entries are not those that the checkpoint was signed for")
    return head
