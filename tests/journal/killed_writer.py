"""Processes that are killed: several threads record groups and print each acknowledged group's ids at once.

Run as ``killed_writer.py URL``. For every line on standard input, the number of a life, it forks one such process, prints
``born PID``, and ``dead`` when it has been killed. It forks because that is ten times as fast as starting, and itself has
neither threads nor a journal open.
"""

import os
import sys
import threading
import time
from itertools import count

from kotinos.journal.event import JournalUnavailable, Proposal
from kotinos.journal.opening import open_journal

THREADS = 4


def main(url: str) -> None:
    if url.startswith("postgresql:"):
        import kotinos.journal.postgres  # noqa: F401 (once, here, instead of in every life)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            live(url, line.strip())
        os.write(1, f"born {pid}\n".encode())
        os.waitpid(pid, 0)
        os.write(1, b"dead\n")


def live(url: str, cycle: str) -> None:
    journal = open_journal(url)

    def write(thread: int) -> None:
        stream = f"stream-{thread}"
        at = journal.position(stream)
        for n in count():
            size = n % 3 + 1
            group = [
                Proposal(
                    id=f"{cycle}-{thread}-{n}.{part}",
                    at="2026-07-04T09:30:00.000000Z",
                    stream=stream,
                    kind="k",
                    actor="a",
                    source="s",
                    body=b'{"position":%d,"of":%d}' % (at + part, size),
                )
                for part in range(size)
            ]
            while True:
                try:
                    journal.append(group, {stream: at}).result()
                    break
                except JournalUnavailable:  # the server is being killed too: propose the very same again
                    time.sleep(0.02)
            os.write(1, f"{' '.join(p.id for p in group)}\n".encode())  # one write to a pipe is whole or not at all
            at += size

    for thread in range(THREADS):
        threading.Thread(target=write, args=(thread,)).start()
    threading.Event().wait()


main(*sys.argv[1:])
