"""Who stands on the other side of each way. An observer says, when asked, whether anything arrived since it was asked before."""

from __future__ import annotations

import ctypes
import os
import pty
import signal
import socket
import struct
from collections.abc import Callable
from pathlib import Path

from tests.custody.wall import places

_libc = ctypes.CDLL(None, use_errno=True)
Observer = Callable[[], bool]

_OUTGOING = 4  # a packet that this side sent
_KERNEL_V6 = {130, 131, 132, 133, 134, 135, 136, 143}
"""ICMPv6 by which the kernel finds neighbours, routers and groups: no process makes it."""


def capture(interface: str) -> Observer:
    """Every packet that comes in on ``interface``, of any protocol."""
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    tap.bind((interface, 3))
    tap.setblocking(False)

    def arrived() -> bool:
        found = False
        while True:
            try:
                frame, address = tap.recvfrom(65_535)
            except BlockingIOError:
                return found
            found |= address[2] != _OUTGOING and not _of_kernel(frame) and not _allowed(frame)

    return arrived


def _of_kernel(frame: bytes) -> bool:
    kind, packet = frame[12:14], frame[14:]
    if kind == b"\x08\x00":
        return packet[9] == 1 and packet[(packet[0] & 15) * 4] == 3  # "not reachable", as the wall tells its own caller
    if kind != b"\x86\xdd":
        return False
    after = 40 + (8 * (packet[41] + 1) if packet[6] == 0 else 0)
    return (packet[40] if packet[6] == 0 else packet[6]) == 58 and packet[after] in {1} | _KERNEL_V6


def _allowed(frame: bytes) -> bool:
    """What the settings let out, to the witness; and asking who has its address."""
    if frame[12:14] == b"\x08\x06":
        return frame[38:42] == socket.inet_aton(places.OUT4)
    packet = frame[14:]
    port = struct.unpack("!H", packet[22:24])[0] if len(packet) >= 24 else 0
    return (
        frame[12:14] == b"\x08\x00"
        and packet[9] == 6
        and packet[16:20] == socket.inet_aton(places.OUT4)
        and port == places.WITNESS
    )


def received(one: socket.socket) -> Observer:
    """A datagram, or somebody who connects."""
    one.setblocking(False)

    def arrived() -> bool:
        try:
            if one.type == socket.SOCK_STREAM:
                one.accept()[0].close()
            else:
                one.recv(65_535)
        except BlockingIOError:
            return False
        return True

    return arrived


def bound(family: int, kind: int, address: object, protocol: int = 0) -> socket.socket:
    one = socket.socket(family, kind, protocol)
    one.bind(address)
    if family == socket.AF_UNIX and kind == socket.SOCK_STREAM:
        one.listen()
    return one


def readable(handle: int) -> Observer:
    os.set_blocking(handle, False)

    def arrived() -> bool:
        try:
            return bool(os.read(handle, 65_535))
        except OSError:
            return False

    return arrived


def changed() -> Observer:
    """Any change below the open zone's folder, or in the machine's folders for everybody."""

    def look() -> dict[str, tuple[object, ...]]:
        found = [*places.open_zone().rglob("*"), Path("/tmp/kotinos-way-out"), Path("/dev/shm/kotinos-way-out")]
        there = [one for one in found if one.exists() or one.is_symlink()]
        return {str(one): (one.lstat().st_size, one.lstat().st_nlink, _attributes(one)) for one in there}

    before = [look()]

    def arrived() -> bool:
        before.append(look())
        return before[-1] != before[-2]

    return arrived


def _attributes(path: Path) -> tuple[str, ...]:
    return tuple(os.listxattr(path, follow_symlinks=False))


def listed(file: str) -> Observer:
    """A key of ours among the machine's shared memory or message queues."""
    return lambda: any(line.split()[0] == str(places.KEY) for line in Path(file).read_text().splitlines()[1:])


def queue() -> Observer:
    handle = _libc.mq_open(places.QUEUE, os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o666, None)
    if handle < 0:
        raise OSError(ctypes.get_errno(), "mq_open")
    room = ctypes.create_string_buffer(8192)
    return lambda: _libc.mq_receive(handle, room, 8192, None) > 0


def signals() -> Observer:
    """A signal that anybody of this user may send."""
    seen: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, _frame: seen.append(number))

    def arrived() -> bool:
        found = bool(seen)
        seen.clear()
        return found

    return arrived


def terminal() -> tuple[str, Observer]:
    """A terminal of somebody else, and who sits before it."""
    here, there = pty.openpty()
    return os.ttyname(there), readable(here)
