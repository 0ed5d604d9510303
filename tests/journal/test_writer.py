"""The writing thread when its store fails, and towards those who wait. What it records is held by the contract tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from kotinos.journal.event import Event, JournalClosed, JournalUnavailable, Receipt
from kotinos.journal.sqlite_file import SqliteStore
from kotinos.journal.writer import MOST_EVENTS, Writer
from tests.journals import proposal


class FragileStore(SqliteStore):
    """The real store, with a disk that fails on demand and a door that can be held shut so that a batch gathers."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.failure: Exception | None = None
        self.failing = 1  # how many events the transaction has that fails
        self.after = False
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.batches: list[int] = []

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        self.entered.set()
        self.gate.wait(10)
        return super().places(ids)

    def commit(self, events: Sequence[Event]) -> None:
        self.batches.append(len(events))
        failure = self.failure if len(events) == self.failing else None
        if failure and not self.after:
            raise failure
        super().commit(events)
        if failure:
            raise failure


def hold(writer: Writer, store: FragileStore, name: str, stream: str = "other") -> Future[tuple[Receipt, ...]]:
    """Propose one event and keep the thread at it, so that what is proposed next gathers, until the gate is opened."""
    store.gate.clear()
    store.entered.clear()
    held = writer.append([proposal(name, stream)])
    assert store.entered.wait(10)
    return held


@pytest.fixture
def store(tmp_path: Path) -> FragileStore:
    return FragileStore(tmp_path / "journal.db")


@pytest.fixture
def writer(store: FragileStore) -> Iterator[Writer]:
    made = Writer(store, "test")
    yield made
    made.close()


@pytest.mark.parametrize(
    "failure", [OSError("disk gone"), RuntimeError("never thought of"), JournalUnavailable("server gone")]
)
def test_a_failed_commit_is_told_to_every_waiter_and_the_next_works(
    writer: Writer, store: FragileStore, failure: Exception
) -> None:
    writer.append([proposal("before")], {"games": 0}).result(10)
    held = hold(writer, store, "held")
    together = [writer.append([proposal(f"e{n}")], {"games": n + 1}) for n in range(20)]
    together.append(writer.append([proposal("before")]))
    store.failing, store.failure = 20, failure
    store.gate.set()
    assert held.result(10) == (Receipt(2, False),)
    errors = [future.exception(10) for future in together]
    assert {(type(error), str(error)) for error in errors} == {(JournalUnavailable, str(failure))}
    assert len({id(error) for error in errors}) == len(errors)  # each its own: a traceback grows on every raise
    # Positions and head were forgotten with the failure, and are again what the disk says.
    assert writer.append([proposal("e0")], {"games": 1}).result(10) == (Receipt(3, False),)


def test_a_commit_that_happened_and_yet_failed_is_found_by_proposing_again(writer: Writer, store: FragileStore) -> None:
    store.failure, store.after = OSError("answer lost"), True
    with pytest.raises(JournalUnavailable):
        writer.append([proposal("a")], {"games": 0}).result(10)
    store.failure = None
    assert writer.append([proposal("a")], {"games": 0}).result(10) == (Receipt(1, True),)
    assert writer.append([proposal("b")], {"games": 1}).result(10) == (Receipt(2, False),)


def test_a_transaction_has_a_bounded_size_but_never_splits_a_group(writer: Writer, store: FragileStore) -> None:
    hold(writer, store, "held")
    size = MOST_EVENTS // 2 - 1
    sent = [writer.append([proposal(f"{g}.{n}") for n in range(size)]) for g in range(7)]
    store.gate.set()
    [f.result(30) for f in sent]
    assert store.batches[0] == 1
    assert sum(store.batches) == 7 * size + 1
    assert all(batch % size == 0 and batch < MOST_EVENTS + size for batch in store.batches[1:])


def test_several_loops_are_each_told_their_own(writer: Writer) -> None:
    found: dict[int, list[int]] = {}

    async def record(loop: int) -> None:
        receipts = await asyncio.gather(*(writer.record([proposal(f"{loop}.{n}")]) for n in range(50)))
        found[loop] = [r[0].seq for r in receipts]

    threads = [threading.Thread(target=asyncio.run, args=(record(loop),)) for loop in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(seq for seqs in found.values() for seq in seqs) == list(range(1, 201))
    assert all(seqs == sorted(seqs) for seqs in found.values())


def test_a_loop_that_ended_does_not_end_the_writer(writer: Writer, store: FragileStore) -> None:
    store.gate.clear()

    async def leave() -> None:
        asyncio.create_task(writer.record([proposal("left")]))  # noqa: RUF006 (nobody waits for it, on purpose)
        await asyncio.sleep(0)

    asyncio.run(leave())
    store.gate.set()
    assert writer.append([proposal("left")]).result(10) == (Receipt(1, True),)


def test_what_a_caller_changes_afterwards_is_not_what_it_proposed(writer: Writer, store: FragileStore) -> None:
    store.gate.clear()
    group, expect = [proposal("a")], {"games": 0}
    sent = writer.append(group, expect)
    group.append(proposal("b"))
    expect["games"] = 7
    store.gate.set()
    assert sent.result(10) == (Receipt(1, False),)


def test_an_accepted_group_cannot_be_cancelled(writer: Writer, store: FragileStore) -> None:
    store.gate.clear()
    sent = writer.append([proposal("a")])
    assert not sent.cancel()
    store.gate.set()
    assert sent.result(10) == (Receipt(1, False),)


def test_nothing_is_accepted_after_closing_even_in_a_race(store: FragileStore) -> None:
    writer = Writer(store, "test")
    accepted = []

    def write(thread: int) -> None:
        for n in range(1000):
            try:
                accepted.append(writer.append([proposal(f"{thread}.{n}")]))
            except JournalClosed:
                return

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    writer.close()
    for thread in threads:
        thread.join()
    assert all(f.done() and f.exception() is None for f in accepted)
