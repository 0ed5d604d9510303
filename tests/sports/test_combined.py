"""Combined events: record scores, event by event, and the two rules for ties."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.athletics import points
from kotinos.sports.combined_points import event_code
from kotinos.sports.ranking import CannotRank
from kotinos.sports.why import say
from tests.sports.cards import MEN_DECATHLON, placed, unit

DECATHLON = ("100m", "LJ", "SP", "HJ", "400m", "110mH", "DT", "PV", "JT", "1500m")
HEPTATHLON = ("100mH", "HJ", "SP", "200m", "LJ", "JT", "800m")
INDOOR_HEPTATHLON = ("60m", "LJ", "SP", "HJ", "60mH", "PV", "1000m")


@pytest.mark.parametrize(
    ("who", "gender", "events", "marks", "total"),
    [
        ("Mayer 2018", "M", DECATHLON, "10.55 7.80 16.00 2.05 48.42 13.75 50.54 5.45 71.90 4:36.11", 9126),
        ("Eaton 2015", "M", DECATHLON, "10.23 7.88 14.52 2.01 45.00 13.69 43.34 5.20 63.63 4:17.52", 9045),
        ("Eaton 2012", "M", DECATHLON, "10.21 8.23 14.20 2.05 46.70 13.70 42.81 5.30 58.87 4:14.48", 9039),
        ("Sebrle 2001", "M", DECATHLON, "10.64 8.11 15.33 2.12 47.79 13.92 47.92 4.80 70.16 4:21.98", 9026),
        ("Joyner-Kersee 1988", "W", HEPTATHLON, "12.69 1.86 15.80 22.56 7.27 45.66 2:08.51", 7291),
        ("Eaton 2012 indoor", "M", INDOOR_HEPTATHLON, "6.79 8.16 14.56 2.03 7.68 5.20 2:32.77", 6645),
    ],
)
def test_record_scores_follow_from_their_marks(who, gender, events, marks, total):
    assert sum(points(event, gender, mark) for event, mark in zip(events, marks.split(), strict=True)) == total, who


@pytest.mark.parametrize(
    ("event", "gender", "mark", "expected"),
    [
        ("100m", "M", "10.55", 963),
        ("HJ", "M", "2.05", 850),
        ("PV", "M", "5.45", 1051),
        ("JT", "M", "71.90", 918),
        ("100mH", "W", "12.69", 1172),
        ("800m", "W", "2:08.51", 987),
        ("100m", "M", "18.00", 0),
        ("100m", "M", "25.00", 0),
        ("LJ", "M", "2.20", 0),
    ],
)
def test_single_marks_score_as_in_the_tables(event, gender, mark, expected):
    assert points(event, gender, mark) == expected


def test_a_hand_time_scores_as_the_electronic_time_it_stands_for():
    assert points("100m", "M", "10.5h") == points("100m", "M", "10.74")
    assert points("400m", "M", "48.0h") == points("400m", "M", "48.14")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("100m", "100"),
        ("110m Hurdles", "110H"),
        ("100-", "100"),
        ("LJ--", "LJ"),
        ("Pole Vault", "PV"),
        ("1500", "1500"),
    ],
)
def test_events_are_known_by_every_name_they_have(name, code):
    assert event_code(name) == code


def test_an_event_without_a_table_is_refused():
    with pytest.raises(ValueError, match="no scoring table for '300' of 'M'; known: 60, 100"):
        points("300m", "M", "33.00")


def two(a, b):
    """Two athletes of equal totals, by the points of three events."""
    events = ("100m", "LJ", "SP")
    return {
        who: {"events": {event: {"points": scored} for event, scored in zip(events, scores, strict=True)}}
        for who, scores in (("A", a), ("B", b))
    }


EQUAL = two((900, 800, 700), (1000, 750, 650))
"""A is better in two of three events, B has the highest score in one; 2,400 points each."""


def test_since_november_2019_equal_points_are_a_tie():
    assert placed(MEN_DECATHLON, EQUAL, date=date(2019, 11, 1)) == [(1, "A"), (1, "B")]


def test_until_then_the_better_in_more_events_stood_before():
    assert placed(MEN_DECATHLON, EQUAL, date=date(2019, 10, 31)) == [(1, "A"), (2, "B")]
    rows = rulebook.rank(unit(MEN_DECATHLON, EQUAL, date=date(2019, 10, 31))).rows
    assert say(rows[1].why, 1, 2) == (
        "1st before 2nd: both 2400; more points in more of the events (2 events against 1)"
    )


def test_until_then_the_highest_single_score_came_next():
    level = two((900, 700, 800), (700, 900, 800))
    level["B"]["events"]["LJ"]["points"], level["B"]["events"]["100m"]["points"] = 910, 690
    assert placed(MEN_DECATHLON, level, date=date(2012, 6, 23)) == [(1, "B"), (2, "A")]
    rows = rulebook.rank(unit(MEN_DECATHLON, level, date=date(2012, 6, 23))).rows
    assert say(rows[1].why, 1, 2).endswith("higher points in a single event (910 against 900)")


def test_who_does_not_start_an_event_is_not_classified():
    table = two((900, 800, 700), (900, 800, 600))
    table["A"]["events"]["SP"] = {"irm": "DNS"}
    rows = rulebook.rank(unit(MEN_DECATHLON, table)).rows
    assert [(row.id, row.rank, row.irm) for row in rows] == [("B", 1, None), ("A", None, "DNF")]


def test_a_mark_of_invalidity_in_one_event_is_worth_nothing_there():
    table = two((900, 800, 700), (900, 800, 600))
    table["A"]["events"]["SP"] = {"irm": "NM"}
    rows = rulebook.rank(unit(MEN_DECATHLON, table)).rows
    assert [(row.id, row.values["total"]) for row in rows] == [("B", 2300), ("A", 1700)]


def test_points_that_contradict_the_mark_are_refused():
    wrong = {"A": {"events": {"100m": {"mark": "10.55", "points": 964}}}}
    with pytest.raises(CannotRank, match=r"100m 10\.55: 964 points stated, the table gives 963"):
        placed(MEN_DECATHLON, wrong)


def test_a_total_that_is_not_the_sum_is_refused():
    wrong = {"A": {"mark": "965", "events": {"100m": {"mark": "10.55"}}}}
    with pytest.raises(CannotRank, match="965 points stated, its events give 963"):
        placed(MEN_DECATHLON, wrong)


def test_women_are_known_by_their_events_where_no_rsc_says_so():
    table = {"A": {"events": {"100m Hurdles": {"mark": "12.69"}, "Shot Put": {"mark": "15.80"}}}}
    row = rulebook.rank(unit("combined_events_points", table)).rows[0]
    assert row.values["events"] == {"100H": 1172, "SP": 915}


def test_the_whole_and_its_parts_have_different_rules():
    whole, part = Rsc.of("ATH", "W", "HEPTATH"), Rsc.of("ATH", "W", "HEPTATH", "HJ--", "A00100")
    assert rulebook.choose(None, whole).family == "ATH-combined"
    assert rulebook.choose(None, part).family == "ATH-vertical"
