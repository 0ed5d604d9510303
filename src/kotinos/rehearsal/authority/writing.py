"""Writing what goes back: acknowledgements and answers, lines of 64 bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.rehearsal.authority.keys import name_of


@dataclass(frozen=True)
class Envelope:
    """Who says it, and as which of its files."""

    domain: str
    campaign: str
    sequence: int
    created: datetime

    @property
    def name(self) -> str:
        """The file's name in the spool."""
        return f"kotinos-{self.domain}-{self.campaign}-answer-{self.sequence:08}.kva"


@dataclass(frozen=True)
class Said:
    """One answer: F until a day, U, P or W, under the number of the case."""

    token: str
    verdict: str
    case: int
    until: date | None = None

    def line(self) -> str:
        """The line that says it."""
        until = self.until.strftime("%Y%m%d") if self.until else "00000000"
        return f"A {self.token} {self.verdict} {self.case:012} {until}"


def answers(envelope: Envelope, said: Sequence[Said], key: Ed25519PrivateKey) -> bytes:
    """An answer file."""
    return _signed(envelope, "ANS", [], [one.line() for one in said], key)


def acknowledgement(
    envelope: Envelope, batch: int, digest: str, receipts: Sequence[tuple[str, int]], key: Ed25519PrivateKey
) -> bytes:
    """An acknowledgement of the batch with that manifest hash: each token with 0, or the number of the field that cannot be read."""
    about = [f"B {part} {batch:08} {half}" for part, half in enumerate((digest[:32], digest[32:]), 1)]
    return _signed(envelope, "ACK", about, [f"R {token} {field:02}" for token, field in receipts], key)


def _signed(envelope: Envelope, kind: str, about: list[str], items: list[str], key: Ed25519PrivateKey) -> bytes:
    e = envelope
    head = f"H 1 {kind} {e.domain} {e.campaign:-<12} {e.sequence:08} {len(items):08} {e.created:%Y%m%dT%H%M%SZ}"
    body = _lines([head, f"K {name_of(key.public_key().public_bytes_raw())}", *about, *items])
    digest = hashlib.sha256(body).hexdigest()
    body += _lines([f"T {part} {len(items):08} {half}" for part, half in enumerate((digest[:32], digest[32:]), 1)])
    signature = key.sign(body).hex()
    return body + _lines([f"S {part + 1} {signature[part * 32 : part * 32 + 32]}" for part in range(4)])


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line:63}\n" for line in lines).encode("ascii")
