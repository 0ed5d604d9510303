"""Envelopes from the open zone, opened once: a nomination becomes an application in draft, for its organisation to complete."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.accreditation import applications, fields, reference
from kotinos.custody.accreditation.life import NotNow
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.act import Act, Refused
from kotinos.custody.door import tables
from kotinos.custody.log import alarms
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault.keys import ENVELOPE
from kotinos.custody.vault.vault import Vault
from kotinos.release.envelope import CannotOpen, name_of, unseal
from kotinos.release.schema import Envelope, EnvelopeKey, Nomination


def public_key(connection: Connection, vault: Vault) -> EnvelopeKey:
    """The key that new envelopes are sealed to."""
    _, secret = vault.ring.secret(connection, ENVELOPE)
    public = X25519PrivateKey.from_private_bytes(secret).public_key()
    return EnvelopeKey(key=name_of(public), public=public.public_bytes_raw().hex())


def take(connection: Connection, act: Act, vault: Vault, envelope: Envelope) -> str:
    """Open ``envelope`` and do what it asks; the outcome, which stays in the sealed zone: ``opened``, ``twice``, a code of refusal.

    An envelope that nobody can open, or whose content is no nomination, is kept by its id alone and raises an alarm: it was acknowledged,
    so that it does not hold up those behind it.
    """
    e = tables.envelope.c
    if connection.execute(sa.select(e.id).where(e.id == envelope.id)).scalar() is not None:
        return "twice"
    try:
        nomination = _opened(connection, vault, envelope)
    except (CannotOpen, msgspec.MsgspecError):
        outcome = "unreadable"
        alarms.sound(connection, act, "envelope_unreadable", envelope.id)
    else:
        outcome = _nominate(connection, act, vault, nomination)
    connection.execute(tables.envelope.insert().values(id=envelope.id, at=act.at, outcome=outcome[:20]))
    append(connection, [Entry(act.at, act.actor, "open-envelope", outcome=outcome, detail=envelope.id)])
    return outcome


def _opened(connection: Connection, vault: Vault, envelope: Envelope) -> Nomination:
    for secret in vault.ring.every_secret(connection, ENVELOPE):
        key = X25519PrivateKey.from_private_bytes(secret)
        if name_of(key.public_key()) == envelope.key:
            return canonical.decode(unseal(envelope, key), Nomination)
    raise CannotOpen(f"no key {envelope.key}")


def _nominate(connection: Connection, act: Act, vault: Vault, given: Nomination) -> str:
    role = Facts(category=given.category, function=given.function, sport=given.sport)
    # What cannot be read is left for the person to fill in; what can is kept. Nothing of either is repeated to the sender.
    values, _ = fields.read_all(dict(given.values), reference.on(act.at.date()))
    try:
        with connection.begin_nested():
            id = applications.open_application(
                connection, act, given.organisation, role, own_reference=given.own_reference
            )
            if values:
                applications.save_draft(connection, act, vault, id, values)
    except (Refused, NotNow) as refused:
        return refused.code if isinstance(refused, Refused) else "not_now"
    return "opened"
