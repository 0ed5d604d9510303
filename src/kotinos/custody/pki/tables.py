"""Tables of the authority: what it certified, and the lists of what it revoked. Nothing secret lies here."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import Instant, metadata

certificate = sa.Table(
    "certificate",
    metadata,
    sa.Column("serial", sa.String(40), primary_key=True),  # hex
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("name", sa.String(80), nullable=False, index=True),
    sa.Column("names", sa.Text, nullable=False),  # hosts, separated by spaces
    sa.Column("begins_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("pem", sa.Text, nullable=False),
)

revocations = sa.Table(
    "revocation_list",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("pem", sa.Text, nullable=False),
)
