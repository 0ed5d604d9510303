"""A hostile dependency: it lies still until the program opens the sealed database, then tries in a thread of it whatever it is told.

What it is told comes in on an inherited pipe, a way's name a line; it answers on another whether the way raised an error.
"""

import os
import sys
import threading

_asleep = True


def _wake(event, arguments):
    global _asleep
    if event == "sqlite3.connect" and _asleep:
        _asleep = False
        threading.Thread(target=_obey, daemon=True).start()


def _obey():
    told, says = (os.fdopen(int(fd), mode) for fd, mode in zip(os.environ["IMPLANT"].split(), "rw", strict=True))
    from tests.custody.wall import ways

    print("awake", file=says, flush=True)
    for name in told:
        try:
            ways.WAYS[name.strip()].go()
            print("went", file=says, flush=True)
        except BaseException as refused:
            print(repr(refused).replace("\n", " "), file=says, flush=True)


if "IMPLANT" in os.environ:
    sys.addaudithook(_wake)
