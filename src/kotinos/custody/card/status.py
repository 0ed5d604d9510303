"""The status of every card in two bits, as a signed list and as what changed since. PURE.

Bits 00 not active, 01 active, 10 suspended, 11 cancelled: a card that the list does not reach reads as 00, so that what is not known is
not active. An edition has a number that grows with every change; *an older edition plus the changes since is the newer one*, and each
change carries the fingerprint of where it leads, so that a device notices when it went astray.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import IntEnum

import cbor2
import msgspec

from kotinos.custody.card import cose

LARGEST = 1 << 24
"""Cards in a list at most: 4 MiB unpacked, so that a hostile list cannot fill a gate's memory."""


class Status(IntEnum):
    """What the two bits of a card say."""

    NOT_ACTIVE = 0b00
    ACTIVE = 0b01
    SUSPENDED = 0b10
    CANCELLED = 0b11


class BadStatus(ValueError):
    """Not a status list, not changes to this one, not signed by this key, or older than what is held."""


class StatusList(msgspec.Struct, frozen=True):
    """Edition ``number``: four cards a byte, the first card in the lowest bits, trailing zero bytes left out. Serials from ``upto`` on were
    not given when it was issued.
    """

    number: int
    issued: datetime
    bits: bytes
    upto: int = 0

    def reaches(self, serial: int) -> bool:
        """Whether the list knows of the card at all. Of one that it does not know, nothing can be said but that it stays out."""
        return serial < self.upto

    def of(self, serial: int) -> Status:
        """The status of a card; `Status.NOT_ACTIVE` where the list does not reach."""
        at, shift = serial >> 2, (serial & 3) * 2
        return Status(self.bits[at] >> shift & 3) if at < len(self.bits) else Status.NOT_ACTIVE

    def fingerprint(self) -> bytes:
        """Sixteen bytes that only this content has."""
        return hashlib.sha256(self.bits).digest()[:16]


class Changes(msgspec.Struct, frozen=True):
    """What changed after edition ``since`` up to ``number``; ``fingerprint`` is that of the list it leads to."""

    since: int
    number: int
    issued: datetime
    codes: tuple[tuple[int, int], ...]
    fingerprint: bytes
    upto: int = 0


def packed(codes: Iterable[tuple[int, int]], bits: bytes = b"") -> bytes:
    """``bits`` with the status of some cards set: (serial, status) each."""
    found = bytearray(bits)
    for serial, code in codes:
        at, shift = serial >> 2, (serial & 3) * 2
        if not 0 <= serial < LARGEST:
            raise BadStatus(f"card {serial}: a list holds the serials 0 to {LARGEST - 1}")
        if at >= len(found):
            found.extend(bytes(at + 1 - len(found)))
        found[at] = found[at] & ~(3 << shift) | code << shift
    return bytes(found).rstrip(b"\x00")


def changed(since: int, touched: Iterable[int], now: StatusList) -> Changes:
    """What leads from edition ``since``, or any after it, to ``now``: ``touched`` are all cards that changed in between, also those
    that changed back."""
    codes = tuple((serial, int(now.of(serial))) for serial in sorted(set(touched)))
    return Changes(since, now.number, now.issued, codes, now.fingerprint(), now.upto)


def applied(held: StatusList, changes: Changes) -> StatusList:
    """The edition that ``changes`` lead to from the one that is held.

    Raises `BadStatus` where they begin later than what is held (some are missing) or lead elsewhere: the whole list is needed then.
    """
    if changes.number < held.number:
        raise BadStatus(f"edition {changes.number} is older than edition {held.number}, which is held")
    if changes.since > held.number:
        raise BadStatus(f"changes after edition {changes.since} do not fit onto edition {held.number}")
    now = StatusList(changes.number, changes.issued, packed(changes.codes, held.bits), changes.upto)
    if now.fingerprint() != changes.fingerprint:
        raise BadStatus(f"the changes to edition {changes.number} lead to another list than they should")
    return now


def signed(edition: StatusList, signer: cose.Signer) -> bytes:
    """The list as a signed message."""
    return cose.sign1(
        cbor2.dumps(
            ["status", edition.number, _seconds(edition.issued), edition.upto, zlib.compress(edition.bits, 9)],
            canonical=True,
        ),
        signer,
    )


def signed_changes(changes: Changes, signer: cose.Signer) -> bytes:
    """The changes as a signed message: serials as steps from one to the next, the status in the lowest two bits."""
    steps, before = [], 0
    for serial, code in sorted(changes.codes):
        steps.append((serial - before) << 2 | code)
        before = serial
    body = [
        "changes",
        changes.since,
        changes.number,
        _seconds(changes.issued),
        changes.upto,
        steps,
        changes.fingerprint,
    ]
    return cose.sign1(cbor2.dumps(body, canonical=True), signer)


def read(message: bytes, keys: Mapping[bytes, bytes], held: int = 0) -> StatusList:
    """The list in ``message``, signed by one of ``keys`` (public by id), not older than edition ``held``. Raises `BadStatus`."""
    try:
        word, number, issued, upto, body = cbor2.loads(_opened(message, keys))
        unpacker = zlib.decompressobj()
        bits = unpacker.decompress(body, LARGEST // 4)
        if word != "status" or not unpacker.eof or unpacker.unused_data:
            raise BadStatus("not a status list")
        found = StatusList(number, _instant(issued), bits, upto)
    except (ValueError, TypeError, zlib.error) as error:
        raise BadStatus(f"not a status list: {error}") from error
    if number < held:
        raise BadStatus(f"edition {number} is older than edition {held}, which is held")
    return found


def read_changes(message: bytes, keys: Mapping[bytes, bytes]) -> Changes:
    """The changes in ``message``, signed by one of ``keys``. Raises `BadStatus`."""
    try:
        word, since, number, issued, upto, steps, fingerprint = cbor2.loads(_opened(message, keys))
        if word != "changes":
            raise BadStatus(f"{word!r} where changes are due")
        codes, serial = [], 0
        for step in steps:
            serial += step >> 2
            codes.append((serial, step & 3))
        return Changes(since, number, _instant(issued), tuple(codes), fingerprint, upto)
    except (ValueError, TypeError) as error:
        raise BadStatus(f"not changes of a status list: {error}") from error


def _opened(message: bytes, keys: Mapping[bytes, bytes]) -> bytes:
    envelope = cose.take_apart(message)
    if envelope.kid not in keys:
        raise BadStatus(f"no trusted key {envelope.kid.hex()}")
    return cose.verify(envelope, keys[envelope.kid])


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
