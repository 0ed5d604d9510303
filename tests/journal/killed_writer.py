"""A process that is killed: several threads record groups and print each acknowledged id at once.

Run as ``killed_writer.py URL CYCLE``. It imports as little as it can, because a test starts it hundreds of times.
"""

import os
import sys
import threading
import time
from itertools import count

from kotinos.journal.event import JournalUnavailable, Proposal
from kotinos.journal.opening import open_journal

THREADS = 4


def main(url: str, cycle: str) -> None:
    journal = open_journal(url)
    os.write(1, b"open\n")

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
            os.write(1, "".join(f"{p.id}\n" for p in group).encode())
            at += size

    for thread in range(THREADS):
        threading.Thread(target=write, args=(thread,)).start()


main(*sys.argv[1:])
