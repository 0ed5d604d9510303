"""A machine with a sealed zone, in namespaces of its own: started as ``unshare -n -m -i python -m tests.custody.wall.world``.

This process is the outside. The zone's program runs behind a cable, in a network namespace with the rules that `kotinos custody wall`
prints, and holds an implant that tries every way. Prints, as JSON, what arrived by which way, and what the implant said of each.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from tests.custody.wall import observers, places
from tests.custody.wall.ways import CARRIED, WAYS

CLONE_NEWNET = 0x40000000
ROOT = Path(__file__).resolve().parents[3]
KOTINOS = (sys.executable, "-m", "kotinos", "custody")


def run(*words: str, **more: object) -> str:
    ran = subprocess.run(words, check=False, text=True, capture_output=True, **more)  # type: ignore[call-overload]
    if ran.returncode:
        sys.exit(f"{' '.join(words)}: {ran.stderr}")
    return str(ran.stdout)


def cable() -> int:
    """A network namespace behind a cable; the process that keeps it."""
    keeper = subprocess.Popen(["unshare", "-n", "sh", "-c", "echo there; exec sleep 600"], stdout=subprocess.PIPE)
    try:
        assert keeper.stdout is not None and keeper.stdout.readline()
        plugged(str(keeper.pid))
    except BaseException:
        keeper.kill()
        raise
    return keeper.pid


def plugged(pid: str) -> None:
    """Both ends of the cable, with their addresses."""
    run("ip", "link", "add", "out0", "type", "veth", "peer", "name", "zone0", "netns", pid)
    inside = ("nsenter", "-t", pid, "-n")
    four = {"out0": (places.OUT4, places.OUT4_OTHER, places.METADATA), "zone0": (places.ZONE4,)}
    six = {"out0": places.OUT6, "zone0": places.ZONE6}
    for interface, where in (("out0", ()), ("zone0", inside)):
        run(*where, "ip", "link", "set", "lo", "up")
        for address in four[interface]:
            run(*where, "ip", "address", "add", f"{address}/24", "broadcast", "+", "dev", interface)
        run(*where, "ip", "address", "add", f"{six[interface]}/64", "dev", interface, "nodad")
        run(*where, "ip", "link", "set", interface, "up")
    run(*inside, "ip", "route", "add", "default", "via", places.OUT4)
    run(*inside, "sh", "-c", "echo 0 0 > /proc/sys/net/ipv4/ping_group_range")  # a user namespace maps no other group


def resolver(folder: Path) -> None:
    """The machine's resolver is on the outside."""
    for name, text in (("resolv.conf", f"nameserver {places.OUT4}\n"), ("nsswitch.conf", "hosts: files dns\n")):
        (folder / name).write_text(text + ("options timeout:1 attempts:1\n" if name == "resolv.conf" else ""))
        run("mount", "--bind", str(folder / name), str(Path("/etc", name).resolve()))


def within(pid: int, make: Callable[[], observers.Observer]) -> observers.Observer:
    """What ``make`` opens, opened in the network namespace of ``pid``."""
    here, there = (os.open(f"/proc/{one}/ns/net", os.O_RDONLY) for one in ("self", pid))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(there, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
    try:
        return make()
    finally:
        libc.setns(here, CLONE_NEWNET)


def watching(zone: int) -> dict[str, observers.Observer]:
    """The observers by name, in place before anything is tried."""
    away = places.open_zone()
    stream, datagram, unix = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.AF_UNIX
    received, bound = observers.received, observers.bound
    os.mkfifo(away / "pipe")
    os.environ["TERMINAL"], terminal = observers.terminal()
    made = {
        "cable": observers.capture("out0"),
        "loopback": within(zone, lambda: observers.capture("lo")),
        "abstract socket": within(zone, lambda: received(bound(unix, datagram, places.ABSTRACT))),
        "netlink": within(
            zone, lambda: received(bound(socket.AF_NETLINK, socket.SOCK_RAW, (places.NETLINK_PORT, 0), 2))
        ),
        "socket": received(bound(unix, stream, str(away / "bus"))),
        "log socket": received(bound(unix, datagram, str(away / "log"))),
        "pipe": observers.readable(os.open(away / "pipe", os.O_RDONLY | os.O_NONBLOCK)),
        "terminal": terminal,
        "shared memory": observers.listed("/proc/sysvipc/shm"),
        "message queue": observers.listed("/proc/sysvipc/msg"),
        "queue": observers.queue(),
        "signals": observers.signals(),
    }
    (away / "there").write_bytes(b"of the open zone\n")
    return made | {"files": observers.changed()}


LESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
"""As the unit of systemd does: no right of an administrator."""


def start(zone: int, words: Sequence[str], *, unprivileged: bool) -> tuple[subprocess.Popen[str], IO[str], IO[str]]:
    """The program, with the implant in it; the pipe that commands it, and the one on which it answers."""
    told, tell = os.pipe()
    hear, say = os.pipe()
    python_path = os.pathsep.join((str(Path(__file__).parent / "implant"), str(ROOT), str(ROOT / "src")))
    environment = {**os.environ, "IMPLANT": f"{told} {say}", "PYTHONPATH": python_path}
    process = subprocess.Popen(
        ["nsenter", "-t", str(zone), "-n", *(LESS if unprivileged else ()), *KOTINOS, *words],
        env=environment,
        pass_fds=(told, say),
        stdout=sys.stderr,
        text=True,
    )
    os.close(told)
    os.close(say)
    return process, os.fdopen(tell, "w"), os.fdopen(hear)


def main(case: str, program: str) -> None:
    """``case``: open (no wall), inside, outside, or both halves of it."""
    zone = cable()
    try:
        print(json.dumps(tried(case, program, zone)))
    finally:
        os.kill(zone, 9)


def tried(case: str, program: str, zone: int) -> dict[str, object]:
    """Every way out of ``program``, in the network namespace of ``zone``."""
    folder = places.zone()
    resolver(folder.parent)
    watched = watching(zone)
    (folder / "stolen").write_bytes(CARRIED)
    (folder / "vetting" / "out").mkdir(parents=True, exist_ok=True)
    (folder / "vetting" / "out" / "led-astray").symlink_to(places.open_zone() / "astray")
    if case in ("outside", "both"):
        rules = run(*KOTINOS, "wall", "rules", "--data", str(folder), "--user", str(os.getuid()))
        run("nsenter", "-t", str(zone), "-n", "nft", "-f", "-", input=rules)
    looked = subprocess.run(
        ["nsenter", "-t", str(zone), "-n", *LESS, *KOTINOS, "wall", "check", "--data", str(folder)],
        check=False,
        stdout=sys.stderr,
    )
    os.environ["OBSERVER"] = str(os.getpid())
    words = {"serve": ("serve",), "exchange": ("exchange", "run")}[program]
    process, tell, hear = start(zone, [*words, "--data", str(folder)], unprivileged=case in ("outside", "both"))
    try:
        assert hear.readline() == "awake\n", f"{program} never opened its database"
        time.sleep(0.3)  # what it does by itself at its start is not the implant's
        arrived, said = {}, {}
        for name, way in WAYS.items():
            watched[way.seen]()
            print(name, file=tell, flush=True)
            said[name] = hear.readline().strip()
            time.sleep(0.02)
            arrived[name] = watched[way.seen]()
        everywhere = {name: seen() for name, seen in watched.items()}
        alive, check = process.poll() is None, looked.returncode
        return {"arrived": arrived, "said": said, "after": everywhere, "alive": alive, "check": check}
    finally:
        process.kill()
        process.wait()
        for left in (Path("/tmp/kotinos-way-out"), Path("/dev/shm/kotinos-way-out")):
            left.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
