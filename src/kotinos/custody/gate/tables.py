"""Tables of the gates: the devices, the high-demand sessions, every scan once."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.store import Instant, metadata

device = sa.Table(
    "gate_device",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("gate", sa.String(40), nullable=False),
    sa.Column("games", sa.String(6), nullable=False),
    sa.Column("venue", sa.String(3), nullable=False),
    sa.Column("zone", sa.String(5), nullable=False, default=""),
    sa.Column("direction", sa.String(3), nullable=False, default="in"),
    sa.Column("passback", sa.Integer, nullable=False, default=0),
    sa.Column("photos", sa.Boolean, nullable=False, default=False),  # whether its guard may see them
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("invitation", sa.String(64), unique=True),  # SHA-256 of the code that was handed over
    sa.Column("invited_until", Instant, nullable=False),
    sa.Column("sign_key", sa.LargeBinary),
    sa.Column("seal_key", sa.LargeBinary),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("made_by", sa.String(80), nullable=False),
    sa.Column("enrolled_at", Instant),
    sa.CheckConstraint("state IN ('invited', 'enrolled', 'blocked')", name="gate_device_state"),
    sa.CheckConstraint("direction IN ('in', 'out')", name="gate_device_direction"),
    sa.CheckConstraint(
        "(state = 'invited') = (invitation IS NOT NULL) AND (state <> 'enrolled' OR (sign_key IS NOT NULL AND seal_key IS NOT NULL))",
        name="gate_device_keys",
    ),
)

seen = sa.Table(
    "gate_seen",
    metadata,
    sa.Column("device", sa.ForeignKey("gate_device.id"), primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("edition", sa.Integer),  # of the status list that it had, where it said so
    sa.Column("behind", sa.Integer, nullable=False),  # seconds of its clock behind the zone's, the way included
)
"""When a device last asked for something, and with what in its hands."""

session = sa.Table(
    "gate_session",
    metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("venue", sa.String(3), nullable=False),
    sa.Column("opens", Instant, nullable=False),
    sa.Column("closes", Instant, nullable=False),
    sa.CheckConstraint("opens < closes", name="gate_session_window"),
)
"""High-demand events: the venue opens only to those with the ticket, the upgrade, or the privilege."""

scan = sa.Table(
    "gate_scan",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),  # made by the device, so that what is sent twice is kept once
    sa.Column("device", sa.ForeignKey("gate_device.id"), nullable=False),
    sa.Column("serial", sa.Integer),  # NULL where nothing could be read
    sa.Column("at", Instant, nullable=False),
    sa.Column("answer", sa.String(7), nullable=False),
    sa.Column("reason", sa.String(16), nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),  # of the status list that it was decided by
    sa.Column("received_at", Instant, nullable=False),
    sa.CheckConstraint("answer IN ('GRANTED', 'DENIED', 'REFER')", name="gate_scan_answer"),
    sa.Index("gate_scan_of_card", "serial", "at"),
    sa.Index("gate_scan_of_device", "device", "at"),
)
