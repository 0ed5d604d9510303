"""Files that the zone must not fall for. Each is made from a right one, and goes out before it under the same number. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.rehearsal.authority.writing import Envelope, Said, answers


@dataclass(frozen=True)
class Right:
    """A right file and what it was made of; ``before`` is the one that went out last, and its name."""

    envelope: Envelope
    said: Sequence[Said]
    key: Ed25519PrivateKey
    body: bytes
    old: Ed25519PrivateKey
    stranger: Ed25519PrivateKey
    before: tuple[str, bytes]


Bad = Callable[[Right], tuple[str, bytes]]


def _truncate(right: Right) -> tuple[str, bytes]:
    return right.envelope.name, right.body[: len(right.body) * 2 // 3]


def _reason(right: Right) -> tuple[str, bytes]:
    """A remark in the blank columns of the first answer."""
    return right.envelope.name, right.body[:187] + b"S-77" + right.body[191:]


def _signature(right: Right) -> tuple[str, bytes]:
    last = right.body.rstrip()[-1:]
    at = len(right.body.rstrip()) - 1
    return right.envelope.name, right.body[:at] + (b"0" if last != b"0" else b"1") + right.body[at + 1 :]


def _unknown(right: Right) -> tuple[str, bytes]:
    stranger = Said("A" * 32, "F", 999_999_999_999, right.envelope.created.date())
    return right.envelope.name, answers(right.envelope, [*right.said, stranger], right.key)


def _count(right: Right) -> tuple[str, bytes]:
    return right.envelope.name, right.body[:128] + right.body[192:]


def _resigned(right: Right, key: Ed25519PrivateKey) -> tuple[str, bytes]:
    return right.envelope.name, answers(right.envelope, right.said, key)


def _foreign(right: Right) -> tuple[str, bytes]:
    elsewhere = replace(right.envelope, domain="ZZ")
    return elsewhere.name, answers(elsewhere, right.said, right.key)


def _far(right: Right) -> tuple[str, bytes]:
    ahead = replace(right.envelope, sequence=right.envelope.sequence + 1000)
    return ahead.name, answers(ahead, right.said, right.key)


BAD: dict[str, Bad] = {
    "replay": lambda right: right.before,
    "truncate": _truncate,
    "reason": _reason,
    "signature": _signature,
    "wrong-key": lambda right: _resigned(right, right.stranger),
    "old-key": lambda right: _resigned(right, right.old),
    "foreign": _foreign,
    "unknown-token": _unknown,
    "count": _count,
    "far-ahead": _far,
    "misnamed": lambda right: (f"re-{right.envelope.name}", right.body),
}
"""Bad files by the name of what is wrong. ``reorder`` is not among them: it is two right files, the second first."""

REORDER = "reorder"
