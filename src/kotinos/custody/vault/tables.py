"""Tables of the vault. What stands in clear: subject ids, names of fields, states, times, counts. Everything else is under a key."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import metadata

epoch = sa.Table(
    "vault_epoch",
    metadata,
    sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("made_at", sa.String, nullable=False),
    sa.CheckConstraint("state IN ('pre_active', 'active', 'decrypt_only', 'destroyed')", name="vault_epoch_state"),
    sa.CheckConstraint("(state = 'destroyed') = (wrapped IS NULL)", name="vault_epoch_destroyed"),
)
sa.Index(
    "vault_epoch_one_active",
    epoch.c.state,
    unique=True,
    sqlite_where=epoch.c.state == "active",
    postgresql_where=epoch.c.state == "active",
)

epoch_approval = sa.Table(
    "vault_epoch_approval",
    metadata,
    sa.Column("epoch", sa.ForeignKey("vault_epoch.epoch"), primary_key=True),
    sa.Column("organisation", sa.String, primary_key=True),
    sa.Column("actor", sa.String, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
)

secret = sa.Table(
    "vault_secret",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)

subject = sa.Table(
    "vault_subject",
    metadata,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("epoch", sa.Integer, nullable=False, index=True),
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("restricted", sa.Boolean, nullable=False, default=False),
    sa.Column("held", sa.Boolean, nullable=False, default=False),
    sa.Column("sealed_at", sa.String, nullable=False),
    sa.Column("erased_at", sa.String),
    sa.CheckConstraint("(erased_at IS NULL) = (wrapped IS NOT NULL)", name="vault_subject_erased"),
)

value = sa.Table(
    "vault_value",
    metadata,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("field", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

index = sa.Table(
    "vault_index",
    metadata,
    sa.Column("plan", sa.String, primary_key=True),
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
sa.Index("vault_index_find", index.c.plan, index.c.hash)
sa.Index("vault_index_of", index.c.subject)

token = sa.Table(
    "vault_token",
    metadata,
    sa.Column("mark", sa.LargeBinary, primary_key=True),
    sa.Column("consumer", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("made_at", sa.String, nullable=False),
    sa.CheckConstraint("state IN ('live', 'rotated', 'dead')", name="vault_token_state"),
)
sa.Index(
    "vault_token_one_live",
    token.c.subject,
    token.c.consumer,
    unique=True,
    sqlite_where=token.c.state == "live",
    postgresql_where=token.c.state == "live",
)

canary = sa.Table("vault_canary", metadata, sa.Column("mark", sa.LargeBinary, primary_key=True))

grant = sa.Table(
    "vault_grant",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("consumer", sa.String, nullable=False),
    sa.Column("purpose", sa.String, nullable=False),
    sa.Column("operation", sa.String, nullable=False),
    sa.Column("fields", sa.String, nullable=False),
    sa.Column("per_minute", sa.Integer, nullable=False),
    sa.Column("per_day", sa.Integer, nullable=False),
    sa.Column("opens", sa.String, nullable=False),
    sa.Column("closes", sa.String, nullable=False),
    sa.Column("standing", sa.Boolean, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("asked_by", sa.String, nullable=False),
    sa.Column("asked_at", sa.String, nullable=False),
    sa.Column("used_at", sa.String, nullable=False),
    sa.CheckConstraint("state IN ('requested', 'active', 'suspended', 'dormant', 'expired')", name="vault_grant_state"),
    sa.CheckConstraint("operation IN ('answer', 'mask', 'reveal', 'export')", name="vault_grant_operation"),
)

approval = sa.Table(
    "vault_approval",
    metadata,
    sa.Column("grant", sa.ForeignKey("vault_grant.id"), primary_key=True),
    sa.Column("organisation", sa.String, primary_key=True),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)

use = sa.Table(
    "vault_use",
    metadata,
    sa.Column("grant", sa.String, primary_key=True),
    sa.Column("span", sa.String, primary_key=True),
    sa.Column("given", sa.Integer, nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
)
