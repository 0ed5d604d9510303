"""Addresses: what opens what, and what is said of the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kotinos.journal.opening import open_bus, open_journal
from kotinos.journal.postgres import PostgresJournal
from kotinos.journal.sqlite import SqliteJournal
from tests.servers import Postgres


def test_three_slashes_are_relative_and_four_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite:///here.db", f"sqlite:///{tmp_path}/there.db"):
        journal = open_journal(url)
        assert isinstance(journal, SqliteJournal)
        journal.close()
    assert {"here.db", "there.db"} <= {p.name for p in tmp_path.iterdir()}


def test_a_postgresql_address_opens_a_database(postgres: Postgres) -> None:
    journal = open_journal(postgres.database())
    assert isinstance(journal, PostgresJournal)
    journal.close()


@pytest.mark.parametrize("url", ["", "journal.db", "sqlite://", "sqlite:///", "mysql://x/y"])
def test_another_address_is_refused_with_those_that_exist(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///path"):
        open_journal(url)


async def test_another_bus_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    journal = open_journal(f"sqlite:///{tmp_path}/j.db")
    with pytest.raises(ValueError, match="sqlite-tail:"):
        await open_bus("kafka://x", journal)
    journal.close()


async def test_the_tail_of_something_that_is_no_file_is_refused(postgres: Postgres) -> None:
    journal = open_journal(postgres.database())
    with pytest.raises(ValueError, match="watches a file"):
        await open_bus("sqlite-tail:", journal)
    journal.close()


def test_a_venues_journal_opens_without_what_it_does_not_use(tmp_path: Path) -> None:
    code = (
        "import sys, kotinos.journal.opening as opening; opening.open_journal(sys.argv[1]).close();"
        "print([name for name in ('asyncio', 'psycopg', 'nats', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path}/j.db"], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
