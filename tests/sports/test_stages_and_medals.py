"""The event from first to last, its medals, and the medal table."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.medals import award, award_matches, table
from kotinos.sports.ranking import CannotRank
from kotinos.sports.stages import Stage, event_ranking
from kotinos.sports.why import say
from tests.sports.cards import placed, places, unit

SWIM = Rsc.of("SWM", "M", "100MFR", "FNL", "000100")


def stage(level, **marks):
    return Stage(level, rulebook.rank(unit(SWIM, marks)))


def test_finalists_stand_before_faster_swimmers_who_went_out():
    event = event_ranking([stage(2, A="47.0", B="47.5", C="46.9", D="47.4"), stage(1, A="48.0", B="47.9")])
    assert places(event) == [(1, "B"), (2, "A"), (3, "C"), (4, "D")]
    assert say(event.rows[2].why, 2, 3) == "2nd before 3rd: reached a later round of the event"


def test_a_disqualified_finalist_keeps_the_place_of_a_finalist():
    event = event_ranking([stage(1, A="48.0", B="DSQ"), stage(2, A="47.0", B="47.1", C="47.2")])
    assert [(row.rank, row.id, row.irm) for row in event.rows] == [(1, "A", None), (None, "B", "DSQ"), (3, "C", None)]


def test_ties_of_a_round_are_ties_of_the_event():
    event = event_ranking([stage(1, A="48.0"), stage(2, A="47.0", C="47.2", D="47.2", E="47.3")])
    assert places(event) == [(1, "A"), (2, "C"), (2, "D"), (4, "E")]
    assert [row.rank_equal for row in event.rows] == [False, True, True, False]


def test_three_rounds_and_an_irm_in_the_first():
    event = event_ranking(
        [
            stage(3, A="48.0", B="48.1", C="48.2", D="DNS"),
            stage(2, A="47.9", B="48.0"),
            stage(1, A="47.0"),
        ]
    )
    assert [(row.rank, row.id) for row in event.rows] == [(1, "A"), (2, "B"), (3, "C"), (None, "D")]
    assert [row.sort_order for row in event.rows] == [1, 2, 3, 4]


def medals(**marks):
    return [(one.medal.removeprefix("ME_"), one.id, one.order) for one in award(rulebook.rank(unit("time_asc", marks)))]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("1 2 3 4", [("GOLD", "A", 1), ("SILVER", "B", 1), ("BRONZE", "C", 1)]),
        ("1 1 3 4", [("GOLD", "A", 1), ("GOLD", "B", 2), ("BRONZE", "C", 1)]),
        ("1 2 2 4", [("GOLD", "A", 1), ("SILVER", "B", 1), ("SILVER", "C", 2)]),
        ("1 1 1 4", [("GOLD", "A", 1), ("GOLD", "B", 2), ("GOLD", "C", 3)]),
        ("1 2 3 3", [("GOLD", "A", 1), ("SILVER", "B", 1), ("BRONZE", "C", 1), ("BRONZE", "D", 2)]),
    ],
)
def test_shared_places_share_medals(times, expected):
    assert medals(**dict(zip("ABCD", times.split(), strict=True))) == expected


def match(**points):
    return rulebook.rank(unit("h2h_points", points))


def test_two_matches_give_two_bronzes():
    awards = award_matches(match(A="10", B="0"), [match(C="1", D="10"), match(E="10", F="0")])
    assert [(one.medal, one.id) for one in awards] == [
        ("ME_GOLD", "A"),
        ("ME_SILVER", "B"),
        ("ME_BRONZE", "D"),
        ("ME_BRONZE", "E"),
    ]


def test_a_match_without_a_result_gives_no_medal():
    assert award_matches(match(A=None, B=None), []) == ()


def test_a_loser_disqualified_for_behaviour_gets_no_silver():
    assert [one.id for one in award_matches(match(A="10", B="DQB"), [])] == ["A"]


def test_the_medal_table_counts_gold_first_and_also_the_sum():
    lines = table({"AAA": (1, 0, 0), "BBB": (0, 9, 9), "CCC": (1, 0, 0), "DDD": (1, 0, 1)})
    assert [(one.noc, one.rank, one.rank_equal, one.rank_total) for one in lines] == [
        ("DDD", 1, False, 2),
        ("AAA", 2, True, 3),
        ("CCC", 2, True, 3),
        ("BBB", 4, False, 1),
    ]
    assert [one.rank_total_equal for one in lines] == [False, True, True, False]


def test_the_medal_table_as_a_rule():
    counts = {"B": {"gold": 1, "silver": 2, "bronze": 0}, "A": {"gold": 1, "silver": 2, "bronze": 1}}
    assert placed("medal_table", counts) == [(1, "A"), (2, "B")]


def test_a_negative_count_is_refused():
    with pytest.raises(CannotRank, match="below zero"):
        table({"AAA": (-1, 0, 0)})
