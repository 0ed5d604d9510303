"""One suite over every store of publications."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kotinos.results.publications import OutOfOrder, Publication, Publications, open_publications, sqlite_path

HEAT = "ATHM100M--------------HEAT000300--"
FINAL = "ATHM100M--------------FNL-000100--"
BOUT = "JUDW57KG--------------QFNL000200--"
TABLE = "GEN-------------------------------"


def row(offset: int, rsc: str = HEAT, *, step: int | None = None, last: bool = True, version: int = 1, kind: str = "DT_RESULT",
        at: str | None = None) -> Publication:  # fmt: skip
    step = offset if step is None else step
    at = at or f"2024-08-04T19:{offset // 60:02}:{offset % 60:02}.000000Z"
    frame = json.dumps({"offset": offset, "key": f"{kind}/{rsc}", "version": version}).encode()
    return Publication(offset=offset, step=step, last=last, key=f"{kind}/{rsc}", type=kind, rsc=rsc, version=version,
                       status="LIVE", at=at, frame=frame)  # fmt: skip


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres").database())
    return "memory:" if request.param == "memory" else f"sqlite:{tmp_path / 'publications.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Publications]:
    opened = open_publications(url)
    yield opened
    opened.close()


@pytest.fixture
def reopen(url: str) -> Callable[[], Publications]:
    if url == "memory:":
        pytest.skip("a store in memory lives in one process only")
    return lambda: open_publications(url)


def test_an_empty_store_stands_at_zero(store: Publications) -> None:
    assert store.head() == (0, 0)
    assert store.read(0) == []
    assert store.latest() == []
    assert store.offset_at("2030-01-01T00:00:00.000000Z") == 0


def test_what_was_appended_is_read_back_whole(store: Publications) -> None:
    rows = [row(1), row(2, FINAL, step=9, last=False), row(3, BOUT, step=9)]
    store.append(rows[:1])
    store.append(rows[1:])
    assert store.read(0) == rows
    assert store.read(1) == rows[1:]
    assert store.read(0, limit=2) == rows[:2]
    assert store.read(3) == []
    assert store.head() == (3, 9)


def test_frames_keep_their_bytes(store: Publications) -> None:
    frame = bytes(range(256))
    store.append([msgspec.structs.replace(row(1), frame=frame)])
    assert store.read(0)[0].frame == frame


@pytest.mark.parametrize(
    "rows",
    [
        [row(2)],
        [row(1), row(3)],
        [row(1), row(1)],
        [row(1, last=False)],
    ],
    ids=["gap at the start", "gap inside", "offset twice", "half a step"],
)
def test_rows_that_do_not_continue_the_store_are_refused_whole(store: Publications, rows: list[Publication]) -> None:
    with pytest.raises(OutOfOrder):
        store.append(rows)
    assert store.head() == (0, 0)
    assert store.latest() == []
    store.append([row(1)])


def test_an_offset_cannot_be_taken_twice(store: Publications) -> None:
    store.append([row(1)])
    with pytest.raises(OutOfOrder, match="offset 1 where 2 comes next"):
        store.append([row(1, FINAL)])
    assert store.read(0) == [row(1)]


def test_latest_holds_the_newest_version_of_each_document(store: Publications) -> None:
    store.append([row(1, HEAT), row(2, FINAL), row(3, HEAT, version=2), row(4, TABLE, kind="DT_MEDALS")])
    assert [(r.offset, r.version) for r in store.latest()] == [(2, 1), (3, 2), (4, 1)]


def test_latest_is_chosen_by_the_beginning_of_the_code_and_by_type(store: Publications) -> None:
    store.append([row(1, HEAT), row(2, FINAL), row(3, BOUT), row(4, FINAL, kind="DT_MEDALLISTS")])
    assert [r.offset for r in store.latest("ATHM100M")] == [1, 2, 4]
    assert [r.offset for r in store.latest(FINAL)] == [2, 4]
    assert [r.offset for r in store.latest("", ["DT_MEDALLISTS"])] == [4]
    assert [r.offset for r in store.latest("ATH", ["DT_RESULT", "DT_MEDALS"])] == [1, 2]
    assert store.latest("SWM") == []


def test_latest_at_an_offset_of_the_past_knows_nothing_newer(store: Publications) -> None:
    store.append([row(1, HEAT), row(2, FINAL), row(3, HEAT, version=2)])
    assert [(r.offset, r.version) for r in store.latest(upto=2)] == [(1, 1), (2, 1)]
    assert store.latest(upto=0) == []


def test_as_of_shows_what_stood_published_at_an_instant(store: Publications) -> None:
    store.append(
        [row(1, HEAT, at="2024-08-04T19:00:00.000000Z"), row(2, HEAT, version=2, at="2024-08-04T19:00:01.000000Z")]
    )
    assert store.as_of("2024-08-04T18:59:59.999999Z") == []
    assert [r.version for r in store.as_of("2024-08-04T19:00:00.000000Z")] == [1]
    assert [r.version for r in store.as_of("2024-08-04T19:00:00.999999Z")] == [1]
    assert [r.version for r in store.as_of("2024-08-04T19:00:01.000000Z")] == [2]
    assert store.as_of("2024-08-04T19:00:01.000000Z", "JUD") == []


def test_an_instant_never_falls_inside_a_step(store: Publications) -> None:
    at = "2024-08-04T19:00:00.000000Z"
    store.append([row(1, at=at), row(2, FINAL, step=5, last=False, at=at), row(3, BOUT, step=5, at=at)])
    store.append([row(4, TABLE, at="2024-08-04T19:00:09.000000Z")])
    assert store.offset_at(at) == 3
    assert store.offset_at("2024-08-04T19:00:10.000000Z") == 4


def test_another_reader_sees_the_same_rows_under_the_same_epoch(
    store: Publications, reopen: Callable[[], Publications]
) -> None:
    store.append([row(1), row(2, FINAL)])
    other = reopen()
    try:
        assert other.epoch == store.epoch
        assert other.read(0) == store.read(0)
        store.append([row(3)])
        assert other.head() == (3, 3)
    finally:
        other.close()


def test_rows_and_epoch_survive_a_restart(store: Publications, reopen: Callable[[], Publications]) -> None:
    store.append([row(1)])
    store.close()
    again = reopen()
    try:
        assert again.epoch == store.epoch
        assert again.read(0) == [row(1)]
        again.append([row(2)])
        assert again.head() == (2, 2)
    finally:
        again.close()


def test_a_step_appears_all_at_once(store: Publications, reopen: Callable[[], Publications]) -> None:
    """A reader in another thread never sees the beginning of a step without its end."""
    other, halves, done = reopen(), [], threading.Event()

    def look() -> None:
        while not done.is_set():
            rows = other.read(0, limit=100_000)
            if rows and not rows[-1].last:
                halves.append(rows[-1].offset)

    looking = threading.Thread(target=look)
    looking.start()
    for step in range(60):
        store.append([row(5 * step + n, step=step, last=n == 5) for n in range(1, 6)])
    done.set()
    looking.join()
    other.close()
    assert halves == []
    assert store.head() == (300, 59)


def test_latest_never_mixes_two_steps(store: Publications) -> None:
    """Both documents change in every step, so every answer must hold equal versions."""
    mixed, done = [], threading.Event()

    def look() -> None:
        while not done.is_set():
            versions = {r.version for r in store.latest()}
            if len(versions) > 1:
                mixed.append(versions)

    looking = threading.Thread(target=look)
    looking.start()
    for step in range(1, 80):
        store.append(
            [
                row(2 * step - 1, HEAT, step=step, last=False, version=step),
                row(2 * step, FINAL, step=step, version=step),
            ]
        )
    done.set()
    looking.join()
    assert mixed == []


def test_a_reader_in_another_process_sees_what_was_appended(store: Publications, url: str) -> None:
    if url == "memory:":
        pytest.skip("a store in memory lives in one process only")
    store.append([row(1), row(2)])
    code = """
import sys
from kotinos.results.publications import open_publications
store = open_publications(sys.argv[1])
print(store.epoch, *store.head())
store.close()"""
    answer = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == [store.epoch, "2", "2"]


def test_many_processes_may_make_the_store_at_the_same_time(url: str) -> None:
    if url == "memory:":
        pytest.skip("a store in memory lives in one process only")
    code = """
import sys
from kotinos.results.publications import open_publications
sys.stdin.readline()
print(open_publications(sys.argv[1]).epoch)"""
    started = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", code, url], stdin=-1, stdout=-1, text=True)
        for _ in range(5)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=30)[0] for process in started]
    assert [process.returncode for process in started] == [0] * 5
    assert len(set(answers)) == 1


def test_two_new_stores_have_different_epochs(tmp_path: Path) -> None:
    first, second = (open_publications(f"sqlite:{tmp_path / name}") for name in ("a.db", "b.db"))
    assert first.epoch != second.epoch
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:a/b.db", "a/b.db"),
        ("sqlite:/a/b.db", "/a/b.db"),
        ("sqlite:///b.db", "b.db"),
        ("sqlite:////a/b.db", "/a/b.db"),
        ("b.db", "b.db"),
    ],
)
def test_a_sqlite_address_names_its_file(url: str, path: str) -> None:
    assert sqlite_path(url) == path


def test_the_versions_of_one_document_are_listed_without_those_of_others(store: Publications) -> None:
    store.append([row(1), row(2, FINAL), row(3, version=2)])
    found = store.versions(f"DT_RESULT/{HEAT}")
    assert [(one.version, one.offset, one.status) for one in found] == [(1, 1, "LIVE"), (2, 3, "LIVE")]
    assert store.versions("DT_RESULT/nothing") == []
