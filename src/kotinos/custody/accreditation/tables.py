"""Tables of the accreditation file. In clear stand codes, states and dates; every datum of a person is sealed in the vault."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.accreditation.life import STATES
from kotinos.custody.store import Instant, metadata

_states = ", ".join(f"'{state}'" for state in STATES)

organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column(
        "kind", sa.String(20), nullable=False
    ),  # noc, if, press, broadcaster, partner, contractor, state, ioc, ocog
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("opens_at", Instant, nullable=False),
    sa.Column("closes_at", Instant, nullable=False),
    sa.CheckConstraint("opens_at < closes_at", name="organisation_window"),
)

quota = sa.Table(
    "quota",
    metadata,
    sa.Column("organisation", sa.ForeignKey("organisation.id"), primary_key=True),
    sa.Column("category", sa.String(10), primary_key=True),
    sa.Column("sport", sa.String(3), primary_key=True),  # "" serves every sport that has no line of its own
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("reserved", sa.Integer, nullable=False, default=0),
    # The last line of defence: whatever code does, no quota is ever exceeded on disk.
    sa.CheckConstraint("0 <= reserved AND reserved <= number", name="quota_kept"),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("identity_mark", sa.String(64), nullable=False, default=""),  # "" until an identity was submitted
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("merged_into", sa.String(32), sa.ForeignKey("person.subject")),
    # What hangs on the identity (a valid card, its clearance) refers to this pair and cannot survive a change of it unnoticed.
    sa.UniqueConstraint("subject", "identity_mark", name="person_identity"),
)

application = sa.Table(
    "application",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.ForeignKey("person.subject"), nullable=False, index=True),
    sa.Column("organisation", sa.ForeignKey("organisation.id"), nullable=False),
    sa.Column("own_reference", sa.String(20)),  # the organisation's own number of the line, for its next list
    sa.Column("category", sa.String(10), nullable=False),
    sa.Column("function", sa.String(10), nullable=False),
    sa.Column("sport", sa.String(3), nullable=False, default=""),
    sa.Column("team", sa.String(10), nullable=False, default=""),
    sa.Column(
        "state", sa.String(14), sa.CheckConstraint(f"state IN ({_states})", name="application_state"), nullable=False
    ),
    sa.Column("reference", sa.Date, nullable=False),  # the day whose reference data explains this application
    sa.Column("photo", sa.String(7), nullable=False, default=""),  # "", sealed, desk
    sa.Column("consent", sa.String(20), nullable=False, default=""),  # version of the notice that was shown
    sa.Column("findings", sa.Text, nullable=False, default=""),  # codes of warnings for an officer, separated by spaces
    sa.Column("reason", sa.String(20), nullable=False, default=""),  # code of the last return, rejection, withdrawal
    sa.Column("place", sa.String(14)),  # category|sport of the quota line that holds its place; NULL: none
    sa.Column("version", sa.Integer, nullable=False, default=0),  # of role and identity; a printed card carries it
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("submitted_at", Instant),
    sa.Column("decided_at", Instant),
    sa.UniqueConstraint("organisation", "own_reference", name="application_own_reference"),
    sa.CheckConstraint("(state = 'APPROVED') = (place IS NOT NULL)", name="application_place"),
    sa.Index("application_queue", "state", "submitted_at"),
    sa.Index("application_of", "organisation", "state"),
)

comparison = sa.Table(
    "comparison",
    metadata,
    sa.Column("key", sa.String(16), primary_key=True),  # keyed hash of `comparison.keys`: who shares one is compared
    sa.Column("subject", sa.ForeignKey("person.subject"), primary_key=True, index=True),
)

duplicate = sa.Table(
    "duplicate",
    metadata,
    sa.Column("application", sa.ForeignKey("application.id"), primary_key=True),
    sa.Column("other", sa.ForeignKey("person.subject"), primary_key=True),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("evidence", sa.String(60), nullable=False),
    sa.Column(
        "verdict", sa.String(5), nullable=False, default=""
    ),  # "", merge, keep: what the first of two people said
    sa.Column("first_by", sa.String(80), nullable=False, default=""),
    sa.Column("second_by", sa.String(80), nullable=False, default=""),  # "" while it is open
    sa.Column("found_at", Instant, nullable=False),
    sa.Column("decided_at", Instant),
    sa.CheckConstraint("second_by = '' OR second_by <> first_by", name="duplicate_two_people"),
)

list_import = sa.Table(
    "list_import",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("organisation", sa.ForeignKey("organisation.id"), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),  # of the file: it goes on only with the very same one
    sa.Column("overlay", sa.Boolean, nullable=False),
    sa.Column("lines", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False, default=0),
    sa.Column("by", sa.String(80), nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.CheckConstraint("0 <= taken AND taken <= lines", name="list_import_taken"),
)

override = sa.Table(
    "privilege_override",
    metadata,
    sa.Column("application", sa.ForeignKey("application.id"), primary_key=True),
    sa.Column("axis", sa.String(10), primary_key=True),
    sa.Column("value", sa.String(10), primary_key=True),
    sa.Column("given", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(80), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
)

invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column(
        "token_hash", sa.String(64), primary_key=True
    ),  # SHA-256 of the token in the letter; the token is nowhere
    sa.Column("application", sa.ForeignKey("application.id"), nullable=False, index=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
)

letter = sa.Table(
    "letter",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.ForeignKey("person.subject"), nullable=False, index=True),
    sa.Column("application", sa.ForeignKey("application.id"), nullable=False),
    sa.Column("template", sa.String(20), nullable=False),
    sa.Column("template_version", sa.Integer, nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("reason", sa.String(20), nullable=False, default=""),
    sa.Column("state", sa.String(11), nullable=False),  # `letters.outbox.STATES`
    sa.Column("queued_at", Instant, nullable=False),
    sa.Column("sent_at", Instant),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Index("letter_outbox", "state", "queued_at"),
)
