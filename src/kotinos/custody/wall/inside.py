"""The wall that a program raises around itself before it opens the zone, without any right of an administrator."""

from __future__ import annotations

import ctypes
import os
import resource
import tempfile
from pathlib import Path

import msgspec

from kotinos.custody.wall import landlock, seccomp
from kotinos.custody.wall.allowed import Allowed

PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38
SCRATCH = "scratch"
"""The zone's own folder for what must be a file for a moment; the machine's is shared with others."""

_libc = ctypes.CDLL(None, use_errno=True)


class NoWall(Exception):
    """The settings demand a wall that this machine cannot raise."""


class Raised(msgspec.Struct, frozen=True):
    """Which version of Landlock holds the program (0: none), and whether its system calls are filtered."""

    landlock: int
    seccomp: bool

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is open that should not be; nothing where the wall is whole."""
        found = ["writing outside the zone's folders"] if not self.landlock else []
        found += ["TCP to anybody"] if self.landlock < landlock.TCP_SINCE else []
        return (*found, *(() if self.seccomp else ("sockets of other kinds, other programs, shared memory",)))


def raise_(folder: Path, allowed: Allowed) -> Raised:
    """Shut this program in, for good: its threads and children to come too. Raises `NoWall` where it has threads already; OSError."""
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208  names are all that is wanted
        raise NoWall("a thread runs already, which no wall would hold")
    _keep_to(folder / SCRATCH)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for option, value in ((PR_SET_DUMPABLE, 0), (PR_SET_NO_NEW_PRIVS, 1)):
        if _libc.prctl(option, *(ctypes.c_ulong(one) for one in (value, 0, 0, 0))):
            raise OSError(ctypes.get_errno(), "prctl")
    known = landlock.restrict(allowed.folders, [one.port for one in allowed.peers], allowed.listens)
    if seccomp.known():
        internet = allowed.peers or allowed.listens
        families = (seccomp.AF_INET, seccomp.AF_INET6) if internet else ()
        local = (seccomp.AF_UNIX,) if allowed.local_sockets else ()
        seccomp.restrict((*local, *families), connect=bool(allowed.peers or local))
    return Raised(known, seccomp.known())


def _keep_to(scratch: Path) -> None:
    scratch.mkdir(mode=0o700, exist_ok=True)
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = tempfile.tempdir = str(scratch)
