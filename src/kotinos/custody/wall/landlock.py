"""Landlock: a process gives up, for good and for all its threads and children to come, what it names. Linux 5.13, TCP since 6.7.

https://docs.kernel.org/userspace-api/landlock.html. Reading stays free: what a program may read says the owner of the file.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
TCP_SINCE, SCOPES_SINCE = 4, 6
"""The versions of its interface that know TCP ports, and signals with abstract sockets."""

EXECUTE, WRITE_FILE = 1 << 0, 1 << 1
REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (
    1 << bit for bit in range(4, 13)
)
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_SINCE = {REFER: 2, TRUNCATE: 3, IOCTL_DEV: 5}
_SHUT = EXECUTE | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_CHAR | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO
_SHUT |= MAKE_BLOCK | MAKE_SYM | REFER | TRUNCATE | IOCTL_DEV
_KEPT = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
"""What stays possible below a folder of its own: files and folders, but no link, pipe, socket or device that leads elsewhere."""
BIND, CONNECT = 1, 2
_SCOPES = 3

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The version of the kernel's interface; 0 where there is none."""
    return max(0, int(_libc.syscall(CREATE_RULESET, None, 0, 1)))


def restrict(folders: Iterable[Path], connect: Iterable[int], bind: Iterable[int]) -> int:
    """Let this thread write below ``folders`` only, and, where the kernel can, call and listen on those TCP ports only.

    Returns the version that was used, 0 where nothing was done. ``no_new_privs`` must be set. Raises OSError.
    """
    known = version()
    if not known:
        return 0
    rights = _known(_SHUT, known)
    attributes = struct.pack("QQQ", rights, BIND | CONNECT, _SCOPES)
    size = 24 if known >= SCOPES_SINCE else 16 if known >= TCP_SINCE else 8
    ruleset = _call(CREATE_RULESET, attributes[:size], size, 0)
    try:
        for folder in folders:
            _allow_below(ruleset, folder, _known(_KEPT, known))
        _allow_below(ruleset, Path(os.devnull), WRITE_FILE)
        if known >= TCP_SINCE:
            for right, ports in ((CONNECT, connect), (BIND, bind)):
                for port in ports:
                    _call(ADD_RULE, ruleset, 2, struct.pack("QQ", right, port), 0)
        _call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return known


def _known(rights: int, version: int) -> int:
    return rights & ~sum(right for right, since in _SINCE.items() if version < since)


def _allow_below(ruleset: int, path: Path, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _call(ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, handle), 0)
    finally:
        os.close(handle)


def _call(number: int, *arguments: int | bytes) -> int:
    given = [one if isinstance(one, bytes) else ctypes.c_long(one) for one in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *given))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return result
