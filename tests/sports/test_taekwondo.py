"""Taekwondo: best of three rounds and the points of all rounds before, superiority, withdrawals, repechage, two bronzes."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import taekwondo
from kotinos.sports.ranking import CannotRank
from tests.sports.combat import bout, event, places, said, wlt

EVENT = Rsc.of("TKW", "W", "49KG")
CONTEST = Rsc.of("TKW", "W", "49KG", "FNL", "000100")
PARIS, TOKYO = date(2024, 8, 7), date(2021, 7, 24)


def test_paris_2024_panipak_beat_guo_two_rounds_to_one() -> None:
    ranking = bout(CONTEST, PARIS, ("Panipak", {"mark": "2"}), ("Guo", {"mark": "1"}))
    assert (wlt(ranking), said(ranking)) == ("WL", "Panipak won 2 rounds to 1")
    assert said(ranking, "fr") == "Panipak l’emporte 2 rounds à 1"


def test_tokyo_2020_panipak_beat_cerezo_by_one_point_over_all_rounds() -> None:
    ranking = bout(CONTEST, TOKYO, ("Cerezo", {"mark": "10"}), ("Panipak", {"mark": "11"}))
    assert (wlt(ranking), said(ranking)) == ("LW", "Panipak won 11–10")
    assert said(ranking, "fr") == "Panipak l’emporte 11–10"


ONE_BIG_ROUND = (
    {"mark": "12", "periods": [["R1", "12"], ["R2", "0"], ["R3", "0"]]},
    {"mark": "4", "periods": [["R1", "0"], ["R2", "2"], ["R3", "2"]]},
)


@pytest.mark.parametrize(("day", "letters"), [(PARIS, "LW"), (TOKYO, "WL")])
def test_one_big_round_wins_no_more_since_june_2022(day: date, letters: str) -> None:
    blue, red = ONE_BIG_ROUND
    assert wlt(bout(CONTEST, day, ("Blue", blue), ("Red", red))) == letters


def test_a_level_round_goes_to_whom_the_judges_gave_it() -> None:
    blue = {"periods": [["R1", "3"], ["R2", "5"]], "superiority/R1": "Y"}
    red = {"periods": [["R1", "3"], ["R2", "4"]]}
    assert said(bout(CONTEST, PARIS, ("Blue", blue), ("Red", red))) == "Blue won 2 rounds to 0"


def test_a_level_round_that_both_are_said_to_have_won_is_refused() -> None:
    side = {"periods": [["R1", "3"]], "superiority/R1": "Y"}
    with pytest.raises(CannotRank, match="superiority/R1 is recorded of Blue and of Red; only one has it"):
        bout(CONTEST, PARIS, ("Blue", side), ("Red", side))


def test_points_of_a_round_that_are_no_number_are_refused() -> None:
    with pytest.raises(CannotRank, match=r"entry 1 \(Blue\), R1: '1.5'; a whole number, 0 or more"):
        bout(CONTEST, PARIS, ("Blue", {"periods": [["R1", "1.5"]]}), ("Red", {"periods": [["R1", "1"]]}))


def test_before_2022_a_level_score_went_to_the_golden_round_then_to_the_judges() -> None:
    golden = bout(CONTEST, TOKYO, ("Blue", {"mark": "7", "golden": "2"}), ("Red", {"mark": "7", "golden": "0"}))
    assert (wlt(golden), said(golden)) == ("WL", "Blue won 2–0 in the golden round after 7–7")
    assert said(golden, "fr") == "Blue l’emporte 2–0 au round en or après 7–7"
    level = {"mark": "7", "golden": "0"}
    judged = bout(CONTEST, TOKYO, ("Blue", level), ("Red", {**level, "superiority": "Y"}))
    assert (wlt(judged), said(judged)) == ("LW", "Red won by superiority after 7–7")
    assert said(judged, "fr") == "Red l’emporte par supériorité après 7–7"


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("RSC", "Blue won: the referee stopped the contest", "Blue l’emporte par arrêt de l’arbitre"),
        ("WDR", "Blue won by withdrawal", "Blue l’emporte par abandon"),
        ("DSQ", "Blue won by disqualification", "Blue l’emporte par disqualification"),
        (
            "PUN",
            "Blue won by the referee’s punitive declaration",
            "Blue l’emporte par déclaration punitive de l’arbitre",
        ),
        ("PTG", "Blue won by point gap", "Blue l’emporte par écart de points"),
    ],
)
def test_the_recorded_decision_is_said(code: str, en: str, fr: str) -> None:
    ranking = bout(CONTEST, PARIS, ("Blue", {"wlt": "W"}), ("Red", {"mark": "1"}), res_code=code)
    assert (wlt(ranking), said(ranking), said(ranking, "fr")) == ("WL", en, fr)


def test_paris_2024_magomedov_withdrew_from_the_final() -> None:
    ranking = bout(CONTEST, PARIS, ("Magomedov", {"mark": "0", "irm": "WDR"}), ("Park", {"mark": "1"}))
    assert (wlt(ranking), said(ranking)) == ("LW", "Park won: Magomedov is WDR")


def test_both_withdrawn_or_disqualified_both_lose() -> None:
    assert wlt(bout(CONTEST, PARIS, ("Blue", {"irm": "DDW"}), ("Red", {"irm": "DDW"}))) == "LL"


# -- the event ---------------------------------------------------------------------------------------------------------

MAIN = """
R321 P-Q 2-0
8FNL1 A-B 2-0
8FNL2 C-D 2-0
8FNL3 E-F 2-0
8FNL4 G-H 2-0
8FNL5 I-J 2-0
8FNL6 K-L 2-0
8FNL7 M-N 2-0
8FNL8 O-P 2-1
QFNL1 A-C 2-0
QFNL2 E-G 2-0
QFNL3 I-K 2-0
QFNL4 M-O 2-1
SFNL1 A-E 2-0
SFNL2 I-M 2-0
"""
FINALS = """
REP12 B-C 2-1
REP13 K-J 2-1
REPF1 B-M 2-0
REPF2 E-K 2-0
FNL1 I-A 2-1
"""


def test_every_place_from_first_to_last() -> None:
    assert places(event(EVENT, MAIN + FINALS, PARIS)) == {
        "I": 1,
        "A": 2,
        "B": 3,
        "E": 3,
        "M": 5,
        "K": 5,
        "C": 7,
        "J": 7,
        "G": 9,
        "O": 9,
        **dict.fromkeys("DFHLNP", 11),
        "Q": 17,
    }


def test_only_those_whom_a_finalist_beat_wait_for_the_repechage() -> None:
    found = places(event(EVENT, MAIN, PARIS))
    assert {who for who, place in found.items() if place is None} == set("AIEMBCJK")


def test_who_withdraws_from_the_repechage_keeps_the_place_of_the_round_that_was_lost() -> None:
    without = FINALS.replace("REP12 B-C 2-1\n", "").replace("REPF1 B-M", "REPF1 C-M")
    assert places(event(EVENT, MAIN + without, PARIS))["B"] == 11


def test_the_draw_by_world_ranking() -> None:
    lines = taekwondo.draw_lines(18)
    assert lines[:8] == (4, None, 13, None, 5, None, 12, None)
    assert lines[12:20] == (1, None, 16, 17, 2, None, 15, 18)
    with pytest.raises(ValueError, match="33 competitors; 2 to 32"):
        taekwondo.draw_lines(33)
