"""The definitions of RFC 6962, section 2.1, as they stand in its text: slow, recursive, over whole lists of entries. A second opinion."""

from __future__ import annotations

from hashlib import sha256


def k(n: int) -> int:
    """The largest power of two smaller than n."""
    found = 1
    while found * 2 < n:
        found *= 2
    return found


def mth(d: list[bytes]) -> bytes:
    """The Merkle Tree Hash."""
    if not d:
        return sha256().digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    return sha256(b"\x01" + mth(d[: k(len(d))]) + mth(d[k(len(d)) :])).digest()


def path(m: int, d: list[bytes]) -> list[bytes]:
    """The Merkle audit path."""
    if len(d) == 1:
        return []
    middle = k(len(d))
    if m < middle:
        return [*path(m, d[:middle]), mth(d[middle:])]
    return [*path(m - middle, d[middle:]), mth(d[:middle])]


def proof(m: int, d: list[bytes]) -> list[bytes]:
    """The Merkle consistency proof."""
    return _subproof(m, d, True)


def _subproof(m: int, d: list[bytes], b: bool) -> list[bytes]:
    if m == len(d):
        return [] if b else [mth(d)]
    middle = k(len(d))
    if m <= middle:
        return [*_subproof(m, d[:middle], b), mth(d[middle:])]
    return [*_subproof(m - middle, d[middle:], False), mth(d[:middle])]
