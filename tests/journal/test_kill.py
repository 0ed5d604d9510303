"""Kill -9 at any moment: nothing that was acknowledged is lost, nothing stands twice, the chain and the positions hold."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kotinos.journal.event import Fault, Journal
from kotinos.journal.opening import open_journal
from tests.servers import Postgres, wait_until

CHILD = Path(__file__).with_name("killed_writer.py")


class Lives:
    """One writer after the other on the same journal, each killed at a random moment of its work."""

    def __init__(self, url: str) -> None:
        self.acknowledged: set[str] = set()
        self._chance = random.Random(seed := random.randrange(2**32))
        self._cycle = 0
        print(f"seed {seed}")
        command = [sys.executable, str(CHILD), url]
        self._nursery = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def one(self, end: Callable[[int], None]) -> int:
        """Start one, let it acknowledge some groups and work on for some milliseconds, end it; how many ids it said."""
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(f"{self._cycle}\n")
        self._cycle += 1
        before, groups, pid = len(self.acknowledged), self._chance.randrange(12), 0
        ended = False
        for line in self._nursery.stdout:
            word, *rest = line.split()
            if word == "dead":
                break
            if word == "born":
                pid = int(rest[0])
            else:
                self.acknowledged |= {word, *rest}
                groups -= 1
            if pid and groups < 0 and not ended:
                time.sleep(self._chance.choice((0, 0.0005, 0.002, 0.01)))
                end(pid)
                ended = True
        return len(self.acknowledged) - before

    def close(self) -> None:
        """No more lives."""
        self._nursery.communicate(timeout=10)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.fixture
def lives() -> Iterator[Callable[[str], Lives]]:
    """Make `Lives` on the journal of an address."""
    made: list[Lives] = []

    def make(url: str) -> Lives:
        made.append(Lives(url))
        return made[-1]

    yield make
    for one in made:
        one.close()


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
def test_sqlite_survives_200_kills_of_its_writer(tmp_path: Path, lives: Callable[[str], Lives]) -> None:
    url = f"sqlite:///{tmp_path}/journal.db"
    writers = lives(url)
    for cycle in range(200):
        assert writers.one(kill)  # it was killed at work, not before
        if cycle % 20 == 19:
            journal = open_journal(url, read_only=cycle % 40 == 39)
            check(journal, writers.acknowledged)
            journal.close()


@pytest.mark.timeout(300)
def test_postgresql_survives_kills_of_its_writer(postgres: Postgres, lives: Callable[[str], Lives]) -> None:
    url = postgres.database()
    writers = lives(url)
    for _ in range(20):
        assert writers.one(kill)
    journal = open_journal(url, read_only=True)
    check(journal, writers.acknowledged)
    journal.close()


@pytest.mark.timeout(300)
def test_postgresql_survives_kills_of_the_server(postgres: Postgres, lives: Callable[[str], Lives]) -> None:
    url = postgres.database()
    open_journal(url).close()
    reader = open_journal(url, read_only=True)
    writers = lives(url)

    def crash(pid: int) -> None:
        postgres.stop(signal.SIGQUIT)
        postgres.start()
        at = reader.head()[0]
        wait_until(lambda: reader.head()[0] > at + 20, 30, "the writer finding its server again")
        kill(pid)

    for _ in range(4):
        assert writers.one(crash) > 20
        check(reader, writers.acknowledged)  # the same reader, over every restart
    reader.close()
