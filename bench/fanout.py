"""Fan-out: how late the last of many readers gets a message, our edge beside nginx with nchan in the same run.

One hot channel, 1 KB messages that carry the instant they were due, the server pinned to one core and all readers, in one C program,
to the other. Loopback only. Run: ``python bench/fanout.py [--readers N --rate R …]``; `main` returns the figures.

What publishes is exchangeable: anything with a `Server.start` can be measured, so the whole path from a timing device can be too.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).resolve().parent
SERVER_CORE, CLIENT_CORE = 0, 1
RSC = "ATHM100M--------------FNL-000100--"
SSE = "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
WEBSOCKET = (
    "GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@dataclass
class Started:
    """A server that publishes: where to subscribe, and which processes to weigh."""

    port: int
    sse: str
    ws: str
    processes: list[subprocess.Popen[str]]
    weighed: list[int] = field(default_factory=list)


class Server(Protocol):
    """Something to measure: publishes messages of ``size`` bytes at ``rate`` per second, each with ``"due":"<ns>"``."""

    name: str

    def start(self, folder: Path, rate: float, size: int) -> Started:
        """Start it, pinned to `SERVER_CORE`, and wait until it listens."""


class OurEdge:
    """The edge alone: frames are offered to it in its own process."""

    name = "kotinos"

    def start(self, folder: Path, rate: float, size: int) -> Started:
        command = [sys.executable, str(Path(__file__)), "--serve", str(rate), str(size)]
        process = spawn(command, SERVER_CORE, stdout=subprocess.PIPE)
        assert process.stdout is not None
        port = int(process.stdout.readline())
        return Started(port, "/stream?channels=*:*", "/ws?channels=*:*", [process], [process.pid])


class Nchan:
    """nginx with nchan, and a program that posts to it."""

    name = "nchan"

    def start(self, folder: Path, rate: float, size: int) -> Started:
        (folder / "logs").mkdir()
        port = 18900
        (folder / "nginx.conf").write_text(NGINX.replace("@DIR@", str(folder)).replace("@PORT@", str(port)))
        nginx = spawn(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], SERVER_CORE)
        await_port(port)
        workers = Path(f"/proc/{nginx.pid}/task/{nginx.pid}/children").read_text().split()
        posting = spawn(
            [sys.executable, str(Path(__file__)), "--post", str(rate), str(size), "--port", str(port)], SERVER_CORE
        )
        return Started(port, "/stream", "/ws", [posting, nginx], [nginx.pid, *map(int, workers)])


NGINX = """
load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
worker_processes 1; daemon off; pid @DIR@/nginx.pid; error_log @DIR@/logs/error.log warn;
worker_rlimit_nofile 19500;
events { worker_connections 19000; }
http {
  access_log off; nchan_shared_memory_size 256M;
  client_body_temp_path @DIR@/b; proxy_temp_path @DIR@/p; fastcgi_temp_path @DIR@/f; uwsgi_temp_path @DIR@/u; scgi_temp_path @DIR@/s;
  server {
    listen 127.0.0.1:@PORT@ backlog=4096; keepalive_requests 10000000;
    location = /pub { nchan_publisher; nchan_channel_id live; nchan_message_buffer_length 200; nchan_message_timeout 5m; }
    location = /stream { nchan_subscriber eventsource; nchan_channel_id live; nchan_subscriber_first_message newest; }
    location = /ws { nchan_subscriber websocket; nchan_channel_id live; nchan_subscriber_first_message newest; }
  }
}
"""


def spawn(command: list[str], core: int, **more: Any) -> subprocess.Popen[str]:
    """Start a process on one core."""
    return subprocess.Popen(["taskset", "-c", str(core % (os.cpu_count() or 1)), *command], text=True, **more)


def await_port(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nobody listens on port {port}")


@contextmanager
def running(server: Server, rate: float, size: int) -> Iterator[tuple[Started, Path]]:
    """A started server, and a scratch folder; both are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fanout-"))
    folder.chmod(0o755)
    started = server.start(folder, rate, size)
    try:
        yield started, folder
    finally:
        for process in started.processes:
            process.send_signal(signal.SIGTERM)
        for process in started.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def compile_client(folder: Path) -> Path:
    """The measuring client, built from `fanout_client.c`."""
    client = folder / "fanout_client"
    subprocess.run(["cc", "-O2", "-o", str(client), str(HERE / "fanout_client.c")], check=True)
    return client


def measure(
    server: Server, *, readers: int, rate: float, size: int = 1024, seconds: float = 10, warm: float = 2, stalled: int = 0,
    transport: str = "sse",
) -> dict[str, Any]:  # fmt: skip
    """One run: latencies in ms, processor seconds per second and memory of the server."""
    with running(server, rate, size) as (started, folder):
        request = folder / "request"
        request.write_text(
            (SSE if transport == "sse" else WEBSOCKET).format(path=getattr(started, transport)), newline=""
        )
        time.sleep(0.5)
        memory, processor, begun = resident(started.weighed), cpu_seconds(started.weighed), time.monotonic()
        numbers = [started.port, request, readers, stalled, warm, seconds]
        client = spawn([str(compile_client(folder)), *map(str, numbers)], CLIENT_CORE, stdout=subprocess.PIPE)
        out, _ = client.communicate(timeout=seconds + warm + 120)
        spent = (cpu_seconds(started.weighed) - processor) / (time.monotonic() - begun)
        figures: dict[str, Any] = json.loads(out)
        grown = resident(started.weighed) - memory
    return {
        "server": server.name, "transport": transport, "rate": rate, "size": size, **figures,
        "cpu": round(spent, 2), "memory_mb": round(grown / 2**20, 1), "kb_per_reader": round(grown / 1024 / max(1, readers + stalled), 2),
    }  # fmt: skip


def cpu_seconds(pids: list[int]) -> float:
    """Processor time used so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(f[11]) + int(f[12]) for f in fields) / os.sysconf("SC_CLK_TCK")


def resident(pids: list[int]) -> int:
    """Bytes of memory in use."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids) * os.sysconf("SC_PAGE_SIZE")


# -- inside the measured processes -------------------------------------------------------------------------------------


def body(size: int, due: int) -> bytes:
    """A message of ``size`` bytes."""
    lead = b'{"due":"%019d","pad":"' % due
    return lead + b"x" * max(0, size - len(lead) - 2) + b'"}'


async def paced(rate: float, publish: Callable[[int], None]) -> None:
    """Call ``publish`` with the instant at which it was due, ``rate`` times a second, late ones included."""
    due = time.monotonic_ns() + 1_000_000
    gap = int(1e9 / rate) if rate else 10**18
    while True:
        await asyncio.sleep(max(0, due - time.monotonic_ns()) / 1e9)
        publish(due)
        due += gap


def serve(rate: float, size: int) -> None:
    """Run the edge with frames offered to it."""
    import uvloop

    from kotinos.feed.edge import Edge
    from kotinos.feed.limits import Limits
    from kotinos.feed.serve import prepare_process
    from kotinos.results.publications import Publication
    from kotinos.results.publications.memory import MemoryPublications

    async def run() -> None:
        store = MemoryPublications()
        edge = Edge(store, Limits(ring_steps=2000))
        print(edge.open(), flush=True)
        prepare_process()

        def publish(due: int) -> None:
            offset = edge.ring.head + 1
            row = Publication(
                offset=offset, step=offset, last=True, key=f"DT_RESULT/{RSC}", type="DT_RESULT", rsc=RSC, version=offset,
                status="LIVE", at="2024-08-04T19:00:00.000000Z", frame=body(size, due),
            )  # fmt: skip
            store.append([row])
            edge.offer([row])

        await paced(rate, publish)

    uvloop.run(run())


def post(rate: float, size: int, port: int) -> None:
    """Publish to nchan over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()

    def publish(due: int) -> None:
        connection.request("POST", "/pub", body(size, due))
        connection.getresponse().read()

    asyncio.run(paced(rate, publish))


# -- the runs ----------------------------------------------------------------------------------------------------------

COLUMNS = [
    "server",
    "transport",
    "readers",
    "rate",
    "stalled",
    "p50",
    "p90",
    "p99",
    "p999",
    "max",
    "last_p50",
    "last_p99",
    "last_max",
    "per_s",
    "cpu",
    "kb_per_reader",
]
RUNS: list[dict[str, Any]] = [
    {"readers": 2000, "rate": 50},
    {"readers": 10_000, "rate": 2},
    {"readers": 2000, "rate": 50, "transport": "ws"},
]


def table(rows: list[dict[str, Any]]) -> str:
    """The figures as text."""
    lines = [COLUMNS, *([str(row[name]) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def servers(peer: bool) -> list[Server]:
    """Ours, and the peer where it is installed and wanted."""
    found: list[Server] = [OurEdge()]
    if peer and shutil.which("nginx") and Path("/usr/lib/nginx/modules/ngx_nchan_module.so").exists():
        found.append(Nchan())
    return found


def idle_memory(readers: int = 10_000) -> float:
    """Kilobytes of our edge for each reader that only listens."""
    figures = measure(OurEdge(), readers=readers, rate=0, seconds=2)
    return float(figures["kb_per_reader"])


def stalled_reader(seconds: float = 6, stalled: int = 100, rounds: int = 3) -> dict[str, Any]:
    """What readers that never read do to the others' p99: rounds with and without them in turn, the median of each compared."""
    # Enough bytes in the time of warming up to fill what the kernel keeps for a reader that does not read.
    runs = [
        (n, measure(OurEdge(), stalled=n, readers=1000, rate=20, size=16_384, warm=3, seconds=seconds)["p99"])
        for _ in range(rounds)
        for n in (0, stalled)
    ]
    without, beside = (statistics.median(p99 for n, p99 in runs if n == which) for which in (0, stalled))
    return {
        "stalled": stalled,
        "p99_without": without,
        "p99_beside": beside,
        "change": round(beside / without - 1, 3),
        "runs": runs,
    }


def main(seconds: float = 10, peer: bool = True, runs: list[dict[str, Any]] = RUNS) -> dict[str, Any]:
    """Measure everything; prints a table and returns the figures."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    rows = [measure(server, seconds=seconds, **run) for run in runs for server in servers(peer)]
    print(table(rows))
    figures: dict[str, Any] = {"fanout": rows}
    if runs is RUNS:
        figures |= {"idle_kb_per_reader": idle_memory(), "stalled": stalled_reader()}
        print(f"idle: {figures['idle_kb_per_reader']} KB per reader; stalled readers: {figures['stalled']}")
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", nargs=2, type=float, metavar=("RATE", "SIZE"))
    parser.add_argument("--post", nargs=2, type=float, metavar=("RATE", "SIZE"))
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--readers", type=int)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--stalled", type=int, default=0)
    parser.add_argument("--transport", default="sse", choices=("sse", "ws"))
    parser.add_argument("--no-peer", action="store_true")
    given = parser.parse_args()
    if given.serve:
        serve(given.serve[0], int(given.serve[1]))
    elif given.post:
        post(given.post[0], int(given.post[1]), given.port)
    elif given.readers:
        one = {"readers": given.readers, "rate": given.rate, "stalled": given.stalled, "transport": given.transport}
        main(given.seconds, not given.no_peer, [one])
    else:
        main(given.seconds, not given.no_peer)
