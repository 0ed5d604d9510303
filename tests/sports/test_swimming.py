"""Swimming, by its famous shared places."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.medals import award
from kotinos.sports.why import say
from tests.sports.cards import WOMEN_50M_FREE, placed, places, unit

WOMEN_100M_FREE = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")
MEN_100M_FLY = Rsc.of("SWM", "M", "100MBF", "FNL", "000100")
MEN_400M_MEDLEY = Rsc.of("SWM", "M", "400MIM", "FNL", "000100")


def medals(what, marks, **more):
    ranking = rulebook.rank(unit(what, marks, **more))
    return [(one.medal, one.id) for one in award(ranking)]


def test_los_angeles_1984_two_golds_leave_no_silver():
    final = {"Hogshead": "55.92", "Steinseifer": "55.92", "Verstappen": "56.08", "Langer": "56.11"}
    assert medals(WOMEN_100M_FREE, final, date=date(1984, 7, 29)) == [
        ("ME_GOLD", "Hogshead"),
        ("ME_GOLD", "Steinseifer"),
        ("ME_BRONZE", "Verstappen"),
    ]


def test_sydney_2000_two_golds_in_the_men_s_50_m():
    final = {"Ervin": "21.98", "Hall": "21.98", "van den Hoogenband": "22.03"}
    assert placed(Rsc.of("SWM", "M", "50MFR", "FNL", "000100"), final) == [
        (1, "Ervin"),
        (1, "Hall"),
        (3, "van den Hoogenband"),
    ]


def test_rio_2016_two_golds_in_the_women_s_100_m():
    final = {"Manuel": "52.70", "Oleksiak": "52.70", "Sjostrom": "52.99"}
    assert placed(WOMEN_100M_FREE, final) == [(1, "Manuel"), (1, "Oleksiak"), (3, "Sjostrom")]


def test_rio_2016_three_silvers_leave_no_bronze():
    final = {"Schooling": "50.39", "Phelps": "51.14", "le Clos": "51.14", "Cseh": "51.14", "Li": "51.26"}
    assert medals(MEN_100M_FLY, final) == [
        ("ME_GOLD", "Schooling"),
        ("ME_SILVER", "Cseh"),
        ("ME_SILVER", "Phelps"),
        ("ME_SILVER", "le Clos"),
    ]
    rows = rulebook.rank(unit(MEN_100M_FLY, final)).rows
    assert say(rows[2].why, 2, 2) == "share 2nd place: identical on time (51.14)"
    assert say(rows[2].why, 2, 2, "fr") == "se partagent la 2e place\N{NO-BREAK SPACE}: à égalité sur temps (51,14)"
    assert rows[4].rank == 5


MUNICH = {"McKee": {"mark": "4:31.98", "t4": 2719830}, "Larsson": {"mark": "4:31.98", "t4": 2719810}}


def test_munich_1972_gold_was_won_by_two_thousandths():
    assert placed(MEN_400M_MEDLEY, MUNICH, date=date(1972, 8, 30)) == [(1, "Larsson"), (2, "McKee")]


def test_since_then_thousandths_are_not_used():
    assert placed(MEN_400M_MEDLEY, MUNICH, date=date(1973, 9, 1)) == [(1, "Larsson"), (1, "McKee")]


def test_an_old_result_ranks_again_under_the_rule_it_names():
    old = rulebook.rank(unit(MEN_400M_MEDLEY, MUNICH, date=date(1972, 8, 30)))
    assert old.rule_set == "SWM-time@1908-07-19"
    again = rulebook.by_id(old.rule_set).rank(unit(MEN_400M_MEDLEY, MUNICH))
    assert places(again) == places(old) == [(1, "Larsson"), (2, "McKee")]
    assert again == old


def test_who_was_disqualified_stands_before_who_did_not_start():
    heat = {"D": "DNS", "C": "DSQ", "B": "DNF", "A": "25.00"}
    assert placed(WOMEN_50M_FREE, heat) == [(1, "A"), (None, "B"), (None, "C"), (None, "D")]


# -- the cut -----------------------------------------------------------------------------------------------------------


def heats(times, **facts):
    marks = {who: {"mark": mark, "group": "1", "noc": who[:3]} for who, mark in times.items()}
    what = Rsc.of("SWM", "W", "50MFR", "HEAT")
    return rulebook.rank(unit(what, marks, facts={"qualify": facts}))


NINE = {f"AA{n} swimmer": f"25.{n}0" for n in range(1, 8)} | {"AA8 swimmer": "25.90", "AA9 swimmer": "25.90"}


def test_a_tie_at_the_cut_waits_for_a_swim_off():
    ranking = heats(NINE, total=8)
    assert [row.qual for row in ranking.rows] == ["Q"] * 7 + [None, None]
    assert [row.values.get("needed") for row in ranking.rows] == [None] * 7 + ["swim_off"] * 2


def test_the_swim_off_breaks_the_tie():
    marks = {who: {"mark": mark, "group": "1"} for who, mark in NINE.items()}
    marks["AA8 swimmer"]["swim_off"], marks["AA9 swimmer"]["swim_off"] = "25.80", "25.70"
    ranking = rulebook.rank(unit(Rsc.of("SWM", "W", "50MFR", "HEAT"), marks, facts={"qualify": {"total": 8}}))
    assert [(row.id, row.qual) for row in ranking.rows[7:]] == [("AA9 swimmer", "Q"), ("AA8 swimmer", None)]
    assert say(ranking.rows[8].why, 8, 9) == "8th before 9th: both 25.90; won the swim-off (25.70 against 25.80)"


def test_a_tie_inside_the_cut_needs_nothing():
    ranking = heats({"A": "25.0", "B": "25.1", "C": "25.1", "D": "25.2"}, total=3)
    assert [row.qual for row in ranking.rows] == ["Q", "Q", "Q", None]
    assert not any("needed" in row.values for row in ranking.rows)


def test_at_most_two_of_one_noc_and_the_next_move_up():
    times = {"USA 1": "24.0", "USA 2": "24.1", "USA 3": "24.2", "AUS 1": "24.3", "SWE 1": "24.4", "NED 1": "24.5"}
    ranking = heats(times, total=4, per_noc=2, reserves=1)
    assert {row.id: row.qual for row in ranking.rows} == {
        "USA 1": "Q",
        "USA 2": "Q",
        "USA 3": None,
        "AUS 1": "Q",
        "SWE 1": "Q",
        "NED 1": "R1",
    }


def test_two_who_are_level_swim_off_for_the_first_reserve_too():
    """World Championships know swim-offs of alternates; nobody is a reserve before it by the order of a list."""
    ranking = heats({"A": "24.0", "B": "24.1", "C": "24.2", "D": "24.2", "E": "24.3"}, total=2, reserves=3)
    assert [(row.id, row.qual, row.values.get("needed")) for row in ranking.rows] == [
        ("A", "Q", None),
        ("B", "Q", None),
        ("C", None, "swim_off"),
        ("D", None, "swim_off"),
        ("E", "R3", None),
    ]


def test_a_swimmer_who_withdraws_leaves_the_place_to_the_first_reserve():
    ranking = heats({"A": "24.0", "B": "24.1", "C": "24.2", "D": "24.3"}, total=2, reserves=1, withdrawn=["A"])
    assert {row.id: row.qual for row in ranking.rows} == {"A": None, "B": "Q", "C": "Q", "D": "R1"}


@pytest.mark.parametrize("mark", ["DSQ", "DNS"])
def test_an_irm_in_the_swim_off_comes_last(mark):
    pair = {"A": {"mark": "25.90", "swim_off": mark}, "B": {"mark": "25.90", "swim_off": "26.50"}}
    assert placed(WOMEN_50M_FREE, pair) == [(1, "B"), (2, "A")]
