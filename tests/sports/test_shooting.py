"""Shooting: totals and their ties, finals of four eras, matches for the medals."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

PISTOL = Rsc.of("SHO", "M", "APM", "QUAL", "000100")
RIFLE = Rsc.of("SHO", "W", "ARW", "QUAL", "000100")
FINAL = Rsc.of("SHO", "M", "APM", "FNL", "000100")
MIXED = Rsc.of("SHO", "X", "APMT", "FNL", "000100")
PARIS = date(2024, 7, 28)


def shooter(n, who, mark="", *series, irm=None, **raw):
    given = {"mark": mark} if mark else {}
    rounds = {f"series/{at}": points for at, points in enumerate(series, start=1)}
    return Entry(n=n, id=who, irm=irm, raw={**given, **rounds, **raw})


def rank(rsc, *entries, day=PARIS, **facts):
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day, facts=facts))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


# -- qualification -----------------------------------------------------------------------------------------------------


def test_paris_2024_air_pistol_the_last_place_in_the_final_went_by_inner_tens():
    ranking = rank(
        PISTOL,
        shooter(0, "SINGH", "577", inner_tens="16"),
        shooter(1, "WALTER", "577", inner_tens="17"),
        shooter(2, "MALDINI", "581", inner_tens="20"),
        qualify={"total": 2},
    )
    assert [(row.id, row.rank, row.qual) for row in ranking.rows] == [
        ("MALDINI", 1, "Q"),
        ("WALTER", 2, "Q"),
        ("SINGH", 3, None),
    ]
    assert say(ranking.rows[2].why, 8, 9) == "8th before 9th: both 577; more inner tens (17 against 16)"
    assert "plus de mouches (17 contre 16)" in say(ranking.rows[2].why, 8, 9, "fr")


def test_equal_inner_tens_go_by_the_last_series_and_those_before_it():
    one = shooter(0, "A", "570", "96", "95", "94", inner_tens="10")
    two = shooter(1, "B", "570", "95", "96", "94", inner_tens="10")
    ranking = rank(PISTOL, one, two)
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "better last series (94 96 95 against 94 95 96, last one first)" in say(ranking.rows[1].why, 1, 2)
    assert "meilleures dernières séries (94 96 95 contre 94 95 96" in say(ranking.rows[1].why, 1, 2, "fr")


def test_the_series_are_taken_by_number_not_by_name():
    tens = [str(100 + at) for at in range(1, 11)]
    low, high = shooter(0, "A", "1055", *tens[:9], "1"), shooter(1, "B", "1055", "2", *tens[1:9], "9")
    assert places(rank(PISTOL, low, high)) == [("B", 1), ("A", 2)]


def test_air_rifle_counts_tenths_and_looks_at_the_series_at_once():
    one = shooter(0, "A", "630.1", "105.0", "105.1", inner_tens="50")
    two = shooter(1, "B", "630.1", "104.9", "105.2", inner_tens="40")
    assert places(rank(RIFLE, one, two)) == [("B", 1), ("A", 2)]


def test_what_only_one_of_the_tied_has_decides_nothing():
    assert places(rank(PISTOL, shooter(0, "A", "570", inner_tens="10"), shooter(1, "B", "570"))) == [("A", 1), ("B", 1)]


def test_a_shoot_off_goes_before_everything_else_that_is_known():
    trap = Rsc.of("SHO", "M", "TRM", "QUAL", "000200")
    one = shooter(0, "A", "122", "25", "24", shoot_off="4")
    two = shooter(1, "B", "122", "24", "25", shoot_off="3")
    ranking = rank(trap, two, one)
    assert places(ranking) == [("A", 1), ("B", 2)]
    assert say(ranking.rows[1].why, 6, 7) == "6th before 7th: both 122; won the shoot-off (4 against 3)"
    assert "vainqueur du barrage (4 contre 3)" in say(ranking.rows[1].why, 6, 7, "fr")


def test_two_stages_are_ranked_by_the_running_total_with_what_was_recorded_in_both():
    phase = Rsc.of("SHO", "M", "RFPM", "QUAL")

    def stages(n, who, first, second, **last):
        raw = {"mark": second, **last} if second.isdigit() else last
        after = {"mark": second} if second.isdigit() else {"irm": second}
        parts = [{"unit": "QUAL000100--", "mark": first}, {"unit": "QUAL000200--", **after, "raw": raw}]
        return Entry(n=n, id=who, raw={"parts": parts})

    ranking = rank(
        phase,
        stages(0, "A", "292", "585", inner_tens="20"),
        stages(1, "B", "290", "585", inner_tens="22"),
        stages(2, "C", "295", "DNS"),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", 2, None), ("C", None, "DNS")]
    assert ranking.rows[0].values["total"] == "585"


def test_irms_stand_in_their_order_after_those_with_a_total():
    field = [shooter(n, irm, "100", irm=irm) for n, irm in enumerate(("DSQ", "DNS", "DNF"))]
    assert [row.irm for row in rank(PISTOL, *field, shooter(5, "A", "500")).rows] == [None, "DNF", "DNS", "DSQ"]


# -- finals ------------------------------------------------------------------------------------------------------------


def test_paris_2024_women_s_25_m_pistol_gold_went_by_a_shoot_off():
    final = Rsc.of("SHO", "W", "SPW", "FNL", "000100")
    ranking = rank(
        final,
        shooter(0, "JEDRZEJEWSKI", "37", shoot_off="1"),
        shooter(1, "YANG", "37", shoot_off="4"),
        shooter(2, "MAJOR", "31"),
    )
    assert places(ranking) == [("YANG", 1), ("JEDRZEJEWSKI", 2), ("MAJOR", 3)]


def test_paris_2024_women_s_air_rifle_gold_went_by_a_tenth_of_one_shot():
    final = Rsc.of("SHO", "W", "ARW", "FNL", "000100")
    ranking = rank(final, shooter(0, "HUANG", "251.8", shoot_off="10.3"), shooter(1, "BAN", "251.8", shoot_off="10.4"))
    assert places(ranking) == [("BAN", 1), ("HUANG", 2)]
    assert "(10.4 against 10.3)" in say(ranking.rows[1].why, 1, 2)


def test_who_was_eliminated_later_without_a_hit_more_is_ahead():
    final = Rsc.of("SHO", "M", "RFPM", "FNL", "000100")
    ranking = rank(final, shooter(0, "A", "10", shots="20"), shooter(1, "B", "10", shots="25"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "eliminated later (after 25 shots against 20)" in say(ranking.rows[1].why, 5, 6)
    assert "éliminé plus tard (après 25 coups contre 20)" in say(ranking.rows[1].why, 5, 6, "fr")


def test_a_tie_before_the_medals_of_trap_goes_by_the_place_in_qualification():
    final = Rsc.of("SHO", "M", "TRM", "FNL", "000100")
    ranking = rank(final, shooter(0, "A", "19", shots="25", bib="5"), shooter(1, "B", "19", shots="25", bib="2"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "better in qualification (place 2 against 5)" in say(ranking.rows[1].why, 5, 6)
    assert "mieux placé en qualification (place 2 contre 5)" in say(ranking.rows[1].why, 5, 6, "fr")


@pytest.mark.parametrize("event", ["ARM", "APM", "R3PM", "RFPM"])
def test_the_number_somebody_wears_decides_no_tie_of_rifle_or_pistol(event):
    final = Rsc.of("SHO", "M", event, "FNL", "000100")
    ranking = rank(final, shooter(0, "A", "30", bib="101"), shooter(1, "B", "30", bib="102"))
    assert [(row.id, row.rank, row.rank_equal) for row in ranking.rows] == [("A", 1, True), ("B", 1, True)]


def test_london_2012_the_final_was_added_to_the_qualification():
    jin = shooter(0, "JIN", "100.2", qualification="588")
    tesconi = shooter(1, "TESCONI", "101.8", qualification="584")
    london = rank(FINAL, tesconi, jin, day=date(2012, 7, 28))
    assert places(london) == [("JIN", 1), ("TESCONI", 2)]
    assert say(london.rows[1].why, 1, 2) == ("1st before 2nd: more points with the qualification (688.2 against 685.8)")
    assert "plus de points avec la qualification (688,2 contre 685,8)" in say(london.rows[1].why, 1, 2, "fr")
    assert places(rank(FINAL, tesconi, jin, day=date(2013, 1, 1))) == [("TESCONI", 1), ("JIN", 2)]


def test_in_2022_a_medal_match_stood_above_the_ranking_match():
    field = [
        shooter(0, "A", "250.1", medal_match="10"),
        shooter(1, "B", "249.0", medal_match="16"),
        shooter(2, "C", "251.0"),
    ]
    ranking = rank(FINAL, *field, day=date(2022, 10, 15))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]
    assert "won the medal match (16 against 10)" in say(ranking.rows[1].why, 1, 2)
    assert "vainqueur du match pour la médaille (16 contre 10)" in say(ranking.rows[1].why, 1, 2, "fr")
    assert places(rank(FINAL, *field, day=date(2023, 1, 1))) == [("C", 1), ("A", 2), ("B", 3)]


def test_paris_2024_mixed_teams_meet_in_matches():
    ranking = rank(MIXED, shooter(0, "TUR", "14"), shooter(1, "SRB", "16"))
    assert [(row.id, row.rank, row.wlt) for row in ranking.rows] == [("SRB", 1, "W"), ("TUR", 2, "L")]


def test_a_match_of_mixed_skeet_may_need_a_shoot_off():
    skeet = Rsc.of("SHO", "X", "SKMT", "FNL", "000200")
    ranking = rank(skeet, shooter(0, "A", "44", shoot_off="3"), shooter(1, "B", "44", shoot_off="4"))
    assert [(row.id, row.wlt) for row in ranking.rows] == [("B", "W"), ("A", "L")]


def test_five_mixed_teams_of_an_elimination_final_have_no_winner_against_another():
    ranking = rank(MIXED, *(shooter(n, f"T{n}", f"{200 + n}") for n in range(5)), day=date(2018, 9, 4))
    assert [row.wlt for row in ranking.rows] == [None] * 5


@pytest.mark.parametrize(
    ("slot", "value", "said"),
    [
        ("inner_tens", "many", r"inner_tens 'many'; a number"),
        ("shoot_off", "won", r"shoot_off 'won'; the score of each round"),
    ],
)
def test_what_is_no_number_is_refused_with_its_place(slot, value, said):
    with pytest.raises(CannotRank, match=rf"entry 0 \(A\): {said}"):
        rank(PISTOL, shooter(0, "A", "570", **{slot: value}), shooter(1, "B", "570", **{slot: "5"}))


@pytest.mark.parametrize(
    ("gender", "event", "through"),
    [("M", "APM", 8), ("M", "RFPM", 6), ("W", "SKW", 6), ("M", "TRM", 6), ("X", "SKMT", 4)],
)
def test_how_many_reach_the_final(gender, event, through):
    units = [Rsc.of("SHO", gender, event, phase, "000100") for phase in ("QUAL", "FNL")]
    final, qualification = programme.phases(Rsc.of("SHO", gender, event), units)
    assert (final.kind, final.qualify) == ("final", {})
    assert (qualification.kind, qualification.qualify) == ("heats", {"total": through})


def test_a_qualification_in_two_stages_is_a_series():
    units = [Rsc.of("SHO", "M", "RFPM", "QUAL", f"000{n}00") for n in (1, 2)]
    assert [one.kind for one in programme.phases(Rsc.of("SHO", "M", "RFPM"), units)] == ["series"]
