"""What a card opens follows from the tables of its day, and every yes and no has its sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes import disciplines
from kotinos.codes.table import UnknownCode
from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.privileges import Facts, Override, effective, order, sources
from kotinos.custody.accreditation.reference import AXES
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.why import why, why_days, why_value

SUMMER = date(2026, 7, 1)
REF = reference.on(SUMMER)
SEASON = Season()
ROLES = [(c, f.code) for c in REF.categories for f in REF.functions_of(c)]
SPORTS = ["", *(d.code for d in disciplines.all() if d.programme == "summer")]


def roles() -> st.SearchStrategy[Facts]:
    overrides = st.sampled_from(
        [Override(axis, value, given) for axis in AXES for value in order(REF, axis) for given in (True, False)]
    )
    return st.builds(
        lambda role, sport, team, over: Facts(*role, sport, team, tuple(over)),
        st.sampled_from(ROLES),
        st.sampled_from(SPORTS),
        st.sampled_from(["", *REF.teams]),
        st.lists(overrides, max_size=3, unique=True),
    )


def test_an_athlete_enters_the_venues_of_the_own_sport_and_the_village_and_no_other() -> None:
    got = effective(REF, SEASON, Facts("Aa", "ATH", "SWM"))
    assert got.venues == ("AQC", "TRP", "PLV")
    assert got.zones == ("BLUE", "WHITE", "2", "R")
    assert (got.transport, got.dining, got.seating, got.ticket) == (("TA", "TP"), ("DIN",), ("SA",), ())
    assert (got.valid_from, got.valid_to) == (date(2026, 6, 24), date(2026, 9, 9))


def test_a_journalist_of_one_sport_works_there_and_in_the_press_centre() -> None:
    assert effective(REF, SEASON, Facts("Es", "JOURN", "JUD")).venues == ("HAL", "TRH", "MPC")
    assert "HAL" in effective(REF, SEASON, Facts("E", "JOURN")).venues


def test_a_volunteer_gets_the_venue_and_the_zones_of_the_team() -> None:
    got = effective(REF, SEASON, Facts("V", "SPORT", team="AQCFOP"))
    assert got.venues == ("AQC", "UAC")
    assert got.zones == ("BLUE", "RED", "WHITE")


def test_back_of_house_is_never_implied_by_front_of_house() -> None:
    assert "RED" not in effective(REF, SEASON, Facts("S", "PARTNER")).zones


def test_an_override_gives_and_another_takes_away_and_taking_is_stronger() -> None:
    more = effective(REF, SEASON, Facts("E", "JOURN", overrides=(Override("zones", "BLUE", True),)))
    assert "BLUE" in more.zones
    both = (Override("zones", "BLUE", True), Override("zones", "BLUE", False))
    assert "BLUE" not in effective(REF, SEASON, Facts("E", "JOURN", overrides=both)).zones


def test_nothing_opens_outside_the_days_of_the_category() -> None:
    got = effective(REF, SEASON, Facts("Aa", "ATH", "SWM"))
    assert got.opens("AQC", "BLUE", got.valid_from) and got.opens("AQC", "BLUE", got.valid_to)
    assert not got.opens("AQC", "BLUE", got.valid_from - timedelta(1))
    assert not got.opens("AQC", "BLUE", got.valid_to + timedelta(1))
    assert not why_days(REF, SEASON, Facts("Aa", "ATH", "SWM"), date(2026, 1, 1)).given


def test_a_decision_of_february_is_explained_by_what_was_in_force_then() -> None:
    asked = Facts("ENR", "JOURN")
    assert effective(reference.on(date(2026, 2, 28)), SEASON, asked).transport == ("TP",)
    assert effective(reference.on(date(2026, 3, 1)), SEASON, asked).transport == ("TM", "TP")


def test_there_is_no_reference_data_before_the_first_row() -> None:
    with pytest.raises(UnknownCode, match="2024-12-31"):
        reference.on(date(2024, 12, 31))


@settings(max_examples=300, deadline=None)
@given(roles())
def test_every_value_of_every_axis_has_a_sentence_that_agrees_with_the_card(facts: Facts) -> None:
    got = effective(REF, SEASON, facts)
    said = why(REF, facts)
    assert len(said) == sum(len(order(REF, axis)) for axis in AXES)
    for sentence in said:
        assert sentence.given == (sentence.value in getattr(got, sentence.axis))
        for text, yes in ((sentence.en, ": yes, "), (sentence.fr, " : oui, ")):
            assert (yes in text) == sentence.given
            assert text.endswith(".") and "{" not in text


@settings(max_examples=200, deadline=None)
@given(roles(), st.sampled_from(AXES), st.data())
def test_giving_adds_one_value_and_nothing_else(facts: Facts, axis: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(order(REF, axis)))
    more = effective(
        REF, SEASON, Facts(facts.category, facts.function, facts.sport, facts.team, (Override(axis, value, True),))
    )
    plain = effective(REF, SEASON, Facts(facts.category, facts.function, facts.sport, facts.team))
    for other in AXES:
        assert set(getattr(more, other)) == set(getattr(plain, other)) | ({value} if other == axis else set())


def test_the_sentence_names_what_gives_or_refuses() -> None:
    athlete = Facts("Aa", "ATH", "SWM")
    assert why_value(REF, athlete, "venues", "AQC").en == (
        "Venue AQC (Aquatic Centre): yes, Swimming is held or trained there, and Aa opens the venues of the bearer's own sport."
    )
    assert why_value(REF, athlete, "venues", "HAL").fr.startswith(
        "Site HAL (Halls des expositions) : non, la discipline Natation"
    )
    assert "neither category Aa, nor function ATH" in why_value(REF, athlete, "zones", "6").en
    assert "CAMERA (camera operator)" in why_value(REF, Facts("HB", "CAMERA"), "zones", "BLUE").en


def test_the_tables_name_only_what_exists() -> None:
    groups = {"ALL", "COMPETITION", "TRAINING", "OWN", "TEAM"}
    for grant in REF.grants.values():
        assert grant.category in REF.categories and (grant.function == "*" or grant.function in REF.functions)
        assert set(grant.venues.split()) <= groups | set(REF.venues)
        for axis in AXES[1:]:
            assert set(getattr(grant, axis).split()) <= set(order(REF, axis))
    for function in REF.functions.values():
        assert set(function.categories.split()) <= set(REF.categories)
    for team in REF.teams.values():
        assert set(team.zones.split()) <= set(REF.venues[team.venue].zones.split())
    for venue in REF.venues.values():
        assert all(disciplines.exists(sport) for sport in venue.sports.split())
    held = {s for v in REF.venues.values() if v.kind == "competition" for s in v.sports.split()}
    assert set(SPORTS) - {""} <= held
    assert {row.category for row in REF.constraints.values()} <= set(REF.categories)
    assert all(SEASON.of(REF, category) for category in REF.categories)
    assert all(any(g.category == c for g in REF.grants.values()) for c in REF.categories)


def test_every_category_that_has_own_venues_asks_for_the_sport() -> None:
    own = {g.category for g in REF.grants.values() if "OWN" in g.venues.split() and g.function == "*"}
    assert own == {row.category for row in REF.constraints.values() if row.rule == "sport"} - {"Ap", "P"}


def test_sources_say_where_a_value_comes_from() -> None:
    found = sources(REF, Facts("OC", "IT", team="AQCVEN"))
    assert found["venues"]["AQC"].kind == "category" and found["venues"]["AQC"].through == "TEAM"
    assert found["venues"]["OLS"].kind == "function"
