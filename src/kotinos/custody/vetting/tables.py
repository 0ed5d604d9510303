"""Tables of vetting. The database itself refuses a favourable clearance that no answer of the authority stands behind.

A clearance is tied to its dossier, and to the answer by which it is favourable: the same dossier, the same identity, the same last
day. There is no column in which anybody could write otherwise, and none for a reason.
"""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import Instant, metadata
from kotinos.custody.vetting.life import STATES, verdict

OUTCOMES = ("waiting", "open", "favourable", "unfavourable", "deemed", "rejected", "dropped")
"""What became of a request: not yet sent, without an answer, F, U (or W), silence, sent back for a field, never sent."""

REASONS = ("family", "delegation", "technical", "press", "broadcast", "partners", "workforce", "guests")
"""Reasons of access: the families of accreditation categories."""


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _verdicts() -> str:
    stored = [state for state in STATES if state != "not_required"]
    groups = {v: tuple(s for s in stored if verdict(s) == v) for v in ("favourable", "unfavourable", "none")}
    return " OR ".join(f"(verdict = '{v}' AND {_one_of('state', states)})" for v, states in groups.items())


campaign = sa.Table(
    "campaign",
    metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("authority", sa.String(64), nullable=False),
    sa.Column("legal_act", sa.String(200), nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("delay_months", sa.Integer, nullable=False),
    sa.Column("delay_days", sa.Integer, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Column("purge_on", sa.Date, nullable=False),
    sa.Column("purged_at", Instant),
    sa.Column("next_file", sa.Integer, nullable=False, default=1),
    sa.Column("told_missing", sa.Integer, nullable=False, default=0),
)
batch = sa.Table(
    "batch",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("campaign", sa.ForeignKey("campaign.code"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("manifest", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("placed_at", Instant),
    sa.Column("acknowledged_at", Instant),
    sa.UniqueConstraint("campaign", "seq"),
    sa.CheckConstraint("seq >= 1 AND count >= 0", name="batch_numbers"),
)

dossier = sa.Table(
    "dossier",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("subject", sa.String(32), nullable=False),
    sa.Column("identity_mark", sa.String(64), nullable=False),
    sa.Column("campaign", sa.ForeignKey("campaign.code"), nullable=False),
    sa.UniqueConstraint("id", "identity_mark"),
    sa.UniqueConstraint("id", "subject", "identity_mark", "campaign"),
)
"""Whom the authority is asked about: one person under one identity. Never changed; everything below refers to it."""

request = sa.Table(
    "clearance_request",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("clearance_id", sa.ForeignKey("dossier.id"), nullable=False),
    sa.Column("token", sa.String(32), unique=True),
    sa.Column("batch_id", sa.ForeignKey("batch.id")),
    sa.Column("outcome", sa.String(12), nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False, default=False),
    sa.UniqueConstraint("id", "clearance_id"),
    sa.CheckConstraint(_one_of("outcome", OUTCOMES), name="request_outcome"),
    sa.CheckConstraint("(batch_id IS NULL) = (outcome IN ('waiting', 'dropped'))", name="request_sent"),
    sa.CheckConstraint("(batch_id IS NULL) = (token IS NULL)", name="request_token"),
)
sa.Index(
    "request_under_way",
    request.c.clearance_id,
    unique=True,
    sqlite_where=request.c.outcome.in_(("waiting", "open")),
    postgresql_where=request.c.outcome.in_(("waiting", "open")),
)
sa.Index("request_of_clearance", request.c.clearance_id, request.c.id)
sa.Index("request_of_batch", request.c.batch_id, request.c.outcome)

answer_file = sa.Table(
    "answer_file",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("campaign", sa.ForeignKey("campaign.code"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(3), nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("applied_at", Instant, nullable=False),
    sa.Column("file", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("campaign", "seq"),
    sa.CheckConstraint(_one_of("kind", ("ACK", "ANS")), name="answer_file_kind"),
)

answer_line = sa.Table(
    "answer_line",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file_id", sa.ForeignKey("answer_file.id"), nullable=False),
    sa.Column("line", sa.Integer, nullable=False),
    sa.Column("request_id", sa.Integer, nullable=False),
    sa.Column("clearance_id", sa.Integer, nullable=False),
    sa.Column("identity_mark", sa.String(64), nullable=False),
    sa.Column("code", sa.String(1), nullable=False),
    sa.Column("says", sa.String(12), nullable=False),
    sa.Column("case_number", sa.String(12), nullable=False),
    sa.Column("valid_until", sa.Date),
    sa.UniqueConstraint("file_id", "line"),
    sa.UniqueConstraint("id", "clearance_id"),
    sa.UniqueConstraint("id", "clearance_id", "identity_mark", "says", "valid_until"),
    sa.ForeignKeyConstraint(["request_id", "clearance_id"], ["clearance_request.id", "clearance_request.clearance_id"]),
    sa.ForeignKeyConstraint(["clearance_id", "identity_mark"], ["dossier.id", "dossier.identity_mark"]),
    sa.CheckConstraint(
        "(code = 'F' AND says = 'favourable') OR (code IN ('U', 'W') AND says = 'unfavourable') OR (code = 'P' AND says = 'none')",
        name="answer_says_its_code",
    ),
    sa.CheckConstraint("(valid_until IS NOT NULL) = (code = 'F')", name="answer_last_day"),
)
sa.Index("answer_of_request", answer_line.c.request_id)

clearance = sa.Table(
    "clearance",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("subject", sa.String(32), nullable=False),
    sa.Column("identity_mark", sa.String(64), nullable=False),
    sa.Column("campaign", sa.String(12), nullable=False),
    sa.Column("reason", sa.String(10), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("verdict", sa.String(12), nullable=False),
    sa.Column("present", sa.Boolean, nullable=False),
    sa.Column("held_field", sa.Integer, nullable=False, default=0),
    sa.Column("due_on", sa.Date),
    sa.Column("valid_until", sa.Date),
    sa.Column("answer_id", sa.Integer),
    sa.Column("changed_at", Instant, nullable=False),
    sa.UniqueConstraint("id", "subject", "identity_mark", "verdict"),
    sa.CheckConstraint(_verdicts(), name="clearance_verdict_of_state"),
    sa.CheckConstraint("present = (state <> 'superseded')", name="clearance_present"),
    sa.CheckConstraint("(valid_until IS NOT NULL) = (state = 'favourable')", name="clearance_last_day"),
    sa.CheckConstraint("state <> 'favourable' OR answer_id IS NOT NULL", name="clearance_needs_an_answer"),
    sa.CheckConstraint(f"reason = '' OR {_one_of('reason', REASONS)}", name="clearance_reason"),
    sa.ForeignKeyConstraint(
        ["id", "subject", "identity_mark", "campaign"],
        ["dossier.id", "dossier.subject", "dossier.identity_mark", "dossier.campaign"],
    ),
    # The answer that stands is an answer about this clearance …
    sa.ForeignKeyConstraint(
        ["answer_id", "id"], ["answer_line.id", "answer_line.clearance_id"], name="clearance_answer"
    ),
    # … and a favourable one says favourable, for this identity, until this day.
    sa.ForeignKeyConstraint(
        ["answer_id", "id", "identity_mark", "verdict", "valid_until"],
        ["answer_line.id", "answer_line.clearance_id", "answer_line.identity_mark", "answer_line.says", "answer_line.valid_until"],
        name="clearance_favourable_answer",
    ),
)  # fmt: skip
sa.Index(
    "clearance_of_subject",
    clearance.c.subject,
    unique=True,
    sqlite_where=clearance.c.present,
    postgresql_where=clearance.c.present,
)
sa.Index("clearance_state", clearance.c.state)
