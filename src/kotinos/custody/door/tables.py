"""Tables of the door: what crossed, in its order, and what the open zone was last told of each person."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import Instant, metadata

crossing = sa.Table(
    "crossing",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column(
        "body", sa.LargeBinary, nullable=False
    ),  # sealed: who steals this database learns not even public names from it
)
"""What crossed. A person who is erased leaves it with `crossings.forget`."""

told = sa.Table(
    "crossing_told",
    metadata,
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column(
        "kind", sa.String(8), sa.CheckConstraint("kind IN ('athlete', 'card')", name="told_kind"), primary_key=True
    ),
    sa.Column("state", sa.String(200), nullable=False),
    sa.Column("seq", sa.ForeignKey("crossing.seq"), nullable=False),
)
"""What the last crossing about a person was made from: codes and keyed hashes, so that a change is seen without opening a value."""

envelope = sa.Table(
    "envelope_opened",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
)
"""Envelopes that arrived, so that one that is sent twice does its work once."""
