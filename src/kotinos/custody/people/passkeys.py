"""Passkeys (WebAuthn level 3): the holder's device signs a challenge of ours after it asked for a finger, a face or a PIN.

One such signature is two factors: the device, and what unlocks it. Therefore user verification is required, never only preferred.

Who asks for a challenge has said no name yet. So that a stranger fills neither the disk with challenges nor the log with refusals, both are
throttled by ``where`` the browser is, and a person who signed in gets the tries of that place back.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa
import webauthn
from sqlalchemy.engine import Connection
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.people import enrolment, queries, sessions, tables, throttle
from kotinos.custody.people.queries import Person
from kotinos.custody.store import Database

_LIVES = timedelta(minutes=5)
_REQUIRED = UserVerificationRequirement.REQUIRED


class Party(msgspec.Struct, frozen=True):
    """Us, as a passkey knows us: the host ``id``, the ``name`` that the device shows, and the ``origin`` of our pages."""

    id: str
    name: str
    origin: str


def creation(connection: Connection, party: Party, person: Person, now: datetime) -> str:
    """What the browser needs to make a passkey, as JSON. Raises `Refused` (``wait``)."""
    throttle.demand(connection, person.name, now)
    mine = connection.scalars(sa.select(tables.passkey.c.id).where(tables.passkey.c.name == person.name))
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_name=person.name,
        user_id=person.handle,
        user_display_name=person.full_name,
        challenge=_challenge(connection, now),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in mine],
    )
    return webauthn.options_to_json(options)


def enrol(connection: Connection, act: Act, party: Party, token: str, answer: str) -> Person:
    """Take the passkey that a browser made for who holds the enrolment link. Raises `Refused`: ``enrolment_over``, ``passkey_wrong``."""
    person = enrolment.whose(connection, token, act.at)
    if person is None:
        raise Refused("enrolment_over")
    challenge = _spent(connection, answer, act.at)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refused("passkey_wrong") from wrong
    row = {"id": bytes_to_base64url(made.credential_id), "name": person.name, "public_key": made.credential_public_key}
    connection.execute(tables.passkey.insert().values(**row, signed=made.sign_count, made_at=act.at))
    enrolment.use_up(connection, act, token, "passkey")
    return person


def asking(connection: Connection, party: Party, where: str, now: datetime) -> str:
    """What the browser needs to ask for any passkey of ours, as JSON. Raises `Refused` (``wait``)."""
    throttle.demand(connection, _asks(where), now)
    options = webauthn.generate_authentication_options(
        rp_id=party.id, challenge=_challenge(connection, now), user_verification=_REQUIRED
    )
    return webauthn.options_to_json(options)


def sign_in(database: Database, party: Party, answer: str, where: str, now: datetime) -> str:
    """Begin a session for whose passkey signed; its token. Raises `Refused`: ``wait``, ``passkey_wrong``, which the log keeps.

    The try is on disk before the answer is looked at.
    """
    with database.writing() as connection:
        throttle.demand(connection, _answers(where), now)
    try:
        with database.writing() as connection:
            token = _signed(connection, party, answer, now)
            for name in (_asks(where), _answers(where)):
                throttle.forgive(connection, name, now)
            return token
    except Refused:
        with database.writing() as connection:
            append(connection, [Entry(now, "nobody", "sign-in", outcome="refused", detail="passkey")])
        raise


def _asks(where: str) -> str:
    return f"passkey asked for at {where}"


def _answers(where: str) -> str:
    return f"passkey shown at {where}"


def _signed(connection: Connection, party: Party, answer: str, now: datetime) -> str:
    challenge = _spent(connection, answer, now)
    row = connection.execute(sa.select(tables.passkey).where(tables.passkey.c.id == _id(answer))).one_or_none()
    person = queries.person(connection, row.name) if row else None
    if row is None or person is None or person.closed:
        raise Refused("passkey_wrong")
    try:
        signed = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.signed,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refused("passkey_wrong") from wrong
    counted = sa.update(tables.passkey).where(tables.passkey.c.id == row.id).values(signed=signed.new_sign_count)
    connection.execute(counted)
    return sessions.begin(connection, Act(person.actor, now, "sign-in"), person, "passkey")


def _challenge(connection: Connection, now: datetime) -> bytes:
    connection.execute(sa.delete(tables.challenge).where(tables.challenge.c.until <= now))
    made = secrets.token_bytes(32)
    connection.execute(tables.challenge.insert().values(challenge=made, until=now + _LIVES))
    return made


def _spent(connection: Connection, answer: str, now: datetime) -> bytes:
    """The challenge that the answer says it signed, which was ours, is young, and is now used up."""
    try:
        said = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))["challenge"]
        challenge = base64url_to_bytes(said)
    except (ValueError, KeyError, TypeError) as wrong:
        raise Refused("passkey_wrong") from wrong
    c = tables.challenge.c
    gone = connection.execute(sa.delete(tables.challenge).where(c.challenge == challenge, c.until > now))
    if gone.rowcount != 1:
        raise Refused("passkey_wrong")
    return challenge


def _id(answer: str) -> str:
    found = json.loads(answer).get("id")
    return found if isinstance(found, str) else ""
