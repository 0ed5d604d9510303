"""Equestrian: groups and freestyle, three tests and a last jumping, jump-offs, and teams before and after 2021."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.equestrian_teams import team_penalties
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

FREESTYLE = Rsc.of("EQU", "O", "DRESINDV", "GPFR", "000100")
SPECIAL = Rsc.of("EQU", "O", "DRESTEAM", "GPSP", "000100")
EVENTING, EVENTING_TEAM = (Rsc.of("EQU", "O", event) for event in ("EVENINDV", "EVENTEAM"))
JUMPING = Rsc.of("EQU", "O", "JUMPINDV", "QUAL", "000100")
JUMPING_FINAL = Rsc.of("EQU", "O", "JUMPINDV", "FNL")
JUMPING_TEAM = Rsc.of("EQU", "O", "JUMPTEAM", "FNL", "000100")
PARIS = date(2024, 8, 2)


def ride(n, who, mark="", irm=None, **raw):
    return Entry(n=n, id=who, irm=irm, raw={**({"mark": mark} if mark else {}), **raw})


def card(n, who, *tests, **more):
    """One rider: (unit, mark or IRM); ``more`` are slots by phase (``xc={"optimum_gap": "4"}``)."""
    parts = []
    for unit, text in tests:
        found = {"irm": text} if text.isalpha() else {"mark": text} if text else {}
        parts.append({"unit": unit, **found, "raw": more.get(unit[:4].strip("-").lower(), {})})
    return Entry(n=n, id=who, raw={"parts": parts})


TESTS = ("DRSS000100--", "XC--000100--", "JUMP000200--", "JUMP000100--")


def eventer(n, who, marks, **more):
    """``marks`` in the order of the tests, ``.`` where the rider is not on the start list."""
    given = zip(TESTS, marks.split(), strict=False)
    return card(n, who, *((unit, "" if text == "?" else text) for unit, text in given if text != "."), **more)


def rank(rsc, *entries, day=PARIS, **facts):
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day, facts=facts))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


def standing(ranking):
    return [(row.id, row.rank, row.irm) for row in ranking.rows]


# -- dressage ----------------------------------------------------------------------------------------------------------


def test_paris_2024_freestyle():
    field = (("FRY", "88.971"), ("BREDOW-WERNDL", "90.093"), ("WERTH", "89.614"))
    ranking = rank(FREESTYLE, *(ride(n, who, mark) for n, (who, mark) in enumerate(field)))
    assert places(ranking) == [("BREDOW-WERNDL", 1), ("WERTH", 2), ("FRY", 3)]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: higher percentage (90.093 against 89.614)"
    assert "meilleur pourcentage (90,093 contre 89,614)" in say(ranking.rows[1].why, 1, 2, "fr")


@pytest.mark.parametrize(
    ("rsc", "slot", "english", "french"),
    [
        (FREESTYLE, "artistic", "better artistic marks (91 against 90)", "meilleures notes artistiques (91 contre 90)"),
        (
            FREESTYLE,
            "collective",
            "better collective marks (91 against 90)",
            "meilleures notes d’ensemble (91 contre 90)",
        ),
        (
            SPECIAL,
            "lowest",
            "better lowest score of the team (91 against 90)",
            "meilleur moins bon résultat de l’équipe (91 contre 90)",
        ),
    ],
)
def test_equal_percentages_go_by_the_marks_kept_for_that(rsc, slot, english, french):
    ranking = rank(rsc, ride(0, "A", "80", **{slot: "90"}), ride(1, "B", "80", **{slot: "91"}))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert english in say(ranking.rows[1].why, 1, 2)
    assert french in say(ranking.rows[1].why, 1, 2, "fr")
    assert places(rank(rsc, ride(0, "A", "80"), ride(1, "B", "80", **{slot: "91"}))) == [("A", 1), ("B", 1)]


def test_irms_stand_in_their_order():
    field = [ride(n, irm, irm=irm) for n, irm in enumerate(("DSQ", "WD", "EL", "RT"))]
    assert [row.irm for row in rank(FREESTYLE, *field, ride(9, "A", "70")).rows] == [None, "RT", "EL", "WD", "DSQ"]


# -- eventing ----------------------------------------------------------------------------------------------------------


def test_paris_2024_eventing():
    ranking = rank(
        EVENTING,
        eventer(0, "COLLETT", "17.50 0.80 4.80 0.00"),
        eventer(1, "BURTON", "22.00 0.00 0.40 0.00"),
        eventer(2, "JUNG", "17.80 0.00 4.00 0.00"),
        eventer(3, "KOOREMANS", "27.00 5.60 12.80"),
    )
    assert places(ranking) == [("JUNG", 1), ("BURTON", 2), ("COLLETT", 3), ("KOOREMANS", 4)]
    assert [row.values["total"] for row in ranking.rows] == ["21.8", "22.4", "23.1", "45.4"]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: both 4; fewer penalties (21.8 against 22.4)"
    assert "moins de pénalités (21,8 contre 22,4)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_who_jumped_the_last_round_is_before_who_did_not_whatever_it_cost():
    ranking = rank(EVENTING, eventer(0, "A", "30 0 0 40"), eventer(1, "B", "31 0 0"))
    assert places(ranking) == [("A", 1), ("B", 2)]
    assert "more tests completed (4 against 3)" in say(ranking.rows[1].why, 1, 2)
    assert "plus d’épreuves terminées (4 contre 3)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_paris_2024_equal_totals_went_by_the_cross_country():
    ranking = rank(EVENTING, eventer(0, "KRAJEWSKI", "26.90 4.80 0.40 0"), eventer(1, "MARTIN", "30.50 1.60 0.00 0"))
    assert places(ranking) == [("MARTIN", 1), ("KRAJEWSKI", 2)]
    assert "fewer penalties in the cross-country (1.6 against 4.8)" in say(ranking.rows[1].why, 10, 11)
    assert "moins de pénalités au cross (1,6 contre 4,8)" in say(ranking.rows[1].why, 10, 11, "fr")


def test_then_by_who_was_closer_to_the_optimum_time_early_or_late():
    early = eventer(0, "A", "30 0 0", xc={"optimum_gap": "-9"})
    late = eventer(1, "B", "30 0 0", xc={"optimum_gap": "4"})
    ranking = rank(EVENTING, early, late)
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "closer to the optimum time (4 against 9)" in say(ranking.rows[1].why, 1, 2)
    assert "plus près du temps optimal (4 contre 9)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_then_by_the_jumping():
    ranking = rank(EVENTING, eventer(0, "A", "30 0 4"), eventer(1, "B", "34 0 0"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "fewer penalties in jumping (0 against 4)" in say(ranking.rows[1].why, 1, 2)
    assert "moins de pénalités au saut d’obstacles (0 contre 4)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_equal_in_everything_they_share_the_place():
    assert places(rank(EVENTING, eventer(0, "A", "30 0 4"), eventer(1, "B", "30 0 4"))) == [("A", 1), ("B", 1)]


def test_who_is_eliminated_withdraws_or_comes_in_for_another_has_no_place():
    ranking = rank(
        EVENTING,
        eventer(0, "whole", "40 0 0"),
        eventer(1, "eliminated", "20 EL 0"),
        eventer(2, "withdrawn", "20 0"),
        eventer(3, "substitute", ". . 0"),
    )
    assert standing(ranking) == [
        ("whole", 1, None),
        ("substitute", None, None),
        ("eliminated", None, "EL"),
        ("withdrawn", None, "WD"),
    ]


def test_during_the_cross_country_who_has_ridden_it_is_before_who_has_not():
    ranking = rank(EVENTING, eventer(0, "A", "20 ?"), eventer(1, "B", "40 10"), eventer(2, "C", "30 ?"))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]


def team(n, who, marks, **more):
    units = ("DRSS000100--", "XC--000100--", "JUMP000100--")
    return card(n, who, *zip(units, marks.split(), strict=False), **more)


def test_paris_2024_japan_won_bronze_with_twenty_penalties_for_a_substitution():
    ranking = rank(
        EVENTING_TEAM,
        team(0, "JPN", "87.40 6.40 2.00", jump={"substitutions": "1"}),
        team(1, "FRA", "81.20 6.00 16.40"),
        team(2, "GBR", "66.70 15.80 8.80"),
        team(3, "SUI", "89.60 12.80 26.00"),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("GBR", "91.3"),
        ("FRA", "103.6"),
        ("JPN", "115.8"),
        ("SUI", "128.4"),
    ]


def test_a_rider_who_does_not_finish_costs_what_the_test_says_since_2021():
    """Paris 2024: Germany in the cross-country, Italy in dressage."""
    assert team_penalties(("0.00", "4.80", "EL"), "XC", drop=False) == Decimal("204.80")
    assert team_penalties(("25.70", "26.60", "EL"), "DRSS", drop=False) == Decimal("152.30")
    assert team_penalties(("0", "4", "EL"), "round", drop=False) is None


def test_until_2020_the_worst_of_four_did_not_count():
    assert team_penalties(("4", "0", "8", "EL"), "round", drop=True) == 12
    assert team_penalties(("4", "0", "8", "12"), "round", drop=True) == 12
    assert team_penalties(("4", "EL", "8", "RT"), "round", drop=True) is None
    riders = {f"member/{n}": mark for n, mark in enumerate(("4", "0", "8", "20"), start=1)}
    assert rank(JUMPING_TEAM, ride(0, "A", **riders), day=date(2016, 8, 17)).rows[0].values["total"] == "12"
    assert rank(JUMPING_TEAM, ride(0, "A", **riders)).rows[0].values["total"] == "32"


def test_a_team_s_mark_and_its_riders_must_agree():
    riders = {f"member/{n}": "4" for n in (1, 2, 3)}
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): round: 8 penalties, but its riders give 12"):
        rank(JUMPING_TEAM, ride(0, "A", "8", **riders))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (eventer(0, "A", "30 0 0", xc={"optimum_gap": "late"}), "optimum_gap 'late'; seconds from the optimum time"),
        (eventer(0, "A", "3o 0 0"), "points '3o'"),
    ],
)
def test_what_is_no_number_is_refused_with_its_place(entry, said):
    with pytest.raises(CannotRank, match=said):
        rank(EVENTING, entry, eventer(1, "B", "30 0 0", xc={"optimum_gap": "1"}))


def test_substitutions_are_counted():
    with pytest.raises(CannotRank, match="substitutions 'one'; how many riders came in for others"):
        rank(EVENTING_TEAM, team(0, "A", "80 0 0", jump={"substitutions": "one"}))


# -- jumping -----------------------------------------------------------------------------------------------------------


def finalist(n, who, first, off=None, time="", off_time=""):
    tests = [("FNL-000100--", first)] + ([("FNL-0002RR--", off)] if off else [])
    parts = []
    for (unit, text), clock in zip(tests, (time, off_time), strict=False):
        mark = {"irm": text} if text.isalpha() else {"mark": text}
        parts.append({"unit": unit, **mark, "raw": {"time": clock} if clock else {}})
    return Entry(n=n, id=who, raw={"parts": parts})


def test_paris_2024_three_clear_rounds_were_jumped_off():
    ranking = rank(
        JUMPING_FINAL,
        finalist(0, "VLEUTEN", "0", "4", off_time="39.12"),
        finalist(1, "GUERDAT", "0", "4", off_time="38.38"),
        finalist(2, "KUKUK", "0", "0", off_time="38.34"),
        finalist(3, "MAHER", "4", time="80.00"),
        finalist(4, "PESSOA", "RT"),
    )
    assert standing(ranking) == [
        ("KUKUK", 1, None),
        ("GUERDAT", 2, None),
        ("VLEUTEN", 3, None),
        ("MAHER", 4, None),
        ("PESSOA", None, "RT"),
    ]
    assert say(ranking.rows[2].why, 2, 3) == (
        "2nd before 3rd: both 0; better in the jump-off (4 / 38.38 against 4 / 39.12)"
    )
    assert "meilleur au barrage (4 / 38,38 contre 4 / 39,12)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_tokyo_2020_sweden_beat_the_united_states_by_the_time_of_the_jump_off():
    phase = Rsc.of("EQU", "O", "JUMPTEAM", "FNL")
    ranking = rank(
        phase,
        finalist(0, "USA", "8", "0", off_time="2:04.20"),
        finalist(1, "SWE", "8", "0", off_time="2:02.90"),
        finalist(2, "BEL", "12"),
        day=date(2021, 8, 7),
    )
    assert places(ranking) == [("SWE", 1), ("USA", 2), ("BEL", 3)]


def test_who_was_eliminated_in_the_jump_off_is_last_of_it_but_before_the_others():
    ranking = rank(
        JUMPING_FINAL, finalist(0, "A", "0", "EL"), finalist(1, "B", "0", "12"), finalist(2, "C", "4", time="70")
    )
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]


FIRST_ROUNDS = (("A", "78.02"), ("B", "78.01"))


def test_who_is_level_in_the_jump_off_too_shares_the_place_whatever_the_first_round_took():
    """FEI Jumping Rules, placing after a jump-off: equal penalties and equal time are a tie."""
    level = [finalist(n, who, "0", "4", time=time, off_time="38.02") for n, (who, time) in enumerate(FIRST_ROUNDS)]
    out = [finalist(n, who, "0", "EL", time=time) for n, (who, time) in enumerate(FIRST_ROUNDS)]
    assert places(rank(JUMPING_FINAL, *level)) == [("A", 1), ("B", 1)]
    assert places(rank(JUMPING_FINAL, *out)) == [("A", 1), ("B", 1)]


def test_a_time_of_the_jump_off_that_is_not_known_yet_is_not_the_fastest():
    ranking = rank(JUMPING_FINAL, finalist(0, "A", "0", "4"), finalist(1, "B", "0", "4", off_time="38.02"))
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_equal_penalties_go_by_time_where_every_time_is_known():
    ranking = rank(JUMPING, ride(0, "A", "4", time="78.10"), ride(1, "B", "4", time="77.90"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 30, 31) == "30th before 31st: both 4; faster (77.90 against 78.10)"
    assert "plus rapide (77,90 contre 78,10)" in say(ranking.rows[1].why, 30, 31, "fr")
    assert places(rank(JUMPING, ride(0, "A", "4"), ride(1, "B", "4", time="77.90"))) == [("A", 1), ("B", 1)]


def test_a_time_that_is_none_is_refused():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): time 'fast'"):
        rank(JUMPING, ride(0, "A", "4", time="fast"), ride(1, "B", "4", time="77.90"))


# -- how they run ------------------------------------------------------------------------------------------------------


def made(event, *units):
    rscs = [Rsc.of("EQU", "O", event, phase, unit) for phase, unit in units]
    return [
        (one.phase.phase, one.kind, one.level, dict(one.qualify))
        for one in programme.phases(Rsc.of("EQU", "O", event), rscs)
    ]


def test_the_two_best_of_each_group_and_the_six_next_best_ride_the_freestyle():
    assert made("DRESINDV", ("GP", "000100"), ("GP", "000200"), ("GPFR", "000100")) == [
        ("GPFR", "final", 1, {}),
        ("GP", "heats", 2, {"place": 2, "time": 6}),
    ]


def test_a_jumping_final_with_a_jump_off_is_a_series():
    assert made("JUMPINDV", ("QUAL", "000100"), ("FNL", "000100"), ("FNL", "0002RR")) == [
        ("FNL", "series", 1, {}),
        ("QUAL", "heats", 2, {"total": 30}),
    ]
    assert made("JUMPTEAM", ("QUAL", "000100"), ("FNL", "000100")) == [
        ("FNL", "final", 1, {}),
        ("QUAL", "heats", 2, {"total": 10}),
    ]


def test_the_tests_of_eventing_give_one_total():
    assert [
        (code, kind) for code, kind, _, _ in made("EVENTEAM", ("DRSS", "000100"), ("XC", "000100"), ("JUMP", "000100"))
    ] == [
        ("JUMP", "component"),
        ("XC", "component"),
        ("DRSS", "component"),
    ]
