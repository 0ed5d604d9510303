"""What `live` runs beside itself: derives, encodes and stores documents, as it is told through a pipe (`kotinos.results.beside`).

Run as ``python -m kotinos.programs.publish PARENT HEAD``, with the addresses of journal and store in the environment.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping

import structlog

from kotinos.config import Config
from kotinos.journal.opening import open_journal
from kotinos.programs.loop import ended_with, run_async
from kotinos.results.beside import Beside, follow
from kotinos.results.publications import open_publications
from kotinos.results.publisher import Publisher

log = structlog.get_logger("publish")


def beside(config: Config, tell: Callable[[int], None]) -> Beside:
    """An outlet that publishes in a process of its own."""
    addresses = {"KOTINOS_JOURNAL": config.journal_url, "KOTINOS_PUBLICATIONS": config.publications_url}
    command = (sys.executable, "-m", "kotinos.programs.publish", str(os.getpid()))
    return Beside(command, {**os.environ, **addresses}, tell)


async def publish(environment: Mapping[str, str], head: int) -> None:
    """Publish until standard input ends."""
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not be taken for an answer
    journal = open_journal(environment["KOTINOS_JOURNAL"], read_only=True)
    store = open_publications(environment["KOTINOS_PUBLICATIONS"])
    try:
        await follow(journal, Publisher(store, alarm=_alarm), orders, answers.write, head, keep_what_was_read)
    finally:
        store.close()
        journal.close()


def keep_what_was_read() -> None:
    """What was read at the start stays for good, and states are immutable: a collector that looks at them again finds nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _alarm(step: int, error: Exception) -> None:
    log.error("documents of a step could not be derived and are held back", step=step, exc_info=error)


def main(parent: str, head: str) -> None:
    """The program. It ends when its parent closes the pipe, and at once when that is gone: another may write the store already."""
    ended_with(int(parent), signal.SIGKILL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    run_async(publish(os.environ, int(head)))


if __name__ == "__main__":
    main(*sys.argv[1:])
