"""Every scan, kept once. A device gives each an id; what is sent twice is kept once, what differs under one id is refused and seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Refused
from kotinos.custody.gate import tables
from kotinos.custody.gate.decision import Answer
from kotinos.custody.gate.devices import Device

AT_ONCE = 500
"""Scans in one upload at most."""


class Scan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scan as a device made it. ``passed``: whether the person went through, which after REFER a guard says; ``edition``: of the status
    list that it was decided by.
    """

    id: str
    at: datetime
    answer: Answer
    reason: str
    serial: int | None = None
    passed: bool = False
    edition: int = 0

    def __post_init__(self) -> None:
        if len(self.id) != 32 or not set(self.id) <= set("0123456789abcdef"):
            raise ValueError(f"a scan's id is 32 hexadecimal digits, not {self.id!r}")
        if self.at.tzinfo is None:
            raise ValueError("a scan's time has a zone")
        if not 0 < len(self.reason) <= 16 or self.edition < 0 or (self.serial or 0) >= 2**31 or (self.serial or 0) < 0:
            raise ValueError("reason, edition or serial are not those of a scan")
        if self.passed and self.answer is Answer.DENIED:
            raise ValueError("nobody passes after DENIED")


def keep(connection: Connection, at: datetime, device: Device, scans: Sequence[Scan]) -> list[str]:
    """Keep ``scans``; the ids that are on disk when the transaction is. Refused("scan_differs") where an id is another scan's."""
    s = tables.scan
    given = {scan.id: scan for scan in scans}
    kept = {row.id: row for row in connection.execute(sa.select(s).where(s.c.id.in_(list(given)))).all()}
    for id_, row in kept.items():
        scan = given[id_]
        if (row.device, row.serial, row.at, row.answer, row.passed) != (
            device.id, scan.serial, scan.at, scan.answer, scan.passed,
        ):  # fmt: skip
            raise Refused("scan_differs", id=id_)
    new = [
        {**msgspec.structs.asdict(scan), "answer": str(scan.answer), "device": device.id, "received_at": at}
        for scan in given.values()
        if scan.id not in kept
    ]
    if new:
        connection.execute(sa.insert(s), new)
    return list(given)


def of_card(connection: Connection, serial: int) -> list[sa.Row[Any]]:
    """Where a card was shown, the latest first."""
    s = tables.scan.c
    return list(connection.execute(sa.select(tables.scan).where(s.serial == serial).order_by(s.at.desc(), s.id)))


def copied(connection: Connection, since: datetime, within: float) -> list[tuple[int, str, str]]:
    """Cards that went in at two gates within so many seconds: serial and the two scans. Somebody has a copy, or handed it back."""
    one, two = tables.scan.alias(), tables.scan.alias()
    rows = connection.execute(
        sa.select(one.c.serial, one.c.id, two.c.id.label("other"), one.c.at, two.c.at.label("then"))
        .join(two, sa.and_(two.c.serial == one.c.serial, two.c.device != one.c.device, two.c.at >= one.c.at))
        .where(one.c.at >= since, one.c.passed, two.c.passed, one.c.id != two.c.id)
    )
    return [(row.serial, row.id, row.other) for row in rows if (row.then - row.at).total_seconds() <= within]
