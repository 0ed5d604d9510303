"""The sealed vault: how fast values are sealed and revealed, with the log entry on disk before a value leaves; what a proof of one in a
million entries weighs; how long a key takes to be turned over for a million people while others read.

*Dossier* is sixteen fields of one person without the photo, *one field* a single one. Every operation counts when it is on disk. Beside
it, in the same run: the bare databases, which commit an insert of one row of the same size by itself, and `cryptography` alone, which
encrypts in memory and keeps nothing. A reveal is of one field of one person; its delay is measured around the whole call. *per_cpu_s* is
the count by second of processor time of this process (not the database server's): it says what a busy machine hides.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psycopg
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.custody.vault.people import MARTA
from tests.servers import Postgres

from kotinos.custody.act import Act
from kotinos.custody.log import stored
from kotinos.custody.log.access import Entry, append
from kotinos.custody.log.checkpoint import LOG, WITNESS, Note, cosign, public_key, sign
from kotinos.custody.log.proofs import pack, parse, verify
from kotinos.custody.store import Database
from kotinos.custody.vault import grants, rotation, sealing, tables
from kotinos.custody.vault.grants import Grant
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault

SECONDS = 4.0
MANY = 2_000_000_000
BATCH = 500
MILLION = int(os.environ.get("KOTINOS_BENCH_MILLION", "1_000_000"))
DOSSIER = {name: value for name, value in MARTA.items() if name != "photo"}
ONE = {"card_name": MARTA["card_name"]}
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
ACT = Act("staff:ines", NOW, "a measurement")
Rows = list[dict[str, Any]]


def person() -> str:
    """A new subject id."""
    return secrets.token_hex(16)


def many_times(threads: int, do: Callable[[int], int]) -> dict[str, Any]:
    """``threads`` threads that each call ``do`` again as soon as it has returned; ``do`` says how many it did."""
    delays: list[list[float]] = [[] for _ in range(threads)]
    counts = [0] * threads
    until = perf_counter() + SECONDS

    def run(mine: int) -> None:
        while (start := perf_counter()) < until:
            counts[mine] += do(mine)
            delays[mine].append(perf_counter() - start)

    running = [threading.Thread(target=run, args=(n,)) for n in range(threads)]
    begun, busy = perf_counter(), process_time()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    taken, busy = perf_counter() - begun, process_time() - busy
    every = sorted(delay for one in delays for delay in one)
    at = {f"p{q}_ms": round(1000 * every[min(len(every) - 1, len(every) * q // 100)], 2) for q in (50, 99)}
    return {"threads": threads, "per_s": round(sum(counts) / taken), "per_cpu_s": round(sum(counts) / busy), **at}


def opened(url: str, folder: Path) -> Vault:
    """A new vault on ``url`` with a grant that has no bounds."""
    key = folder / f"{secrets.token_hex(4)}.key"
    root = FileRoot.make(key, "a passphrase for measuring", "FR", passes=1, memory_kib=64)
    vault = Vault(Database(url, "FR"), root, "FR", lambda: NOW)
    load = Grant("load", "card", "reveal", ("card_name",), MANY, MANY, NOW, NOW + timedelta(days=1))
    with vault.database.writing() as connection:
        grants.request(connection, ACT, load, name="load")
        for name, organisation in (("ada", "organiser"), ("theo", "State")):
            grants.approve(connection, Act(f"staff:{name}", NOW, "a measurement"), "load", organisation)
    return vault


def sealing_and_revealing(vault: Vault, label: str) -> Rows:
    """Single and batched seals, reveals by several threads."""
    found = []

    def seal(count: int, values: dict[str, Any]) -> int:
        with vault.database.writing() as connection:
            vault.seal_many(connection, ACT, {person(): values for _ in range(count)})
        return count

    for what, values in (("one field", ONE), ("dossier", DOSSIER)):
        found.append({"what": f"{label}: seal, {what}"} | many_times(1, lambda _n, v=values: seal(1, v)))
        found.append(
            {"what": f"{label}: seal, {what}, batches of {BATCH}"} | many_times(1, lambda _n, v=values: seal(BATCH, v))
        )
    with vault.database.reading() as connection:
        people = list(connection.execute(sa.select(tables.subject.c.subject).limit(10_000)).scalars())

    def reveal(thread: int) -> int:
        one = people[(thread * 7919 + secrets.randbelow(len(people))) % len(people)]
        return len(vault.reveal(ACT, "load", [one], ["card_name"]))

    found += [{"what": f"{label}: reveal"} | many_times(threads, reveal) for threads in (1, 8, 16)]
    return found


def bare_sqlite(folder: Path) -> Rows:
    """The peer: a commit per row, one connection behind a lock."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id TEXT PRIMARY KEY, body BLOB)")
    lock, body = threading.Lock(), b"x" * 300

    def insert(_thread: int) -> int:
        with lock:
            connection.execute("INSERT INTO t VALUES (?, ?)", (person(), body))
        return 1

    found = [{"what": "peer: SQLite, an insert of one row"} | many_times(threads, insert) for threads in (1, 16)]
    connection.close()
    return found


def bare_postgres(url: str) -> Rows:
    """The peer: a commit per row, a connection per thread."""
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("CREATE TABLE t (id text PRIMARY KEY, body bytea)")
    found, body = [], b"x" * 300
    for threads in (1, 16):
        sessions = [psycopg.connect(url, autocommit=True) for _ in range(threads)]

        def insert(thread: int, sessions: list[Any] = sessions) -> int:
            sessions[thread].execute("INSERT INTO t VALUES (%s, %s)", (person(), body))
            return 1

        found.append({"what": "peer: PostgreSQL, an insert of one row"} | many_times(threads, insert))
        for session in sessions:
            session.close()
    return found


def bare_encryption() -> Rows:
    """The peer: a new key and one AES-GCM box per value, nothing kept."""

    def encrypt(_thread: int) -> int:
        for _ in range(100):
            AESGCM(os.urandom(32)).encrypt(os.urandom(12), b"M. DUBOIS-KELLER", b"FR card_name")
        return 100

    return [{"what": "peer: cryptography alone, one field, in memory (100 a call)"} | many_times(1, encrypt)]


def proofs(database: Database) -> dict[str, Any]:
    """A log of a million entries: how fast it grows, what one proof weighs and takes."""
    log, press = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    begun = perf_counter()
    for _ in range(MILLION // 10_000):
        with database.writing() as connection:
            append(connection, [Entry(NOW, "staff:ines", "reveal", "gate", "gate", fields=("photo",))] * 10_000)
    appended = perf_counter() - begun
    with database.writing() as connection:
        checkpoint = stored.checkpoint(connection, "games.example/FR")
        note = Note(
            checkpoint, (*sign(checkpoint, log).signatures, cosign(checkpoint, "press.example", press, 1_782_907_200))
        )
        stored.keep(connection, note, NOW.isoformat())
    keys = public_key("games.example/FR", LOG, log), [public_key("press.example", WITNESS, press)]
    made, checked, heaviest = [], [], ("", "")
    for _ in range(500):
        seq = secrets.randbelow(checkpoint.size)
        start = perf_counter()
        with database.reading() as connection:
            proof = stored.proof(connection, seq)
        made.append(perf_counter() - start)
        text = str(proof)
        start = perf_counter()
        verify(parse(text), keys[0], keys[1], 1)
        checked.append(perf_counter() - start)
        heaviest = max(heaviest, (pack(proof), text), key=lambda pair: len(pair[0]))
    return {
        "entries": checkpoint.size,
        "appended_per_s in batches of 10,000": round(checkpoint.size / appended),
        "packed proof, bytes (log and one witness signed)": len(heaviest[0]) + 1,
        "text proof, bytes (the same, and the entry)": len(heaviest[1].encode()),
        "made p50_ms": round(1000 * sorted(made)[250], 2),
        "verified p50_ms": round(1000 * sorted(checked)[250], 3),
        "verified p99_ms": round(1000 * sorted(checked)[495], 3),
    }


def turning_over(vault: Vault) -> dict[str, Any]:
    """A million subjects under one key, a thousand of them with a value; then another key, while two threads read."""
    with vault.database.writing() as connection:
        people = [person() for _ in range(1000)]
        vault.seal_many(connection, ACT, dict.fromkeys(people, ONE))
        kek = vault.ring.key_of(connection, 1)
    plain = {"epoch": 1, "restricted": False, "held": False, "sealed_at": NOW.isoformat()}
    for _ in range((MILLION - 1000) // 9_990):
        rows = []
        for one in (person() for _ in range(9_990)):
            wrapped = sealing.seal(kek, sealing.new_key(), "data-key", "FR", one)
            rows.append(plain | {"subject": one, "wrapped": wrapped})
        with vault.database.writing() as connection:
            connection.execute(sa.insert(tables.subject), rows)
    reads, failures, stop = [], [], threading.Event()

    def reading() -> None:
        while not stop.is_set():
            start = perf_counter()
            try:
                vault.reveal(ACT, "load", [secrets.choice(people)], ["card_name"])
            except Exception as error:
                failures.append(repr(error))
            reads.append(perf_counter() - start)
            stop.wait(0.01)

    threads = [threading.Thread(target=reading) for _ in range(2)]
    for thread in threads:
        thread.start()
    begun = perf_counter()
    with vault.database.writing() as connection:
        rotation.activate(connection, vault.ring, ACT, rotation.begin(connection, vault.ring, ACT))
    count = sum(rotation.rewrap(vault.database, vault.ring))
    taken = perf_counter() - begun
    stop.set()
    for thread in threads:
        thread.join()
    return {
        "subjects": count,
        "seconds": round(taken, 1),
        "reads meanwhile": len(reads),
        "failed reads": len(failures),
        "read p50_ms": round(1000 * sorted(reads)[len(reads) // 2], 1),
        "read p99_ms": round(1000 * sorted(reads)[len(reads) * 99 // 100], 1),
    }


def main() -> dict[str, Any]:
    """Run everything, in some five minutes."""
    folder = Path(tempfile.mkdtemp(prefix="kotinos-bench-", dir=os.environ.get("KOTINOS_BENCH_FOLDER")))
    try:
        (folder / "pg").mkdir()
        folder.chmod(0o755)
        server = Postgres(folder / "pg")
        try:
            on_sqlite = opened(f"sqlite:///{folder / 'sealed.db'}", folder)
            on_postgres = opened(server.database().replace("postgresql:", "postgresql+psycopg:", 1), folder)
            rows = sealing_and_revealing(on_sqlite, "SQLite") + sealing_and_revealing(on_postgres, "PostgreSQL")
            rows += bare_sqlite(folder) + bare_postgres(server.database()) + bare_encryption()
            on_postgres.database.close()
        finally:
            server.stop()
        on_sqlite.database.close()
        log = Database(f"sqlite:///{folder / 'log.db'}", "FR")
        proof = proofs(log)
        log.close()
        turned = opened(f"sqlite:///{folder / 'turned.db'}", folder)
        turning = turning_over(turned)
        turned.database.close()
    finally:
        shutil.rmtree(folder)
    found = {"runs": rows, "a proof": proof, "a key turned over": turning}
    for row in rows:
        print(f"{row['what']:62}{row['threads']:3}{row['per_s']:10,}/s{row['p50_ms']:9.2f}{row['p99_ms']:9.2f} ms")
    print(proof, turning, sep="\n")
    return found


if __name__ == "__main__":
    main()
