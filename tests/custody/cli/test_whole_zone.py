"""The zone as its programs: founded, served, asking the State, and reached by the open zone through its one door."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kotinos.rehearsal.platform import free_ports
from kotinos.release import link
from kotinos.release.mirror import Mirror
from tests.custody.cli.test_commands import SECRETS, done, run
from tests.servers import accepts, wait_until


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """A zone that was founded, its pages' port and its door's."""
    folder = tmp_path_factory.mktemp("zone") / "sealed"
    ports = free_ports(2)
    ways = ("--authority", "SNE", "--port", str(ports[0]), "--door-port", str(ports[1]))
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(folder, "init", "--data", str(folder), "--domain", "FR", *ways, *founders)
    return folder, *ports


@pytest.fixture
def served(zone: tuple[Path, int, int]) -> Iterator[subprocess.Popen[bytes]]:
    folder, _, door = zone
    process = subprocess.Popen(
        [sys.executable, "-m", "kotinos", "custody", "serve", "--data", str(folder)], env={**os.environ, **SECRETS}
    )
    wait_until(lambda: accepts(door), 30, "the door")
    yield process
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


async def _fetched(url: str, folder: Path, mirror: Mirror) -> None:
    own = link.Link(url, link.context(folder / "root.pem", folder / "open-zone.pem", folder / "open-zone.key"), mirror)
    try:
        await own.fetch(0)
        await own.envelope_key()
    finally:
        await own.close()


def test_the_open_zone_comes_in_by_its_certificate_and_ends_with_it(zone, served, tmp_path):
    folder, _, door = zone
    done(folder, "pki", "issue", "client", "open-zone", "--out", str(tmp_path), "--why", "the mirror")
    mirror = Mirror(tmp_path / "release.db")
    asyncio.run(_fetched(f"https://localhost:{door}", tmp_path, mirror))
    assert mirror.place() == 0


def test_without_a_way_out_of_the_domain_there_is_no_door(tmp_path):
    pages, door = free_ports(2)
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier", "--no-door")
    ports = ("--port", str(pages), "--door-port", str(door))
    done(tmp_path / "sealed", "init", "--data", str(tmp_path / "sealed"), "--domain", "FR", *founders, *ports)
    process = subprocess.Popen(
        [sys.executable, "-m", "kotinos", "custody", "serve", "--data", str(tmp_path / "sealed")],
        env={**os.environ, **SECRETS},
    )
    try:
        wait_until(lambda: accepts(pages), 30, "the pages")
        assert not accepts(door)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_the_exchange_says_what_it_misses_and_runs_once_keys_were_handed_over(zone, tmp_path):
    folder, *_ = zone
    missing = run(folder, "exchange", "run")
    assert missing.exit_code == 1
    assert "authority.json" in missing.output
    done(folder, "exchange", "keys")
    why = ("--why", "the decree is out")
    law = ("--authority", "SNE", "--act", "decree 2029-77", "--timezone", "Europe/Paris", "--purge", "2031-01-01")
    done(folder, "campaign", "open", "JO2030", *law, *why)
    theirs = tmp_path / "authority"
    (theirs / "keys").mkdir(parents=True)
    shutil.copy(folder / "vetting" / "zone.json", theirs / "keys" / "zone.json")
    environment = {**os.environ, **SECRETS}
    authority = subprocess.Popen(
        [sys.executable, "-m", "kotinos", "authority", "--spool", str(folder / "vetting"), "--data", str(theirs)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    exchange = None
    try:
        wait_until(lambda: (theirs / "keys" / "authority.json").exists(), 30, "the authority's keys")
        shutil.copy(theirs / "keys" / "authority.json", folder / "vetting" / "authority.json")
        exchange = subprocess.Popen(
            [sys.executable, "-m", "kotinos", "custody", "exchange", "run", "--every", "0.5", "--data", str(folder)],
            env=environment,
        )
        acknowledged = folder / "vetting" / "kept"
        wait_until(lambda: acknowledged.exists() and _batches(folder) >= 1, 30, "a batch that was acknowledged")
    finally:
        for process in filter(None, (exchange, authority)):
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    assert "JO2030" in done(folder, "campaign", "list")


def _batches(folder: Path) -> int:
    import sqlite3

    with sqlite3.connect(f"file:{folder / 'sealed.db'}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT count(*) FROM batch WHERE acknowledged_at IS NOT NULL").fetchone()
    connection.close()
    return int(rows[0])


def test_an_organisation_gets_its_window_and_its_quota(zone):
    folder, *_ = zone
    window = ("--opens", "2030-01-01T00:00+0000", "--closes", "2030-06-30T23:59+0000")
    done(
        folder,
        "organisation",
        "add",
        "FRA",
        "--kind",
        "noc",
        "--name",
        "NOC of France",
        *window,
        "--why",
        "the Charter",
    )
    done(folder, "organisation", "quota", "FRA", "Aa", "40", "--sport", "SWM", "--why", "qualified")
    assert "Aa SWM" in done(folder, "organisation", "list")
