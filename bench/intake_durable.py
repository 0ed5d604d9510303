"""Durable intake: events per second, and how long a writer waits until its event is on disk.

Beside it, measured in the same run: the disk's own fdatasync, and two peers that commit every event by itself, as a plain
program would: SQLite with one connection behind a lock, PostgreSQL with one connection per writer.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import statistics
import tempfile
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from tests.servers import Postgres

from kotinos.journal.chain import seal
from kotinos.journal.columns import COLUMNS, row
from kotinos.journal.event import Proposal
from kotinos.journal.opening import open_journal

SECONDS = 2.0
"""How long each measurement lasts."""
WRITERS = (1, 16, 64)
BODY = b'{"unit":"ATHM100M--------------FNL-000100--","lane":4,"mark":"9.86","wind":"+0.4","note":"%s"}' % (b"x" * 220)
_PLACES = ", ".join("?" * len(COLUMNS))


def proposal(name: str) -> Proposal:
    """An event of about 500 bytes."""
    at = "2026-07-04T09:30:00.000000Z"
    return Proposal(id=name, at=at, stream="games", kind="mark_recorded", actor="device:1", source="timing", body=BODY)


def threads(writers: int, record: Callable[[int, int], Any]) -> dict[str, Any]:
    """``writers`` threads that each call ``record(writer, n)`` again as soon as it has returned."""
    delays: list[list[float]] = [[] for _ in range(writers)]
    until = perf_counter() + SECONDS

    def write(writer: int) -> None:
        n = 0
        while (start := perf_counter()) < until:
            record(writer, n)
            delays[writer].append(perf_counter() - start)
            n += 1

    running = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    start = perf_counter()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return figures(delays, perf_counter() - start)


def coroutines(writers: int, record: Callable[[int, int], Awaitable[Any]]) -> dict[str, Any]:
    """The same with coroutines of one loop."""
    delays: list[list[float]] = [[] for _ in range(writers)]
    until = perf_counter() + SECONDS

    async def write(writer: int) -> None:
        n = 0
        while (start := perf_counter()) < until:
            await record(writer, n)
            delays[writer].append(perf_counter() - start)
            n += 1

    async def run() -> None:
        await asyncio.gather(*map(write, range(writers)))

    start = perf_counter()
    asyncio.run(run())
    return figures(delays, perf_counter() - start)


def figures(delays: list[list[float]], seconds: float) -> dict[str, Any]:
    """Events per second, and percentiles of the delay in milliseconds."""
    every = sorted(delay for one in delays for delay in one)
    at = {f"p{q}_ms": round(1000 * every[min(len(every) - 1, int(len(every) * q / 100))], 2) for q in (50, 99, 99.9)}
    return {"writers": len(delays), "events": len(every), "events_per_s": round(len(every) / seconds), **at}


def journal(url: str, label: str) -> list[dict[str, Any]]:
    """Our journal at ``url``: threads, then coroutines."""
    found = []
    opened = open_journal(url)
    for writers in WRITERS:
        run = threads(writers, lambda w, n, k=writers: opened.append([proposal(f"t{k}-{w}-{n}")]).result())
        found.append({"what": f"{label}, threads"} | run)
    for writers in WRITERS:
        run = coroutines(writers, lambda w, n, k=writers: opened.record([proposal(f"c{k}-{w}-{n}")]))
        found.append({"what": f"{label}, coroutines"} | run)
    opened.close()
    return found


def plain_sqlite(folder: Path) -> list[dict[str, Any]]:
    """The peer: WAL and synchronous=FULL too, one commit per event, one connection behind a lock."""
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, {', '.join(COLUMNS[2:])})")
    lock, count = threading.Lock(), [0]

    def record(writers: int, w: int, n: int) -> None:
        with lock:
            count[0] += 1
            event = seal(proposal(f"{writers}-{w}-{n}"), count[0], "0" * 64)
            connection.execute(f"INSERT INTO events VALUES ({_PLACES})", row(event))

    found = [
        {"what": "peer: SQLite, a commit per event"} | threads(k, lambda w, n, k=k: record(k, w, n)) for k in WRITERS
    ]
    connection.close()
    return found


def plain_postgres(url: str) -> list[dict[str, Any]]:
    """The peer: one commit per INSERT, one connection per writer; PostgreSQL groups their commits by itself."""
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(
            "CREATE TABLE plain (seq bigserial PRIMARY KEY, id text UNIQUE, at text, stream text, kind text, actor text,"
            " source text, cause text, body bytea, prev text, hash text)"
        )
    sql = f"INSERT INTO plain ({', '.join(COLUMNS[1:])}) VALUES ({', '.join(['%s'] * (len(COLUMNS) - 1))})"
    found = []
    for writers in WRITERS:
        sessions = [psycopg.connect(url, autocommit=True) for _ in range(writers)]

        def record(w: int, n: int, k: int = writers, sessions: list[Any] = sessions) -> None:
            sessions[w].execute(sql, row(seal(proposal(f"{k}-{w}-{n}"), 1, "0" * 64))[1:])

        found.append({"what": "peer: PostgreSQL, a commit per event"} | threads(writers, record))
        for session in sessions:
            session.close()
    return found


def fdatasync(folder: Path) -> dict[str, float]:
    """What the disk itself takes to confirm 4 KiB appended to a file, in milliseconds."""
    times = []
    handle = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT)
    for _ in range(500):
        os.write(handle, b"x" * 4096)
        start = perf_counter()
        os.fdatasync(handle)
        times.append(1000 * (perf_counter() - start))
    os.close(handle)
    return {"p50_ms": round(statistics.median(times), 2), "p99_ms": round(statistics.quantiles(times, n=100)[98], 2)}


def main() -> dict[str, Any]:
    """Run everything in under a minute; prints a table and returns the figures with their method."""
    folder = Path(tempfile.mkdtemp(prefix="kotinos-bench-", dir=os.environ.get("KOTINOS_BENCH_FOLDER")))
    try:
        disk = fdatasync(folder)
        runs = journal(f"sqlite:///{folder}/journal.db", "journal on SQLite") + plain_sqlite(folder)
        (folder / "pg").mkdir()
        folder.chmod(0o755)
        server = Postgres(folder / "pg")
        try:
            runs += journal(server.database(), "journal on PostgreSQL") + plain_postgres(server.database())
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
    result = {"method": __doc__, "seconds_each": SECONDS, "body_bytes": len(BODY), "fdatasync": disk, "runs": runs}
    _print(result)
    return result


def _print(result: dict[str, Any]) -> None:
    print(f"fdatasync of this disk: p50 {result['fdatasync']['p50_ms']} ms, p99 {result['fdatasync']['p99_ms']} ms")
    print(f"{'':38}{'writers':>8}{'events/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'p99.9 ms':>10}")
    for r in result["runs"]:
        print(
            f"{r['what']:38}{r['writers']:8}{r['events_per_s']:10,}{r['p50_ms']:9.2f}{r['p99_ms']:9.2f}{r['p99.9_ms']:10.2f}"
        )


if __name__ == "__main__":
    main()
