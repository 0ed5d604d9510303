"""Paralympic events of one class: the discipline's own rule, under an RSC with a class."""

from __future__ import annotations

from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports.athletics_events import event_kind
from kotinos.sports.columns import columns, mark_type
from tests.sports.winter import places, race

T11 = Rsc.of("ATH", "W", "100M----11010", "FNL", "000100")
T54 = Rsc.of("ATH", "M", "MARATHON54010", "FNL", "000100")


def test_london_2012_100_m_t11():
    cards = {"Jhulia Santos": "12.76", "Jerusa Santos": "12.75", "Guilhermina": "12.01"}
    assert places(race(T11, cards, date(2012, 9, 5))) == [
        ("Guilhermina", 1),
        ("Jerusa Santos", 2),
        ("Jhulia Santos", 3),
    ]


def test_london_2012_marathon_t54_two_wheelchairs_in_one_second():
    """Hug and Fearnley both crossed the line in 1:30:21; the photo gave silver to Hug."""
    cards = {
        "Fearnley": {"mark": "1:30:21", "place": 3},
        "Weir": {"mark": "1:30:20", "place": 1},
        "Hug": {"mark": "1:30:21", "place": 2},
    }
    assert places(race(T54, cards, date(2012, 9, 9))) == [("Weir", 1), ("Hug", 2), ("Fearnley", 3)]


def test_the_class_changes_neither_the_kind_of_an_event_nor_what_its_rows_show():
    open_100 = Rsc.of("ATH", "W", "100M", "FNL", "000100")
    assert (columns(T11), mark_type(T11)) == (columns(open_100), mark_type(open_100))
    kinds = {
        "JAVELIN-54010": "horizontal",
        "LONGJUMP20010": "horizontal",
        "HIGHJUMP64020": "vertical",
        "MARATHON54010": "road",
    }
    assert {event: event_kind(Rsc.of("ATH", "M", event, "FNL", "000100")) for event in kinds} == kinds


def test_several_classes_together_show_points():
    assert columns(Rsc.of("ATH", "M", "JAVELIN-57020", "FNL", "000100")) == ("attempts", "points")
    assert columns(Rsc.of("ATH", "M", "JAVELIN-57010", "FNL", "000100")) == ("attempts",)
