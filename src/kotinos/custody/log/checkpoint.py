"""Checkpoints: what the log says of itself, signed, in the C2SP formats signed-note, tlog-checkpoint and tlog-cosignature. PURE.

A checkpoint is three lines – origin, size, root hash in base64 – and, after an empty line, one line a signature: the log's own Ed25519
signature over the three lines, and cosignatures of witnesses over these lines and the second in which they saw them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04  # algorithms of C2SP: Ed25519 over the note, Ed25519 over cosignature/v1
_HASH = 32


class NoteInvalid(ValueError):
    """A note, a key or a signature that is not what it should be."""


class Key(msgspec.Struct, frozen=True):
    """A public key with its name, as it is handed out: ``name+1234abcd+base64``."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return sha256(self.name.encode() + b"\n" + bytes((self.algorithm,)) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes((self.algorithm,)) + self.public).decode()}"


def public_key(name: str, algorithm: int, private: Ed25519PrivateKey) -> Key:
    """The public key of ``private`` under ``name``, which has no space and no plus sign."""
    if not name or "+" in name or any(c.isspace() for c in name):
        raise NoteInvalid(f"{name!r} names no key: it may hold neither space nor plus sign")
    return Key(name, algorithm, private.public_key().public_bytes_raw())


def read_key(text: str) -> Key:
    """A key from its text; raises `NoteInvalid`."""
    name, _, rest = text.strip().partition("+")
    number, _, encoded = rest.partition("+")
    try:
        raw = b64decode(encoded, validate=True)
        found = Key(name, raw[0], raw[1:])
    except (ValueError, IndexError):
        raise NoteInvalid(f"{text!r} is no public key: name+12345678+base64 is needed") from None
    if len(found.public) != _HASH or found.algorithm not in (LOG, WITNESS) or found.id.hex() != number:
        raise NoteInvalid(f"the key of {name!r} does not fit its number {number}, or is of a kind unknown here")
    return found


class Checkpoint(msgspec.Struct, frozen=True):
    """The log ``origin`` has ``size`` entries whose tree has ``root``."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


class Signature(msgspec.Struct, frozen=True):
    """One line under a note: the signer's name, its key's number, what it signed with."""

    name: str
    key: bytes
    content: bytes

    def line(self) -> str:
        """The line, its end included."""
        return f"— {self.name} {b64encode(self.key + self.content).decode()}\n"


class Note(msgspec.Struct, frozen=True):
    """A checkpoint with its signatures."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.checkpoint.text() + "\n" + "".join(signature.line() for signature in self.signatures)


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> Note:
    """The note of the log itself, whose name is its origin."""
    key = public_key(checkpoint.origin, LOG, private)
    return Note(checkpoint, (Signature(key.name, key.id, private.sign(checkpoint.text().encode())),))


def cosign(checkpoint: Checkpoint, name: str, private: Ed25519PrivateKey, second: int) -> Signature:
    """A witness's signature: it has seen this checkpoint, and everything that it saw before is in it."""
    key = public_key(name, WITNESS, private)
    return Signature(name, key.id, second.to_bytes(8, "big") + private.sign(_witnessed(checkpoint, second)))


def _witnessed(checkpoint: Checkpoint, second: int) -> bytes:
    return f"cosignature/v1\ntime {second}\n{checkpoint.text()}".encode()


def read(text: str) -> Note:
    """A note from its text; raises `NoteInvalid`. Nothing is verified yet. Lines that extend a checkpoint are refused: ours has none."""
    body, gap, lines = text.partition("\n\n")
    parts = body.split("\n")
    try:
        origin, size, root = parts
        checkpoint = Checkpoint(origin, int(size), b64decode(root, validate=True))
        signatures = tuple(map(_signature, lines.splitlines()))
    except ValueError as error:
        raise NoteInvalid(f"no checkpoint: {error}") from None
    if not gap or not origin or size != str(checkpoint.size) or checkpoint.size < 0 or len(checkpoint.root) != _HASH:
        raise NoteInvalid("no checkpoint: origin, size, root hash, an empty line and signatures are needed")
    return Note(checkpoint, signatures)


def _signature(line: str) -> Signature:
    dash, name, content = line.split(" ")
    raw = b64decode(content, validate=True)
    if dash != "—" or len(raw) < 5:
        raise ValueError(f"{line!r} is no signature")
    return Signature(name, raw[:4], raw[4:])


def signed_by(note: Note, key: Key) -> bool:
    """Whether a line of ``note`` is a true signature of ``key``, be it a log's or a witness's."""
    return any(_holds(note.checkpoint, signature, key) for signature in note.signatures)


def _holds(checkpoint: Checkpoint, signature: Signature, key: Key) -> bool:
    if (signature.name, signature.key) != (key.name, key.id):
        return False
    content, message = signature.content, checkpoint.text().encode()
    if key.algorithm == WITNESS:
        message = _witnessed(checkpoint, int.from_bytes(content[:8], "big"))
        content = content[8:]
    elif checkpoint.origin != key.name:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(content, message)
    except InvalidSignature:
        return False
    return True


def require(note: Note, log: Key, witnesses: Sequence[Key], at_least: int) -> None:
    """Pass where the log and ``at_least`` of ``witnesses`` signed ``note``; raise `NoteInvalid` otherwise."""
    if not signed_by(note, log):
        raise NoteInvalid(f"the checkpoint of {note.checkpoint.origin} is not signed by {log.name}")
    seen = [witness.name for witness in witnesses if signed_by(note, witness)]
    if len(seen) < at_least:
        names = ", ".join(seen) or "none"
        raise NoteInvalid(f"{at_least} of the witnesses must have signed; {names} did")
