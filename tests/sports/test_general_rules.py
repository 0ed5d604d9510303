"""The rules many sports share, and diving, sailing and climbing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.columns import columns, mark_type
from kotinos.sports.columns_of_athletics import has_wind
from kotinos.sports.diving import dive_points
from kotinos.sports.ranking import CannotRank
from tests.sports.cards import placed, unit


@pytest.mark.parametrize(
    ("rule", "marks", "order"),
    [
        ("time_asc", {"A": "1:00.0", "B": "59.99"}, "BA"),
        ("time_asc", {"A": {"mark": "RAL"}, "B": {"mark": "LAP"}, "C": "1:30:00.0"}, "CBA"),
        ("points_desc", {"A": "9.5", "B": "10"}, "BA"),
        ("points_desc_multi_class", {"A": "9.5", "B": "10"}, "BA"),
        ("modern_pentathlon_points", {"A": "1500", "B": "1549"}, "BA"),
        ("points_asc", {"A": "9.5", "B": "10"}, "AB"),
        ("distance_best_desc", {"A": "9.99", "B": "10.00"}, "BA"),
        ("height_best_desc", {"A": "4.85", "B": "5.05"}, "BA"),
        ("weight_desc", {"A": "99", "B": "438"}, "BA"),
        ("strokes_asc", {"A": "270", "B": "98"}, "BA"),
        ("placing_only", {"A": "10", "B": "9"}, "BA"),
        ("faults_then_time", {"A": {"faults": "4", "time": "60.1"}, "B": {"faults": "0", "time": "79.0"}}, "BA"),
        ("faults_then_time", {"A": {"faults": "4", "time": "60.1"}, "B": {"faults": "4", "time": "59.9"}}, "BA"),
        ("sum_desc", {"A": {"scores": ["9", "9"]}, "B": {"scores": ["10", "8.5"]}}, "BA"),
        ("sum_asc_strokes", {"A": {"rounds": ["70", "71"]}, "B": {"rounds": ["69", "71"]}}, "BA"),
        ("sum_asc_penalties", {"A": {"parts": {"dressage": "30.1", "cross": "0"}}, "B": {"mark": "29.4"}}, "BA"),
    ],
)
def test_the_better_one_stands_first(rule, marks, order):
    assert placed(rule, marks) == [(1, order[0]), *((n, who) for n, who in enumerate(order[1:], start=2))]


@pytest.mark.parametrize(
    "rule", ["time_asc", "points_desc", "points_asc", "weight_desc", "strokes_asc", "placing_only"]
)
def test_equal_marks_share_a_place_unless_a_decision_is_recorded(rule):
    assert placed(rule, {"A": "10", "B": "10", "C": "DNS"})[:2] == [(1, "A"), (1, "B")]
    assert placed(rule, {"A": {"mark": "10", "tie_break": 2}, "B": {"mark": "10", "tie_break": 1}}) == [
        (1, "B"),
        (2, "A"),
    ]


def test_equal_faults_without_a_time_are_not_the_fastest():
    field = {"A": {"faults": "4"}, "B": {"faults": "4", "time": "59.9"}, "C": {"faults": "0", "time": "80"}}
    assert placed("faults_then_time", field) == [(1, "C"), (2, "A"), (2, "B")]


def test_a_total_that_is_not_its_parts_is_refused():
    with pytest.raises(CannotRank, match="total 141 is not the sum of its parts, 140"):
        placed("sum_asc_strokes", {"A": {"mark": "141", "rounds": ["69", "71"]}})


@pytest.mark.parametrize(
    ("marks", "letters"),
    [
        ({"A": "0", "B": "10"}, {"B": "W", "A": "L"}),
        ({"A": "2", "B": "2"}, {"A": "T", "B": "T"}),
        ({"A": "2", "B": "DSQ"}, {"A": "W", "B": "L"}),
        ({"A": "2", "B": None}, {"A": None, "B": None}),
        ({"A": {"mark": "2", "tie_break": 2}, "B": {"mark": "2", "tie_break": 1}}, {"B": "W", "A": "L"}),
    ],
)
def test_of_two_who_meet_one_wins(marks, letters):
    assert {row.id: row.wlt for row in rulebook.rank(unit("h2h_points", marks)).rows} == letters


def test_the_faster_of_two_wins():
    assert [(row.id, row.wlt) for row in rulebook.rank(unit("h2h_time_asc", {"A": "5.10", "B": "5.01"})).rows] == [
        ("B", "W"),
        ("A", "L"),
    ]


def test_three_cannot_meet_head_to_head():
    with pytest.raises(CannotRank, match="3 entries in a unit of two"):
        placed("h2h_points", {"A": "1", "B": "2", "C": "3"})


# -- diving ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("awards", "difficulty", "points"),
    [
        ("8.5 8.0 8.5 8.0 8.5 8.0 8.5", "3.4", "85.00"),
        ("10 10 10 10 10 10 10", "3.2", "96"),
        ("0 5 5 5 10", "2.0", "30"),
        ("9.5 7 7 7.5 8 8 2", "3.0", "67.5"),
    ],
)
def test_the_three_middle_awards_times_the_difficulty(awards, difficulty, points):
    assert dive_points(awards.split(), difficulty) == Decimal(points)


@pytest.mark.parametrize(
    ("awards", "reason"), [("8 8 8", "3 awards"), ("8 8 8 8 10.5", "0 to 10 in halves"), ("8 8 8 8 7.2", "award 7.2")]
)
def test_awards_that_cannot_be_are_refused(awards, reason):
    with pytest.raises(ValueError, match=reason):
        dive_points(awards.split(), "3.0")


def test_a_dive_whose_points_do_not_follow_from_its_awards_is_refused():
    dive = {"code": "107B", "dd": "3.0", "judges": ["8"] * 7, "points": "73.00"}
    with pytest.raises(CannotRank, match=r"dive 107B: 73\.00 points stated, its awards give 72"):
        placed("diving_points_desc", {"A": {"dives": [dive]}})


# -- sailing -----------------------------------------------------------------------------------------------------------


def series(*scores):
    """``3`` or ``(5)`` for a discarded one."""
    return {"races": [{"points": s.strip("()"), "discarded": s.startswith("(")} for s in scores]}


def test_a_discarded_race_does_not_count():
    assert placed("sailing_low_point_series", {"A": series("1", "1", "9"), "B": series("2", "2", "(9)")}) == [
        (1, "B"),
        (2, "A"),
    ]


def test_equal_scores_are_separated_by_the_best_race_then_by_the_last():
    assert placed("sailing_low_point_series", {"A": series("2", "2"), "B": series("3", "1")}) == [(1, "B"), (2, "A")]
    assert placed("sailing_low_point_series", {"A": series("1", "2"), "B": series("2", "1")}) == [(1, "B"), (2, "A")]


def test_a_discarded_last_race_still_breaks_the_tie():
    fleet = {"A": series("1", "2", "(9)"), "B": series("2", "1", "(8)")}
    assert placed("sailing_low_point_series", fleet) == [(1, "B"), (2, "A")]


# -- climbing ----------------------------------------------------------------------------------------------------------


def test_boulder_counted_tries_before_bonuses_until_2017():
    final = {"A": {"Final": "3T4 3B4"}, "B": {"Final": "3T5 4B7"}}
    rule = "boulder_rounds_T_Z_attempts_countback"
    assert placed(rule, final, date=date(2017, 8, 1)) == [(1, "A"), (2, "B")]
    assert placed(rule, final, date=date(2018, 8, 1)) == [(1, "B"), (2, "A")]


def test_lead_goes_back_to_the_semifinal_but_not_to_a_qualification_in_two_groups():
    rounds = {
        "A": {"Qualification": "30", "Semi-Final": "40+", "Final": "35"},
        "B": {"Qualification": "31", "Semi-Final": "40", "Final": "35"},
        "C": {"Qualification": "30", "Semi-Final": "39"},
        "D": {"Qualification": "31", "Semi-Final": "39"},
    }
    rule = "lead_rounds_height_countback"
    assert placed(rule, rounds) == [(1, "A"), (2, "B"), (3, "C"), (3, "D")]
    assert placed(rule, rounds, facts={"one_qualification_group": True})[2:] == [(3, "D"), (4, "C")]


@pytest.mark.parametrize(
    ("high", "low"), [("TOP", "60+"), ("54+", "54"), ("54", "54-"), ("55-", "54+"), ("41.5", "41")]
)
def test_lead_heights(high, low):
    assert placed("lead_rounds_height_countback", {"A": {"Final": low}, "B": {"Final": high}}) == [(1, "B"), (2, "A")]


# -- columns -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rsc", "shown", "kind"),
    [
        (Rsc.of("ATH", "M", "100M", "FNL", "1"), ("reaction",), "TIME"),
        (Rsc.of("ATH", "M", "4X400M", "FNL", "1"), ("reaction", "splits"), "TIME"),
        (Rsc.of("ATH", "M", "5000M", "FNL", "1"), ("splits",), "TIME"),
        (Rsc.of("ATH", "W", "LONGJUMP", "FNL", "1"), ("attempts", "wind"), "DISTANCE"),
        (Rsc.of("ATH", "W", "SHOTPUT", "FNL", "1"), ("attempts",), "DISTANCE"),
        (Rsc.of("ATH", "W", "PLEVAULT", "FNL", "1"), ("heights",), "DISTANCE"),
        (Rsc.of("ATH", "M", "DECATH", "LJ", "1"), ("attempts", "wind", "points"), "DISTANCE"),
        (Rsc.of("ATH", "M", "DECATH", "1500", "1"), ("points",), "TIME"),
        (Rsc.of("ATH", "M", "DECATH"), ("points",), "POINTS"),
        (Rsc.of("SWM", "M", "50MFR", "FNL", "1"), ("reaction",), "TIME"),
        (Rsc.of("SWM", "M", "200MFR", "FNL", "1"), ("reaction", "splits"), "TIME"),
        (Rsc.of("GAR", "M", "1APHB", "FNL", "1"), ("d", "e", "penalty"), "POINTS"),
        (Rsc.of("CLB", "M", "SPEED", "FNL", "1"), (), "TIME"),
        (Rsc.of("WLF", "M", "61KG", "FNL", "1"), (), "WEIGHT"),
        (Rsc.of("FBL", "M", "TEAM11", "FNL", "1"), ("periods",), "POINTS"),
    ],
)
def test_each_unit_shows_what_it_has(rsc, shown, kind):
    assert columns(rsc) == shown
    assert mark_type(rsc) == kind


def test_wind_is_measured_up_to_200_m():
    assert has_wind(Rsc.of("ATH", "M", "200M", "FNL", "1"))
    assert has_wind(Rsc.of("ATH", "M", "DECATH", "110H", "1"))
    assert not has_wind(Rsc.of("ATH", "M", "400M", "FNL", "1"))
    assert not has_wind(Rsc.of("SWM", "M", "200MFR", "FNL", "1"))


# -- one discipline, several ways of counting --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rsc", "family"),
    [
        (Rsc.of("MPN", "M", "INDIVID", "SFNL", "0001SW01"), "MPN-swimming"),
        (Rsc.of("MPN", "M", "INDIVID", "SFNL", "0001LR"), "MPN-points"),
        (Rsc.of("CTR", "M", "MADISON", "FNL", "000100"), "CTR-points"),
        (Rsc.of("CTR", "M", "KEIRIN", "FNL", "000100"), "CTR-keirin"),
        (Rsc.of("CLB", "M", "SPEED", "FNL", "000100"), "CLB-speed"),
        (Rsc.of("CLB", "M", "BLCOMB", "FNL", "000100"), "CLB-combined-part"),
        (Rsc.of("ARC", "M", "INDIVID", "QUAL", "000100"), "ARC-ranking"),
        (Rsc.of("SRF", "M", "SHORTBRD", "PREL", "000100"), "SRF-heat"),
        (Rsc.of("SAL", "M", "ILCA7", "PREL", "000100"), "SAL-race"),
    ],
)
def test_the_rsc_tells_how_the_unit_counts(rsc, family):
    assert rulebook.choose(None, rsc).family == family


def test_a_fault_at_a_gate_of_kayak_cross_comes_after_every_time():
    assert placed("time_asc", {"A": "FLT (2, 8)", "B": "1:40.0", "C": "99.84"}) == [(1, "C"), (2, "B"), (3, "A")]


def test_a_boat_with_a_scoring_penalty_keeps_its_place_and_one_that_did_not_finish_has_none():
    race = {
        "A": {"mark": "3", "irm": "SCP"},
        "B": {"mark": "1"},
        "C": {"mark": "2.6", "irm": "RDG"},
        "D": {"mark": "44", "irm": "DNF"},
        "E": {"mark": "44", "irm": "BFD"},
    }
    rows = rulebook.rank(unit("sailing_race", race)).rows
    assert [(row.rank, row.id, row.irm) for row in rows] == [
        (1, "B", None),
        (2, "C", None),
        (3, "A", None),
        (None, "D", "DNF"),
        (None, "E", "BFD"),
    ]
    assert rows[1].values == {"code": "RDG"}
