"""Wrestling: criteria at a level score, classification points, the repechage, two bronzes, and the places below."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, wrestling
from kotinos.sports import wrestling_points as classification
from kotinos.sports.ranking import CannotRank
from kotinos.sports.why import say
from tests.sports.combat import bout, event, places, said, wlt

FREE = Rsc.of("WRE", "M", "FS57KG")
BOUT = Rsc.of("WRE", "M", "FS57KG", "FNL", "000100")
GRECO = Rsc.of("WRE", "M", "GR130KG", "FNL", "000100")
DAY = date(2024, 8, 8)


def test_tokyo_2020_uguev_beat_dahiya_by_points_three_to_one() -> None:
    ranking = bout(BOUT, date(2021, 8, 5), ("Uguev", {"mark": "7"}), ("Dahiya", {"mark": "4"}))
    assert wlt(ranking) == "WL"
    assert [row.values["classification"] for row in ranking.rows] == [3, 1]
    assert said(ranking) == "Uguev won on points 7–4"
    assert said(ranking, "fr") == "Uguev l’emporte aux points 7–4"


def test_paris_2024_lopez_won_his_fifth_gold_six_nil() -> None:
    ranking = bout(GRECO, DAY, ("Acosta", {"mark": "0"}), ("López", {"mark": "6"}))
    assert wlt(ranking) == "LW"
    assert [row.values["classification"] for row in ranking.rows] == [0, 3]


@pytest.mark.parametrize(
    ("red", "blue", "letters", "en", "fr"),
    [
        (
            {"holds": "4"},
            {"holds": "2 2"},
            "WL",
            "Red won on criteria at 4–4: more holds of 4 points (1 to 0)",
            "Red l’emporte aux critères à 4–4\N{NO-BREAK SPACE}: plus de prises à 4 points (1 à 0)",
        ),
        (
            {"holds": "2 1 1"},
            {"holds": "2 2"},
            "LW",
            "Blue won on criteria at 4–4: more holds of 2 points (2 to 1)",
            "Blue l’emporte aux critères à 4–4\N{NO-BREAK SPACE}: plus de prises à 2 points (2 à 1)",
        ),
        (
            {"holds": "2 2", "cautions": "1"},
            {"holds": "2 2", "cautions": "0"},
            "LW",
            "Blue won on criteria at 4–4: fewer cautions",
            "Blue l’emporte aux critères à 4–4\N{NO-BREAK SPACE}: moins d’avertissements",
        ),
        (
            {"last_point": "Y"},
            {},
            "WL",
            "Red won on criteria at 4–4: scored last",
            "Red l’emporte aux critères à 4–4\N{NO-BREAK SPACE}: dernier point marqué",
        ),
    ],
)
def test_a_level_score_is_broken_by_holds_then_cautions_then_the_last_point(
    red: dict[str, str], blue: dict[str, str], letters: str, en: str, fr: str
) -> None:
    ranking = bout(BOUT, DAY, ("Red", {"mark": "4", **red}), ("Blue", {"mark": "4", **blue}))
    assert (wlt(ranking), said(ranking), said(ranking, "fr")) == (letters, en, fr)


def test_a_level_score_without_criteria_stays_open() -> None:
    assert wlt(bout(BOUT, DAY, ("Red", {"mark": "1"}), ("Blue", {"mark": "1"}))) == "--"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"holds": "4 6"}, r"entry 1 \(Red\): holds '4 6'; the values of the holds"),
        ({"last_point": "yes"}, r"entry 1 \(Red\): last_point 'yes'; Y for the side that has it"),
        ({"last_point": "Y"}, "last_point is recorded of both sides"),
    ],
)
def test_criteria_that_are_none_are_refused(raw: dict[str, str], text: str) -> None:
    other = {"last_point": "Y"} if raw.get("last_point") == "Y" else {"holds": "2"}
    with pytest.raises(CannotRank, match=text):
        bout(BOUT, DAY, ("Red", {"mark": "4", **raw}), ("Blue", {"mark": "4", **other}))


@pytest.mark.parametrize(
    ("rsc", "red", "blue", "facts", "points", "sentence"),
    [
        (BOUT, {"mark": "10"}, {"mark": "0"}, {}, [4, 0], "Red won on points 10–0"),
        (BOUT, {"mark": "12"}, {"mark": "2"}, {"res_code": "VSU1"}, [4, 1], "Red won by technical superiority"),
        (BOUT, {"mark": "9"}, {"mark": "0"}, {}, [3, 0], "Red won on points 9–0"),
        (GRECO, {"mark": "9"}, {"mark": "1"}, {}, [4, 1], "Red won on points 9–1"),
        (BOUT, {"mark": "2", "wlt": "W"}, {"mark": "5"}, {"res_code": "VFA"}, [5, 0], "Red won by fall"),
        (BOUT, {"mark": "2", "wlt": "W"}, {"mark": "5"}, {}, [5, 0], "Red won by decision over Blue"),
        (BOUT, {"mark": "2"}, {"mark": "5", "irm": "RET"}, {}, [5, 0], "Red won: Blue is RET"),
        (BOUT, {"irm": "DSQ"}, {"irm": "DSQ"}, {}, [0, 0], "nobody won: DSQ DSQ"),
    ],
)
def test_each_kind_of_victory_gives_its_classification_points(
    rsc: Rsc, red: dict[str, str], blue: dict[str, str], facts: dict[str, str], points: list[int], sentence: str
) -> None:
    ranking = bout(rsc, DAY, ("Red", red), ("Blue", blue), **facts)
    assert [row.values["classification"] for row in ranking.rows] == points
    assert said(ranking) == sentence


def test_a_kind_of_victory_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CannotRank, match="res_code 'PIN'; one of VFA VIN"):
        bout(BOUT, DAY, ("Red", {"mark": "5"}), ("Blue", {"mark": "0"}), res_code="PIN")


def test_nobody_has_classification_points_before_the_end() -> None:
    ranking = bout(BOUT, DAY, ("Red", {"mark": "5"}), ("Blue", {"mark": "0"}), running=True)
    assert wlt(ranking) == "--"
    assert all("classification" not in row.values for row in ranking.rows)


def test_before_may_2013_a_bout_was_the_best_of_three_periods() -> None:
    """Six points in one period were worth no more than one."""
    red = {"periods": [["P1", "6"], ["P2", "0"], ["P3", "1"]], "superiority/P3": "Y"}
    blue = {"periods": [["P1", "0"], ["P2", "1"], ["P3", "1"]]}
    ranking = bout(BOUT, date(2012, 8, 10), ("Red", red), ("Blue", blue))
    assert (wlt(ranking), said(ranking)) == ("WL", "Red won 2 periods to 1")
    assert said(ranking, "fr") == "Red l’emporte 2 périodes à 1"
    later = {"mark": "7", **red}, {"mark": "2", **blue}
    assert said(bout(BOUT, DAY, ("Red", later[0]), ("Blue", later[1]))) == "Red won on points 7–2"


# -- the event ---------------------------------------------------------------------------------------------------------

DAY_ONE = """
8FNL1 A-B 5-0
8FNL2 C-D 10-0
8FNL3 E-F 3-1
8FNL4 G-H 4-2
8FNL5 I-J 5-0
8FNL6 K-L 8-0
8FNL7 M-N 6-1
8FNL8 O-P 2-1
QFNL1 A-C 3-0
QFNL2 E-G 3-2
QFNL3 I-K 4-0
QFNL4 M-O 4-1
SFNL1 A-E 2-0
SFNL2 I-M 1-0
"""
DAY_TWO = """
REP21 C-B 3-0
REP22 K-J 3-0
REPF1 E-C 2-1
REPF2 K-M 2-1
FNL1 I-A 2-0
"""


def test_two_bronzes_two_fifths_and_the_others_by_the_round_they_left() -> None:
    """G and O lost a quarter-final to somebody who lost after it; G has four classification points, O four: O lost by 1, G by 2."""
    found = places(event(FREE, DAY_ONE + DAY_TWO, DAY))
    assert {who: found[who] for who in "IAEKCMBJ"} == {
        "I": 1,
        "A": 2,
        "E": 3,
        "K": 3,
        "C": 5,
        "M": 5,
        "B": 7,
        "J": 7,
    }
    assert (found["G"], found["O"]) == (9, 10), "level on classification points: G scored 6, O 3"
    assert sorted(place for place in found.values() if place) == [1, 2, 3, 3, 5, 5, 7, 7, 9, 10, 11, 12, 13, 14, 15, 16]


def test_places_below_the_fifth_are_said_with_their_reason() -> None:
    results = event(FREE, DAY_ONE + DAY_TWO, DAY)
    ranking = programme.all()["WRE"].event(results)
    assert ranking is not None
    rows = {row.id: row for row in ranking.rows}
    assert say(rows["O"].why, 9, 10) == (
        "9th before 10th: both 4 classification points; both 0 falls; both 0 superiorities; more technical points scored (6 against 3)"
    )
    assert say(rows["O"].why, 9, 10, "fr").endswith("plus de points techniques marqués (6 contre 3)")
    assert say(rows["F"].why, 12, 13).endswith("fewer technical points conceded (2 against 3)")
    assert say(rows["F"].why, 12, 13, "fr").endswith("moins de points techniques concédés (2 contre 3)")
    assert say(rows["L"].why, 14, 15).startswith("14th before 15th: more classification points (1 against 0)")
    assert say(rows["L"].why, 14, 15, "fr").startswith(
        "14e devant 15e\N{NO-BREAK SPACE}: plus de points de classement (1 contre 0)"
    )


def test_level_classification_points_are_parted_by_falls_then_by_superiorities() -> None:
    """X and Y both have five points and lost the quarter-final to who lost the semi-final; so have U and V with four."""
    lines = {
        "falls": ("8FNL1 X-a 1-5 W\n8FNL2 Y-b 10-0\nQFNL1 E-X 4-0\nQFNL2 M-Y 4-3", "XY"),
        "superiorities": ("8FNL1 X-a 10-0\n8FNL2 Y-b 9-0\nQFNL1 E-X 3-0\nQFNL2 M-Y 3-1", "XY"),
    }
    for name, (contests, order) in lines.items():
        results = event(FREE, contests + "\nSFNL1 A-E 2-0\nSFNL2 I-M 1-0\nFNL1 I-A 2-0", DAY)
        counted = wrestling.totals(results)
        ranking = programme.all()["WRE"].event(results)
        assert ranking is not None
        assert "".join(row.id for row in ranking.rows if row.id in "XY") == order
        assert counted["X"]["classification"] == counted["Y"]["classification"]
        assert counted["X"][name] > counted["Y"][name]


def test_whom_a_finalist_beat_is_still_in_until_the_repechage_and_the_others_are_not() -> None:
    found = places(event(FREE, DAY_ONE, DAY))
    assert {who for who, place in found.items() if place is None} == set("AIEMBCJK") | set("DFGHLNOP")
    found = places(event(FREE, DAY_ONE + DAY_TWO.split("REPF1")[0], DAY))
    assert {who: found[who] for who in "GOBJ"} == {"G": 9, "O": 10, "B": 7, "J": 7}
    assert {found[who] for who in "AIEMCK"} == {None}


def test_who_fails_the_second_weigh_in_is_last_without_a_place() -> None:
    """As at Paris 2024 in 50 kg: the loser of the semi-final took the place of its winner in the final."""
    lines = (
        DAY_ONE.replace("SFNL1 A-E 2-0", "SFNL1 E-A 0-2 W")
        + "REPF1 C-B 3-0\nREP22 K-J 3-0\nREPF2 K-M 2-1\nFNL1 I-E 2-0"
    )
    results = event(FREE, lines, DAY, raws={"A": {"weigh_in": "failed"}})
    ranking = programme.all()["WRE"].event(results)
    assert ranking is not None
    assert [(row.id, row.rank) for row in ranking.rows][:6] == [
        ("I", 1),
        ("E", 2),
        ("C", 3),
        ("K", 3),
        ("B", 5),
        ("M", 5),
    ]
    last = ranking.rows[-1]
    assert (last.id, last.rank, last.irm) == ("A", None, "DSQ")


def test_eight_seeds_stand_apart_and_the_last_seeds_wait_for_a_qualification_bout() -> None:
    lines = wrestling.draw_lines(18)
    pairs = [lines[at : at + 4] for at in range(0, 32, 4)]
    assert [min(n for n in four if n) for four in pairs] == [1, 8, 5, 4, 3, 6, 7, 2]
    assert [four for four in pairs if None not in four[:2] or None not in four[2:]] == [
        (10, 11, 8, None),
        (7, None, 16, 17),
    ]
    for count in range(9, 33):
        assert sorted(n for n in wrestling.draw_lines(count) if n) == list(range(1, count + 1))


@pytest.mark.parametrize("count", [8, 33])
def test_a_draw_of_too_few_or_too_many_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} wrestlers; 9 to 32"):
        wrestling.draw_lines(count)


@pytest.mark.parametrize(
    ("won", "lost", "style", "kind"), [(10, 0, "FS", "VSU"), (9, 1, "FS", "VPO1"), (8, 0, "GR", "VSU")]
)
def test_the_lead_that_is_superiority_depends_on_the_style(won: int, lost: int, style: str, kind: str) -> None:
    assert classification.victory_by(won, lost, style) == kind
