"""Whether the machine can carry a platform: ports, disk, clock, descriptors, programs."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kotinos.config import Config
from kotinos.programs.doctor.finding import Finding, here, missing, warning
from kotinos.programs.words import say

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock of a running platform can say an earlier instant."""
ROOM_GB = 1.0
SLOW_MS = 20.0
"""A median above this holds up every acknowledgement for longer than a person notices."""
SYNCS = 15
READERS = 10_000
NGINX_NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
SBIN = "/usr/sbin"


def ports(config: Config) -> Iterator[Finding]:
    """The three ports, each free to be listened on."""
    for name, option, port in (
        ("pages", "site-port", config.site_port),
        ("intake", "api-port", config.api_port),
        ("feed", "feed-port", config.feed_port),
    ):
        reason = not_free(config.host, port)
        if reason:
            said = say("port {port} for the {name}: {reason}", port=port, name=say(name), reason=reason)
            yield missing(
                f"port {option}", said, say("end what listens there, or choose another with --{option}", option=option)
            )
        else:
            yield here(f"port {option}", say("port {port} for the {name}", port=port, name=say(name)))


def not_free(host: str, port: int) -> str:
    """Why nobody can listen on a port; empty where one can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def disk(folder: Path) -> Iterator[Finding]:
    """Room, the right to write, and how long a durable write takes."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free / 1e9
    said = say("{free:.1f} GB free in {folder}", free=free, folder=there)
    yield (
        here("room", said)
        if free >= ROOM_GB
        else missing("room", said, say("make room: at least {need:g} GB", need=ROOM_GB))
    )
    try:
        milliseconds = sync_ms(there)
    except OSError as error:
        said = say("{folder} cannot be written: {reason}", folder=there, reason=error.strerror)
        yield missing("folder", said, say("choose another folder with --data"))
        return
    yield here("folder", say("{folder} can be written", folder=there))
    said = say("the disk makes a write durable in {ms:.2f} ms (median of {count})", ms=milliseconds, count=SYNCS)
    slow = milliseconds > SLOW_MS
    yield warning("durable", said, say("keep the data on a local disk")) if slow else here("durable", said)


def sync_ms(folder: Path) -> float:
    """Median time of an fdatasync after 4 KB were appended, in ms."""
    taken = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(SYNCS):
            file.write(b"k" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def clock(last: str, now: datetime | None = None) -> Finding:
    """The clock, against the date of this program and the journal's last event (``last``, empty where there is none)."""
    now = now or datetime.now(UTC)
    shown = now.isoformat(timespec="seconds")
    mend = say("set the clock: timedatectl set-ntp true")
    if now < MADE:
        return missing("clock", say("the clock says {now}, before this version was made", now=shown), mend)
    if last and datetime.fromisoformat(last) > now:
        return warning("clock", say("the journal's last event is of {last}, later than the clock", last=last), mend)
    return here("clock", say("the clock says {now}", now=shown))


def descriptors(hard: int | None = None) -> Finding:
    """How many readers the system lets one edge have."""
    count = resource.getrlimit(resource.RLIMIT_NOFILE)[1] if hard is None else hard
    said = say("{count} connections at most", count=count)
    if count == resource.RLIM_INFINITY or count > READERS:
        return here("descriptors", said)
    return warning(
        "descriptors", said, say("for more than {count} readers raise the limit: ulimit -Hn 20000", count=count)
    )


def programs() -> Iterator[Finding]:
    """Programs that only tests and benchmarks drive."""
    path = f"{os.environ.get('PATH', '')}:{SBIN}"
    initdb = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    nginx = shutil.which("nginx", path=path)
    for name, kind, found in (
        ("Chromium", "test", os.environ.get("KOTINOS_CHROMIUM") or shutil.which("chromium", path=path)),
        ("nats-server", "test", shutil.which("nats-server", path=path)),
        ("PostgreSQL", "test", str(initdb[-1].parent) if initdb else None),
        ("nginx + nchan", "bench", nginx if NGINX_NCHAN.exists() else None),
        ("cc", "bench", shutil.which("cc", path=path)),
    ):
        if found:
            yield here(name, say("{name} at {path}", name=name, path=found))
        else:
            yield warning(name, say("no {name}", name=name), say("run tools/system-packages {kind}", kind=kind))
