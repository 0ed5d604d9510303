"""Signing while the log grows: a checkpoint at most a second after an entry, and the witnesses' signatures under it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import httpx
import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.act import Act
from kotinos.custody.log import alarms, stored
from kotinos.custody.log.checkpoint import Checkpoint, Key, Note, NoteInvalid, read, sign, signed_by
from kotinos.custody.log.witnessing import Submission
from kotinos.custody.store import Database

PERIOD = 0.5
"""Seconds between two looks at the log."""
_PATIENCE = 2.0  # seconds that a witness has to answer

_lines = structlog.get_logger("kotinos.custody.log")


class Address(msgspec.Struct, frozen=True):
    """A witness: where it is, and the key by which its signatures are known."""

    url: str
    key: Key


class Refusal(Exception):
    """A witness does not sign: it knows another history. Somebody must look at it."""


class Checkpoints:
    """Signs for the log ``name`` of ``database``, and asks ``witnesses``. A witness that is away is asked again at the next look."""

    def __init__(
        self,
        database: Database,
        name: str,
        private: Ed25519PrivateKey,
        clock: Callable[[], datetime],
        witnesses: Sequence[Address] = (),
    ) -> None:
        self._database, self._name, self._private, self._clock = database, name, private, clock
        self._witnesses = witnesses
        self._known: dict[str, int] = {}
        self._alarmed: set[str] = set()

    def step(self) -> Note | None:
        """Sign what is new, and have it witnessed; the latest checkpoint. ``None`` while the log is empty."""
        with self._database.reading() as connection:
            last = stored.last_note(connection)
            now = stored.checkpoint(connection, self._name)
        if now.size == 0:
            return None
        if last is None or last.checkpoint.size != now.size:
            last = sign(now, self._private)
            self._keep(last)
        missing = [witness for witness in self._witnesses if not signed_by(last, witness.key)]
        signed = last
        for witness in missing:
            signed = self._ask(witness, signed)
        if signed != last:
            self._keep(signed)
        return signed

    def _keep(self, note: Note) -> None:
        with self._database.writing() as connection:
            stored.keep(connection, note, self._clock().isoformat())

    def _ask(self, witness: Address, note: Note) -> Note:
        """``note`` with the cosignature of ``witness``; as it was where the witness is away or refuses."""
        try:
            line = self._cosigned(witness, note.checkpoint, note)
            signed = read(f"{note.checkpoint.text()}\n{''.join(s.line() for s in note.signatures)}{line}")
            if not signed_by(signed, witness.key):
                raise Refusal(f"what {witness.key.name} answered is not its signature")
        except httpx.HTTPError as error:
            _lines.warning("witness away", witness=witness.key.name, error=type(error).__name__)
            return note
        except (Refusal, NoteInvalid) as error:
            self._alarm(witness, str(error))
            return note
        self._known[witness.key.name] = note.checkpoint.size
        self._alarmed.discard(witness.key.name)
        return signed

    def _cosigned(self, witness: Address, checkpoint: Checkpoint, note: Note) -> str:
        old = min(self._known.get(witness.key.name, 0), checkpoint.size)
        for _ in range(2):  # the second time from the size that it says it knows
            with self._database.reading() as connection:
                proof = stored.consistency(connection, old, checkpoint.size)
            body = str(Submission(old, tuple(proof), note)).encode()
            answer = httpx.post(f"{witness.url}/add-checkpoint", content=body, timeout=_PATIENCE, trust_env=False)
            if answer.status_code == 200:
                return answer.text
            known = answer.text.strip()
            if answer.status_code != 409 or not known.isdecimal() or not old != int(known) <= checkpoint.size:
                raise Refusal(f"{witness.key.name} answers {answer.status_code}: {known[:200]}")
            old = int(known)
        raise Refusal(f"{witness.key.name} changes what it knows")

    def _alarm(self, witness: Address, reason: str) -> None:
        if witness.key.name in self._alarmed:
            return  # one alarm while it lasts
        self._alarmed.add(witness.key.name)
        with self._database.writing() as connection:
            act = Act("clock", self._clock(), "a witness does not sign the log")
            alarms.sound(connection, act, "witness_refuses", reason)

    def run(self, stop: threading.Event) -> None:
        """`step` until ``stop``: in a thread of the zone's program. What goes wrong is told, and tried again."""
        while not stop.wait(PERIOD):
            try:
                self.step()
            except Exception:
                _lines.exception("no checkpoint")
