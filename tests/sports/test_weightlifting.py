"""Weightlifting: totals, bombing out, and the two ways in which equal totals were and are told apart."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.marks import MarkError
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.weightlifting import kilograms
from kotinos.sports.why import say

CATEGORY = Rsc.of("WLF", "M", "77KG", "FNL", "000100")
RIO = date(2016, 8, 10)
PARIS = date(2024, 8, 8)


def lifter(n, who, snatch="", clean="", **raw):
    """``snatch`` and ``clean`` as they stand on the board: ``160 -164 165``."""
    lifts = {
        f"{lift}/{at}": text
        for lift, card in (("snatch", snatch), ("clean", clean))
        for at, text in enumerate(card.split(), start=1)
    }
    irm = raw.pop("irm", None)
    return Entry(n=n, id=who, raw={**lifts, **raw}, irm=irm, order=n + 1)


def rank(*entries, day=PARIS):
    return rulebook.rank(Unit(id=CATEGORY, rsc=CATEGORY, entries=entries, date=day))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


# Rio 2016, men's 77 kg: both totalled 379, Rahimov with a clean and jerk of 214 after Lyu's 202.
LYU = lifter(0, "LYU", "170 175 177", "-202 202 -", bodyweight="76.82")
RAHIMOV = lifter(1, "RAHIMOV", "160 165 -170", "202 -214 214", bodyweight="76.19")


def test_rio_2016_equal_totals_went_to_the_lighter_lifter():
    ranking = rank(LYU, RAHIMOV, day=RIO)
    assert places(ranking) == [("RAHIMOV", 1), ("LYU", 2)]
    assert say(ranking.rows[1].why, 1, 2) == (
        "1st before 2nd: both 379; lighter at the weigh-in (76.19 kg against 76.82 kg)"
    )
    assert say(ranking.rows[1].why, 1, 2, "fr") == (
        "1er devant 2e\N{NO-BREAK SPACE}: 379 pour les deux\N{NARROW NO-BREAK SPACE}; "
        "plus léger à la pesée (76,19 kg contre 76,82 kg)"
    )


def test_since_2017_the_same_two_are_placed_by_who_reached_the_total_first():
    ranking = rank(LYU, RAHIMOV, day=date(2017, 1, 1))
    assert places(ranking) == [("LYU", 1), ("RAHIMOV", 2)]
    assert say(ranking.rows[1].why, 1, 2) == (
        "1st before 2nd: both 379; reached the total first (202 kg in the clean and jerk, then 214 kg)"
    )
    assert "a atteint le total en premier (202 kg à l’épaulé-jeté, puis 214 kg)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_equal_bodyweights_before_2017_leave_it_to_who_was_first():
    light = [lifter(0, "A", "100", "130", bodyweight="55"), lifter(1, "B", "101", "129", bodyweight="55.00")]
    assert places(rank(*light, day=RIO)) == [("B", 1), ("A", 2)]


def test_an_unknown_bodyweight_decides_nothing():
    field = [lifter(0, "A", "100", "130", bodyweight="50"), lifter(1, "B", "101", "129")]
    assert places(rank(*field, day=RIO)) == [("B", 1), ("A", 2)]


def test_paris_2024_men_61_kg():
    ranking = rank(
        lifter(0, "Morris", "-125 126 -129", "168 172 -178"),
        lifter(1, "Li", "137 -143 143", "167 -172 -"),
        lifter(2, "Silachai", "130 132 -134", "166 -171 171"),
        lifter(3, "Irawan", "135 -140 -141", "-162 -165 -165"),
    )
    assert places(ranking) == [("Li", 1), ("Silachai", 2), ("Morris", 3), ("Irawan", None)]
    assert [row.values.get("total") for row in ranking.rows] == ["310", "303", "298", None]
    assert ranking.rows[3].irm == "DNF"


def test_equal_bars_go_to_the_lower_attempt_then_to_who_lifted_before_then_to_the_start_number():
    second = lifter(0, "second", "100", "120 130")
    first = lifter(1, "first", "100", "130")
    assert places(rank(second, first)) == [("first", 1), ("second", 2)]
    late, early = lifter(0, "late", "100", "125 130"), lifter(1, "early", "100", "124 130")
    assert places(rank(late, early)) == [("early", 1), ("late", 2)]
    assert places(rank(lifter(1, "two", "100", "130"), lifter(0, "one", "100", "130"))) == [("one", 1), ("two", 2)]


def test_a_group_that_lifted_in_an_earlier_session_was_first_whatever_was_on_the_bar():
    group_a = lifter(0, "A", "105", "125", session="2")
    group_b = lifter(1, "B", "100", "130", session="1")
    assert places(rank(group_a, group_b)) == [("B", 1), ("A", 2)]


def test_a_recorded_order_of_reaching_the_total_is_enough_where_only_totals_are_known():
    """Paris 2024, women's 59 kg: three with 230, in fourth, fifth and sixth place."""
    ranking = rank(
        lifter(0, "Ando", mark="230", reached="3"),
        lifter(1, "Lawal", mark="230", reached=2),
        lifter(2, "Venegas", mark="230", reached="1"),
    )
    assert places(ranking) == [("Venegas", 1), ("Lawal", 2), ("Ando", 3)]


def test_totals_alone_share_the_place():
    assert places(rank(lifter(0, "A", mark="230"), lifter(1, "B", mark="230"))) == [("A", 1), ("B", 1)]


def test_three_failed_snatches_leave_no_total_and_no_place():
    ranking = rank(lifter(0, "A", "-150 -150 -151", "180"), lifter(1, "B", "100", "110"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, "DNF")]


def test_two_failed_attempts_are_not_the_end():
    ranking = rank(lifter(0, "A", "-150 -150"), lifter(1, "B", "100"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, None)]


def test_while_it_is_on_the_snatch_counts_as_far_as_it_goes():
    assert places(rank(lifter(0, "A", "150"), lifter(1, "B", "120", "150"), lifter(2, "C"))) == [
        ("B", 1),
        ("A", 2),
        ("C", None),
    ]


def test_irms_stand_in_their_order():
    field = [lifter(n, irm, irm=irm) for n, irm in enumerate(("DSQ", "DNS", "WD", "DNF"))]
    assert [row.irm for row in rank(*field, lifter(9, "A", mark="200")).rows] == [None, "DNF", "DNS", "WD", "DSQ"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"snatch/1": "1O0"}, r"entry 0 \(A\): snatch/1 '1O0'; kilograms \(150\)"),
        ({"mark": "310", "snatch/1": "140", "clean/1": "160"}, "total 310, but its lifts give 300"),
        ({"mark": "heavy"}, "points 'heavy'"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(raw, said):
    with pytest.raises(CannotRank, match=said):
        rank(lifter(0, "A", **raw))


def test_a_bodyweight_or_an_order_that_is_no_number_is_refused():
    twins = [lifter(0, "A", mark="200", bodyweight="light"), lifter(1, "B", mark="200", bodyweight="60")]
    with pytest.raises(CannotRank, match=r"bodyweight 'light'; kilograms \(60.95\)"):
        rank(*twins, day=RIO)
    with pytest.raises(CannotRank, match="reached 'first'; a whole number, 1 before 2"):
        rank(lifter(0, "A", mark="200", reached="first"), lifter(1, "B", mark="200", reached="2"))


def test_a_mark_is_whole_kilograms():
    assert kilograms(CATEGORY, "310") == "310"
    with pytest.raises(MarkError, match=r"weight '310.5': whole kilograms \(310\)"):
        kilograms(CATEGORY, "310.5")


def test_two_groups_of_a_category_are_ranked_together():
    units = [CATEGORY, Rsc.of("WLF", "M", "77KG", "FNL", "000200")]
    assert [phase.kind for phase in programme.phases(Rsc.of("WLF", "M", "77KG"), units)] == ["heats"]
    assert [phase.kind for phase in programme.phases(Rsc.of("WLF", "M", "77KG"), units[:1])] == ["final"]
