"""What a mark can be: limits by event and kind, records bettered by little, own bests, winds, attempts, splits, sums, orders, copies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes import events
from kotinos.codes.rsc import Rsc
from kotinos.sports import plausible, plausible_card
from kotinos.sports.plausible import KINDS, Norm, beyond, beyond_own_best, limits_at, measured, norm_of
from kotinos.sports.plausible_text import CODES, PHRASES, Finding, text


def rsc(discipline: str, gender: str, event: str, phase: str = "FNL", unit: str = "000100") -> Rsc:
    return Rsc.of(discipline, gender, event, phase, unit)


SPRINT, JUMP = rsc("ATH", "M", "100M"), rsc("ATH", "M", "LONGJUMP")


def known(unit: Rsc) -> Norm:
    norm = norm_of(unit)
    assert norm is not None
    return norm


def code(unit: Rsc, said: Any, slot: str = "mark") -> str | None:
    """What the limits say of a value."""
    norm = known(unit)
    value = measured(norm, slot, said)
    assert value is not None
    found = beyond(norm.limits, value, str(said))
    return found.code if found else None


@pytest.mark.parametrize(
    ("unit", "said", "expected"),
    [
        (SPRINT, "9.58", None),
        (SPRINT, "9.50", None),  # a record is broken by little
        (SPRINT, "9.40", "surprising"),
        (SPRINT, "6.80", "impossible"),
        (SPRINT, "12.11", None),
        (SPRINT, "25.00", "surprising"),
        (SPRINT, "9:48.00", "impossible"),  # seconds as minutes
        (SPRINT, "0.979", "impossible"),  # a decimal slipped
        (rsc("ATH", "M", "HIGHJUMP"), "2.46", None),
        (rsc("ATH", "M", "HIGHJUMP"), "3.20", "impossible"),
        (rsc("ATH", "M", "HIGHJUMP"), "22.4", "impossible"),
        (rsc("ATH", "W", "MARATHON"), "3:52:59", None),
        (rsc("ATH", "W", "MARATHON"), "1:52:59", "impossible"),
        (rsc("ATH", "M", "DECATH", "LJ"), "8.95", None),
        (rsc("ATH", "M", "DECATH", "LJ"), "77.8", "impossible"),
        (rsc("ATH", "M", "DECATH", "1500"), "4:35.00", None),
        (rsc("SWM", "W", "50MFR"), "44.10", None),
        (rsc("SWM", "W", "50MFR"), "4.41", "impossible"),
        (rsc("ROW", "W", "COXED8"), "5:54.39", None),
        (rsc("ROW", "W", "COXED8"), "4:00.00", "impossible"),
        (rsc("WLF", "M", "O102KG"), "470", None),
        (rsc("WLF", "M", "O102KG"), "4700", "impossible"),
        (rsc("SHO", "M", "APM", "QUAL"), "584", None),
        (rsc("SHO", "M", "APM", "QUAL"), "601", "impossible"),
        (rsc("SHO", "W", "ARW", "QUAL"), "634.5", None),
        (rsc("ARC", "W", "INDIVID", "QUAL"), "721", "impossible"),
        (rsc("FBL", "M", "TEAM11"), "6", None),
        (rsc("FBL", "M", "TEAM11"), "12", "surprising"),
        (rsc("FBL", "M", "TEAM11"), "120", "impossible"),
        (rsc("BKB", "M", "TEAM5"), "122", None),
        (rsc("TTE", "M", "SINGLES", "R32-"), "5", "impossible"),
        (rsc("GAR", "W", "1APVT"), "15.300", None),
        (rsc("GAR", "W", "1APVT"), "153.00", "impossible"),
        (rsc("GLF", "M", "STROKE"), "62", None),
        (rsc("GLF", "M", "STROKE"), "620", "impossible"),
        (rsc("MPN", "M", "INDIVID", "FNL", "0001SW01"), "1:57.52", None),
        (rsc("MPN", "M", "INDIVID", "FNL", "0001LR"), "720", None),
        (rsc("CTR", "W", "SPRTEAM3"), "45.186", None),
        (rsc("CTR", "M", "MADISON"), "-49", None),
    ],
)
def test_a_mark_is_usual_or_surprising_or_impossible_in_its_event(unit, said, expected):
    assert code(unit, said) == expected


def test_the_exact_time_an_attempt_and_a_cleared_height_are_marks_too():
    assert code(SPRINT, 68_000, "t4") == "impossible"
    assert code(JUMP, {"mark": "81.2", "wind": "+0.4"}, "attempt/3") == "impossible"
    assert code(rsc("ATH", "M", "HIGHJUMP"), "XO", "height/3.20") == "impossible"
    norm = known(JUMP)
    assert measured(norm, "attempt/3", {"mark": "X"}) is None
    assert measured(norm, "height/3.20", "XXX") is None
    assert measured(norm, "irm", "DNS") is None


def test_every_event_of_athletics_swimming_and_rowing_at_the_games_has_limits():
    wanted = {e.rsc for e in events.all() if e.rsc[:3] in ("SWM", "ROW") and not e.rsc.endswith("T")}
    missing = sorted(w for w in wanted if norm_of(Rsc(w)) is None)
    assert [m for m in missing if "SWM" in m and "4X" not in m and "MFR" in m] == []


def test_the_ends_of_every_line_are_in_order():
    for *scope, norm in plausible._NORMS:
        (low, high), (usual_low, usual_high) = norm.limits.possible, norm.limits.usual
        assert low <= usual_low < usual_high <= high, scope


@given(st.sampled_from([n for *_, n in plausible._NORMS]), st.integers(0, 10**7))
def test_what_is_usual_is_possible(norm, thousandths):
    value = Decimal(thousandths) / 1000
    found = beyond(norm.limits, value, str(value))
    low, high = norm.limits.possible
    assert (found is not None and found.code == "impossible") == (not low <= value <= high)


def test_a_record_that_fell_since_moves_the_limits_and_one_that_did_not_moves_nothing():
    norm = known(rsc("ATH", "M", "PLEVAULT"))
    assert limits_at(norm, Decimal("6.40")).usual[1] > norm.limits.usual[1]
    assert limits_at(norm, Decimal("6.00")) == norm.limits
    assert limits_at(norm, None) == norm.limits


def test_a_mark_far_better_than_the_own_best_is_one_to_look_at():
    norm = known(rsc("SWM", "M", "1500MFR"))
    swapped = beyond_own_best(norm, Decimal(880), "15:40.00", "14:40.00")
    assert swapped == Finding("own_best", ("14:40.00", "15:40.00"))
    assert beyond_own_best(norm, Decimal(930), "15:40.00", "15:30.00") is None
    assert beyond_own_best(norm, Decimal(880), "no time", "14:40.00") is None


@pytest.mark.parametrize(
    ("slot", "said", "expected"),
    [
        ("wind", "+9.9", None),
        ("wind", "-14.0", "wind"),
        ("attempt/1", {"mark": "8.12", "wind": "+40.0"}, "wind"),
        ("reaction", "0.131", None),
        ("reaction", "-0.05", None),
        ("reaction", "13.1", "reaction"),
    ],
)
def test_winds_and_reaction_times_have_limits_of_their_own(slot, said, expected):
    found = plausible_card.by_itself(JUMP, slot, said)
    assert (found.code if found else None) == expected


@pytest.mark.parametrize(
    ("unit", "slot", "allowed"),
    [
        (JUMP, "attempt/6", True),
        (JUMP, "attempt/12", False),
        (rsc("ATH", "M", "LONGJUMP", "QUAL"), "attempt/4", False),
        (rsc("ATH", "W", "HEPTATH", "SP"), "attempt/3", True),
        (rsc("ATH", "W", "HEPTATH", "SP"), "attempt/4", False),
        (rsc("DIV", "W", "3M"), "dive/5", True),
        (rsc("DIV", "W", "3M"), "dive/6", False),
        (rsc("DIV", "M", "3M"), "dive/6", True),
        (rsc("WLF", "M", "61KG"), "attempt/7", False),
        (SPRINT, "split/400", True),
    ],
)
def test_there_is_a_last_attempt(unit, slot, allowed):
    assert (plausible_card.too_many(unit, slot) is None) is allowed


def test_splits_grow_with_the_distance_up_to_the_mark():
    assert plausible_card.splits({"split/50": "24.10", "split/100": "50.20", "mark": "50.20"}) == {}
    assert [*plausible_card.splits({"split/50": "50.20", "split/100": "24.10"})] == ["split/100"]
    assert [*plausible_card.splits({"split/50": "24.10", "split/100": "52.00", "mark": "50.20"})] == ["mark"]
    assert (
        plausible_card.splits({"split/50": "24.10", "split/100": "26.10", "split/150": "25.90", "mark": "1:42.00"})
        == {}
    )
    assert plausible_card.splits({"split/finish": "1.00", "mark": "50.20"}) == {}


def test_a_score_of_gymnastics_is_difficulty_and_execution_less_the_penalty():
    unit = rsc("GAR", "W", "1APFX")
    right = {"mark": "13.700", "d": "5.800", "e": "8.000", "penalty": "-0.100"}
    assert plausible_card.parts(unit, right) is None
    found = plausible_card.parts(unit, right | {"mark": "14.700"})
    assert found == Finding("parts", ("14.700", "13.700"))
    assert plausible_card.parts(unit, {"mark": "14.700", "d": "5.8"}) is None


def test_a_better_place_with_a_slower_time_is_a_contradiction_and_a_dead_heat_is_none():
    run = [(1, Decimal("10.1"), ""), (2, Decimal("10.3"), ""), (3, Decimal("10.2"), ""), (4, Decimal("10.4"), "")]
    assert plausible_card.order(run) == {1, 2}
    assert plausible_card.order([(1, Decimal("10.1"), ""), (1, Decimal("10.2"), "")]) == set()
    assert plausible_card.order([(1, Decimal("10.1"), ""), (2, Decimal("10.1"), "")]) == set()


def test_three_different_marks_that_another_unit_has_too_are_copied():
    other = {SPRINT: ["10.21", "10.05", "9.99"]}
    assert plausible_card.copied({"a": "9.99", "b": "10.05", "c": "10.21"}, other) == SPRINT
    assert plausible_card.copied({"a": "9.99", "b": "10.05", "c": "10.22"}, other) is None
    assert plausible_card.copied({"a": "9.99", "b": "10.05"}, {SPRINT: ["10.05", "9.99"]}) is None
    assert plausible_card.copied({"a": "1", "b": "1", "c": "1"}, {SPRINT: ["1", "1", "1"]}) is None


@pytest.mark.parametrize("name", CODES)
def test_every_reason_is_a_sentence_in_both_languages(name):
    said = text(Finding(name, ("A", "B", "C", "D")))
    assert set(said) == {"en", "fr"} and said["en"] != said["fr"]
    assert "{" not in said["en"] + said["fr"]
    assert all("{" in phrase or name == "age" for phrase in PHRASES[name].values())


def test_kinds_without_records_have_no_own_best():
    assert {name for name, kind in KINDS.items() if not kind.own} == {"boat", "course", "judged", "score", "goals"}
