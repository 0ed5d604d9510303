"""A filter of system calls, for what Landlock does not know: every socket but TCP, other programs, shared memory, signals to others.

https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html. It is a list of what is shut, not of what is open: Python, its
libraries and their next versions may call what they like, as long as it leads nowhere.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Sequence

# number of the call on x86_64, on aarch64
_CALLS = {
    "socket": (41, 198),
    "connect": (42, 203),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "kill": (62, 129),
    "tgkill": (234, 131),
}
_SHUT = {
    "other programs": {"execve": (59, 221), "execveat": (322, 281)},
    "signals": {"tkill": (200, 130), "sigqueue": (129, 138), "tgsigqueue": (297, 240), "pidfd_send_signal": (424, 424)},
    "other processes": {"ptrace": (101, 117), "vm_writev": (311, 271), "pidfd_getfd": (438, 438)},
    "shared memory and queues": {"shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180)},
    "keyrings": {"add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219)},
    "attributes": {"setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463)},
    "namespaces": {"unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265)},
    # io_uring opens and uses sockets without a call that a filter could see.
    "the kernel's own programs": {
        "io_uring": (425, 425),
        "bpf": (321, 280),
        "perf": (298, 241),
        "userfault": (323, 282),
    },
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000  # the second table of calls on x86_64

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
_STREAM, _TYPE, _TCP = 1, 0xF, 6
_FASTOPEN = 0x20000000  # connects without connect, past Landlock on kernels that forgot it

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refused with EPERM

Instruction = tuple[int, int, int, int]
_allow, _refuse = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)
_libc = ctypes.CDLL(None, use_errno=True)
PR_SET_SECCOMP, FILTER = 22, 2


def known() -> bool:
    """Whether there is a filter for this machine's kind of processor."""
    return platform.machine() in _MACHINES


def restrict(families: Sequence[int], *, connect: bool) -> None:
    """Shut this thread in: TCP in ``families`` (and all of AF_UNIX, where it is among them); without ``connect`` it may call nobody.

    ``no_new_privs`` must be set. Raises OSError.
    """
    lines = program(platform.machine(), os.getpid(), families, connect=connect)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    prog = ctypes.create_string_buffer(struct.pack("HP", len(lines), ctypes.addressof(code)))
    if _libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(FILTER), prog, ctypes.c_ulong(0), ctypes.c_ulong(0)):
        raise OSError(ctypes.get_errno(), f"seccomp: {os.strerror(ctypes.get_errno())}")


def program(machine: str, pid: int, families: Sequence[int], *, connect: bool) -> list[Instruction]:
    """The filter, in the kernel's instructions: each call that it knows is a block that ends in a verdict."""
    column, architecture = _MACHINES[machine]
    lines = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    lines += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)] if machine == "x86_64" else []
    blocks = {name: [_refuse] for group in _SHUT.values() for name in group}
    blocks["socket"] = _socket(families)
    blocks |= {name: _without(at) for name, at in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3))}
    blocks |= {name: [_argument(0), (_EQUAL, 0, 1, pid), _allow, _refuse] for name in ("kill", "tgkill")}
    if not connect:
        blocks["connect"] = [_refuse]
    numbers = _CALLS | {name: both for group in _SHUT.values() for name, both in group.items()}
    for name, block in blocks.items():
        lines += [(_EQUAL, 0, len(block), numbers[name][column]), *block]
    return [*lines, _allow]


def _socket(families: Sequence[int]) -> list[Instruction]:
    """Only ``families``; of the internet only TCP itself, no other stream (SCTP, MPTCP), which Landlock would not see."""
    internet = [family for family in families if family != AF_UNIX]
    lines = [_argument(0)]
    lines += [one for _ in range(AF_UNIX in families) for one in ((_EQUAL, 0, 1, AF_UNIX), _allow)]
    for at, family in enumerate(internet):
        lines.append((_EQUAL, len(internet) - at, 0, family))
    lines.append(_refuse)
    if internet:
        lines += [_argument(1), (_AND, 0, 0, _TYPE), (_EQUAL, 1, 0, _STREAM), _refuse]
        lines += [_argument(2), (_EQUAL, 1, 0, 0), (_EQUAL, 0, 1, _TCP), _allow, _refuse]
    return lines


def _without(at: int) -> list[Instruction]:
    return [_argument(at), (_ANY_BIT, 0, 1, _FASTOPEN), _refuse, _allow]


def _argument(index: int) -> Instruction:
    """Load the lower half of an argument: both machines are little-endian, and no argument that is looked at is wider."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index)
