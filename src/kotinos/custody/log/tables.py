"""Tables of the log. Nothing in them is ever changed but the head, and nothing removed but a pseudonym's salt."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import metadata

entry = sa.Table(
    "log_entry",
    metadata,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("pseudonym", sa.String, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
sa.Index(
    "log_entry_of",
    entry.c.pseudonym,
    entry.c.seq,
    sqlite_where=entry.c.pseudonym != "",
    postgresql_where=entry.c.pseudonym != "",
)

node = sa.Table(
    "log_node",
    metadata,
    sa.Column("level", sa.Integer, primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

head = sa.Table(
    "log_head",
    metadata,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("peaks", sa.LargeBinary, nullable=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("lineage", sa.Integer, nullable=False),
)

salt = sa.Table(
    "log_salt",
    metadata,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
)

checkpoint = sa.Table(
    "log_checkpoint",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("note", sa.LargeBinary, nullable=False),
)

alarm = sa.Table(
    "alarm",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("detail", sa.String, nullable=False),
    sa.Column("seen_by", sa.String),
    sa.Column("seen_at", sa.String),
)
