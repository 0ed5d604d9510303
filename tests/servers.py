"""Real servers for the tests: started once per session on this machine, alone in their folders, and ended afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

POSTGRES_BIN = Path(os.environ.get("KOTINOS_POSTGRES_BIN", "/usr/lib/postgresql/15/bin"))


class Postgres:
    """A PostgreSQL 15 of our own, with fsync on, reachable through a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._user: str | None = None
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self._user = "postgres"
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "kotinos", "-E", "UTF8", "--locale=C")
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nfsync = on\n")
            settings.write("shared_buffers = 32MB\nmax_connections = 100\n")
            # After a crash it syncs every file of every database one by one, unless it may ask for the whole disk at once.
            settings.write("recovery_init_sync_method = syncfs\n")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(POSTGRES_BIN / program), *arguments], user=self._user, check=True, cwd=self.folder, capture_output=True
        )

    def start(self) -> None:
        """Start, and return when it answers. After a kill it first replays its log."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(POSTGRES_BIN / "postgres"), "-D", str(self.folder / "data")],
                user=self._user,
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        wait_until(self._answers, 60, f"PostgreSQL in {self.folder}")

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended at once:\n{(self.folder / 'log').read_text()}")
        try:
            psycopg.connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is its fast shutdown, SIGQUIT its immediate one: no checkpoint, as after a crash."""
        self._process.send_signal(how)
        self._process.wait(30)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://kotinos@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"d{uuid4().hex}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def wait_until(true, seconds: float, what: str) -> None:  # type: ignore[no-untyped-def]
    """Return as soon as ``true()`` is; fail after ``seconds``."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="kotinos-pg-"))  # a socket's path may have only 107 characters
    try:
        server = Postgres(folder)
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)  # nobody will read it again: no checkpoint
    finally:
        shutil.rmtree(folder)


def accepts(port: int) -> bool:
    """Whether somebody listens on a loopback port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Nats:
    """A nats-server of our own on a loopback port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"nats://127.0.0.1:{port}"
        self.start()

    def start(self) -> None:
        """Start, and return when it accepts connections."""
        program = shutil.which("nats-server") or "/usr/sbin/nats-server"
        self._process = subprocess.Popen(
            [program, "-a", "127.0.0.1", "-p", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: accepts(self.port), 10, f"nats-server on port {self.port}")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture(scope="session")
def nats() -> Iterator[Nats]:
    """A running nats-server, without JetStream."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Nats(port)
    try:
        yield server
    finally:
        server.stop()
