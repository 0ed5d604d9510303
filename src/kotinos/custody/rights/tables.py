"""Requests of persons about their data, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.rights.life import KINDS, STATES
from kotinos.custody.store import Instant, metadata


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


request = sa.Table(
    "rights_request",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), nullable=False, index=True),
    sa.Column("kind", sa.String(11), sa.CheckConstraint(_one_of("kind", KINDS), name="request_kind"), nullable=False),
    sa.Column(
        "state", sa.String(9), sa.CheckConstraint(_one_of("state", STATES), name="request_state"), nullable=False
    ),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("extended", sa.Boolean, nullable=False, default=False),
    sa.Column("reason", sa.String(20), nullable=False, default=""),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Index("rights_request_due", "state", "due_on"),
)
