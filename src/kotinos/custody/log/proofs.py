"""A proof that an entry is in the log, for somebody who has only public keys. PURE.

Two forms of the same. The *text* is C2SP's tlog-proof: the entry itself (as ``extra``), its place, the audit path, and a checkpoint with
its signatures; other tools read it. The *packed* form leaves out what follows from the rest – the entry, which its holder has, the root,
which follows from entry and path, the names, which stand in the keys – and fits a million entries into one line below 1,000 bytes with
one witness.
"""

from __future__ import annotations

from base64 import b64decode, b64encode, b85decode, b85encode
from collections.abc import Sequence

import msgspec

from kotinos.custody.log.checkpoint import WITNESS, Checkpoint, Key, Note, NoteInvalid, Signature, read, require
from kotinos.custody.log.merkle import ProofInvalid, check_inclusion, leaf_hash

_FIRST = "c2sp.org/tlog-proof@v1"
_PACKED = "proof-1 "
_SIGNATURE = 64
_HASH = 32


class Proof(msgspec.Struct, frozen=True):
    """Entry ``index`` (from 0) is in the tree of ``note``."""

    entry: bytes
    index: int
    path: tuple[bytes, ...]
    note: Note

    def __str__(self) -> str:
        hashes = "".join(f"{b64encode(step).decode()}\n" for step in self.path)
        return f"{_FIRST}\nextra {b64encode(self.entry).decode()}\nindex {self.index}\n{hashes}\n{self.note}"


def parse(text: str) -> Proof:
    """A proof from its text; raises ProofInvalid. Nothing is verified yet."""
    try:
        above, _, note = text.partition("\n\n")
        first, extra, index, *path = above.split("\n")
        if first != _FIRST or not extra.startswith("extra ") or not index.startswith("index "):
            raise ValueError(f"it begins with {first!r}")
        steps = tuple(b64decode(step, validate=True) for step in path)
        if any(len(step) != _HASH for step in steps):
            raise ValueError("a hash of the path has not 32 bytes")
        return Proof(b64decode(extra[6:], validate=True), int(index[6:]), steps, read(note))
    except (ValueError, NoteInvalid) as error:
        raise ProofInvalid(f"this is no proof of entry ({_FIRST}): {error}") from None


def verify(proof: Proof, log: Key, witnesses: Sequence[Key] = (), at_least: int = 0) -> None:
    """Pass where the entry is in the log that ``log`` signed and ``at_least`` of ``witnesses`` saw; raise ProofInvalid otherwise."""
    checkpoint = proof.note.checkpoint
    if check_inclusion(leaf_hash(proof.entry), proof.index, checkpoint.size, proof.path) != checkpoint.root:
        raise ProofInvalid(f"entry {proof.index} is not in the log at {checkpoint.size} entries, or is not this one")
    try:
        require(proof.note, log, witnesses, at_least)
    except NoteInvalid as error:
        raise ProofInvalid(str(error)) from None


def pack(proof: Proof) -> str:
    """The packed form, one line without its end: prefix, then in base85: index, size, number of cosignatures, the log's signature, the
    cosignatures with the numbers of their keys, the path.
    """
    own, *others = sorted(proof.note.signatures, key=lambda s: s.name != proof.note.checkpoint.origin)
    cosigned = b"".join(other.key + other.content for other in others)
    numbers = _number(proof.index) + _number(proof.note.checkpoint.size) + _number(len(others))
    return _PACKED + b85encode(numbers + own.content + cosigned + b"".join(proof.path)).decode()


def is_packed(text: str) -> bool:
    """Whether ``text`` is a packed proof."""
    return text.startswith(_PACKED)


def unpack(line: str, entry: bytes, log: Key, witnesses: Sequence[Key]) -> Proof:
    """The proof for ``entry`` again; raises ProofInvalid. Cosignatures of witnesses not among ``witnesses`` are left out."""
    try:
        raw = b85decode(line.strip().removeprefix(_PACKED))
        index, raw = _read_number(raw)
        size, raw = _read_number(raw)
        count, raw = _read_number(raw)
        own, raw = raw[:_SIGNATURE], raw[_SIGNATURE:]
        width = 4 + 8 + _SIGNATURE
        others, raw = [raw[i * width : (i + 1) * width] for i in range(count)], raw[count * width :]
        path = tuple(raw[at : at + _HASH] for at in range(0, len(raw), _HASH))
    except (ValueError, IndexError):
        raise ProofInvalid("this is no packed proof") from None
    root = check_inclusion(leaf_hash(entry), index, size, path)
    names = {key.id: key.name for key in witnesses if key.algorithm == WITNESS}
    cosigned = (Signature(names[one[:4]], one[:4], one[4:]) for one in others if one[:4] in names)
    note = Note(Checkpoint(log.name, size, root), (Signature(log.name, log.id, own), *cosigned))
    return Proof(entry, index, path, note)


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the high bit says that more follow."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))


def _read_number(raw: bytes) -> tuple[int, bytes]:
    value = 0
    for at in range(len(raw)):
        value |= (raw[at] & 0x7F) << 7 * at
        if raw[at] < 0x80:
            return value, raw[at + 1 :]
    raise IndexError
