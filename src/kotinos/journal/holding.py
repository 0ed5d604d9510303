"""One writer per file: a lock that the kernel lets go of when its process dies, and that says who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from kotinos.journal.event import JournalHeld


class Hold:
    """Holds ``<file>.lock`` until `release`; raises `JournalHeld` naming the process that has it."""

    def __init__(self, file: Path) -> None:
        # The lock file stays: removing it would let two processes lock two different files of one name.
        self._lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._lock, 1000, 0).decode(errors="replace").strip() or "a process that is just starting"
            os.close(self._lock)
            raise JournalHeld(
                f"{file} is being written by {holder}; a journal has one writer. Stop it, or open for reading only"
            ) from None
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{identity()}\n".encode(), 0)

    def release(self) -> None:
        """Let the next writer in."""
        os.close(self._lock)


def identity() -> str:
    """Who this process is, for the message that the next one reads."""
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"process {os.getpid()} ({Path(sys.argv[0] or 'python').name}) on {socket.gethostname()} since {since}"
