"""A batch for the authority: records, padded so that its size says little, sealed to the authority (HPKE, RFC 9180), signed by the zone.

The manifest stands before the sealed bytes, in clear: what a filter on the way may check without a key. How many people a batch
holds stands inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kotinos.custody.vetting import keys

SCHEMA = "KOTINOS-VETTING-BATCH 1"
FIRST = "0" * 64
"""What stands as the hash of the previous manifest in the first batch of a campaign."""
MOST = 50_000
"""Records that a batch may hold."""
CLASSES = tuple(1 << bits for bits in (16, 18, 20, 22, 24, 26))
"""Sizes in bytes of what is sealed: 64 KiB, and each four times the last, to 64 MiB."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def name_of(domain: str, campaign: str, sequence: int) -> str:
    """The name under which a batch stands in the spool."""
    return f"kotinos-{domain}-{campaign}-batch-{sequence:08}.kvb"


class Head(msgspec.Struct, frozen=True):
    """What numbers a batch: ``previous`` is the SHA-256 of the manifest before it, in hexadecimal."""

    domain: str
    campaign: str
    sequence: int
    created: datetime
    previous: str

    @property
    def name(self) -> str:
        """The file's name in the spool."""
        return name_of(self.domain, self.campaign, self.sequence)

    def lines(self) -> list[str]:
        """The first six lines of the manifest."""
        return [
            SCHEMA,
            f"domain {self.domain}",
            f"campaign {self.campaign}",
            f"sequence {self.sequence:08}",
            f"created {self.created:%Y-%m-%dT%H:%M:%SZ}",
            f"previous {self.previous}",
        ]


class Built(msgspec.Struct, frozen=True):
    """A batch as it is written: the manifest, its SHA-256, and what is sealed."""

    name: str
    manifest: bytes
    digest: str
    sealed: bytes

    @property
    def file(self) -> bytes:
        """The whole file."""
        return self.manifest + self.sealed


def padded(records: Sequence[bytes]) -> bytes:
    """The records with their count before them, filled up to a size class.

    Raises `ValueError` for more than `MOST` records, or for more bytes than the greatest class takes.
    """
    if len(records) > MOST:
        raise ValueError(f"a batch holds at most {MOST} records, not {len(records)}")
    content = b"count %08d\n%bend\n" % (len(records), b"".join(records))
    size = next((size for size in CLASSES if size >= len(content)), None)
    if size is None:
        raise ValueError(f"{len(content)} bytes of records; a batch takes {CLASSES[-1]}")
    return content + bytes(size - len(content))


def build(head: Head, records: Sequence[bytes], signing: Ed25519PrivateKey, to: X25519PublicKey) -> Built:
    """Seal ``records`` to the authority and sign them."""
    lines = head.lines()
    sealed = _SUITE.encrypt(padded(records), to, _text(lines[:4]))
    lines += [
        f"zone-key {keys.name_of(signing.public_key())}",
        f"authority-key {keys.name_of(to)}",
        f"size {len(sealed):010}",
        f"sha256 {hashlib.sha256(sealed).hexdigest()}",
    ]
    manifest = _text([*lines, f"signature {signing.sign(_text(lines)).hex()}"])
    return Built(head.name, manifest, hashlib.sha256(manifest).hexdigest(), sealed)


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("ascii")
