"""Sport classes: what the modifier of an event says, and which classes a sport has."""

from __future__ import annotations

import pytest

from kotinos.codes import classes, disciplines
from kotinos.codes.rsc import Rsc
from kotinos.codes.table import UnknownCode


def test_the_modifier_says_the_highest_class_and_how_many_compete_together():
    found = classes.of(Rsc("BTHMLONG----09070-----FNL-000100--"))
    assert (found.highest, found.many, found.index, found.combined) == (9, 7, 0, True)


def test_a_letter_may_stand_before_the_class():
    found = classes.of(Rsc.of("ATH", "M", "JAVELIN-F5701", "FNL", "000100"))
    assert (found.letter, found.highest, found.many, found.combined) == ("F", 57, 1, False)


@pytest.mark.parametrize("event", ["100M", "100M-------U18", "TEAM11", "JAVELIN", "4X100M"])
def test_an_open_event_has_no_classes(event):
    assert classes.of(Rsc.of("ATH", "M", event)) is None


def test_no_class_of_a_discipline_stands_in_two_groups():
    for discipline in disciplines.all():
        codes = [
            code
            for group in classes.table.rows("sport_classes", classes.Group)
            for code in group.codes()
            if group.discipline == discipline.code
        ]
        assert len(codes) == len(set(codes)), discipline.code


def test_every_group_belongs_to_a_discipline():
    assert all(disciplines.exists(row.discipline) for row in classes.table.rows("sport_classes", classes.Group))


def test_swimming_has_three_sets_of_classes():
    known = classes.all_of("SWM")
    assert {f"S{n}" for n in range(1, 15)} <= set(known)
    assert {f"SM{n}" for n in range(1, 15)} <= set(known)
    assert {f"SB{n}" for n in range(1, 15) if n != 10} == {code for code in known if code.startswith("SB")}


def test_athletics_has_track_and_field_classes():
    known = classes.all_of("ATH")
    assert {"T11", "T54", "T64", "F57", "F20"} <= set(known)
    assert "F47" not in known


def test_a_class_is_named_in_both_languages():
    assert classes.name("ATH", "T11", "en") == "T11 (Vision impairment)"
    assert classes.name("ATH", "T11", "fr") == "T11 (Déficience visuelle)"


def test_an_unknown_class_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownCode, match=r"class 'T99' of ATH.*T11 T12"):
        classes.name("ATH", "T99", "en")
    assert classes.all_of("FBL") == ()
