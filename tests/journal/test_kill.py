"""Kill -9 at any moment: nothing that was acknowledged is lost, nothing stands twice, the chain and the positions hold."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kotinos.journal.event import Fault, Journal
from kotinos.journal.opening import open_journal
from servers import Postgres

CHILD = Path(__file__).with_name("killed_writer.py")


def life(url: str, cycle: int, seconds: float, kill: Callable[[subprocess.Popen[bytes]], None]) -> set[str]:
    """One child from start to kill; the ids it said were acknowledged."""
    child = subprocess.Popen([sys.executable, str(CHILD), url, str(cycle)], stdout=subprocess.PIPE)
    assert child.stdout
    assert child.stdout.readline() == b"open\n"
    time.sleep(seconds)
    kill(child)
    said = child.stdout.read().decode()
    child.stdout.close()
    child.wait()
    return set(said[: said.rfind("\n") + 1].split())  # a last line cut short was not said


def check(journal: Journal, acknowledged: set[str]) -> None:
    assert not [step for step in journal.verify() if isinstance(step, Fault)]
    events = journal.read(limit=10_000_000)
    ids = Counter(event.id for event in events)
    assert max(ids.values()) == 1
    assert acknowledged <= ids.keys()
    positions: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    sizes: dict[str, int] = {}
    for event in events:
        body = msgspec.json.decode(event.body)
        assert body["position"] == positions[event.stream]
        positions[event.stream] += 1
        group = event.id.rpartition(".")[0]
        groups[group] += 1
        sizes[group] = body["of"]
    assert groups == sizes
    assert all(journal.position(stream) == n for stream, n in positions.items())


@pytest.mark.timeout(300)
def test_sqlite_survives_200_kills_of_its_writer(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    url = f"sqlite:///{tmp_path}/journal.db"
    acknowledged: set[str] = set()
    for cycle in range(200):
        acknowledged |= life(url, cycle, chance.uniform(0, 0.06), lambda child: child.kill())
        if cycle % 20 == 19:
            journal = open_journal(url, read_only=bool(cycle % 40 == 39))
            check(journal, acknowledged)
            journal.close()
    assert len(acknowledged) > 2000  # it was killed at work, not before


@pytest.mark.timeout(300)
def test_postgresql_survives_kills_of_its_writer(postgres: Postgres) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    url = postgres.database()
    acknowledged: set[str] = set()
    for cycle in range(20):
        acknowledged |= life(url, cycle, chance.uniform(0, 0.1), lambda child: child.kill())
    journal = open_journal(url, read_only=True)
    check(journal, acknowledged)
    journal.close()
    assert len(acknowledged) > 500


@pytest.mark.timeout(300)
def test_postgresql_survives_kills_of_the_server(postgres: Postgres) -> None:
    url = postgres.database()
    open_journal(url).close()
    reader = open_journal(url, read_only=True)
    acknowledged: set[str] = set()

    def crash(child: subprocess.Popen[bytes]) -> None:
        postgres.stop(signal.SIGQUIT)
        postgres.start()
        time.sleep(0.3)  # the writer finds it again
        child.kill()

    for cycle in range(4):
        before = len(acknowledged)
        acknowledged |= life(url, cycle, 0.2, crash)
        assert len(acknowledged) > before + 50
        check(reader, acknowledged)  # the same reader, over every restart
    reader.close()
