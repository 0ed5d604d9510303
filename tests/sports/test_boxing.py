"""Boxing: cards, warnings, split decisions and their review, hits by computer, results without points, two bronzes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import boxing
from kotinos.sports.ranking import CannotRank
from tests.sports.combat import bout, event, places, said, wlt

FINAL = Rsc.of("BOX", "M", "63KG", "FNL", "000100")
PARIS, BELGRADE, RIO, LONDON = date(2024, 8, 7), date(2021, 10, 26), date(2016, 8, 15), date(2012, 8, 12)


def cards(red: str, blue: str, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sums of judges J1, J2 … for both corners: ``29 28 29 30 28``; ``more`` are further values of red."""
    both = [{f"judge/J{n}": text for n, text in enumerate(line.split(), start=1)} for line in (red, blue)]
    return {**both[0], **more}, both[1]


def test_paris_2024_alvarez_beat_oumiha_by_three_judges_to_two() -> None:
    ranking = bout(FINAL, PARIS, ("Oumiha", {"mark": "2"}), ("Álvarez", {"mark": "3"}))
    assert (wlt(ranking), said(ranking)) == ("LW", "Álvarez won on points 3:2")
    assert said(ranking, "fr") == "Álvarez l’emporte aux points 3:2"


def test_london_2012_joshua_and_cammarelle_were_level_and_the_countback_decided() -> None:
    unit = Rsc.of("BOX", "M", "O91KG", "FNL", "000100")
    level = bout(unit, LONDON, ("Joshua", {"mark": "18"}), ("Cammarelle", {"mark": "18"}))
    assert wlt(level) == "--"
    ranking = bout(
        unit, LONDON, ("Joshua", {"mark": "18", "countback": "56"}), ("Cammarelle", {"mark": "18", "countback": "53"})
    )
    assert (wlt(ranking), said(ranking)) == ("WL", "Joshua won on countback 56–53 after 18–18")
    assert said(ranking, "fr") == "Joshua l’emporte au décompte 56–53 après 18–18"


def test_london_2012_adams_beat_ren_by_hits() -> None:
    ranking = bout(
        Rsc.of("BOX", "W", "51KG", "FNL", "000100"), LONDON, ("Adams", {"mark": "16"}), ("Ren", {"mark": "7"})
    )
    assert (wlt(ranking), said(ranking)) == ("WL", "Adams won 16–7")
    assert said(ranking, "fr") == "Adams l’emporte 16–7"


def test_the_judges_are_counted_from_their_cards_round_by_round() -> None:
    red = {f"judge/J{n}": "10 9 10" for n in range(1, 6)}
    blue = {**{f"judge/J{n}": "9 10 9" for n in range(1, 5)}, "judge/J5": "9 10 10", "preferred/J5": "Y"}
    ranking = bout(FINAL, PARIS, ("Red", {**red, "judge/J5": "10 9 10"}), ("Blue", blue))
    assert [row.values["score"] for row in ranking.rows] == [4, 1], "J5 has both on 29 and prefers blue"


def test_a_judge_who_has_both_level_and_prefers_neither_is_for_nobody() -> None:
    red, blue = cards("29 29 29 28 28", "28 28 28 28 29")
    ranking = bout(FINAL, PARIS, ("Red", red), ("Blue", blue))
    assert [row.values["score"] for row in ranking.rows] == [3, 1]


def test_a_warning_costs_a_point_on_every_card() -> None:
    red, blue = cards("29 29 29 30 28", "28 28 28 28 29", warnings="2")
    ranking = bout(FINAL, PARIS, ("Red", red), ("Blue", blue))
    assert [row.values["score"] for row in ranking.rows] == [0, 4]
    assert wlt(ranking) == "LW"


def test_while_a_card_is_missing_the_board_counts() -> None:
    red, blue = cards("29 29 29 30", "28 28 28 28", mark="4")
    assert said(bout(FINAL, PARIS, ("Red", red), ("Blue", {**blue, "mark": "1"}))) == "Red won on points 4:1"


@pytest.mark.parametrize(("day", "score"), [(BELGRADE, [3, 4]), (PARIS, [3, 2])])
def test_a_split_decision_was_reviewed_by_two_evaluators_from_2021_and_not_at_paris(
    day: date, score: list[int]
) -> None:
    red, blue = cards("29 29 29 28 28", "28 28 28 29 29")
    red |= {"judge/E1": "28", "judge/E2": "28"}
    blue |= {"judge/E1": "29", "judge/E2": "29"}
    ranking = bout(FINAL, day, ("Red", red), ("Blue", blue))
    assert [row.values["score"] for row in ranking.rows] == score


def test_a_clear_decision_is_not_reviewed() -> None:
    red, blue = cards("29 29 29 29 28", "28 28 28 28 29")
    red["judge/E1"], blue["judge/E1"] = "28", "29"
    ranking = bout(FINAL, BELGRADE, ("Red", red), ("Blue", blue))
    assert [row.values["score"] for row in ranking.rows] == [4, 1]


def test_at_rio_three_of_the_five_judges_counted() -> None:
    red, blue = cards("29 28 29 28 28", "28 29 28 29 29")
    everybody = bout(FINAL, PARIS, ("Red", red), ("Blue", blue))
    drawn = bout(FINAL, RIO, ("Red", red), ("Blue", blue), counting="J1 J3 J5")
    assert (wlt(everybody), wlt(drawn)) == ("LW", "WL")
    assert [row.values["score"] for row in drawn.rows] == [2, 1]


@pytest.mark.parametrize("drawn", ["J1 J2", "J1 J2 J9", "J1 J1 J2"])
def test_judges_that_are_no_three_of_the_five_are_refused(drawn: str) -> None:
    red, blue = cards("29 28 29 28 28", "28 29 28 29 29")
    with pytest.raises(CannotRank, match=f"counting '{drawn}'; 3 of J1 J2 J3 J4 J5"):
        bout(FINAL, RIO, ("Red", red), ("Blue", blue), counting=drawn)


@pytest.mark.parametrize(
    ("red", "blue", "text"),
    [
        ("ten", "29", r"entry 1 \(Red\): judge/J1 'ten'; the points of each round"),
        ("10 11 9", "29", r"entry 1 \(Red\): judge/J1 '10 11 9'; at most 10 points a round"),
    ],
)
def test_a_card_that_is_none_is_refused(red: str, blue: str, text: str) -> None:
    with pytest.raises(CannotRank, match=text):
        bout(FINAL, PARIS, ("Red", {"judge/J1": red}), ("Blue", {"judge/J1": blue}))


def test_a_judge_cannot_prefer_both() -> None:
    card = {"judge/J1": "28", "preferred/J1": "Y"}
    with pytest.raises(CannotRank, match="preferred/J1 is recorded of both boxers"):
        bout(FINAL, PARIS, ("Red", card), ("Blue", card))


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("KO", "Red won by knock-out", "Red l’emporte par K.-O."),
        ("TKO", "Red won: the referee stopped the contest", "Red l’emporte par arrêt de l’arbitre"),
        ("TKO-I", "Red won: stopped for injury", "Red l’emporte\N{NO-BREAK SPACE}: arrêt sur blessure"),
        ("ABD", "Red won by abandonment", "Red l’emporte par abandon"),
        ("WO", "Red won by walkover", "Red l’emporte par forfait"),
        ("DSQ", "Red won by disqualification", "Red l’emporte par disqualification"),
    ],
)
def test_a_bout_that_ended_early_goes_to_whom_it_was_given(code: str, en: str, fr: str) -> None:
    ranking = bout(FINAL, PARIS, ("Red", {"wlt": "W"}), ("Blue", {"mark": "3"}), res_code=code)
    assert (wlt(ranking), said(ranking), said(ranking, "fr")) == ("WL", en, fr)


def test_a_double_knock_out_has_no_winner() -> None:
    ranking = bout(FINAL, PARIS, ("Red", {"wlt": "L"}), ("Blue", {"wlt": "L"}), res_code="DKO")
    assert wlt(ranking) == "LL"
    assert [row.rank for row in ranking.rows] == [None, None]


# -- the event ---------------------------------------------------------------------------------------------------------

EVENT = Rsc.of("BOX", "M", "63KG")
ROUNDS = """
R321 A-Z 5-0
8FNL1 A-B 5-0
8FNL2 C-D 4-1
QFNL1 A-C 5-0
QFNL2 E-F 3-2
QFNL3 G-H 3-2
QFNL4 I-J 3-2
SFNL1 A-E 4-1
SFNL2 G-I 4-1
"""


def test_both_losers_of_the_semi_finals_are_third() -> None:
    found = places(event(EVENT, ROUNDS + "FNL1 G-A 3-2", PARIS))
    assert found == {
        "G": 1,
        "A": 2,
        "E": 3,
        "I": 3,
        **dict.fromkeys("CFHJ", 5),
        **dict.fromkeys("BD", 9),
        "Z": 17,
    }


def test_a_loser_has_the_place_at_once_and_who_is_still_in_has_none() -> None:
    found = places(event(EVENT, ROUNDS + "FNL1 G-A", PARIS))
    assert (found["E"], found["Z"], found["G"], found["A"]) == (3, 17, None, None)


def test_two_finalists_who_are_both_out_leave_no_gold() -> None:
    results = event(EVENT, ROUNDS + "FNL1 G-A 0-0 L", PARIS, raws={"A": {"wlt": "L"}})
    assert [places(results)[who] for who in "GA"] == [2, 2]


def test_who_is_disqualified_for_behaviour_has_no_place() -> None:
    results = event(EVENT, ROUNDS + "FNL1 G-A 3-2", PARIS, raws={"Z": {"irm": "DQB"}})
    ranking = boxing.event(results)
    assert ranking is not None
    last = ranking.rows[-1]
    assert (last.id, last.rank, last.irm) == ("Z", None, "DQB")


@pytest.mark.parametrize(
    ("day", "gender", "classes"),
    [
        (date(2012, 8, 1), "W", "51 60 75"),
        (date(2021, 8, 1), "M", "52 57 63 69 75 81 91 +91"),
        (PARIS, "W", "50 54 57 60 66 75"),
        (PARIS, "M", "51 57 63.5 71 80 92 +92"),
        (date(2028, 7, 20), "W", "51 54 57 60 65 70 75"),
    ],
)
def test_the_weight_classes_are_those_of_their_games(day: date, gender: str, classes: str) -> None:
    assert " ".join(boxing.weight_classes(gender, day)) == classes
