"""The sessions of applicants: they have no account, only an invitation that opened once."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import Instant, metadata

applicant = sa.Table(
    "applicant_session",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("application", sa.ForeignKey("application.id"), nullable=False, index=True),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
)
