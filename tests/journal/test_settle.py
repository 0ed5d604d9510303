"""Placing groups, without any store. The journals' contract tests hold the same rules end to end."""

from __future__ import annotations

from kotinos.journal.chain import walk
from kotinos.journal.event import GENESIS, PartialDuplicate, PositionConflict, Receipt
from kotinos.journal.settle import Group, Tail, settle
from tests.journals import proposal

EMPTY = Tail(0, GENESIS, {})


def test_groups_are_placed_one_after_the_other() -> None:
    done = settle([Group([proposal("a"), proposal("b")]), Group([proposal("c")])], {}, EMPTY)
    assert done.outcomes == [(Receipt(1, False), Receipt(2, False)), (Receipt(3, False),)]
    assert list(walk(done.events)) == [3]
    assert (done.tail.seq, done.tail.hash) == (3, done.events[-1].hash)


def test_an_id_placed_a_moment_ago_is_known() -> None:
    done = settle([Group([proposal("a")]), Group([proposal("a")])], {}, EMPTY)
    assert done.outcomes == [(Receipt(1, False),), (Receipt(1, True),)]
    assert len(done.events) == 1


def test_positions_count_what_this_transaction_adds() -> None:
    groups = [Group([proposal("a", "x"), proposal("b", "x")], {"x": 4}), Group([proposal("c", "x")], {"x": 6})]
    done = settle(groups, {}, Tail(9, GENESIS, {"x": 4}))
    assert [e.seq for e in done.events] == [10, 11, 12]
    assert done.tail.positions == {"x": 7}


def test_a_refused_group_moves_nothing() -> None:
    groups = [
        Group([proposal("new", "x")], {"x": 1}),
        Group([proposal("old"), proposal("new", "x")]),
        Group([proposal("new", "x")], {"x": 0}),
    ]
    done = settle(groups, {"old": 3}, Tail(9, "f" * 64, {"x": 0}))
    assert [type(outcome) for outcome in done.outcomes] == [PositionConflict, PartialDuplicate, tuple]
    assert [(e.seq, e.prev) for e in done.events] == [(10, "f" * 64)]


def test_what_was_brought_is_left_as_it_was() -> None:
    known, positions = {"old": 1}, {"x": 0}
    settle([Group([proposal("a", "x")], {"x": 0})], known, Tail(1, GENESIS, positions))
    assert (known, positions) == ({"old": 1}, {"x": 0})


def test_nothing_waiting_is_nothing_to_do() -> None:
    done = settle([], {}, EMPTY)
    assert (done.events, done.outcomes, done.tail) == ([], [], EMPTY)
