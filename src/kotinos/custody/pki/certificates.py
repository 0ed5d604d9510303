"""What was certified: issue, renew, revoke, and the list of what is revoked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.pki import authority, tables
from kotinos.custody.pki.authority import Authority
from kotinos.custody.pki.profiles import LEAVES, REVOCATIONS_LIVE, due
from kotinos.custody.store import WrongDomain

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One certificate as the authority remembers it."""

    serial: str
    kind: str
    name: str
    names: tuple[str, ...]
    begins_at: datetime
    ends_at: datetime
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """``revoked``, ``over``, ``due`` (for renewal) or ``good``."""
        if self.revoked_at:
            return "revoked"
        if self.ends_at <= now:
            return "over"
        return "due" if due(self.begins_at, self.ends_at, now) else "good"


def issue(
    connection: Connection,
    act: Act,
    issuing: Authority,
    kind: str,
    name: str,
    names: Sequence[str],
    key: ec.EllipticCurvePublicKey,
) -> x509.Certificate:
    """Certify ``key`` as ``name``, to be met under ``names``.

    Raises `Refused`: ``kind_unknown``, ``name_form``, ``name_not_allowed``, ``curve``; WrongDomain where the authority is another
    domain's.
    """
    _at_home(connection, issuing)
    if kind not in LEAVES:
        raise Refused("kind_unknown", kind=kind)
    if not _NAME.fullmatch(name):
        raise Refused("name_form", name=name)
    if not isinstance(key.curve, ec.SECP256R1):
        raise Refused("curve", curve=key.curve.name)
    made = authority.certify(issuing, kind, name, names, key, act.at)
    connection.execute(
        tables.certificate.insert().values(
            serial=_hex(made.serial_number),
            kind=kind,
            name=name,
            names=" ".join(names),
            begins_at=made.not_valid_before_utc,
            ends_at=made.not_valid_after_utc,
            pem=made.public_bytes(Encoding.PEM).decode(),
        )
    )
    append(
        connection, [Entry(act.at, act.actor, "certify", detail=f"{kind} {name} {_hex(made.serial_number)}: {act.why}")]
    )
    return made


def renew(
    connection: Connection, act: Act, issuing: Authority, serial: str, key: ec.EllipticCurvePublicKey
) -> x509.Certificate:
    """A new certificate for the holder of ``serial``, with a new key. Raises `Refused`: ``serial_unknown``, ``not_good``."""
    kept = _one(connection, serial)
    if kept.state(act.at) not in ("good", "due"):
        raise Refused("not_good", serial=serial, state=kept.state(act.at))
    return issue(connection, act, issuing, kept.kind, kept.name, kept.names, key)


def revoke(connection: Connection, act: Act, issuing: Authority, serial: str) -> x509.CertificateRevocationList:
    """Revoke ``serial``; the new list that says so. Raises `Refused`: ``serial_unknown``, ``not_good``."""
    kept = _one(connection, serial)
    if kept.state(act.at) not in ("good", "due"):
        raise Refused("not_good", serial=serial, state=kept.state(act.at))
    connection.execute(
        sa.update(tables.certificate).where(tables.certificate.c.serial == serial).values(revoked_at=act.at)
    )
    append(connection, [Entry(act.at, act.actor, "revoke-certificate", detail=f"{kept.name} {serial}: {act.why}")])
    return publish(connection, act, issuing)


def publish(connection: Connection, act: Act, issuing: Authority) -> x509.CertificateRevocationList:
    """A new list of revocations, numbered one higher."""
    _at_home(connection, issuing)
    c = tables.certificate.c
    rows = connection.execute(sa.select(c.serial, c.revoked_at).where(c.revoked_at.is_not(None), c.ends_at > act.at))
    number = (connection.execute(sa.select(sa.func.max(tables.revocations.c.number))).scalar() or 0) + 1
    made = authority.revocations(issuing, [(int(row.serial, 16), row.revoked_at) for row in rows], number, act.at)
    pem = made.public_bytes(Encoding.PEM).decode()
    connection.execute(tables.revocations.insert().values(number=number, made_at=act.at, pem=pem))
    return made


def revoked(connection: Connection) -> x509.CertificateRevocationList | None:
    """The newest list of revocations."""
    r = tables.revocations.c
    pem = connection.execute(sa.select(r.pem).order_by(r.number.desc()).limit(1)).scalar()
    return x509.load_pem_x509_crl(pem.encode()) if pem else None


def list_due(made: x509.CertificateRevocationList, now: datetime) -> bool:
    """Whether the list of revocations is half as old as it may become."""
    return (made.next_update_utc or now) - now <= REVOCATIONS_LIVE / 2


def every(connection: Connection) -> list[Kept]:
    """All certificates there ever were, by holder, the newest first."""
    c = tables.certificate.c
    return _kept(connection, sa.select(tables.certificate).order_by(c.kind, c.name, c.begins_at.desc()))


def _one(connection: Connection, serial: str) -> Kept:
    found = _kept(connection, sa.select(tables.certificate).where(tables.certificate.c.serial == serial))
    if not found:
        raise Refused("serial_unknown", serial=serial)
    return found[0]


def _kept(connection: Connection, chosen: sa.Select[tuple[object, ...]]) -> list[Kept]:
    rows = connection.execute(chosen).mappings()
    plain = ({name: value for name, value in row.items() if name != "pem"} for row in rows)
    return [Kept(**{**row, "names": tuple(row["names"].split())}) for row in plain]


def _at_home(connection: Connection, issuing: Authority) -> None:
    home = connection.execute(sa.text("SELECT domain FROM home")).scalar_one()
    if issuing.country != home:
        raise WrongDomain(f"the authority belongs to {issuing.country}, the database to {home}")


def _hex(serial: int) -> str:
    return f"{serial:040x}"
