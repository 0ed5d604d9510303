"""RSC: one value type for the 34-character name of every competition thing."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import LENGTH, Level, Rsc, RscError

HEAT = "ATHM100M--------------HEAT000300--"

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789."


def part(longest: int, shortest: int = 1) -> st.SearchStrategy[str]:
    """A part of a code without its padding: - may stand inside it, never at an end."""
    inside = st.text(CHARACTERS + "-", max_size=longest)
    return inside.map(lambda text: text.strip("-")).filter(lambda text: shortest <= len(text) <= longest)


DISCIPLINES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=3, max_size=3)
PARTS = st.tuples(DISCIPLINES, st.sampled_from("MWXO"), part(18), part(4), part(8))
DEEP = PARTS.map(lambda parts: Rsc.of(*parts))


@given(PARTS)
def test_a_code_gives_back_the_parts_it_was_built_from(parts: tuple[str, str, str, str, str]) -> None:
    code = Rsc.of(*parts)
    assert (code.discipline, code.gender, code.event, code.phase, code.unit) == parts
    assert len(code) == LENGTH


@given(DEEP)
def test_a_code_read_from_text_is_the_code_that_was_written(code: Rsc) -> None:
    assert Rsc(str(code)) == code
    assert Rsc.of(code.discipline, code.gender, code.event, code.phase, code.unit) == code


@given(DEEP)
def test_the_parents_of_a_unit_are_its_phase_event_gender_and_discipline(code: Rsc) -> None:
    chain = [code]
    while (parent := chain[-1].parent) is not None:
        chain.append(parent)
    assert [one.level for one in chain] == [Level.UNIT, Level.PHASE, Level.EVENT, Level.GENDER, Level.DISCIPLINE]
    assert [one.discipline for one in chain] == [code.discipline] * 5
    assert all(above.covers(below) for below, above in pairwise(chain))


@given(DEEP, DEEP)
def test_a_thing_covers_exactly_what_begins_with_its_filled_part(one: Rsc, other: Rsc) -> None:
    for level in (Level.DISCIPLINE, Level.GENDER, Level.EVENT, Level.PHASE):
        above = one.at(level)
        filled = {Level.DISCIPLINE: 3, Level.GENDER: 4, Level.EVENT: 22, Level.PHASE: 26}[level]
        assert above.covers(one)
        assert above.covers(other) == (other[:filled] == one[:filled])


def test_each_level_is_told_by_the_deepest_filled_part() -> None:
    heat = Rsc(HEAT)
    assert heat.level is Level.UNIT
    assert heat.at(Level.PHASE) == "ATHM100M--------------HEAT--------"
    assert heat.at(Level.EVENT) == "ATHM100M--------------------------"
    assert heat.at(Level.GENDER) == "ATHM------------------------------"
    assert heat.at(Level.DISCIPLINE) == "ATH-------------------------------"
    assert [heat.at(level).level for level in Level] == list(Level)


def test_asking_for_a_deeper_level_than_there_is_gives_the_code_itself() -> None:
    event = Rsc.of("ATH", "M", "100M")
    assert event.at(Level.UNIT) == event


def test_an_event_does_not_cover_one_whose_name_it_begins() -> None:
    assert not Rsc.of("ATH", "M", "100M").covers(Rsc.of("ATH", "M", "100MHURD"))
    assert not Rsc.of("TTE", "M", "SINGLES", "GPA").covers(Rsc.of("TTE", "M", "SINGLES", "GPB", "000100"))


def test_a_parent_without_gender_is_the_discipline() -> None:
    assert Rsc.of("GEN", event="CEREMONY").parent == "GEN-------------------------------"


def test_a_team_match_covers_its_contests_and_no_other_match() -> None:
    match = Rsc("JUDXTEAM6-------------FNL-00010000")
    assert match.covers("JUDXTEAM6-------------FNL-00010003")
    assert not match.covers("JUDXTEAM6-------------FNL-00020003")
    assert not match.covers(match.at(Level.PHASE))


def test_a_unit_without_subunits_covers_only_itself() -> None:
    heat = Rsc(HEAT)
    assert heat.covers(HEAT)
    assert not heat.covers("ATHM100M--------------HEAT00030001")


def test_modifier_and_inner_filler_belong_to_the_event() -> None:
    assert Rsc("BTHMLONG----09070-----FNL-000100--").event == "LONG----09070"
    assert Rsc("ROWMSCULL2-L----------FNL-000100--").event == "SCULL2-L"


def test_units_may_begin_with_a_letter() -> None:
    assert Rsc("ATHMHIGHJUMP----------QUALA00100--").unit == "A00100"


@pytest.mark.parametrize(
    ("code", "what", "where"),
    [
        ("ATHM100M", "8 characters", "34 are needed"),
        (HEAT + "-", "35 characters", "34 are needed"),
        ("", "0 characters", "34 are needed"),
        ("ATHK100M--------------HEAT000300--", "gender 'K'", "position 4"),
        ("ATHM100m--------------HEAT000300--", "event", "holds 'm' at position 8"),
        ("ATHM100M--------------HE T000300--", "phase", "holds ' ' at position 25"),
        ("ATHM100M--------------HEAT0003\u066000--"[:34], "unit", "position 31"),
        ("ATHM-100M-------------HEAT000300--", "event '-100M", "right only"),
        ("ATHM100M---------------FNL000100--", "phase '-FNL'", "right only"),
        ("A--M100M--------------HEAT000300--", "discipline 'A--'", "three letters"),
        ("at\nM100M--------------HEAT000300--", "discipline", "position 1"),
    ],
)
def test_a_bad_code_is_refused_with_what_is_wrong_and_where(code: str, what: str, where: str) -> None:
    with pytest.raises(RscError) as refused:
        Rsc(code)
    assert repr(code) in str(refused.value)
    assert what in str(refused.value)
    assert where in str(refused.value)


@given(st.text(max_size=40))
def test_no_text_but_a_code_becomes_one(text: str) -> None:
    try:
        code = Rsc(text)
    except RscError as refused:
        assert repr(text) in str(refused)
    else:
        assert len(code) == LENGTH
        assert set(code) <= set(CHARACTERS + "-")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("ATHL",), "discipline 'ATHL'"),
        (("ATH", "MW"), "gender 'MW'"),
        (("ATH", "M", "A" * 19), "at most 18"),
        (("ATH", "M", "100M", "FINAL"), "phase 'FINAL'"),
        (("ATH", "M", "100M", "FNL", "000100000"), "at most 8"),
    ],
)
def test_a_part_that_is_too_long_is_named(parts: tuple[str, ...], message: str) -> None:
    with pytest.raises(RscError, match=message):
        Rsc.of(*parts)


def test_a_code_is_a_string_to_everything_that_takes_one() -> None:
    heat = Rsc(HEAT)
    by_code: dict[str, int] = {heat: 1}
    assert by_code[HEAT] == 1
    assert sorted([heat, Rsc.of("ARC")]) == [Rsc.of("ARC"), HEAT]
    assert f"{heat}" == HEAT
    assert Rsc(heat) is heat


def test_a_code_survives_a_copy_to_another_process() -> None:
    copied = pickle.loads(pickle.dumps(Rsc(HEAT)))
    assert copied == HEAT
    assert type(copied) is Rsc
