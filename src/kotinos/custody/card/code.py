"""The text in a card's QR code: ``GA1:`` + Base45 (RFC 9285) of a COSE_Sign1 message over its claims. PURE."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import base45
import msgspec

from kotinos.custody.card import cose, naming
from kotinos.custody.card.claims import LISTED, BadClaims, Claims, from_cbor, to_cbor
from kotinos.custody.card.keys import Trust

PREFIX = "GA1:"
LIMIT = 200
"""Bytes before Base45: with the prefix 304 characters, the most that QR version 10 holds at level M, read from 25 mm."""

_LONGEST = len(PREFIX) + (LIMIT * 3 + 1) // 2
_SHORTEST_NAME = 16


class Flaw(StrEnum):
    """Where a code fails, in the order in which it is looked at."""

    PREFIX = "prefix"
    BASE45 = "base45"
    STRUCTURE = "structure"
    ALGORITHM = "algorithm"
    UNKNOWN_KEY = "unknown_key"
    OLD_KEY = "old_key"
    SIGNATURE = "signature"
    CLAIMS = "claims"


class BadCode(ValueError):
    """This text is not the code of a card that a trusted key signed. ``flaw`` says where it fails."""

    def __init__(self, flaw: Flaw, message: str) -> None:
        super().__init__(message)
        self.flaw = flaw


def write(claims: Claims, signer: cose.Signer) -> str:
    """The code of ``claims``. A name too long is shortened; venues too many are left to the gate's list (`LISTED`)."""
    message = cose.sign1(to_cbor(fitted(claims)), signer)
    assert len(message) <= LIMIT
    return PREFIX + in_base45(message)


def in_base45(message: bytes) -> str:
    """``message`` as Base45."""
    return str(base45.b45encode(message), "ascii")


def fitted(claims: Claims) -> Claims:
    """``claims`` as they fit into `LIMIT` bytes. Raises `BadClaims` where even one letter of the name is too much."""
    over = _size(claims) - LIMIT
    if over <= 0:
        return claims
    named = len(claims.name.encode())
    if named - over < min(named, _SHORTEST_NAME) and len(claims.venues) > 1:
        return fitted(msgspec.structs.replace(claims, venues=(LISTED,)))
    for room in range(named - over, 3, -1):  # a shorter name may also need a shorter length before it
        shorter = msgspec.structs.replace(claims, name=naming.shorten(claims.name, room))
        if _size(shorter) <= LIMIT:
            return shorter
    raise BadClaims(f"{over} bytes over the {LIMIT} of a code, and the name cannot give way")


def _size(claims: Claims) -> int:
    """Bytes of the signed message: what stands around the payload is 85 bytes, one less for a payload under 24 (there is none)."""
    payload = len(to_cbor(claims))
    return payload + (85 if payload < 256 else 86)


def read(text: str, trust: Trust, at: datetime) -> Claims:
    """The claims in ``text``, signed by a key trusted at ``at``. Raises `BadCode`. The card's own validity is another question."""
    envelope = take_apart(text)
    key = trust.get(envelope.kid)
    if key is None:
        raise BadCode(Flaw.UNKNOWN_KEY, f"no trusted key {envelope.kid.hex()}")
    if not key.trusted(at):
        raise BadCode(Flaw.OLD_KEY, f"key {envelope.kid.hex()} is not trusted at {at.isoformat()}")
    try:
        payload = cose.verify(envelope, key.public)
    except cose.BadSignature as error:
        raise BadCode(Flaw.SIGNATURE, str(error)) from error
    try:
        return from_cbor(payload)
    except BadClaims as error:
        raise BadCode(Flaw.CLAIMS, str(error)) from error


def take_apart(text: str) -> cose.Envelope:
    """The signed message in ``text``, not yet believed. Raises `BadCode`."""
    if not text.startswith(PREFIX):
        raise BadCode(Flaw.PREFIX, f"a card's code begins with {PREFIX}")
    if len(text) > _LONGEST:
        raise BadCode(Flaw.BASE45, f"{len(text)} characters; a card's code has at most {_LONGEST}")
    body = text[len(PREFIX) :]
    try:
        message = base45.b45decode(body)
    except ValueError as error:
        raise BadCode(Flaw.BASE45, f"not Base45: {error}") from error
    if in_base45(message) != body:
        raise BadCode(Flaw.BASE45, "not the Base45 of these bytes")
    try:
        return cose.take_apart(message)
    except cose.WrongAlgorithm as error:
        raise BadCode(Flaw.ALGORITHM, str(error)) from error
    except cose.Malformed as error:
        raise BadCode(Flaw.STRUCTURE, str(error)) from error
