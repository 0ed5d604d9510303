"""The SQL that both databases understand; ``?`` stands for a parameter.

``publication_key`` holds each document once, so that the newest version of every one is found by one descent of the
``(key, offset)`` index each, however long the history; the same query answers for any offset of the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kotinos.results.publications import Publication, Version

COLUMNS = '"offset", step, last, key, type, rsc, version, status, at, frame'
INSERT = f"INSERT INTO publication ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 (constant text)
INSERT_KEY = "INSERT INTO publication_key (key, type, rsc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
READ = f'SELECT {COLUMNS} FROM publication WHERE "offset" > ? ORDER BY "offset" LIMIT ?'  # noqa: S608
HEAD = 'SELECT "offset", step FROM publication ORDER BY "offset" DESC LIMIT 1'
EPOCH = "SELECT value FROM publication_meta WHERE name = 'epoch'"
INSERT_EPOCH = "INSERT INTO publication_meta (name, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING"
OFFSET_AT = """
    SELECT "offset" FROM publication WHERE last AND "offset" >=
        (SELECT "offset" FROM publication WHERE at <= ? ORDER BY at DESC, "offset" DESC LIMIT 1)
    ORDER BY "offset" LIMIT 1"""
VERSIONS = 'SELECT version, status, at, "offset" FROM publication WHERE key = ? ORDER BY "offset"'

AFTER_ANY_CODE = "~"
"""Sorts behind every character of an RSC."""


def latest(prefix: str, types: Sequence[str], upto: int) -> tuple[str, list[Any]]:
    """The query, with its parameters, for the newest version of each document at offset ``upto``."""
    kinds = f" AND k.type IN ({', '.join('?' * len(types))})" if types else ""
    columns = ", ".join("p." + name.strip() for name in COLUMNS.split(","))
    query = f"""
        SELECT {columns} FROM publication_key k JOIN publication p ON p."offset" =
            (SELECT max(v."offset") FROM publication v WHERE v.key = k.key AND v."offset" <= ?)
        WHERE k.rsc >= ? AND k.rsc < ?{kinds} ORDER BY p."offset\""""  # noqa: S608 (only placeholders are added)
    return query, [upto, prefix, prefix + AFTER_ANY_CODE, *types]


def version(row: Sequence[Any]) -> Version:
    """A row of `VERSIONS` as a value."""
    number, status, at, offset = row
    return Version(version=number, status=status, at=at, offset=offset)


def values(row: Publication) -> tuple[Any, ...]:
    """What `INSERT` takes."""
    # str.__str__: an Rsc is a str, which the drivers accept only as exactly that.
    return (
        row.offset, row.step, row.last, row.key, row.type, str.__str__(row.rsc), row.version, row.status, row.at, row.frame,
    )  # fmt: skip


def publication(row: Sequence[Any]) -> Publication:
    """A row of `COLUMNS` as a value."""
    offset, step, last, key, kind, rsc, version, status, at, frame = row
    return Publication(
        offset=offset, step=step, last=bool(last), key=key, type=kind, rsc=rsc,
        version=version, status=status, at=at, frame=frame,
    )  # fmt: skip
