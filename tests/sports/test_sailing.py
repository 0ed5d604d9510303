"""Sailing: scores from places and codes, discards, ties of A8, and the three ways in which an opening series ends."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.sailing_finals import kite_entries, windsurf_entries
from kotinos.sports.sailing_scores import penalised
from kotinos.sports.why import say

DINGHY, BOARD, KITE = (Rsc.of("SAL", "M", event) for event in ("ILCA7", "IQFOIL", "FORMKITE"))
PARIS = date(2024, 8, 3)


def phase(event, code):
    return Rsc.of("SAL", event.gender, event.event, code)


def boat(n, who, races="", phase="PREL", opening=None, of=10, group="0001"):
    """``races`` as they stand in a table: points, a code, points with a code (``22.0/DNF``) or an order of finishing (``#3``).

    ``opening`` is (place, net points).
    """
    parts = []
    if opening:
        parts.append({"unit": "PREL--------", "rank": opening[0], "mark": str(opening[1])})
    for at, text in enumerate(races.split(), start=1):
        unit = f"{phase.ljust(4, '-')}{group}{at:04d}" if phase == "SFNL" else f"{phase.ljust(4, '-')}{at:04d}00--"
        parts.append({"unit": unit, "of": of, **race(text)})
    return Entry(n=n, id=who, group=f"{phase}{group}", raw={"parts": parts})


def race(text):
    points, _, code = text.partition("/")
    if points.isalpha():
        points, code = "", points
    mark = {"raw": {"place": points[1:]}} if points.startswith("#") else {"mark": points, "raw": {"mark": points}}
    known = {"irm": code} if code else {}
    won = {"rank": 1} if points in ("1", "#1") else {}
    return {**(mark if points else {}), **known, **won}


def rank(rsc, *entries, **facts):
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=PARIS, facts=facts))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


def net(ranking):
    return [(row.id, row.values["total"]) for row in ranking.rows]


OPENING = phase(DINGHY, "PREL")

# -- one race ----------------------------------------------------------------------------------------------------------


def test_a_code_is_worth_one_more_than_the_boats_that_are_entered():
    assert net(rank(OPENING, boat(0, "A", "DNF #3"), boat(1, "B", "#1 #2"))) == [("B", "3"), ("A", "14")]


def test_under_a5_3_only_those_who_came_count_but_not_for_who_stayed_away():
    fleet = [boat(0, "A", "DNF", of=4), boat(1, "B", "DNC", of=4), boat(2, "C", "#1", of=4), boat(3, "D", "#2", of=4)]
    assert net(rank(OPENING, *fleet, a5_3=True)) == [("C", "1"), ("D", "2"), ("A", "4"), ("B", "5")]
    assert net(rank(OPENING, *fleet)) == [("C", "1"), ("D", "2"), ("A", "5"), ("B", "5")]


def test_a_scoring_penalty_is_a_fifth_of_the_score_for_not_finishing_and_never_worse_than_it():
    assert penalised(3, 11) == 5  # 2.2 is rounded to 2
    assert penalised(1, 13) == 4  # 2.6 is rounded to 3
    assert penalised(10, 11) == 11
    assert net(rank(OPENING, boat(0, "A", "#3/ZFP"), boat(1, "B", "#3"))) == [("B", "3"), ("A", "5")]


def test_points_that_were_published_with_a_code_stand():
    assert net(rank(OPENING, boat(0, "A", "10.2/DPI"), boat(1, "B", "22/BFD"))) == [("A", "10.2"), ("B", "22")]


@pytest.mark.parametrize(("day", "known"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)])
def test_a_boat_that_did_not_sail_the_course_has_a_code_since_2021(day, known):
    unit = Rsc.of("SAL", "M", "ILCA7", "PREL", "000100")
    entries = (Entry(n=0, id="A", raw={"mark": "11"}, irm="NSC"), Entry(n=1, id="B", raw={"place": 1}))
    held = Unit(id=unit, rsc=unit, entries=entries, date=day)
    if known:
        assert places(rulebook.rank(held)) == [("B", 1), ("A", None)]
    else:
        with pytest.raises(CannotRank, match="IRM 'NSC'"):
            rulebook.rank(held)


# -- the opening series ------------------------------------------------------------------------------------------------


def test_one_score_is_excluded_from_the_fourth_race_on():
    assert net(rank(OPENING, boat(0, "A", "5 1 1"))) == [("A", "7")]
    ranking = rank(OPENING, boat(0, "A", "5 1 1 2"))
    assert net(ranking) == [("A", "4")]
    assert ranking.rows[0].values["discarded"] == ["PREL000100--"]


def test_paris_2024_men_s_kite_with_seven_races_excluded_two():
    """Pianosi and Bontus both had 20 points: third and fourth by their race scores from best to worst."""
    bontus, pianosi = boat(0, "Bontus", "1 2 5 8 4 21 20"), boat(1, "Pianosi", "10 6 8 14 1 4 1")
    ranking = rank(phase(KITE, "PREL"), bontus, pianosi)
    assert net(ranking) == [("Pianosi", "20"), ("Bontus", "20")]
    assert "better race scores, best to worst (1 against 2)" in say(ranking.rows[1].why, 3, 4)


def test_a_disqualification_that_must_count_is_not_excluded():
    assert net(rank(OPENING, boat(0, "A", "DNE 5 1 1"))) == [("A", "13")]  # 11 1 1


def test_of_equal_worst_scores_the_earliest_is_excluded():
    ranking = rank(OPENING, boat(0, "A", "7 2 7 1"))
    assert ranking.rows[0].values["discarded"] == ["PREL000100--"]


def test_a_notice_of_race_may_say_otherwise():
    assert net(rank(OPENING, boat(0, "A", "5 4 3 2"), discards=2)) == [("A", "5")]
    with pytest.raises(CannotRank, match="discards 'two'; how many scores are excluded"):
        rank(OPENING, boat(0, "A", "5"), discards="two")


def test_ties_go_by_the_best_scores_that_count_then_by_the_last_race():
    ranking = rank(OPENING, boat(0, "A", "2 2 2"), boat(1, "B", "1 2 3"), boat(2, "C", "3 2 1"))
    assert places(ranking) == [("C", 1), ("B", 2), ("A", 3)]
    assert say(ranking.rows[1].why, 1, 2) == (
        "1st before 2nd: both 6 points; equal race scores from best to worst; "
        "better in the last race that differs (1 against 3)"
    )
    assert "du meilleur au moins bon (1 contre 2)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_boats_that_are_equal_in_everything_share_the_place():
    assert places(rank(OPENING, boat(0, "A", "2 2"), boat(1, "B", "2 2"))) == [("A", 1), ("B", 1)]


def test_a_boat_without_any_race_waits():
    assert places(rank(OPENING, boat(0, "A", "2"), boat(1, "B"))) == [("A", 1), ("B", None)]


# -- medal race --------------------------------------------------------------------------------------------------------

MEDAL = phase(DINGHY, "FNL")


def test_paris_2024_men_s_dinghy():
    ranking = rank(
        MEDAL,
        boat(0, "Peschiera", "18", "FNL", (3, 62)),
        boat(1, "Wearn", "2", "FNL", (1, 38)),
        boat(2, "Kontides", "4", "FNL", (2, 52)),
        boat(3, "Beckett", "20", "FNL", (4, 67)),
        boat(4, "Vadnai", "6", "FNL", (6, 78)),
    )
    assert net(ranking) == [
        ("Wearn", "40"),
        ("Kontides", "56"),
        ("Peschiera", "80"),
        ("Vadnai", "84"),
        ("Beckett", "87"),
    ]


def test_an_order_of_finishing_counts_double_in_the_medal_race():
    ranking = rank(MEDAL, boat(0, "A", "#3", "FNL", (1, 20)), boat(1, "B", "OCS", "FNL", (2, 10)))
    assert net(ranking) == [("A", "26"), ("B", "32")]  # 6; 22


def test_paris_2024_men_s_skiff_a_tie_after_the_medal_race_goes_to_the_better_in_it():
    ranking = rank(MEDAL, boat(0, "GBR", "14", "FNL", (6, 85)), boat(1, "NED", "4", "FNL", (10, 95)))
    assert places(ranking) == [("NED", 1), ("GBR", 2)]
    assert say(ranking.rows[1].why, 6, 7) == "6th before 7th: both 99 points; better medal race (4 points against 14)"
    assert "meilleure course pour les médailles (4 points contre 14)" in say(ranking.rows[1].why, 6, 7, "fr")


def test_who_is_equal_in_the_medal_race_too_stands_as_in_the_opening_series():
    ranking = rank(MEDAL, boat(0, "A", "22/OCS", "FNL", (5, 50)), boat(1, "B", "22/DSQ", "FNL", (4, 50)))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "better in the opening series (place 4 against 5)" in say(ranking.rows[1].why, 1, 2)
    assert "mieux placé dans la série d’ouverture (place 4 contre 5)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_a_boat_that_is_out_of_a_last_phase_has_no_place_in_it():
    field = [boat(n, who, "1 2", "FNL", (n + 1, 10)) for n, who in enumerate("AB")]
    out = replace(field[0], irm="DSQ")
    for event in (DINGHY, BOARD, KITE):
        assert places(rank(phase(event, "FNL"), out, field[1])) == [("B", 1), ("A", None)]


# -- windsurfing and kite ----------------------------------------------------------------------------------------------


def test_paris_2024_women_s_windsurfing_the_final_alone_decides():
    final = Rsc.of("SAL", "W", "IQFOIL", "FNL")
    ranking = rank(
        final,
        boat(0, "Kantor", "2", "FNL", (2, 49)),
        boat(1, "Maggetti", "1", "FNL", (3, 70)),
        boat(2, "Wilson", "3.5/DPI", "FNL", (1, 18)),
    )
    assert places(ranking) == [("Maggetti", 1), ("Kantor", 2), ("Wilson", 3)]


def test_who_does_not_finish_a_windsurfing_final_is_last_in_it_by_the_opening_series():
    final = phase(BOARD, "FNL")
    field = [boat(0, "A", "DNF", "FNL", (2, 9), of=3), boat(1, "B", "OCS", "FNL", (1, 5), of=3)]
    assert places(rank(final, *field, boat(2, "C", "#1", "FNL", (9, 60), of=3))) == [("C", 1), ("B", 2), ("A", 3)]


def test_paris_2024_men_s_kite_three_wins_without_one_carried():
    ranking = rank(
        phase(KITE, "FNL"),
        boat(0, "Vodisek", "5/SCP 4.1/DPI 4", "FNL", (1, 12)),
        boat(1, "Maeder", "2 2 3", "FNL", (2, 15)),
        boat(2, "Pianosi", "3 4 2", "FNL", (3, 20)),
        boat(3, "Bontus", "1 1 1", "FNL", (4, 20)),
    )
    assert net(ranking) == [("Bontus", "3"), ("Vodisek", "2"), ("Maeder", "1"), ("Pianosi", "0")]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: more race wins (3 against 2)"
    assert "plus de victoires de course (3 contre 2)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_paris_2024_women_s_kite_bronze_went_by_the_last_race():
    ranking = rank(
        Rsc.of("SAL", "W", "FORMKITE", "FNL"),
        boat(0, "Moroz", "3 4.1/SCP", "FNL", (3, 17)),
        boat(1, "Lammerts", "4 2", "FNL", (4, 23)),
        boat(2, "Aldridge", "1 1", "FNL", (2, 12)),
        boat(3, "Nolot", "2 4", "FNL", (1, 12)),
    )
    assert places(ranking) == [("Aldridge", 1), ("Nolot", 2), ("Lammerts", 3), ("Moroz", 4)]
    assert "better in the last race that differs (2 against 4.1)" in say(ranking.rows[3].why, 3, 4)


def test_semifinals_of_the_kite_stand_by_the_place_in_each_then_by_the_opening_series():
    a = [
        boat(0, "Pianosi", "2 1", "SFNL", (3, 20)),
        boat(1, "Mazella", "3 2", "SFNL", (6, 22)),
        boat(2, "Lobo", "1 4", "SFNL", (7, 28)),
    ]
    b = [
        boat(3, "Bontus", "1", "SFNL", (4, 20), group="0002"),
        boat(4, "Maus", "2", "SFNL", (5, 21), group="0002"),
        boat(5, "Bainbridge", "3", "SFNL", (8, 29), group="0002"),
    ]
    ranking = rank(phase(KITE, "SFNL"), *a, *b, qualify={"place": 1})
    assert [row.id for row in ranking.rows] == ["Pianosi", "Bontus", "Maus", "Mazella", "Lobo", "Bainbridge"]
    assert [row.qual for row in ranking.rows] == ["Q", "Q", None, None, None, None]
    assert "better place in the semifinal (1 against 2)" in say(ranking.rows[2].why, 2, 3)


def test_more_than_three_wins_are_refused():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): 2 races won and 2 wins carried; 3 wins end it"):
        rank(phase(KITE, "FNL"), boat(0, "A", "1 1", "FNL", (1, 10)))


def test_the_opening_series_seats_the_ten_best():
    order = [str(place) for place in range(1, 15)]
    assert kite_entries(order) == {
        "FNL-": ("1", "2"),
        "SFNL0001": ("3", "6", "7", "10"),
        "SFNL0002": ("4", "5", "8", "9"),
    }
    assert windsurf_entries(order) == {"FNL-": ("1",), "SFNL": ("2", "3"), "QFNL": (*"456789", "10")}


@pytest.mark.parametrize(
    ("event", "codes", "expected"),
    [
        (DINGHY, ("PREL", "FNL"), [("FNL", {}), ("PREL", {"total": 10})]),
        (KITE, ("PREL", "SFNL", "FNL"), [("FNL", {}), ("SFNL", {"place": 1}), ("PREL", {"total": 10})]),
        (
            BOARD,
            ("PREL", "QFNL", "SFNL", "FNL"),
            [("FNL", {}), ("SFNL", {"place": 2}), ("QFNL", {"place": 2}), ("PREL", {"total": 10})],
        ),
    ],
)
def test_every_later_phase_carries_the_opening_series(event, codes, expected):
    units = [Rsc.of("SAL", "M", event.event, code, "000100") for code in codes]
    made = programme.phases(event, units)
    assert [(one.phase.phase, dict(one.qualify)) for one in made] == expected
    assert {one.kind for one in made} == {"series"}
    assert [one.carries for one in made] == [("PREL",)] * (len(codes) - 1) + [()]


def test_places_that_are_no_numbers_are_refused_with_their_race():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): PREL000100--: place 'x'; the order of finishing"):
        rank(OPENING, boat(0, "A", "#x"))
