"""The witness: a small program of another employer, with its own folder and key. It holds no data, only one checkpoint a log.

``POST /add-checkpoint`` is C2SP's tlog-witness. What it remembers is on disk before its signature leaves. Where a log shows two
histories or a cut end, the two signed notes are kept side by side: they prove it to anybody.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kotinos.codes import canonical
from kotinos.custody.log import keys
from kotinos.custody.log.checkpoint import WITNESS, Key, Note, NoteInvalid, cosign, public_key, read, read_key
from kotinos.custody.log.copying import signed_copy
from kotinos.custody.log.witnessing import Submission, Verdict, judge, parse

_MOST = 64 * 1024  # bytes of a body: a proof of 63 hashes and a note are some 4 KB
_lines = structlog.get_logger("kotinos.custody.witness")


class Witness:
    """The witness ``name`` in ``folder``: ``witness.key``, ``logs`` (a public key a line), one remembered note a log, ``alarms``."""

    def __init__(self, folder: Path, name: str, clock: Callable[[], float] = time.time) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name = folder, name
        file = folder / "witness.key"
        self._private: Ed25519PrivateKey = keys.load(file) if file.exists() else keys.make(file)
        self.key: Key = public_key(name, WITNESS, self._private)
        self._clock = clock
        self._one = threading.Lock()

    @property
    def logs(self) -> Sequence[Key]:
        """The logs that it watches; read anew each time, so that one may be added while it runs."""
        file = self.folder / "logs"
        return [read_key(line) for line in file.read_text().splitlines() if line.strip()] if file.exists() else []

    def watch(self, log: Key) -> None:
        """Watch another log."""
        if log not in self.logs:
            with (self.folder / "logs").open("a") as file:
                file.write(f"{log}\n")

    def remembered(self, origin: str) -> Note | None:
        """The checkpoint that it last signed of this log."""
        file = self._file(origin)
        return read(file.read_text(encoding="utf-8")) if file.exists() else None

    def add(self, given: Submission) -> tuple[Verdict, str]:
        """What it says to a submission: the verdict, and the line of its cosignature where that is 200."""
        with self._one:
            origin = given.note.checkpoint.origin
            known = self.remembered(origin)
            verdict = judge(known, given, self.logs)
            if verdict.alarm:
                self._sound(verdict, known, given)
            if verdict.status != 200:
                return verdict, ""
            _write(self._file(origin), str(given.note))
            return verdict, cosign(given.note.checkpoint, self.name, self._private, int(self._clock())).line()

    def hold(self, origin: str, at: int, lines: bytes) -> int:
        """Keep ``lines`` of another register of the log's zone (its ledger of erasures) behind the ``at`` bytes that are kept already;
        how many bytes are kept then, which is another number where ``at`` was not where the copy ends. Nothing kept is ever changed.
        """
        with self._one:
            path = self._file(origin).with_suffix(".ledger")
            there = path.stat().st_size if path.exists() else 0
            if at != there or not lines.endswith(b"\n"):
                return there
            with path.open("ab") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
            return there + len(lines)

    def _sound(self, verdict: Verdict, known: Note | None, given: Submission) -> None:
        told = {"at": int(self._clock()), "reason": verdict.reason, "known": str(known or ""), "shown": str(given.note)}
        with (self.folder / "alarms").open("ab") as file:
            file.write(canonical.encode(told) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        _lines.warning("alarm", reason=verdict.reason, origin=given.note.checkpoint.origin)

    def _file(self, origin: str) -> Path:
        return self.folder / f"{sha256(origin.encode()).hexdigest()}.note"

    def application(self) -> Starlette:
        """Its HTTP side: add-checkpoint, and its public key for whoever asks."""

        async def add_checkpoint(request: Request) -> Response:
            body = b""
            async for part in request.stream():
                body += part
                if len(body) > _MOST:
                    return PlainTextResponse("too long\n", 413)
            try:
                given = parse(body.decode())
            except (NoteInvalid, UnicodeDecodeError) as error:
                return PlainTextResponse(f"{error}\n", 400)
            verdict, line = await run_in_threadpool(self.add, given)
            if verdict.status == 200:
                return PlainTextResponse(line)
            if verdict.status == 409:
                known = self.remembered(given.note.checkpoint.origin)
                size = known.checkpoint.size if known else 0
                return PlainTextResponse(f"{size}\n", 409, media_type="text/x.tlog.size")
            return PlainTextResponse(f"{verdict.reason}\n", verdict.status)

        async def add_erasures(request: Request) -> Response:
            origin, at = request.query_params.get("origin", ""), request.query_params.get("at", "")
            body = await request.body()
            known = {one.name: one for one in self.logs}
            signature = request.headers.get("x-signature", "")
            if origin not in known or not at.isdecimal() or len(body) > _MOST:
                return PlainTextResponse("not watched here, or no place given, or too long\n", 404)
            if not signed_copy(known[origin], int(at), body, signature):
                return PlainTextResponse(f"not signed by {origin}\n", 403)
            return PlainTextResponse(f"{await run_in_threadpool(self.hold, origin, int(at), body)}\n")

        async def key(_request: Request) -> Response:
            return PlainTextResponse(f"{self.key}\n")

        return Starlette(
            routes=[
                Route("/add-checkpoint", add_checkpoint, methods=["POST"]),
                Route("/add-erasures", add_erasures, methods=["POST"]),
                Route("/key", key, methods=["GET"]),
            ]
        )


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole, on disk when this returns."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
