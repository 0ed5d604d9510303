"""COSE_Sign1 (RFC 9052 §4.2) with Ed25519 (RFC 9053 §2.2), the one form of it that the Games use. PURE.

The protected header is {1: -8 (EdDSA), 4: key id}, the unprotected one is empty: nothing outside the signature is believed. One message
has one encoding (RFC 8949 §4.2.1); any other is refused before a key is touched.
"""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import cbor2
import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_TAG, _ALG, _KID, _EDDSA = 18, 1, 4, -8


class Malformed(ValueError):
    """These bytes are no COSE_Sign1 message of this form."""


class WrongAlgorithm(ValueError):
    """The message names an algorithm that is not Ed25519. Which one is never chosen by the message."""


class BadSignature(ValueError):
    """The signature was not made by this key over these bytes."""


class Signer(Protocol):
    """What signs: a key in memory, or one that never leaves its hardware module."""

    @property
    def kid(self) -> bytes:
        """The key's id: `key_id` of its public key."""

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of ``message``, 64 bytes."""


class Envelope(msgspec.Struct, frozen=True):
    """A message taken apart, its signature not yet checked: read ``payload`` only after `verify`."""

    kid: bytes
    payload: bytes
    signature: bytes
    protected: bytes


def key_id(public: bytes) -> bytes:
    """The id of a public key or certificate: the first eight bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:8]


def sign1(payload: bytes, signer: Signer) -> bytes:
    """``payload``, signed."""
    protected = _header(signer.kid)
    signature = signer.sign(_to_be_signed(protected, payload))
    return _message(protected, payload, signature)


def take_apart(message: bytes) -> Envelope:
    """Read a message without believing it. Raises `Malformed` or `WrongAlgorithm`."""
    tagged = _decoded(message)
    if not isinstance(tagged, cbor2.CBORTag) or tagged.tag != _TAG:
        raise Malformed(f"a signed message begins with tag {_TAG}")
    parts: Any = tagged.value
    if not isinstance(parts, list) or len(parts) != 4:
        raise Malformed("a signed message has four parts: protected, unprotected, payload, signature")
    protected, unprotected, payload, signature = parts
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)) or unprotected != {}:
        raise Malformed("protected header, payload and signature are byte strings; the unprotected header is empty")
    header = _decoded(protected)
    if not isinstance(header, dict) or _ALG not in header:
        raise Malformed("the protected header names no algorithm")
    if header[_ALG] != _EDDSA or type(header[_ALG]) is not int:
        raise WrongAlgorithm(f"algorithm {header[_ALG]!r}: only {_EDDSA} (EdDSA) is taken")
    kid = header.get(_KID)
    if set(header) != {_ALG, _KID} or not isinstance(kid, bytes) or len(kid) != 8 or len(signature) != 64:
        raise Malformed("the protected header is algorithm and a key id of 8 bytes; a signature has 64")
    if _message(protected, payload, signature) != message or protected != _header(kid):
        raise Malformed("not the one encoding of this message: shortest forms, nothing after it")
    return Envelope(kid, payload, signature, protected)


def verify(envelope: Envelope, public: bytes) -> bytes:
    """The payload, once the signature of ``public`` (32 bytes) over it is proven. Raises `BadSignature`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            envelope.signature, _to_be_signed(envelope.protected, envelope.payload)
        )
    except InvalidSignature as error:
        raise BadSignature("the signature does not fit") from error
    return envelope.payload


def _header(kid: bytes) -> bytes:
    return cbor2.dumps({_ALG: _EDDSA, _KID: kid}, canonical=True)


def _message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_TAG, [protected, {}, payload, signature]), canonical=True)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _decoded(raw: bytes) -> object:
    try:
        found: object = cbor2.loads(raw)
    except Exception as error:  # the decoder raises several kinds, and all of them mean this
        raise Malformed(f"not CBOR: {error}") from error
    return found
