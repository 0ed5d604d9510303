"""What a witness decides about a checkpoint, in the protocol tlog-witness of C2SP. PURE.

A witness remembers one checkpoint a log and signs a later one only with the proof that it begins with the one remembered. So a log can
show two parties two histories, or cut its end off, only by being refused.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence

import msgspec

from kotinos.custody.log.checkpoint import Checkpoint, Key, Note, NoteInvalid, read, signed_by
from kotinos.custody.log.merkle import EMPTY, ProofInvalid, check_consistency


class Submission(msgspec.Struct, frozen=True):
    """What a log sends: the size that it believes the witness to know, the proof from there, and the new note."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def __str__(self) -> str:
        hashes = "".join(f"{b64encode(step).decode()}\n" for step in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"


def parse(text: str) -> Submission:
    """The body of add-checkpoint; raises NoteInvalid."""
    above, _, note = text.partition("\n\n")
    first, *steps = above.split("\n")
    word, _, old = first.partition(" ")
    if word != "old" or not old.isdecimal() or len(steps) > 63:
        raise NoteInvalid("the body begins with 'old SIZE' and at most 63 hashes")
    try:
        return Submission(int(old), tuple(b64decode(step, validate=True) for step in steps), read(note))
    except ValueError as error:
        raise NoteInvalid(str(error)) from None


class Verdict(msgspec.Struct, frozen=True):
    """The status of the answer by the protocol, why, and whether somebody must look at it."""

    status: int
    reason: str = ""
    alarm: bool = False


def judge(known: Note | None, given: Submission, keys: Sequence[Key]) -> Verdict:
    """200: it may be signed. 404: the log is not watched here. 403: not signed by it. 409: ``old`` is not what is remembered, or the same
    size has another root. 422: the proof does not hold. What only a log with two histories would send raises an alarm.
    """
    new = given.note.checkpoint
    own = [key for key in keys if key.name == new.origin]
    if not own:
        return Verdict(404, f"{new.origin} is not watched here")
    if not any(signed_by(given.note, key) for key in own):
        return Verdict(403, f"not signed by {new.origin}")
    last = known.checkpoint if known else Checkpoint(new.origin, 0, EMPTY)
    if given.old > new.size:
        return Verdict(400, f"old {given.old} is beyond the checkpoint's {new.size}")
    if new.size < last.size:
        return Verdict(409, f"the log had {last.size} entries and shows {new.size}", alarm=True)
    if given.old != last.size:
        return Verdict(409, f"{last.size} entries are known here, not {given.old}")
    if new.size == last.size and new.root != last.root:
        return Verdict(409, f"two roots for {new.size} entries", alarm=True)
    try:
        check_consistency(last.size, last.root, new.size, new.root, given.proof)
    except ProofInvalid as error:
        return Verdict(422, str(error), alarm=True)
    return Verdict(200)
