"""Reading a batch: everything is checked before a record is believed. PURE but for the keys that it is given."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kotinos.rehearsal.authority.keys import name_of
from kotinos.rehearsal.authority.unsealing import CannotOpen, unseal

_MANIFEST = re.compile(
    rb"KOTINOS-VETTING-BATCH 1\n"
    rb"domain (?P<domain>[A-Z]{2})\n"
    rb"campaign (?P<campaign>[A-Z0-9]{2,12})\n"
    rb"sequence (?P<sequence>[0-9]{8})\n"
    rb"created (?P<created>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n"
    rb"previous (?P<previous>[0-9a-f]{64})\n"
    rb"zone-key (?P<zone_key>[0-9a-f]{16})\n"
    rb"authority-key (?P<authority_key>[0-9a-f]{16})\n"
    rb"size (?P<size>[0-9]{10})\n"
    rb"sha256 (?P<sha256>[0-9a-f]{64})\n"
    rb"signature (?P<signature>[0-9a-f]{128})\n"
)
_LIMITS = (156, 156, 39, 3, 1, 10, 160, 3, 400, 10)
_PATTERNS = {
    3: "[A-Z][A-Z<]*",
    4: "[A-Z]{1,3}",
    5: "[FMX]",
    8: "[A-Z]{1,3}",
    10: "FAMILY|DELEGATION|TECHNICAL|PRESS|BROADCAST|PARTNERS|WORKFORCE|GUESTS",
}


class Unreadable(Exception):
    """A batch that is put aside: nothing in it is asked for."""


@dataclass(frozen=True)
class Record:
    """One person to be screened: the token, and the number of the first field that cannot be read (0: all can)."""

    token: str
    fields: tuple[str, ...]
    unreadable: int


@dataclass(frozen=True)
class Batch:
    """A batch that is what it says: ``digest`` is the SHA-256 of its manifest."""

    domain: str
    campaign: str
    sequence: int
    created: datetime
    previous: str
    digest: str
    records: tuple[Record, ...]


def read(body: bytes, zone: Mapping[str, Ed25519PublicKey], own: X25519PrivateKey, today: date) -> Batch:
    """Read one file of the zone's; raises `Unreadable`."""
    found = _MANIFEST.match(body)
    if found is None:
        raise Unreadable("no manifest of version 1 stands at the beginning")
    told = {name: value.decode("ascii") for name, value in found.groupdict().items()}
    manifest, sealed = body[: found.end()], body[found.end() :]
    signer = zone.get(told["zone_key"])
    if signer is None:
        raise Unreadable(f"signed with the key {told['zone_key']}, which is not the zone's")
    try:
        signer.verify(bytes.fromhex(told["signature"]), manifest[: manifest.rindex(b"signature ")])
    except InvalidSignature:
        raise Unreadable("the signature is not the zone's") from None
    if len(sealed) != int(told["size"]) or hashlib.sha256(sealed).hexdigest() != told["sha256"]:
        raise Unreadable("what is sealed is not what the manifest says")
    if told["authority_key"] != name_of(own.public_key().public_bytes_raw()):
        raise Unreadable(f"sealed to the key {told['authority_key']}, which is not ours")
    info = b"".join(line + b"\n" for line in manifest.split(b"\n")[:4])
    try:
        content = unseal(sealed, own, info)
    except CannotOpen as why:
        raise Unreadable(str(why)) from why
    created = datetime.strptime(told["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return Batch(
        told["domain"], told["campaign"], int(told["sequence"]), created, told["previous"],
        hashlib.sha256(manifest).hexdigest(), _records(content, today),
    )  # fmt: skip


def _records(content: bytes, today: date) -> tuple[Record, ...]:
    head = re.match(rb"count ([0-9]{8})\n", content)
    end = content.rfind(b"end\n")
    if head is None or end < head.end() or content[end + 4 :].strip(b"\x00"):
        raise Unreadable("what was sealed is no count, records, end and zero bytes")
    size = len(content)
    if size not in {1 << bits for bits in (16, 18, 20, 22, 24, 26)}:
        raise Unreadable(f"{size} bytes is no size class")
    lines = content[head.end() : end].split(b"\n")
    if lines.pop() or len(lines) != int(head[1]):
        raise Unreadable("the count is not the number of records")
    records = tuple(_record(line, today) for line in lines)
    if len({record.token for record in records}) != len(records):
        raise Unreadable("a token stands twice")
    return records


def _record(line: bytes, today: date) -> Record:
    try:
        token, *fields = line.decode("utf-8").split("\t")
    except UnicodeDecodeError:
        raise Unreadable("a record is not UTF-8") from None
    if len(fields) != len(_LIMITS) or not re.fullmatch("[A-Z2-7]{32}", token):
        raise Unreadable("a record is a token and ten fields")
    wrong = (number for number, text in enumerate(fields, 1) if not _readable(number, text, today))
    nameless = 1 if not fields[0] and not fields[1] else 0
    return Record(token, tuple(fields), next(wrong, nameless))


def _readable(number: int, text: str, today: date) -> bool:
    if not text:
        return number in (1, 2)
    if len(text.encode()) > _LIMITS[number - 1] or unicodedata.normalize("NFC", text) != text:
        return False
    if number == 6:
        return _birth(text, today)
    if number in _PATTERNS:
        return re.fullmatch(_PATTERNS[number], text) is not None
    return text == " ".join(text.split())


def _birth(text: str, today: date) -> bool:
    if not re.fullmatch("[0-9]{4}-([0-9]{2}-([0-9]{2}|XX)|XX-XX)", text):
        return False
    try:
        return date.fromisoformat(text.replace("XX", "01")) <= today
    except ValueError:
        return False
