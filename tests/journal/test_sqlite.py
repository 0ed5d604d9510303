"""What is particular to a journal in a SQLite file."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from kotinos.journal.event import Event, Fault, JournalForeign, JournalHeld, JournalUnavailable
from kotinos.journal.sqlite import SqliteJournal
from tests.journals import proposal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not there yet" / "journal.db"


def filled(path: Path, events: int = 40) -> list[Event]:
    journal = SqliteJournal(path)
    for n in range(events):
        journal.append([proposal(f"e{n}", f"s{n % 3}", body=b'"%d"' % n**40)]).result(10)
    found = journal.read()
    journal.close()
    return found


def test_a_commit_waits_for_the_disk(path: Path) -> None:
    journal = SqliteJournal(path)
    connection = journal._writer._store._connection  # type: ignore[union-attr,attr-defined]
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    journal.close()


def test_closing_leaves_one_file_and_its_lock(path: Path) -> None:
    filled(path)
    assert sorted(p.name for p in path.parent.iterdir()) == ["journal.db", "journal.db.lock"]


def test_a_second_process_is_told_which_one_writes(path: Path) -> None:
    journal = SqliteJournal(path)
    code = "import sys; from kotinos.journal.sqlite import SqliteJournal; SqliteJournal(sys.argv[1])"
    second = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert second.returncode == 1
    assert f"being written by process {os.getpid()} (" in second.stderr
    journal.close()
    assert subprocess.run([sys.executable, "-c", code, str(path)]).returncode == 0


def test_a_refused_second_writer_does_not_lock_out_a_third(path: Path) -> None:
    journal = SqliteJournal(path)
    for _ in range(2):
        with pytest.raises(JournalHeld):
            SqliteJournal(path)
    journal.close()
    SqliteJournal(path).close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_journal_of_a_later_version_is_left_alone(path: Path, read_only: bool) -> None:
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(JournalForeign, match="schema version 7; this program knows version 1"):
        SqliteJournal(path, read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_another_programs_file_is_left_alone(path: Path, read_only: bool) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(JournalForeign, match="not a Kotinos journal"):
        SqliteJournal(path, read_only=read_only)
    path.write_text("a shopping list, quite long enough to be taken for a page of something" * 20)
    with pytest.raises(JournalForeign, match="cannot be read as a journal"):
        SqliteJournal(path, read_only=read_only)
    assert before != path.read_bytes()


def test_reading_what_is_not_there_makes_nothing(path: Path) -> None:
    with pytest.raises(JournalUnavailable, match="no journal at"):
        SqliteJournal(path, read_only=True)
    assert not path.parent.exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalUnavailable, match="cannot be written"):
        SqliteJournal(tmp_path / "file" / "journal.db")


def test_a_full_disk_acknowledges_nothing_and_is_forgotten_when_there_is_room(path: Path) -> None:
    journal = SqliteJournal(path)
    journal.append([proposal("before")]).result(10)
    connection = journal._writer._store._connection  # type: ignore[union-attr,attr-defined]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite itself then reports a full disk
    sent = [journal.append([proposal(f"big{n}", body=b'"%s"' % (b"x" * 50_000))], {"games": 1}) for n in range(5)]
    for future in sent:
        with pytest.raises(JournalUnavailable, match="full"):
            future.result(10)
    assert [e.id for e in journal.read()] == ["before"]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert journal.append([proposal("big0")], {"games": 1}).result(10)[0].seq == 2
    assert list(journal.verify()) == [2]
    journal.close()


def test_many_threads_read_while_one_writes(path: Path) -> None:
    journal = SqliteJournal(path)
    stop = threading.Event()
    wrong: list[object] = []

    def watch() -> None:
        seen = 0
        while not stop.is_set():
            events = journal.read(seen, 50)
            if [e.seq for e in events] != list(range(seen + 1, seen + 1 + len(events))):
                wrong.append(events)
            seen += len(events)

    readers = [threading.Thread(target=watch) for _ in range(4)]
    for reader in readers:
        reader.start()
    for n in range(200):
        journal.append([proposal(f"e{n}")]).result(10)
    stop.set()
    for reader in readers:
        reader.join()
    journal.close()
    assert wrong == []


def test_a_head_whose_values_are_of_other_types_is_found(path: Path, tmp_path: Path) -> None:
    true = filled(path)
    data = path.read_bytes()
    copy = tmp_path / "copy.db"
    row = (
        data.index(true[-1].hash.encode(), data.index(b"CREATE TABLE head")) - 2
    )  # how the row is stored, type by type
    for index in range(row - 4, row + 2):
        for altered in range(16):  # the types of SQLite: NULL, integers, a real, constants, empty texts
            copy.write_bytes(data[:index] + bytes([altered]) + data[index + 1 :])
            with suppress(JournalUnavailable):
                journal = SqliteJournal(copy, read_only=True)
                assert any(isinstance(step, Fault) for step in journal.verify()) or journal.read() == true
                journal.close()


def test_any_altered_byte_of_the_file_is_found_or_changes_nothing_that_is_read(path: Path, tmp_path: Path) -> None:
    true = filled(path)
    data = path.read_bytes()
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    copy = tmp_path / "copy.db"
    found = 0
    for _ in range(300):
        index = chance.randrange(len(data))
        copy.write_bytes(data[:index] + bytes([data[index] ^ chance.randrange(1, 256)]) + data[index + 1 :])
        for extra in ("-wal", "-shm"):
            Path(f"{copy}{extra}").unlink(missing_ok=True)
        try:
            journal = SqliteJournal(copy, read_only=True)
        except JournalUnavailable:
            found += 1
            continue
        try:
            if any(isinstance(step, Fault) for step in journal.verify()):
                found += 1
            else:
                assert journal.read() == true, f"byte {index}"
                streams = {f"s{n}": [e for e in true if e.stream == f"s{n}"] for n in range(3)}
                assert all(journal.read_stream(s) == events for s, events in streams.items()), f"byte {index}"
        except JournalUnavailable:
            found += 1
        finally:
            journal.close()
    assert found > 50
    shutil.rmtree(path.parent)
