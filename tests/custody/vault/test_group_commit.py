"""Many callers, one transaction."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Connection

from kotinos.custody.store import Database
from kotinos.custody.vault.group_commit import GroupCommit


def test_each_caller_gets_its_own_outcome_and_those_who_wait_share_a_transaction(database: Database) -> None:
    sizes = []
    begun, go_on = threading.Event(), threading.Event()

    def decide(_connection: Connection, asks: Sequence[int]) -> list[int]:
        sizes.append(len(asks))
        begun.set()
        assert go_on.wait(30)
        return [ask * 2 for ask in asks]

    group = GroupCommit(database, decide)
    with ThreadPoolExecutor(12) as pool:
        first = pool.submit(group.ask, 0)
        assert begun.wait(30)
        others = [pool.submit(group.ask, n) for n in range(1, 12)]
        while len(group._waiting) < 11:
            pass
        go_on.set()
        assert first.result(30) == 0
        assert [other.result(30) for other in others] == [n * 2 for n in range(1, 12)]
    assert sizes == [1, 11]


def test_a_transaction_that_fails_fails_all_its_callers_and_the_next_ones_go_on(database: Database) -> None:
    broken = [True]

    def decide(_connection: Connection, asks: Sequence[int]) -> list[int]:
        if broken[0]:
            raise OSError("no space left")
        return list(asks)

    group = GroupCommit(database, decide)
    with ThreadPoolExecutor(8) as pool:
        failing = [pool.submit(group.ask, n) for n in range(8)]
        for one in failing:
            with pytest.raises(OSError, match="no space"):
                one.result(30)
        broken[0] = False
        assert list(pool.map(group.ask, range(200))) == list(range(200))
