"""The repechage of those who lost to a finalist."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports.draws import Layout, Third, draw
from kotinos.sports.knockout import BracketError, Contest, Outcome, Seat
from kotinos.sports.repechage import beaten_by, ladder

WRESTLING = Rsc.of("WRE", "M", "FS57KG")
TAEKWONDO = Rsc.of("TKW", "W", "49KG")


def names(contests: Sequence[Contest]) -> list[tuple[str, ...]]:
    """Unit and both sides; a winner to come as ``W`` and its unit."""
    return [(contest.unit[22:32], *(_name(seat) for seat in contest.sides)) for contest in contests]


def _name(seat: Seat) -> str:
    return f"{seat.origin.wlt}{seat.origin.unit[22:30]}" if seat.origin else seat.competitor


def test_whom_a_finalist_beat_first_round_first() -> None:
    bracket = draw(WRESTLING, [f"{n}" for n in range(1, 9)], third=Third.SHARED, layout=Layout.MIRRORED)
    outcomes = {c.unit: Outcome("W", "L") for c in bracket.contests if c.phase != "FNL-"}
    assert beaten_by(bracket, outcomes, "1") == ("8", "5")
    assert beaten_by(bracket, outcomes, "3") == ("6", "7")


def test_who_was_excluded_for_behaviour_does_not_come_back() -> None:
    bracket = draw(WRESTLING, [f"{n}" for n in range(1, 5)], third=Third.SHARED, layout=Layout.MIRRORED)
    first = bracket.contests[0].unit
    assert beaten_by(bracket, {first: Outcome("W", "L", (None, "DQB"))}, "1") == ()


def test_in_wrestling_the_first_two_meet_and_the_last_meets_the_loser_of_the_same_semi_final() -> None:
    contests = ladder(WRESTLING, (("a", "b", "s"), ("c", "d", "e", "t")), crossed=False, phases=("REP2", "REP1"))
    assert names(contests) == [
        ("REP2000100", "a", "b"),
        ("REP1000200", "c", "d"),
        ("REP2000200", "WREP10002", "e"),
        ("REPF000100", "WREP20001", "s"),
        ("REPF000200", "WREP20002", "t"),
    ]
    assert [contest.medal for contest in contests] == [0, 0, 0, 3, 3]


def test_in_taekwondo_the_semi_final_loser_of_the_other_half_waits() -> None:
    contests = ladder(TAEKWONDO, (("a", "b", "s"), ("c", "d", "t")), crossed=True, phases=("REP1",), first=2)
    assert names(contests) == [
        ("REP1000200", "a", "b"),
        ("REP1000300", "c", "d"),
        ("REPF000100", "WREP10002", "t"),
        ("REPF000200", "WREP10003", "s"),
    ]


def test_with_one_early_loser_there_is_no_repechage_before_the_bronze() -> None:
    contests = ladder(WRESTLING, (("a", "s"), ("t",)), crossed=False, phases=("REP2", "REP1"))
    assert names(contests) == [("REPF000100", "a", "s")]


def test_more_rounds_than_there_are_phases_are_refused() -> None:
    with pytest.raises(BracketError, match="4 in a repechage of 1 rounds"):
        ladder(TAEKWONDO, (("a", "b", "c", "d", "s"), ()), crossed=True, phases=("REP1",))
