"""Who goes through: places, times, standards, totals, and ties at the cut."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import progression, rulebook
from kotinos.sports.ranking import CannotRank
from tests.sports.cards import MEN_LONG_JUMP, attempts, unit

HEATS = Rsc.of("ATH", "M", "400M", "RND1")


def through(marks, **facts):
    competition = unit(HEATS, marks)
    heats = [rulebook.rank(part) for part in progression.by_heat(competition).values()]
    return progression.qualify(rulebook.rank(competition), heats, facts)


def heat(number, **times):
    return {who: {"mark": mark, "group": f"Heat {number}"} for who, mark in times.items()}


TWO = heat(1, A="45.00", B="45.10", C="45.50", D="46.00") | heat(2, E="44.90", F="45.60", G="45.70", H="45.80")


def test_the_first_of_each_heat_and_the_fastest_of_the_others():
    assert through(TWO, place=2, time=2) == {"A": "Q", "B": "Q", "E": "Q", "F": "Q", "C": "q", "G": "q"}


def test_who_shares_the_last_place_goes_through_too_and_takes_nobody_s_place():
    level = heat(1, A="45.00", B="45.10", C="45.10") | heat(2, D="45.20", E="45.30", F="45.40")
    assert through(level, place=2, time=1) == {"A": "Q", "B": "Q", "C": "Q", "D": "Q", "E": "Q", "F": "q"}


def test_who_is_level_for_the_last_place_of_their_noc_wait_for_lots():
    """Rhythmic gymnastics: two of a NOC in the final. B and C of Italy are level behind A; no list may decide which of them it is."""
    marks = {
        "A": ("9", "ITA"),
        "B": ("8", "ITA"),
        "C": ("8", "ITA"),
        "D": ("7", "BUL"),
        "E": ("6", "UKR"),
        "F": ("5", "ISR"),
    }
    entries = {who: {"mark": mark, "noc": noc} for who, (mark, noc) in marks.items()}
    ranking = rulebook.rank(unit("points_desc", entries))
    facts = {"total": 3, "per_noc": 2, "reserves": 1, "nocs": {who: noc for who, (_, noc) in marks.items()}}
    assert progression.qualify(ranking, [], facts) == {"A": "Q", "D": "Q", "E": "R1"}
    assert progression.undecided(ranking, [], facts) == ("B", "C")
    assert progression.needed(ranking, facts) == "lots"


def test_a_tie_for_the_last_time_lets_all_of_them_through():
    level = heat(1, A="45.00", B="45.50") | heat(2, C="45.10", D="45.50")
    assert through(level, place=1, time=1) == {"A": "Q", "C": "Q", "B": "q", "D": "q"}


def test_thousandths_settle_the_last_time_first():
    level = heat(1, A="45.00", B="45.50") | heat(2, C="45.10", D="45.50")
    level["B"]["thousandths"], level["D"]["thousandths"] = ".493", ".492"
    assert through(level, place=1, time=1) == {"A": "Q", "C": "Q", "D": "q"}


def test_where_there_is_no_room_the_tie_waits_for_lots():
    level = heat(1, A="45.00", B="45.50") | heat(2, C="45.10", D="45.50")
    competition = unit(HEATS, level)
    heats = [rulebook.rank(part) for part in progression.by_heat(competition).values()]
    facts = {"place": 1, "time": 1, "tie": "lots"}
    assert progression.qualify(rulebook.rank(competition), heats, facts) == {"A": "Q", "C": "Q"}
    assert progression.undecided(rulebook.rank(competition), heats, facts) == ("B", "D")


def test_lots_once_drawn_let_one_through():
    level = heat(1, A="45.00", B="45.50") | heat(2, C="45.10", D="45.50")
    level["B"]["tie_break"], level["D"]["tie_break"] = 2, 1
    assert through(level, place=1, time=1, tie="lots") == {"A": "Q", "C": "Q", "D": "q"}


def test_the_jury_may_let_somebody_through():
    marks = TWO | {"X": {"irm": "DQ", "group": "Heat 1"}}
    assert through(marks, place=1, decisions={"X": "qJ"}) == {"A": "Q", "E": "Q", "X": "qJ"}


def test_an_irm_never_goes_through_by_itself():
    few = heat(1, A="45.00") | {"B": {"irm": "DNF", "group": "Heat 1"}}
    assert through(few, place=2, time=2) == {"A": "Q"}


def test_a_withdrawal_moves_the_next_one_up():
    assert through(TWO, place=1, time=1, withdrawn=["A"]) == {"B": "Q", "E": "Q", "C": "q"}


def field(marks, **facts):
    cards = {who: {"attempts": attempts(card)} for who, card in marks.items()}
    return {row.id: row.qual for row in rulebook.rank(unit(MEN_LONG_JUMP, cards, facts={"qualify": facts})).rows}


def test_all_who_reach_the_standard_qualify_however_many():
    assert field({"A": "8.20", "B": "8.15", "C": "8.16"}, standard="8.15", total=2) == {"A": "Q", "C": "Q", "B": "Q"}


def test_the_next_best_fill_up_to_the_total():
    assert field({"A": "8.20", "B": "8.00", "C": "7.90", "D": "7.80"}, standard="8.15", total=3) == {
        "A": "Q",
        "B": "q",
        "C": "q",
        "D": None,
    }


def test_the_second_mark_settles_who_fills_up():
    assert field({"A": "8.00 7.90", "B": "8.00 7.95", "C": "7.00"}, standard="8.15", total=1) == {
        "B": "q",
        "A": None,
        "C": None,
    }


def test_heats_in_one_list_keep_their_own_places():
    competition = unit("progression_Q_by_place_q_by_time", TWO, facts={"qualify": {"place": 1, "time": 1}})
    rows = rulebook.rank(competition).rows
    assert [(row.rank, row.id, row.qual) for row in rows] == [
        (1, "A", "Q"),
        (2, "B", "q"),
        (3, "C", None),
        (4, "D", None),
        (1, "E", "Q"),
        (2, "F", None),
        (3, "G", None),
        (4, "H", None),
    ]


def test_a_limit_by_noc_needs_to_know_the_nocs():
    competition = unit("swimming", {"A": "25.0"})
    with pytest.raises(CannotRank, match="its NOC is needed"):
        progression.qualify(rulebook.rank(competition), [], {"total": 1, "per_noc": 2})
