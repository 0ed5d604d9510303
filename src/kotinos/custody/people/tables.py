"""Tables of people, their credentials, sessions and tickets. No token lies here in clear, only its digest."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.people.roles import ROLES
from kotinos.custody.store import Instant, metadata

_roles = ", ".join(f"'{role}'" for role in ROLES)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("full_name", sa.String(120), nullable=False),
    sa.Column("organisation", sa.String(40), nullable=False),  # the employer; of a user of an organisation, its code
    sa.Column("role", sa.String(20), sa.CheckConstraint(f"role IN ({_roles})", name="staff_role"), nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("handle", sa.LargeBinary, nullable=False),  # what a passkey keeps of its holder: random bytes
    sa.Column("password", sa.String(200)),
    sa.Column("totp", sa.LargeBinary),
    sa.Column("totp_step", sa.BigInteger, nullable=False, default=0),
    sa.Column("added_at", Instant, nullable=False),
    sa.Column("seen_at", Instant),
    sa.Column("closed_at", Instant),
    # A password without its second factor, or the other way round, opens nothing and is not kept.
    sa.CheckConstraint("(password IS NULL) = (totp IS NULL)", name="staff_two_factors"),
)

passkey = sa.Table(
    "passkey",
    metadata,
    sa.Column("id", sa.String(1400), primary_key=True),  # base64url of the credential's id
    sa.Column("name", sa.ForeignKey("staff.name"), nullable=False, index=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("signed", sa.BigInteger, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)

challenge = sa.Table(
    "passkey_challenge",
    metadata,
    sa.Column("challenge", sa.LargeBinary(32), primary_key=True),
    sa.Column("until", Instant, nullable=False),
)

change = sa.Table(
    "staff_change",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.ForeignKey("staff.name"), nullable=False),
    sa.Column("what", sa.String(8), nullable=False),  # add, recover
    sa.Column("asked_by", sa.String(80), nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column("agreed_by", sa.String(80)),
    sa.Column("agreed_at", Instant),
    sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="change_two_people"),
)

enrolment = sa.Table(
    "enrolment",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("name", sa.ForeignKey("staff.name"), nullable=False),
    sa.Column("totp", sa.LargeBinary, nullable=False),  # offered once: the same picture when the page is loaded again
    sa.Column("until", Instant, nullable=False),
    sa.Column("used_at", Instant),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("name", sa.ForeignKey("staff.name"), nullable=False, index=True),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
)

tries = sa.Table(
    "sign_in_tries",
    metadata,
    sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("spent", sa.Float, nullable=False),
    sa.Column("since", Instant, nullable=False),
)

ticket = sa.Table(
    "ticket",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.ForeignKey("staff.name"), nullable=False, index=True),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column(
        "minutes", sa.Integer, sa.CheckConstraint("minutes BETWEEN 1 AND 60", name="ticket_hour"), nullable=False
    ),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("agreed_by", sa.ForeignKey("staff.name")),
    sa.Column("until", Instant),
    sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> name", name="ticket_two_people"),
    sa.CheckConstraint("(agreed_by IS NULL) = (until IS NULL)", name="ticket_open"),
)
