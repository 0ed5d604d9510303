"""Tables of the cards. The database itself refuses a valid card without a favourable answer for the identity that the person has now.

A valid card is tied to its clearance (number, person, identity, verdict) and to the person's present identity. Whatever changes either
must take the card out of force in the same transaction, or it cannot commit. A serial that ended has ended, whatever becomes of the row
of its card. The status list is derived from these states, so that it cannot say anything else.
"""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.accreditation import tables as _people  # noqa: F401  the tables that cards refer to
from kotinos.custody.card.life import CARD_STATES, PASS_STATES
from kotinos.custody.store import Instant, metadata
from kotinos.custody.vetting import tables as _clearances  # noqa: F401


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


serial = sa.Table(
    "card_serial",
    metadata,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(7), nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False, default=False),
    sa.UniqueConstraint("serial", "kind", "ended"),
    sa.CheckConstraint(_one_of("kind", ("card", "upgrade", "day", "guest")), name="serial_kind"),
    sqlite_autoincrement=True,  # a number once given is never given again
)
"""Cards and passes share one row of numbers: the place in the status list."""

shipment = sa.Table(
    "card_shipment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("organisation", sa.String(20), nullable=False),
    sa.Column("manifest", sa.Text, nullable=False),  # serials in order, and the SHA-256 that the organisation signs
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("shipped_at", Instant, nullable=False),
    sa.Column("received_at", Instant),
    sa.Column("received_by", sa.String(80)),
    sa.Column("lost_at", Instant),
    sa.Column("lost_by", sa.String(80)),
    sa.CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="shipment_received"),
    sa.CheckConstraint("(lost_at IS NULL) = (lost_by IS NULL)", name="shipment_lost"),
    sa.CheckConstraint("lost_at IS NULL OR received_at IS NULL", name="shipment_one_end"),
)

card = sa.Table(
    "card",
    metadata,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(7), nullable=False, default="card"),
    sa.Column("games", sa.String(6), nullable=False),
    sa.Column("subject", sa.String(32), nullable=False, index=True),
    sa.Column("identity_mark", sa.String(64), nullable=False),  # of the identity that is printed on it
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("application", sa.ForeignKey("application.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),  # of the application, as printed
    sa.Column("privileges", sa.Text, nullable=False),  # what is printed but for the name: claims as JSON
    sa.Column("valid_from", Instant, nullable=False),
    sa.Column("valid_to", Instant, nullable=False),
    sa.Column("state", sa.String(9), nullable=False),
    sa.Column("clearance_id", sa.Integer),
    sa.Column("clearance_verdict", sa.String(12)),
    sa.Column("valid_mark", sa.String(64)),
    sa.Column("ended", sa.Boolean, nullable=False, default=False),
    sa.Column("replaces", sa.Integer, sa.ForeignKey("card.serial")),
    sa.Column("shipment", sa.ForeignKey("card_shipment.id")),
    sa.Column("reason", sa.String(20), nullable=False, default=""),
    sa.Column("suspended_by", sa.String(80)),
    sa.Column("terms", sa.String(20), nullable=False, default=""),
    sa.Column("produced_at", Instant, nullable=False),
    sa.Column("validated_at", Instant),
    sa.Column("changed", sa.Integer, nullable=False, index=True),  # edition of the status list
    sa.UniqueConstraint("subject", "games", "seq"),
    sa.UniqueConstraint("serial", "state"),
    sa.CheckConstraint("kind = 'card'", name="card_kind"),
    sa.CheckConstraint(_one_of("state", CARD_STATES), name="card_state"),
    # In force exactly with a favourable answer for the identity on it. (NULL compared is NULL, which a CHECK lets pass: hence each IS.)
    sa.CheckConstraint(
        "(state = 'validated' AND clearance_id IS NOT NULL AND clearance_verdict IS NOT NULL AND valid_mark IS NOT NULL"
        " AND clearance_verdict = 'favourable' AND valid_mark = identity_mark AND valid_mark <> '')"
        " OR (state <> 'validated' AND clearance_id IS NULL AND clearance_verdict IS NULL AND valid_mark IS NULL)",
        name="card_in_force",
    ),
    sa.CheckConstraint("(state = 'suspended') = (suspended_by IS NOT NULL)", name="card_suspended"),
    sa.CheckConstraint("ended = (state IN ('cancelled', 'expired'))", name="card_ended"),
    # Its number has ended when it has: a card in force cannot have a serial that ended, nor be put back under one.
    sa.ForeignKeyConstraint(
        ["serial", "kind", "ended"],
        ["card_serial.serial", "card_serial.kind", "card_serial.ended"],
        name="card_number",
        deferrable=True,
        initially="DEFERRED",
    ),
    sa.ForeignKeyConstraint(
        ["clearance_id", "subject", "valid_mark", "clearance_verdict"],
        ["clearance.id", "clearance.subject", "clearance.identity_mark", "clearance.verdict"],
        name="card_clearance",
        deferrable=True,
        initially="DEFERRED",
    ),
    sa.ForeignKeyConstraint(
        ["subject", "valid_mark"],
        ["person.subject", "person.identity_mark"],
        name="card_identity",
        deferrable=True,
        initially="DEFERRED",
    ),
)
_in_force = card.c.state.in_(("validated", "suspended"))
sa.Index(
    "card_one_in_force", card.c.subject, card.c.games, unique=True, sqlite_where=_in_force, postgresql_where=_in_force
)
"""One card a person a Games, a suspended one included: nobody gets a second while the first is in question."""
sa.Index("card_window", card.c.valid_to, sqlite_where=~card.c.ended, postgresql_where=~card.c.ended)
"""Whose window closes next: looked at all day among half a million."""

visa = sa.Table(
    "visa",
    metadata,
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("games", sa.String(6), primary_key=True),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("kind", sa.String(2), nullable=False, default=""),  # C uniform, XX limited territory
    sa.Column("changed_at", Instant, nullable=False),
    sa.CheckConstraint(_one_of("state", ("not_needed", "pending", "issued", "recheck", "refused", "annulled")), name="visa_state"),
    sa.CheckConstraint("(state = 'issued') = (kind IN ('C', 'XX'))", name="visa_kind"),
)  # fmt: skip
visa_message = sa.Table(
    "visa_message",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("subject", sa.String(32), nullable=False),
    sa.Column("games", sa.String(6), nullable=False),
    sa.Column("what", sa.String(10), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("sent_at", Instant),
    sa.Column("sent_by", sa.String(80)),
    sa.CheckConstraint("(sent_at IS NULL) = (sent_by IS NULL)", name="visa_message_sent"),
    sa.CheckConstraint(_one_of("what", ("annul", "recheck")), name="visa_message_what"),
)
"""What the visa authority has to be told, in order."""

pass_quota = sa.Table(
    "pass_quota",
    metadata,
    sa.Column("organisation", sa.String(20), primary_key=True),
    sa.Column("kind", sa.String(7), primary_key=True),
    sa.Column("venue", sa.String(3), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False, default=0),
    sa.CheckConstraint("0 <= taken AND taken <= number", name="pass_quota_kept"),
)
device = sa.Table(
    "card_device",
    metadata,
    sa.Column("serial", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(7), nullable=False),
    sa.Column("games", sa.String(6), nullable=False),
    sa.Column("subject", sa.String(32), nullable=False, index=True),  # whose name is sealed under it
    sa.Column("organisation", sa.String(20), nullable=False),
    sa.Column("venue", sa.String(3), nullable=False),
    sa.Column("zones", sa.String(40), nullable=False),
    sa.Column("session", sa.String(12), nullable=False, default=""),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("valid_from", Instant, nullable=False),
    sa.Column("valid_to", Instant, nullable=False),
    sa.Column("state", sa.String(9), nullable=False),
    sa.Column("bearer", sa.Integer),  # the card of an upgrade's bearer or of a guest's host
    sa.Column("bearer_state", sa.String(9)),
    sa.Column("escorted", sa.Boolean, nullable=False, default=False),
    sa.Column("document_left", sa.Boolean, nullable=False, default=False),
    sa.Column("ended", sa.Boolean, nullable=False, default=False),
    sa.Column("reason", sa.String(20), nullable=False, default=""),
    sa.Column("changed", sa.Integer, nullable=False, index=True),
    sa.CheckConstraint(_one_of("kind", ("upgrade", "day", "guest")), name="device_kind"),
    sa.CheckConstraint(_one_of("state", PASS_STATES), name="device_state"),
    sa.CheckConstraint("(kind = 'day') = (bearer IS NULL)", name="device_bearer"),
    # What leans on a card is issued only while that card is in force; the card cannot leave it behind.
    sa.CheckConstraint(
        "(kind <> 'day' AND state = 'issued' AND bearer_state IS NOT NULL AND bearer_state = 'validated')"
        " OR ((kind = 'day' OR state <> 'issued') AND bearer_state IS NULL)",
        name="device_leans_on_a_valid_card",
    ),
    sa.CheckConstraint("kind <> 'guest' OR state <> 'issued' OR (escorted AND document_left)", name="device_guest"),
    sa.CheckConstraint("ended = (state IN ('returned', 'expired', 'cancelled'))", name="device_ended"),
    sa.ForeignKeyConstraint(
        ["serial", "kind", "ended"],
        ["card_serial.serial", "card_serial.kind", "card_serial.ended"],
        name="device_number",
        deferrable=True,
        initially="DEFERRED",
    ),
    sa.ForeignKeyConstraint(["bearer"], ["card.serial"], name="device_bearer_card"),
    sa.ForeignKeyConstraint(
        ["bearer", "bearer_state"],
        ["card.serial", "card.state"],
        name="device_bearer_state",
        deferrable=True,
        initially="DEFERRED",
    ),
)
"""Day passes, guest passes, upgrades."""

signer = sa.Table(
    "card_signer",
    metadata,
    sa.Column("kid", sa.String(16), primary_key=True),
    sa.Column("role", sa.String(6), nullable=False),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),  # the secret under the root key
    sa.Column("signs_from", Instant, nullable=False),
    sa.Column("signs_until", Instant, nullable=False),
    sa.Column("trusted_until", Instant, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False, default=False),
    sa.Column("edition", sa.Integer, nullable=False),  # of the trust list with which it last changed
    sa.CheckConstraint(_one_of("role", ("signer", "anchor")), name="signer_role"),
)
