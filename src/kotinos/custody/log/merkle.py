"""The Merkle tree of RFC 6962 (section 2.1): hashes, proofs, and how an outsider checks them. PURE.

A tree is read by its *nodes*: the node (level, index) is the hash of the 2^level leaves that begin at index * 2^level, and it exists
once all of them do. A proof reads O(log n) nodes; appending makes each node once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import msgspec

Node = Callable[[int, int], bytes]
"""Reads the node (level, index)."""

EMPTY = sha256(b"").digest()
"""The root of the tree without leaves."""


class ProofInvalid(Exception):
    """What was to be proven is not proven: something was changed, left out, or belongs to another tree."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: the byte 0 keeps it apart from every inner node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier(msgspec.Struct, frozen=True):
    """What must be known of a tree to append to it: its size and the roots of its perfect subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def root(self) -> bytes:
        """The root of the tree."""
        if not self.peaks:
            return EMPTY
        *before, found = self.peaks
        for peak in reversed(before):
            found = node_hash(peak, found)
        return found


def grow(frontier: Frontier, leaves: Sequence[bytes]) -> tuple[Frontier, list[tuple[int, int, bytes]]]:
    """The frontier after ``leaves`` (leaf hashes) were appended, and every node that this completed: (level, index, hash)."""
    size, peaks, made = frontier.size, list(frontier.peaks), []
    for leaf in leaves:
        made.append((0, size, leaf))
        carried, level, index = leaf, 0, size
        while index & 1:
            level, index = level + 1, index >> 1
            carried = node_hash(peaks.pop(), carried)
            made.append((level, index, carried))
        peaks.append(carried)
        size += 1
    return Frontier(size, tuple(peaks)), made


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _subtree(node: Node, start: int, end: int) -> bytes:
    """The hash over the leaves [start, end), where ``start`` is a multiple of the next power of two."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(count)
    return node_hash(_subtree(node, start, middle), _subtree(node, middle, end))


def root(node: Node, size: int) -> bytes:
    """The root of the tree of the first ``size`` leaves."""
    return _subtree(node, 0, size) if size else EMPTY


def inclusion(node: Node, index: int, size: int) -> list[bytes]:
    """The audit path of leaf ``index`` (from 0) in the tree of ``size`` leaves, from the leaf upwards (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    return list(_path(node, index, 0, size))[::-1]


def _path(node: Node, index: int, start: int, end: int) -> Iterator[bytes]:
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            yield _subtree(node, middle, end)
            end = middle
        else:
            yield _subtree(node, start, middle)
            start = middle


def consistency(node: Node, old: int, new: int) -> list[bytes]:
    """Proof that the tree of ``old`` leaves is the beginning of the tree of ``new`` leaves (RFC 6962, 2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError(f"{old} leaves cannot be the beginning of {new}")
    if old in (0, new):
        return []
    found: list[bytes] = []
    start, end, whole = 0, new, True
    while old - start != end - start:
        middle = start + _split(end - start)
        if old <= middle:
            found.append(_subtree(node, middle, end))
            end = middle
        else:
            found.append(_subtree(node, start, middle))
            start, whole = middle, False
    if not whole:
        found.append(_subtree(node, start, end))
    return found[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that ``proof`` leads to from ``leaf`` (a leaf hash); raises `ProofInvalid` where it cannot fit (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofInvalid(f"a tree of {size} leaves has no leaf {index}")
    here, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ProofInvalid(f"the path is longer than a tree of {size} leaves is high")
        if here & 1 or here == last:
            found = node_hash(step, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofInvalid(f"the path ends below the root of a tree of {size} leaves")
    return found


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Pass where ``proof`` shows that the old tree is the beginning of the new; raise `ProofInvalid` otherwise (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        raise ProofInvalid(f"a tree of {old} leaves is not the beginning of one of {new}")
    if old == new or old == 0:
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY):
            raise ProofInvalid(f"two trees of {old} and {new} leaves do not belong together")
        return
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise ProofInvalid("the proof is empty")
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofInvalid(f"the proof is longer than a tree of {new} leaves is high")
        if here & 1 or here == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, step)
        here, last = here >> 1, last >> 1
    if last or first != old_root or second != new_root:
        raise ProofInvalid(f"the first {old} of {new} leaves are not what they were")
