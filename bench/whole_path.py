"""The whole path: a device's message by HTTP → durable on disk → ranked → encoded once → edge → the last of many readers.

The platform (`kotinos run`: intake, journal, ranking, edge, pages) and the program that plays eight devices share one core, all
readers, in one C program, the other. Every message carries the instant at which the device was to send it, and comes out in the
published result; so all that is late on the way counts. Beside it, in the same run and with the same payload: nginx with nchan, which
stores nothing durably and ranks nothing. Loopback only. Run: ``python -m bench whole_path``.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import queue
import resource
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench import fanout
from bench.fanout import SERVER_CORE, Nchan, Started

ROOT = Path(__file__).resolve().parent.parent
HEATS = 8
LANES = 8
RUNS: tuple[dict[str, Any], ...] = ({"readers": 2000, "rate": 50}, {"readers": 10_000, "rate": 2})


def heat(n: int) -> str:
    """The RSC of one of the heats that the devices report on in turn."""
    return f"ATHM100M--------------HEAT{n:04d}00--"


class WholePath:
    """A platform of its own, and the devices."""

    name = "kotinos, whole path"

    def __init__(self) -> None:
        self.frame_bytes = 0

    def start(self, folder: Path, rate: float, size: int) -> Started:
        """Start the platform, plan eight heats, and let the devices begin. The payload is what it is: a result of eight lanes."""
        site, api, feed = free_ports(3)
        ports = ("--site-port", str(site), "--api-port", str(api), "--feed-port", str(feed))
        with (folder / "platform.log").open("wb") as log:
            command = [sys.executable, "-m", "kotinos", "run", "--data", str(folder / "var"), *ports]
            running = fanout.spawn(command, SERVER_CORE, cwd=ROOT, stdout=log, stderr=log)
        try:
            for port in (api, feed, site):
                fanout.await_port(port)
            key = json.loads((folder / "var" / "local.key").read_text())["key"]
            plan(api, key)
            self.frame_bytes = published_size(feed)
        except BaseException:
            running.terminate()
            raise
        arguments = [
            "-m",
            "bench.whole_path",
            "--post",
            str(rate),
            "--port",
            str(api),
            "--key-file",
            str(folder / "var" / "local.key"),
        ]
        devices = fanout.spawn([sys.executable, *arguments], SERVER_CORE, cwd=ROOT)
        path = "channels=DT_RESULT:ATHM100M*"
        return Started(feed, f"/stream?{path}", f"/ws?{path}", [devices, running], programs_of(running))


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    from kotinos.rehearsal.platform import free_ports as free

    return free(count)


def programs_of(running: subprocess.Popen[str]) -> list[int]:
    """The platform's processes."""
    return [running.pid, *map(int, Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split())]


def published_size(feed: int) -> int:
    """Bytes of one published result."""
    time.sleep(1)
    with urllib.request.urlopen(f"http://127.0.0.1:{feed}/snapshot?channels=DT_RESULT:{heat(1)}") as answer:
        [document] = json.load(answer)["documents"]
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode())


class Sender:
    """One connection to the intake."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"X-API-KEY": key, "Content-Type": "application/json"}

    def send(self, path: str, body: dict[str, Any]) -> None:
        """Post, and wait until it is durable. What is not accepted ends the run: a benchmark of refusals says nothing."""
        self._connection.request("POST", path, json.dumps(body).encode(), self._headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {said.decode()[:300]}")

    def command(self, id: str, **fact: Any) -> None:
        """An official's command."""
        self.send("/v1/commands", {"id": id, "by": "bench", "fact": fact})


def plan(port: int, key: str) -> None:
    """Eight heats of a 100 m with eight invented athletes each, live."""
    sender = Sender(port, key)
    event = f"ATHM100M{'-' * 26}"
    sender.command("games", kind="games_declared", code="BENCH", name={"en": "Bench", "fr": "Banc"})
    people = [
        {
            "id": athlete(n, lane),
            "type": "A",
            "noc": "FRA",
            "name": f"COUREUR {n}-{lane}",
            "bib": athlete(n, lane),
            "events": [event],
        }
        for n in range(1, HEATS + 1)
        for lane in range(1, LANES + 1)
    ]
    sender.command("people", kind="participants_entered", participants=people)
    phase = f"ATHM100M--------------HEAT{'-' * 8}"
    name = {"en": "Men's 100m", "fr": "100 m hommes"}
    sender.command("event", kind="event_planned", event=event, name=name, phases=[{"rsc": phase, "kind": "heats"}])
    units = [{"rsc": heat(n), "start": "2031-07-05T10:00:00+00:00"} for n in range(1, HEATS + 1)]
    sender.command("units", kind="units_planned", units=units)
    for n in range(1, HEATS + 1):
        starts = [{"competitor": athlete(n, lane), "sort": lane, "order": str(lane)} for lane in range(1, LANES + 1)]
        sender.command(f"starts-{n}", kind="start_list_set", unit=heat(n), starts=starts)
        sender.command(f"live-{n}", kind="status_set", unit=heat(n), status="LIVE")
        sender.send("/v1/observations", observation(n, 1, time.monotonic_ns()))


def athlete(heat: int, lane: int) -> str:
    """An athlete's number."""
    return f"{heat}{lane:02d}"


def observation(n: int, revision: int, due: int) -> dict[str, Any]:
    """The marks of a heat, each a little different from the last message's, so that everybody is ranked anew."""
    marks = [9800 + (revision * 37 + lane * 61) % 900 for lane in range(1, LANES + 1)]
    items = [
        {"who": {"id": athlete(n, lane)}, "slot": "mark", "value": f"{mark // 1000}.{mark % 1000 // 10:02d}"}
        for lane, mark in enumerate(marks, start=1)
    ]
    return {
        "id": f"{n}-{revision}",
        "unit": heat(n),
        "revision": revision,
        "items": items,
        "facts": {"due": f"{due:019d}"},
    }


def devices(rate: float, port: int, key: str) -> None:
    """Eight devices, a connection each, that send in turn: a slow answer to one holds up none of the others."""
    waiting: list[queue.SimpleQueue[tuple[int, int]]] = [queue.SimpleQueue() for _ in range(HEATS)]

    def device(n: int) -> None:
        sender = Sender(port, key)
        while True:
            revision, due = waiting[n].get()
            sender.send("/v1/observations", observation(n + 1, revision, due))

    for n in range(HEATS):
        threading.Thread(target=device, args=(n,), daemon=True).start()
    sent = 0

    def publish(due: int) -> None:
        nonlocal sent
        sent += 1
        waiting[sent % HEATS].put((sent + 1, due))

    asyncio.run(fanout.paced(rate, publish))


def main(seconds: float = 10, peer: bool = True, runs: tuple[dict[str, Any], ...] = RUNS) -> dict[str, Any]:
    """Measure everything; prints a table and returns the figures."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    rows = []
    for run in runs:
        ours = WholePath()
        row = fanout.measure(ours, seconds=seconds, **run)
        rows.append({**row, "size": ours.frame_bytes})
        if peer and len(fanout.servers(peer)) > 1:
            rows.append(fanout.measure(Nchan(), seconds=seconds, size=ours.frame_bytes, **run))
    print(fanout.table(rows))
    return {"whole_path": rows}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--post", type=float, metavar="RATE")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key-file", type=Path)
    parser.add_argument("--readers", type=int)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--no-peer", action="store_true")
    given = parser.parse_args()
    if given.post:
        devices(given.post, given.port, json.loads(given.key_file.read_text())["key"])
    elif given.readers:
        main(given.seconds, not given.no_peer, ({"readers": given.readers, "rate": given.rate},))
    else:
        main(given.seconds, not given.no_peer)
