"""The demonstration of the sealed zone, seen from outside: the zone's programs, a State that answers, and people who travel to the gate."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.servers import wait_until

SECRETS = {
    "KOTINOS_CUSTODY_PASSPHRASE": "an olive branch for everybody",
    "KOTINOS_CUSTODY_CA_PASSPHRASE": "a wreath of wild olive",
}
PEOPLE = 8


def _kotinos(*words: object, code: int = 0) -> str:
    command = [sys.executable, "-m", "kotinos", *map(str, words)]
    ran = subprocess.run(command, env={**os.environ, **SECRETS}, capture_output=True, text=True, check=False)
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout


def _started(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kotinos", *map(str, words)]
    return subprocess.Popen(
        command, env={**os.environ, **SECRETS}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Path]:
    """A zone whose Games open this week, served, with a State that answers within the second."""
    folder = tmp_path_factory.mktemp("zone") / "sealed"
    theirs = folder.parent / "authority"
    opening = (datetime.now(UTC) + timedelta(days=2)).date()
    ways = ("--authority", "SNE", "--port", port, "--no-door", "--opening", opening, "--timezone", "Europe/Paris")
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    _kotinos("custody", "init", "--data", folder, "--domain", "FR", *ways, *founders)
    _kotinos("custody", "exchange", "keys", "--data", folder)
    (theirs / "keys").mkdir(parents=True)
    shutil.copy(folder / "vetting" / "zone.json", theirs / "keys" / "zone.json")
    running = [_started("custody", "serve", "--data", folder)]
    quick = ("--speed", 1_000_000, "--refusals", 0, "--silent", 0, "--more-time", 0, "--withdrawals", 0)
    try:
        running.append(_started("authority", "--spool", folder / "vetting", "--data", theirs, *quick))
        wait_until(lambda: (theirs / "keys" / "authority.json").exists(), 30, "the authority's keys")
        shutil.copy(theirs / "keys" / "authority.json", folder / "vetting" / "authority.json")
        running.append(_started("custody", "exchange", "run", "--every", 0.5, "--data", folder))
        wait_until(lambda: _answers(port), 30, "the pages")
        yield folder
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(20)


@pytest.fixture(scope="module")
def said(zone: Path, port: int) -> str:
    """What the demonstration says, once it is over."""
    return _kotinos("demo-accreditation", "--data", zone, "--url", f"https://localhost:{port}", "--people", PEOPLE)


def _counts(zone: Path, table: str) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{zone / 'sealed.db'}?mode=ro", uri=True)) as connection:
        return dict(connection.execute(f"SELECT state, count(*) FROM {table} GROUP BY state"))


def test_everybody_but_the_rejected_one_has_a_card_in_force(zone: Path, said: str) -> None:
    assert _counts(zone, "application") == {"APPROVED": PEOPLE - 1, "REJECTED": 1}
    assert _counts(zone, "card") == {"validated": PEOPLE - 1}
    assert len(list((zone / "demo-cards").glob("*.pdf"))) == PEOPLE - 1


def test_each_card_opens_the_venue_of_its_bearer_and_no_other(said: str) -> None:
    answers = [line.split()[1] for line in said.splitlines() if "au site" in line]
    assert answers.count("GRANTED") == PEOPLE - 1
    assert answers.count("DENIED") == PEOPLE - 1


def test_every_turn_of_the_way_is_told(said: str) -> None:
    for turn in (
        "Admitted",
        "May sign in",
        "Applies",
        "Sends a list",
        "Sent back",
        "Comes again",
        "Rejected",
        "In force",
    ):
        assert turn in said


def test_whoever_may_look_finds_credentials_that_only_the_owner_reads(zone: Path, said: str) -> None:
    kept = zone / "demo-people.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    accounts = msgspec.json.decode(kept.read_bytes())["accounts"]
    assert {one["role"] for one in accounts.values()} == {"supervisor", "officer", "desk", "organisation"}
    assert all(one["password"] in said and one["secret"] in said for one in accounts.values())


def test_started_again_it_changes_nothing_and_the_gates_answer_the_same(zone: Path, port: int, said: str) -> None:
    before = _counts(zone, "application"), _counts(zone, "card")
    again = _kotinos("demo-accreditation", "--data", zone, "--url", f"https://localhost:{port}")
    assert (_counts(zone, "application"), _counts(zone, "card")) == before
    assert "Applies" not in again
    assert "otpauth" not in again
    assert "wait for the State" not in again
    assert again.count("GRANTED") == said.count("GRANTED") == PEOPLE - 1


def test_a_zone_that_does_not_answer_is_named(zone: Path, tmp_path: Path) -> None:
    missing = _kotinos("demo-accreditation", "--data", tmp_path, code=1)
    assert "holds no sealed zone" in missing
