"""Track and field, by famous results and by the letter of the rules."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.athletics import event_kind
from kotinos.sports.ranking import CannotRank
from kotinos.sports.why import say
from tests.sports.cards import MEN_100M, MEN_HIGH_JUMP, MEN_LONG_JUMP, attempts, heights, placed, unit


def sentences(what, marks, lang="en", **more):
    rows = rulebook.rank(unit(what, marks, **more)).rows
    return [say(row.why, before.rank, row.rank, lang) for before, row in pairwise(rows)]


# -- track -------------------------------------------------------------------------------------------------------------


def test_paris_2024_100m_is_decided_by_five_thousandths():
    final = {
        "Thompson": {"mark": "9.79", "t4": 97890},
        "Lyles": {"mark": "9.79", "t4": 97840},
        "Kerley": {"mark": "9.81"},
        "Simbine": {"mark": "9.82"},
        "Jacobs": {"mark": "9.85"},
        "Tebogo": {"mark": "9.86"},
        "Bednarek": {"mark": "9.88"},
        "Seville": {"mark": "9.91"},
    }
    assert placed(MEN_100M, final) == [
        (1, "Lyles"),
        (2, "Thompson"),
        (3, "Kerley"),
        (4, "Simbine"),
        (5, "Jacobs"),
        (6, "Tebogo"),
        (7, "Bednarek"),
        (8, "Seville"),
    ]
    assert sentences(MEN_100M, final)[0] == (
        "1st before 2nd: both 9.79; faster by the photo finish (9.784 against 9.789)"
    )
    assert sentences(MEN_100M, final, "fr")[0] == (
        "1er devant 2e\N{NO-BREAK SPACE}: 9,79 pour les deux\N{NARROW NO-BREAK SPACE}; "
        "plus rapide à la photo-finish (9,784 contre 9,789)"
    )


def test_thousandths_may_come_apart_from_the_mark():
    final = {"B": {"mark": "9.79", "thousandths": ".789"}, "A": {"mark": "9.79", "thousandths": "9.784"}}
    assert placed(MEN_100M, final) == [(1, "A"), (2, "B")]


def test_thousandths_that_do_not_round_up_to_the_mark_are_refused():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): thousandths '\.794' do not belong to the time 9\.79"):
        placed(MEN_100M, {"A": {"mark": "9.79", "thousandths": ".794"}})


def test_equal_hundredths_without_a_reading_of_both_stay_a_tie():
    assert placed(MEN_100M, {"A": {"mark": "9.79", "t4": 97840}, "B": {"mark": "9.79"}}) == [(1, "A"), (1, "B")]


def test_equal_thousandths_are_a_tie():
    final = {"A": {"t4": 97840}, "B": {"t4": 97840}, "C": {"t4": 97850}}
    assert placed(MEN_100M, final) == [(1, "A"), (1, "B"), (3, "C")]


def test_a_recorded_decision_ends_a_tie_and_says_how():
    final = {
        "A": {"mark": "9.79", "tie_break": {"place": 2, "by": "lots"}},
        "B": {"mark": "9.79", "tie_break": {"place": 1, "by": "lots"}},
    }
    assert placed(MEN_100M, final) == [(1, "B"), (2, "A")]
    assert sentences(MEN_100M, final) == [
        "1st before 2nd: both 9.79; separated by a recorded decision: drawing of lots"
    ]


def test_a_recorded_decision_never_overrules_a_time():
    assert placed(MEN_100M, {"A": {"mark": "9.79"}, "B": {"mark": "9.80", "tie_break": 1}})[0] == (1, "A")


def test_the_finish_order_counts_only_within_one_race():
    heats = {
        "A": {"mark": "10.10", "place": 2, "group": "1"},
        "B": {"mark": "10.10", "place": 1, "group": "2"},
        "C": {"mark": "10.20", "place": 4, "group": "1"},
        "D": {"mark": "10.20", "place": 3, "group": "1"},
    }
    assert placed(MEN_100M, heats) == [(1, "A"), (1, "B"), (3, "D"), (4, "C")]


def test_irms_follow_the_ranked_and_those_still_running_stand_between():
    race = {"Z": "DNS", "Y": "DQ", "X": "DNF", "W": None, "A": "10.00"}
    assert placed(MEN_100M, race) == [(1, "A"), (None, "W"), (None, "X"), (None, "Y"), (None, "Z")]
    assert sentences(MEN_100M, race) == [
        "no mark yet: listed after those who have one",
        "DNF: did not finish, not ranked",
        "DQ: disqualified, not ranked",
        "DNS: did not start, not ranked",
    ]


def test_an_unknown_irm_is_refused_by_name():
    with pytest.raises(CannotRank, match="IRM 'ABC'; this discipline knows NM, NH, DNF"):
        placed(MEN_100M, {"A": "ABC"})


def test_a_time_and_a_mark_that_disagree_are_refused():
    with pytest.raises(CannotRank, match=r"mark 9\.79 and t4 98000 are not the same time"):
        placed(MEN_100M, {"A": {"mark": "9.79", "t4": 98000}})


def test_a_marathon_shows_seconds_and_the_judges_order_separates_equals():
    marathon = Rsc.of("ATH", "M", "MARATHON", "FNL", "000100")
    assert placed(marathon, {"B": {"mark": "2:06:26", "place": 2}, "A": {"mark": "2:06:26", "place": 1}}) == [
        (1, "A"),
        (2, "B"),
    ]


# -- vertical jumps ----------------------------------------------------------------------------------------------------

TOKYO = {
    "Barshim": "2.19 O, 2.24 O, 2.27 O, 2.30 O, 2.33 O, 2.35 O, 2.37 O, 2.39 XXX",
    "Tamberi": "2.19 O, 2.24 O, 2.27 O, 2.30 O, 2.33 O, 2.35 O, 2.37 O, 2.39 XXX",
    "Nedasekau": "2.30 XO, 2.33 XO, 2.35 O, 2.37 O, 2.39 XXX",
}
"""Men's high jump final, Tokyo 2020: two without a failure up to 2.37 m, a third who cleared it at once but had failed before."""


def test_tokyo_2020_high_jump_gold_is_shared():
    final = {who: {"heights": heights(card)} for who, card in TOKYO.items()}
    assert placed(MEN_HIGH_JUMP, final)[:3] == [(1, "Barshim"), (1, "Tamberi"), (3, "Nedasekau")]
    assert sentences(MEN_HIGH_JUMP, final)[:2] == [
        "share 1st place: identical on height (2.37 m), failures at that height (0), failures in all (0)",
        "1st before 3rd: both 2.37 m; failures there equal (0); fewer failures up to 2.37 m (0 against 2)",
    ]


def test_a_jump_off_separates_the_first_place_by_the_first_round_that_differs():
    final = {
        who: {"heights": heights(TOKYO["Barshim"]), "jump_off": trials} for who, trials in (("A", "XOX"), ("B", "XOO"))
    }
    assert placed(MEN_HIGH_JUMP, final) == [(1, "B"), (2, "A")]
    assert sentences(MEN_HIGH_JUMP, final)[0].endswith("won the jump-off (XOO against XOX)")


def test_who_leaves_the_jump_off_forfeits_it():
    final = {
        "A": {"heights": heights("2.30 O"), "jump_off": "X"},
        "B": {"heights": heights("2.30 O"), "jump_off": "XO"},
    }
    assert placed(MEN_HIGH_JUMP, final) == [(1, "B"), (2, "A")]


def test_there_is_no_jump_off_below_first_place():
    final = {
        "A": {"heights": heights("2.33 O")},
        "B": {"heights": heights("2.30 O"), "jump_off": "X"},
        "C": {"heights": heights("2.30 O"), "jump_off": "O"},
    }
    assert placed(MEN_HIGH_JUMP, final) == [(1, "A"), (2, "B"), (2, "C")]


def test_failures_above_the_best_height_do_not_count():
    final = {"A": {"heights": heights("2.20 O, 2.24 XXX")}, "B": {"heights": heights("2.20 O")}}
    assert placed(MEN_HIGH_JUMP, final) == [(1, "A"), (1, "B")]


def test_failures_at_the_best_height_come_before_failures_in_all():
    final = {"A": {"heights": heights("2.20 XXO, 2.24 O")}, "B": {"heights": heights("2.20 O, 2.24 XO")}}
    assert placed(MEN_HIGH_JUMP, final) == [(1, "A"), (2, "B")]


def test_failures_before_a_pass_at_the_same_height_count_in_all():
    final = {"A": {"heights": heights("2.20 X-, 2.24 O")}, "B": {"heights": heights("2.20 -, 2.24 O")}}
    assert placed(MEN_HIGH_JUMP, final) == [(1, "B"), (2, "A")]


def test_a_bare_height_does_not_pass_for_one_without_failures():
    assert placed(MEN_HIGH_JUMP, {"A": {"heights": heights("2.20 XO")}, "B": "2.20"}) == [(1, "A"), (1, "B")]


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ("2.20 OX", "no trial after a clearance"),
        ("2.20 XXXO", "no trial after three failures in a row"),
        ("2.20 XX-, 2.24 XO", "no trial after three failures in a row"),
        ("2.20 O, 2.20 O", "the bar only goes up"),
        ("2.24 O, 2.20 O", "the bar only goes up"),
        ("2.20 r, 2.24 O", "or a retirement"),
        ("2.20 Q", "a trial is O, X, - or r"),
    ],
)
def test_an_illegal_card_is_refused(card, message):
    with pytest.raises(CannotRank, match=message):
        placed(MEN_HIGH_JUMP, {"A": {"heights": heights(card)}})


def test_a_mark_that_was_not_cleared_is_refused():
    with pytest.raises(CannotRank, match=r"mark 2\.24, but the best height cleared is 2\.20 m"):
        placed(MEN_HIGH_JUMP, {"A": {"mark": "2.24", "heights": heights("2.20 O, 2.24 XXX")}})


def test_nobody_without_a_clearance_has_a_rank():
    assert placed(
        MEN_HIGH_JUMP, {"A": {"heights": heights("2.20 XX")}, "B": "NM", "C": {"heights": heights("2.20 XXO")}}
    ) == [
        (1, "C"),
        (None, "A"),
        (None, "B"),
    ]


# -- horizontal jumps and throws ---------------------------------------------------------------------------------------


def test_tokyo_2020_long_jump_gold_goes_to_the_better_second_mark():
    final = {
        "Echevarria": {"mark": "8.41", "attempts": attempts("8.09 X 8.41 X")},
        "Tentoglou": {"mark": "8.41", "attempts": attempts("8.11 X X 8.10 8.15 8.41")},
        "Masso": {"mark": "8.21", "attempts": attempts("8.21 X")},
    }
    assert placed(MEN_LONG_JUMP, final) == [(1, "Tentoglou"), (2, "Echevarria"), (3, "Masso")]
    assert sentences(MEN_LONG_JUMP, final)[0] == (
        "1st before 2nd: both 8.41 m; better second mark (8.15 m against 8.09 m)"
    )


def test_the_second_best_may_equal_the_best():
    final = {"A": {"attempts": attempts("8.00 7.90")}, "B": {"attempts": attempts("8.00 8.00")}}
    assert placed(MEN_LONG_JUMP, final) == [(1, "B"), (2, "A")]


def test_one_without_a_further_mark_stands_behind():
    final = {"A": {"attempts": attempts("8.00 X")}, "B": {"attempts": attempts("X 8.00 5.00")}}
    assert placed(MEN_LONG_JUMP, final) == [(1, "B"), (2, "A")]


def test_the_same_marks_in_another_order_are_a_tie():
    final = {"A": {"attempts": attempts("8.00 7.90 X")}, "B": {"attempts": attempts("X 7.90 8.00")}}
    assert placed(MEN_LONG_JUMP, final) == [(1, "A"), (1, "B")]


def test_a_mark_that_is_not_the_best_attempt_is_refused():
    with pytest.raises(CannotRank, match=r"mark 8\.10, but the best of the attempts is 8\.00 m"):
        placed(MEN_LONG_JUMP, {"A": {"mark": "8.10", "attempts": attempts("8.00 X")}})


def test_only_failures_give_no_rank_yet():
    assert placed(MEN_LONG_JUMP, {"A": {"attempts": attempts("X X")}, "B": {"attempts": attempts("7.00")}}) == [
        (1, "B"),
        (None, "A"),
    ]


def test_the_best_attempt_is_the_first_of_equals():
    rows = rulebook.rank(unit(MEN_LONG_JUMP, {"A": {"attempts": attempts("X 8.00 8.00")}})).rows
    assert rows[0].values == {"best": "8.00", "best_attempt": 2}


# -- which rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "phase", "kind"),
    [
        ("100M", "FNL", "track"),
        ("4X400M", "RND1", "track"),
        ("MARATHON", "FNL", "road"),
        ("20KMWALK", "FNL", "road"),
        ("PLEVAULT", "QUAL", "vertical"),
        ("HAMMER", "QUAL", "horizontal"),
        ("DECATH", "", "combined"),
        ("DECATH", "HJ", "vertical"),
        ("HEPTATH", "JT", "horizontal"),
        ("HEPTATH", "800", "track"),
    ],
)
def test_each_event_of_athletics_has_its_kind_of_rule(event, phase, kind):
    rsc = Rsc.of("ATH", "M", event, phase, "000100" if phase else "")
    assert event_kind(rsc) == kind
    assert rulebook.choose(None, rsc, date(2024, 8, 4)).family == f"ATH-{kind}"


def test_failures_in_all_are_those_up_to_the_best_height():
    rows = rulebook.rank(unit(MEN_HIGH_JUMP, {"A": {"heights": heights("2.20 XO, 2.24 XXO, 2.27 XXX")}})).rows
    assert rows[0].values == {"best": "2.24", "failures_at": 2, "failures": 3}
