"""What was counted in matches: read from the sheet, followed from the actions, summed over matches."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kotinos.codes.statistics import Statistic, of
from kotinos.sports import counts
from kotinos.sports.action_counts import counted
from kotinos.sports.counts import Count


def count(made: int, tried: int | None = None) -> Count:
    return Count(Decimal(made), None if tried is None else Decimal(tried))


def statistic(value: str, **more: str) -> Statistic:
    said = {"disciplines": "FBL", "holder": "team", "code": "X", "source": "ours", "en": "x", "fr": "x"}
    return Statistic(value=value, **{**said, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "clock", "expected"),
    [
        ("3", False, count(3)),
        ("6/8", False, count(6, 8)),
        ("/8", False, count(0, 8)),
        (5, False, count(5)),
        ("25:30", True, count(1530)),
        ("25", True, count(1500)),
        ("DNP", True, None),
        ("6/x", False, None),
        ("", False, None),
        ("NaN", False, None),
    ],
)
def test_a_count_is_a_number_of_attempts_or_a_time(value: object, clock: bool, expected: Count | None) -> None:
    assert counts.read(value, clock=clock) == expected


def test_the_whole_match_is_taken_where_it_was_noted_and_else_the_sum_of_its_periods() -> None:
    wanted = [statistic("shot", tried="shot"), statistic("crn"), statistic("yellow")]
    slots = {"stat/shot/H1": "1/2", "stat/shot/H2": "2/5", "stat/crn/H1": "3", "stat/crn/TOT": "7", "yellow": "2"}
    assert counts.noted(slots, wanted) == {"shot": count(3, 7), "crn": count(7), "yellow": count(2)}


def test_a_period_that_cannot_be_read_makes_no_sum() -> None:
    assert counts.noted({"stat/crn/H1": "3", "stat/crn/H2": "many"}, [statistic("crn")]) == {}


@pytest.mark.parametrize(
    ("asked", "matches", "expected"),
    [
        (statistic("yrc+rc"), [{"rc": count(1)}, {"yrc": count(2), "rc": count(1)}, {}], count(4)),
        (statistic("gf|score"), [{"gf": count(1), "score": count(9)}, {"score": count(2)}], count(3)),
        (statistic("shot.tried"), [{"shot": count(1, 4)}, {"shot": count(2, 3)}], count(7)),
        (
            statistic("srv_ace", tried="srv"),
            [{"srv_ace": count(2), "srv": count(20)}, {"srv": count(18)}],
            count(2, 38),
        ),
        (statistic("atc", tried="atc"), [{"atc": count(9, 20)}, {"atc": count(3)}], count(12, 20)),
        (statistic("opponent.og"), [{"og": count(3), "opponent.og": count(1)}], count(1)),
        (statistic("speed", form="max"), [{"speed": count(79)}, {"speed": count(83)}], count(83)),
        (statistic("shot", form="zero:shot.tried"), [{"shot": count(0, 2)}], count(0)),
        (statistic("gf"), [{"crn": count(1)}], None),
    ],
)
def test_a_statistic_is_made_of_the_counts_of_all_matches(asked, matches, expected) -> None:
    assert counts.value(asked, matches) == expected


def test_averages_and_percentages_round_half_up_and_need_something_to_divide_by() -> None:
    assert counts.average(Decimal(5), 4, 1) == "1.3"
    assert counts.average(Decimal(5), 0, 1) == ""
    assert (counts.percent(count(1, 8)), counts.percent(count(1)), counts.percent(count(0, 0))) == ("13", "", "")
    assert (counts.shown(Decimal("2.0")), counts.shown(Decimal(1530), "clock")) == ("2", "25:30")


def act(action: str, result: str = "", *athletes: tuple[str, str], **more: str) -> dict[str, object]:
    acted = [{"id": id_, "role": role} for id_, role in athletes]
    return {"action": action, "result": result, "athletes": acted, "period": "H1", **more}


def test_goals_shots_and_assists_follow_from_the_actions_of_a_football_match() -> None:
    actions = [
        act("SHOT", "GOAL", ("one", "SCR"), ("two", "ASSIST")),
        act("SHOT", "MISS", ("one", "SCR")),
        act("PEN", "SAVE", ("one", "")),
        act("FOUL", "", ("three", "FOC"), ("two", "FOS")),
        act("CRN", competitor="HOME"),
        act("PEN", "GOAL", ("two", "SCR"), period="PSO"),
    ]
    found = counted("FBL", actions, {"one": "HOME", "two": "HOME", "three": "AWAY"})
    assert found["one"] == {"shot": count(2, 3), "gf": count(1), "pty": count(0, 1)}
    assert found["two"] == {"assist": count(1), "fos": count(1)}
    assert found["three"] == found["AWAY"] == {"foc": count(1)}
    assert found["HOME"] == {
        "shot": count(2, 3),
        "gf": count(1),
        "assist": count(1),
        "pty": count(0, 1),
        "fos": count(1),
        "crn": count(1),
    }


def test_a_basket_counts_its_points_and_a_miss_its_attempt() -> None:
    actions = [
        act("P3", "MADE", ("one", "SCR"), ("two", "ASSIST")),
        act("P2I", "MISS", ("one", "SCR")),
        act("FT", "MADE", ("one", "SCR")),
    ]
    assert counted("BKB", actions, {"one": "HOME", "two": "HOME"})["one"] == {
        "p3": count(1, 1),
        "fg": count(1, 2),
        "pts": count(4),
        "p2": count(0, 1),
        "ft": count(1, 1),
    }


def test_a_discipline_whose_actions_nobody_described_counts_nothing() -> None:
    assert counted("VBV", [act("SHOT", "GOAL", ("one", "SCR"))], {}) == {}


@pytest.mark.parametrize("discipline", ["FBL", "VBV", "BKB", "BK3", "HBL", "HOC", "WPO", "RU7", "VVO", "IHO"])
def test_every_team_sport_ranks_its_teams_or_its_athletes(discipline: str) -> None:
    assert any(one.ranked for holder in ("team", "athlete") for one in of(discipline, holder))
