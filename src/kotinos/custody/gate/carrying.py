"""What each device is given to carry: the snapshot for its place, what changed since, small photos where its guard may see them."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime

import cbor2
import msgspec
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import queries as accreditation
from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation import tables as file
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import cose, status, tables
from kotinos.custody.card.actions.producing import Printed
from kotinos.custody.card.claims import LISTED
from kotinos.custody.card.status import StatusList
from kotinos.custody.gate import snapshot
from kotinos.custody.gate import tables as gates
from kotinos.custody.gate.decision import Access, Session, Upgrade, Venue
from kotinos.custody.gate.devices import Device
from kotinos.custody.gate.snapshot import Parts
from kotinos.custody.vault.vault import Vault

GRANT = "gate"
PHOTOS_AT_ONCE = 100
_THUMB = (96, 124)


class Common(msgspec.Struct, frozen=True):
    """What all devices carry alike, but for the status list; ``digest`` changes exactly when a whole new snapshot is needed for it."""

    trust: bytes
    venues: tuple[Venue, ...]
    sessions: tuple[Session, ...]
    access: dict[int, Access]
    upgrades: tuple[Upgrade, ...]
    digest: str


def common(connection: Connection, at: datetime, trust: bytes) -> Common:
    """Read it: venues of the day, high-demand sessions to come, cards that open something else than they say, upgrades in force."""
    book = reference.on(at.date())
    venues = tuple(Venue(v.code, v.kind, tuple(v.sports.split())) for v in book.venues.values())
    rows = connection.execute(
        sa.select(gates.session).where(gates.session.c.closes > at).order_by(gates.session.c.code)
    )
    sessions = tuple(Session(row.code, row.venue, row.opens, row.closes) for row in rows)
    access, upgrades = _access(connection), _upgrades(connection, at)
    edition = cbor2.loads(cose.take_apart(trust).payload)[1]
    body = msgspec.msgpack.encode([edition, venues, sessions, sorted(access.items()), upgrades])
    return Common(trust, venues, sessions, access, upgrades, hashlib.sha256(body).hexdigest())


def rest(carried: Common, device: Device) -> str:
    """The name of everything that a device carries but the status list, its own place included."""
    return hashlib.sha256(msgspec.msgpack.encode([carried.digest, device.games, device.post])).hexdigest()[:32]


def snapshot_for(device: Device, carried: Common, statuses: StatusList, signer: cose.Signer) -> bytes:
    """The sealed snapshot for a device, as fresh as ``statuses``."""
    parts = Parts(
        games=device.games,
        issued=statuses.issued,
        trust=carried.trust,
        status=status.signed(statuses, signer),
        post=device.post,
        venues=carried.venues,
        sessions=carried.sessions,
        access=carried.access,
        upgrades=carried.upgrades,
    )
    return snapshot.seal(snapshot.signed(parts, signer), device.seal_key)


def _access(connection: Connection) -> dict[int, Access]:
    """Cards in force that open something else than their code says: venues that did not fit, a role that changed after the print."""
    c, a = tables.card.c, file.application.c
    rows = connection.execute(
        sa.select(c.serial, c.application, c.version, c.privileges, a.version.label("present"))
        .join(file.application, a.id == c.application)
        .where(c.state == "validated", sa.or_(c.version != a.version, sa.func.length(c.privileges) > _LONG))
        .order_by(c.serial)
    )
    found = {}
    for row in rows:
        if row.version != row.present:
            now = accreditation.opened(connection, row.application)
            found[row.serial] = Access(now["venues"], now["zones"], "PRIME" in now["ticket"])
        else:
            printed = msgspec.json.decode(row.privileges, type=Printed)
            if len(printed.venues) > _FITS or LISTED in printed.venues:
                found[row.serial] = Access(printed.opens, printed.zones, printed.prime)
    return found


_FITS = 8
"""So many venues always fit into a code beside a name; with more, the gate carries the list in case they did not."""
_LONG = 40 + _FITS * 12
"""Characters that the privileges have at least where there are more venues than that."""


def _upgrades(connection: Connection, at: datetime) -> tuple[Upgrade, ...]:
    d = tables.device.c
    rows = connection.execute(
        sa.select(tables.device).where(d.kind == "upgrade", d.state == "issued", d.valid_to > at).order_by(d.serial)
    )
    return tuple(
        Upgrade(
            row.serial,
            row.bearer,
            row.venue,
            tuple(row.zones.split()),
            row.valid_from.replace(microsecond=0),
            row.valid_to.replace(microsecond=0),
            row.session,
        )
        for row in rows
    )


def photos_for(vault: Vault, device: Device, act: Act, after: int) -> tuple[bytes, int]:
    """Small photos of those who may come in here, with serials over ``after``, sealed to the device; and the serial to ask on from (0: that
    was all). The log has an entry for each before any leaves. Refused("no_photos"), and whatever the vault refuses.
    """
    if not device.photos:
        raise Refused("no_photos")
    c = tables.card.c
    with vault.database.reading() as connection:
        rows = connection.execute(
            sa.select(c.serial, c.subject, c.privileges)
            .where(c.serial > after, c.state == "validated", c.games == device.games)
            .order_by(c.serial)
            .limit(PHOTOS_AT_ONCE * 5)
        ).all()
    here = [row for row in rows if device.post.venue in msgspec.json.decode(row.privileges, type=Printed).opens][
        :PHOTOS_AT_ONCE
    ]
    more = here[-1].serial if len(here) == PHOTOS_AT_ONCE else rows[-1].serial if len(rows) == PHOTOS_AT_ONCE * 5 else 0
    values = (
        vault.reveal(act, GRANT, sorted({row.subject for row in here}), ("photo",), operation="export") if here else {}
    )
    found = []
    for row in here:
        photo = values.get(row.subject, {}).get("photo")
        if isinstance(photo, bytes):
            found.append([row.serial, thumbnail(photo)])
    return snapshot.seal(cbor2.dumps(found, canonical=True), device.seal_key), more


def thumbnail(photo: bytes) -> bytes:
    """A photo as small as a guard can still compare it: some 3 KB."""
    with Image.open(io.BytesIO(photo)) as picture:
        picture.draft("RGB", (_THUMB[0] * 2, _THUMB[1] * 2))
        small = picture.convert("RGB")
        small.thumbnail(_THUMB)
        kept = io.BytesIO()
        small.save(kept, "JPEG", quality=62)
    return kept.getvalue()
