"""Every scan, kept once. A device gives each an id; what is sent twice is kept once, what differs under one id is refused and seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card.tables import card as cards
from kotinos.custody.gate import tables
from kotinos.custody.gate.decision import Answer
from kotinos.custody.gate.devices import Device
from kotinos.custody.log import alarms
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault.fields import SCAN_DAYS
from kotinos.custody.vault.tables import subject as subjects

AT_ONCE = 500
"""Scans in one upload at most."""
COPIED = "copied_card"
"""The alarm for one card that went in at two gates; its detail are the ids of the two scans, which name nobody once these are gone."""
COPIED_WITHIN = timedelta(minutes=5)
"""How near in time: as far as the clocks of two devices may be apart, and less than any way from venue to venue."""


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
    for scan in given.values():
        if scan.id not in kept:
            _sound(connection, at, device, scan)
    return list(given)


def of_card(connection: Connection, serial: int) -> list[sa.Row[Any]]:
    """Where a card was shown, the latest first."""
    s = tables.scan.c
    return list(connection.execute(sa.select(tables.scan).where(s.serial == serial).order_by(s.at.desc(), s.id)))


def copied(connection: Connection, device: Device, scan: Scan) -> sa.Row[Any] | None:
    """The nearest passage that ``scan`` at ``device`` cannot follow or precede with one card; None where there is none.

    Within `COPIED_WITHIN` a card went in elsewhere: at another gate of the same place without having gone out between, or at another
    venue. From the edge of a venue on to a zone inside it is one way.
    """
    if not scan.passed or scan.serial is None or device.post.direction != "in":
        return None
    s, d = tables.scan.c, tables.device.c
    nearby: list[Any] = list(
        connection.execute(
            sa.select(s.id, s.at, d.direction, d.venue, d.zone, d.gate, s.device)
            .join_from(tables.scan, tables.device)
            .where(s.serial == scan.serial, s.passed, s.id != scan.id)
            .where(s.at.between(scan.at - COPIED_WITHIN, scan.at + COPIED_WITHIN))
            .where(sa.or_(d.direction == "out", s.device != device.id))
        )
    )
    place = (device.post.venue, device.post.zone)
    outs = [row.at for row in nearby if row.direction == "out" and row.venue == place[0]]

    def impossible(row: Any) -> bool:
        if row.direction != "in":
            return False
        if row.venue != place[0]:
            return True
        between = sorted((row.at, scan.at))
        return row.zone == place[1] and not any(between[0] <= out <= between[1] for out in outs)

    found: sa.Row[Any] | None = min(
        (row for row in nearby if impossible(row)), key=lambda row: abs(row.at - scan.at), default=None
    )
    return found


class Copied(msgspec.Struct, frozen=True):
    """One card at two gates; ``state`` is the card's own, ``passages`` are gate and time of both, the earlier first."""

    serial: int
    state: str
    passages: tuple[tuple[str, datetime], ...]


def cards_of_alarms(connection: Connection, details: Sequence[str]) -> dict[str, Copied]:
    """What each alarm `COPIED` is about, by its detail. Once the scans are gone, nothing says whose card it was."""
    s, d = tables.scan.c, tables.device.c
    ids = {id_ for detail in details for id_ in detail.split()}
    wanted = sa.select(s.id, s.serial, s.at, d.gate, sa.func.coalesce(cards.c.state, "").label("state"))
    wanted = wanted.join_from(tables.scan, tables.device).outerjoin(cards, cards.c.serial == s.serial)
    kept = {row.id: row for row in connection.execute(wanted.where(s.id.in_(ids)))}
    pairs = {detail: [kept[id_] for id_ in detail.split() if id_ in kept] for detail in details}
    return {
        detail: Copied(pair[0].serial, pair[0].state, tuple(sorted(((one.gate, one.at) for one in pair), key=_when)))
        for detail, pair in pairs.items()
        if len(pair) == 2
    }


def _when(passage: tuple[str, datetime]) -> datetime:
    return passage[1]


def purge(connection: Connection, act: Act) -> int:
    """Destroy the scans that are older than `SCAN_DAYS`, but for cards of people under a legal hold; how many that were."""
    s = tables.scan
    held = sa.select(cards.c.serial).join(subjects, subjects.c.subject == cards.c.subject).where(subjects.c.held)
    old = s.c.at < act.at - timedelta(days=SCAN_DAYS)
    gone = connection.execute(sa.delete(s).where(old, sa.or_(s.c.serial.is_(None), s.c.serial.not_in(held)))).rowcount
    if gone:
        append(connection, [Entry(act.at, act.actor, "purge-scans", outcome=str(gone), detail=act.why)])
    return gone


def _sound(connection: Connection, at: datetime, device: Device, scan: Scan) -> None:
    """Raise the alarm, unless one of this card waits to be seen: a copied card would ring at every gate of the city."""
    other = copied(connection, device, scan)
    if other is None:
        return
    waiting = [one.detail for one in alarms.unseen(connection) if one.kind == COPIED]
    if any(one.serial == scan.serial for one in cards_of_alarms(connection, waiting).values()):
        return
    alarms.sound(connection, Act(f"device:{device.id[:8]}", at, "its scans"), COPIED, f"{other.id} {scan.id}")
