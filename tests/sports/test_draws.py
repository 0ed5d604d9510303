"""Where seeds stand, who rests, and which units a draw has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports.draws import Layout, Third, draw, lay_out, line_up
from kotinos.sports.knockout import BracketError, Origin, Seat

EVENT = Rsc.of("JUD", "M", "73KG")


def test_the_eight_seeds_of_judo_stand_on_top_of_the_halves_of_their_pools() -> None:
    lines = line_up(32)
    where = {number: line for line, number in enumerate(lines, start=1) if number <= 8}
    assert where == {1: 1, 8: 5, 4: 9, 5: 13, 2: 17, 7: 21, 3: 25, 6: 29}


def test_the_mirrored_layout_puts_number_two_on_the_last_line() -> None:
    assert line_up(8, Layout.MIRRORED) == (1, 8, 5, 4, 3, 6, 7, 2)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("size", [2, 4, 8, 16, 32, 64])
def test_seeds_meet_as_late_as_they_can(layout: Layout, size: int) -> None:
    """In every round the best half is left if the better one always wins: so every pair adds up to one more than the field."""
    field = list(line_up(size, layout))
    assert sorted(field) == list(range(1, size + 1))
    while len(field) > 1:
        pairs = list(zip(field[::2], field[1::2], strict=True))
        assert {one + two for one, two in pairs} == {len(field) + 1}
        field = [min(pair) for pair in pairs]


def test_the_best_seeds_rest_when_there_are_byes() -> None:
    names = [f"S{seed}" for seed in range(1, 14)]
    bracket = draw(EVENT, names, third=Third.REPECHAGE)
    first = {seat.competitor for contest in bracket.contests if contest.phase == "8FNL" for seat in contest.sides}
    assert set(names) - first == {"S1", "S2", "S3"}


def test_contests_keep_the_numbers_of_their_lines_when_others_are_byes() -> None:
    names = [f"S{seed}" for seed in range(1, 14)]
    units = [contest.unit for contest in draw(EVENT, names, third=Third.REPECHAGE).contests if contest.phase == "8FNL"]
    assert units == [f"JUDM73KG--------------8FNL000{number}00--" for number in (2, 3, 4, 6, 8)]


def test_medal_contests_say_which_medal_is_won() -> None:
    bracket = draw(EVENT, [f"S{seed}" for seed in range(1, 9)], third=Third.REPECHAGE)
    assert [(contest.phase, contest.medal) for contest in bracket.contests if contest.medal] == [
        ("REPF", 3),
        ("REPF", 3),
        ("FNL-", 1),
    ]


def test_three_judoka_need_two_contests_and_the_third_one_has_a_bronze() -> None:
    bracket = draw(EVENT, ["A", "B", "C"], third=Third.REPECHAGE)
    assert [contest.phase for contest in bracket.contests] == ["SFNL", "FNL-"]
    loser = Seat(origin=Origin(bracket.contests[0].unit, "L"))
    assert dict(bracket.places)[loser] == 3


def test_units_with_bouts_end_in_a_subunit() -> None:
    bracket = draw(Rsc.of("JUD", "X", "TEAM6"), ["A", "B"], third=Third.REPECHAGE, subunits=True)
    assert bracket.contests[0].unit == "JUDXTEAM6-------------FNL-00010000"


@given(st.integers(2, 64), st.sampled_from(Third), st.sampled_from(Layout))
def test_a_draw_has_just_the_contests_it_needs(count: int, third: Third, layout: Layout) -> None:
    """Everybody but the winner is beaten once in the main tree; bronze contests come on top."""
    bracket = draw(EVENT, [f"C{n}" for n in range(count)], third=third, layout=layout)
    main = [contest for contest in bracket.contests if contest.phase not in ("REP1", "REPF") and contest.medal != 3]
    assert len(main) == count - 1
    assert len({contest.unit for contest in bracket.contests}) == len(bracket.contests)
    assert all(Rsc(contest.unit).phase.ljust(4, "-") == contest.phase for contest in bracket.contests)
    drawn = [seat.competitor for contest in bracket.contests for seat in contest.sides if seat.competitor]
    assert sorted(drawn) == sorted(f"C{n}" for n in range(count))
    if third is Third.REPECHAGE and count >= 8:
        assert len(bracket.contests) - len(main) == 4


@pytest.mark.parametrize("lines", [["A"], ["A", None], [None, None], ["A", "B", "C"], [f"C{n}" for n in range(256)]])
def test_lines_that_make_no_draw_are_refused(lines: list[str | None]) -> None:
    with pytest.raises(BracketError, match="2 to 128, a power of two of lines"):
        lay_out(EVENT, lines, third=Third.MATCH)


def test_a_competitor_drawn_twice_is_refused() -> None:
    with pytest.raises(BracketError, match="a competitor is drawn twice"):
        draw(EVENT, ["A", "B", "A"], third=Third.MATCH)
